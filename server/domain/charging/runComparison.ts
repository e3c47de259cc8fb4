import { wholeUnit } from '../money/money.ts';
import type { ComparedLine } from './lineChange.ts';
import { periodsTiling } from '../time/periods.ts';

/** Why a preview entry deserves a look. */
export type RunFlag = 'NEW' | 'CHANGED' | 'FIRST_CHARGE' | 'ZERO' | 'MANY_PERIODS' | 'CREDIT_WAITS';

export interface ComparedEntry {
  /** Minor units. */
  total: bigint;
  /** A service of the customer is charged for the first time. */
  firstCharge?: boolean;
  /** Billing periods that the longest line covers, in part or whole. */
  periods?: number;
  /** Credits that are more than it, and wait on. */
  waiting?: number;
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
 * at once. CREDIT_WAITS: a credit is more than it, and does not land. `digits` are the currency's.
 * Source: billing rules, Billing runs, Flags.
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
  if (current.waiting) flags.push('CREDIT_WAITS');
  return flags;
}

/** More than three periods, and more than the customer pays at once anyway. */
export function isManyPeriods(periods: number, prepaidMonths: number): boolean {
  return periods > Math.max(PERIODS_USUAL, prepaidMonths);
}

/** Over how many billing periods, in part or whole, the longest of a charge's lines goes; usage is of any days. */
export function periodsCovered(
  lines: readonly (Pick<ComparedLine, 'periodFrom' | 'periodTo'> & { kind?: string })[],
  billingDay: number,
): number {
  return Math.max(
    0,
    ...lines.map(({ kind, periodFrom, periodTo }) =>
      periodFrom && periodTo && kind !== 'USAGE'
        ? periodsTiling(periodFrom, periodTo, billingDay).length
        : 0,
    ),
  );
}

function isUnusual(current: bigint, previous: bigint, digits: number): boolean {
  const difference = magnitude(current - previous);
  return difference > wholeUnit(digits) && difference * 5n > magnitude(previous);
}

function magnitude(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}
