// When a message may go out. Pure: every instant is given, none is asked of the clock.
import { DAY, HOUR, instantOf, wallClock } from '../time/wallClock.ts';

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
