import { rowsById } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { addressees } from './addressees.store.ts';
import { ROUTES, TODAYS_REMINDER, WANTS_REMINDERS, type Route } from './announcements.store.ts';

/** What says whether a customer would get a reminder now. */
export interface Reachable {
  customerId: string;
  /** Its partner reminds by some way. */
  routed: boolean;
  /** One of today waits or went, by some way. */
  reminded: boolean;
  /** It has an address for some way. */
  addressed: boolean;
  /** It has one for a way by which it wants reminders. */
  wants: boolean;
}

/** The same of many, by one statement. */
export function reachable(
  sql: ScopedSql,
  routes: readonly Route[],
  customerIds: readonly string[],
): Promise<Reachable[]> {
  return sql.rows<Reachable>(
    `select c.id "customerId", count(r.channel) > 0 routed,
      coalesce(bool_or(d.mark is not null), false) addressed,
      coalesce(bool_or(d.mark is not null and ${WANTS_REMINDERS}), false) wants,
      coalesce(bool_or(exists (
        select 1 from message m
        where m.partner_id = c.partner_id and m.cause = ${TODAYS_REMINDER} || coalesce(d.mark, '')
          and m.status <> 'CANCELLED')), false) reminded
    from ${rowsById('customer', '$2', 'c')}
    join partner p on p.id = c.partner_id
    left join ${ROUTES} on r."partnerId" = c.partner_id
    left join lateral ${addressees('REMINDERS')} d on r.channel is not null
    group by c.id`,
    [JSON.stringify(routes), customerIds],
  );
}
