import { conflict } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { deskPayments, type DeskPayment } from './movements.store.ts';
import { moveCash } from './tillCash.ts';
import { takeBackRoundings } from './rounding.ts';
import { lockOwnSession } from './sessions.store.ts';
import { tillsById } from './tills.store.ts';

/**
 * Money of the desk that was given back goes out of the open session of whoever gave it. Refuses CONFLICT NO_SESSION for
 * cash that would go out of no till, and TILL_EMPTY.
 */
export async function giveBackRefunded(
  sql: ScopedSql,
  all: readonly { paymentId: string; amountMinor: bigint }[],
): Promise<void> {
  const payments = await deskPayments(sql, [...new Set(all.map((each) => each.paymentId))]);
  for (const { paymentId, amountMinor } of all) {
    const payment = payments.find(({ id }) => id === paymentId);
    if (payment) await goOut(sql, payment, amountMinor, `Refund of ${payment.receiptNumber}`);
  }
}

/** The same of payments that were taken back, and what rounded them goes with them. Refuses MORE_THAN_PAID, too. */
export async function giveBackReversed(
  sql: ScopedSql,
  all: readonly { paymentId: string; on: string }[],
): Promise<void> {
  const payments = await deskPayments(
    sql,
    all.map(({ paymentId }) => paymentId),
  );
  for (const payment of payments)
    await goOut(
      sql,
      payment,
      payment.amount,
      `Reversed ${payment.receiptNumber}: ${payment.reversalReason ?? ''}`,
    );
  await takeBackRoundings(sql, all);
}

async function goOut(
  sql: ScopedSql,
  { id, method, currency }: DeskPayment,
  amount: bigint,
  reason: string,
): Promise<void> {
  const { actor } = sql.scope;
  const session =
    actor.kind === 'USER' && actor.id ? await lockOwnSession(sql, actor.id) : undefined;
  const [till] = session ? await tillsById(sql, [session.tillId]) : [];
  if (!session || till.currency !== currency) {
    // a card's money went through no drawer
    if (method !== 'CASH') return;
    throw conflict(
      'NO_SESSION',
      session
        ? `Cash in ${currency} goes back out of a till in ${currency}; ${till.name} has ${till.currency}.`
        : 'Cash goes back out of a till: open one first.',
    );
  }
  await moveCash(
    sql,
    { session, till },
    { kind: 'REFUND', method, amount, paymentId: id, reason: reason.slice(0, 500) },
  );
}
