import { wholeUnit } from './money.ts';

/** Why a preview entry deserves a look. */
export type RunFlag = 'NEW' | 'CHANGED' | 'FIRST_CHARGE' | 'ZERO';

export interface ComparedEntry {
  /** Minor units. */
  total: bigint;
  lineCount: number;
  /** The customer was never charged before. */
  firstCharge?: boolean;
}

/**
 * What is unusual about a customer's entry next to the partner's previous processed run.
 *
 * NEW: it was not in that run (said only when there was one). CHANGED: its total differs by more than 20 percent of the
 * previous one and by more than one whole unit of the currency, so that cents on small invoices raise no flag.
 * FIRST_CHARGE: the customer's first ever, often over more than one period. ZERO: an invoice over nothing.
 * Customers missing from this run are found by the caller. `digits` are the currency's.
 */
export function flagsFor(
  current: ComparedEntry,
  previous: { total: bigint } | null,
  hasPreviousRun: boolean,
  digits = 2,
): RunFlag[] {
  const flags: RunFlag[] = [];
  if (hasPreviousRun && previous === null) flags.push('NEW');
  if (previous !== null && isUnusual(current.total, previous.total, digits)) flags.push('CHANGED');
  if (current.firstCharge) flags.push('FIRST_CHARGE');
  if (current.total === 0n) flags.push('ZERO');
  return flags;
}

function isUnusual(current: bigint, previous: bigint, digits: number): boolean {
  const difference = magnitude(current - previous);
  return difference > wholeUnit(digits) && difference * 5n > magnitude(previous);
}

function magnitude(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}
