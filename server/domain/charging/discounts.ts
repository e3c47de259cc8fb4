import { fromDayNumber, toDayNumber } from '../time/dayNumber.ts';
import type { LocalDate } from '../time/dayNumber.ts';
import type { DiscountFacts } from './facts.ts';
import { add, compare, fraction, fromDecimal, fromInt, min, mul, sub } from '../money/fraction.ts';
import type { Fraction } from '../money/fraction.ts';
import type { DaySpan } from '../time/periods.ts';
import { monthParts, priceOfParts } from './proration.ts';

/** What a discount takes off a service in one charge. */
export interface DiscountShare {
  discount: DiscountFacts;
  /** Exact and positive, in whole currency units. */
  amount: Fraction;
  /** null where the price is for no period. */
  from: LocalDate | null;
  /** Exclusive. */
  to: LocalDate | null;
}

interface Window extends DaySpan {
  discount: DiscountFacts;
  value: Fraction;
}

interface Share {
  window: Window;
  amount: Fraction;
  from: number;
  to: number;
}

const ZERO = fromInt(0);
const HUNDRED = fromInt(100);

/** Billed days with what the service costs for a month in them: price x quantity. */
export interface PricedSpan extends DaySpan {
  monthly: Fraction;
}

/**
 * What each discount takes off, exact and unrounded, over the billed days. Day by day: percents apply to the full price
 * and add up to 100 at most, fixed amounts (per month, prorated like the price) come after them, and together they never
 * exceed the price; where they would, the later ones give way. Discounts that take nothing are left out.
 * Source: billing rules, Recurring billing, Discounts.
 */
export function discountShares(
  discounts: readonly DiscountFacts[],
  spans: readonly PricedSpan[],
  billingDay: number,
): DiscountShare[] {
  if (discounts.length === 0) return [];
  const shares = new Map<Window, Share>();
  const windows = inOrder(discounts);
  for (const span of segments(spans, windows)) {
    const parts = monthParts(span.from, span.to, billingDay);
    for (const [window, perMonth] of monthlyReductions(windows, span.from, span.monthly)) {
      const share = shares.get(window) ?? { window, amount: ZERO, from: span.from, to: span.to };
      shares.set(window, {
        ...share,
        amount: add(share.amount, priceOfParts(perMonth, parts)),
        to: span.to,
      });
    }
  }
  return [...shares.values()].map(({ window, amount, from, to }) => ({
    discount: window.discount,
    amount,
    from: fromDayNumber(from),
    to: fromDayNumber(to),
  }));
}

/**
 * What each discount in force on a day (a day number; null: whatever its window) takes off a price at once: for one-time
 * charges, manual lines, and a month's price as of a day. Capped as discountShares does.
 */
export function discountsOnDay(
  discounts: readonly DiscountFacts[],
  price: Fraction,
  day: number | null,
): DiscountShare[] {
  if (discounts.length === 0 || price.n <= 0n) return [];
  const windows = inOrder(discounts);
  return monthlyReductions(windows, day, price).map(([window, amount]) => ({
    discount: window.discount,
    amount,
    from: null,
    to: null,
  }));
}

/** What every discount in force on a day takes off a whole month's price, at most the price in all. */
function monthlyReductions(
  windows: readonly Window[],
  day: number | null,
  monthly: Fraction,
): [Window, Fraction][] {
  const reductions: [Window, Fraction][] = [];
  let percentLeft = HUNDRED;
  let priceLeft = monthly;
  for (const window of windows) {
    if (day !== null && (day < window.from || day >= window.to)) continue;
    const percent = window.discount.kind === 'PERCENT' ? min(window.value, percentLeft) : null;
    const amount = percent
      ? mul(monthly, fraction(percent.n, percent.d * 100n))
      : min(window.value, priceLeft);
    if (percent) percentLeft = sub(percentLeft, percent);
    if (amount.n <= 0n) continue;
    priceLeft = sub(priceLeft, amount);
    reductions.push([window, amount]);
  }
  return reductions;
}

/** Percents first, each kind in its given order, as windows of day numbers. Values of zero and below do nothing. */
function inOrder(discounts: readonly DiscountFacts[]): Window[] {
  const windows = discounts.map((discount) => ({
    discount,
    value: fromDecimal(discount.value),
    from: discount.from === null ? -Infinity : toDayNumber(discount.from),
    to: discount.until === null ? Infinity : toDayNumber(discount.until) + 1,
  }));
  const effective = windows.filter((window) => compare(window.value, ZERO) > 0);
  return [
    ...effective.filter((window) => window.discount.kind === 'PERCENT'),
    ...effective.filter((window) => window.discount.kind === 'FIXED'),
  ];
}

/** The spans cut wherever a discount begins or ends, so that within a piece always the same ones apply. */
function segments(spans: readonly PricedSpan[], windows: readonly Window[]): PricedSpan[] {
  const cuts = windows.flatMap((window) => [window.from, window.to]).sort((a, b) => a - b);
  return spans.flatMap((span) => {
    const inside = cuts.filter((cut) => cut > span.from && cut < span.to);
    const edges = [span.from, ...inside, span.to];
    return edges.slice(1).map((to, i) => ({ ...span, from: edges[i] ?? span.from, to }));
  });
}
