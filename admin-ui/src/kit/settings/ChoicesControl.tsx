import { ToggleButton, ToggleButtonGroup } from '@mui/material';
import type { Aria } from './aria.ts';

interface ChoicesProps {
  value: readonly string[];
  /** Each with its words, in their order. */
  choices: readonly (readonly [key: string, label: string])[];
  disabled: boolean;
  aria: Aria;
  onChange: (value: string[]) => void;
}

/** Some of a few, each on or off. */
export function ChoicesControl({ value, choices, disabled, aria, onChange }: ChoicesProps) {
  return (
    <ToggleButtonGroup
      value={[...value]}
      disabled={disabled}
      onChange={(_, chosen: string[]) =>
        onChange(choices.map(([key]) => key).filter((key) => chosen.includes(key)))
      }
      {...aria}
      sx={{ flexWrap: 'wrap' }}
    >
      {choices.map(([key, label]) => (
        <ToggleButton key={key} value={key} sx={{ minHeight: 36, paddingInline: 1.5 }}>
          {label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
