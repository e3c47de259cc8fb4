import type { ScopedSql } from '../../tenancy/boundary.ts';
import { CONTACT, QUEUED, ROUTES, type Queued, type Sending } from './announcements.store.ts';

/** Queues mails to customers about their saved cards, each cause once. said: what templates read beside them. */
export function queueAboutCards(
  sql: ScopedSql,
  { routes, priority }: Sending,
  kind: string,
  mails: readonly { customerId: string; cause: string; said: Record<string, string> }[],
): Promise<Queued[]> {
  return sql.rows<Queued>(
    `insert into message (partner_id, partner_path, channel,
      kind, cause,
      customer_id, said,
      priority, status, error, send_after, recorded_by)
    select c.partner_id, c.partner_path, r.channel,
      $5, x.cause,
      c.id, x.said,
      $3, r.status, r.error, r."sendAfter", $4
    from jsonb_to_recordset($2::jsonb) x("customerId" uuid, cause text, said jsonb)
    cross join lateral (select * from customer where id = x."customerId" limit 1) c
    join ${ROUTES} on r."partnerId" = c.partner_id
    where ${CONTACT}
    on conflict (partner_id, cause) do nothing
    returning ${QUEUED}`,
    [JSON.stringify(routes), JSON.stringify(mails), priority, sql.scope.actor.name, kind],
  );
}
