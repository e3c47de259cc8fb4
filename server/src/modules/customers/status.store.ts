import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { CustomerStatus } from '@backhaul/domain/charging/facts';
import { oneOf } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** One customer's change of status, with its reason in words. */
export interface StatusMove {
  customerId: string;
  from: CustomerStatus;
  to: CustomerStatus;
  reason: string;
}

export function currentUserName(sql: ScopedSql): string {
  return sql.scope.actor.name;
}

/** Adds a row to a customer's history of statuses. */
export async function recordStatus(
  sql: ScopedSql,
  customer: { id: string; partnerId: string; partnerPath: string },
  change: { from: CustomerStatus | null; to: CustomerStatus; reason: string; date: LocalDate },
): Promise<void> {
  await sql.rows(
    `insert into status_change (partner_id, partner_path, customer_id,
      from_status, to_status, reason, date, recorded_by)
    values ($1, $2, $3,
      $4, $5, $6, $7, $8)`,
    [
      customer.partnerId,
      customer.partnerPath,
      customer.id,
      change.from,
      change.to,
      change.reason,
      change.date,
      currentUserName(sql),
    ],
  );
}

/**
 * Writes moves as of a date with their history, in one statement; the rows must be locked. Returns
 * those of customers that were in the status that their move begins with; the others stay. byHand:
 * nothing is kept of a blocking before.
 */
export function moveStatuses(
  sql: ScopedSql,
  moves: readonly StatusMove[],
  on: LocalDate,
  byHand: boolean,
): Promise<Pick<StatusMove, 'customerId' | 'from' | 'to'>[]> {
  return sql.rows<Pick<StatusMove, 'customerId' | 'from' | 'to'>>(
    `with moved as (
      update customer c
      set status = m."to", status_reason = m.reason,
        blocked_since = case
          when m."to" = 'BLOCKED' then $2::date
          when m."to" = 'INACTIVE' and not $3 then c.blocked_since
        end,
        inactive_since = case m."to" when 'INACTIVE' then $2::date end
      from json_to_recordset($1::json) as m("customerId" uuid, "from" text, "to" text, reason text)
      where c.id = ${oneOf(`select (g->>'customerId')::uuid from json_array_elements($1::json) g`)}
        and c.id = m."customerId" and c.status = m."from"
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
}
