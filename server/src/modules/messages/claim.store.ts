import { randomUUID } from 'node:crypto';
import { allowance, maySend } from '@backhaul/domain/messages/messageSchedule';
import type { App } from '../../kit/app.ts';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { portalAddresses } from '../partners/index.ts';
import { HELD_WORDS } from './carrier.ts';
import { messageChains } from './messageSettings.store.ts';
import {
  partnerSending,
  recordAttempt,
  type Claimed,
  type SendingPartner,
} from './outbox.store.ts';
import { senderOf, type Sender } from './sender.ts';
import { got } from '../../platform/must.ts';

/** Which messages a job takes: those that cannot wait (a password reset) have workers of their own. */
export type Lane = 'urgent' | 'ordinary';

/** What a job took of one partner's messages, and what they are sent with. */
export interface Batch {
  partner: SendingPartner;
  sender: Sender;
  messages: Claimed[];
  more: boolean;
}

/** A few seconds' work, so that other partners' jobs have their turn. */
const BATCH = 20;
/** Renewed as long as the process works on the batch, so that what a dead one held goes on within a minute. */
const LEASE = '30 seconds';
export const RENEW_MS = 6000;

const UNSURE =
  'The server that sent it stopped before the mail server had confirmed it. It may have arrived; send it again if it did not.';

/**
 * Takes a partner's next messages for sending. First puts in order what lies there: messages of a
 * process that died go back, or have failed where they may have been sent; those that nothing can
 * carry are held, held ones that something can go on.
 */
export async function claimBatch(
  app: App,
  sql: ScopedSql,
  partnerId: string,
  lane: Lane,
): Promise<Batch | null> {
  const found = await partnerSending(sql, partnerId);
  if (!found) return null;
  const partner: SendingPartner = {
    ...found,
    portalUrl: got(await portalAddresses(sql, [partnerId]), partnerId),
  };
  const sender = senderOf(app, (await messageChains(sql, [partnerId])).get(partnerId) ?? []);
  // two jobs of one partner would each see the whole rate free
  await sql.rows('select pg_advisory_xact_lock(4122, hashtext($1))', [partnerId]);
  await tidy(sql, partner, sender);
  const now = app.clock.now();
  const { started } = await sql.row<{ started: number }>(
    `select (select count(*)::int from message_attempt where partner_id = $1 and at > $2::timestamptz - interval '1 minute')
    + (select count(*)::int from message where partner_id = $1 and status = 'SENDING') started`,
    [partnerId, now],
  );
  const size =
    lane === 'urgent'
      ? BATCH
      : allowance({
          ratePerMinute: sender.values.messagesPerMinute,
          startedLastMinute: started,
          batch: BATCH,
        });
  if (!size) return { partner, sender, messages: [], more: false };
  const open = maySend(now, sender.values, partner.timeZone);
  const channels = [...(sender.mail ? ['EMAIL'] : []), ...(sender.sms ? ['SMS'] : [])];
  // a range of priorities, not a list of them: the index then gives the rows in order, however many wait
  // materialized: as a sub-select the planner may run it more than once, and each run takes other rows
  const claimed = await sql.rows<{ id: string }>(
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
    [
      partnerId,
      randomUUID(),
      LEASE,
      lane === 'urgent' ? 0 : 1,
      now,
      channels,
      open,
      size,
      lane === 'urgent' ? 0 : 2,
    ],
  );
  if (!claimed.length) return { partner, sender, messages: [], more: false };
  await lookAfterwards(sql, partnerId, lane);
  const messages = await sql.rows<Claimed>(
    `select m.id, m.channel, m.kind, m.attempts, m.lease,
      m.message_id "messageId", m.at_once "atOnce", m.created_at "createdAt",
      m.customer_id "customerId", m.user_id "userId",
      m.invoice_id "invoiceId", m.payment_id "paymentId", m.reset_id "resetId", m.said,
      coalesce(m.recipient, case m.channel when 'EMAIL' then coalesce(c.email, u.email) else c.phone end) "to",
      coalesce(c.name, u.name, '') "name"
    from message m
    left join customer c on c.id = m.customer_id
    left join app_user u on u.id = m.user_id
    where m.id = any($1)
    order by m.priority, m.send_after, m.id`,
    [claimed.map((row) => row.id)],
  );
  return { partner, sender, messages, more: claimed.length === size };
}

/**
 * A job for when the lease has run out: whoever lives then goes on with what a process that died
 * had taken. One a partner and lane, put off while the lease is renewed.
 */
async function lookAfterwards(sql: ScopedSql, partnerId: string, lane: Lane): Promise<void> {
  await sql.rows(
    `select enqueue($1, json_build_object('partnerId', $2::uuid), $3, now() + $4::interval + interval '1 second')`,
    [
      lane === 'urgent' ? 'messages:urgent' : 'messages:partner',
      partnerId,
      `messages:after:${lane}:${partnerId}`,
      LEASE,
    ],
  );
}

/** Says that the process that took a batch still works on it. */
export async function renewLease(
  sql: ScopedSql,
  { partner, messages }: Batch,
  lane: Lane,
): Promise<void> {
  await sql.rows(
    `update message
    set lease_until = now() + $3::interval
    where partner_id = $1 and status = 'SENDING' and lease = $2`,
    [partner.id, messages[0].lease, LEASE],
  );
  await lookAfterwards(sql, partner.id, lane);
}

async function tidy(sql: ScopedSql, partner: SendingPartner, sender: Sender): Promise<void> {
  await sql.rows(
    `update message
    set status = 'QUEUED', attempts = attempts - 1, lease = null, lease_until = null
    where partner_id = $1 and status = 'SENDING' and lease_until < now() and transmitting_at is null`,
    [partner.id],
  );
  const unsure = await sql.rows<{ id: string }>(
    `update message
    set status = 'FAILED', error = $2, lease = null, lease_until = null
    where partner_id = $1 and status = 'SENDING' and lease_until < now()
    returning id`,
    [partner.id, UNSURE],
  );
  for (const { id } of unsure) await recordAttempt(sql, partner, id, 'UNCERTAIN', UNSURE);
  let moved = unsure.length;
  for (const [channel, carrier] of [
    ['EMAIL', sender.mail],
    ['SMS', sender.sms],
  ] as const) {
    const rows = carrier
      ? await sql.rows(
          `update message
          set status = 'QUEUED', error = null
          where partner_id = $1 and status = 'HELD' and channel = $2
          returning 1`,
          [partner.id, channel],
        )
      : await sql.rows(
          `update message
          set status = 'HELD', error = $3
          where partner_id = $1 and status = 'QUEUED' and priority >= 0 and send_after <= now() and channel = $2
          returning 1`,
          [partner.id, channel, HELD_WORDS[channel]],
        );
    moved += rows.length;
  }
  if (moved) await announce(sql, { topic: 'message', path: partner.path });
}
