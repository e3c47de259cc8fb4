// When money that is owed is expected, and how much of it is likely to come. Amounts in minor units.
// Source: the desk, Cash forecast.
import { addDays, weekday, type LocalDate } from '../time/calendar.ts';
import { div, fraction, fromInt, mul, roundHalfAway, type Fraction } from '../money/fraction.ts';

/** So many weeks are looked ahead, from the Monday of this one. */
export const WEEKS = 13;
/** Whose own settled invoices are fewer says nothing by them. */
const OWN_MIN = 3;
/** So many of the last settled invoices tell when somebody pays. */
export const SETTLED_LOOKED_AT = 12;

/** Invoices due so many days ago tell how much of what is invoiced is paid, within so many days after. */
export const COLLECTED = { from: 456, to: 91, within: 90 } as const;

/** The middle value, or the mean of the two in the middle; null of none. */
export function median(values: readonly number[]): Fraction | null {
  if (!values.length) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.floor(sorted.length / 2);
  return sorted.length % 2
    ? fromInt(sorted[at])
    : fraction(BigInt(sorted[at - 1] + sorted[at]), 2n);
}

/**
 * How many days after (below zero: before) the due date somebody pays: the median of its own last
 * delays, of its partner's where it has fewer than three, else 0. Half a day is the later one.
 */
export function delayOf(own: readonly number[], ofPartner: readonly number[]): number {
  const middle = median(own.length < OWN_MIN ? ofPartner : own);
  return middle ? Number(roundHalfAway(middle)) : 0;
}

/** Money that is expected on a day: so much, by so many documents. */
export interface Expected {
  on: LocalDate;
  amount: bigint;
  n: number;
}

interface Sum {
  amount: bigint;
  n: number;
}

/** What is expected in each of the weeks, by its Monday. */
export interface Forecast {
  weeks: (Sum & { from: LocalDate })[];
  /** Expected before today and open still: nobody knows when. */
  late: Sum;
  /** After the last of the weeks. */
  later: Sum;
}

/** The Monday of a day's week. */
export const mondayOf = (day: LocalDate): LocalDate => addDays(day, 1 - weekday(day));

/** Puts what is expected into the weeks from this one on. */
export function forecast(today: LocalDate, expected: Iterable<Expected>): Forecast {
  const monday = mondayOf(today);
  const weeks = Array.from({ length: WEEKS }, (_, i) => ({
    from: addDays(monday, 7 * i),
    amount: 0n,
    n: 0,
  }));
  const byMonday = new Map(weeks.map((week) => [week.from, week]));
  const [late, later] = [
    { amount: 0n, n: 0 },
    { amount: 0n, n: 0 },
  ];
  for (const { on, amount, n } of expected) {
    const into = on < today ? late : (byMonday.get(mondayOf(on)) ?? later);
    into.amount += amount;
    into.n += n;
  }
  return { weeks, late, later };
}

/** What is paid of what is invoiced; null where nothing was. */
export function collectionRate({
  paid,
  invoiced,
}: Record<'paid' | 'invoiced', bigint>): Fraction | null {
  return invoiced > 0n ? div(fraction(paid), fraction(invoiced)) : null;
}

/** How much of an amount is likely to come; null where nobody knows. */
export function likely(amount: bigint, rate: Fraction | null): bigint | null {
  return rate && roundHalfAway(mul(fraction(amount), rate));
}
