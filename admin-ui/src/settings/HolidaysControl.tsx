import { useState } from 'react';
import { Box, Button, Checkbox, FormControlLabel, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { formatDate } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { ErrorState, useLocale } from '../kit/index.ts';
import { SettingControl, type ControlProps } from '../kit/settings/SettingControl.tsx';
import { publicHolidaysDocument } from './holidays.ts';
import { useToday } from '../kit/scope/useToday.ts';

const YEARS_AHEAD = 3;

/** Days without blocking, and below them the public holidays of the country that was chosen, each to be taken over. */
export function HolidaysControl({ country, ...props }: ControlProps & { country: string }) {
  return (
    <Box sx={{ display: 'grid', gap: 1.5, width: '100%' }}>
      <SettingControl {...props} />
      {country !== '' && !props.disabled && <Offered country={country} {...props} />}
    </Box>
  );
}

function Offered({ country, value, fixed, onChange }: ControlProps & { country: string }) {
  const locale = useLocale();
  const thisYear = Number(useToday().slice(0, 4));
  const [year, setYear] = useState(thisYear);
  const { data, error, refetch } = useQuery({
    queryKey: ['public-holidays', country, year],
    queryFn: () => request(publicHolidaysDocument, { country, year }),
    staleTime: Infinity,
  });
  const all = Array.isArray(value) ? value.map(String) : [];
  const own = all.filter((date) => !fixed.includes(date));
  const offered = data?.publicHolidays ?? [];
  const missing = offered.filter(({ date }) => !all.includes(date));
  return (
    <Box role="group" aria-label="Public holidays" sx={{ display: 'grid', gap: 0.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <TextField
          select
          margin="none"
          fullWidth={false}
          value={year}
          onChange={({ target }) => setYear(Number(target.value))}
          slotProps={{ select: { native: true }, htmlInput: { 'aria-label': 'Year' } }}
        >
          {Array.from({ length: YEARS_AHEAD }, (_, ahead) => thisYear + ahead).map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </TextField>
        {missing.length > 0 && (
          <Button
            variant="outlined"
            onClick={() => onChange([...own, ...missing.map(({ date }) => date)].sort())}
          >
            Take over {countOf(missing.length, 'holiday', 'holidays', locale)}
          </Button>
        )}
      </Box>
      {error && (
        <ErrorState
          error={error}
          what="The public holidays could not be loaded."
          onRetry={() => void refetch()}
        />
      )}
      {offered.map(({ date, name }) => (
        <FormControlLabel
          key={date}
          sx={{ minHeight: { xs: 44, sm: 32 } }}
          control={
            <Checkbox
              size="small"
              checked={all.includes(date)}
              disabled={fixed.includes(date)}
              onChange={(_, on) =>
                onChange(on ? [...own, date].sort() : own.filter((each) => each !== date))
              }
            />
          }
          label={`${formatDate(date, locale, { weekday: true })} · ${name}`}
        />
      ))}
    </Box>
  );
}
