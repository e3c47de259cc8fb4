import { addDays, maxDate, type LocalDate } from '../time/calendar.ts';
import { civilOf, dayNumberOf, fromDayNumber, toDayNumber } from '../time/dayNumber.ts';
import {
  add,
  fraction,
  fromDecimal,
  fromInt,
  mul,
  reduce,
  roundToMinor,
  sub,
} from '../money/fraction.ts';
import type { Fraction } from '../money/fraction.ts';
import { taxOn } from '../money/taxRate.ts';
import type { DaySpan } from '../time/periods.ts';
import { billableSpans } from './coverage.ts';
import { discountsOnDay } from './discounts.ts';
import { addedTo } from './draftLine.ts';
import type { ServiceFacts } from './facts.ts';
import type { PlannedLine } from './plan.ts';
import { priceOn } from './prices.ts';
import { serviceLine, servicePrices } from './pricing.ts';

/**
 * The line of one day of a service that is charged daily: a monthly price / days in the month, less
 * its discounts, rounded on the running total of the month's days of service, with its tax likewise
 * (of the days since the rate is what it is), so that the days of a month add up to the price
 * exactly, and those of a part to its share. Amounts in minor units of `digits` decimals. Source:
 * billing rules, Prepaid, Prepaid (daily).
 */
export function dayLine(sold: ServiceFacts, day: LocalDate, digits: number): PlannedLine {
  const taxedSince = taxBegan(sold, day);
  const service = { ...sold, ...taxOn(sold, day) };
  const unitPrice = priceOn(servicePrices(service), day);
  const period = { periodFrom: day, periodTo: addDays(day, 1) };
  const { amount: _none, ...line } = serviceLine({ ...service, unitPrice }, period, 0n);
  const amountOf = (each: LocalDate) => amountThrough(service, each, digits);
  const earlier = taxedSince.endsWith('-01') ? 0n : amountOf(addDays(taxedSince, -1));
  const before = day === taxedSince ? earlier : amountOf(addDays(day, -1));
  const draft = serviceLine(service, NO_PERIOD, 0n);
  return {
    ...line,
    ...addedTo(draft, [before - earlier, amountOf(day) - earlier]),
  };
}

const NO_PERIOD = { periodFrom: null, periodTo: null };

/** The first day of a day's month on which the tax was that day's: its tax is that of what came since. */
function taxBegan({ taxVersions = [] }: ServiceFacts, day: LocalDate): LocalDate {
  const first = `${day.slice(0, 8)}01`;
  const since = taxVersions.findLast(({ from }) => from !== null && from <= day)?.from;
  return since ? maxDate(since, first) : first;
}

/** What the month's days of service through one come to, without its tax or with it as the price is. */
function amountThrough(service: ServiceFacts, day: LocalDate, digits: number): bigint {
  const at = toDayNumber(day);
  const { year, month } = civilOf(at);
  const first = dayNumberOf(year, month, 1);
  const days = dayNumberOf(year, month + 1, 1) - first;
  const billed = billableSpans(service, first, at + 1);
  const exact = mul(pricesOfDays(service, billed), fraction(1n, BigInt(days)));
  return roundToMinor(exact, digits);
}

/** The monthly prices of days, less their discounts, together. */
function pricesOfDays(service: ServiceFacts, spans: readonly DaySpan[]): Fraction {
  const [first] = spans;
  if (!first) return fromInt(0);
  const even = service.earlierPrices.length === 0 && service.discounts.length === 0;
  if (even) {
    const days = spans.reduce((sum, { from, to }) => sum + to - from, 0);
    return mul(monthlyOn(service, first.from), fromInt(days));
  }
  let sum = fromInt(0);
  for (const { from, to } of spans)
    for (let day = from; day < to; day += 1) sum = reduce(add(sum, monthlyOn(service, day)));
  return sum;
}

/** A month's price as of a day, less the discounts of that day. */
function monthlyOn(service: ServiceFacts, day: number): Fraction {
  const price = mul(
    fromDecimal(priceOn(servicePrices(service), fromDayNumber(day))),
    fromDecimal(service.quantity),
  );
  return discountsOnDay(service.discounts, price, day).reduce(
    (left, { amount }) => reduce(sub(left, amount)),
    price,
  );
}
