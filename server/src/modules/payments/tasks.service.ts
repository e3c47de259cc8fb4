import { textInput } from '../../kit/input.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Account } from '../ledger/index.ts';
import {
  closeAbout,
  closeOfPayments,
  closeUnbooked,
  insertTask,
  lockTask,
  markClosed,
  type ClosedTask,
  type NewTask,
} from './tasks.store.ts';

/** Puts it before staff until somebody says what was done about it. */
export async function raisePaymentTask(
  sql: ScopedSql,
  account: Account,
  task: NewTask,
): Promise<void> {
  await insertTask(sql, account, task);
  await announce(sql, { topic: 'finance', path: account.partnerPath });
}

/**
 * Says what was done about it; it stands with the audit from then on. Refuses NOT_FOUND, a missing
 * note, and CONFLICT ALREADY_CLOSED.
 */
export async function closePaymentTask(sql: ScopedSql, id: string, note: string): Promise<void> {
  const words = textInput(note, 'note', { max: 500 });
  const task = await lockTask(sql, id);
  if (!task) throw notFound();
  if (task.closedBy)
    throw conflict('ALREADY_CLOSED', `${task.closedBy} has dealt with this already.`);
  await markClosed(sql, id, words);
  await closed(sql, [{ id, ...task }], words);
}

/** What was not booked is booked after all: nobody has to see to it any more. */
export async function closeBookedTasks(
  sql: ScopedSql,
  account: Account,
  booked: { about: string; by: string; note: string },
): Promise<void> {
  await closed(sql, await closeUnbooked(sql, account, booked), booked.note);
}

/** What was put before staff about some things is settled by what happened since, whatever was booked. */
export async function closeTasksAbout(
  sql: ScopedSql,
  account: Account,
  settled: { about: readonly string[]; by: string; note: string },
): Promise<void> {
  await closed(sql, await closeAbout(sql, account, settled), settled.note);
}

/** A payment that was taken back is nobody's work any more, but for why the bank took it back. */
export async function closeTasksOfReversed(
  sql: ScopedSql,
  all: readonly { paymentId: string }[],
): Promise<void> {
  const note = 'The payment was taken back.';
  const ids = all.map(({ paymentId }) => paymentId);
  await closed(sql, await closeOfPayments(sql, ids, { note, returned: false }), note);
}

/** A payment that counts again: why the bank took it back is nobody's work any more. */
export async function closeTaskOfReturn(sql: ScopedSql, paymentId: string): Promise<void> {
  const note = 'The payment counts again.';
  await closed(sql, await closeOfPayments(sql, [paymentId], { note, returned: true }), note);
}

async function closed(sql: ScopedSql, tasks: readonly ClosedTask[], note: string): Promise<void> {
  for (const { id, partnerId, partnerPath } of tasks) {
    await audit(sql, {
      action: 'close',
      entity: 'payment-task',
      entityId: id,
      after: { note },
      partner: { id: partnerId, path: partnerPath },
    });
    await announce(sql, { topic: 'finance', path: partnerPath });
  }
}
