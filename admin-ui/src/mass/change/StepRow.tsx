import { Autocomplete, Box, IconButton, TextField } from '@mui/material';
import Close from '@mui/icons-material/Close';
import { Choice } from '../../kit/form/Fields.tsx';
import type { FieldErrors } from '../../kit/form/useSubmit.ts';
import { draftOf } from '../../fields/index.ts';
import { operationWords, type ChangeField } from './fields.ts';
import { StepValue } from './StepValue.tsx';
import { isRaise, type StepDraft } from './steps.ts';

interface StepRowProps {
  step: StepDraft;
  /** Its place among the others, from 0. */
  index: number;
  fields: readonly ChangeField[];
  errors: FieldErrors;
  onChange: (step: StepDraft) => void;
  /** null: it is the only one. */
  onRemove: (() => void) | null;
}

const roundings = [
  { value: '', label: 'To the cent' },
  { value: '0.05', label: 'To 0.05' },
  { value: '0.10', label: 'To 0.10' },
  { value: '1', label: 'To whole units' },
] as const;

/** One thing to change: which field, how, to what. */
export function StepRow({ step, index, fields, errors, onChange, onRemove }: StepRowProps) {
  const at = (name: string) => `steps.${index}.${name}`;
  const { field } = step;
  const choose = (next: ChangeField | null) =>
    onChange({
      ...step,
      field: next,
      operation: next?.operations[0] ?? 'SET',
      text: '',
      ids: [],
      custom: next?.input.kind === 'custom' ? draftOf(next.input.field, null) : '',
    });
  return (
    <Box
      role="group"
      aria-label={`Change ${index + 1}`}
      sx={{
        display: 'grid',
        gap: 1.5,
        alignItems: 'start',
        gridTemplateColumns: {
          xs: 'minmax(0, 1fr) auto',
          sm: 'minmax(0, 1.2fr) minmax(0, 1fr) minmax(0, 1.4fr) auto',
        },
        '& > *': { gridColumn: { xs: '1', sm: 'auto' } },
      }}
    >
      <Autocomplete<ChangeField>
        size="small"
        options={[...fields]}
        value={field}
        onChange={(_event, next) => choose(next)}
        groupBy={({ group }) => group}
        getOptionLabel={({ label }) => label}
        getOptionKey={({ id }) => id}
        isOptionEqualToValue={(one, other) => one.id === other.id}
        renderInput={(params) => (
          <TextField
            {...params}
            label="What"
            error={Boolean(errors[at('field')])}
            helperText={errors[at('field')] ?? ''}
          />
        )}
      />
      {field ? (
        <Choice
          name={at('operation')}
          label="How"
          value={step.operation}
          onChange={(operation) => onChange({ ...step, operation })}
          choices={field.operations.map((value) => ({ value, label: operationWords[value] }))}
          errors={errors}
        />
      ) : (
        <Box sx={{ display: { xs: 'none', sm: 'block' } }} />
      )}
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        <StepValue
          step={step}
          name={at('value')}
          errors={errors}
          onChange={(change) => onChange({ ...step, ...change })}
        />
        {isRaise(step) && (
          <Choice
            name={at('roundTo')}
            label="Rounded"
            value={step.roundTo}
            onChange={(roundTo) => onChange({ ...step, roundTo })}
            choices={roundings}
            errors={errors}
          />
        )}
      </Box>
      {onRemove && (
        <IconButton
          aria-label={`Remove change ${index + 1}`}
          onClick={onRemove}
          sx={{
            '&&': { gridColumn: { xs: '2', sm: 'auto' }, gridRow: { xs: '1', sm: 'auto' } },
            marginBlockStart: 2,
          }}
        >
          <Close fontSize="small" />
        </IconButton>
      )}
    </Box>
  );
}
