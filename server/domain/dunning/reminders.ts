import { addDays } from '../time/calendar.ts';
import type { LocalDate } from '../time/calendar.ts';

/**
 * The days of a customer's reminders: each so many days after the one before, the first after the charge. 9, 5, 5 after
 * the 1st are the 10th, 15th and 20th. Source: billing rules, Blocking, Reminders.
 */
export function reminderDates(chargedOn: LocalDate, daysApart: readonly number[]): LocalDate[] {
  let days = 0;
  return daysApart.map((apart) => addDays(chargedOn, (days += apart)));
}
