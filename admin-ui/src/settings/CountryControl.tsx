import { TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { ControlProps } from '../kit/settings/SettingControl.tsx';
import { holidayCountriesDocument } from './holidays.ts';

/** Whose public holidays are offered: a country, or a region of it that has some of its own. */
export function CountryControl({
  declared,
  value,
  placeholder,
  disabled,
  error,
  labelId,
  describedBy,
  onChange,
}: ControlProps) {
  const { data } = useQuery({
    queryKey: ['holiday-countries'],
    queryFn: () => request(holidayCountriesDocument),
    staleTime: Infinity,
  });
  const chosen = typeof value === 'string' ? value : '';
  const known = data?.holidayCountries.some(
    ({ code, regions }) => code === chosen || regions.some((region) => region.code === chosen),
  );
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
      {chosen !== '' && !known && <option value={chosen}>{chosen}</option>}
      {data?.holidayCountries.map(({ code, name, regions }) =>
        regions.length === 0 ? (
          <option key={code} value={code}>
            {name}
          </option>
        ) : (
          <optgroup key={code} label={name}>
            <option value={code}>{name}, everywhere</option>
            {regions.map((region) => (
              <option key={region.code} value={region.code}>
                {name}, {region.name}
              </option>
            ))}
          </optgroup>
        ),
      )}
    </TextField>
  );
}
