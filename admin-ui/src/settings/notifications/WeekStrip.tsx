import { Box } from '@mui/material';
import { isOpen, sayWeek, hoursOf } from './effect.ts';
import type { SettingValues as Values } from '../../kit/settings/values.ts';
import { weekdayName } from '../../kit/settings/weekdays.ts';

/** The week as seven strips of a day each: filled where messages may go out. */
export function WeekStrip({ values, timeZone }: { values: Values; timeZone: string }) {
  const hours = hoursOf(values);
  return (
    <Box component="figure" sx={{ margin: 0, marginBlock: 1.5, maxWidth: 560 }}>
      <Box
        role="img"
        aria-label={sayWeek(values)}
        sx={{ display: 'grid', gridTemplateColumns: 'repeat(7, minmax(0, 1fr))', gap: '4px' }}
      >
        {Array.from({ length: 7 }, (_, day) => {
          const first = day * 24;
          const open = hours.weekdays.includes(day + 1) && isOpen(first + hours.fromHour, hours);
          return (
            <Box key={day} aria-hidden="true">
              <Box
                sx={{
                  position: 'relative',
                  height: 18,
                  borderRadius: '4px',
                  backgroundColor: 'action.hover',
                  border: '1px solid',
                  borderColor: 'divider',
                  overflow: 'hidden',
                }}
              >
                {open && (
                  <Box
                    sx={{
                      position: 'absolute',
                      insetBlock: 0,
                      insetInlineStart: `${(hours.fromHour / 24) * 100}%`,
                      insetInlineEnd: `${((24 - hours.toHour) / 24) * 100}%`,
                      backgroundColor: 'primary.main',
                    }}
                  />
                )}
              </Box>
              <Box
                sx={{
                  fontSize: '0.75rem',
                  textAlign: 'center',
                  color: open ? 'text.primary' : 'text.secondary',
                  marginBlockStart: '2px',
                }}
              >
                {weekdayName(day + 1)}
              </Box>
            </Box>
          );
        })}
      </Box>
      <Box
        component="figcaption"
        sx={{ color: 'text.secondary', fontSize: '0.8125rem', marginBlockStart: 0.5 }}
      >
        Each strip is a day from midnight to midnight, on the clocks of{' '}
        {timeZone.replaceAll('_', ' ')}.
      </Box>
    </Box>
  );
}
