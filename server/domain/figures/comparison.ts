import { addDays, addMonths, minDate, type LocalDate } from '../time/calendar.ts';
import { compare, div, fromInt, neg, sub, type Fraction } from '../money/fraction.ts';
import type { Days } from '../time/keptPeriods.ts';
import { percentOf } from './percent.ts';

/** A range of days with both ends; before: exclusive. */
export interface Span extends Days {
  from: LocalDate;
  before: LocalDate;
}

/** A month, by its first day. */
export function monthSpan(month: LocalDate): Span {
  return { from: month, before: addMonths(month, 1) };
}

/**
 * What a month is compared with: of the one that it is now, the month before up to the same day
 * number (all of it where it has fewer days); of one that is over, the whole month before.
 */
export function spanBefore(month: LocalDate, today: LocalDate): Span {
  const whole = monthSpan(addMonths(month, -1));
  if (today < month || today >= addMonths(month, 1)) return whole;
  const sameDay = addDays(whole.from, Number(today.slice(8)));
  return { from: whole.from, before: minDate(sameDay, whole.before) };
}

const ZERO = fromInt(0);

/** How much more something is than it was, in percent with one decimal; null where it was nothing. */
export function changePercent(value: Fraction, previous: Fraction): string | null {
  const size = compare(previous, ZERO) < 0 ? neg(previous) : previous;
  if (compare(size, ZERO) === 0) return null;
  return percentOf(div(sub(value, previous), size));
}
