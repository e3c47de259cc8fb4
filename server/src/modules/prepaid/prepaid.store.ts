import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { TaxTerms } from '@backhaul/domain/money/taxTerms';
import { changingEach, oneOf, rowsById } from '../../platform/planner.ts';
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
  /** The first days of what was charged: of days each one. */
  days: LocalDate[];
  from: LocalDate | null;
  /** Exclusive. */
  to: LocalDate | null;
  total: bigint;
  tax: bigint;
}

/** What was charged day by day and stands on no invoice yet; the columns are those of its index. */
const OPEN_DAYS = `due_at_once and invoice_id is null and month_invoice_id is null
        and undone_at is null`;

/** First days of months; to: exclusive. */
export interface Months {
  from: LocalDate;
  to: LocalDate;
}

/**
 * What was charged day by day in months and stands on no invoice yet; less what of it was given back. Days of a month
 * that has its invoice stand on that of the last month, once that is to be made: they were charged later. Charges of
 * days are due at once, others without an invoice are not.
 */
export function consumedIn(
  sql: ScopedSql,
  ids: readonly string[],
  months: Months,
): Promise<ConsumedRow[]> {
  return sql.rows<ConsumedRow>(
    `select h.customer_id "customerId", m.month, t.service_id "serviceId", t.description, t.category,
      trim_scale(t.unit_price)::text "unitPrice",
      -- what was used adds up; days of a quantity are days of that
      trim_scale(coalesce(q.quantity, sum(t.quantity)))::text quantity,
      trim_scale(x.percent)::text "taxPercent", x.terms "taxTerms",
      coalesce(f.tax_included, false) "taxIncluded",
      min(t.period_from) "from", max(t.period_to) "to",
      array_remove(array_agg(distinct t.period_from::text), null) days,
      sum(case t.type when 'DEBIT' then t.amount_minor else -t.amount_minor end)::bigint total,
      sum(case t.type when 'DEBIT' then t.tax_minor else -t.tax_minor end)::bigint tax
    from unnest($1::uuid[]) c(id)
    cross join lateral (
      select h.*, date_trunc('month', h.billing_date)::date charged_in
      from charge h
      where h.customer_id = c.id and ${OPEN_DAYS}
        and h.billing_date >= $2 and h.billing_date < $3
      offset 0) h
    cross join lateral (
      select case
        when not exists (
          select from invoice i where i.customer_id = c.id and i.of_month = h.charged_in)
        then h.charged_in
        else ($3::date - interval '1 month')::date end as month) m
    cross join lateral (
      select * from ledger_transaction e
      where e.charge_id = h.id and e.customer_id = h.customer_id
      offset 0) t
    cross join lateral (
      select case when t.category <> 'Usage' then coalesce(t.quantity, 1) end quantity) q
    left join lateral (select * from service where id = t.service_id limit 1) s on true
    left join lateral (select * from tariff where id = s.tariff_id limit 1) f on true
    left join lateral (select * from tax_rate where id = f.tax_rate_id limit 1) r on true
    -- of what was given back, its service's on that day
    left join lateral (
      select percent, terms
      from (
        select r.percent, r.terms, r.valid_from since
        union all
        select (e ->> 'taxPercent')::numeric, e -> 'taxTerms', (e ->> 'from')::date
        from jsonb_array_elements(r.earlier) e) each
      where t.tax_percent is null
        and (since is null or since <= coalesce(t.period_from, h.billing_date))
      order by since desc nulls last
      limit 1) v on true
    cross join lateral (
      select coalesce(t.tax_percent, v.percent, 0) as percent,
        case when t.tax_percent is null then v.terms else t.tax_terms end as terms) x
    where not exists (
      select from invoice i where i.customer_id = c.id and i.of_month = m.month)
    group by 1, 2, 3, 4, 5, t.unit_price, q.quantity, 8, 9, 10, h.charged_in
    order by 2, 1, h.charged_in, min(h.created_at), 4`,
    [ids, months.from, months.to],
  );
}

/**
 * Has what consumedIn() found for a month stand on the invoices of that month, of customers that were locked since. An
 * earlier month's are to be done first.
 */
export async function showDays(
  sql: ScopedSql,
  ids: readonly string[],
  month: LocalDate,
  { from, to }: Months,
): Promise<void> {
  await changingEach(sql, () =>
    sql.rows(
      `with found as materialized (
        select h.id, i.id invoice_id
        from unnest($1::uuid[]) c(id)
        cross join lateral (
          select id from invoice where customer_id = c.id and of_month = $2 limit 1) i
        cross join lateral (
          select id, date_trunc('month', billing_date)::date charged_in
          from charge
          where customer_id = c.id and ${OPEN_DAYS} and billing_date >= $3 and billing_date < $4
          offset 0) h
        where h.charged_in = $2 or ($2 = ($4::date - interval '1 month')::date and exists (
          select from invoice o where o.customer_id = c.id and o.of_month = h.charged_in)))
      update charge h
      set month_invoice_id = f.invoice_id
      from found f
      where h.id = ${oneOf('select id from found')} and h.id = f.id`,
      [ids, month, from, to],
    ),
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
