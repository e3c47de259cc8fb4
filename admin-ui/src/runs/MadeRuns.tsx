import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { useQueries } from '@tanstack/react-query';
import { Box, Button, Card, Typography } from '@mui/material';
import { formatDate } from '@backhaul/design';
import { countOf, plural } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import type { RunDetailFragment } from '../generated/graphql.ts';
import { BlockSkeleton, ErrorState, PageHeader, useCan, useLocale } from '../kit/index.ts';
import { BillingRunQuery } from './api.ts';
import { ConfirmSeveralDialog } from './review/ConfirmSeveralDialog.tsx';
import { RunProgressLine } from './RunProgress.tsx';
import { CheckedRunChip } from './RunChip.tsx';
import { RunTotals } from './RunTotals.tsx';
import { sayPartners } from './sayPartners.ts';
import { isConfirmation, isWorking, runKey, useRun } from './useRun.ts';

/** Several previews made at once, each with its own progress; each is reviewed as soon as it is ready. */
export function MadeRuns({ ids }: { ids: readonly string[] }) {
  const runs = useMadeRuns(ids);
  return (
    <Box sx={{ maxWidth: 900 }}>
      <PageHeader
        title={countOf(ids.length, 'preview')}
        back={{ label: 'Billing runs', to: '/billing-runs' }}
        description={sayMade(runs, ids.length)}
        actions={<ConfirmTogether runs={runs} made={ids.length} />}
      />
      <Card component="ul" aria-label="Previews" sx={{ listStyle: 'none', padding: 0, margin: 0 }}>
        {ids.map((id) => (
          <MadeRun key={id} id={id} />
        ))}
      </Card>
    </Box>
  );
}

/** Those that are loaded; each row keeps its own fresh. */
function useMadeRuns(ids: readonly string[]): RunDetailFragment[] {
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: runKey(id),
      queryFn: async () => (await request(BillingRunQuery, { id })).billingRun,
    })),
  }).flatMap(({ data }) => data ?? []);
}

/** What can be done with them, and what is done. */
function sayMade(runs: readonly RunDetailFragment[], made: number): string {
  const confirmed = runs.filter(isConfirmation).length;
  const waiting = made - confirmed - runs.filter(({ status }) => status === 'DELETED').length;
  if (confirmed === 0)
    return waiting === 0
      ? 'All of them were deleted. Nothing was charged.'
      : 'Each can be reviewed and confirmed as soon as it is ready, or all of them together. Nothing is charged until then.';
  const done = `${countOf(confirmed, 'preview is', 'previews are')} confirmed.`;
  return waiting === 0
    ? `${done} Open one to see what it issued.`
    : `${done} ${countOf(waiting, 'other waits', 'others wait')}: nothing of ${plural(waiting, 'it', 'them')} is charged before.`;
}

/** Those that are ready, confirmed in one go. */
function ConfirmTogether({ runs, made }: { runs: readonly RunDetailFragment[]; made: number }) {
  const mayConfirm = useCan('billing-runs:confirm');
  const [open, setOpen] = useState(false);
  const ready = runs.filter((run) => run.status === 'READY' && run.customerCount > 0);
  if (!mayConfirm || (ready.length < 2 && !open)) return null;
  return (
    <>
      <Button
        variant="contained"
        onClick={() => setOpen(true)}
        disabled={runs.length < made || runs.some((run) => isWorking(run.status))}
      >
        Confirm {countOf(ready.length, 'preview')} together
      </Button>
      {open && <ConfirmSeveralDialog runs={ready} onClose={() => setOpen(false)} />}
    </>
  );
}

function MadeRun({ id }: { id: string }) {
  const locale = useLocale();
  const { data: run, error, refetch } = useRun(id);
  const row = {
    padding: 2,
    borderBlockEnd: '1px solid',
    borderColor: 'divider',
    '&:last-of-type': { borderBlockEnd: 0 },
  } as const;
  if (!run) {
    return (
      <Box component="li" sx={row}>
        {error ? (
          <ErrorState
            error={error}
            what="This preview could not be loaded."
            onRetry={() => void refetch()}
          />
        ) : (
          <BlockSkeleton lines={2} />
        )}
      </Box>
    );
  }
  const name = sayPartners(run.partners);
  return (
    <Box
      component="li"
      sx={{
        ...row,
        display: 'grid',
        gap: 2,
        alignItems: 'center',
        gridTemplateColumns: { xs: '1fr', sm: 'minmax(0, 1fr) 290px 90px' },
      }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="h3" component="h2" sx={{ overflowWrap: 'anywhere' }}>
          {name}
        </Typography>
        <Box sx={{ color: 'text.secondary' }}>
          {formatDate(run.date, locale)} ·{' '}
          {countOf(run.customerCount, 'customer', 'customers', locale)}
        </Box>
      </Box>
      {isWorking(run.status) ? (
        <RunProgressLine run={run} />
      ) : (
        <Box
          sx={{ display: 'flex', gap: 2, alignItems: 'center', justifyContent: 'space-between' }}
        >
          <CheckedRunChip run={run} />
          <RunTotals totals={run.total} strong />
        </Box>
      )}
      <Box sx={{ textAlign: 'end' }}>
        <Button
          component={RouterLink}
          to={`/billing-runs/${id}/show`}
          variant={run.status === 'READY' ? 'contained' : 'outlined'}
          aria-label={`${run.status === 'READY' ? 'Review' : 'Open'} ${name}`}
        >
          {run.status === 'READY' ? 'Review' : 'Open'}
        </Button>
      </Box>
    </Box>
  );
}
