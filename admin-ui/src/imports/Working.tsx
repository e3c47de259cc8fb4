import { Box, Button, LinearProgress } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { formatNumber } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { FormError } from '../kit/form/FormError.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { CancelImport, type ImportJob } from './api.ts';

/** An import that is worked on: how far it is, and how it is stopped. */
export function Working({ job }: { job: ImportJob }) {
  const locale = useLocale();
  const submission = useSubmit();
  const client = useQueryClient();
  const stop = () =>
    submission.submit(async () => {
      await request(CancelImport, { id: job.id });
      await client.invalidateQueries({ queryKey: ['imports', job.id] });
    });
  const done = formatNumber(Math.round(job.progress * job.total), locale);
  return (
    <Box role="status" sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      <LinearProgress
        variant="determinate"
        value={Math.round(job.progress * 100)}
        aria-label="Progress"
        sx={{ height: 6, borderRadius: 3, inlineSize: '100%' }}
      />
      <Box>
        {job.status === 'CHECKING' ? 'Checked' : 'Imported'} {done} of{' '}
        {countOf(job.total, 'row', 'rows', locale)}; you need not wait here.
      </Box>
      <Button color="inherit" disabled={submission.busy} onClick={() => void stop()}>
        {job.status === 'CHECKING' ? 'Stop the check' : 'Stop the import'}
      </Button>
      <FormError error={submission.error} failure="It was not stopped." />
    </Box>
  );
}
