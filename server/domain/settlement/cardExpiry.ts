import { addDays, daysBetween, type LocalDate } from '../time/calendar.ts';

/** The last day of a card: that of the month which it bears. */
export function lastDayOf(expYear: number, expMonth: number): LocalDate {
  const [year, month] = expMonth === 12 ? [expYear + 1, 1] : [expYear, expMonth + 1];
  return addDays(`${year}-${String(month).padStart(2, '0')}-01`, -1);
}

/** How many days before its end a card's owner is told on a day; null: too soon for that, or over. */
export function expiryToTell(lastDay: LocalDate, today: LocalDate): 30 | 7 | null {
  const left = daysBetween(today, lastDay);
  if (left < 0) return null;
  return left <= 7 ? 7 : left <= 30 ? 30 : null;
}
