import { daysBetween } from '../time/calendar.ts';
import type { LocalDate } from '../time/calendar.ts';
import { compare, formatDecimal, fromDecimal } from '../money/fraction.ts';
import { formatMinor, wholeUnit } from '../money/money.ts';
import { periodsTiling } from '../time/periods.ts';

/** Why a preview entry deserves a look. */
export type RunFlag = 'NEW' | 'CHANGED' | 'FIRST_CHARGE' | 'ZERO' | 'MANY_PERIODS';

/** A line of a charge, as far as charges are compared. Decimal texts; amounts in minor units, tax included. */
export interface ComparedLine {
  serviceId: string | null;
  description: string;
  discount: boolean;
  quantity: string;
  unitPrice: string;
  periodFrom: LocalDate | null;
  /** Exclusive. */
  periodTo: LocalDate | null;
  total: bigint;
}

export interface ComparedEntry {
  /** Minor units. */
  total: bigint;
  /** A service of the customer is charged for the first time. */
  firstCharge?: boolean;
  /** Billing periods that the longest line covers, in part or whole. */
  periods?: number;
  /** Months that the customer pays at once. */
  prepaidMonths?: number;
}

const PERIODS_USUAL = 3;

/**
 * What is unusual about a customer's entry next to its own last charge.
 *
 * NEW: it was never charged, though the partner's last run of these billing days is there (in a
 * first run everybody would be). CHANGED: its total differs by more than 20 percent of the last one
 * and by more than one whole unit of the currency, so that cents on small invoices raise no flag.
 * FIRST_CHARGE: a service's first ever, often over more than one period. ZERO: an invoice over
 * nothing. MANY_PERIODS: it covers more than three billing periods, and more than the customer pays
 * at once. `digits` are the currency's. Source: billing rules, Billing runs, Flags.
 */
export function flagsFor(
  current: ComparedEntry,
  last: { total: bigint } | null,
  hasPreviousRun: boolean,
  digits = 2,
): RunFlag[] {
  const flags: RunFlag[] = [];
  if (hasPreviousRun && last === null) flags.push('NEW');
  if (last !== null && isUnusual(current.total, last.total, digits)) flags.push('CHANGED');
  if (current.firstCharge) flags.push('FIRST_CHARGE');
  if (current.total === 0n) flags.push('ZERO');
  if (isManyPeriods(current.periods ?? 0, current.prepaidMonths ?? 1)) flags.push('MANY_PERIODS');
  return flags;
}

/** More than three periods, and more than the customer pays at once anyway. */
export function isManyPeriods(periods: number, prepaidMonths: number): boolean {
  return periods > Math.max(PERIODS_USUAL, prepaidMonths);
}

/** Over how many billing periods, in part or whole, the longest of a charge's lines goes. */
export function periodsCovered(
  lines: readonly Pick<ComparedLine, 'periodFrom' | 'periodTo'>[],
  billingDay: number,
): number {
  return Math.max(
    0,
    ...lines.map(({ periodFrom, periodTo }) =>
      periodFrom && periodTo ? periodsTiling(periodFrom, periodTo, billingDay).length : 0,
    ),
  );
}

/** Months have 28 to 31 days: that much is no difference. */
const DAYS_ALIKE = 3;

/**
 * What made the difference between two charges of a customer, in words, the services first: "Fibre
 * 20: price 100.00 -> 120.00", "Voice: no longer charged". also: how what is charged once is told
 * of. Source: billing rules, Billing runs, Flags.
 */
export function differencesBetween(
  current: readonly ComparedLine[],
  last: readonly ComparedLine[],
  digits: number,
  also: { now: string; before: string } = { now: 'this time also', before: 'last time also' },
): string[] {
  const now = servicesOf(current),
    then = servicesOf(last);
  const found = [...new Set([...then.keys(), ...now.keys()])].flatMap((id) => {
    const is = now.get(id),
      was = then.get(id);
    if (!is) return was ? [`${was.line.description}: no longer charged`] : [];
    if (!was) return [`${is.line.description}: new`];
    return serviceDifferences(is, was, digits).map((words) => `${is.line.description}: ${words}`);
  });
  const once = (lines: readonly ComparedLine[]) =>
    lines
      .filter((line) => line.periodFrom === null && !line.discount)
      .map((line) => `${line.description} ${formatMinor(line.total, digits)}`);
  return [
    ...found,
    ...once(current).map((words) => `${also.now} ${words}`),
    ...once(last).map((words) => `${also.before} ${words}`),
  ];
}

interface ChargedService {
  line: ComparedLine;
  days: number;
  off: bigint;
}

/** The services charged for days, each with what its discounts took off. */
function servicesOf(lines: readonly ComparedLine[]): Map<string, ChargedService> {
  const services = new Map<string, ChargedService>();
  for (const line of lines) {
    if (line.serviceId && !line.discount && line.periodFrom && line.periodTo)
      services.set(line.serviceId, {
        line,
        days: daysBetween(line.periodFrom, line.periodTo),
        off: 0n,
      });
  }
  for (const line of lines) {
    const service = line.discount && line.serviceId ? services.get(line.serviceId) : undefined;
    if (service) service.off -= line.total;
  }
  return services;
}

function serviceDifferences(is: ChargedService, was: ChargedService, digits: number): string[] {
  const differs = (key: 'unitPrice' | 'quantity') =>
    compare(fromDecimal(is.line[key]), fromDecimal(was.line[key])) !== 0;
  const price = (text: string) => formatDecimal(fromDecimal(text), 4, digits);
  const words: string[] = [];
  if (differs('unitPrice'))
    words.push(`price ${price(was.line.unitPrice)} -> ${price(is.line.unitPrice)}`);
  if (differs('quantity'))
    words.push(
      `quantity ${formatDecimal(fromDecimal(was.line.quantity), 4)} -> ${formatDecimal(fromDecimal(is.line.quantity), 4)}`,
    );
  if (Math.abs(is.days - was.days) > DAYS_ALIKE)
    words.push(`${is.days} days instead of ${was.days}`);
  if (is.off > 0n && was.off === 0n) words.push('a discount began');
  else if (is.off === 0n && was.off > 0n) words.push('a discount ended');
  else if (is.off !== was.off && !words.length)
    words.push(`discount ${formatMinor(was.off, digits)} -> ${formatMinor(is.off, digits)}`);
  return words;
}

function isUnusual(current: bigint, previous: bigint, digits: number): boolean {
  const difference = magnitude(current - previous);
  return difference > wholeUnit(digits) && difference * 5n > magnitude(previous);
}

function magnitude(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}
