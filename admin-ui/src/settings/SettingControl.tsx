import { useState } from 'react';
import { Box, Button, Chip, InputAdornment, MenuItem, Switch, TextField } from '@mui/material';
import { formatDate } from '@backhaul/design';
import { useLocale } from '../kit/index.ts';
import type { Field } from './financeFields.ts';
import type { SettingValue } from './financeSettings.ts';

interface ControlProps {
  field: Pick<Field, 'label' | 'control'>;
  value: SettingValue;
  currency: string;
  error: string | undefined;
  disabled: boolean;
  labelId: string;
  describedBy: string;
  onChange: (value: SettingValue) => void;
}

/** The input of one setting, of the kind its value needs. The label stands beside it in the row. */
export function SettingControl({
  field,
  value,
  currency,
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
      return (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, marginInlineStart: -1 }}>
          <Switch
            checked={value === true}
            onChange={(_, on) => onChange(on)}
            disabled={disabled}
            slotProps={{ input: { role: 'switch', ...aria } }}
          />
          <span aria-hidden="true">{value === true ? control.on : control.off}</span>
        </Box>
      );
    case 'choice':
      return (
        <TextField
          select
          {...common}
          value={String(value)}
          onChange={(event) => onChange(event.target.value)}
          sx={{ minWidth: 220 }}
          slotProps={{ select: { SelectDisplayProps: aria } }}
        >
          {Object.entries(control.options).map(([key, label]) => (
            <MenuItem key={key} value={key}>
              {label}
            </MenuItem>
          ))}
        </TextField>
      );
    case 'number':
      return (
        <NumberControl
          {...common}
          value={Number(value)}
          min={control.min}
          max={control.max}
          unit={control.unit}
          aria={aria}
          onChange={onChange}
        />
      );
    case 'amount':
      return (
        <TextField
          {...common}
          value={String(value)}
          onChange={(event) =>
            onChange(event.target.value.replace(',', '.').replace('−', '-').trim())
          }
          sx={{ width: 160 }}
          slotProps={{
            htmlInput: {
              inputMode: 'decimal',
              style: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
              ...aria,
            },
            input: { endAdornment: <InputAdornment position="end">{currency}</InputAdornment> },
          }}
        />
      );
    case 'format':
      return (
        <TextField
          {...common}
          value={String(value)}
          onChange={(event) => onChange(event.target.value)}
          sx={{ width: '100%', maxWidth: 340 }}
          slotProps={{
            htmlInput: {
              spellCheck: false,
              style: { fontFamily: 'ui-monospace, monospace', fontSize: '0.8125rem' },
              ...aria,
            },
          }}
        />
      );
    case 'dates':
      return (
        <DatesControl
          value={Array.isArray(value) ? value : []}
          disabled={disabled}
          aria={aria}
          label={field.label}
          onChange={onChange}
        />
      );
  }
}

interface Aria {
  'aria-labelledby': string;
  'aria-describedby': string;
}

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
function NumberControl({ value, min, max, unit, aria, disabled, error, onChange }: NumberProps) {
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

interface DatesProps {
  value: string[];
  disabled: boolean;
  aria: Aria;
  label: string;
  onChange: (value: string[]) => void;
}

function DatesControl({ value, disabled, aria, label, onChange }: DatesProps) {
  const locale = useLocale();
  const [typed, setTyped] = useState('');
  return (
    <Box role="group" {...aria} sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      {value.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
          {value.map((date) => (
            <Chip
              key={date}
              size="small"
              label={formatDate(date, locale, { weekday: true })}
              disabled={disabled}
              onDelete={() => onChange(value.filter((each) => each !== date))}
            />
          ))}
        </Box>
      )}
      <Box sx={{ display: 'flex', gap: 1 }}>
        <TextField
          type="date"
          margin="none"
          fullWidth={false}
          value={typed}
          disabled={disabled}
          onChange={(event) => setTyped(event.target.value)}
          slotProps={{ htmlInput: { 'aria-label': `${label}: add a date` } }}
        />
        <Button
          variant="outlined"
          disabled={disabled || typed === ''}
          onClick={() => {
            onChange([...new Set([...value, typed])].sort());
            setTyped('');
          }}
        >
          Add date
        </Button>
      </Box>
    </Box>
  );
}
