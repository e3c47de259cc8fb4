import type { ScopedSql } from '../../tenancy/boundary.ts';

/** A run of a date that was confirmed, or whose confirmation was begun; null without one. */
export async function confirmedRun(sql: ScopedSql, date: string): Promise<string | null> {
  const [run] = await sql.rows<{ id: string }>(
    `select id
    from billing_run
    where date = $1 and status in ('CONFIRMING', 'PROCESSED')
    limit 1`,
    [date],
  );
  return run?.id ?? null;
}

/** The fingerprint of a run that is there and previewed. */
export async function fingerprintOf(sql: ScopedSql, runId: string): Promise<string> {
  const { fingerprint } = await sql.row<{ fingerprint: string }>(
    'select fingerprint from billing_run where id = $1',
    [runId],
  );
  return fingerprint;
}

/** A customer that owes; due: on all its invoices, in minor units. */
export interface Debtor {
  id: string;
  number: number;
  partnerId: string;
  currency: string;
  due: bigint;
}

/** All who owe, by number. */
export function findDebtors(sql: ScopedSql): Promise<Debtor[]> {
  return sql.rows<Debtor>(
    `select c.id, c.number, c.partner_id "partnerId", c.currency, sum(i.due_minor)::bigint due
    from invoice i
    join customer c on c.id = i.customer_id
    where i.due_minor > 0
    group by c.id
    order by c.number`,
  );
}

/** The first active customers, by number. */
export async function activeCustomers(sql: ScopedSql, limit: number): Promise<string[]> {
  const customers = await sql.rows<{ id: string }>(
    `select id from customer where status = 'ACTIVE' order by number limit $1`,
    [limit],
  );
  return customers.map((customer) => customer.id);
}

/** Recurring invoices of active customers that were paid in full, the latest first; of each customer one. */
export function paidInvoices(
  sql: ScopedSql,
  limit: number,
): Promise<{ id: string; customerId: string; documentDate: string }[]> {
  return sql.rows<{ id: string; customerId: string; documentDate: string }>(
    `select i.id, i.customer_id "customerId", i.document_date "documentDate"
    from customer c
    cross join lateral (
      select id, customer_id, document_date
      from invoice
      where customer_id = c.id and state = 'ISSUED' and recurring and due_minor = 0 and total_minor > 100000
      order by document_date desc
      limit 1) i
    where c.status = 'ACTIVE' and c.number > 10
    order by c.number
    limit $1`,
    [limit],
  );
}

/** A partner's own tariff of that name while its price never changed; null otherwise. */
export async function notDearerYet(
  sql: ScopedSql,
  partnerId: string,
  name: string,
): Promise<string | null> {
  const [tariff] = await sql.rows<{ id: string }>(
    `select t.id
    from tariff t
    join tariff_partner o on o.tariff_id = t.id and o.partner_id = $1
    where t.name = $2 and t.earlier_prices = '[]'`,
    [partnerId, name],
  );
  return tariff?.id ?? null;
}
