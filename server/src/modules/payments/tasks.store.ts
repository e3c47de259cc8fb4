import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Account } from '../ledger/index.ts';

interface Amount {
  amountMinor: bigint;
  currency: string;
}

/** Something about money that came in that a person has to look at. */
export interface NewTask {
  /** What it is about: "checkout:…". */
  about: string;
  kind: 'OTHER_AMOUNT' | 'OTHER_CURRENCY' | 'AFTER_PAID' | 'RETURNED' | 'CHARGE_FAILED';
  asked: Amount;
  received: Amount;
  words: string;
  /** null where nothing was booked. */
  paymentId: string | null;
}

/**
 * Writes a task, open; does nothing where there was one about the same, of the same kind and money,
 * open or not.
 */
export async function insertTask(
  sql: ScopedSql,
  account: Account,
  { about, kind, asked, received, words, paymentId }: NewTask,
): Promise<void> {
  await sql.rows(
    `insert into payment_task (
      partner_id, partner_path, customer_id, payment_id,
      cause, kind,
      asked_minor, asked_currency, received_minor, received_currency,
      words
    )
    values (
      $1, $2, $3, $4,
      $5, $6,
      $7, $8, $9, $10,
      $11
    )
    on conflict (partner_id, cause) do nothing`,
    [
      account.partnerId,
      account.partnerPath,
      account.id,
      paymentId,
      `${about} ${kind} ${received.amountMinor} ${received.currency}`,
      kind,
      asked.amountMinor,
      asked.currency,
      received.amountMinor,
      received.currency,
      words,
    ],
  );
}

/** A task that was closed by what happened, and whose. */
export interface ClosedTask {
  id: string;
  partnerId: string;
  partnerPath: string;
}

/** Closes what is open about something of which nothing was booked. by: in whose name; note: why. */
export function closeUnbooked(
  sql: ScopedSql,
  account: Account,
  { about, by, note }: { about: string; by: string; note: string },
): Promise<ClosedTask[]> {
  return sql.rows<ClosedTask>(
    `update payment_task
    set closed_at = now(), closed_by = $3, note = $4
    where customer_id = $1 and payment_id is null and closed_at is null and starts_with(cause, $2)
    returning id, partner_id "partnerId", partner_path "partnerPath"`,
    [account.id, about, by, note],
  );
}

/** Closes what is open about some things, whatever was booked of them. by: in whose name; note: why. */
export function closeAbout(
  sql: ScopedSql,
  account: Account,
  { about, by, note }: { about: readonly string[]; by: string; note: string },
): Promise<ClosedTask[]> {
  return sql.rows<ClosedTask>(
    `update payment_task
    set closed_at = now(), closed_by = $3, note = $4
    where customer_id = $1 and closed_at is null
      and exists (select from unnest($2::text[]) a(cause) where starts_with(payment_task.cause, a.cause || ' '))
    returning id, partner_id "partnerId", partner_path "partnerPath"`,
    [account.id, about, by, note],
  );
}

/** Closes what is open about payments, that they were returned or all else, in the name of who acts. */
export function closeOfPayments(
  sql: ScopedSql,
  paymentIds: readonly string[],
  { note, returned }: { note: string; returned: boolean },
): Promise<ClosedTask[]> {
  return sql.rows<ClosedTask>(
    `update payment_task
    set closed_at = now(), closed_by = $2, note = $3
    where payment_id = any($1::uuid[]) and closed_at is null and (kind = 'RETURNED') = $4
    returning id, partner_id "partnerId", partner_path "partnerPath"`,
    [paymentIds, sql.scope.actor.name, note, returned],
  );
}

/** Whose a task is and who closed it, null while it is open. */
interface LockedTask {
  partnerId: string;
  partnerPath: string;
  closedBy: string | null;
}

/** Locks a task; null outside the scope. */
export async function lockTask(sql: ScopedSql, id: string): Promise<LockedTask | null> {
  const [task] = await sql.rows<LockedTask>(
    `select partner_id "partnerId", partner_path "partnerPath", closed_by "closedBy"
    from payment_task
    where id = $1
    for update`,
    [id],
  );
  return task ?? null;
}

/** Closes a task in the name of who acts. note: what was done about it. */
export async function markClosed(sql: ScopedSql, id: string, note: string): Promise<void> {
  await sql.rows(
    `update payment_task
    set closed_at = now(), closed_by = $2, note = $3
    where id = $1`,
    [id, sql.scope.actor.name, note],
  );
}
