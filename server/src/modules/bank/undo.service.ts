import type { App } from '../../kit/app.ts';
import type { Clock } from '../../platform/clock.ts';
import { textInput } from '../../kit/input.ts';
import { must } from '../../platform/must.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { enqueue } from '../../platform/queue.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lockAccount } from '../ledger/index.ts';
import { takeBackWriteOffs } from '../invoices/index.ts';
import { restorePayment, reversePayment } from '../payments/index.ts';
import { accountById } from './files.store.ts';
import { forgetLearned } from './ibans.store.ts';
import { pairThese } from './pairing.task.ts';
import { entryToPair } from './pairing.store.ts';
import {
  entriesOfPayments,
  lockEntry,
  markIgnored,
  markOpen,
  partnersOfEntriesAbove,
  paymentsOf,
  type LockedEntry,
} from './transactions.store.ts';
import { payerOfInvoice } from './undo.store.ts';

/** Why something is taken back, as it is recorded; refuses a missing one. */
export function reasonGiven(reason: string): string {
  if (!reason.trim()) throw badInput({ reason: 'say why; it is recorded' });
  return textInput(reason, 'reason', { max: 500 });
}

async function locked(sql: ScopedSql, id: string): Promise<LockedEntry> {
  const entry = await lockEntry(sql, id);
  if (!entry) throw notFound();
  return entry;
}

async function said(
  sql: ScopedSql,
  entry: LockedEntry,
  action: string,
  after: object,
): Promise<void> {
  await audit(sql, {
    action,
    entity: 'bank-transaction',
    entityId: entry.id,
    before: { status: entry.status },
    after,
    partner: { id: entry.partnerId, path: entry.partnerPath },
  });
  await announce(sql, { topic: 'finance', path: entry.partnerPath });
}

/** Leaves an entry out of the queue. Refuses NOT_FOUND, a missing reason, CONFLICT ALREADY_POSTED. */
export async function ignoreEntry(sql: ScopedSql, id: string, reason: string): Promise<void> {
  const why = reasonGiven(reason);
  const entry = await locked(sql, id);
  if (entry.status === 'POSTED')
    throw conflict(
      'ALREADY_POSTED',
      `${entry.postedBy ?? 'Somebody'} has posted this entry already.`,
    );
  await markIgnored(sql, id, why);
  await said(sql, entry, 'ignore', { status: 'IGNORED', reason: why });
}

/**
 * Takes back what was done with an entry: its payments are reversed, an IBAN learned only by it is forgotten, and it is
 * paired again, for a person to post. What a return took back counts again. Refuses NOT_FOUND, a missing reason,
 * CONFLICT NOTHING_TO_UNDO for one that waits, RETURNED for one whose payment the bank took back since, and what
 * reversing or restoring a payment refuses.
 */
export async function undoEntry(
  sql: ScopedSql,
  id: string,
  reason: string,
  today: Clock['today'],
): Promise<void> {
  const why = reasonGiven(reason);
  const entry = await locked(sql, id);
  if (entry.status !== 'POSTED' && entry.status !== 'IGNORED')
    throw conflict('NOTHING_TO_UNDO', 'This entry is neither posted nor ignored.');
  await takeBack(sql, entry, why, today);
  await reopened(sql, [id]);
  await pairThese(sql, must(await accountById(sql, entry.accountId)), [await entryToPair(sql, id)]);
  await said(sql, entry, 'undo', { reason: why });
}

/** Takes back what posting an entry did: the payments that it made, or what a return took back. */
export async function takeBack(
  sql: ScopedSql,
  { id, writtenOff, returnsPayment }: Pick<LockedEntry, 'id' | 'writtenOff' | 'returnsPayment'>,
  why: string,
  today: Clock['today'],
): Promise<void> {
  if (returnsPayment) await restorePayment(sql, returnsPayment, why, today);
  for (const payment of await paymentsOf(sql, id)) {
    if (payment.returned)
      throw conflict(
        'RETURNED',
        `The bank took payment ${payment.receiptNumber} back meanwhile. Undo that entry first.`,
      );
    await reversePayment(sql, payment.id, why, today);
  }
  await takeBackTolerance(sql, { writtenOff }, today);
}

async function reopened(sql: ScopedSql, ids: readonly string[]): Promise<void> {
  await markOpen(sql, ids);
  await forgetLearned(sql, ids);
}

async function takeBackTolerance(
  sql: ScopedSql,
  { writtenOff }: Pick<LockedEntry, 'writtenOff'>,
  today: Clock['today'],
): Promise<void> {
  if (!writtenOff) return;
  const account = await lockAccount(sql, await payerOfInvoice(sql, writtenOff));
  await takeBackWriteOffs(sql, account, writtenOff, {
    on: today(account.clock),
    reason: 'The payment was taken back.',
  });
}

/**
 * A payment that was reversed in the list of payments: the entry that it was made of waits again. Where that is of a
 * partner above whoever did it, it follows there at once.
 */
export async function reopenEntries(
  sql: ScopedSql,
  all: readonly { paymentId: string }[],
): Promise<void> {
  const payments = all.map(({ paymentId }) => paymentId);
  for (const { paymentId, partnerId } of await partnersOfEntriesAbove(sql, payments))
    await enqueue(sql, 'bank:reopen', { partnerId, paymentId });
  await reopenSeen(sql, payments);
}

/** The same, inside the scope of the partner that an entry is of. */
export async function reopenEntryOf(
  app: App,
  { partnerId, paymentId }: { partnerId: string; paymentId: string },
): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (scope) await app.boundary.inSql(scope, (sql) => reopenSeen(sql, [paymentId]));
}

async function reopenSeen(sql: ScopedSql, payments: readonly string[]): Promise<void> {
  const entries = await entriesOfPayments(sql, payments);
  const posted = entries.filter(({ status }) => status === 'POSTED');
  if (!posted.length) return;
  for (const entry of posted) await takeBackTolerance(sql, entry, sql.today);
  await reopened(
    sql,
    posted.map(({ id }) => id),
  );
}
