import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { TaxTerms } from '@backhaul/domain/money/taxTerms';
import { rowsById } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Where the next chunk begins, and one of it. */
export interface Place {
  path: string;
  number: number;
}

/** The next customers who pay ahead of a partner's and, unless `alone`, of everything below it, by an index. */
export function nextPrepaid(
  sql: ScopedSql,
  { path, alone }: { path: string; alone: boolean },
  after: Place,
  limit: number,
): Promise<(Place & { id: string })[]> {
  const place = alone
    ? 'partner_path = $1'
    : `partner_path >= $1 and partner_path < $1 || chr(1114111)
      and is_test(partner_path) = is_test($1)`;
  return sql.rows(
    `select id, partner_path path, number
    from customer
    where ${place} and billing_type <> 'RECURRING' and (partner_path, number) > ($2, $3)
    order by partner_path, number
    limit $4`,
    [path, after.path, after.number, limit],
  );
}

/**
 * Since when rules have blocked customers that pay ahead; null: they have not. Who is billed
 * otherwise is not there.
 */
export async function stoppedSince(
  sql: ScopedSql,
  ids: readonly string[],
  locking: '' | 'for update' = '',
): Promise<Map<string, LocalDate | null>> {
  const rows = await sql.rows<{ id: string; since: LocalDate | null }>(
    `select c.id, c.blocked_since since
    from ${rowsById('customer', '$1', 'c', locking)}
    where c.billing_type <> 'RECURRING'`,
    [ids],
  );
  return new Map(rows.map(({ id, since }) => [id, since]));
}

/** What days of a month charged of one service, or for anything else; amounts in minor units, tax included. */
export interface ConsumedRow {
  customerId: string;
  /** Its first day. */
  month: LocalDate;
  serviceId: string | null;
  description: string;
  category: string;
  /** null: of days that were given back. */
  unitPrice: string | null;
  quantity: string;
  taxPercent: string;
  taxTerms: TaxTerms | null;
  taxIncluded: boolean;
  days: number;
  from: LocalDate | null;
  /** Exclusive. */
  to: LocalDate | null;
  total: bigint;
  tax: bigint;
}

/**
 * What was charged day by day in months, of customers that have no invoice of them yet; less what
 * of it was given back. Charges of days are due at once, others without an invoice are not.
 */
export function consumedIn(
  sql: ScopedSql,
  ids: readonly string[],
  months: { from: LocalDate; to: LocalDate },
): Promise<ConsumedRow[]> {
  return sql.rows<ConsumedRow>(
    `select h.customer_id "customerId", h.month, t.service_id "serviceId", t.description, t.category,
      trim_scale(t.unit_price)::text "unitPrice",
      -- what was used adds up; days of a quantity are days of that
      trim_scale(coalesce(q.quantity, sum(t.quantity)))::text quantity,
      coalesce(trim_scale(v.percent), 0)::text "taxPercent", v.terms "taxTerms",
      coalesce(f.tax_included, false) "taxIncluded",
      count(*)::int days, min(t.period_from) "from", max(t.period_to) "to",
      sum(case t.type when 'DEBIT' then t.amount_minor else -t.amount_minor end)::bigint total,
      sum(case t.type when 'DEBIT' then t.tax_minor else -t.tax_minor end)::bigint tax
    from unnest($1::uuid[]) c(id)
    -- months that have their invoice are left alone before anything of them is read
    cross join lateral (
      select array_agg(m::date) months
      from generate_series($2::timestamp, $3::timestamp - interval '1 month', interval '1 month') m
      where not exists (
        select from invoice i where i.customer_id = c.id and i.of_month = m::date)) open
    cross join lateral (
      select x.*, date_trunc('month', x.billing_date)::date as month
      from charge x
      where x.customer_id = c.id and x.undone_at is null and x.invoice_id is null
        and x.total_minor > 0 and x.due_at_once
        and x.document_date >= open.months[1] and x.billing_date < $3
        and date_trunc('month', x.billing_date)::date = any (open.months)
      offset 0) h
    cross join lateral (
      select * from ledger_transaction e
      where e.charge_id = h.id and e.customer_id = h.customer_id
      offset 0) t
    cross join lateral (
      select case when t.category <> 'Usage' then coalesce(t.quantity, 1) end quantity) q
    left join lateral (select * from service where id = t.service_id limit 1) s on true
    left join lateral (select * from tariff where id = s.tariff_id limit 1) f on true
    left join lateral (select * from tax_rate where id = f.tax_rate_id limit 1) r on true
    left join lateral (
      select percent, terms
      from (
        select r.percent, r.terms, r.valid_from since
        union all
        select (e ->> 'taxPercent')::numeric, e -> 'taxTerms', (e ->> 'from')::date
        from jsonb_array_elements(r.earlier) e) each
      where since is null or since <= coalesce(t.period_from, h.billing_date)
      order by since desc nulls last
      limit 1) v on true
    group by 1, 2, 3, 4, 5, t.unit_price, q.quantity, 8, 9, 10
    order by 2, 1, min(h.created_at), 4`,
    [ids, months.from, months.to],
  );
}

/** The small integers that numbers of documents may have in them, by partner. */
export async function partnerNumbers(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const rows = await sql.rows<{ id: string; number: number }>(
    'select id, number from partner where id = any ($1::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, number }) => [id, number]));
}

/** A payment that came of somebody who pays ahead by periods; minor units. */
export interface Prepayment {
  id: string;
  customerId: string;
  date: LocalDate;
  amount: bigint;
}

/** Those among payments; money that waits on a proforma is for that. */
export function prepayments(sql: ScopedSql, ids: readonly string[]): Promise<Prepayment[]> {
  return sql.rows<Prepayment>(
    `select p.id, p.customer_id "customerId", p.date, p.amount_minor amount
    from ${rowsById('payment', '$1', 'p')}
    cross join lateral (
      select billing_type from customer c where c.id = p.customer_id limit 1) c
    where c.billing_type = 'PREPAID_CUSTOM' and not exists (
      select from credit k where k.payment_id = p.id and k.proforma_id is not null)`,
    [ids],
  );
}

/** The invoices that payments have of their own, while they are not void. */
export function documentsOfPayments(
  sql: ScopedSql,
  paymentIds: readonly string[],
): Promise<{ id: string; receiptNumber: string }[]> {
  return sql.rows<{ id: string; receiptNumber: string }>(
    `select i.id, p.receipt_number "receiptNumber"
    from invoice i join payment p on p.id = i.of_payment
    where i.of_payment = any ($1::uuid[]) and i.state = 'ISSUED'
    order by i.id`,
    [paymentIds],
  );
}
