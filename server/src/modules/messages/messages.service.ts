import { v7 as uuid } from 'uuid';
import { protectsAccount } from '@backhaul/domain/messages/protects';
import { emailInput } from '../../kit/input.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lockInvoice } from '../invoices/index.ts';
import { type Account, lockAccount } from '../ledger/index.ts';
import { mailedAddresses } from './addressees.store.ts';
import { startOf } from './carrier.ts';
import {
  hasten,
  insertAsked,
  type Letter,
  lockMessage,
  type LockedMessage,
  markCancelled,
  subjectsOf,
} from './messages.store.ts';
import { cancelAbout } from './outlived.ts';
import { customerOf, emailOf, ownerOfCustomer, voidNumber } from './recipients.store.ts';
import { queueResetMail } from './resetMail.ts';
import { standingOf } from './standing.store.ts';
import { wakePartners } from './wake.ts';

async function locked(sql: ScopedSql, id: string): Promise<LockedMessage> {
  const message = await lockMessage(sql, id);
  if (!message) throw notFound();
  return message;
}

async function changed(
  sql: ScopedSql,
  message: Pick<LockedMessage, 'id' | 'partnerId' | 'partnerPath'>,
  action: string,
  after: object,
): Promise<void> {
  await audit(sql, {
    action,
    entity: 'message',
    entityId: message.id,
    after,
    partner: { id: message.partnerId, path: message.partnerPath },
  });
  await announce(sql, { topic: 'message', path: message.partnerPath, id: message.id });
}

function refuseUnlessWaiting(message: LockedMessage, verb: string): void {
  if (message.status === 'SENT')
    throw conflict(
      'ALREADY_SENT',
      `The message was sent already; it cannot be ${verb}. Send it again to repeat it.`,
    );
  if (message.status === 'SENDING')
    throw conflict('BEING_SENT', 'The message is being sent at this moment.');
}

/**
 * Sends a waiting or failed message at once, whatever the hour. Refuses NOT_FOUND and CONFLICT:
 * ALREADY_SENT, BEING_SENT, CANCELLED, OUTLIVED where what it tells is over. Without a mail server
 * it stays held, and says so.
 */
export async function sendMessageNow(sql: ScopedSql, id: string): Promise<void> {
  const message = await locked(sql, id);
  refuseUnlessWaiting(message, 'sent now');
  if (message.status === 'CANCELLED')
    throw conflict('CANCELLED', 'The message was cancelled. Send it again to make a new one.');
  await refuseOutlived(sql, id);
  const start = await startOf(sql, message.partnerId, message.channel);
  await hasten(sql, id, start);
  await changed(sql, message, 'send-now', { status: start.status });
  await wakePartners(
    sql,
    [message.partnerId],
    message.priority === 0 ? 'messages:urgent' : 'messages:partner',
  );
}

async function refuseOutlived(sql: ScopedSql, id: string): Promise<void> {
  const { over } = await standingOf(sql, id);
  if (over) throw conflict('OUTLIVED', `${over} There is nothing left to tell.`);
}

/**
 * Cancels a message that waits, is held or has failed. Refuses NOT_FOUND and CONFLICT
 * PROTECTS_ACCOUNT, ALREADY_SENT, BEING_SENT; cancelled ones stay as they are.
 */
export async function cancelMessage(sql: ScopedSql, id: string): Promise<void> {
  const message = await locked(sql, id);
  if (protectsAccount(message.kind))
    throw conflict(
      'PROTECTS_ACCOUNT',
      'This mail protects an account. It goes out, and nobody cancels it.',
    );
  refuseUnlessWaiting(message, 'cancelled');
  if (message.status === 'CANCELLED') return;
  await markCancelled(sql, id, `Cancelled by ${sql.scope.actor.name}.`);
  await changed(sql, message, 'cancel', { status: 'CANCELLED' });
}

/**
 * Queues an invoice for sending at once, as PDF with the invoice mail, to all contacts that get
 * invoices, without any to the customer, or to another address; a message about it that still waits
 * is cancelled. Refuses NOT_FOUND, a wrong or missing address (to), and CONFLICT NOT_ISSUED for
 * drafts and void ones. Returns the first message.
 */
export async function sendInvoice(
  sql: ScopedSql,
  invoiceId: string,
  to: string | null,
): Promise<string> {
  const recipient = to === null ? null : emailInput(to, 'to');
  const { account, invoice } = await lockInvoice(sql, invoiceId);
  if (invoice.state !== 'ISSUED')
    throw conflict(
      'NOT_ISSUED',
      invoice.state === 'DRAFT'
        ? 'A draft cannot be sent. Approve it first.'
        : `Invoice ${invoice.number} is void.`,
    );
  return sendAbout(sql, account, { record: 'invoice', id: invoiceId, recipient });
}

/** The same of a proforma invoice. Refuses NOT_FOUND, a wrong or missing address (to), and CONFLICT ALREADY_VOID. */
export async function sendProforma(sql: ScopedSql, id: string, to: string | null): Promise<string> {
  const recipient = to === null ? null : emailInput(to, 'to');
  const account = await lockOwner(sql, 'proforma', id);
  const number = await voidNumber(sql, id);
  if (number !== null) throw conflict('ALREADY_VOID', `Proforma ${number} is void.`);
  return sendAbout(sql, account, { record: 'proforma', id, recipient });
}

/** The same of a credit note. Refuses NOT_FOUND, and a wrong or missing address (to). */
export async function sendCreditNote(
  sql: ScopedSql,
  id: string,
  to: string | null,
): Promise<string> {
  const recipient = to === null ? null : emailInput(to, 'to');
  const account = await lockOwner(sql, 'credit_note', id);
  return sendAbout(sql, account, { record: 'credit_note', id, recipient });
}

async function lockOwner(
  sql: ScopedSql,
  record: 'proforma' | 'credit_note',
  id: string,
): Promise<Account> {
  const customerId = await customerOf(sql, record, id);
  if (!customerId) throw notFound();
  return lockAccount(sql, customerId);
}

const MAIL_OF = {
  invoice: 'INVOICE_MAIL',
  proforma: 'PROFORMA_MAIL',
  credit_note: 'CREDIT_NOTE_MAIL',
} as const;

async function sendAbout(
  sql: ScopedSql,
  account: Account,
  { record, id, recipient }: { record: keyof typeof MAIL_OF; id: string; recipient: string | null },
): Promise<string> {
  const recipients =
    recipient === null ? await mailedAddresses(sql, account.id, 'INVOICES') : [recipient];
  if (!recipients.length) throw badInput({ to: 'the customer has no e-mail address' });
  await cancelAbout(sql, record, [id], 'It was sent by hand instead.');
  const letter = {
    partnerId: account.partnerId,
    partnerPath: account.partnerPath,
    channel: 'EMAIL' as const,
    kind: MAIL_OF[record],
    customerId: account.id,
    invoiceId: record === 'invoice' ? id : null,
    paymentId: null,
    creditNoteId: record === 'credit_note' ? id : null,
    proformaId: record === 'proforma' ? id : null,
    said: null,
  };
  const queued: string[] = [];
  for (const to of recipients)
    queued.push(await queueAgain(sql, { ...letter, recipient: to }, 'send'));
  return queued[0];
}

/**
 * Makes a new message of one that was sent, failed or was cancelled, and sends it at once:
 * everything in it as it is now. Refuses NOT_FOUND; CONFLICT WAITING while the first is still to
 * go, NOT_ISSUED, REVERSED and OUTLIVED where what it tells is not true any more, LINK_SPENT for
 * mails with a link of their own, PROTECTS_ACCOUNT for others about an account.
 */
export async function resendMessage(sql: ScopedSql, id: string): Promise<string> {
  const message = await locked(sql, id);
  // whatever became of it meanwhile: it may have arrived a moment before that is written down
  if (protectsAccount(message.kind) && !message.resetId)
    throw conflict(
      'PROTECTS_ACCOUNT',
      'This mail told of what happened to an account then. It is not sent a second time.',
    );
  if (['QUEUED', 'HELD', 'SENDING'].includes(message.status))
    throw conflict('WAITING', 'The message is still to go. Use "send now".');
  if (message.resetId)
    throw conflict('LINK_SPENT', 'This mail held a link for one use. Ask for a new link instead.');
  const { invoiceState, reversed } = await subjectsOf(sql, message);
  if (message.invoiceId && invoiceState !== 'ISSUED')
    throw conflict('NOT_ISSUED', 'The invoice is void.');
  if (reversed) throw conflict('REVERSED', 'The payment was taken back.');
  await refuseOutlived(sql, id);
  return queueAgain(sql, message, 'resend');
}

/**
 * Sends a customer a welcome with a link to set the password of its portal. Refuses NOT_FOUND and a
 * customer without an e-mail address.
 */
export async function sendWelcome(sql: ScopedSql, customerId: string): Promise<string> {
  const owner = await ownerOfCustomer(sql, customerId);
  if (!owner) throw notFound();
  await refuseWithoutAddress(sql, customerId, 'customerId');
  const id = await queueResetMail(sql, { kind: 'CUSTOMER', id: customerId }, 'WELCOME_MAIL');
  await changed(sql, { id, ...owner }, 'welcome', { customerId });
  return id;
}

export async function refuseWithoutAddress(
  sql: ScopedSql,
  customerId: string,
  field = 'to',
): Promise<void> {
  if (!(await emailOf(sql, customerId)))
    throw badInput({ [field]: 'the customer has no e-mail address' });
}

/** A person asked for it: a cause of its own, at once, before what is automatic. */
export async function queueAgain(sql: ScopedSql, letter: Letter, action: string): Promise<string> {
  const id = uuid();
  await insertAsked(sql, id, letter, await startOf(sql, letter.partnerId, letter.channel));
  const { partnerId, partnerPath, customerId: _customer, channel: _channel, ...about } = letter;
  await changed(sql, { id, partnerId, partnerPath }, action, about);
  await wakePartners(sql, [partnerId]);
  return id;
}
