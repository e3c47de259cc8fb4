import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { FailureCode } from '@backhaul/domain/settlement/gatewayFailure';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** A charge of a saved card. amount: in minor units; failure: why not, where it FAILED. */
export interface Attempt {
  id: string;
  partnerId: string;
  partnerPath: string;
  customerId: string;
  methodId: string;
  invoiceId: string | null;
  amount: bigint;
  currency: string;
  origin: 'BY_HAND' | 'AUTOPAY';
  on: LocalDate;
  number: number;
  status: 'PENDING' | 'PAID' | 'FAILED';
  failure: FailureCode | null;
  retryOn: LocalDate | null;
  paymentId: string | null;
  createdAt: Date;
}

const COLUMNS = `a.checkout_id id, a.partner_id "partnerId", a.partner_path "partnerPath",
      a.customer_id "customerId", a.method_id "methodId", k.invoice_id "invoiceId",
      k.amount_minor amount, k.currency, a.origin, a.on_date "on", a.number,
      case when k.status in ('PENDING', 'PAID') then k.status else 'FAILED' end status,
      a.failure, a.retry_on "retryOn", k.payment_id "paymentId", a.created_at "createdAt"`;
const CHECKOUT = 'cross join lateral (select * from checkout where id = a.checkout_id limit 1) k';

/** Charges inside the scope by their ids. */
export function attemptsByIds(sql: ScopedSql, ids: readonly string[]): Promise<Attempt[]> {
  return sql.rows<Attempt>(
    `select ${COLUMNS}
    from unnest($1::uuid[]) x(id)
    cross join lateral (select * from charge_attempt where checkout_id = x.id limit 1) a
    ${CHECKOUT}`,
    [ids],
  );
}

/** The latest charges of customers inside the scope, so many of each, the latest first. */
export function attemptsOfCustomers(
  sql: ScopedSql,
  customerIds: readonly string[],
  most: number,
): Promise<Attempt[]> {
  return sql.rows<Attempt>(
    `select ${COLUMNS}
    from unnest($1::uuid[]) x(id)
    cross join lateral (
      select * from charge_attempt
      where customer_id = x.id
      order by created_at desc
      limit $2
    ) a
    ${CHECKOUT}
    order by a.created_at desc`,
    [customerIds, most],
  );
}

/** The charge of a customer's that used a key before; null: none did. */
export async function attemptOfKey(
  sql: ScopedSql,
  customerId: string,
  key: string,
): Promise<Attempt | null> {
  const [known] = await sql.rows<{ id: string }>(
    'select id from checkout where customer_id = $1 and idempotency_key = $2',
    [customerId, key],
  );
  return known ? ((await attemptsByIds(sql, [known.id]))[0] ?? null) : null;
}

/** The charges of a customer's cards of which nobody knows yet what became of them. */
export function attemptsUnderWay(sql: ScopedSql, customerId: string): Promise<Attempt[]> {
  return sql.rows<Attempt>(
    `select ${COLUMNS}
    from checkout k
    join charge_attempt a on a.checkout_id = k.id
    where k.customer_id = $1 and k.purpose = 'CHARGE' and k.status = 'PENDING'
    order by a.created_at`,
    [customerId],
  );
}

/** Why the latest charge of a card failed; null: none did. */
export async function latestFailure(
  sql: ScopedSql,
  { id, customerId }: { id: string; customerId: string },
): Promise<FailureCode | null> {
  const [latest] = await sql.rows<{ failure: FailureCode }>(
    `select failure from charge_attempt
    where customer_id = $1 and method_id = $2 and failure is not null
    order by created_at desc
    limit 1`,
    [customerId, id],
  );
  return latest?.failure ?? null;
}

/** Writes a charge beside its checkout. */
export async function insertAttempt(
  sql: ScopedSql,
  attempt: Pick<Attempt, 'id' | 'methodId' | 'origin' | 'on' | 'number'>,
): Promise<void> {
  await sql.rows(
    `insert into charge_attempt (checkout_id, partner_id, partner_path, customer_id,
      method_id, origin, on_date, number)
    select id, partner_id, partner_path, customer_id,
      $2, $3, $4, $5
    from checkout
    where id = $1`,
    [attempt.id, attempt.methodId, attempt.origin, attempt.on, attempt.number],
  );
}

/** Keeps why a charge failed and when it is tried again; null: it went through after all. */
export async function setFailure(
  sql: ScopedSql,
  id: string,
  failure: FailureCode | null,
  retryOn: LocalDate | null,
): Promise<void> {
  await sql.rows('update charge_attempt set failure = $2, retry_on = $3 where checkout_id = $1', [
    id,
    failure,
    retryOn,
  ]);
}

/** Whether mails reach a customer. */
export async function hasEmail(sql: ScopedSql, customerId: string): Promise<boolean> {
  const [customer] = await sql.rows<{ known: boolean }>(
    'select email is not null known from customer where id = $1',
    [customerId],
  );
  return customer?.known ?? false;
}

/** An invoice that a charge is for; due: in minor units. */
export interface ChargedInvoice {
  customerId: string;
  number: string | null;
  state: 'DRAFT' | 'ISSUED' | 'VOID';
  due: bigint;
}

/** An invoice inside the scope; null: there is none. */
export async function openInvoice(sql: ScopedSql, id: string): Promise<ChargedInvoice | null> {
  const [invoice] = await sql.rows<ChargedInvoice>(
    'select customer_id "customerId", number, state, due_minor due from invoice where id = $1',
    [id],
  );
  return invoice ?? null;
}

/** How a charge stands, by which card, and what the provider is told that it is for. */
interface ToSend {
  status: string;
  ref: string;
  title: string;
}

/** A charge as its provider is asked for it; null where there is none. */
export async function chargeToSend(sql: ScopedSql, checkoutId: string): Promise<ToSend | null> {
  const [charge] = await sql.rows<ToSend>(
    `select k.status, m.provider_ref ref,
      coalesce('Invoice ' || i.number, 'Account ' || c.number) || ', ' || p.name title
    from checkout k
    join charge_attempt a on a.checkout_id = k.id
    join saved_method m on m.id = a.method_id
    join customer c on c.id = k.customer_id
    join partner p on p.id = k.partner_id
    left join invoice i on i.id = k.invoice_id
    where k.id = $1`,
    [checkoutId],
  );
  return charge ?? null;
}
