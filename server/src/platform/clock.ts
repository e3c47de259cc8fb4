import { todayIn, type LocalDate } from '@backhaul/domain/time/calendar';

export interface Clock {
  now(): Date;
  /** Today's date in a time zone; the configured BUSINESS_DATE where one is pretended. */
  today(timeZone: string): LocalDate;
  /** The pretended date, for SQL that computes days itself. */
  readonly businessDate: LocalDate | null;
}

export function createClock(businessDate: LocalDate | null): Clock {
  return {
    now: () => new Date(),
    today: (timeZone) => businessDate ?? todayIn(timeZone, new Date()),
    businessDate,
  };
}
