// How customers who came in the same month stay, and what they still bring. Source: the desk, Reports (COHORTS).
import { add, compare, fromInt, type Fraction } from '../money/fraction.ts';
import type { LocalDate } from '../time/calendar.ts';

/** A cohort is followed for so many months at most. */
export const MONTHS_FOLLOWED = 24;

const monthOf = (day: LocalDate): number =>
  Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

/** How many months after the first day's the month of the other one is. */
export const monthsAfter = (first: LocalDate, day: LocalDate): number =>
  monthOf(day) - monthOf(first);

/** After how many months there is something to tell of those who came since a day. */
export const monthsFollowed = (from: LocalDate, today: LocalDate): number =>
  Math.min(MONTHS_FOLLOWED, Math.max(0, monthsAfter(from, today)));

/** What a customer brings from a day on. */
export interface Level {
  customer: string;
  day: LocalDate;
  amount: Fraction;
}

/** Those of a cohort who bring something at the end of a month, and how much. */
export interface CohortCell {
  customers: number;
  mrr: Fraction;
}

/**
 * The cohorts, by the month in which a customer brought something for the first time; cell k: the
 * end of the k-th month after it, of this month how it stands today. Levels in the order of days.
 */
export function cohorts(levels: readonly Level[], today: LocalDate): Map<string, CohortCell[]> {
  const byCustomer = new Map<string, Level[]>();
  for (const level of levels)
    if (level.day <= today && (byCustomer.has(level.customer) || level.amount.n > 0n))
      byCustomer.set(level.customer, [...(byCustomer.get(level.customer) ?? []), level]);
  const all = new Map<string, CohortCell[]>();
  for (const own of byCustomer.values()) {
    const first = own[0].day;
    const cells =
      all.get(first.slice(0, 7)) ??
      Array.from({ length: monthsAfter(first, today) + 1 }, () => ({
        customers: 0,
        mrr: fromInt(0),
      }));
    all.set(first.slice(0, 7), cells);
    for (const [k, cell] of cells.entries()) {
      const at = own.findLast(({ day }) => monthsAfter(first, day) <= k);
      if (!at || compare(at.amount, fromInt(0)) <= 0) continue;
      cell.customers += 1;
      cell.mrr = add(cell.mrr, at.amount);
    }
  }
  return all;
}
