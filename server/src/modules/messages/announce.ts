import { reminderWays } from '@backhaul/domain/dunning/reminders';
import type { FinanceValues } from '@backhaul/domain/settings/finance';
import type { MessageValues } from '@backhaul/domain/settings/messages';
import { byDate } from '../../kit/groupBy.ts';
import { notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { auditEach } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { promisedNow } from '../dunning/index.ts';
import {
  countCustomers,
  partnersOf,
  type Queued,
  queueOfBlocked,
  queueOfCreditNotes,
  queueOfInvoices,
  queueOfPayments,
  queueOfProformas,
  queueOfTimetable,
  queueReminders,
  type Sending,
} from './announcements.store.ts';
import { channelsOf, routesOf, type Wanted } from './channels.ts';
import { wakePartners } from './wake.ts';

/** More than so many at once are bulk: they go after single documents, and wait for the next round of the minute. */
const BULK = 20;

/**
 * Queues the messages for invoices that this transaction issued, as their partners want them; for each invoice and
 * channel once, however often it is called. Drafts and void ones, and customers without an address, get none.
 */
export async function announceInvoices(
  sql: ScopedSql,
  issued: readonly { invoiceId: string }[],
): Promise<void> {
  const ids = issued.map((each) => each.invoiceId);
  const sending = await sendingOf(sql, 'invoice', ids, invoiceChannels);
  if (sending.routes.length) await tell(sql, await queueOfInvoices(sql, sending, ids));
}

/** How a partner wants an invoice to be announced. */
export function invoiceChannels(values: MessageValues): Wanted {
  return {
    channels: channelsOf(values.invoiceAutoSend, values.invoiceAutoSend && values.invoiceSms),
    delayHours: values.invoiceDelayHours,
  };
}

/** The same for credit notes, which go out as invoices do. */
export async function announceCreditNotes(
  sql: ScopedSql,
  issued: readonly { creditNoteId: string }[],
): Promise<void> {
  const ids = issued.map((each) => each.creditNoteId);
  const sending = await sendingOf(sql, 'credit_note', ids, invoiceChannels);
  if (sending.routes.length) await tell(sql, await queueOfCreditNotes(sql, sending, ids));
}

/** The same for proforma invoices. */
export async function announceProformas(
  sql: ScopedSql,
  issued: readonly { proformaId: string }[],
): Promise<void> {
  const ids = issued.map((each) => each.proformaId);
  const sending = await sendingOf(sql, 'proforma', ids, invoiceChannels);
  if (sending.routes.length) await tell(sql, await queueOfProformas(sql, sending, ids));
}

/** The same for payments that were recorded. */
export async function announcePayments(
  sql: ScopedSql,
  recorded: readonly { paymentId: string }[],
): Promise<void> {
  const ids = recorded.map((each) => each.paymentId);
  const sending = await sendingOf(sql, 'payment', ids, (values) => ({
    channels: channelsOf(values.paymentAutoSend, values.paymentAutoSend && values.paymentSms),
    delayHours: 0,
  }));
  if (sending.routes.length) await tell(sql, await queueOfPayments(sql, sending, ids));
}

/** Tells customers that the rules blocked so, where their partner wants that. */
export async function announceBlocked(
  sql: ScopedSql,
  moves: readonly Happenings['statusMoved'][],
): Promise<void> {
  const blocked = moves.filter(
    ({ from, to, byHand }) => from !== to && to === 'BLOCKED' && !byHand,
  );
  for (const [on, all] of byDate(blocked))
    await announceBlockedOn(
      sql,
      all.map((move) => move.customerId),
      on,
    );
}

async function announceBlockedOn(
  sql: ScopedSql,
  ids: readonly string[],
  on: string,
): Promise<void> {
  const sending = await sendingOf(sql, 'customer', ids, (values) => ({
    channels: channelsOf(values.blockedAutoSend, false),
    delayHours: 0,
  }));
  if (sending.routes.length) await tell(sql, await queueOfBlocked(sql, sending, ids, on));
}

/** How a partner reminds. */
export function reminderChannels(_: MessageValues, finance: FinanceValues): Wanted {
  return { channels: reminderWays(finance), delayHours: 0 };
}

/**
 * Queues reminders of the timetable, each once; what they say is made when they go, and they are
 * cancelled when the debt is over before.
 */
export async function announceReminders(
  sql: ScopedSql,
  due: readonly Happenings['reminderDue'][],
): Promise<void> {
  const ids = due.map(({ customerId }) => customerId);
  const sending = await sendingOf(sql, 'customer', ids, reminderChannels);
  if (sending.routes.length) await tell(sql, await queueOfTimetable(sql, sending, due));
}

/**
 * Queues a reminder to each of the customers that owes something, has an address, wants reminders and
 * did not promise to pay yet; one a day and way at most. Says how many customers; refuses NOT_FOUND when
 * one of them is outside the scope.
 */
export async function remindCustomers(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<number> {
  if ((await countCustomers(sql, customerIds)) !== new Set(customerIds).size) throw notFound();
  const promised = await promisedNow(sql, customerIds);
  const owing = customerIds.filter((id) => !promised.has(id));
  const sending = await sendingOf(sql, 'customer', owing, reminderChannels);
  const queued = await queueReminders(sql, sending, owing);
  const reminded = await recordReminded(sql, queued);
  await tell(sql, queued);
  return reminded;
}

/** Records whom a reminder was queued for; gives how many customers that is. */
export async function recordReminded(
  sql: ScopedSql,
  queued: readonly (Queued & { customerId: string })[],
): Promise<number> {
  const each = new Map(queued.map((message) => [message.customerId, message]));
  await auditEach(
    sql,
    [...each].map(([customerId, { partnerId, partnerPath }]) => ({
      action: 'remind',
      entity: 'customer',
      entityId: customerId,
      partner: { id: partnerId, path: partnerPath },
    })),
  );
  return each.size;
}

/** How messages about records go out, as the partners of the records want them. */
export async function sendingOf(
  sql: ScopedSql,
  record: 'invoice' | 'payment' | 'credit_note' | 'proforma' | 'customer',
  ids: readonly string[],
  wanted: (values: MessageValues, finance: FinanceValues) => Wanted,
): Promise<Sending> {
  return {
    routes: await routesOf(sql, await partnersOf(sql, record, ids), wanted),
    priority: ids.length > BULK ? 2 : 1,
  };
}

/** Tells whoever watches the outbox of what was queued, and has it go out soon. */
export async function tell(sql: ScopedSql, queued: readonly Queued[]): Promise<void> {
  for (const path of new Set(queued.map((message) => message.partnerPath)))
    await announce(sql, { topic: 'message', path });
  if (queued.length > BULK) return;
  const soon = Date.now() + 5000;
  await wakePartners(
    sql,
    queued
      .filter((message) => message.status === 'QUEUED' && message.sendAfter.getTime() <= soon)
      .map((message) => message.partnerId),
  );
}
