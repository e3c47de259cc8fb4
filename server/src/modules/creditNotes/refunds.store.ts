import type { PaymentMethod } from '@backhaul/domain/settlement/paymentMethod';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Account } from '../ledger/index.ts';

/** The partner's refund that used a key before. */
export async function refundOfKey(
  sql: ScopedSql,
  partnerId: string,
  key: string,
): Promise<{ contentHash: string } | null> {
  const [known] = await sql.rows<{ contentHash: string }>(
    `select content_hash "contentHash" from refund where partner_id = $1 and idempotency_key = $2`,
    [partnerId, key],
  );
  return known ?? null;
}

/** The customer that a credit note is of; null for one outside the scope. */
export async function creditedCustomer(sql: ScopedSql, noteId: string): Promise<string | null> {
  const [note] = await sql.rows<{ customerId: string }>(
    'select customer_id "customerId" from credit_note where id = $1',
    [noteId],
  );
  return note?.customerId ?? null;
}

/** A credit that money is given back of, in minor units. */
export interface Refundable {
  id: string;
  customerId: string;
  number: string;
  /** The entry of the ledger that it made. */
  transactionId: string;
  /** Its own day: nothing is given back before it. */
  date: string;
  /** What of it settles nothing. */
  free: bigint;
}

export interface RefundablePayment extends Refundable {
  method: PaymentMethod;
  reversed: boolean;
  /** What of it was not given back yet. */
  unreturned: bigint;
  /** What the payment provider calls it; null: it came otherwise. */
  providerRef: string | null;
}

/** Notes as they stand now; whoever then gives money back holds the customer's lock. */
export function refundableNotes(sql: ScopedSql, ids: readonly string[]): Promise<Refundable[]> {
  return sql.rows<Refundable>(
    `select n.id, n.customer_id "customerId", n.number, n.document_date date,
      k.transaction_id "transactionId", k.remaining_minor free
    from credit_note n
    join credit k on k.customer_id = n.customer_id and k.credit_note_id = n.id
    where n.id = any($1::uuid[])`,
    [ids],
  );
}

/** The same of payments. */
export function refundablePayments(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<RefundablePayment[]> {
  return sql.rows<RefundablePayment>(
    `select p.id, p.customer_id "customerId", p.receipt_number number, p.date, p.method,
      p.reversed_at is not null reversed, t.id "transactionId",
      k.remaining_minor free, p.amount_minor - p.refunded_minor unreturned,
      p.provider_ref "providerRef"
    from payment p
    cross join lateral (
      select id
      from ledger_transaction
      where customer_id = p.customer_id and payment_id = p.id
        and type = 'CREDIT' and category = 'Payment'
      order by seq desc
      limit 1
    ) t
    join credit k on k.transaction_id = t.id
    where p.id = any($1::uuid[])`,
    [ids],
  );
}

/** Refunds of a payment that its provider could not do, and which are more than what is left of it now. */
export function failedAndGone(
  sql: ScopedSql,
  paymentId: string,
): Promise<{ id: string; providerRef: string | null }[]> {
  return sql.rows(
    `select r.id, r.provider_ref "providerRef"
    from refund r
    join payment p on p.id = r.payment_id
    where r.payment_id = $1 and r.status = 'FAILED'
      and r.amount_minor > p.amount_minor - p.refunded_minor`,
    [paymentId],
  );
}

export interface RefundToWrite {
  paymentId: string | null;
  creditNoteId: string | null;
  transactionId: string;
  amount: bigint;
  date: string;
  method: PaymentMethod;
  key: string | null;
  hash: string;
  /** PENDING: the provider is asked to give it back. */
  status: 'PENDING' | 'DONE';
  /** What the provider calls it, where it was made there. */
  providerRef: string | null;
}

/** Records money given back; its id, null when its key is used already. */
export async function insertRefund(
  sql: ScopedSql,
  account: Account,
  refund: RefundToWrite,
): Promise<string | null> {
  const [made] = await sql.rows<{ id: string }>(
    `insert into refund (partner_id, partner_path, customer_id,
      payment_id, credit_note_id, transaction_id, amount_minor, currency, date, method,
      idempotency_key, content_hash, recorded_by, status, provider_ref)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
    on conflict (partner_id, idempotency_key) do nothing
    returning id`,
    [
      account.partnerId,
      account.partnerPath,
      account.id,
      refund.paymentId,
      refund.creditNoteId,
      refund.transactionId,
      refund.amount,
      account.currency,
      refund.date,
      refund.method,
      refund.key,
      refund.hash,
      sql.scope.actor.name,
      refund.status,
      refund.providerRef,
    ],
  );
  return made?.id ?? null;
}

/** A refund through a provider, as it stands; amounts in minor units. */
export interface ProviderRefund {
  id: string;
  customerId: string;
  paymentId: string;
  receiptNumber: string;
  /** The credit of the payment, and the entry that took it back. */
  creditId: string;
  transactionId: string;
  amount: bigint;
  status: 'PENDING' | 'DONE' | 'FAILED';
}

/** Refunds of a payment through its provider; whoever changes one holds the customer's lock. */
export function providerRefunds(
  sql: ScopedSql,
  by: { refundId: string } | { paymentId: string; providerRef: string },
): Promise<ProviderRefund[]> {
  const [where, values] =
    'refundId' in by
      ? ['r.id = $1', [by.refundId]]
      : ['r.payment_id = $1 and r.provider_ref = $2', [by.paymentId, by.providerRef]];
  return sql.rows<ProviderRefund>(
    `select r.id, r.customer_id "customerId", r.payment_id "paymentId",
      p.receipt_number "receiptNumber", d.reverses_id "creditId", r.transaction_id "transactionId",
      r.amount_minor amount, r.status
    from refund r
    join payment p on p.id = r.payment_id
    join ledger_transaction d on d.customer_id = r.customer_id and d.id = r.transaction_id
    where ${where}`,
    values,
  );
}

/** Keeps what the provider said of a refund. failure and failedOn: of one that it could not do. */
export async function markRefund(
  sql: ScopedSql,
  id: string,
  now: {
    status: 'PENDING' | 'DONE' | 'FAILED';
    providerRef: string | null;
    failure: string | null;
    failedOn: string | null;
  },
): Promise<void> {
  await sql.rows(
    `update refund
    set status = $2, provider_ref = coalesce($3, provider_ref), failure = $4, failed_on = $5::date
    where id = $1`,
    [id, now.status, now.providerRef, now.failure, now.failedOn],
  );
}

/** What was given back of a payment is that much more. */
export async function payBack(sql: ScopedSql, paymentId: string, amount: bigint): Promise<void> {
  await sql.rows('update payment set refunded_minor = refunded_minor + $2 where id = $1', [
    paymentId,
    amount,
  ]);
}

/** The same of a credit note. */
export async function payOut(sql: ScopedSql, noteId: string, amount: bigint): Promise<void> {
  await sql.rows('update credit_note set refunded_minor = refunded_minor + $2 where id = $1', [
    noteId,
    amount,
  ]);
}

/** The invoice that is a payment's own tax document, while it is not void. */
export async function invoiceOfPayment(
  sql: ScopedSql,
  paymentId: string,
): Promise<{ id: string; number: string } | undefined> {
  const [invoice] = await sql.rows<{ id: string; number: string }>(
    `select id, number from invoice where of_payment = $1 and state = 'ISSUED'`,
    [paymentId],
  );
  return invoice;
}
