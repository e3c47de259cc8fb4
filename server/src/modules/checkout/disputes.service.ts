import type { App } from '../../kit/app.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { auditPlace } from '../ledger/index.ts';
import {
  closeTasksAbout,
  raisePaymentTask,
  restorePayment,
  returnPayment,
} from '../payments/index.ts';
import {
  insertDispute,
  keptForAnother,
  knownDispute,
  moveDispute,
  type DisputeStatus,
} from './disputes.store.ts';
import * as words from './disputes.words.ts';

/** Whether the provider has taken the money back of us. */
const TAKEN: Readonly<Record<DisputeStatus, boolean>> = {
  OPEN: false,
  WITHDRAWN: true,
  WON: false,
  LOST: true,
};

/**
 * Keeps a dispute as the provider says it stands: opened, it is put before staff with its day; the money withdrawn, the
 * payment (what was not given back of it) is taken back as a return is, with the fee of the setting; won, it counts
 * again and pays the same invoices first, and so it does where a withdrawal is undone before it is decided. Source:
 * payments, Returns and chargebacks (dispute). Of a part of a payment nothing is booked: each state is put before staff.
 * Throws what taking the payment back refuses.
 */
export async function followDispute(app: App, sql: ScopedSql, it: words.Disputed): Promise<void> {
  const before = await keepDispute(sql, it);
  if (!before) return;
  const { status } = it.dispute;
  if (TAKEN[status]) await taken(app, sql, it, before);
  if (status === 'WON' && TAKEN[before.status]) await won(app, sql, it, before);
  if (status !== 'OPEN') return;
  if (TAKEN[before.status])
    await countsAgain(app, sql, it, 'the money came back before it is decided');
  await tell(sql, it, before, words.opened(it));
}

/** How a dispute stood; moves: how often it has gone on since it was opened. */
interface Before {
  status: DisputeStatus;
  moves: number;
}

/** The books refused to follow it: it is kept all the same, and put before staff. */
export async function keepUnbooked(sql: ScopedSql, it: words.Disputed, why: string): Promise<void> {
  const before = await keepDispute(sql, it);
  if (before) await tell(sql, it, before, words.refused(it, why));
}

/** Keeps how it stands, which ends what was to be done before; how it stood, null where nothing is new. */
async function keepDispute(
  sql: ScopedSql,
  { account, happened, dispute }: words.Disputed,
): Promise<Before | null> {
  const { payment } = happened;
  const known = await knownDispute(sql, payment.id, dispute.providerRef);
  // what is decided stays so, whatever comes late
  if (known && (known.status === dispute.status || isDecided(known.status))) return null;
  const id = known?.id ?? (await insertDispute(sql, account, payment.id, dispute));
  if (known) await moveDispute(sql, id, dispute);
  await audit(sql, {
    action: known ? 'update' : 'create',
    entity: 'dispute',
    entityId: id,
    ...(known && { before: { status: known.status } }),
    after: { status: dispute.status, payment: payment.receiptNumber },
    partner: auditPlace(account),
  });
  await closeTasksAbout(sql, account, {
    about: [`checkout:${happened.checkoutId} ${dispute.providerRef}`],
    by: 'The payment provider',
    note: `The dispute went on: it is ${dispute.status.toLowerCase()} now.`,
  });
  await announce(sql, { topic: 'finance', path: account.partnerPath });
  return known ? { status: known.status, moves: known.moves + 1 } : { status: 'OPEN', moves: 0 };
}

function isDecided(status: DisputeStatus): boolean {
  return status === 'WON' || status === 'LOST';
}

/** The money is gone, until it is decided or for good. */
async function taken(app: App, sql: ScopedSql, it: words.Disputed, before: Before): Promise<void> {
  const { account, happened, dispute } = it;
  const { payment } = happened;
  const lost = dispute.status === 'LOST';
  // what does not count is not taken back twice
  if (payment.reversed) {
    if (!TAKEN[before.status] && (await keptForAnother(sql, payment.id, dispute)))
      await tell(sql, it, before, (lost ? words.lostUnbooked : words.withdrawnUnbooked)(it, true));
    return;
  }
  const left = payment.amountMinor - payment.refundedMinor;
  // providers say either what was paid or what was left of it when it was disputed
  if (TAKEN[before.status] || left <= 0n || dispute.amountMinor < left) {
    const say = lost ? words.lostUnbooked : words.withdrawnUnbooked;
    await tell(sql, it, before, say(it, left <= 0n));
    return;
  }
  await returnPayment(sql, {
    paymentId: payment.id,
    reason: `disputed: ${dispute.reason}`,
    on: app.clock.today(account.clock),
    asked: dispute.feeMinor ?? 0n,
    partly: true,
  });
  if (!lost && dispute.answerBy) await tell(sql, it, before, words.withdrawn(it), 'RETURNED');
}

/** Money that was taken came again. */
async function won(app: App, sql: ScopedSql, it: words.Disputed, before: Before): Promise<void> {
  const { payment } = it.happened;
  if (!payment.reversed) await tell(sql, it, before, words.wonUnbooked(it));
  else if (!payment.returned) await tell(sql, it, before, words.wonByHand(it));
  else if (!(await countsAgain(app, sql, it, 'the dispute is won')))
    await tell(sql, it, before, words.wonBesideAnother(it));
}

/** Has a payment count again that was taken back, unless the provider keeps its money for another dispute. */
async function countsAgain(
  app: App,
  sql: ScopedSql,
  { happened: { payment }, dispute }: words.Disputed,
  why: string,
): Promise<boolean> {
  if (!payment.returned || (await keptForAnother(sql, payment.id, dispute))) return false;
  await restorePayment(sql, payment.id, why, app.clock.today);
  return true;
}

/**
 * Puts it before staff, once each time that it comes to a state. kind: RETURNED stays open though the payment does not
 * count.
 */
async function tell(
  sql: ScopedSql,
  { account, happened, dispute }: words.Disputed,
  { moves }: Before,
  say: string,
  kind: 'AFTER_PAID' | 'RETURNED' = 'AFTER_PAID',
): Promise<void> {
  await raisePaymentTask(sql, account, {
    about: `checkout:${happened.checkoutId} ${dispute.providerRef} ${dispute.status} ${moves}`,
    kind,
    asked: happened.payment,
    received: dispute,
    paymentId: happened.payment.id,
    words: say,
  });
}
