import type { LocalDate } from './calendar.ts';

/** Of all years that dates may lie in, and of the day after the last one. */
const DECADES = Array.from({ length: 31 }, (_, i) => String(190 + i));
const FIRST = '0000-01-01';
const LAST = '9999-12-31';

/** Days from one to another, that one excluded; null: without an end. */
export interface Days {
  from: LocalDate | null;
  before: LocalDate | null;
}

/**
 * The fewest periods that a range of days is made of. A period is the beginning of a date: a day
 * '2026-04-17', a month '2026-04', a year '2026', a decade '202', or all there is ''. Sums that are
 * kept by all of them give the sum of any range by a few rows.
 */
export function keptPeriods(days: Days): string[] {
  return cover('', days);
}

function cover(period: string, { from, before }: Days): string[] {
  const first = period + FIRST.slice(period.length);
  const last = period + LAST.slice(period.length);
  if ((from !== null && last < from) || (before !== null && first >= before)) return [];
  if ((from === null || first >= from) && (before === null || last < before)) return [period];
  return parts(period).flatMap((part) => cover(part, { from, before }));
}

function parts(period: string): string[] {
  const numbered = (digits: number, from: number, to: number, before = '') =>
    Array.from(
      { length: to - from + 1 },
      (_, i) => period + before + String(from + i).padStart(digits, '0'),
    );
  switch (period.length) {
    case 0:
      return DECADES;
    case '202'.length:
      return numbered(1, 0, 9);
    case '2026'.length:
      return numbered(2, 1, 12, '-');
    default:
      return numbered(2, 1, 31, '-');
  }
}
