import { Box, Typography } from '@mui/material';
import { addDays, addMonths, weekday } from '@backhaul/domain/time/calendar';
import { dayInWords } from '@backhaul/domain/schedule/automationWords';
import { formatMonth } from '@backhaul/design';
import { useLocale } from '../kit/index.ts';
import type { DayMark } from './daysOf.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const LETTERS: Record<DayMark['kind'], string> = { PREVIEW: 'P', CONFIRM: 'C', BILLING: 'B' };
const WORDS: Record<DayMark['kind'], string> = {
  PREVIEW: 'preview for',
  CONFIRM: 'confirms by itself:',
  BILLING: 'billing date',
};

/** A month with what happens on its days. first: its first day. */
export function MonthGrid({
  first,
  today,
  days,
}: {
  first: string;
  today: string;
  days: ReadonlyMap<string, DayMark[]>;
}) {
  const locale = useLocale();
  const end = addMonths(first, 1);
  const cells: (string | null)[] = Array.from({ length: weekday(first) - 1 }, () => null);
  for (let day = first; day < end; day = addDays(day, 1)) cells.push(day);
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_cell, index) => cells[week * 7 + index] ?? null),
  );
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="h3" component="h3" id={`month-${first}`} sx={{ marginBlockEnd: 1 }}>
        {formatMonth(first, locale)}
      </Typography>
      <Box
        component="table"
        aria-labelledby={`month-${first}`}
        sx={{ width: '100%', tableLayout: 'fixed', borderCollapse: 'collapse' }}
      >
        <thead>
          <tr>
            {WEEKDAYS.map((name) => (
              <Box
                component="th"
                scope="col"
                key={name}
                sx={{ fontSize: '0.75rem', fontWeight: 500, color: 'text.secondary', padding: 0.5 }}
              >
                {name}
              </Box>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week, index) => (
            <tr key={week.find((day) => day !== null) ?? index}>
              {week.map((day, place) => (
                <Day
                  key={day ?? `empty-${place}`}
                  day={day}
                  isToday={day === today}
                  marks={day ? (days.get(day) ?? []) : []}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  );
}

function Day({
  day,
  isToday,
  marks,
}: {
  day: string | null;
  isToday: boolean;
  marks: readonly DayMark[];
}) {
  const title = marks
    .map(({ kind, billingDate }) => `${WORDS[kind]} ${dayInWords(billingDate)}`)
    .join('; ');
  const kinds = [...new Set(marks.map(({ kind }) => kind))];
  return (
    <Box
      component="td"
      title={title || undefined}
      aria-current={isToday ? 'date' : undefined}
      sx={{
        textAlign: 'center',
        height: 40,
        padding: 0.25,
        fontVariantNumeric: 'tabular-nums',
        verticalAlign: 'top',
        borderRadius: 1,
        ...(isToday && { outline: '2px solid', outlineColor: 'primary.main' }),
        ...(marks.length > 0 && { backgroundColor: 'action.hover', fontWeight: 600 }),
      }}
    >
      {day && Number(day.slice(8))}
      {kinds.length > 0 && (
        <Box aria-hidden="true" sx={{ fontSize: '0.6875rem', color: 'primary.main' }}>
          {kinds.map((kind) => LETTERS[kind]).join(' ')}
        </Box>
      )}
    </Box>
  );
}
