import { MenuItem, TextField, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { useLocale } from '../../kit/index.ts';
import { SettingControl } from '../SettingControl.tsx';
import type { SettingValue } from './api.ts';
import { sayHour, weekdayName, type Field } from './fields.ts';

interface ControlProps {
  field: Field;
  value: SettingValue;
  /** What an empty text stands for. */
  placeholder: string;
  error: string | undefined;
  disabled: boolean;
  labelId: string;
  describedBy: string;
  onChange: (value: SettingValue) => void;
}

/** The input of one setting, of the kind its value needs. The label stands beside it in the row. */
export function Control({
  field,
  value,
  placeholder,
  error,
  disabled,
  labelId,
  describedBy,
  onChange,
}: ControlProps) {
  const { control } = field;
  const aria = { 'aria-labelledby': labelId, 'aria-describedby': describedBy };
  const common = {
    margin: 'none',
    disabled,
    error: error !== undefined,
    fullWidth: false,
  } as const;
  switch (control.kind) {
    case 'switch':
    case 'number':
      return (
        <SettingControl
          field={{
            label: field.label,
            control: control.kind === 'switch' ? { kind: 'switch', on: 'Yes', off: 'No' } : control,
          }}
          value={typeof value === 'number' || typeof value === 'boolean' ? value : 0}
          currency=""
          error={error}
          disabled={disabled}
          labelId={labelId}
          describedBy={describedBy}
          onChange={(next) => onChange(Array.isArray(next) ? null : next)}
        />
      );
    case 'hour':
      return (
        <TextField
          select
          {...common}
          value={String(value)}
          onChange={(event) => onChange(Number(event.target.value))}
          sx={{ minWidth: 190 }}
          slotProps={{ select: { SelectDisplayProps: aria } }}
        >
          {Array.from(
            { length: control.to - control.from + 1 },
            (_, index) => control.from + index,
          ).map((hour) => (
            <MenuItem key={hour} value={String(hour)} sx={{ fontVariantNumeric: 'tabular-nums' }}>
              {hour === 24 ? 'Midnight, the end of the day' : sayHour(hour)}
            </MenuItem>
          ))}
        </TextField>
      );
    case 'days':
      return (
        <Days
          value={Array.isArray(value) ? value : []}
          disabled={disabled}
          labelId={labelId}
          describedBy={describedBy}
          onChange={onChange}
        />
      );
    case 'text':
      return (
        <TextField
          {...common}
          type={control.type}
          value={typeof value === 'string' ? value : ''}
          placeholder={placeholder}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
          sx={{ width: '100%', maxWidth: 340 }}
          slotProps={{ htmlInput: aria }}
        />
      );
  }
}

interface DaysProps {
  value: readonly number[];
  disabled: boolean;
  labelId: string;
  describedBy: string;
  onChange: (value: number[]) => void;
}

/** The seven days, each on or off. */
function Days({ value, disabled, labelId, describedBy, onChange }: DaysProps) {
  const locale = useLocale();
  return (
    <ToggleButtonGroup
      value={[...value]}
      disabled={disabled}
      onChange={(_, days: number[]) => onChange([...days].sort((a, b) => a - b))}
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      sx={{ flexWrap: 'wrap' }}
    >
      {[1, 2, 3, 4, 5, 6, 7].map((day) => (
        <ToggleButton
          key={day}
          value={day}
          title={weekdayName(day, locale, 'long')}
          sx={{ minWidth: { xs: 44, sm: 52 }, minHeight: 36, paddingInline: 1 }}
        >
          {weekdayName(day, locale)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
