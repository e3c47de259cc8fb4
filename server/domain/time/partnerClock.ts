import { addDays, type LocalDate } from './calendar.ts';
import { instantAt } from './wallClock.ts';

declare const partnerClock: unique symbol;

/**
 * What tells a partner's days: the time zone in which it lives with everybody else ('Europe/Berlin')
 * or, of a test partner, that zone and the day that its own clock shows ('Europe/Berlin@2027-05-14').
 * One text, so that partners of one day are grouped, joined and handed on as those of one zone are;
 * a type of its own, so that nobody asks for the day of a bare zone.
 */
export type PartnerClock = string & { readonly [partnerClock]: true };

/** The clock of an installation's own days, which belong to no partner. */
export const UTC = 'UTC' as PartnerClock;

/** The zone that a clock stands in. */
export function zoneOf(clock: PartnerClock): string {
  return clock.split('@')[0];
}

/** The day that a test partner's clock shows; null of a partner that lives with everybody else. */
export function ownDay(clock: PartnerClock): LocalDate | null {
  return clock.split('@')[1] ?? null;
}

/** The first instant of a day where a clock stands. */
export function morningOf(day: LocalDate, clock: PartnerClock): Date {
  return instantAt(day, '00:00', zoneOf(clock));
}

/** The last instant of the day that a test partner's clock shows: all of that day has come. */
export function eveningOf(clock: PartnerClock): Date | null {
  const day = ownDay(clock);
  if (day === null) return null;
  return new Date(morningOf(addDays(day, 1), clock).getTime() - 1);
}
