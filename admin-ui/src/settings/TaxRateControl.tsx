import { TextField } from '@mui/material';
import type { ControlProps } from '../kit/settings/SettingControl.tsx';
import { useTaxRates } from './useTaxRates.ts';
import { useToday } from '../kit/scope/useToday.ts';

/** A tax rate that a partner may use, or none. */
export function TaxRateControl({
  declared,
  value,
  placeholder,
  disabled,
  error,
  labelId,
  describedBy,
  onChange,
  partnerId,
}: ControlProps & { partnerId: string }) {
  const chosen = typeof value === 'string' ? value : '';
  const today = useToday();
  const rates = useTaxRates([partnerId], chosen === '' ? [] : [chosen], today);
  return (
    <TextField
      select
      margin="none"
      fullWidth={false}
      name={declared.key}
      value={chosen}
      disabled={disabled}
      error={error}
      onChange={({ target }) => onChange(target.value)}
      sx={{ width: 320, maxWidth: '100%' }}
      slotProps={{
        select: { native: true },
        htmlInput: { 'aria-labelledby': labelId, 'aria-describedby': describedBy },
      }}
    >
      <option value="">{placeholder}</option>
      {rates.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </TextField>
  );
}
