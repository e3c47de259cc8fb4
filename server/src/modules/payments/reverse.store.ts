import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { AllocatedBy } from '../ledger/index.ts';

/** The customer that a payment is of; null for one outside the scope. */
export async function payerOf(sql: ScopedSql, paymentId: string): Promise<string | null> {
  const [payment] = await sql.rows<{ customerId: string }>(
    'select customer_id "customerId" from payment where id = $1',
    [paymentId],
  );
  return payment?.customerId ?? null;
}

interface PaymentToReverse {
  receiptNumber: string;
  amountMinor: bigint;
  refundedMinor: bigint;
  reversed: boolean;
}

/** A payment that is there, as it stands now; its customer must be locked. */
export function paymentToReverse(sql: ScopedSql, id: string): Promise<PaymentToReverse> {
  return sql.row<PaymentToReverse>(
    `select receipt_number "receiptNumber", amount_minor "amountMinor", refunded_minor "refundedMinor",
      reversed_at is not null reversed
    from payment
    where id = $1`,
    [id],
  );
}

/** The ledger's entry that a payment made: its one credit. */
export async function creditOfPayment(
  sql: ScopedSql,
  customerId: string,
  paymentId: string,
): Promise<string> {
  const credit = await sql.row<{ id: string }>(
    `select id
    from ledger_transaction
    where customer_id = $1 and payment_id = $2 and type = 'CREDIT' and reverses_id is null`,
    [customerId, paymentId],
  );
  return credit.id;
}

export interface Settled {
  invoiceId: string;
  madeBy: AllocatedBy;
  amount: bigint;
}

/** What a credit settles, in minor units, by invoice and by what allocated it. */
export function settledBy(sql: ScopedSql, creditId: string): Promise<Settled[]> {
  return sql.rows<Settled>(
    `select invoice_id "invoiceId", made_by "madeBy", sum(amount_minor)::bigint amount
    from allocation
    where transaction_id = $1
    group by 1, 2
    having sum(amount_minor) <> 0`,
    [creditId],
  );
}

/** Leaves nothing of a credit that could settle an invoice. */
export async function useUpCredit(sql: ScopedSql, creditId: string): Promise<void> {
  await sql.rows('update credit set remaining_minor = 0 where transaction_id = $1', [creditId]);
}

/** Marks a payment as taken back on a day, and why. */
export async function markReversed(
  sql: ScopedSql,
  paymentId: string,
  reason: string,
  on: string,
): Promise<void> {
  await sql.rows(
    `update payment
    set reversed_at = now(), reversed_on = $3, reversal_reason = $2
    where id = $1`,
    [paymentId, reason, on],
  );
}
