import type { BillingType, CustomerStatus } from '@backhaul/domain/charging/facts';
import type { CustomerBillingOverrides } from '@backhaul/domain/settings/finance';
import { rowsById } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Limits } from './limits.ts';
import type { Wanted } from './wanted.ts';

/** A customer whose status may change. */
export interface Candidate {
  id: string;
  number: number;
  partnerId: string;
  partnerPath: string;
  status: CustomerStatus;
  billingType: BillingType;
  billing: CustomerBillingOverrides;
  balanceMinor: bigint;
  currency: string;
  blockedSince: string | null;
}

const COLUMNS = `customer.id, number, partner_id "partnerId", partner_path "partnerPath", status,
      billing_type "billingType", billing,
      balance_minor "balanceMinor", currency, blocked_since "blockedSince"`;

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

/** What a night looks for: whose balance may cross a minimum, and whose unpaid charges are near a day that matters. */
export interface Sought extends Wanted {
  limits: Limits;
}

// everything below a place; what is real alone, unless that is a test partner's
const BELOW = `partner_path >= $1 and partner_path < $1 || chr(1114111)
      and is_test(partner_path) = is_test($1)`;
// by balance alone: left aside are those who owe nothing and (of the inactive) those who still owe
const MAY_MOVE = `status = 'BLOCKED'
      or (status in ('NEW', 'ACTIVE') and (balance_minor < $4 or billing ? 'minimumBalance'))
      or (status = 'INACTIVE' and blocked_since is not null and (balance_minor >= $5 or billing ? 'minimumBalance'))`;
// Each one look-up by an index: a limit in a sub-select keeps the planner from reading all invoices
// there are, and hashing them, for every chunk.
const firstOf = (rows: string) => `(select true ${rows} limit 1)`;
const MAY_PAY_A_FEE = `$7::date is not null and ${firstOf(`from invoice i
        where i.customer_id = customer.id and i.due_minor > 0 and i.due_date between $7::date and $8::date
          and i.late_fee_for is null
          and ${firstOf('from invoice f where f.late_fee_for = i.id')} is null`)}`;
const MAY_BE_REMINDED = `($10 or cardinality($9::date[]) > 0) and coalesce(email, phone) is not null and (
      ${firstOf(`from invoice i
        where i.customer_id = customer.id and i.due_minor > 0
          and ($10 or i.document_date = any($9::date[]))`)}
      or (balance_minor < 0 and ${firstOf(`from charge h
        where h.customer_id = customer.id and h.invoice_id is null and h.undone_at is null
          and ($10 or h.document_date = any($9::date[]))`)}))`;

/**
 * The next customers for whom a night may do something, in the order of an index; whether it does
 * is decided from the locked row.
 */
export async function nextCandidates(
  sql: ScopedSql,
  area: DunningArea,
  { limits, overdue, chargedOn, anyCharge }: Sought,
  after: Place,
  limit: number,
): Promise<Candidate[]> {
  const place = area.alone ? 'partner_path = $1' : BELOW;
  return sql.rows<Candidate>(
    `select ${COLUMNS}
    from customer
    where ${place} and (partner_path, number) > ($2, $3) and billing_type = 'RECURRING' and (${MAY_MOVE}
      or (${MAY_PAY_A_FEE})
      or (${MAY_BE_REMINDED}))
    order by partner_path, number
    limit $6`,
    [
      area.path,
      after.path,
      after.number,
      limits.highest,
      limits.lowest,
      limit,
      overdue?.from ?? null,
      overdue?.to ?? null,
      chargedOn,
      anyCharge,
    ],
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
    `select ${COLUMNS}
    from ${rowsById('customer', '$1', 'customer', locking)}`,
    [ids],
  );
}
