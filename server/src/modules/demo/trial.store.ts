import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Whether there is a test partner inside the scope. */
export async function hasTrial(sql: ScopedSql): Promise<boolean> {
  return (await sql.rows('select 1 from partner where test_day is not null limit 1')).length > 0;
}

/** The cheapest internet plans that a partner sells, offered by another one too; how they are asked for. */
export async function offerPlans(
  sql: ScopedSql,
  { from, to, most }: { from: string; to: string; most: number },
): Promise<string[]> {
  await sql.rows(
    `insert into tariff_partner (tariff_id, partner_id, partner_path)
    select t.id, p.id, p.path
    from partner p
    cross join (
      select t.id
      from tariff t
      join tariff_partner o on o.tariff_id = t.id and o.partner_id = $1
      where t.kind = 'INTERNET' and t.archived_at is null
      order by t.price, t.id
      limit $3) t
    where p.id = $2
    on conflict do nothing`,
    [from, to, most],
  );
  const plans = await sql.rows<{ id: string }>(
    `select t.id
    from tariff t
    join tariff_partner o on o.tariff_id = t.id and o.partner_id = $1
    where t.kind = 'INTERNET' and t.archived_at is null
    order by t.price, t.id
    limit $2`,
    [to, most],
  );
  return plans.map(({ id }) => id);
}
