import { randomUUID } from 'node:crypto';
import { allowance, maySend } from '@backhaul/domain/messages/messageSchedule';
import type { App } from '../../kit/app.ts';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { portalAddresses } from '../partners/index.ts';
import { type Channel, HELD_WORDS } from './carrier.ts';
import {
  claimed,
  enqueueAfterLease,
  failAbandoned,
  holdDue,
  lockOutbox,
  renew,
  requeueHeld,
  requeueUnbegun,
  startedLastMinute,
  takeNext,
} from './claim.store.ts';
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
/** How often a process that works on a batch says so: several times within the lease. */
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
  await lockOutbox(sql, partnerId);
  await tidy(sql, partner, sender);
  const now = app.clock.now();
  const started = await startedLastMinute(sql, partnerId, now);
  const size =
    lane === 'urgent'
      ? BATCH
      : allowance({
          ratePerMinute: sender.values.messagesPerMinute,
          startedLastMinute: started,
          batch: BATCH,
        });
  if (!size) return { partner, sender, messages: [], more: false };
  const ids = await takeNext(sql, partnerId, randomUUID(), {
    now,
    priorities: lane === 'urgent' ? { from: 0, to: 0 } : { from: 1, to: 2 },
    channels: [...(sender.mail ? ['EMAIL' as const] : []), ...(sender.sms ? ['SMS' as const] : [])],
    atOnceOnly: !maySend(now, sender.values, partner.timeZone),
    limit: size,
  });
  if (!ids.length) return { partner, sender, messages: [], more: false };
  await lookAfterwards(sql, partnerId, lane);
  return { partner, sender, messages: await claimed(sql, ids), more: ids.length === size };
}

/**
 * A job for when the lease has run out: whoever lives then goes on with what a process that died
 * had taken. One a partner and lane, put off while the lease is renewed.
 */
async function lookAfterwards(sql: ScopedSql, partnerId: string, lane: Lane): Promise<void> {
  await enqueueAfterLease(
    sql,
    partnerId,
    lane === 'urgent' ? 'messages:urgent' : 'messages:partner',
    `messages:after:${lane}:${partnerId}`,
  );
}

/** Says that the process that took a batch still works on it. */
export async function renewLease(
  sql: ScopedSql,
  { partner, messages }: Batch,
  lane: Lane,
): Promise<void> {
  await renew(sql, partner.id, messages[0].lease);
  await lookAfterwards(sql, partner.id, lane);
}

async function tidy(sql: ScopedSql, partner: SendingPartner, sender: Sender): Promise<void> {
  await requeueUnbegun(sql, partner.id);
  const unsure = await failAbandoned(sql, partner.id, UNSURE);
  for (const id of unsure) await recordAttempt(sql, partner, id, 'UNCERTAIN', UNSURE);
  let moved = unsure.length;
  const carriers: [Channel, unknown][] = [
    ['EMAIL', sender.mail],
    ['SMS', sender.sms],
  ];
  for (const [channel, carrier] of carriers)
    moved += carrier
      ? await requeueHeld(sql, partner.id, channel)
      : await holdDue(sql, partner.id, channel, HELD_WORDS[channel]);
  if (moved) await announce(sql, { topic: 'message', path: partner.path });
}
