import { COLLECTED, SETTLED_LOOKED_AT } from '@backhaul/domain/figures/cashForecast';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { BELOW } from './area.store.ts';

/** An invoice of which something is owed, in minor units. */
export interface Owed {
  id: string;
  customerId: string;
  currency: string;
  due: LocalDate;
  amount: bigint;
}

/** Open invoices of a place and everything below it, by their due date, so many after one. */
export function openAfter(
  sql: ScopedSql,
  path: string,
  after: { due: LocalDate; id: string } | null,
  limit: number,
): Promise<Owed[]> {
  return sql.rows<Owed>(
    `select id, customer_id "customerId", currency, due_date due, due_minor amount
    from invoice
    where ${BELOW} and due_minor > 0
      and ($2::date is null or (due_date, id) > ($2::date, $3::uuid))
    order by due_date, id
    limit $4`,
    [path, after?.due ?? null, after?.id ?? null, limit],
  );
}

/** How many days after their due date the last settled invoices were settled, latest first. */
const DELAYS = (whose: string) => `array(
      select (
        select max(a.date) from allocation a where a.invoice_id = i.id and a.amount_minor > 0
      ) - i.due_date
      from (
        select id, due_date
        from invoice
        where ${whose} and state = 'ISSUED' and due_minor = 0 and total_minor > 0 and of_payment is null
        order by document_date desc, id desc
        limit ${SETTLED_LOOKED_AT}) i)`;

export interface Payer {
  id: string;
  partnerPath: string;
  delays: (number | null)[];
}

/** When customers pay, each by its last settled invoices. */
export function payersOf(sql: ScopedSql, customerIds: readonly string[]): Promise<Payer[]> {
  return sql.rows<Payer>(
    `select c.id, c.partner_path "partnerPath", ${DELAYS('customer_id = c.id')} delays
    from unnest($1::uuid[]) w(id)
    cross join lateral (select id, partner_path from customer where id = w.id offset 0) c`,
    [customerIds],
  );
}

/** The same of all customers of partners, those below them aside. */
export function partnersDelays(
  sql: ScopedSql,
  paths: readonly string[],
): Promise<{ path: string; delays: (number | null)[] }[]> {
  return sql.rows(
    `select w.path, ${DELAYS('partner_path = w.path')} delays from unnest($1::text[]) w(path)`,
    [paths],
  );
}

/** What was invoiced and due long enough ago, and how much of it was paid in time, by currency. */
export function collectedIn(
  sql: ScopedSql,
  path: string,
  today: LocalDate,
): Promise<{ currency: string; invoiced: bigint; paid: bigint }[]> {
  return sql.rows(
    `select i.currency, sum(i.total_minor)::bigint invoiced, sum(p.paid)::bigint paid
    from (
      select id, currency, due_date, total_minor
      from invoice
      where ${BELOW} and state = 'ISSUED'
        and due_date between $2::date - $3::int and $2::date - $4::int) i
    cross join lateral (
      select coalesce(sum(amount_minor), 0) paid
      from allocation
      where invoice_id = i.id and made_by in ('PAYMENT', 'BALANCE') and date <= i.due_date + $5::int
      offset 0) p
    group by i.currency`,
    [path, today, COLLECTED.from, COLLECTED.to, COLLECTED.within],
  );
}
