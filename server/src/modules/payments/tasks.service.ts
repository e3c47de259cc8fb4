import { textInput } from '../../kit/input.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Account } from '../ledger/index.ts';

/** Something about money that came in that a person has to look at; cause: the same one twice is one. */
export interface NewTask {
  cause: string;
  words: string;
  /** null where nothing was booked. */
  paymentId: string | null;
}

/** Puts it before staff until somebody says what was done about it. */
export async function raisePaymentTask(
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
  await announce(sql, { topic: 'finance', path: account.partnerPath });
}

/**
 * Says what was done about it; it stands with the audit from then on. Refuses NOT_FOUND, a missing
 * note, and CONFLICT ALREADY_CLOSED.
 */
export async function closePaymentTask(sql: ScopedSql, id: string, note: string): Promise<void> {
  const words = textInput(note, 'note', { max: 500 });
  const [task] = await sql.rows<{
    partner_id: string;
    partner_path: string;
    closed_by: string | null;
  }>('select partner_id, partner_path, closed_by from payment_task where id = $1 for update', [id]);
  if (!task) throw notFound();
  if (task.closed_by)
    throw conflict('ALREADY_CLOSED', `${task.closed_by} has dealt with this already.`);
  await sql.rows(
    'update payment_task set closed_at = now(), closed_by = $2, note = $3 where id = $1',
    [id, sql.scope.actor.name, words],
  );
  await audit(sql, {
    action: 'close',
    entity: 'payment-task',
    entityId: id,
    after: { note: words },
    partner: { id: task.partner_id, path: task.partner_path },
  });
  await announce(sql, { topic: 'finance', path: task.partner_path });
}
