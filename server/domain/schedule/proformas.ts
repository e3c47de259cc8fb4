// When proforma invoices come by themselves, and for which billing date. Pure: every day is given.
import { addDays, addMonths, type LocalDate } from '../time/calendar.ts';

/** The first of a date's month and the day of it; the day is 1 to 28, which every month has. */
function dayOfMonth(date: LocalDate, day: number): LocalDate {
  return `${date.slice(0, 8)}${String(day).padStart(2, '0')}`;
}

/** The next day on which they come, a day of the month from 1 to 28, after a date. */
export function nextProformaDay(after: LocalDate, day: number): LocalDate {
  const inMonth = dayOfMonth(after, day);
  return inMonth > after ? inMonth : addMonths(inMonth, 1);
}

/**
 * The days on which they come from a date on through another, both included, when days through `made` were dealt with
 * already (null: none). Source: billing rules, Invoices, credit notes, proformas.
 */
export function proformaDays(
  day: number,
  { since, made, until }: { since: LocalDate; made: LocalDate | null; until: LocalDate },
): LocalDate[] {
  const before = addDays(since, -1);
  const days: LocalDate[] = [];
  let last = made !== null && made > before ? made : before;
  while ((last = nextProformaDay(last, day)) <= until) days.push(last);
  return days;
}

/** The billing date that those of a day ask for: that of the next month, or of the day's own. billingDay: 1 to 28. */
export function proformaBillingDate(
  on: LocalDate,
  billingDay: number,
  nextMonth: boolean,
): LocalDate {
  return dayOfMonth(addMonths(dayOfMonth(on, 1), nextMonth ? 1 : 0), billingDay);
}

/**
 * For how many months one asks: as the next charge would, or for more, where the setting says so. Who pays in arrears is
 * asked for what was used, whatever the months.
 */
export function proformaMonths(prepaidMonths: number, asked: number): number {
  return Math.max(prepaidMonths, asked);
}
