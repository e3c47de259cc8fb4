import type { GatewayKind } from '@backhaul/domain/settlement/gatewayKind';
import type { PaymentMethod } from '@backhaul/domain/settlement/paymentMethod';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { billedTo } from '../invoices/index.ts';
import type { Account } from '../ledger/index.ts';
import type { PrintedWith } from '../templates/index.ts';

/**
 * The channel it came by: each has keys of its own, so that nobody who records a payment can take
 * the key of a provider's.
 */
type Source = 'MANUAL' | 'GATEWAY' | 'CASH_DESK' | 'BANK';

/** What a provider calls a payment, what it kept of it, in minor units, and whether no real money moved. */
export interface TakenBy {
  ref: string;
  keptMinor: bigint | null;
  test: boolean;
}

/** A payment as it is written; hash: of its content, to know a key used again for the same. */
export interface PaymentToWrite {
  receiptNumber: string;
  amountMinor: bigint;
  date: string;
  method: PaymentMethod;
  comment: string | null;
  key: string | null;
  hash: string;
  source: Source;
  gateway: GatewayKind | null;
  provider: TakenBy | null;
  /** What it came by in words, where no provider took it. */
  origin: string | null;
  bankTransactionId: string | null;
  proformaId: string | null;
  /** What its receipt is printed with; null where nothing is known of it. */
  printed: Pick<
    PrintedWith,
    'templateVersionId' | 'companyVersionId' | 'keepsFields' | 'language'
  > | null;
}

/** The partner's payment that used a key before, by the same channel. */
export async function findByKey(
  sql: ScopedSql,
  partnerId: string,
  source: Source,
  key: string,
): Promise<{ id: string; contentHash: string } | null> {
  const [known] = await sql.rows<{ id: string; contentHash: string }>(
    `select id, content_hash "contentHash"
    from payment
    where partner_id = $1 and source = $2 and idempotency_key = $3`,
    [partnerId, source, key],
  );
  return known ?? null;
}

/** Keeps what a provider kept of a payment, where it said so only later. */
export async function keepProviderFee(
  sql: ScopedSql,
  paymentId: string,
  keptMinor: bigint,
): Promise<void> {
  await sql.rows(
    `update payment set provider_fee_minor = $2
    where id = $1 and provider_fee_minor is distinct from $2`,
    [paymentId, keptMinor],
  );
}

interface InvoiceToPay {
  customerId: string;
  state: 'DRAFT' | 'ISSUED' | 'VOID';
  number: string | null;
  dueMinor: bigint;
  /** What of it was written off: a payment that names it takes that back. */
  writtenOffMinor: bigint;
}

/** What decides whether a payment may name an invoice; null outside the scope. */
export async function invoiceToPay(sql: ScopedSql, id: string): Promise<InvoiceToPay | null> {
  const [invoice] = await sql.rows<InvoiceToPay>(
    `select customer_id "customerId", state, number, due_minor "dueMinor",
      (select coalesce(sum(amount_minor), 0)::bigint from write_off where invoice_id = i.id) "writtenOffMinor"
    from invoice i
    where id = $1`,
    [id],
  );
  return invoice ?? null;
}

/** What decides whether a payment may name a proforma invoice; amounts in minor units. */
export interface ProformaToPay {
  customerId: string;
  number: string;
  status: 'UNPAID' | 'PAID' | 'VOID';
  total: bigint;
  paid: bigint;
}

/** Null outside the scope; whoever then pays it holds the customer's lock. */
export async function proformaToPay(sql: ScopedSql, id: string): Promise<ProformaToPay | null> {
  const [proforma] = await sql.rows<ProformaToPay>(
    `select customer_id "customerId", number, status, total_minor total, paid_minor paid
    from proforma
    where id = $1`,
    [id],
  );
  return proforma ?? null;
}

/**
 * Writes a payment of a locked account, with whom its receipt is made out to. Returns its id; null when its key is used
 * already, also by a payment that another transaction has just written.
 */
export async function insertPayment(
  sql: ScopedSql,
  account: Account,
  payment: PaymentToWrite,
): Promise<string | null> {
  const { printed } = payment;
  const { actor } = sql.scope;
  const [row] = await sql.rows<{ id: string }>(
    `insert into payment (partner_id, partner_path, customer_id,
      receipt_number, amount_minor, currency, date, method, comment,
      idempotency_key, content_hash,
      recorded_by, recorded_by_id,
      template_version_id, company_version_id,
      source, gateway_kind, proforma_id, origin, bank_transaction_id,
      provider_ref, provider_fee_minor, test,
      billed_to)
    select $1, $2, $3,
      $4, $5, $6, $7, $8, $9,
      $10, $11,
      $12, coalesce($16::uuid, '00000000-0000-0000-0000-000000000000'),
      $13, $14,
      $18, $17, $20, $21, $22,
      $23, $24, $25,
      ${billedTo('c.balance_minor + $5::bigint', '$15::boolean', '$19::text')}
    from customer c
    where c.id = $3
    on conflict (partner_id, source, idempotency_key) do nothing
    returning id`,
    [
      account.partnerId,
      account.partnerPath,
      account.id,
      payment.receiptNumber,
      payment.amountMinor,
      account.currency,
      payment.date,
      payment.method,
      payment.comment,
      payment.key,
      payment.hash,
      actor.name,
      printed?.templateVersionId ?? null,
      printed?.companyVersionId ?? null,
      printed?.keepsFields ?? true,
      actor.kind === 'USER' ? actor.id : null,
      payment.gateway,
      payment.source,
      printed?.language ?? null,
      payment.proformaId,
      payment.origin,
      payment.bankTransactionId,
      payment.provider?.ref ?? null,
      payment.provider?.keptMinor ?? null,
      payment.provider?.test ?? false,
    ],
  );
  return row?.id ?? null;
}

/** What was charged with a payment for the way to pay. left: what of it was not given back, in minor units. */
export interface PassedOnFee {
  paymentId: string;
  entryId: string;
  left: bigint;
}

/** The fees that were passed on with payments that a provider took; those without one are left out. */
export function passedOnFees(
  sql: ScopedSql,
  paymentIds: readonly string[],
): Promise<PassedOnFee[]> {
  return sql.rows<PassedOnFee>(
    `select p.id "paymentId", f.id "entryId", (f.amount_minor - coalesce((
      select sum(b.amount_minor)
      from ledger_transaction b
      where b.customer_id = p.customer_id and b.reverses_id = f.id
    ), 0))::bigint "left"
    from unnest($1::uuid[]) x(id)
    cross join lateral (select * from payment where id = x.id limit 1) p
    cross join lateral (
      select d.id, d.amount_minor
      from ledger_transaction d
      join ledger_transaction c on c.id = d.reverses_id and c.payment_id = p.id and c.type = 'CREDIT'
      where d.customer_id = p.customer_id and d.type = 'DEBIT' and d.category = 'Fee'
      limit 1
    ) f
    where p.gateway_kind is not null`,
    [paymentIds],
  );
}
