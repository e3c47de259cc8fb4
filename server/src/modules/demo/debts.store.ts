import type { ScopedSql } from '../../tenancy/boundary.ts';

/**
 * The first customers who are blocked, without the one that the portal is tried with; none once
 * anybody promised to pay.
 */
export async function debtorsToSpare(sql: ScopedSql, limit: number): Promise<string[]> {
  const debtors = await sql.rows<{ id: string }>(
    `select id
    from customer
    where status = 'BLOCKED' and login is null and balance_minor < 0
      and not exists (select 1 from promise_to_pay)
    order by number
    limit $1`,
    [limit],
  );
  return debtors.map(({ id }) => id);
}
