import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lockStanding } from './standing.store.ts';

/** A message that a job has taken for sending: it is the job's until its lease runs out. */
export interface Claimed {
  id: string;
  channel: 'EMAIL' | 'SMS';
  kind: string;
  attempts: number;
  lease: string;
  messageId: string | null;
  atOnce: boolean;
  customerId: string | null;
  userId: string | null;
  invoiceId: string | null;
  paymentId: string | null;
  creditNoteId: string | null;
  proformaId: string | null;
  resetId: string | null;
  /** What only its cause knew, as the variables of its template. */
  said: Record<string, string> | null;
  /** Where it goes, and to whom by name; null when there is no address any more. */
  to: string | null;
  name: string;
  createdAt: Date;
}
export interface SendingPartner {
  id: string;
  path: string;
  name: string;
  timeZone: string;
  supportEmail: string | null;
  portalUrl: string;
}

/** A partner as messages name it, without its portal's address; undefined outside the scope. */
export async function partnerSending(
  sql: ScopedSql,
  partnerId: string,
): Promise<Omit<SendingPartner, 'portalUrl'> | undefined> {
  const [partner] = await sql.rows<Omit<SendingPartner, 'portalUrl'>>(
    `select id, path, name, time_zone "timeZone", support_email "supportEmail"
    from partner
    where id = $1`,
    [partnerId],
  );
  return partner;
}

/** GONE: it was cancelled, or is no longer ours, and must not go. CHANGED: it would say what was true a moment ago. */
export type Begun = 'BEGUN' | 'GONE' | 'CHANGED';

/**
 * Marks that from now on the message may have gone: once, and only while what it tells is true. What ends that locks the
 * customer, as this does, so it comes either before, and the message is cancelled, or after the message left in time.
 * moment: of what the message was composed from, see standingOf().
 */
export async function beginTransmission(
  sql: ScopedSql,
  message: Claimed,
  messageId: string,
  moment: string,
): Promise<Begun> {
  const standing = await lockStanding(sql, message);
  if (standing.over) {
    await dropClaimed(sql, message, standing.over);
    return 'GONE';
  }
  if (standing.moment !== moment) return 'CHANGED';
  const rows = await sql.rows(
    `update message m
    set transmitting_at = now(), message_id = coalesce(message_id, $3)
    where id = $1 and status = 'SENDING' and lease = $2 and transmitting_at is null
    returning 1`,
    [message.id, message.lease, messageId],
  );
  return rows.length === 1 ? 'BEGUN' : 'GONE';
}

/** What became of an attempt, with the message as it is from now on. */
export interface Outcome {
  outcome: 'SENT' | 'TEMPORARY' | 'PERMANENT' | 'UNCERTAIN' | 'SERVER';
  words: string;
  /** When to try again; null: never. */
  again: Date | null;
  sent: { subject: string | null; body: string; to: string } | null;
}

/** Records an attempt and moves the message on, if it is still ours. */
export async function recordOutcome(
  sql: ScopedSql,
  partner: SendingPartner,
  message: Claimed,
  result: Outcome,
): Promise<void> {
  const { outcome, words, again, sent } = result;
  const status = outcome === 'SENT' ? 'SENT' : again ? 'QUEUED' : 'FAILED';
  const rows = await sql.rows(
    `update message
    set status = $3, error = $4, send_after = coalesce($5, send_after),
      sent_at = case when $3 = 'SENT' then now() end,
      subject = coalesce($6, subject), body = coalesce($7, body), sent_to = coalesce($8, sent_to),
      lease = null, lease_until = null, transmitting_at = null
    where id = $1 and lease = $2
    returning 1`,
    [
      message.id,
      message.lease,
      status,
      outcome === 'SENT' ? null : words,
      again,
      sent?.subject ?? null,
      sent?.body ?? null,
      sent?.to ?? null,
    ],
  );
  if (!rows.length && outcome !== 'SENT') return;
  // given up for lost meanwhile, but it did arrive
  if (!rows.length)
    await sql.rows(
      `update message
      set status = 'SENT', error = null, sent_at = now(), subject = $2, body = $3, sent_to = $4
      where id = $1 and status = 'FAILED'`,
      [message.id, sent?.subject, sent?.body, sent?.to],
    );
  await recordAttempt(sql, partner, message.id, outcome, words);
  await announce(sql, { topic: 'message', path: partner.path, id: message.id });
}

/** Notes in a message's history what became of one attempt. */
export async function recordAttempt(
  sql: ScopedSql,
  partner: Pick<SendingPartner, 'id' | 'path'>,
  messageId: string,
  outcome: Outcome['outcome'],
  detail: string,
): Promise<void> {
  await sql.rows(
    'insert into message_attempt (partner_id, partner_path, message_id, outcome, detail) values ($1, $2, $3, $4, $5)',
    [partner.id, partner.path, messageId, outcome, detail],
  );
}

/** Gives back what was taken and not begun, as if it had not been taken. */
export async function releaseUnsent(sql: ScopedSql, messages: readonly Claimed[]): Promise<void> {
  if (!messages.length) return;
  await sql.rows(
    `update message
    set status = 'QUEUED', attempts = attempts - 1, lease = null, lease_until = null
    where id = any($1) and lease = $2 and status = 'SENDING' and transmitting_at is null`,
    [messages.map((message) => message.id), messages[0].lease],
  );
}

/** Cancels a claimed message whose reason is gone. */
export async function dropClaimed(sql: ScopedSql, message: Claimed, words: string): Promise<void> {
  const [dropped] = await sql.rows<{ partner_path: string }>(
    `update message
    set status = 'CANCELLED', error = $3, lease = null, lease_until = null
    where id = $1 and lease = $2 and transmitting_at is null
    returning partner_path`,
    [message.id, message.lease, words],
  );
  if (dropped)
    await announce(sql, { topic: 'message', path: dropped.partner_path, id: message.id });
}
