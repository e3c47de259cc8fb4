import { maxDate, minDate, type LocalDate } from '../time/calendar.ts';
import { toDayNumber } from '../time/dayNumber.ts';
import { fraction, fromDecimal, mul, roundHalfAway, roundToMinor } from '../money/fraction.ts';
import { withoutPauses } from './coverage.ts';
import type { PauseFacts } from './facts.ts';
import { monthParts, priceOfParts } from './proration.ts';

/**
 * A line that charged days of a service, or a discount of it, as it was written. Amounts in minor
 * units.
 */
export interface DaysCharged {
  kind: 'SERVICE' | 'DISCOUNT';
  quantity: string;
  unitPrice: string;
  periodFrom: LocalDate;
  /** Exclusive. */
  periodTo: LocalDate;
  taxIncluded: boolean;
  net: bigint;
  total: bigint;
  /** The first day that was given back before; null: none was. */
  givenBackFrom: LocalDate | null;
}

/**
 * What of charged days is not used. `to` is exclusive; `total` holds the tax, in minor units as
 * that.
 */
export interface Unused {
  from: LocalDate;
  to: LocalDate;
  total: bigint;
  tax: bigint;
}

/** How days are counted, and what of the service was not billed. */
export interface UnusedFrame {
  /** null: the price is that of the line's own period. */
  billingDay: number | null;
  digits: number;
  pauses: readonly PauseFacts[];
}

/**
 * What the lines of one charge took for the days of a service from a day on: price x days / days of
 * their period, each line rounded once, discounts in proportion. A line of which no day was used is
 * given back as it stands. Days given back before are not given back again. Null where there are
 * none. Source: billing rules, Recurring billing, An end date is the last day of service.
 */
export function unusedOf(
  lines: readonly DaysCharged[],
  day: LocalDate,
  frame: UnusedFrame,
): Unused | null {
  let unused: Unused | null = null;
  for (const line of lines) {
    const from = maxDate(day, line.periodFrom);
    const to = minDate(line.periodTo, line.givenBackFrom ?? line.periodTo);
    if (from >= to) continue;
    const total = ofLine(line, { from, to }, frame);
    const tax = line.total === 0n ? 0n : share(line.total - line.net, total, line.total);
    unused = unused
      ? {
          from: minDate(unused.from, from),
          to: maxDate(unused.to, to),
          total: unused.total + total,
          tax: unused.tax + tax,
        }
      : { from, to, total, tax };
  }
  return unused && unused.total > 0n ? unused : null;
}

function ofLine(
  line: DaysCharged,
  { from, to }: { from: LocalDate; to: LocalDate },
  frame: UnusedFrame,
): bigint {
  if (from === line.periodFrom && to === line.periodTo) return line.total;
  const { billingDay } = frame;
  if (billingDay === null) {
    const days = (a: LocalDate, b: LocalDate) => BigInt(toDayNumber(b) - toDayNumber(a));
    return share(line.total, days(from, to), days(line.periodFrom, line.periodTo));
  }
  const pauses = pausesOf(line, billingDay, frame);
  const whole = partsOf(line.periodFrom, line.periodTo, billingDay, pauses);
  const part = partsOf(from, to, billingDay, pauses);
  if (part === 0 || whole === 0) return 0n;
  if (line.kind === 'DISCOUNT') return share(line.total, BigInt(part), BigInt(whole));
  const stated = line.taxIncluded ? line.total : line.net;
  if (stated === 0n) return 0n;
  const amount = roundToMinor(priceOfParts(monthlyOf(line), part), frame.digits);
  // the tax goes with the days, whatever it was worked out from
  return share(line.total, amount, stated);
}

function monthlyOf({ quantity, unitPrice }: DaysCharged) {
  return mul(fromDecimal(unitPrice), fromDecimal(quantity));
}

/**
 * The pauses that a line left out: none where it charged all its days, whatever was paused since.
 */
function pausesOf(
  line: DaysCharged,
  billingDay: number,
  frame: UnusedFrame,
): readonly PauseFacts[] {
  if (!frame.pauses.length || line.kind === 'DISCOUNT') return [];
  const all = partsOf(line.periodFrom, line.periodTo, billingDay, []);
  const stated = line.taxIncluded ? line.total : line.net;
  const charged = roundToMinor(priceOfParts(monthlyOf(line), all), frame.digits) === stated;
  return charged ? [] : frame.pauses;
}

function partsOf(
  from: LocalDate,
  to: LocalDate,
  billingDay: number,
  pauses: readonly PauseFacts[],
): number {
  const span = { from: toDayNumber(from), to: toDayNumber(to) };
  return withoutPauses(span, pauses).reduce(
    (sum, each) => sum + monthParts(each.from, each.to, billingDay),
    0,
  );
}

function share(amount: bigint, part: bigint, whole: bigint): bigint {
  return roundHalfAway(mul(fraction(amount), fraction(part, whole)));
}
