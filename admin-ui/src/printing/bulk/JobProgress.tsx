import { Alert, Box, Button, LinearProgress } from '@mui/material';
import { formatNumber } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import { InstantText, useLocale } from '../../kit/index.ts';
import { fileOf, isUnderWay, type Job } from './api.ts';

/** How far a job is, and at its end the file. */
export function JobProgress({ job }: { job: Job }) {
  const locale = useLocale();
  const total = formatNumber(job.total, locale);
  const file = fileOf(job);
  if (isUnderWay(job)) {
    const label =
      job.status === 'QUEUED'
        ? `Waiting for its turn: ${countOf(job.total, 'document', 'documents', locale)}`
        : `${formatNumber(job.done, locale)} of ${total} made`;
    return (
      <Box sx={{ display: 'grid', gap: 0.5, minWidth: 0 }}>
        <Box role="status" sx={{ fontVariantNumeric: 'tabular-nums' }}>
          {label}
        </Box>
        <LinearProgress
          variant="determinate"
          value={job.total ? Math.round((job.done / job.total) * 100) : 0}
          aria-label="Documents made"
        />
      </Box>
    );
  }
  if (job.status === 'FAILED')
    return (
      <Alert severity="error" variant="outlined">
        The file could not be made. {job.error}
      </Alert>
    );
  if (!file)
    return <Box sx={{ color: 'text.secondary' }}>Thrown away; make it anew when you need it.</Box>;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
      <Button variant="contained" component="a" href={file} download>
        Download {job.format}
      </Button>
      <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
        {countOf(job.total, 'document', 'documents', locale)}, kept until{' '}
        <InstantText at={job.expiresAt} exact />
      </Box>
    </Box>
  );
}
