import { useState } from 'react';
import { InputAdornment, TextField } from '@mui/material';
import type { Aria } from './aria.ts';

interface NumberProps {
  /** null: none, where there may be none. */
  value: number | null;
  min: number;
  max: number;
  unit: string;
  aria: Aria;
  disabled: boolean;
  error: boolean;
  /** What an empty field stands for; null: there is always a number. */
  placeholder: string | null;
  onChange: (value: number | '') => void;
}

/** Keeps what is being typed apart from the value, so that a field may be empty for a moment. */
export function NumberControl({
  value,
  min,
  max,
  unit,
  aria,
  disabled,
  error,
  placeholder,
  onChange,
}: NumberProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextField
      type="number"
      margin="none"
      fullWidth={false}
      disabled={disabled}
      error={error}
      value={typed ?? String(value ?? '')}
      placeholder={placeholder ?? ''}
      sx={{ width: 170 }}
      onChange={(event) => {
        setTyped(event.target.value);
        const number = Number(event.target.value);
        if (event.target.value === '') {
          if (placeholder !== null) onChange('');
        } else if (Number.isInteger(number)) onChange(number);
      }}
      onBlur={() => setTyped(null)}
      slotProps={{
        htmlInput: { min, max, step: 1, ...aria },
        input: { endAdornment: <InputAdornment position="end">{unit}</InputAdornment> },
      }}
    />
  );
}
