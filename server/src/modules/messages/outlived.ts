import { shortDate } from '@backhaul/domain/time/calendar';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { cancelReminders, cancelUntrue, cancelWaiting } from './standing.store.ts';

// A message is about something that may be over before it goes: a block, a debt, an invoice, a
// payment. It is cancelled in the transaction that ends it, and looked at once more, with the
// customer locked, before its first byte leaves.

/**
 * Cancels, with words, what waits to tell customers of a status or a debt that is over. For the
 * transaction that ended it, with the customers' rows locked.
 */
export async function cancelOutlived(
  sql: ScopedSql,
  customers: readonly { customerId: string }[],
): Promise<void> {
  const customerIds = customers.map((customer) => customer.customerId);
  await tell(sql, await cancelUntrue(sql, customerIds));
}

/** The same for customers that are not blocked any more. */
export async function cancelUnblocked(
  sql: ScopedSql,
  moves: readonly Happenings['statusMoved'][],
): Promise<void> {
  const unblocked = moves.filter(({ from, to }) => from === 'BLOCKED' && to !== 'BLOCKED');
  if (unblocked.length) await cancelOutlived(sql, unblocked);
}

/** Cancels what waits to remind customers who promised to pay. */
export async function cancelPromised(
  sql: ScopedSql,
  promises: readonly Happenings['promiseMade'][],
): Promise<void> {
  for (const { customerId, until } of promises)
    await tell(
      sql,
      await cancelReminders(
        sql,
        customerId,
        `The customer promised to pay by ${shortDate(until)}.`,
      ),
    );
}

/** Cancels what waits to tell of invoices that are void. */
export async function cancelOfVoid(
  sql: ScopedSql,
  voided: readonly { invoiceId: string }[],
): Promise<void> {
  const invoiceIds = voided.map((each) => each.invoiceId);
  await cancelAbout(sql, 'invoice', invoiceIds, 'The invoice was made void.');
}

/** Cancels what waits to ask for what a void proforma invoice asked for. */
export async function cancelOfVoidProformas(
  sql: ScopedSql,
  voided: readonly { proformaId: string }[],
): Promise<void> {
  const ids = voided.map((each) => each.proformaId);
  await cancelAbout(sql, 'proforma', ids, 'The proforma was made void.');
}

/** Cancels what waits to tell of payments that were taken back. */
export async function cancelOfReversed(
  sql: ScopedSql,
  reversed: readonly { paymentId: string }[],
): Promise<void> {
  const paymentIds = reversed.map((each) => each.paymentId);
  await cancelAbout(sql, 'payment', paymentIds, 'The payment was taken back.');
}

/**
 * Cancels, with words, what still waits about invoices or payments, or is about to go and has not
 * begun to.
 */
export async function cancelAbout(
  sql: ScopedSql,
  record: 'invoice' | 'payment' | 'proforma' | 'credit_note',
  ids: readonly string[],
  reason: string,
): Promise<void> {
  await tell(sql, await cancelWaiting(sql, record, ids, reason));
}

async function tell(sql: ScopedSql, paths: readonly string[]): Promise<void> {
  for (const path of new Set(paths)) await announce(sql, { topic: 'message', path });
}
