import { groupBy } from '../../kit/groupBy.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** How many customers of the partners are due on a date. */
export async function countDue(
  sql: ScopedSql,
  partnerIds: readonly string[],
  date: string,
): Promise<number> {
  const { n } = await sql.row<{ n: number }>(
    `select count(*)::int n
    from customer
    where partner_id = any($1) and next_billing_date <= $2`,
    [partnerIds, date],
  );
  return n;
}

/**
 * Those of the partners with a customer that is due on a date and whose billing is on, by its own
 * setting or the partner's. billed: the partners where it is on.
 */
export async function partnersWithDue(
  sql: ScopedSql,
  partnerIds: readonly string[],
  date: string,
  billed: readonly string[],
): Promise<Set<string>> {
  const rows = await sql.rows<{ id: string }>(
    `select distinct partner_id id
    from customer
    where partner_id = any($1) and next_billing_date <= $2 and billing_type = 'RECURRING'
      and coalesce((billing ->> 'billingEnabled')::boolean, partner_id = any($3))`,
    [partnerIds, date, billed],
  );
  return new Set(rows.map((row) => row.id));
}

/** The names of the customers that are due on a date, by partner. */
export async function namesDue(
  sql: ScopedSql,
  partnerIds: readonly string[],
  date: string,
): Promise<Map<string, string[]>> {
  const rows = await sql.rows<{ partner: string; name: string }>(
    `select partner_id partner, name
    from customer
    where partner_id = any($1) and next_billing_date <= $2 and billing_type = 'RECURRING'
    order by number`,
    [partnerIds, date],
  );
  return namesByPartner(rows);
}

/** The names of customers by their partner, in the order of the rows. */
export function namesByPartner(
  rows: readonly { partner: string; name: string }[],
): Map<string, string[]> {
  return new Map(
    [...groupBy(rows, (row) => row.partner)].map(([partner, own]) => [
      partner,
      own.map(({ name }) => name),
    ]),
  );
}
