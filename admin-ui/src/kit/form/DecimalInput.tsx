import { InputAdornment } from '@mui/material';
import { TextInput, type TextInputProps } from 'react-admin';

/**
 * A decimal typed as people type it: kept as text, so that no digit is lost; a comma becomes the
 * point the API reads.
 */
export function DecimalInput({ unit, ...props }: TextInputProps & { unit?: string | undefined }) {
  return (
    <TextInput
      {...props}
      parse={(value: string) => value.replace(',', '.').replace(/\s/g, '').replace('−', '-')}
      autoComplete="off"
      slotProps={{
        htmlInput: { inputMode: 'decimal', style: { fontVariantNumeric: 'tabular-nums' } },
        input: unit ? { endAdornment: <InputAdornment position="end">{unit}</InputAdornment> } : {},
      }}
    />
  );
}

/**
 * A validator: digits, at most so many behind the point, which may be none. Anything finer is the
 * server's to say.
 */
export function decimal(places: number, message: string): (value: unknown) => string | undefined {
  const pattern = new RegExp(places ? `^-?\\d+(\\.\\d{1,${places}})?$` : '^-?\\d+$');
  return (value) =>
    value === undefined || value === null || value === '' || pattern.test(String(value))
      ? undefined
      : message;
}
