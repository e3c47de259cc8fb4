import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { CustomerStatus } from '@backhaul/domain/charging/facts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { currentUserName } from './statusHistory.ts';

/** One customer's change of status, with its reason in words. */
export interface StatusMove {
  customerId: string;
  from: CustomerStatus;
  to: CustomerStatus;
  reason: string;
}

/**
 * The one way a status moves: writes moves as of a date, with their history, in one statement for
 * any number of customers, whose rows must be locked. Who is not in the status that a move begins
 * with stays. byHand: somebody said so. Blocking rules do not bring back whom somebody switched
 * off, so only theirs keep since when the customer was blocked.
 */
export async function moveStatus(
  sql: ScopedSql,
  moves: readonly StatusMove[],
  on: LocalDate,
  { byHand }: { byHand: boolean },
): Promise<void> {
  if (!moves.length) return;
  const moved = await sql.rows<Pick<StatusMove, 'customerId' | 'from' | 'to'>>(
    `with moved as (
      update customer c
      set status = m."to", status_reason = m.reason,
        blocked_since = case
          when m."to" = 'BLOCKED' then $2::date
          when m."to" = 'INACTIVE' and not $3 then c.blocked_since
        end,
        inactive_since = case m."to" when 'INACTIVE' then $2::date end
      from json_to_recordset($1::json) as m("customerId" uuid, "from" text, "to" text, reason text)
      where c.id = m."customerId" and c.status = m."from"
      returning c.partner_id, c.partner_path, c.id, m."from", m."to", m.reason),
    told as (
      insert into status_change (partner_id, partner_path, customer_id,
        from_status, to_status, reason, date, recorded_by)
      select partner_id, partner_path, id,
        "from", "to", reason, $2::date, $4
      from moved)
    select id "customerId", "from", "to" from moved`,
    [JSON.stringify(moves), on, byHand, currentUserName(sql)],
  );
  for (const move of moved) sql.happened('statusMoved', { ...move, byHand, on });
}
