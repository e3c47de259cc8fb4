import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Somebody who owes something and could save a card: at which account, and how much is due, in minor units. */
export interface CardHolder {
  id: string;
  partnerId: string;
  gatewayId: string;
  due: bigint;
}

/** So many customers who owe something of today or before, one after the other; none where a card is kept already. */
export function cardHolders(sql: ScopedSql, limit: number): Promise<CardHolder[]> {
  return sql.rows<CardHolder>(
    `select c.id, c.partner_id "partnerId", g.id "gatewayId", sum(i.due_minor)::bigint due
    from customer c
    join gateway_account g on g.partner_id = c.partner_id
    join invoice i on i.customer_id = c.id and i.due_minor > 0
    where c.status = 'ACTIVE' and not is_test(c.partner_path) and not exists (select 1 from saved_method)
    group by c.id, g.id
    order by c.number
    limit $1`,
    [limit],
  );
}
