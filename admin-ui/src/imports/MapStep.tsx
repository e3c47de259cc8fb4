import { useState } from 'react';
import { Alert, Box, Button, Checkbox, FormControlLabel, MenuItem, TextField } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { fieldsOf } from '../api/errors.ts';
import { FormError } from '../kit/form/FormError.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { CheckImport, SetImportMapping, type ImportJob } from './api.ts';
import { choicesOf, frameOf, inputOf, targetsOf, type Choice, type Frame } from './choices.ts';
import { ColumnRows } from './ColumnRows.tsx';
import { HowRead } from './HowRead.tsx';
import { Sample } from './Sample.tsx';

/** How a file is read, and where each of its columns goes. */
export function MapStep({ job }: { job: ImportJob }) {
  const locale = useLocale();
  const [choices, setChoices] = useState<Choice[]>(() => choicesOf(job));
  const [frame, setFrame] = useState<Frame>(() => frameOf(job));
  const [name, setName] = useState('');
  const submission = useSubmit();
  const client = useQueryClient();
  const choose = (index: number, change: Partial<Choice>) => {
    const next = choices.map((each) => (each.index === index ? { ...each, ...change } : each));
    setChoices(next);
    // what is ambiguous there, and what means nothing, is known as soon as the place is
    if (change.target)
      void request(SetImportMapping, { id: job.id, input: inputOf(next, frame) })
        .then(({ setImportMapping }) => client.setQueryData(['imports', job.id], setImportMapping))
        .catch(() => undefined);
  };
  const mapped = new Set(choices.flatMap(({ target }) => target ?? []));
  const missing = targetsOf(job).filter(
    ({ name: target, required }) => required && frame.mode !== 'UPDATE' && !mapped.has(target),
  );
  const check = () =>
    submission.submit(async () => {
      const input = inputOf(choices, { ...frame, saveAs: name.trim() || null });
      const { setImportMapping } = await request(SetImportMapping, { id: job.id, input });
      try {
        const { checkImport } = await request(CheckImport, { id: job.id });
        client.setQueryData(['imports', job.id], checkImport);
      } catch (error) {
        // what is to be said of columns stands at them now
        client.setQueryData(['imports', job.id], setImportMapping);
        throw error;
      }
    });
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <HowRead job={job} />
      <ColumnRows job={job} choices={choices} errors={submission.fields} onChoose={choose} />
      <Sample job={job} />
      {job.kind === 'CUSTOMER' && <Mode frame={frame} onChange={setFrame} />}
      <TextField
        size="small"
        label="Remember this mapping as"
        helperText="Files with the same headings are mapped by themselves from then on."
        value={name}
        onChange={(event) => setName(event.target.value)}
        sx={{ maxWidth: 360 }}
      />
      {missing.length > 0 && (
        <Alert severity="info" variant="outlined" role="status">
          Say first which column holds: {missing.map(({ label }) => label).join(', ')}.
        </Alert>
      )}
      <Box>
        <Button
          variant="contained"
          disabled={submission.busy || missing.length > 0}
          onClick={() => void check()}
        >
          {submission.busy ? 'One moment' : `Check ${countOf(job.total, 'row', 'rows', locale)}`}
        </Button>
      </Box>
      <FormError
        error={submission.error}
        failure={
          Object.keys(fieldsOf(submission.error)).length
            ? 'It was not checked: see the columns above.'
            : 'It was not checked.'
        }
      />
    </Box>
  );
}

const MATCH = [
  ['externalId', 'Number in the old system'],
  ['number', 'Own number'],
  ['email', 'E-mail'],
  ['login', 'Login'],
] as const;

/** Whether records are made, changed or both, and by what they are found. */
function Mode({ frame, onChange }: { frame: Frame; onChange: (frame: Frame) => void }) {
  const updates = frame.mode !== 'CREATE';
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'end',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(3, minmax(0, 320px))' },
      }}
    >
      <TextField
        select
        size="small"
        label="What the rows do"
        value={frame.mode}
        onChange={(event) => {
          const mode = event.target.value as Frame['mode'];
          const matchBy = mode === 'CREATE' ? null : (frame.matchBy ?? 'externalId');
          onChange({ ...frame, mode, matchBy });
        }}
      >
        <MenuItem value="CREATE">Make new records</MenuItem>
        <MenuItem value="UPDATE">Change those that are there</MenuItem>
        <MenuItem value="CREATE_OR_UPDATE">Change, and make what is not there</MenuItem>
      </TextField>
      {updates && (
        <>
          <TextField
            select
            size="small"
            label="Found by"
            value={frame.matchBy ?? 'externalId'}
            onChange={(event) => onChange({ ...frame, matchBy: event.target.value })}
          >
            {MATCH.map(([value, label]) => (
              <MenuItem key={value} value={value}>
                {label}
              </MenuItem>
            ))}
          </TextField>
          <FormControlLabel
            control={
              <Checkbox
                checked={frame.clearEmpty ?? false}
                onChange={(_event, clearEmpty) => onChange({ ...frame, clearEmpty })}
              />
            }
            label="An empty cell clears the value"
          />
        </>
      )}
    </Box>
  );
}
