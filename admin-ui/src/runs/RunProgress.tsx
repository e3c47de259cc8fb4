import { Box, Card, LinearProgress, Typography } from '@mui/material';
import { formatDate, formatNumber } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import type { RunSummaryFragment } from '../generated/graphql.ts';
import { visuallyHidden } from '../kit/visuallyHidden.ts';
import { useLocale, useSentenceLocale } from '../kit/index.ts';
import { sayPartners } from './sayPartners.ts';
import { RunTotals } from './RunTotals.tsx';

/** What is being done, in words, with numbers that count up. */
function sayProgress(run: RunSummaryFragment, locale: string): string {
  const done = formatNumber(run.processed, locale);
  const all = countOf(run.candidates, 'customer', 'customers', locale);
  if (run.status === 'PREVIEWING')
    return run.candidates === 0 ? 'Finding out who is due' : `${done} of ${all} worked out`;
  if (run.status === 'CONFIRMING')
    return run.candidates === 0 ? 'Getting ready to issue' : `${done} of ${all} billed`;
  return '';
}

/** Progress as a thin line with its numbers, for a card or a table row. */
export function RunProgressLine({ run }: { run: RunSummaryFragment }) {
  const locale = useLocale();
  return (
    <Box sx={{ minWidth: 160 }}>
      <Bar run={run} />
      <Box
        sx={{ fontSize: '0.8125rem', color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}
      >
        {sayProgress(run, locale)}
      </Box>
    </Box>
  );
}

function Bar({ run }: { run: RunSummaryFragment }) {
  const locale = useSentenceLocale();
  const part = Math.round(Math.min(1, Math.max(0, run.progress)) * 100);
  return (
    <LinearProgress
      variant="determinate"
      value={part}
      aria-label={`Progress of the run for ${formatDate(run.date, locale)}`}
      sx={{ height: 6, borderRadius: 3, marginBlockEnd: 0.5 }}
    />
  );
}

/** The whole screen of a run while the server works on it. */
export function RunProgressPanel({ run }: { run: RunSummaryFragment }) {
  const locale = useLocale();
  const confirming = run.status === 'CONFIRMING';
  return (
    <Card sx={{ padding: { xs: 2, sm: 4 }, display: 'grid', gap: 2.5, maxWidth: 720 }}>
      <Typography variant="h2">
        {confirming ? 'Issuing the invoices' : 'Working out the preview'}
      </Typography>
      <Box
        aria-hidden="true"
        sx={{ display: 'flex', alignItems: 'baseline', gap: 1, fontVariantNumeric: 'tabular-nums' }}
      >
        <Box sx={{ fontSize: '2.25rem', fontWeight: 650, lineHeight: 1.1 }}>
          {formatNumber(run.processed, locale)}
        </Box>
        <Box sx={{ color: 'text.secondary' }}>
          of {countOf(run.candidates, 'customer', 'customers', locale)}
        </Box>
      </Box>
      <Bar run={run} />
      <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2, flexWrap: 'wrap' }}>
        <Box sx={{ color: 'text.secondary' }}>{sayPartners(run.partners)}</Box>
        <RunTotals totals={run.total} />
      </Box>
      <Typography sx={{ color: 'text.secondary' }}>
        {confirming
          ? 'You can leave this page: the server goes on, and no customer is billed twice.'
          : 'Nothing is charged by a preview. You can leave this page; it will be in the list of billing runs.'}
      </Typography>
      {/* Every number would be too much to listen to: quarters are enough. */}
      <Box role="status" sx={visuallyHidden}>
        {`${confirming ? 'Issuing invoices' : 'Working out the preview'}: ${Math.floor(run.progress * 4) * 25} percent`}
      </Box>
    </Card>
  );
}
