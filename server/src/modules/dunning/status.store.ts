import type { BillingSettings } from '@backhaul/domain/settings/settings';
import type { Clock } from '../../platform/clock.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { chargeAccount } from '../runs/charge.service.ts';
import { reschedule } from '../runs/schedule.service.ts';
import { recordedBy } from '../ledger/post.ts';
import { announceBlocked } from '../messages/announce.ts';
import { cancelOutlived } from '../messages/outlived.ts';
import { pauseServices, resumeServices } from '../services/pauses.ts';

/** One customer's change of status, with its reason in words. */
export interface StatusMove {
  customerId: string;
  from: string;
  to: string;
  reason: string;
}

const MOVES = `json_to_recordset($1::json) as m("customerId" uuid, "from" text, "to" text, reason text)`;

/**
 * Writes changes of status that were decided, as of a date, with their history. INACTIVE opens a pause of the running
 * services, ACTIVE closes it: the days between are not billed. What waits to tell of the status before is cancelled. The
 * customers' rows must be locked.
 */
export async function moveStatus(
  sql: ScopedSql,
  moves: readonly StatusMove[],
  on: string,
): Promise<void> {
  if (!moves.length) return;
  const given = JSON.stringify(moves);
  await sql.rows(
    `update customer c set status = m."to", status_reason = m.reason,
      blocked_since = case m."to" when 'BLOCKED' then $2::date when 'ACTIVE' then null else c.blocked_since end,
      inactive_since = case m."to" when 'INACTIVE' then $2::date end
    from ${MOVES} where c.id = m."customerId"`,
    [given, on],
  );
  await sql.rows(
    `insert into status_change (partner_id, partner_path, customer_id,
      from_status, to_status, reason, date, recorded_by)
    select c.partner_id, c.partner_path, c.id,
      m."from", m."to", m.reason, $2::date, $3
    from ${MOVES}
    join customer c on c.id = m."customerId"`,
    [given, on, recordedBy(sql).name],
  );
  await cancelOutlived(
    sql,
    moves.map((move) => move.customerId),
  );
  await announceBlocked(
    sql,
    moves.filter((move) => move.to === 'BLOCKED').map((move) => move.customerId),
    on,
  );
  const stopped = moves.filter((move) => move.to === 'INACTIVE').map((move) => move.customerId);
  if (stopped.length) await pauseServices(sql, stopped, on);
  const resumed = moves.filter((move) => move.from === 'INACTIVE').map((move) => move.customerId);
  if (resumed.length) await resumeServices(sql, resumed, on);
  await reschedule(
    sql,
    [...stopped, ...resumed].map((customerId) => ({ customerId })),
  );
}

/** The prorated charge of a customer that is active again; none where its billing is switched off. */
export async function chargeRestarted(
  sql: ScopedSql,
  customerId: string,
  settings: Pick<BillingSettings, 'billingEnabled'>,
  on: string,
  todayIn: Clock['today'],
): Promise<void> {
  if (settings.billingEnabled) await chargeAccount(sql, customerId, on, todayIn);
}
