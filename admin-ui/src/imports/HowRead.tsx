import { Box, MenuItem, TextField } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { FormError } from '../kit/form/FormError.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { SetImportMapping, type ImportJob } from './api.ts';
import { frameOf, inputOf, suggestedFor, type Frame } from './choices.ts';
import { ENCODING_NAMES } from './encodings.ts';

const DELIMITERS = [
  [',', 'Comma'],
  [';', 'Semicolon'],
  ['\t', 'Tab'],
  ['|', 'Bar'],
] as const;
const ROWS = Array.from({ length: 20 }, (_, i) => String(i + 1));

/** How a file is read: as it was found, or as somebody says. */
export function HowRead({ job }: { job: ImportJob }) {
  const submission = useSubmit();
  const client = useQueryClient();
  const read = (how: Partial<Frame>) =>
    submission.submit(async () => {
      // the columns of the file as it was are not those that it has then
      const input = { ...frameOf(job), ...how, columns: [] };
      const { setImportMapping: next } = await request(SetImportMapping, { id: job.id, input });
      const columns = inputOf(suggestedFor(next), frameOf(next));
      const { setImportMapping } = await request(SetImportMapping, { id: job.id, input: columns });
      client.setQueryData(['imports', job.id], setImportMapping);
    });
  const choice = (
    label: string,
    value: string,
    options: readonly (readonly [string, string])[],
    onChange: (value: string) => void,
  ) => (
    <TextField
      select
      size="small"
      label={label}
      value={value}
      disabled={submission.busy}
      onChange={(event) => onChange(event.target.value)}
    >
      {options.map(([id, words]) => (
        <MenuItem key={id} value={id}>
          {words}
        </MenuItem>
      ))}
    </TextField>
  );
  const same = (values: readonly string[]) => values.map((value) => [value, value] as const);
  return (
    <Box component="section" aria-label="How the file is read" sx={{ display: 'grid', gap: 1 }}>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(3, minmax(0, 240px))' },
        }}
      >
        {job.sheet === null || job.sheet === undefined ? (
          <>
            {choice('Encoding', job.encoding, same(ENCODING_NAMES), (encoding) => {
              void read({ encoding });
            })}
            {choice('Delimiter', job.delimiter ?? ',', DELIMITERS, (delimiter) => {
              void read({ delimiter });
            })}
          </>
        ) : (
          choice('Sheet', job.sheet, same(job.sheets), (sheet) => {
            void read({ sheet });
          })
        )}
        {choice(
          'Headings on line',
          String(job.headerRow),
          same([...new Set([...ROWS, String(job.headerRow)])]),
          (headerRow) => {
            void read({ headerRow: Number(headerRow) });
          },
        )}
      </Box>
      <FormError error={submission.error} failure="The file cannot be read so." />
    </Box>
  );
}
