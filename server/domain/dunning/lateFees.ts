import { add, fraction, fromDecimal, mul, pow10, roundToMinor } from '../money/fraction.ts';
import { addDays, maxDate } from '../time/calendar.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { FinanceValues } from '../settings/finance.ts';

/** An invoice that something is due of, as it decides about late fees. */
export interface OverdueInvoice {
  id: string;
  number: string;
  /** The last day to pay. */
  dueDate: LocalDate;
  /** What is due of it, in minor units. */
  due: bigint;
  /** It is a late fee, or one was charged for it. */
  feeDone: boolean;
}

export type LateFeeSettings = Pick<
  FinanceValues,
  'lateFee' | 'lateFeePercent' | 'lateFeeAfterDays'
>;

/** A late fee to be charged: net, in minor units. */
export interface LateFee {
  invoiceId: string;
  /** Of the invoice that it is for. */
  number: string;
  net: bigint;
}

/**
 * So long after its day a late fee is still charged: what was missed comes later, and who switches
 * fees on does not charge them for debts of years ago. Longer where nights were slept over.
 */
export const LATE_FEE_MISSED_DAYS = 90;

/** Whether a partner charges late fees at all. */
export function chargesLateFees({ lateFee, lateFeePercent }: LateFeeSettings): boolean {
  return [lateFee, lateFeePercent].some((text) => fromDecimal(text).n > 0n);
}

/** A promise to pay, from the day on which it was made through its last. */
export interface HeldPromise {
  since: LocalDate;
  until: LocalDate;
}

/**
 * The days on which an invoice's late fee may come: from lateFeeAfterDays after its due date on, or
 * from the day after a promise to pay that was made before they were over.
 */
function lateFeeDays(
  dueDate: LocalDate,
  { lateFeeAfterDays }: LateFeeSettings,
  { promise, asleepDays }: { promise: HeldPromise | null; asleepDays: number },
): { from: LocalDate; to: LocalDate } {
  const day = addDays(dueDate, lateFeeAfterDays);
  // the day of the last night had its own
  const missed = Math.max(LATE_FEE_MISSED_DAYS, asleepDays - 1);
  const spared = promise && promise.since <= addDays(day, missed);
  const from = spared ? maxDate(day, addDays(promise.until, 1)) : day;
  return { from, to: addDays(from, missed) };
}

/**
 * The late fees that come on a day: once for an invoice and never for a late fee, the amount and
 * the percent of what is due of it, rounded together; net, in minor units of `digits` decimals.
 * None while a promise to pay holds. asleepDays: since the last night before. Source: billing rules,
 * Invoices; Blocking.
 */
export function lateFeesOn(
  on: LocalDate,
  invoices: readonly OverdueInvoice[],
  settings: LateFeeSettings,
  {
    promise,
    digits,
    asleepDays,
  }: { promise: HeldPromise | null; digits: number; asleepDays: number },
): LateFee[] {
  if (!chargesLateFees(settings) || (promise && on <= promise.until)) return [];
  return invoices.flatMap(({ id, number, dueDate, due, feeDone }): LateFee[] => {
    if (feeDone || due <= 0n) return [];
    const { from, to } = lateFeeDays(dueDate, settings, { promise, asleepDays });
    if (on < from || on > to) return [];
    const net = lateFeeOf(due, settings, digits);
    return net > 0n ? [{ invoiceId: id, number, net }] : [];
  });
}

/** The late fee for what is due of an invoice, net; both in minor units of `digits` decimals. */
export function lateFeeOf(due: bigint, settings: LateFeeSettings, digits: number): bigint {
  const share = mul(
    fraction(due, pow10(digits)),
    mul(fromDecimal(settings.lateFeePercent), fraction(1n, 100n)),
  );
  return roundToMinor(add(fromDecimal(settings.lateFee), share), digits);
}
