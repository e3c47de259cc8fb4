import { toDayNumber, type LocalDate } from './dayNumber.ts';

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** When clocks of a time zone show a time, HH:MM, of a date; where they skip it, the next that exists. */
export function instantAt(date: LocalDate, time: string, timeZone: string): Date {
  const [hours, minutes] = time.split(':').map(Number);
  return new Date(instantOf(toDayNumber(date) * DAY + hours * HOUR + minutes * MINUTE, timeZone));
}

interface WallClock {
  /** Midnight of the local date, as if it were UTC. */ day: number;
  hour: number;
  weekday: number;
  /** The whole wall clock, as if it were UTC. */ wall: number;
}

/** What the clocks of a time zone show at an instant. */
export function wallClock(instant: number, timeZone: string): WallClock {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatterFor(timeZone).formatToParts(instant))
    if (type !== 'literal') parts[type] = Number(value);
  const day = Date.UTC(parts.year, parts.month - 1, parts.day);
  return {
    day,
    hour: parts.hour,
    weekday: new Date(day).getUTCDay() || 7,
    wall: day + parts.hour * HOUR + parts.minute * MINUTE + parts.second * 1000,
  };
}

/** The earliest instant that shows a wall clock time; where clocks skip it, the instant at which they jump. */
export function instantOf(wall: number, timeZone: string): number {
  const offset = (at: number) => wallClock(at, timeZone).wall - Math.floor(at / 1000) * 1000;
  const before = wall - offset(wall - DAY);
  const after = wall - offset(wall + DAY);
  const shown = [before, after].filter((at) => wallClock(at, timeZone).wall === wall);
  return shown.length
    ? Math.min(...shown)
    : jump(Math.min(before, after) - HOUR, Math.max(before, after) + HOUR, wall, timeZone);
}

/** The first instant after which clocks show more than a time that they never show. */
function jump(from: number, to: number, wall: number, timeZone: string): number {
  let low = from;
  let high = to;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (wallClock(middle, timeZone).wall > wall) high = middle;
    else low = middle;
  }
  return high;
}

// Building a formatter costs a thousand times more than using it, and there are few time zones.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}
