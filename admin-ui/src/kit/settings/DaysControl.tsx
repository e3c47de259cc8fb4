import { ToggleButton, ToggleButtonGroup } from '@mui/material';
import type { Aria } from './aria.ts';
import { weekdayName } from './weekdays.ts';

interface DaysProps {
  value: readonly number[];
  disabled: boolean;
  aria: Aria;
  onChange: (value: number[]) => void;
}

/** The seven days, each on or off. */
export function DaysControl({ value, disabled, aria, onChange }: DaysProps) {
  return (
    <ToggleButtonGroup
      value={[...value]}
      disabled={disabled}
      onChange={(_, days: number[]) => onChange([...days].sort((a, b) => a - b))}
      {...aria}
      sx={{ flexWrap: 'wrap' }}
    >
      {[1, 2, 3, 4, 5, 6, 7].map((day) => (
        <ToggleButton
          key={day}
          value={day}
          title={weekdayName(day, 'long')}
          sx={{ minWidth: { xs: 44, sm: 52 }, minHeight: 36, paddingInline: 1 }}
        >
          {weekdayName(day)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
