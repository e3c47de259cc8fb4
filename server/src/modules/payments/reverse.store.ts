import type { LocalDate } from '@backhaul/domain/time/calendar';
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

export interface PaymentToReverse {
  id: string;
  receiptNumber: string;
  date: LocalDate;
  amountMinor: bigint;
  refundedMinor: bigint;
  reversed: boolean;
  /** Taken back by the bank or provider, and on which day; else null. */
  returnedOn: LocalDate | null;
}

/** A payment that is there, as it stands now; its customer must be locked. */
export function paymentToReverse(sql: ScopedSql, id: string): Promise<PaymentToReverse> {
  return sql.row<PaymentToReverse>(
    `select id, receipt_number "receiptNumber", date, amount_minor "amountMinor",
      refunded_minor "refundedMinor", reversed_at is not null reversed,
      case when returned then reversed_on end "returnedOn"
    from payment
    where id = $1`,
    [id],
  );
}

/** The ledger's entry that a payment stands on: its credit, the last one where it counts again. */
export async function creditOfPayment(
  sql: ScopedSql,
  customerId: string,
  paymentId: string,
): Promise<string> {
  const credit = await sql.row<{ id: string }>(
    `select id
    from ledger_transaction
    where customer_id = $1 and payment_id = $2 and type = 'CREDIT' and category = 'Payment'
    order by seq desc
    limit 1`,
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
  { words, returned, date }: { words: string; returned: boolean; date: LocalDate },
): Promise<void> {
  await sql.rows(
    `update payment
    set reversed_at = now(), reversed_on = $3, reversal_reason = $2, returned = $4
    where id = $1`,
    [paymentId, words, date, returned],
  );
}

/** A payment that was taken back by the bank or provider counts again. */
export async function markRestored(sql: ScopedSql, paymentId: string): Promise<void> {
  await sql.rows(
    `update payment
    set reversed_at = null, reversed_on = null, reversal_reason = null, returned = false
    where id = $1`,
    [paymentId],
  );
}

/** The latest day on which a credit settled something; null where it settles nothing. */
export async function lastSettled(sql: ScopedSql, creditId: string): Promise<LocalDate | null> {
  const { day } = await sql.row<{ day: LocalDate | null }>(
    'select max(date) "day" from allocation where transaction_id = $1',
    [creditId],
  );
  return day;
}

/** What took a payment back last, how much of it in all, and which invoices it had settled, in the order of that. */
export async function takenBackBy(
  sql: ScopedSql,
  customerId: string,
  paymentId: string,
): Promise<{ debitId: string; amountMinor: bigint; invoiceIds: string[] }> {
  return sql.row(
    `select d.id "debitId", (
      select sum(m.amount_minor)::bigint
      from ledger_transaction m
      where m.customer_id = $1 and m.payment_id = $2 and m.type = 'DEBIT' and m.category = 'Payment'
        and m.reverses_id = d.reverses_id
    ) "amountMinor", array(
      select a.invoice_id
      from allocation a
      where a.transaction_id = d.reverses_id
      group by a.invoice_id
      order by min(a.id::text)
    ) "invoiceIds"
    from ledger_transaction d
    where d.customer_id = $1 and d.payment_id = $2 and d.type = 'DEBIT' and d.category = 'Payment'
    order by d.seq desc
    limit 1`,
    [customerId, paymentId],
  );
}

/** What was charged for taking a payment back and is not given back; null: nothing. */
export async function feeOfReturn(
  sql: ScopedSql,
  customerId: string,
  paymentId: string,
): Promise<{ id: string; amountMinor: bigint } | null> {
  const [fee] = await sql.rows<{ id: string; amountMinor: bigint }>(
    `select f.id, f.amount_minor "amountMinor"
    from ledger_transaction f
    where f.customer_id = $1 and f.payment_id = $2 and f.type = 'DEBIT' and f.category = 'Fee'
      and not exists (
        select from ledger_transaction r where r.customer_id = $1 and r.reverses_id = f.id
      )
    order by f.seq desc
    limit 1`,
    [customerId, paymentId],
  );
  return fee ?? null;
}
