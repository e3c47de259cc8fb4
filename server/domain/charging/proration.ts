import { toDayNumber } from '../time/dayNumber.ts';
import type { LocalDate } from '../time/dayNumber.ts';
import type { Fraction } from '../money/fraction.ts';
import { BY_WEEKS, periodSpan } from '../time/periods.ts';

/**
 * A month in parts that 28, 29, 30 and 31 days, and the 364/12 of a year in weeks, all divide without rest: shares of
 * periods of different lengths add up as plain integers.
 */
export const MONTH_PARTS = 4_908_540;
/** A week costs the monthly price x 12 / 52, a day the seventh of that. */
const DAY_OF_WEEK_PARTS = (MONTH_PARTS * 12) / (52 * 7);

/**
 * How much of a month the days `[from, to)` are, in MONTH_PARTS: each period counts its days over its own length, or
 * each day the same, BY_WEEKS. Source: billing rules, Blocking, cycleWeeks.
 */
export function monthParts(from: number, to: number, billingDay: number): number {
  if (billingDay === BY_WEEKS) return Math.max(to - from, 0) * DAY_OF_WEEK_PARTS;
  let parts = 0;
  let day = from;
  while (day < to) {
    const period = periodSpan(day, billingDay);
    const until = Math.min(period.to, to);
    parts += (until - day) * (MONTH_PARTS / (period.to - period.from));
    day = until;
  }
  return parts;
}

/** A monthly price for so many MONTH_PARTS, exact. */
export function priceOfParts(monthly: Fraction, parts: number): Fraction {
  return { n: monthly.n * BigInt(parts), d: monthly.d * BigInt(MONTH_PARTS) };
}

/**
 * What the days `[from, to)` cost at a monthly price, exact and unrounded: a full period the full price, a part of one
 * price x days / days of the billing period that contains them. The unused part of a paid period is the same sum.
 * Source: billing rules, Recurring billing, Proration.
 */
export function proratedPrice(
  monthly: Fraction,
  from: LocalDate,
  to: LocalDate,
  billingDay: number,
): Fraction {
  return priceOfParts(monthly, monthParts(toDayNumber(from), toDayNumber(to), billingDay));
}
