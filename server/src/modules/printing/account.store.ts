import type { GatewayKind } from '@backhaul/domain/settlement/gatewayKind';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Issuer } from '../company/index.ts';
import { billedTo } from '../invoices/index.ts';
import type { PrintedCustomer } from './documentData.ts';

/** A customer with its balance in minor units, and as it would be printed now. */
export interface AccountHolder {
  id: string;
  partnerId: string;
  number: number;
  balance: bigint;
  currency: string;
  printed: PrintedCustomer;
  customFields: Record<string, unknown>;
}

/** Undefined outside the scope. */
export async function customerOf(sql: ScopedSql, id: string): Promise<AccountHolder | undefined> {
  const [customer] = await sql.rows<AccountHolder>(
    `select
      c.id, c.partner_id "partnerId", c.number,
      c.balance_minor balance, c.currency,
      ${billedTo('c.balance_minor', 'true')} printed, c.custom_fields "customFields"
    from customer c
    where c.id = $1`,
    [id],
  );
  return customer;
}

/** A user; undefined outside the scope. */
export async function userOf(
  sql: ScopedSql,
  id: string,
): Promise<{ id: string; partnerId: string; name: string; email: string } | undefined> {
  const [user] = await sql.rows<{ id: string; partnerId: string; name: string; email: string }>(
    'select id, partner_id "partnerId", name, email from app_user where id = $1',
    [id],
  );
  return user;
}

/** An invoice that is not paid in full; amounts in minor units. */
export interface OpenInvoice {
  id: string;
  number: string;
  date: string;
  dueDate: string;
  total: bigint;
  due: bigint;
}

/** The hundred open invoices of a customer that are due first. */
export function openInvoicesOf(sql: ScopedSql, customerId: string): Promise<OpenInvoice[]> {
  return sql.rows<OpenInvoice>(
    `select id, number, document_date date, due_date "dueDate", total_minor total, due_minor due
    from invoice
    where customer_id = $1 and due_minor > 0
    order by due_date, number
    limit 100`,
    [customerId],
  );
}

/**
 * A payment as its receipt tells it; amounts in minor units. billedTo, source, layout and issuer
 * are those that its receipt was made with, null where none were kept.
 */
export interface PrintedReceipt {
  id: string;
  partnerId: string;
  customerId: string;
  receiptNumber: string;
  amount: bigint;
  /** What of it was given back. */
  refunded: bigint;
  /** What of it waits on a proforma invoice, and on which. */
  waiting: bigint | null;
  proformaNumber: string | null;
  currency: string;
  date: string;
  method: string;
  gateway: GatewayKind | null;
  test: boolean;
  recordedAt: Date;
  reversed: boolean;
  reversedOn: string | null;
  reason: string | null;
  billedTo: PrintedCustomer | null;
  source: string | null;
  layout: number | null;
  issuer: Issuer | null;
  customFields: Record<string, unknown>;
}

/** Undefined outside the scope. */
export async function paymentOf(sql: ScopedSql, id: string): Promise<PrintedReceipt | undefined> {
  const [payment] = await sql.rows<PrintedReceipt>(
    `select
      p.id, p.partner_id "partnerId", p.customer_id "customerId", p.receipt_number "receiptNumber",
      p.amount_minor amount, p.refunded_minor refunded, p.currency,
      w.remaining_minor waiting, f.number "proformaNumber",
      p.date, p.method, p.gateway_kind gateway, p.test, p.recorded_at "recordedAt",
      p.reversed_at is not null reversed, p.reversed_on "reversedOn", p.reversal_reason reason,
      p.billed_to "billedTo", p.custom_fields "customFields",
      t.source, t.layout, v.details issuer
    from payment p
    left join credit w
      on w.customer_id = p.customer_id and w.payment_id = p.id and w.proforma_id = p.proforma_id
    left join proforma f on f.id = w.proforma_id
    left join template_version t on t.id = p.template_version_id
    left join company_version v on v.id = p.company_version_id
    where p.id = $1`,
    [id],
  );
  return payment;
}

/** What a payment settles, by invoice, in minor units; what was taken back is taken off. */
export function settledBy(
  sql: ScopedSql,
  paymentId: string,
): Promise<{ number: string; date: string; amount: bigint }[]> {
  return sql.rows<{ number: string; date: string; amount: bigint }>(
    `select i.number, i.document_date date, sum(a.amount_minor)::bigint amount
    from allocation a
    join invoice i on i.id = a.invoice_id
    where a.payment_id = $1
    group by i.id, i.number, i.document_date
    having sum(a.amount_minor) > 0
    order by i.document_date, i.number`,
    [paymentId],
  );
}

/** What moved a customer's balance between two days, both included, in minor units. */
export interface Turnover {
  /** The balance before the first day. */
  opening: bigint;
  debits: bigint;
  credits: bigint;
  count: number;
}

export function turnoverOf(
  sql: ScopedSql,
  customerId: string,
  from: string,
  to: string,
): Promise<Turnover> {
  return sql.row<Turnover>(
    `select
      coalesce(
        sum(case when type = 'CREDIT' then amount_minor else -amount_minor end)
          filter (where date < $2::date),
        0
      )::bigint opening,
      coalesce(sum(amount_minor) filter (where date >= $2::date and type = 'DEBIT'), 0)::bigint debits,
      coalesce(sum(amount_minor) filter (where date >= $2::date and type = 'CREDIT'), 0)::bigint credits,
      (count(*) filter (where date >= $2::date))::int count
    from ledger_transaction
    where customer_id = $1 and date <= $3::date`,
    [customerId, from, to],
  );
}

/**
 * A ledger entry as a statement tells it. document: the number of its invoice, or of its payment's
 * receipt where its words do not end with that.
 */
export interface StatementEntry {
  date: string;
  type: string;
  amount: bigint;
  description: string;
  document: string | null;
  /** Of what days it is, both included. */
  period: { from: string; to: string } | null;
  /** Of a service that is charged day by day, which day. */
  day: { serviceId: string; on: string } | null;
}

/** A customer's first entries between two days, both included, in their order. */
export function entriesOf(
  sql: ScopedSql,
  customerId: string,
  from: string,
  to: string,
  limit: number,
): Promise<StatementEntry[]> {
  return sql.rows<StatementEntry>(
    `select
      t.date, t.type, t.amount_minor amount, t.description,
      coalesce(
        i.number,
        case
          when p.receipt_number is not null
            and right(t.description, length(p.receipt_number)) <> p.receipt_number
          then p.receipt_number
        end
      ) document,
      case
        when t.period_from < t.period_to
        then jsonb_build_object('from', t.period_from, 'to', t.period_to - 1)
      end period,
      case
        when t.charge_id is not null and t.invoice_id is null and t.period_to = t.period_from + 1
          and h.due_at_once
        then jsonb_build_object('serviceId', t.service_id, 'on', t.period_from,
          'used', t.category = 'Usage')
      end "day"
    from ledger_transaction t
    left join invoice i on i.id = t.invoice_id
    left join payment p on p.id = t.payment_id
    left join lateral (
      select c.due_at_once from charge c where c.id = t.charge_id limit 1) h on true
    where t.customer_id = $1 and t.date between $2::date and $3::date
    order by t.date, t.seq
    limit $4`,
    [customerId, from, to, limit],
  );
}
