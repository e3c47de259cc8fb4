import { rowsById } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Channel } from './carrier.ts';
import type { Claimed } from './outbox.store.ts';

/**
 * How long a batch is its process's own, from when it said so last; renewed as long as it works on
 * it, so that what a dead one held goes on within a minute.
 */
const LEASE = '30 seconds';

/** Nobody else takes messages of a partner until this transaction ends: two jobs would each see the whole rate free. */
export async function lockOutbox(sql: ScopedSql, partnerId: string): Promise<void> {
  await sql.rows('select pg_advisory_xact_lock(4122, hashtext($1))', [partnerId]);
}

/** How many messages of a partner were begun in the minute before, or are being sent. */
export async function startedLastMinute(
  sql: ScopedSql,
  partnerId: string,
  now: Date,
): Promise<number> {
  const { started } = await sql.row<{ started: number }>(
    `select (
      select count(*)::int
      from message_attempt
      where partner_id = $1 and at > $2::timestamptz - interval '1 minute'
    ) + (
      select count(*)::int
      from message
      where partner_id = $1 and status = 'SENDING'
    ) started`,
    [partnerId, now],
  );
  return started;
}

/** Which of a partner's waiting messages are taken; atOnceOnly: those that wait for no hour. */
export interface Wanted {
  now: Date;
  priorities: { from: number; to: number };
  channels: readonly Channel[];
  atOnceOnly: boolean;
  limit: number;
}

/** Takes the next messages under a lease, locked ones aside; gives their ids. */
export async function takeNext(
  sql: ScopedSql,
  partnerId: string,
  lease: string,
  { now, priorities, channels, atOnceOnly, limit }: Wanted,
): Promise<string[]> {
  // a range of priorities, not a list of them: the index then gives the rows in order, however many wait
  // materialized: as a sub-select the planner may run it more than once, and each run takes other rows
  const taken = await sql.rows<{ id: string }>(
    `with next as materialized (
      select id
      from message
      where partner_id = $1 and status = 'QUEUED' and priority between $4 and $9
        and send_after <= $5 and channel = any($6) and ($7 or at_once)
      order by priority, send_after, id
      limit $8
      for update skip locked)
    update message m
    set status = 'SENDING', attempts = attempts + 1,
      lease = $2, lease_until = now() + $3::interval, transmitting_at = null
    from next
    where m.id = next.id
    returning m.id`,
    [partnerId, lease, LEASE, priorities.from, now, channels, !atOnceOnly, limit, priorities.to],
  );
  return taken.map((message) => message.id);
}

/** Messages that were taken, in the order in which they go. */
export function claimed(sql: ScopedSql, ids: readonly string[]): Promise<Claimed[]> {
  return sql.rows<Claimed>(
    `select m.id, m.channel, m.kind, m.attempts, m.lease,
      m.message_id "messageId", m.at_once "atOnce", m.created_at "createdAt",
      m.customer_id "customerId", m.user_id "userId",
      m.invoice_id "invoiceId", m.payment_id "paymentId", m.credit_note_id "creditNoteId",
      m.proforma_id "proformaId",
      m.reset_id "resetId", m.said,
      coalesce(m.recipient, case m.channel when 'EMAIL' then coalesce(c.email, u.email) else c.phone end) "to",
      coalesce(c.name, u.name, '') "name"
    from ${rowsById('message', '$1', 'm')}
    left join lateral (select * from customer c where c.id = m.customer_id limit 1) c on true
    left join app_user u on u.id = m.user_id
    order by m.priority, m.send_after, m.id`,
    [ids],
  );
}

/** A job for when the lease has run out; one with the same key is put off. */
export async function enqueueAfterLease(
  sql: ScopedSql,
  partnerId: string,
  task: string,
  key: string,
): Promise<void> {
  await sql.rows(
    `select enqueue($1, json_build_object('partnerId', $2::uuid), $3, now() + $4::interval + interval '1 second')`,
    [task, partnerId, key, LEASE],
  );
}

/** The lease of what is being sent begins anew. */
export async function renew(sql: ScopedSql, partnerId: string, lease: string): Promise<void> {
  await sql.rows(
    `update message
    set lease_until = now() + $3::interval
    where partner_id = $1 and status = 'SENDING' and lease = $2`,
    [partnerId, lease, LEASE],
  );
}

/** What a process that died had taken and not begun waits again. */
export async function requeueUnbegun(sql: ScopedSql, partnerId: string): Promise<void> {
  await sql.rows(
    `update message
    set status = 'QUEUED', attempts = attempts - 1, lease = null, lease_until = null
    where partner_id = $1 and status = 'SENDING' and lease_until < now() and transmitting_at is null`,
    [partnerId],
  );
}

/** What it had begun has failed, with words; gives the ids. */
export async function failAbandoned(
  sql: ScopedSql,
  partnerId: string,
  words: string,
): Promise<string[]> {
  const failed = await sql.rows<{ id: string }>(
    `update message
    set status = 'FAILED', error = $2, lease = null, lease_until = null
    where partner_id = $1 and status = 'SENDING' and lease_until < now()
    returning id`,
    [partnerId, words],
  );
  return failed.map((message) => message.id);
}

/** Held messages of a channel wait again; says how many. */
export async function requeueHeld(
  sql: ScopedSql,
  partnerId: string,
  channel: Channel,
): Promise<number> {
  const moved = await sql.rows(
    `update message
    set status = 'QUEUED', error = null
    where partner_id = $1 and status = 'HELD' and channel = $2
    returning 1`,
    [partnerId, channel],
  );
  return moved.length;
}

/** Messages of a channel that should go now are held, with words; says how many. */
export async function holdDue(
  sql: ScopedSql,
  partnerId: string,
  channel: Channel,
  words: string,
): Promise<number> {
  const moved = await sql.rows(
    `update message
    set status = 'HELD', error = $3
    where partner_id = $1 and status = 'QUEUED' and priority >= 0 and send_after <= now() and channel = $2
    returning 1`,
    [partnerId, channel, words],
  );
  return moved.length;
}
