import {
  civilOf,
  dayNumberOf,
  dayOfMonth,
  fromDayNumber,
  monthOf,
  toDayNumber,
  yearOf,
} from './dayNumber.ts';
import type { LocalDate } from './dayNumber.ts';

export type { LocalDate } from './dayNumber.ts';
export {
  periodContaining,
  periodsTiling,
  periodStartAfter,
  periodStartOnOrAfter,
} from './periods.ts';
export { dayEndsAt, isTimeZone, todayIn } from './timeZone.ts';

const SHAPE = /^(?:19|20|21)\d\d-\d\d-\d\d$/;
const MONTH_NAMES = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

/** Whether the text is a real calendar date, YYYY-MM-DD, of the years 1900 to 2199. */
export function isLocalDate(text: unknown): text is LocalDate {
  return typeof text === 'string' && SHAPE.test(text) && fromDayNumber(toDayNumber(text)) === text;
}

/** The date some days later (or earlier, when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(toDayNumber(date) + days);
}

/** The same day some months later or earlier; a day the month lacks becomes its last: 31 Jan + 1 is 28 or 29 Feb. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const year = yearOf(date);
  const month = monthOf(date) + months;
  const first = dayNumberOf(year, month, 1);
  const length = dayNumberOf(year, month + 1, 1) - first;
  return fromDayNumber(first + Math.min(dayOfMonth(date), length) - 1);
}

/** How many days `to` lies after `from`; negative when it lies before. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** The earlier date. */
export function minDate(a: LocalDate, b: LocalDate): LocalDate {
  return a < b ? a : b;
}

/** The later date. */
export function maxDate(a: LocalDate, b: LocalDate): LocalDate {
  return a > b ? a : b;
}

/** The day of the week, 1 Monday to 7 Sunday. */
export function weekday(date: LocalDate): number {
  return ((((toDayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** Two dates, both included, in short English words; with their years where these differ. */
export function shortDates(first: LocalDate, last: LocalDate): string {
  if (first === last) return shortDate(first);
  const oneYear = first.slice(0, 4) === last.slice(0, 4);
  const written = (date: LocalDate) =>
    oneYear ? shortDate(date) : `${shortDate(date)} ${date.slice(0, 4)}`;
  return `${written(first)} - ${written(last)}`;
}

/** A date in short English words, as reasons print it: "16 Apr". */
export function shortDate(date: LocalDate): string {
  const { month, day } = civilOf(toDayNumber(date));
  return `${day} ${MONTH_NAMES[month - 1] ?? ''}`;
}
