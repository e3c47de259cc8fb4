import { Box, Button } from '@mui/material';
import { Facts, Money, PageHeader, ToneChip } from '../kit/index.ts';
import type { Session } from './api.ts';
import { countedPieces } from './countedPieces.tsx';
import { ReportLinks } from './ReportLinks.tsx';

/** What a session came to, once it is closed. */
export function ClosedTill({ session, onGoOn }: { session: Session; onGoOn: () => void }) {
  return (
    <>
      <PageHeader
        title={`${session.till.name} is closed`}
        aside={
          session.status === 'AWAITING_APPROVAL' && (
            <ToneChip tone="waiting" label="The difference waits for approval" icon="clock" />
          )
        }
        actions={
          <Button variant="contained" onClick={onGoOn} autoFocus>
            Open a till
          </Button>
        }
      />
      <Box sx={{ maxWidth: 560 }}>
        <SessionFacts session={session} />
      </Box>
    </>
  );
}

/** The figures of a session. */
export function SessionFacts({ session }: { session: Session }) {
  const money = (amount: string | null) => (
    <Money amount={amount} currency={session.till.currency} inline />
  );
  return (
    <Facts
      title={session.number === null ? 'Not closed yet' : `Close ${session.number}`}
      facts={[
        ['Cashier', session.openedBy],
        ['Float', money(session.float)],
        ['Cash taken', money(session.cashTaken)],
        ['Should be there', money(session.expected)],
        ...(session.counts.length > 1
          ? [['Counted first', money(session.counts[0].counted)] as const]
          : []),
        ['Counted', money(session.counted)],
        ...countedPieces(session),
        ['Difference', money(session.difference)],
        ['Stays in the till', money(session.left)],
        ...(session.closeReason ? [['Reason', session.closeReason] as const] : []),
        ...(session.approvedBy
          ? [['Approved', `${session.approvedBy}: ${session.approvalReason}`] as const]
          : []),
        ['Report', <ReportLinks key="r" url={session.reportUrl} of={session.till.name} />],
      ]}
    />
  );
}
