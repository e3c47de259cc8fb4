import type { ScopedSql } from '../../tenancy/boundary.ts';

/** The user with an e-mail address, and where it works. */
export async function workplaceOf(
  sql: ScopedSql,
  email: string,
): Promise<{ id: string; name: string; partnerId: string; path: string } | undefined> {
  const [user] = await sql.rows<{ id: string; name: string; partnerId: string; path: string }>(
    `select id, name, partner_id "partnerId", partner_path path from app_user where email_key = $1`,
    [email],
  );
  return user;
}

/** Customers of a partner who owe something, and how much, in minor units. */
export function payersOf(
  sql: ScopedSql,
  partnerId: string,
  limit: number,
): Promise<{ id: string; due: bigint; currency: string }[]> {
  return sql.rows(
    `select c.id, sum(i.due_minor)::bigint due, c.currency
    from customer c
    join invoice i on i.customer_id = c.id and i.due_minor > 0
    where c.partner_id = $1 and c.currency = (select currency from partner where id = $1)
    group by c.id
    order by c.number desc
    limit $2`,
    [partnerId, limit],
  );
}

export async function hasTill(sql: ScopedSql, partnerId: string): Promise<boolean> {
  return (await sql.rows('select from till where partner_id = $1', [partnerId])).length > 0;
}
