import { useState } from 'react';
import { InputAdornment, TextField } from '@mui/material';
import type { Aria } from './aria.ts';

interface NumberProps {
  value: number;
  min: number;
  max: number;
  unit: string;
  aria: Aria;
  disabled: boolean;
  error: boolean;
  onChange: (value: number) => void;
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
      value={typed ?? String(value)}
      sx={{ width: 170 }}
      onChange={(event) => {
        setTyped(event.target.value);
        const number = Number(event.target.value);
        if (event.target.value !== '' && Number.isInteger(number)) onChange(number);
      }}
      onBlur={() => setTyped(null)}
      slotProps={{
        htmlInput: { min, max, step: 1, ...aria },
        input: { endAdornment: <InputAdornment position="end">{unit}</InputAdornment> },
      }}
    />
  );
}
