import { maxDate, type LocalDate } from '../time/calendar.ts';
import { fromDecimal, roundToMinor } from '../money/fraction.ts';
import type { FinanceValues } from '../settings/finance.ts';

/** What a partner's settings say about changes of plan. */
export type PlanChangeTerms = Pick<
  FinanceValues,
  | 'planChangeRefund'
  | 'planChangeBilling'
  | 'planChangeFeeDearer'
  | 'planChangeFeeCheaper'
  | 'planChangeMinimumInvoice'
>;

/**
 * The day from which another plan holds: the one wished for, or, where unused days are not given
 * back, the first that is not paid. Source: billing rules, Recurring billing, Plan change.
 */
export function changeDay(
  wished: LocalDate,
  chargedUntil: LocalDate,
  { planChangeRefund }: PlanChangeTerms,
): LocalDate {
  return planChangeRefund ? wished : maxDate(wished, chargedUntil);
}

/**
 * What the change costs, without tax: one fee to a dearer plan, another to a cheaper one, none at
 * the same price. before, after: what a month costs, tax included, in minor units.
 */
export function changeFee(before: bigint, after: bigint, terms: PlanChangeTerms): string {
  if (after === before) return '0';
  return after > before ? terms.planChangeFeeDearer : terms.planChangeFeeCheaper;
}

/** Amounts of a change in minor units, tax included. */
export interface ChangeAmounts {
  /** What of the old plan is paid and not used. */
  unused: bigint;
  fee: bigint;
  /** Whether the new plan is taxed as the old one: otherwise a fee has no place in the old one's credit. */
  sameTax: boolean;
  /** What the new plan costs for those days; null where they are not charged by now. */
  newPart: bigint | null;
}

/**
 * What becomes of the fee: it lowers what is given back, is a line of the new part's invoice, or
 * waits for the next one.
 */
export type FeeBy = 'CREDIT' | 'INVOICE' | 'ITEM' | null;

export interface SettledChange {
  /** What is given back. */
  credited: bigint;
  /** Whether the new part is charged at once; otherwise the next run takes it. */
  atOnce: boolean;
  feeBy: FeeBy;
}

/**
 * How the amounts of a change are settled. A fee lowers the credit where that is enough and taxed alike, else it is
 * a line of its own; a new part below the minimum waits for the next cycle.
 * Source: billing rules, Recurring billing, Plan change.
 */
export function settleChange(
  { unused, fee, sameTax, newPart }: ChangeAmounts,
  terms: PlanChangeTerms,
  digits: number,
): SettledChange {
  const minimum = roundToMinor(fromDecimal(terms.planChangeMinimumInvoice), digits);
  const atOnce =
    newPart !== null && newPart > 0n && terms.planChangeBilling === 'NOW' && newPart >= minimum;
  const lowers = sameTax && fee > 0n && fee <= unused;
  return {
    credited: lowers ? unused - fee : unused,
    atOnce,
    feeBy: fee <= 0n ? null : lowers ? 'CREDIT' : atOnce ? 'INVOICE' : 'ITEM',
  };
}
