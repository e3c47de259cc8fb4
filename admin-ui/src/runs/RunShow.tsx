import { Box } from '@mui/material';
import { useParams } from 'react-router-dom';
import { formatDate } from '@backhaul/design';
import type { RunDetailFragment } from '../generated/graphql.ts';
import { EmptyState, InstantText, useSentenceLocale } from '../kit/index.ts';
import { ShowPage } from '../kit/show/ShowPage.tsx';
import { sayPartners } from './sayPartners.ts';
import { CheckedRunChip } from './RunChip.tsx';
import { RunFailed } from './RunFailed.tsx';
import { RunProgressPanel } from './RunProgress.tsx';
import { RunResult } from './RunResult.tsx';
import { RunReview } from './review/RunReview.tsx';
import { RunActions } from './review/RunActions.tsx';
import { isWorking, useRun } from './useRun.ts';

const back = { label: 'Billing runs', to: '/billing-runs' };

/** One run, whatever it is doing: being worked out, waiting for the decision, being issued, done, failed or deleted. */
export function RunShow() {
  const { id = '' } = useParams();
  const locale = useSentenceLocale();
  return (
    <ShowPage
      kind="billing run"
      back={back}
      asked={useRun(id)}
      head={(run) => ({
        title: `Run for ${formatDate(run.date, locale)}`,
        aside: <CheckedRunChip run={run} />,
        description: <RunOrigin run={run} />,
        actions: <RunActions run={run} />,
      })}
    >
      {(run) => <RunBody run={run} />}
    </ShowPage>
  );
}

function RunOrigin({ run }: { run: RunDetailFragment }) {
  return (
    <>
      {sayPartners(run.partners)} · made <InstantText at={run.createdAt} />
      {run.createdBy && ` by ${run.createdBy}`}
      {run.confirmedAt && (
        <>
          {' '}
          · confirmed <InstantText at={run.confirmedAt} />
          {run.confirmedBy && ` by ${run.confirmedBy}`}
        </>
      )}
      {run.fromAbove && (
        <Box component="span" sx={{ display: 'block' }}>
          Made and decided by a partner above you. You see your own part of it.
        </Box>
      )}
    </>
  );
}

function RunBody({ run }: { run: RunDetailFragment }) {
  // how far the whole of it is would tell of others
  if (run.fromAbove && isWorking(run.status))
    return (
      <EmptyState
        title={
          run.status === 'CONFIRMING' ? 'Being confirmed above you' : 'Being previewed above you'
        }
      >
        Your part of this run shows here as soon as that is done.
      </EmptyState>
    );
  switch (run.status) {
    case 'PREVIEWING':
    case 'CONFIRMING':
      return <RunProgressPanel run={run} />;
    case 'READY':
      return <RunReview run={run} />;
    case 'PROCESSED':
      return <RunResult run={run} />;
    case 'FAILED':
      return <RunFailed run={run} />;
    case 'DELETED':
      return (
        <EmptyState title="This preview was deleted">
          It charged nobody and used no numbers. The customers are still due, so a new run takes
          them.
        </EmptyState>
      );
  }
}
