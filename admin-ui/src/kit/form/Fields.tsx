import type { ReactNode, RefObject } from 'react';
import { InputAdornment, TextField } from '@mui/material';
import type { FieldErrors } from './useSubmit.ts';

interface FieldProps {
  /** The API's name of the input, so that a refusal lands on it. */
  name: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  errors: FieldErrors;
  help?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
  type?: 'text' | 'date' | 'datetime-local' | 'email' | 'tel' | 'url' | 'password';
  autoComplete?: string;
  multiline?: boolean;
  placeholder?: string;
  max?: string;
  min?: string;
  inputRef?: RefObject<HTMLInputElement | null>;
}

/** A labelled text input that shows the server's message about itself. */
export function Field({
  name,
  label,
  value,
  onChange,
  errors,
  help,
  type = 'text',
  autoComplete = 'off',
  multiline,
  placeholder,
  max,
  min,
  ...rest
}: FieldProps) {
  return (
    <TextField
      {...rest}
      {...(multiline ? { multiline: true, minRows: 2 } : { type })}
      name={name}
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={Boolean(errors[name])}
      helperText={errors[name] ?? help ?? ''}
      autoComplete={autoComplete}
      {...(placeholder ? { placeholder } : {})}
      size="small"
      fullWidth
      slotProps={{
        inputLabel:
          type === 'date' || type === 'datetime-local' || placeholder ? { shrink: true } : {},
        htmlInput: { max, min },
      }}
    />
  );
}

type MoneyFieldProps = Omit<FieldProps, 'type' | 'multiline'> & {
  currency?: string;
  unit?: string;
  /** Stands in a row whose fields bring no margin of their own. */
  dense?: boolean;
};

/** An amount: the number pad on a phone, figures to the end, the currency beside them. */
export function MoneyField({
  name,
  label,
  value,
  onChange,
  errors,
  help,
  currency,
  unit,
  dense,
  placeholder,
  autoComplete: _autoComplete,
  max: _max,
  min: _min,
  ...rest
}: MoneyFieldProps) {
  const suffix = unit ?? currency;
  return (
    <TextField
      {...rest}
      {...(dense ? { margin: 'none' as const } : {})}
      name={name}
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={Boolean(errors[name])}
      helperText={errors[name] ?? help ?? ''}
      autoComplete="off"
      {...(placeholder ? { placeholder } : {})}
      size="small"
      fullWidth
      slotProps={{
        ...(placeholder ? { inputLabel: { shrink: true } } : {}),
        htmlInput: {
          inputMode: 'decimal',
          style: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
        },
        input: suffix
          ? { endAdornment: <InputAdornment position="end">{suffix}</InputAdornment> }
          : {},
      }}
    />
  );
}

interface ChoiceProps<Value extends string> extends Pick<
  FieldProps,
  'name' | 'label' | 'errors' | 'help' | 'required' | 'disabled'
> {
  value: Value;
  onChange: (value: Value) => void;
  choices: readonly { value: Value; label: string }[];
}

/** A list to choose from: the browser's own, which every phone and screen reader knows. */
export function Choice<Value extends string>({
  name,
  label,
  value,
  onChange,
  choices,
  errors,
  help,
  ...rest
}: ChoiceProps<Value>) {
  return (
    <TextField
      {...rest}
      select
      name={name}
      label={label}
      value={value}
      onChange={(event) => {
        const chosen = choices.find((choice) => choice.value === event.target.value);
        if (chosen) onChange(chosen.value);
      }}
      error={Boolean(errors[name])}
      helperText={errors[name] ?? help ?? ''}
      size="small"
      fullWidth
      slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </TextField>
  );
}
