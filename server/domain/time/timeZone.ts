import type { LocalDate } from './dayNumber.ts';

// Building a formatter costs a thousand times more than using it, and there are few time zones.
const formatters = new Map<string, Intl.DateTimeFormat>();

/** The calendar date in a time zone at an instant. Throws RangeError for an unknown zone. */
export function todayIn(timeZone: string, instant: Date): LocalDate {
  const parts = new Map(
    formatterFor(timeZone)
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );
  return `${(parts.get('year') ?? '').padStart(4, '0')}-${parts.get('month') ?? ''}-${parts.get('day') ?? ''}`;
}

const DAY_MS = 86_400_000;

/**
 * The instant at which the date in a time zone becomes another one, to the millisecond. Found by looking, since clocks
 * are set at midnight too, and days have gone missing. Throws RangeError for an unknown zone.
 */
export function dayEndsAt(timeZone: string, instant: Date): Date {
  const today = todayIn(timeZone, instant);
  let same = instant.getTime(),
    other = same + DAY_MS;
  while (todayIn(timeZone, new Date(other)) === today) other += DAY_MS / 4;
  while (other - same > 1) {
    const between = Math.floor((same + other) / 2);
    if (todayIn(timeZone, new Date(between)) === today) same = between;
    else other = between;
  }
  return new Date(other);
}

/** Whether the text names a zone of the IANA time zone database; bare offsets do not. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    formatterFor(text);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}
