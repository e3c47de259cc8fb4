import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Channel, Start } from './carrier.ts';

/** What a message is about and whom it goes to. recipient: an address given by hand, null for the customer's own. */
export interface Letter {
  partnerId: string;
  partnerPath: string;
  channel: Channel;
  kind: string;
  customerId: string | null;
  invoiceId: string | null;
  paymentId: string | null;
  creditNoteId: string | null;
  proformaId: string | null;
  recipient: string | null;
  /** What only its cause knew, as the variables of its template. */
  said: Record<string, string> | null;
}

export interface LockedMessage extends Letter {
  id: string;
  status: 'QUEUED' | 'HELD' | 'SENDING' | 'SENT' | 'FAILED' | 'CANCELLED' | 'CAUGHT';
  priority: number;
  /** The link to set a password with that it holds, if any. */
  resetId: string | null;
}

/** Locks a message and reads it; undefined outside the scope. */
export async function lockMessage(sql: ScopedSql, id: string): Promise<LockedMessage | undefined> {
  const [message] = await sql.rows<LockedMessage>(
    `select id, partner_id "partnerId", partner_path "partnerPath",
      status, channel, kind, priority,
      customer_id "customerId", invoice_id "invoiceId", payment_id "paymentId", credit_note_id "creditNoteId",
      proforma_id "proformaId",
      recipient, said, reset_id "resetId"
    from message
    where id = $1
    for update`,
    [id],
  );
  return message;
}

/**
 * A waiting or failed message goes before what is automatic, whatever the hour; a failed one has
 * all its attempts again.
 */
export async function hasten(sql: ScopedSql, id: string, start: Start): Promise<void> {
  await sql.rows(
    `update message
    set status = $2, error = $3, send_after = now(), at_once = true,
      priority = least(priority, 1), attempts = case when status = 'FAILED' then 0 else attempts end
    where id = $1`,
    [id, start.status, start.error],
  );
}

export async function markCancelled(sql: ScopedSql, id: string, words: string): Promise<void> {
  await sql.rows(`update message set status = 'CANCELLED', error = $2 where id = $1`, [id, words]);
}

/** Queues what a person asked for: a cause of its own, at once, before what is automatic. */
export async function insertAsked(
  sql: ScopedSql,
  id: string,
  letter: Letter,
  start: Start,
): Promise<void> {
  await sql.rows(
    `insert into message (id, partner_id, partner_path, channel, kind, cause,
      customer_id, invoice_id, payment_id, credit_note_id, proforma_id, recipient, said,
      priority, at_once, status, error, send_after, recorded_by)
    values ($1::uuid, $2, $3, $4, $5, 'asked:' || $1::uuid,
      $6, $7, $8, $9, $10, $11, $12,
      1, true, $13, $14, now(), $15)`,
    [
      id,
      letter.partnerId,
      letter.partnerPath,
      letter.channel,
      letter.kind,
      letter.customerId,
      letter.invoiceId,
      letter.paymentId,
      letter.creditNoteId,
      letter.proformaId,
      letter.recipient,
      letter.said && JSON.stringify(letter.said),
      start.status,
      start.error,
      sql.scope.actor.name,
    ],
  );
}

/**
 * The state of the invoice that a message is about, and whether its payment was taken back; null
 * where it is about none.
 */
export function subjectsOf(
  sql: ScopedSql,
  { invoiceId, paymentId }: Pick<Letter, 'invoiceId' | 'paymentId'>,
): Promise<{ invoiceState: string | null; reversed: boolean | null }> {
  return sql.row<{ invoiceState: string | null; reversed: boolean | null }>(
    `select (select state from invoice where id = $1) "invoiceState",
      (select reversed_at is not null from payment where id = $2) reversed`,
    [invoiceId, paymentId],
  );
}

/** What a message said, null where it did not go yet; and what it would be composed from. */
export interface Told {
  kind: string;
  channel: Channel;
  subject: string | null;
  body: string | null;
  /** Its customer's. */
  login: string | null;
  documentId: string;
  resetId: string | null;
  said: Record<string, string> | null;
}

/** What a message tells; undefined outside the scope. */
export async function toldBy(sql: ScopedSql, id: string): Promise<Told | undefined> {
  const [told] = await sql.rows<Told>(
    `select m.kind, m.channel, m.subject, m.body, c.login,
      coalesce(m.invoice_id, m.payment_id, m.credit_note_id, m.proforma_id, m.customer_id, m.user_id) "documentId",
      m.reset_id "resetId", m.said
    from message m
    left join customer c on c.id = m.customer_id
    where m.id = $1`,
    [id],
  );
  return told;
}
