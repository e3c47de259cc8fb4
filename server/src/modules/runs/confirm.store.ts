import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import { changingEach, lookingUp, oneOf, rowsById, unseen } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { ChargeToWrite } from './charges.store.ts';
import type { LockedRun } from './runs.store.ts';

/** What the preview of a run decided of a customer that is to be charged. */
export interface EntryToCharge {
  customerId: string;
  number: number;
  factsVersion: number;
  hash: string;
  partnerId: string;
  documentDate: string;
  dueDate: string;
  createsInvoice: boolean;
  datedAtIssue: boolean;
  dueDays: number;
  total: bigint;
}

/** The next entries to charge after the run's position, by the customers' numbers. */
export function nextEntries(
  sql: ScopedSql,
  run: LockedRun,
  limit: number,
): Promise<EntryToCharge[]> {
  return lookingUp(sql, () =>
    sql.rows<EntryToCharge>(
      `select
        customer_id "customerId", customer_number number, facts_version "factsVersion",
        hash, partner_id "partnerId",
        total_minor total, document_date "documentDate", due_date "dueDate", creates_invoice "createsInvoice",
        (plan->>'datedAtIssue')::boolean "datedAtIssue", (plan->>'paymentDueDays')::int "dueDays"
      from billing_run_entry
      where run_id = $1 and left_out_code is null and charge_id is null and customer_number > $2
      order by customer_number
      limit $3`,
      [run.id, run.position, limit],
    ),
  );
}

/** A partner as documents are numbered and dated by it. */
export interface IssuingPlace {
  id: string;
  path: string;
  name: string;
  number: number;
  clock: PartnerClock;
}

/** Those of the partners that the scope sees. */
export function issuingPlaces(sql: ScopedSql, ids: readonly string[]): Promise<IssuingPlace[]> {
  return sql.rows<IssuingPlace>(
    'select id, path, name, number, clock from partner where id = any($1)',
    [ids],
  );
}

/** Locks customers, in the order of their ids as everybody does. Returns their versions and balances. */
export async function lockVersions(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<Map<string, { version: number; balance: bigint }>> {
  const locked = await sql.rows<{ id: string; version: number; balance: bigint }>(
    `select c.id, c.facts_version version, c.balance_minor balance from ${rowsById('customer', '$1', 'c', 'for update')}`,
    [customerIds],
  );
  return new Map(locked.map((row) => [row.id, row]));
}

/** The entries of run $1 for customers $2. */
const THEIRS = `e.run_id = ${unseen('$1::uuid')} and e.customer_id = ${oneOf('select unnest($2::uuid[])')}`;

/** Why a customer is left out while a run is being confirmed, in words. */
export interface LeftForNext {
  customerId: string;
  reason: string;
}

/** Leaves customers out of whom something stands in the way only now; the next run takes them up. */
export async function leaveForNext(
  sql: ScopedSql,
  runId: string,
  left: readonly LeftForNext[],
): Promise<void> {
  if (!left.length) return;
  await lookingUp(sql, () =>
    sql.rows(
      `update billing_run_entry e
      set left_out_code = 'CHANGED',
        left_out_reason = x.reason || ' Nothing was charged; the next run takes it up.'
      from unnest($2::uuid[], $3::text[]) x(customer_id, reason)
      where ${THEIRS} and e.customer_id = x.customer_id`,
      [runId, left.map(({ customerId }) => customerId), left.map(({ reason }) => reason)],
    ),
  );
}

/**
 * Writes charges and invoices into their entries. Each entry is looked up by customer and number, and changed where it
 * stands: by `oneOf` its customers the planner may go through the whole run, with all of them for each of its entries.
 */
export async function linkCharges(
  sql: ScopedSql,
  runId: string,
  charges: readonly ChargeToWrite[],
): Promise<void> {
  const { linked } = await changingEach(sql, () =>
    sql.row<{ linked: number }>(
      `with linking as materialized (
        select e.place, x.charge_id, x.invoice_id
        from unnest($2::uuid[], $3::int[], $4::uuid[], $5::uuid[])
          x(customer_id, number, charge_id, invoice_id)
        cross join lateral (
          select e.ctid place from billing_run_entry e
          where e.run_id = $1 and e.customer_id = x.customer_id and e.customer_number = x.number
          limit 1) e),
      linked as (
        update billing_run_entry e
        set charge_id = x.charge_id, invoice_id = x.invoice_id
        from linking x
        where e.ctid = ${oneOf('select place from linking')} and e.ctid = x.place
        returning 1)
      select count(*)::int linked from linked`,
      [
        runId,
        charges.map((charge) => charge.customerId),
        charges.map((charge) => charge.customerNumber),
        charges.map((charge) => charge.chargeId),
        charges.map((charge) => charge.invoiceId),
      ],
    ),
  );
  if (linked !== charges.length)
    throw new Error('entries of the run were changed meanwhile; nothing of this chunk was written');
}

/** Marks the partners of a run as billed by it. */
export async function markProcessed(sql: ScopedSql, runId: string): Promise<void> {
  await sql.rows('update billing_run_partner set processed_at = now() where run_id = $1', [runId]);
}
