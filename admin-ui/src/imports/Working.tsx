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
  const step = stepWords(job);
  const of = job.undoing ? job.creates + job.updates + job.undone + job.kept : job.total;
  const done = formatNumber(Math.round(job.progress * of), locale);
  return (
    <Box role="status" sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      <LinearProgress
        variant="determinate"
        value={Math.round(job.progress * 100)}
        aria-label="Progress"
        sx={{ height: 6, borderRadius: 3, inlineSize: '100%' }}
      />
      <Box>
        {step.did} {done} of {countOf(of, 'row', 'rows', locale)}; you need not wait here.
      </Box>
      <Button color="inherit" disabled={submission.busy} onClick={() => void stop()}>
        {step.stop}
      </Button>
      <FormError error={submission.error} failure="It was not stopped." />
    </Box>
  );
}

function stepWords({ status, undoing }: ImportJob): { did: string; stop: string } {
  if (status === 'CHECKING') return { did: 'Checked', stop: 'Stop the check' };
  if (undoing) return { did: 'Took back', stop: 'Stop taking back' };
  return { did: 'Imported', stop: 'Stop the import' };
}
