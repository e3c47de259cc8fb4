import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { CustomerStatus } from '@backhaul/domain/charging/facts';
import { currentUserName, recordStatus } from './statusHistory.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { cancelOutlived } from '../messages/outlived.ts';
import { pauseServices, resumeServices } from '../services/pauses.ts';

/**
 * Sets a customer's status by hand, with its history. Nothing is billed while it is INACTIVE: its
 * running services are paused from the day on, and go on when it leaves that status. Blocking rules
 * do not bring back whom somebody switched off.
 */
export async function setStatusByHand(
  sql: ScopedSql,
  customer: { id: string; partnerId: string; partnerPath: string; status: CustomerStatus },
  to: CustomerStatus,
  today: LocalDate,
): Promise<void> {
  if (customer.status === to) return;
  const reason = `set to ${to.toLowerCase()} by ${currentUserName(sql)}`;
  await sql.rows(
    `update customer
    set status = $2, status_reason = $3,
      blocked_since = case when $2 = 'BLOCKED' then $4::date end,
      inactive_since = case when $2 = 'INACTIVE' then $4::date end
    where id = $1`,
    [customer.id, to, reason, today],
  );
  await recordStatus(sql, customer, { from: customer.status, to, reason, date: today });
  await cancelOutlived(sql, [customer.id]);
  if (to === 'INACTIVE') await pauseServices(sql, [customer.id], today);
  else if (customer.status === 'INACTIVE') await resumeServices(sql, [customer.id], today);
}
