import { useState } from 'react';
import { Box, Button, TextField } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { causeOf } from '../api/errors.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { EditImportRow, type ImportJob } from './api.ts';

interface EditCellProps {
  job: ImportJob;
  cell: { line: number; index: number; heading: string; text: string; problem: string };
}

/** A cell at fault, with what is wrong: mended here, alone or with all that hold the same. */
export function EditCell({ job, cell }: EditCellProps) {
  const { line, index, heading, text, problem } = cell;
  const [value, setValue] = useState(text);
  const submission = useSubmit();
  const client = useQueryClient();
  const save = (allLike: boolean) =>
    submission.submit(async () => {
      const { editImportRow } = await request(EditImportRow, {
        id: job.id,
        line,
        values: { [index]: value },
        allLike,
      });
      client.setQueryData(['imports', job.id], editImportRow);
    });
  const changed = value !== text;
  const said = submission.error ? (causeOf(submission.error) as Error).message : problem;
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      <TextField
        size="small"
        error
        value={value}
        helperText={said}
        disabled={submission.busy}
        onChange={(event) => setValue(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && changed) void save(false);
        }}
        slotProps={{
          htmlInput: { 'aria-label': `${heading || `Column ${index + 1}`}, line ${line}` },
        }}
      />
      {changed && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
          <Button size="small" disabled={submission.busy} onClick={() => void save(false)}>
            Save
          </Button>
          {text !== '' && (
            <Button size="small" disabled={submission.busy} onClick={() => void save(true)}>
              Save for all like it
            </Button>
          )}
        </Box>
      )}
    </Box>
  );
}
