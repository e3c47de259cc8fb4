import { Box, MenuItem, TextField, Typography } from '@mui/material';
import { targetOf, type Target } from '@backhaul/domain/imports/targets';
import { countOf } from '@backhaul/domain/text/plural';
import type { FieldErrors } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import type { ImportJob } from './api.ts';
import { formatsOf, targetsOf, type Choice } from './choices.ts';
import { useFieldTargets } from './useFieldTargets.ts';

interface ColumnRowsProps {
  job: ImportJob;
  choices: readonly Choice[];
  errors: FieldErrors;
  onChoose: (index: number, change: Partial<Choice>) => void;
}

/** Each column with its first values, and where it goes. */
export function ColumnRows({ job, choices, errors, onChoose }: ColumnRowsProps) {
  const fields = useFieldTargets(job);
  const targets = [...targetsOf(job), ...fields];
  return (
    <Box component="section" aria-labelledby="columns">
      <Typography variant="h2" id="columns" sx={{ marginBlockEnd: 1 }}>
        Where the columns go
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {choices.map((choice, i) => (
          <Column
            key={choice.index}
            job={job}
            choice={choice}
            targets={targets}
            problem={
              errors[`columns.${i}.target`] ??
              errors[`columns.${i}.format`] ??
              errors[`columns.${i}.joinWith`]
            }
            onChoose={(change) => onChoose(choice.index, change)}
          />
        ))}
      </Box>
    </Box>
  );
}

interface ColumnProps {
  job: ImportJob;
  choice: Choice;
  targets: readonly Target[];
  problem: string | undefined;
  onChoose: (change: Partial<Choice>) => void;
}

function Column({ job, choice, targets, problem, onChoose }: ColumnProps) {
  const column = job.columns[choice.index];
  const heading = column.heading || `Column ${choice.index + 1}`;
  const target = choice.target === null ? undefined : targetOf(job.kind, choice.target);
  const formats = formatsOf(target);
  const asked = column.question !== null && column.target === choice.target;
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gap: 1.5,
        alignItems: 'start',
        gridTemplateColumns: {
          xs: 'minmax(0, 1fr)',
          md: 'minmax(0, 1.2fr) 260px minmax(0, 1.4fr)',
        },
        paddingBlock: 1.5,
        borderBlockStart: '1px solid',
        borderColor: 'divider',
      }}
    >
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box sx={{ fontWeight: 600 }}>{heading}</Box>
        <Box sx={{ color: 'text.secondary' }}>
          {column.samples
            .filter((text) => text.trim())
            .slice(0, 3)
            .join(', ') || 'empty'}
        </Box>
      </Box>
      <TextField
        select
        size="small"
        label={`${heading} goes to`}
        value={choice.target ?? ''}
        error={Boolean(problem)}
        helperText={problem ?? ''}
        onChange={(event) =>
          onChoose({ target: event.target.value || null, format: null, valueMap: null })
        }
        slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      >
        <MenuItem value="">Nowhere</MenuItem>
        {targets.map(({ name, label, required }) => (
          <MenuItem key={name} value={name}>
            {label}
            {required ? ' (needed)' : ''}
          </MenuItem>
        ))}
      </TextField>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
        {formats.length > 0 && (
          <TextField
            select
            size="small"
            label={target?.type === 'DATE' ? 'Dates are written' : 'Amounts are written'}
            value={choice.format ?? ''}
            error={asked && !choice.format}
            helperText={asked && !choice.format ? 'Both ways can be read: choose' : ''}
            onChange={(event) => onChoose({ format: event.target.value || null })}
            slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
            sx={{ minWidth: 180 }}
          >
            <MenuItem value="">{asked ? 'Choose' : 'As the column shows'}</MenuItem>
            {formats.map(([id, words]) => (
              <MenuItem key={id} value={id}>
                {words}
              </MenuItem>
            ))}
          </TextField>
        )}
        {target && <Values job={job} choice={choice} target={target} onChoose={onChoose} />}
      </Box>
    </Box>
  );
}

interface ValuesProps {
  job: ImportJob;
  choice: Choice;
  target: Target;
  onChoose: (change: Partial<Choice>) => void;
}

/** What values that mean nothing there stand for. */
function Values({ job, choice, target, onChoose }: ValuesProps) {
  const locale = useLocale();
  const column = job.columns[choice.index];
  const unknown =
    column.target === choice.target ? (column.unmapped as Record<string, number>) : {};
  const options = target.type === 'YES' ? ['yes', 'no'] : target.choices;
  if (!options) return null;
  return Object.entries(unknown).map(([value, count]) => (
    <TextField
      key={value}
      select
      size="small"
      label={`${value} (${countOf(count, 'row', 'rows', locale)}) means`}
      value={choice.valueMap?.[value] ?? ''}
      onChange={(event) =>
        onChoose({ valueMap: { ...choice.valueMap, [value]: event.target.value } })
      }
      slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      sx={{ minWidth: 200 }}
    >
      <MenuItem value="">Not said</MenuItem>
      {options.map((each) => (
        <MenuItem key={each} value={each}>
          {each}
        </MenuItem>
      ))}
    </TextField>
  ));
}
