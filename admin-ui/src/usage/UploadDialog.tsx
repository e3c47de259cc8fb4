import { Fragment, useRef, useState } from 'react';
import { Box, Button } from '@mui/material';
import { useNotify } from 'react-admin';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { visuallyHidden } from '../kit/visuallyHidden.ts';
import { RecordUsageFile } from './api.ts';

/** More does not go to the server in one piece. */
const SIZE_MAX = 900_000;

/** The columns of a file, by their names in its first line. */
const COLUMNS = [
  [
    'source_id',
    'The record’s own number where it comes from: one that is there is not recorded twice.',
  ],
  ['service_id', 'Whose it is: the column service_id in the file of services (Services, Export).'],
  ['at', 'When it was used, with the time zone: 2026-04-01T09:30:00Z.'],
  ['kind', 'What was used, as it stands on the invoice: Calls, SMS, Data.'],
  ['quantity', 'How much: minutes, pieces, gigabytes.'],
  ['unit_price', 'What one costs. Empty: unrated, and billed by nobody until it has a price.'],
] as const;

const EXAMPLE = `data:text/csv;charset=utf-8,${encodeURIComponent(
  [
    COLUMNS.map(([name]) => name).join(','),
    'call-0001,ID-OF-A-SERVICE,2026-04-01T09:30:00Z,Calls,3.5,0.05',
    'sms-0001,ID-OF-A-SERVICE,2026-04-01T10:00:00Z,SMS,1,',
    '',
  ].join('\r\n'),
)}`;

function Columns() {
  return (
    <Box>
      A CSV file; its first line names the columns:
      <Box
        component="dl"
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: '1fr', sm: 'auto 1fr' },
          columnGap: 2,
          rowGap: 0.5,
          margin: 0,
          marginBlockStart: 1,
        }}
      >
        {COLUMNS.map(([name, words]) => (
          <Fragment key={name}>
            <Box component="dt" sx={{ fontWeight: 600 }}>
              <code>{name}</code>
            </Box>
            <Box component="dd" sx={{ margin: 0 }}>
              {words}
            </Box>
          </Fragment>
        ))}
      </Box>
    </Box>
  );
}

/** Records usage from a CSV file, all of it or nothing. */
export function UploadDialog({ onClose }: { onClose: () => void }) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const [file, setFile] = useState<File | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const submission = useSubmit();
  const tooLarge = file !== null && file.size > SIZE_MAX;
  const send = async () => {
    if (!file) return;
    const done = await submission.submit(async () => {
      const { recordUsageFile: result } = await request(RecordUsageFile, {
        csv: await file.text(),
      });
      const known = result.alreadyThere
        ? ` ${countOf(result.alreadyThere, 'was', 'were', locale)} there already.`
        : '';
      const withdrawn = result.withdrawn
        ? ` ${countOf(result.withdrawn, 'of them is', 'of them are', locale)} withdrawn and stays so.`
        : '';
      notify(
        `${countOf(result.accepted, 'record', 'records', locale)} recorded.${known}${withdrawn}`,
        {
          type: 'success',
        },
      );
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title="Upload usage"
      submitLabel={file ? `Record ${file.name}` : 'Record'}
      busyLabel="Recording"
      disabled={!file || tooLarge}
      submission={submission}
      onSubmit={() => void send()}
      onClose={onClose}
      failure="Nothing was recorded."
      width="sm"
    >
      <Columns />
      <Box>
        <Button component="a" href={EXAMPLE} download="usage-example.csv">
          Download an example
        </Button>
      </Box>
      <Box sx={{ color: 'text.secondary' }}>
        All rows are recorded or none. A row that is there already is not recorded twice.
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
        <Button variant="outlined" onClick={() => chooser.current?.click()}>
          {file ? 'Choose another file' : 'Choose a file'}
        </Button>
        {file && <Box sx={{ overflowWrap: 'anywhere' }}>{file.name}</Box>}
        {tooLarge && (
          <Box role="alert" sx={{ color: 'error.main' }}>
            It is larger than 900 kB: split it.
          </Box>
        )}
      </Box>
      <Box
        component="input"
        type="file"
        ref={chooser}
        accept=".csv,text/csv"
        tabIndex={-1}
        aria-label="Usage: CSV file"
        sx={visuallyHidden}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => {
          setFile(event.target.files?.[0] ?? null);
          submission.reset();
          event.target.value = '';
        }}
      />
    </FormDialog>
  );
}
