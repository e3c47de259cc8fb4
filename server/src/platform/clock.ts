import { dayEndsAt, todayIn, type LocalDate } from '@backhaul/domain/time/calendar';
import { eveningOf, ownDay, zoneOf, type PartnerClock } from '@backhaul/domain/time/partnerClock';

export interface Clock {
  now(): Date;
  /** Today's date at a partner; the configured BUSINESS_DATE where one is pretended. */
  today(clock: PartnerClock): LocalDate;
  /** Now, on the day that it is at a partner: of a test partner that day's evening. */
  instant(clock: PartnerClock): Date;
  /** Milliseconds until the date at a partner is another one; null where time does not bring that about. */
  untilTomorrow(clock: PartnerClock): number | null;
}

/** For what asks for the day alone. */
export type Today = Pick<Clock, 'today'>;

/** businessDate: the pretended date of everybody who has no day of its own. */
export function createClock(businessDate: LocalDate | null): Clock {
  return {
    now: () => new Date(),
    today: (clock) => ownDay(clock) ?? businessDate ?? todayIn(zoneOf(clock), new Date()),
    instant: (clock) => {
      const now = new Date();
      return (
        eveningOf(clock) ??
        (businessDate ? new Date(`${businessDate}T${now.toISOString().slice(11)}`) : now)
      );
    },
    untilTomorrow: (clock) => {
      if (ownDay(clock) ?? businessDate) return null;
      const now = new Date();
      return dayEndsAt(zoneOf(clock), now).getTime() - now.getTime();
    },
  };
}
