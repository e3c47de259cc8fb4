import { useState } from 'react';
import { BlockSkeleton, EmptyState, ErrorState, PageHeader, useCan } from '../kit/index.ts';
import { NoAccess } from '../kit/pages.tsx';
import { Button } from '@mui/material';
import { Link } from 'react-router-dom';
import type { Session } from './api.ts';
import { ClosedTill } from './ClosedTill.tsx';
import { Counter } from './Counter.tsx';
import { OpenTillForm } from './OpenTillForm.tsx';
import { useDesk } from './useDesk.ts';

/** For a person at a counter: who pays, how much, the change and the receipt. */
export function DeskPage() {
  return useCan('cash-desk:use') ? <Desk /> : <NoAccess />;
}

function Desk() {
  const manages = useCan('cash-desk:manage');
  const { query, tills, session, waiting, failure, again } = useDesk();
  const [closed, setClosed] = useState<Session | null>(null);
  const error = query.error ?? failure;
  if (error)
    return (
      <>
        <PageHeader title="Cash desk" />
        <ErrorState error={error} what="The cash desk could not be loaded." onRetry={again} />
      </>
    );
  if (closed)
    return (
      <ClosedTill
        session={closed}
        onGoOn={() => {
          setClosed(null);
          again();
        }}
      />
    );
  if (query.isPending || waiting)
    return (
      <>
        <PageHeader title="Cash desk" />
        <BlockSkeleton lines={6} />
      </>
    );
  if (session) return <Counter session={session} onClosed={setClosed} />;
  if (!tills.length)
    return (
      <>
        <PageHeader title="Cash desk" />
        <EmptyState
          title="No till is yours yet"
          action={
            manages && (
              <Button component={Link} to="/tills" variant="contained">
                Set up a till
              </Button>
            )
          }
        >
          {manages
            ? 'A till is a drawer with money and the people who may use it. Set one up, and name yourself.'
            : 'Money is taken at a till. Whoever manages the cash desk sets one up and names you; it then stands here.'}
        </EmptyState>
      </>
    );
  return <OpenTillForm tills={tills} onOpened={again} />;
}
