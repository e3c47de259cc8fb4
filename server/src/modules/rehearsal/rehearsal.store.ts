import type { ScopedSql } from '../../tenancy/boundary.ts';

/** The partners at a place and below, by number: below a real one the real ones. */
export async function partnersBelow(sql: ScopedSql, path: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select id from partner
    where path >= $1 and path < $1 || chr(1114111) and is_test(path) = is_test($1)
    order by number`,
    [path],
  );
  return rows.map(({ id }) => id);
}

/** Which of these tariffs the scope sees. */
export async function tariffsSeen(sql: ScopedSql, ids: readonly string[]): Promise<Set<string>> {
  const rows = await sql.rows<{ id: string }>('select id from tariff where id = any ($1::uuid[])', [
    ids,
  ]);
  return new Set(rows.map(({ id }) => id));
}

/** The services of customers that follow the price of one of these tariffs, each with its tariff. */
export async function followersOf(
  sql: ScopedSql,
  customerIds: readonly string[],
  tariffIds: readonly string[],
): Promise<{ id: string; tariffId: string }[]> {
  if (!tariffIds.length) return [];
  return sql.rows<{ id: string; tariffId: string }>(
    `select s.id, s.tariff_id "tariffId"
    from unnest($1::uuid[]) c(id)
    cross join lateral (
      select * from service v where v.customer_id = c.id offset 0) s
    where s.unit_price is null and s.tariff_id = any ($2::uuid[])`,
    [customerIds, tariffIds],
  );
}
