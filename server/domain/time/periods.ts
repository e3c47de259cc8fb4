import { civilOf, dayNumberOf, fromDayNumber, toDayNumber } from './dayNumber.ts';
import type { LocalDate } from './dayNumber.ts';

/** Half-open: `to` is the first day after it. */
export interface Period {
  from: LocalDate;
  to: LocalDate;
}

/** A part of one billing period, with the length of the whole period. */
export interface PeriodPart extends Period {
  periodDays: number;
}

/**
 * In the place of a billing day: days are counted by weeks of a monthly price and not by months.
 * Kept with lines, so that they can be explained and given back as they were counted.
 */
export const BY_WEEKS = 0;

/** How the days of a customer are counted: by the months from its billing day, or BY_WEEKS. */
export function countedBy(settings: { billingDay: number; cycleWeeks: number | null }): number {
  return settings.cycleWeeks ? BY_WEEKS : settings.billingDay;
}

/** A billing period in day numbers, half-open. */
export interface DaySpan {
  from: number;
  to: number;
}

/** The billing period that contains a day: from the billing day of one month to that of the next. */
export function periodSpan(day: number, billingDay: number): DaySpan {
  const civil = civilOf(day);
  const month = civil.day >= billingDay ? civil.month : civil.month - 1;
  return {
    from: dayNumberOf(civil.year, month, billingDay),
    to: dayNumberOf(civil.year, month + 1, billingDay),
  };
}

/** A billing day some months later. Billing days never exceed 28, so nothing is clamped. */
export function monthsAfter(day: number, months: number): number {
  const civil = civilOf(day);
  return dayNumberOf(civil.year, civil.month + months, civil.day);
}

/**
 * The billing period `[billing day of a month, billing day of the next)` that contains the date.
 * `billingDay` is 1..28; anything else throws RangeError. Source: billing rules, Recurring billing, Period.
 */
export function periodContaining(date: LocalDate, billingDay: number): Period {
  const span = periodSpan(toDayNumber(date), checked(billingDay));
  return { from: fromDayNumber(span.from), to: fromDayNumber(span.to) };
}

/** The first billing day on or after the date. */
export function periodStartOnOrAfter(date: LocalDate, billingDay: number): LocalDate {
  const day = toDayNumber(date);
  const span = periodSpan(day, checked(billingDay));
  return span.from === day ? date : fromDayNumber(span.to);
}

/** The first billing day after the date. */
export function periodStartAfter(date: LocalDate, billingDay: number): LocalDate {
  return fromDayNumber(periodSpan(toDayNumber(date), checked(billingDay)).to);
}

/**
 * The billing periods that cover `[from, to)`, in order, cut to it; empty when to is not after from.
 * BY_WEEKS: the weeks from its first day on.
 */
export function periodsTiling(from: LocalDate, to: LocalDate, billingDay: number): PeriodPart[] {
  const parts: PeriodPart[] = [];
  const end = toDayNumber(to);
  let day = toDayNumber(from);
  while (day < end) {
    const span =
      billingDay === BY_WEEKS ? { from: day, to: day + 7 } : periodSpan(day, checked(billingDay));
    const until = Math.min(span.to, end);
    parts.push({
      from: fromDayNumber(day),
      to: fromDayNumber(until),
      periodDays: span.to - span.from,
    });
    day = until;
  }
  return parts;
}

function checked(billingDay: number): number {
  if (!Number.isInteger(billingDay) || billingDay < 1 || billingDay > 28) {
    throw new RangeError(`A billing day is 1 to 28, not ${billingDay}`);
  }
  return billingDay;
}
