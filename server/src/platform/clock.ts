import { dayEndsAt, todayIn, type LocalDate } from '@backhaul/domain/time/calendar';

export interface Clock {
  now(): Date;
  /** Today's date in a time zone; the configured BUSINESS_DATE where one is pretended. */
  today(timeZone: string): LocalDate;
  /** Milliseconds until the date in a time zone is another one; null where one is pretended, which stays. */
  untilTomorrow(timeZone: string): number | null;
  /** The pretended date, for SQL that computes days itself. */
  readonly businessDate: LocalDate | null;
}

export function createClock(businessDate: LocalDate | null): Clock {
  return {
    now: () => new Date(),
    today: (timeZone) => businessDate ?? todayIn(timeZone, new Date()),
    untilTomorrow: (timeZone) => {
      const now = new Date();
      return businessDate ? null : dayEndsAt(timeZone, now).getTime() - now.getTime();
    },
    businessDate,
  };
}
