import type { ScopedSql } from '../../tenancy/boundary.ts';

/** An internet plan that the operator sells itself, a cheap one; undefined once somebody pays ahead. */
export async function planToPayAhead(
  sql: ScopedSql,
  partnerId: string,
): Promise<{ id: string } | undefined> {
  const [plan] = await sql.rows<{ id: string }>(
    `select t.id
    from tariff t
    join tariff_partner o on o.tariff_id = t.id and o.partner_id = $1
    where t.kind = 'INTERNET' and t.archived_at is null
      and not exists (select from customer where billing_type <> 'RECURRING')
    order by t.price, t.id
    limit 1`,
    [partnerId],
  );
  return plan;
}
