import { countOf } from '../text/plural.ts';
import { addDays, addMonths, daysBetween, shortDates } from '../time/calendar.ts';
import type { LocalDate } from '../time/calendar.ts';
import { formatDecimal, fraction, fromDecimal, mul, roundToMinor } from '../money/fraction.ts';
import { currencyDigits, parseMinor } from '../money/money.ts';
import type { PlannedLine } from './plan.ts';
import { BY_WEEKS, periodsTiling } from '../time/periods.ts';
import type { PeriodPart } from '../time/periods.ts';
import { proratedPrice } from './proration.ts';

/**
 * What of a line its explanation needs. Decimal texts; net and total in whole currency units, as
 * documents print them.
 */
export interface ExplainedLine extends Pick<
  PlannedLine,
  'kind' | 'quantity' | 'unitPrice' | 'taxIncluded'
> {
  periodFrom: LocalDate | null;
  /** Exclusive. */
  periodTo: LocalDate | null;
  net: string;
  total: string;
  currency: string;
}

/** Why a line's amount is what it is. The days are set only where a part of one single period is charged. */
export interface Explanation {
  text: string;
  daysCharged: number | null;
  daysInPeriod: number | null;
}

/**
 * A line's amount in plain words: "17 of 31 days (15 Mar - 31 Mar) at 100.00 a month".
 * billingDay: the one its periods were counted by; null where none counts them, as of who pays ahead, or it was not
 * recorded.
 */
export function explainLine(line: ExplainedLine, billingDay: number | null): Explanation {
  const { kind, periodFrom, periodTo } = line;
  if (kind === 'SETUP') return plain(`${priceOf(line)}, once, with the first charge`);
  if (kind === 'USAGE') return plain(`${priceOf(line)}, as used`);
  if (kind === 'DISCOUNT')
    return plain(
      `${discountOf(line)}${periodFrom && periodTo ? ` for ${days(periodFrom, periodTo)}` : ''}`,
    );
  if (!periodFrom || !periodTo) return plain(`${priceOf(line)}, once`);
  if (billingDay === null) return plain(ownPeriod(line, periodFrom, periodTo));
  const parts = periodsTiling(periodFrom, periodTo, billingDay);
  if (!parts.length) return plain(`${days(periodFrom, periodTo)} at ${priceOf(line)} a month`);
  const rate = `${priceOf(line)} a month${billingDay === BY_WEEKS ? ', a week 12/52 of it' : ''}`;
  if (!addsUp(line, periodFrom, periodTo, billingDay))
    return plain(
      `${days(periodFrom, periodTo)} at ${rate}, without the days on which it was paused`,
    );
  if (billingDay === BY_WEEKS) return plain(`${inWeeks(periodFrom, periodTo)} at ${rate}`);
  const [only] = parts;
  if (parts.length > 1 || !only)
    return plain(`${joined(grouped(parts).map(partText))} at ${priceOf(line)} a month`);
  const charged = daysBetween(only.from, only.to);
  if (charged === only.periodDays)
    return plain(`${days(only.from, only.to)}, the whole month, at ${priceOf(line)}`);
  return {
    text: `${charged} of ${only.periodDays} days (${days(only.from, only.to)}) at ${priceOf(line)} a month`,
    daysCharged: charged,
    daysInPeriod: only.periodDays,
  };
}

/**
 * A period that no billing day counts: a month, or a tariff's own days for its price, "10 days (1 Jan - 10 Jan) at
 * 10.00". What the price is for is told by what was charged: the tariff may be another by now.
 */
function ownPeriod(line: ExplainedLine, from: LocalDate, to: LocalDate): string {
  const digits = currencyDigits(line.currency);
  const charged = parseMinor(line.taxIncluded ? line.total : line.net, digits);
  const price = mul(fromDecimal(line.unitPrice), fromDecimal(line.quantity));
  const [count, month] = [daysBetween(from, to), addMonths(from, 1)];
  if (to !== month && roundToMinor(price, digits) === charged)
    return `${countOf(count, 'day')} (${days(from, to)}) at ${priceOf(line)}`;
  const part = mul(price, fraction(BigInt(count), BigInt(daysBetween(from, month))));
  const monthly = to >= month || roundToMinor(part, digits) === charged;
  return `${days(from, to)} at ${priceOf(line)}${monthly ? ' a month' : ''}`;
}

/** "2 weeks (1 Jun - 14 Jun)", or "10 days (...)" where they are no whole weeks. */
function inWeeks(from: LocalDate, to: LocalDate): string {
  const count = daysBetween(from, to);
  const counted = count % 7 === 0 ? countOf(count / 7, 'week') : countOf(count, 'day');
  return `${counted} (${days(from, to)})`;
}

function plain(text: string): Explanation {
  return { text, daysCharged: null, daysInPeriod: null };
}

/** Both ends as people read them; the storage's end is exclusive. */
function days(from: LocalDate, to: LocalDate): string {
  return shortDates(from, addDays(to, -1));
}

/** "100.00", or "3 x 100.00" for several. */
function priceOf(line: ExplainedLine): string {
  const price = formatDecimal(fromDecimal(line.unitPrice), 4, currencyDigits(line.currency));
  const quantity = formatDecimal(fromDecimal(line.quantity), 4);
  return quantity === '1' ? price : `${quantity} x ${price}`;
}

function discountOf(line: ExplainedLine): string {
  return `${formatDecimal(fromDecimal(line.taxIncluded ? line.total : line.net), 4, currencyDigits(line.currency))} off`.replace(
    /^-/,
    '',
  );
}

/** Whether the whole stretch at the price gives the amount: it does not when the service was paused in between. */
function addsUp(line: ExplainedLine, from: LocalDate, to: LocalDate, billingDay: number): boolean {
  const digits = currencyDigits(line.currency);
  const exact = proratedPrice(
    mul(fromDecimal(line.unitPrice), fromDecimal(line.quantity)),
    from,
    to,
    billingDay,
  );
  return (
    roundToMinor(exact, digits) === parseMinor(line.taxIncluded ? line.total : line.net, digits)
  );
}

interface Stretch extends PeriodPart {
  wholeMonths: number;
}

/** Whole months that follow each other are told as one stretch. */
function grouped(parts: readonly PeriodPart[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const part of parts) {
    const whole = daysBetween(part.from, part.to) === part.periodDays;
    const last = stretches.at(-1);
    if (whole && last && last.wholeMonths > 0) {
      last.to = part.to;
      last.wholeMonths += 1;
    } else stretches.push({ ...part, wholeMonths: whole ? 1 : 0 });
  }
  return stretches;
}

function partText({ from, to, periodDays, wholeMonths }: Stretch): string {
  if (wholeMonths === 0)
    return `${daysBetween(from, to)} of ${periodDays} days (${days(from, to)})`;
  return `${countOf(wholeMonths, 'whole month')} (${days(from, to)})`;
}

function joined(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}
