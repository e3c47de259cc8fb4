import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Account } from '../ledger/index.ts';

export type ChangeStatus = 'PLANNED' | 'DONE' | 'CANCELLED';

/** What a change comes to in minor units, tax included. */
export interface ChangeFigures {
  fee: bigint;
  credited: bigint;
  charged: bigint;
  balanceAfter: bigint;
}

export interface ChangeToWrite extends ChangeFigures {
  serviceId: string;
  toServiceId: string;
  tariffId: string;
  date: LocalDate;
  /** The end that the service had before. */
  previousEnd: LocalDate | null;
}

/** Writes a change down as planned; its figures are what it would come to now. Returns its id. */
export async function insertChange(
  sql: ScopedSql,
  account: Account,
  change: ChangeToWrite,
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into plan_change (partner_id, partner_path, customer_id,
      service_id, to_service_id, tariff_id, date, previous_end,
      fee_minor, credited_minor, charged_minor, balance_after_minor, recorded_by, by_customer)
    values ($1, $2, $3,
      $4, $5, $6, $7, $8,
      $9, $10, $11, $12, $13, $14)
    returning id`,
    [
      account.partnerId,
      account.partnerPath,
      account.id,
      change.serviceId,
      change.toServiceId,
      change.tariffId,
      change.date,
      change.previousEnd,
      change.fee,
      change.credited,
      change.charged,
      change.balanceAfter,
      sql.scope.actor.name,
      sql.scope.actor.kind === 'CUSTOMER',
    ],
  );
  return id;
}

/** A change that is planned or was. */
export interface StoredChange {
  id: string;
  customerId: string;
  status: ChangeStatus;
  serviceId: string;
  toServiceId: string | null;
  date: LocalDate;
  previousEnd: LocalDate | null;
}

/**
 * A change, as it is stored; undefined for one that the scope does not see. Its customer is locked
 * by who changes it.
 */
export async function changeOf(sql: ScopedSql, id: string): Promise<StoredChange | undefined> {
  const [change] = await sql.rows<StoredChange>(
    `select id, customer_id "customerId", status, service_id "serviceId",
      to_service_id "toServiceId", date, previous_end "previousEnd"
    from plan_change
    where id = $1`,
    [id],
  );
  return change;
}

/** A planned change is done: what it came to, and its documents. */
export async function markDone(
  sql: ScopedSql,
  id: string,
  figures: ChangeFigures,
  { invoiceId, creditNotes }: { invoiceId: string | null; creditNotes: readonly string[] },
): Promise<void> {
  await sql.rows(
    `update plan_change
    set status = 'DONE', done_at = now(), problem = null,
      fee_minor = $2, credited_minor = $3, charged_minor = $4, balance_after_minor = $5,
      invoice_id = $6, credit_notes = $7
    where id = $1 and status = 'PLANNED'`,
    [
      id,
      figures.fee,
      figures.credited,
      figures.charged,
      figures.balanceAfter,
      invoiceId,
      creditNotes,
    ],
  );
}

/** A planned change is none any more. */
export async function markCancelled(sql: ScopedSql, id: string): Promise<void> {
  await sql.rows(
    `update plan_change
    set status = 'CANCELLED', to_service_id = null, cancelled_at = now(), cancelled_by = $2
    where id = $1 and status = 'PLANNED'`,
    [id, sql.scope.actor.name],
  );
}

/** Why a planned change could not be carried out on its day, in words. */
export async function markProblem(sql: ScopedSql, id: string, problem: string): Promise<void> {
  await sql.rows(`update plan_change set problem = $2 where id = $1 and status = 'PLANNED'`, [
    id,
    problem,
  ]);
}

/** A planned change whose day has come, and the place of its customer in the order of all. */
export interface DueChange {
  id: string;
  customerId: string;
  path: string;
  number: number;
}

/**
 * Planned changes of a place whose day has come, in the order of their days; alone: of that partner
 * only.
 */
export async function dueChanges(
  sql: ScopedSql,
  { path, alone }: { path: string; alone: boolean },
  on: LocalDate,
): Promise<DueChange[]> {
  return sql.rows<DueChange>(
    `select p.id, p.customer_id "customerId", c.partner_path path, c.number
    from plan_change p
    cross join lateral (select * from customer c where c.id = p.customer_id limit 1) c
    where p.status = 'PLANNED' and p.date <= $2
      and (p.partner_path = $1 or (not $3 and starts_with(p.partner_path, $1) and is_test(p.partner_path) = is_test($1)))
    order by p.date, p.id`,
    [path, on, alone],
  );
}
