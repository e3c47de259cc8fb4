import { Alert, Box, Button } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { FormError } from '../kit/form/FormError.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { RunImport, SetImportMapping, type ImportJob } from './api.ts';
import { inputOf, choicesOf, frameOf } from './choices.ts';
import { Counts } from './Counts.tsx';
import { RowsTable } from './RowsTable.tsx';

/** What an import would do, its faults to be mended, and the decision. */
export function CheckStep({ job }: { job: ImportJob }) {
  const locale = useLocale();
  const submission = useSubmit();
  const client = useQueryClient();
  const take = (next: ImportJob) => client.setQueryData(['imports', job.id], next);
  const run = () =>
    submission.submit(async () => {
      const { runImport } = await request(RunImport, {
        id: job.id,
        fingerprint: job.fingerprint ?? '',
        setAside: job.errors > 0,
      });
      take(runImport);
    });
  const back = () =>
    submission.submit(async () => {
      const input = inputOf(choicesOf(job), frameOf(job));
      take((await request(SetImportMapping, { id: job.id, input })).setImportMapping);
    });
  const good = job.creates + job.updates;
  const rows = countOf(good, 'row', 'rows', locale);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <Counts job={job} />
      {job.errors > 0 && (
        <Alert severity="warning" variant="outlined" role="status">
          {countOf(job.errors, 'row', 'rows', locale)} cannot be imported as they stand. Mend them
          below, or set them aside: you can download them, with the reasons, and send them again.
        </Alert>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Button variant="outlined" disabled={submission.busy} onClick={() => void back()}>
          Change the mapping
        </Button>
        <Button
          variant="contained"
          disabled={submission.busy || good === 0}
          onClick={() => void run()}
        >
          {job.errors > 0
            ? `Set ${job.errors} aside and import ${rows}`
            : good
              ? `Import ${rows}`
              : 'Nothing to import'}
        </Button>
      </Box>
      <FormError error={submission.error} failure="Nothing was imported." />
      {job.errors > 0 && <RowsTable job={job} />}
    </Box>
  );
}
