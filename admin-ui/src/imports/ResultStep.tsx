import { useEffect, useState } from 'react';
import { Box, Button } from '@mui/material';
import { Link } from 'react-router-dom';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { FormError } from '../kit/form/FormError.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { formatDate } from '@backhaul/design';
import { useLocale } from '../kit/index.ts';
import { CheckImport, type ImportJob } from './api.ts';
import { Counts } from './Counts.tsx';
import { RowsTable } from './RowsTable.tsx';
import { UndoDialog } from './UndoDialog.tsx';

const LISTS: Readonly<Partial<Record<ImportJob['kind'], string>>> = {
  CUSTOMER: '/customers',
  SERVICE: '/services',
  TARIFF: '/tariffs',
  PARTNER: '/partners',
};

/** What came of an import. */
export function ResultStep({ job }: { job: ImportJob }) {
  const client = useQueryClient();
  const refresh = useRefresh();
  const submission = useSubmit();
  const locale = useLocale();
  const [undoing, setUndoing] = useState(false);
  useEffect(() => {
    void refresh();
  }, [refresh, job.status]);
  const again = () =>
    submission.submit(async () => {
      const { checkImport } = await request(CheckImport, { id: job.id });
      client.setQueryData(['imports', job.id], checkImport);
    });
  const list = LISTS[job.kind];
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <Counts job={job} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {list && job.status === 'DONE' && (
          <Button component={Link} to={list} variant="contained">
            Open the list
          </Button>
        )}
        {job.rejectedUrl && (
          <Button component="a" href={job.rejectedUrl} download variant="outlined">
            Download the rows set aside
          </Button>
        )}
        {job.undoableUntil && (
          <Button variant="outlined" onClick={() => setUndoing(true)}>
            Take back
          </Button>
        )}
        {job.status !== 'DONE' && (
          <Button variant="outlined" disabled={submission.busy} onClick={() => void again()}>
            Check again
          </Button>
        )}
      </Box>
      {job.undoableUntil && (
        <Box sx={{ color: 'text.secondary' }}>
          It can be taken back until {formatDate(job.undoableUntil.slice(0, 10), locale)}.
        </Box>
      )}
      {undoing && <UndoDialog job={job} onClose={() => setUndoing(false)} />}
      <FormError error={submission.error} failure="It was not checked." />
      {(job.errors > 0 || (job.status === 'UNDONE' && job.kept > 0)) && <RowsTable job={job} />}
    </Box>
  );
}
