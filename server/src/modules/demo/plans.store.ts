import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/**
 * The first services that run and are paid, each with a dearer plan of its kind; none once a plan
 * was changed.
 */
export function changeableServices(
  sql: ScopedSql,
  today: LocalDate,
  limit: number,
): Promise<{ id: string; dearer: string }[]> {
  return sql.rows(
    `select s.id, d.id dearer
    from customer c
    join service s on s.customer_id = c.id
    join tariff t on t.id = s.tariff_id
    cross join lateral (
      select f.id
      from tariff_partner o
      join tariff f on f.id = o.tariff_id
      where o.partner_id = s.partner_id and f.archived_at is null
        and f.kind = t.kind and f.currency = t.currency and f.price > t.price
      order by f.price, f.id
      limit 1) d
    where c.status = 'ACTIVE' and c.login is null and c.balance_minor = 0
      and s.state = 'RUNNING' and s.end_date is null and s.pauses = '[]' and s.discounts = '[]'
      and s.start_date < $1 and s.charged_until > $1 and t.kind = 'INTERNET'
      and not exists (select 1 from plan_change)
    order by c.number, s.id
    limit $2`,
    [today, limit],
  );
}

/** Customers of all partners may change between a partner's internet plans by themselves. */
export async function letCustomersChoose(sql: ScopedSql, partnerId: string): Promise<void> {
  await sql.rows(
    `update tariff set portal_selectable = true where partner_id = $1 and kind = 'INTERNET'`,
    [partnerId],
  );
}
