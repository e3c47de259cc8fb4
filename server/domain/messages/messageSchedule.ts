// When a message may go out. Pure: every instant is given, none is asked of the clock.

/** When a partner's messages may be sent, on the clocks of its time zone. */
export interface SendingHours {
  /** 1 Monday .. 7 Sunday; never empty. */
  weekdays: readonly number[];
  /** 0..23. */
  fromHour: number;
  /** 1..24, exclusive; 24 means to the end of the day. Before fromHour: over midnight. */
  toHour: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Longer than any gap: an hour a week that a change of clocks swallows twice in a row does not exist. */
const SEARCH_DAYS = 22;

/** Whether a message may go out at an instant. */
export function maySend(at: Date, hours: SendingHours, timeZone: string): boolean {
  const { weekday, hour } = wallClock(at.getTime(), timeZone);
  const { fromHour, toHour } = hours;
  const inside =
    fromHour < toHour
      ? hour >= fromHour && hour < toHour
      : fromHour === toHour || hour >= fromHour || hour < toHour;
  return inside && hours.weekdays.includes(weekday);
}

/** The first instant, not before `after`, at which a message may go out; `after` itself where it may. */
export function nextAllowed(after: Date, hours: SendingHours, timeZone: string): Date {
  if (!hours.weekdays.length || maySend(after, hours, timeZone)) return after;
  const { day } = wallClock(after.getTime(), timeZone);
  // sending can begin at the first hour, and at midnight where the day before was not allowed
  const starts = [
    ...new Set(hours.fromHour < hours.toHour ? [hours.fromHour] : [0, hours.fromHour]),
  ];
  for (let i = 0; i <= SEARCH_DAYS; i += 1) {
    for (const hour of starts) {
      const at = new Date(instantOf(day + i * DAY + hour * HOUR, timeZone));
      if (at > after && maySend(at, hours, timeZone)) return at;
    }
  }
  return after;
}

/** When a message that is queued now goes out: after the partner's delay, at the next allowed instant. */
export function sendingTime(
  now: Date,
  delayHours: number,
  hours: SendingHours,
  timeZone: string,
): Date {
  return nextAllowed(new Date(now.getTime() + delayHours * HOUR), hours, timeZone);
}

const WAITS_MINUTES = [1, 5, 15, 60, 120, 240, 480, 720];
/** After so many attempts a message has failed: about a day after the first. */
export const ATTEMPTS_MAX = WAITS_MINUTES.length + 1;

/**
 * When to try again after an attempt (1, 2, ...) that failed for now; null when it was the last.
 * jitter: 0..1, spreads a crowd by up to a fifth.
 */
export function retryAt(failedAt: Date, attempt: number, jitter: number): Date | null {
  if (attempt >= ATTEMPTS_MAX) return null;
  const wait = WAITS_MINUTES[Math.max(0, attempt - 1)] * MINUTE;
  return new Date(failedAt.getTime() + wait + Math.floor(wait * 0.2 * jitter));
}

/**
 * How many messages a partner may start now: a batch at most, so that others have their turn, and
 * its rate per minute at most.
 */
export function allowance(pace: {
  ratePerMinute: number;
  startedLastMinute: number;
  batch: number;
}): number {
  return Math.max(0, Math.min(pace.batch, pace.ratePerMinute - pace.startedLastMinute));
}

interface WallClock {
  /** Midnight of the local date, as if it were UTC. */ day: number;
  hour: number;
  weekday: number;
  /** The whole wall clock, as if it were UTC. */ wall: number;
}

function wallClock(instant: number, timeZone: string): WallClock {
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
function instantOf(wall: number, timeZone: string): number {
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
