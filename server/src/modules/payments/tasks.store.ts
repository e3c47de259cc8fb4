import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Account } from '../ledger/index.ts';

/** Something about money that came in that a person has to look at; cause: the same one twice is one. */
export interface NewTask {
  cause: string;
  words: string;
  /** null where nothing was booked. */
  paymentId: string | null;
}

/** Writes a task, open; does nothing where the partner has one of the same cause. */
export async function insertTask(
  sql: ScopedSql,
  account: Account,
  { cause, words, paymentId }: NewTask,
): Promise<void> {
  await sql.rows(
    `insert into payment_task (partner_id, partner_path, customer_id, payment_id, cause, words)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (partner_id, cause) do nothing`,
    [account.partnerId, account.partnerPath, account.id, paymentId, cause, words],
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
