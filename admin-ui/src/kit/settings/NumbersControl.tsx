import { useState } from 'react';
import { InputAdornment, TextField } from '@mui/material';
import type { Shape } from '@backhaul/domain/settings/setting';
import type { Aria } from './aria.ts';

interface NumbersProps {
  value: readonly number[];
  shape: Shape & { kind: 'numbers' };
  unit: string;
  aria: Aria;
  disabled: boolean;
  error: boolean;
  onChange: (value: number[]) => void;
}

/** A few whole numbers in a line, as they are said: "9, 5, 5". What is typed stays until one leaves. */
export function NumbersControl({
  value,
  shape,
  unit,
  aria,
  disabled,
  error,
  onChange,
}: NumbersProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextField
      margin="none"
      fullWidth={false}
      disabled={disabled}
      error={error}
      value={typed ?? value.join(', ')}
      placeholder="none"
      sx={{ width: 220 }}
      onChange={({ target }) => {
        setTyped(target.value);
        const numbers = numbersOf(target.value);
        if (numbers.length <= shape.most) onChange(numbers);
      }}
      onBlur={() => setTyped(null)}
      slotProps={{
        htmlInput: { inputMode: 'text', autoComplete: 'off', ...aria },
        input: { endAdornment: <InputAdornment position="end">{unit}</InputAdornment> },
      }}
    />
  );
}

/** What of a text are whole numbers, however they are divided. */
function numbersOf(text: string): number[] {
  return (text.match(/\d+/g) ?? []).map(Number);
}
