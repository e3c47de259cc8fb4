import { Box } from '@mui/material';
import { formatDate, formatInstant, formatPeriod, formatRelative } from '@backhaul/design';
import { language, useLocale } from './locale.ts';

interface DateTextProps {
  /** YYYY-MM-DD. */
  date: string | null | undefined;
  weekday?: boolean;
  year?: boolean;
}

const steady = { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' } as const;

/** A calendar date, short. */
export function DateText({ date, weekday, year }: DateTextProps) {
  const locale = useLocale();
  if (!date)
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        –
      </Box>
    );
  return (
    <Box component="time" dateTime={date} sx={steady}>
      {formatDate(date, locale, { weekday: weekday ?? false, year: year ?? true })}
    </Box>
  );
}

/** A period, both ends included. */
export function PeriodText({
  from,
  to,
}: {
  from: string | null | undefined;
  to: string | null | undefined;
}) {
  const locale = useLocale();
  if (!from || !to) return null;
  return (
    <Box component="span" sx={steady}>
      {formatPeriod(from, to, locale)}
    </Box>
  );
}

/** An instant: how long ago in the text, the exact time on hover. */
export function InstantText({ at, exact }: { at: string | null | undefined; exact?: boolean }) {
  const locale = useLocale();
  if (!at)
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        –
      </Box>
    );
  const precise = formatInstant(at, locale);
  return (
    <Box component="time" dateTime={at} title={precise} sx={steady}>
      {exact ? precise : formatRelative(at, language)}
    </Box>
  );
}
