import { v7 as uuid } from 'uuid';
import { emailInput } from '../../kit/input.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lockInvoice } from '../invoices/index.ts';
import { wakePartners } from './wake.ts';
import {
  HELD_WORDS,
  hasCarrier,
  installationSends,
  messageChains,
} from './messageSettings.store.ts';
import { cancelAbout, standingOf } from './outlived.ts';
import { queueResetMail } from './resetMail.ts';

interface Locked {
  id: string;
  partner_id: string;
  partner_path: string;
  status: string;
  channel: 'EMAIL' | 'SMS';
  kind: string;
  priority: number;
  customer_id: string | null;
  invoice_id: string | null;
  payment_id: string | null;
  recipient: string | null;
  sent_to: string | null;
}

async function lockMessage(sql: ScopedSql, id: string): Promise<Locked> {
  const [message] = await sql.rows<Locked>(
    `select id, partner_id, partner_path, status, channel, kind, priority,
      customer_id, invoice_id, payment_id, recipient, sent_to
    from message
    where id = $1
    for update`,
    [id],
  );
  if (!message) throw notFound();
  return message;
}

async function changed(
  sql: ScopedSql,
  message: Pick<Locked, 'id' | 'partner_id' | 'partner_path'>,
  action: string,
  after: object,
): Promise<void> {
  await audit(sql, {
    action,
    entity: 'message',
    entityId: message.id,
    after,
    partner: { id: message.partner_id, path: message.partner_path },
  });
  await announce(sql, { topic: 'message', path: message.partner_path, id: message.id });
}

function refuseUnlessWaiting(message: Locked, verb: string): void {
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
  const message = await lockMessage(sql, id);
  refuseUnlessWaiting(message, 'sent now');
  if (message.status === 'CANCELLED')
    throw conflict('CANCELLED', 'The message was cancelled. Send it again to make a new one.');
  await refuseOutlived(sql, id);
  const { status, error } = await placeOf(sql, message.partner_id, message.channel);
  await sql.rows(
    `update message
    set status = $2, error = $3, send_after = now(), at_once = true,
      priority = least(priority, 1), attempts = case when status = $4 then 0 else attempts end
    where id = $1`,
    [id, status, error, 'FAILED'],
  );
  await changed(sql, message, 'send-now', { status });
  await wakePartners(
    sql,
    [message.partner_id],
    message.priority === 0 ? 'messages:urgent' : 'messages:partner',
  );
}

async function refuseOutlived(sql: ScopedSql, id: string): Promise<void> {
  const { over } = await standingOf(sql, id);
  if (over) throw conflict('OUTLIVED', `${over} There is nothing left to tell.`);
}

/**
 * Cancels a message that waits, is held or has failed. Refuses NOT_FOUND and CONFLICT ALREADY_SENT,
 * BEING_SENT; cancelled ones stay as they are.
 */
export async function cancelMessage(sql: ScopedSql, id: string): Promise<void> {
  const message = await lockMessage(sql, id);
  refuseUnlessWaiting(message, 'cancelled');
  if (message.status === 'CANCELLED') return;
  await sql.rows(`update message set status = 'CANCELLED', error = $2 where id = $1`, [
    id,
    `Cancelled by ${sql.scope.actor.name}.`,
  ]);
  await changed(sql, message, 'cancel', { status: 'CANCELLED' });
}

/**
 * Queues an invoice for sending at once, as PDF with the invoice mail, to the customer's address or
 * another one; a message about it that still waits is cancelled. Refuses NOT_FOUND, a wrong or
 * missing address (to), and CONFLICT NOT_ISSUED for drafts and void ones.
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
  if (!recipient) await refuseWithoutAddress(sql, account.id);
  await cancelAbout(sql, 'invoice_id', [invoiceId], 'It was sent by hand instead.');
  return queueAgain(
    sql,
    {
      partner_id: account.partnerId,
      partner_path: account.partnerPath,
      channel: 'EMAIL',
      kind: 'INVOICE_MAIL',
      customer_id: account.id,
      invoice_id: invoiceId,
      payment_id: null,
      recipient,
    },
    'send',
  );
}

/**
 * Makes a new message of one that was sent, failed or was cancelled, and sends it at once:
 * everything in it as it is now. Refuses NOT_FOUND; CONFLICT WAITING while the first is still to
 * go, NOT_ISSUED, REVERSED and OUTLIVED where what it tells is not true any more, LINK_SPENT for
 * mails with a link of their own.
 */
export async function resendMessage(sql: ScopedSql, id: string): Promise<string> {
  const message = await lockMessage(sql, id);
  if (['QUEUED', 'HELD', 'SENDING'].includes(message.status))
    throw conflict('WAITING', 'The message is still to go. Use "send now".');
  if (message.kind === 'RESET_MAIL' || message.kind === 'WELCOME_MAIL')
    throw conflict('LINK_SPENT', 'This mail held a link for one use. Ask for a new link instead.');
  const { invoice, payment } = await sql.row<{ invoice: string | null; payment: boolean | null }>(
    `select (select state from invoice where id = $1) invoice,
      (select reversed_at is not null from payment where id = $2) payment`,
    [message.invoice_id, message.payment_id],
  );
  if (message.invoice_id && invoice !== 'ISSUED')
    throw conflict('NOT_ISSUED', 'The invoice is void.');
  if (payment) throw conflict('REVERSED', 'The payment was taken back.');
  await refuseOutlived(sql, id);
  return queueAgain(sql, message, 'resend');
}

/**
 * Sends a customer a welcome with a link to set the password of its portal. Refuses NOT_FOUND and a
 * customer without an e-mail address.
 */
export async function sendWelcome(sql: ScopedSql, customerId: string): Promise<string> {
  const [customer] = await sql.rows<{ partner_id: string; partner_path: string }>(
    'select partner_id, partner_path from customer where id = $1',
    [customerId],
  );
  if (!customer) throw notFound();
  await refuseWithoutAddress(sql, customerId, 'customerId');
  const id = await queueResetMail(sql, { kind: 'CUSTOMER', id: customerId }, 'WELCOME_MAIL');
  await changed(sql, { id, ...customer }, 'welcome', { customerId });
  return id;
}

async function refuseWithoutAddress(
  sql: ScopedSql,
  customerId: string,
  field = 'to',
): Promise<void> {
  const { email } = await sql.row<{ email: string | null }>(
    'select email from customer where id = $1',
    [customerId],
  );
  if (!email) throw badInput({ [field]: 'the customer has no e-mail address' });
}

async function placeOf(
  sql: ScopedSql,
  partnerId: string,
  channel: 'EMAIL' | 'SMS',
): Promise<{ status: 'QUEUED' | 'HELD'; error: string | null }> {
  const chain = (await messageChains(sql, [partnerId])).get(partnerId) ?? [];
  return hasCarrier(channel, chain, await installationSends(sql))
    ? { status: 'QUEUED', error: null }
    : { status: 'HELD', error: HELD_WORDS[channel] };
}

/** A person asked for it: a cause of its own, at once, before what is automatic. */
async function queueAgain(
  sql: ScopedSql,
  of: Omit<Locked, 'id' | 'status' | 'priority' | 'sent_to'>,
  action: string,
): Promise<string> {
  const id = uuid();
  const { status, error } = await placeOf(sql, of.partner_id, of.channel);
  await sql.rows(
    `insert into message (id, partner_id, partner_path, channel, kind, cause,
      customer_id, invoice_id, payment_id, recipient,
      priority, at_once, status, error, send_after, recorded_by)
    values ($1::uuid, $2, $3, $4, $5, 'asked:' || $1::uuid,
      $6, $7, $8, $9,
      1, true, $10, $11, now(), $12)`,
    [
      id,
      of.partner_id,
      of.partner_path,
      of.channel,
      of.kind,
      of.customer_id,
      of.invoice_id,
      of.payment_id,
      of.recipient,
      status,
      error,
      sql.scope.actor.name,
    ],
  );
  await changed(sql, { id, ...of }, action, {
    kind: of.kind,
    invoiceId: of.invoice_id,
    paymentId: of.payment_id,
    recipient: of.recipient,
  });
  await wakePartners(sql, [of.partner_id]);
  return id;
}
