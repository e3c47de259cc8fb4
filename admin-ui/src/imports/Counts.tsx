import { Box } from '@mui/material';
import { formatNumber } from '@backhaul/design';
import { useLocale } from '../kit/index.ts';
import type { ImportJob } from './api.ts';

/** How many rows come, or came, to what. */
export function Counts({ job }: { job: ImportJob }) {
  const locale = useLocale();
  const done = job.status === 'DONE';
  const undone = [
    ['Rows', job.total],
    ['Taken back', job.undone],
    ['Kept', job.kept],
    ['There already', job.unchanged],
    ['Set aside', job.errors],
  ] as const;
  const looked = [
    ['Rows', job.total],
    [done ? 'Created' : 'New', job.creates],
    [done ? 'Changed' : 'To change', job.updates],
    ['There already', job.unchanged],
    [done ? 'Set aside' : 'With errors', job.errors],
    ['With a note', job.warnings],
  ] as const;
  const counts = job.status === 'UNDONE' ? undone : looked;
  return (
    <Box role="status" aria-label="What the rows come to">
      <Box
        component="dl"
        sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 4, rowGap: 1, margin: 0 }}
      >
        {counts.map(([label, count]) => (
          <Box key={label}>
            <Box component="dt" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
              {label}
            </Box>
            <Box
              component="dd"
              sx={{ margin: 0, fontSize: '1.25rem', fontVariantNumeric: 'tabular-nums' }}
            >
              {formatNumber(count, locale)}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
