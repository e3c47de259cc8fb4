import type { FailureCode } from '@backhaul/domain/settlement/gatewayFailure';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Actor } from '../../tenancy/scope.ts';
import type { GatewayAccess } from './accounts.ts';

/** Who begins a payment of its own. */
export interface Payer {
  id: string;
  number: number;
  partnerId: string;
  partnerPath: string;
  partnerName: string;
  currency: string;
  balanceMinor: bigint;
  country: string | null;
  vatId: string | null;
}

/** A customer as one that pays; null outside the scope. */
export async function findPayer(sql: ScopedSql, customerId: string): Promise<Payer | null> {
  const [payer] = await sql.rows<Payer>(
    `select
      c.id, c.number,
      c.partner_id "partnerId", c.partner_path "partnerPath", p.name "partnerName",
      c.currency, c.balance_minor "balanceMinor", c.country, c.vat_id "vatId"
    from customer c
    join partner p on p.id = c.partner_id
    where c.id = $1`,
    [customerId],
  );
  return payer ?? null;
}

/** After this the provider's page may have closed: it is asked for the same payment's page again. */
const PAGE_LIVES = '12 hours';

type Status = 'PENDING' | 'PAID' | 'FAILED' | 'CANCELLED';

/** stale: begun so long ago that the provider's page may have closed. */
export interface StoredCheckout {
  id: string;
  status: Status;
  account: string;
  contentHash: string;
  redirectUrl: string | null;
  amountMinor: bigint;
  /** Passed on: the provider takes it with the amount. */
  feeMinor: bigint;
  saveMethod: boolean;
  currency: string;
  createdAt: Date;
  stale: boolean;
}

/** The customer's checkout that used a key before. */
export async function findByKey(
  sql: ScopedSql,
  customerId: string,
  key: string,
): Promise<StoredCheckout | null> {
  const [known] = await sql.rows<StoredCheckout>(
    `select
      id, status, gateway_account_id account,
      content_hash "contentHash", redirect_url "redirectUrl",
      amount_minor "amountMinor", fee_minor "feeMinor", save_method "saveMethod",
      currency, created_at "createdAt", created_at < now() - $3::interval stale
    from checkout
    where customer_id = $1 and idempotency_key = $2`,
    [customerId, key, PAGE_LIVES],
  );
  return known ?? null;
}

/** A checkout as it is written; kind and mode: of the account. */
interface NewRow extends Pick<GatewayAccess, 'kind' | 'mode'> {
  invoiceId: string | null;
  proformaId: string | null;
  amountMinor: bigint;
  gatewayId: string;
  key: string;
  hash: string;
  purpose?: 'PAY' | 'SETUP' | 'CHARGE';
  feeMinor?: bigint;
  saveMethod?: boolean;
}

/** Writes a checkout, pending, and who orders it; does nothing where its key is used already. */
export async function insertCheckout(sql: ScopedSql, payer: Payer, row: NewRow): Promise<void> {
  const { invoiceId, proformaId, amountMinor, gatewayId, kind, mode, key, hash } = row;
  const { actor } = sql.scope;
  const other = row.purpose === 'CHARGE' && actor.kind !== 'CUSTOMER' ? actor : null;
  await sql.rows(
    `insert into checkout (
      partner_id, partner_path, customer_id, invoice_id, proforma_id,
      amount_minor, currency,
      gateway_account_id, provider, test,
      idempotency_key, content_hash,
      purpose, fee_minor, save_method,
      ordered_by_kind, ordered_by_id, ordered_by
    )
    values (
      $1, $2, $3, $4, $11,
      $5, $6,
      $7, $8, $18,
      $9, $10,
      $12, $13, $14,
      $15, $16, $17
    )
    on conflict (customer_id, idempotency_key) do nothing`,
    [
      payer.partnerId,
      payer.partnerPath,
      payer.id,
      invoiceId,
      amountMinor,
      payer.currency,
      gatewayId,
      kind.toLowerCase(),
      key,
      hash,
      proformaId,
      row.purpose ?? 'PAY',
      row.feeMinor ?? 0n,
      row.saveMethod ?? false,
      other?.kind ?? null,
      other?.id ?? null,
      other?.name ?? null,
      mode === 'TEST',
    ],
  );
}

/** Keeps what the provider made of a checkout: its payment there, and its page. */
export async function keepPage(
  sql: ScopedSql,
  id: string,
  { providerRef, redirectUrl }: { providerRef: string; redirectUrl: string },
): Promise<void> {
  await sql.rows('update checkout set provider_ref = $2, redirect_url = $3 where id = $1', [
    id,
    providerRef,
    redirectUrl,
  ]);
}

/**
 * Whose a checkout is that went through an account of a gateway, and in whose name what comes of it
 * is done: of who had a saved card be charged, else the customer's. Null where there is none.
 */
export async function payerThrough(
  sql: ScopedSql,
  partnerId: string,
  checkoutId: string,
  gatewayId: string,
): Promise<{ id: string; actor: Actor } | null> {
  const [payer] = await sql.rows<{ id: string; actor: Actor }>(
    `select c.id, case when k.ordered_by_kind is null
      then json_build_object('kind', 'CUSTOMER', 'id', c.id, 'name', c.name)
      else json_build_object('kind', k.ordered_by_kind, 'id', k.ordered_by_id, 'name', k.ordered_by)
      end actor
    from checkout k
    join customer c on c.id = k.customer_id
    where k.id = $1 and k.gateway_account_id = $2 and k.partner_id = $3`,
    [checkoutId, gatewayId, partnerId],
  );
  return payer ?? null;
}

/** The account that a checkout went through; null where there is no such checkout. */
export async function accountOfCheckout(sql: ScopedSql, id: string): Promise<string | null> {
  const [checkout] = await sql.rows<{ account: string }>(
    'select gateway_account_id account from checkout where id = $1',
    [id],
  );
  return checkout?.account ?? null;
}

/** What was asked for, its row locked until the transaction ends. */
export interface LockedCheckout {
  purpose: 'PAY' | 'SETUP' | 'CHARGE';
  status: Status;
  /** No real money moves. */
  test: boolean;
  /** Passed on: the provider takes it with the amount. */
  feeMinor: bigint;
  amountMinor: bigint;
  currency: string;
  invoiceId: string | null;
  proformaId: string | null;
  providerRef: string | null;
  paymentId: string | null;
  failureCode: NotBooked | null;
  receivedMinor: bigint | null;
  receivedCurrency: string | null;
}

/** Why nothing was booked of what the provider took. */
export type NotBooked = 'OTHER_AMOUNT' | 'OTHER_CURRENCY';

/** What a provider took. */
export interface Received {
  amountMinor: bigint;
  currency: string;
}

/** Locks a checkout that is there. */
export function lockCheckout(sql: ScopedSql, id: string): Promise<LockedCheckout> {
  return sql.row<LockedCheckout>(
    `select
      purpose, status, test, fee_minor "feeMinor",
      amount_minor "amountMinor", currency, invoice_id "invoiceId", proforma_id "proformaId",
      provider_ref "providerRef", payment_id "paymentId", failure_code "failureCode",
      received_minor "receivedMinor", received_currency "receivedCurrency"
    from checkout
    where id = $1
    for update`,
    [id],
  );
}

/** Marks a checkout as paid, by which payment. */
export async function markPaid(
  sql: ScopedSql,
  id: string,
  paymentId: string,
  received: Received,
): Promise<void> {
  await sql.rows(
    `update checkout
    set
      status = 'PAID', payment_id = $2,
      failure = null, failure_code = null, refusal = null,
      received_minor = $3, received_currency = $4
    where id = $1`,
    [id, paymentId, received.amountMinor, received.currency],
  );
}

/** Marks a checkout as failed although the provider took money. failure: in words, for the customer. */
export async function markNotBooked(
  sql: ScopedSql,
  id: string,
  code: NotBooked,
  failure: string,
  received: Received,
): Promise<void> {
  await sql.rows(
    `update checkout
    set
      status = 'FAILED',
      failure = $3, failure_code = $2,
      received_minor = $4, received_currency = $5
    where id = $1`,
    [id, code, failure, received.amountMinor, received.currency],
  );
}

/** Marks a checkout as ended without a payment. failure: why, for the customer; code: the same by our codes. */
export async function markNotPaid(
  sql: ScopedSql,
  id: string,
  { status, failure, code }: { status: Status; failure: string | null; code: FailureCode | null },
): Promise<void> {
  await sql.rows('update checkout set status = $2, failure = $3, refusal = $4 where id = $1', [
    id,
    status,
    failure,
    code,
  ]);
}

/** Marks a checkout as one that saved a card. */
export async function markSaved(sql: ScopedSql, id: string): Promise<void> {
  await sql.rows(
    `update checkout set status = 'PAID', failure = null, refusal = null where id = $1`,
    [id],
  );
}

/** The payment that a checkout made, as it stands; amounts in minor units. */
export interface TakenPayment {
  id: string;
  receiptNumber: string;
  amountMinor: bigint;
  refundedMinor: bigint;
  currency: string;
  reversed: boolean;
  /** Reversed because a bank or provider took it back, so that it may count again. */
  returned: boolean;
}

/** The payment that a checkout made; null where it made none. */
export async function paymentOfCheckout(
  sql: ScopedSql,
  checkoutId: string,
): Promise<TakenPayment | null> {
  const [payment] = await sql.rows<TakenPayment>(
    `select p.id, p.receipt_number "receiptNumber", p.amount_minor "amountMinor",
      p.refunded_minor "refundedMinor", p.currency, p.reversed_at is not null reversed,
      p.returned
    from checkout k
    join payment p on p.partner_id = k.partner_id and p.id = k.payment_id
    where k.id = $1`,
    [checkoutId],
  );
  return payment ?? null;
}

/** A checkout that was sent to its provider; amounts in minor units, with the fee that is passed on. */
export interface SentCheckout {
  customerId: string;
  purpose: 'PAY' | 'SETUP' | 'CHARGE';
  status: Status;
  gatewayId: string;
  providerRef: string | null;
  amountMinor: bigint;
  currency: string;
  sentAt: Date;
}

/** null where there is none. */
export async function sentCheckout(sql: ScopedSql, id: string): Promise<SentCheckout | null> {
  const [sent] = await sql.rows<SentCheckout>(
    `select customer_id "customerId", purpose, status, gateway_account_id "gatewayId",
      provider_ref "providerRef", amount_minor + fee_minor "amountMinor", currency, created_at "sentAt"
    from checkout
    where id = $1`,
    [id],
  );
  return sent ?? null;
}

/** Ends a checkout of which nothing is known; false where something is known meanwhile. */
export async function markUnheard(
  sql: ScopedSql,
  id: string,
  now: { status: Status; failure: string; code: FailureCode },
): Promise<boolean> {
  const ended = await sql.rows(
    `update checkout set status = $2, failure = $3, refusal = $4
    where id = $1 and status = 'PENDING'
    returning id`,
    [id, now.status, now.failure, now.code],
  );
  return ended.length > 0;
}

/** Keeps what the provider calls a charge, as long as nothing else is known. */
export async function keepRef(sql: ScopedSql, id: string, providerRef: string): Promise<void> {
  await sql.rows('update checkout set provider_ref = $2 where id = $1 and provider_ref is null', [
    id,
    providerRef,
  ]);
}
