import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { CustomerStatus } from '@backhaul/domain/charging/facts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

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
