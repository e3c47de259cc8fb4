import { planRefund, stillCredit } from '@backhaul/domain/settlement/givingBack';
import { got } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { availableOf, type PaidStanding, standingsOf } from '../ledger/index.ts';
import {
  refundableNotes,
  refundablePayments,
  type Refundable,
  type RefundablePayment,
} from './refunds.store.ts';

/** The credit of a payment, by which its standing is asked for. */
export function creditOf({ id, transactionId, customerId }: RefundablePayment) {
  return { paymentId: id, creditId: transactionId, customerId };
}

/** What goes back of a payment, and what moves by it: all that can, or `wanted` at most. */
export function refundOf(
  { transactionId: creditId, free, unreturned }: RefundablePayment,
  standing: PaidStanding,
  wanted = unreturned,
) {
  return planRefund(standing, { creditId, free, available: standing.available }, wanted);
}

/** The most that goes back of a note now. */
export function mostOfNote(
  { free, customerId }: Refundable,
  available: ReadonlyMap<string, bigint>,
): bigint {
  return stillCredit(free, got(available, customerId));
}

/** The most that refundPayment() gives back of payments now, in minor units, by their ids. */
export async function refundableOfPayments(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<Map<string, bigint>> {
  const payments = await refundablePayments(sql, ids);
  const there = payments.filter(({ reversed }) => !reversed);
  const standings = await standingsOf(sql, there.map(creditOf));
  return new Map(
    payments.map((each) => [
      each.id,
      each.reversed ? 0n : refundOf(each, got(standings, each.id)).amount,
    ]),
  );
}

/** What refundCreditNote() gives back of notes now, in minor units, by their ids. */
export async function refundableOfNotes(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<Map<string, bigint>> {
  const notes = await refundableNotes(sql, ids);
  const available = await availableOf(sql, [...new Set(notes.map((each) => each.customerId))]);
  return new Map(notes.map((each) => [each.id, mostOfNote(each, available)]));
}
