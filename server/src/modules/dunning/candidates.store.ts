import type { BillingType, CustomerStatus } from '@backhaul/domain/charging/facts';
import type { CustomerBillingOverrides } from '@backhaul/domain/settings/finance';
import { rowsById } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Limits } from './limits.ts';

/** A customer whose status may change. */
export interface Candidate {
  id: string;
  partnerId: string;
  partnerPath: string;
  status: CustomerStatus;
  billingType: BillingType;
  billing: CustomerBillingOverrides;
  balanceMinor: bigint;
  currency: string;
  blockedSince: string | null;
}

/** Which customers are looked at: those of one partner, or also of everything below it. */
export interface DunningArea {
  path: string;
  alone: boolean;
}

/** Where the next chunk begins. */
export interface Place {
  path: string;
  number: number;
}
export const BEGINNING: Place = { path: '', number: 0 };

/**
 * The next customers that may change, in the order of an index; whether they do is decided from the locked row. Left
 * aside are, by their balance alone, those who owe nothing and (of the inactive) those who still owe.
 */
export async function nextCandidates(
  sql: ScopedSql,
  area: DunningArea,
  limits: Limits,
  after: Place,
  limit: number,
): Promise<(Place & { id: string })[]> {
  const place = area.alone
    ? 'partner_path = $1'
    : 'partner_path >= $1 and partner_path < $1 || chr(1114111)';
  return sql.rows<Place & { id: string }>(
    `select id, partner_path path, number
    from customer
    where ${place} and (partner_path, number) > ($2, $3) and billing_type = 'RECURRING' and (status = 'BLOCKED'
      or (status in ('NEW', 'ACTIVE') and (balance_minor < $4 or billing ? 'minimumBalance'))
      or (status = 'INACTIVE' and blocked_since is not null and (balance_minor >= $5 or billing ? 'minimumBalance')))
    order by partner_path, number
    limit $6`,
    [area.path, after.path, after.number, limits.highest, limits.lowest, limit],
  );
}

/** Locks customers, in the order of their ids as everybody does, and reads them. */
export function lockCandidates(sql: ScopedSql, ids: readonly string[]): Promise<Candidate[]> {
  return candidates(sql, ids, 'for update');
}

/** The same to look at only. */
export function lookAtCandidates(sql: ScopedSql, ids: readonly string[]): Promise<Candidate[]> {
  return candidates(sql, ids, '');
}

function candidates(
  sql: ScopedSql,
  ids: readonly string[],
  locking: '' | 'for update',
): Promise<Candidate[]> {
  return sql.rows<Candidate>(
    `select c.id, partner_id "partnerId", partner_path "partnerPath", status,
      billing_type "billingType", billing,
      balance_minor "balanceMinor", currency, blocked_since "blockedSince"
    from ${rowsById('customer', '$1', 'c', locking)}`,
    [ids],
  );
}
