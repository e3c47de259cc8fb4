import type { LocalDate } from '../time/calendar.ts';
import { billableSpans } from './coverage.ts';
import { toDayNumber } from '../time/dayNumber.ts';
import { discountsOnDay } from './discounts.ts';
import type { ServiceFacts } from './facts.ts';
import { add, div, fraction, fromDecimal, fromInt, mul, sub } from '../money/fraction.ts';
import type { Fraction } from '../money/fraction.ts';
import { percentRate } from '../money/taxGroup.ts';
import { taxOn, type TaxOverTime } from '../money/taxRate.ts';
import { priceOn } from './prices.ts';

const ZERO = fromInt(0);
const ONE = fromInt(1);
const DAYS_A_YEAR = 365n;
const MONTHS_A_YEAR = 12n;

/**
 * What a service brings per month as of a day, exact, in whole currency units, net of tax: price of that day x quantity
 * less the discounts in force that day. Zero when it is not running that day, is paused, or is charged once only.
 * byPeriods: of who pays ahead by periods, where the price of N days is one of (365/12)/N months.
 * Source: the desk, MRR of a day.
 */
export function monthlyRecurring(
  service: ServiceFacts,
  day: LocalDate,
  { byPeriods = false }: { byPeriods?: boolean } = {},
): Fraction {
  const at = toDayNumber(day);
  if (service.kind === 'ONE_TIME' || billableSpans(service, at, at + 1).length === 0) return ZERO;
  return monthlyWhileRunning(service, day, byPeriods);
}

/** The part of a service's facts that says what it brings while it runs. */
export type Priced = TaxOverTime &
  Pick<
    ServiceFacts,
    'quantity' | 'unitPrice' | 'earlierPrices' | 'taxIncluded' | 'discounts' | 'periodDays'
  >;

/** The same of one that runs that day for certain, and is no one-time charge. */
export function monthlyWhileRunning(service: Priced, day: LocalDate, byPeriods: boolean): Fraction {
  const prices = { price: service.unitPrice, earlier: service.earlierPrices };
  const monthly = mul(fromDecimal(priceOn(prices, day)), fromDecimal(service.quantity));
  const discount = discountsOnDay(service.discounts, monthly, toDayNumber(day)).reduce(
    (sum, share) => add(sum, share.amount),
    ZERO,
  );
  const paid = sub(monthly, discount);
  const amount =
    byPeriods && service.periodDays
      ? mul(paid, fraction(DAYS_A_YEAR, MONTHS_A_YEAR * BigInt(service.periodDays)))
      : paid;
  if (!service.taxIncluded) return amount;
  return div(amount, add(ONE, percentRate(taxOn(service, day).taxPercent)));
}
