import { useParams } from 'react-router-dom';
import { Box, Card } from '@mui/material';
import { formatDate } from '@backhaul/design';
import type { RunDetailFragment } from '../generated/graphql.ts';
import {
  BlockSkeleton,
  EmptyState,
  ErrorState,
  InstantText,
  PageHeader,
  StatusChip,
  useSentenceLocale,
} from '../kit/index.ts';
import { sayPartners } from './sayPartners.ts';
import { RunFailed } from './RunFailed.tsx';
import { RunProgressPanel } from './RunProgress.tsx';
import { RunResult } from './RunResult.tsx';
import { RunReview } from './review/RunReview.tsx';
import { RunActions } from './review/RunActions.tsx';
import { useRun } from './useRun.ts';

const back = { label: 'Billing runs', to: '/billing-runs' };

/** One run, whatever it is doing: being worked out, waiting for the decision, being issued, done, failed or deleted. */
export function RunShow() {
  const { id = '' } = useParams();
  const locale = useSentenceLocale();
  const { data: run, error, refetch } = useRun(id);
  if (!run) {
    return (
      <>
        <PageHeader title="Billing run" back={back} />
        {error ? (
          <ErrorState
            error={error}
            what="This billing run could not be loaded."
            onRetry={() => void refetch()}
          />
        ) : (
          <Card sx={{ padding: 3 }}>
            <BlockSkeleton lines={10} />
          </Card>
        )}
      </>
    );
  }
  return (
    <Box>
      <PageHeader
        title={`Run for ${formatDate(run.date, locale)}`}
        aside={<StatusChip status={run.status} />}
        back={back}
        description={<RunOrigin run={run} />}
        actions={<RunActions run={run} />}
      />
      <RunBody run={run} />
    </Box>
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
    </>
  );
}

function RunBody({ run }: { run: RunDetailFragment }) {
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
