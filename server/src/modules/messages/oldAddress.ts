import { v7 as uuid } from 'uuid';
import type { App } from '../../kit/app.ts';
import { enqueue, type TaskPayloads } from '../../platform/queue.ts';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { wakePartners } from './wake.ts';
import {
  HELD_WORDS,
  hasCarrier,
  installationSends,
  messageChains,
} from './messageSettings.store.ts';

/**
 * Has the address that an account had until now told that it has another one: whoever reads it may
 * not have done that. By a job, for a customer writes no messages.
 */
export async function tellOldAddress(
  sql: ScopedSql,
  replaced: readonly Happenings['emailReplaced'][],
): Promise<void> {
  for (const each of replaced) await enqueue(sql, 'old-address:tell', { id: uuid(), ...each });
}

/** Queues that mail, at once and before everything else; twice is once. */
export async function queueOldAddressMail(
  app: App,
  { id, partnerId, userId, customerId, address }: TaskPayloads['old-address:tell'],
): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope || scope.kind === 'nobody') return;
  await app.boundary.inSql(scope, async (sql) => {
    const carried = hasCarrier(
      'EMAIL',
      (await messageChains(sql, [partnerId])).get(partnerId) ?? [],
      await installationSends(sql),
    );
    await sql.rows(
      `insert into message (id, partner_id, partner_path, channel, kind, cause,
        user_id, customer_id, recipient,
        priority, at_once, status, error, send_after, recorded_by)
      values ($1, $2, $3, 'EMAIL', 'SECURITY_MAIL', 'old-address:' || $1::uuid,
        $4, $5, $6,
        0, true, $7, $8, now(), $9)
      on conflict (partner_id, cause) do nothing`,
      [
        id,
        partnerId,
        scope.path,
        userId,
        customerId,
        address,
        carried ? 'QUEUED' : 'HELD',
        carried ? null : HELD_WORDS.EMAIL,
        sql.scope.actor.name,
      ],
    );
    await announce(sql, { topic: 'message', path: scope.path, id });
    await wakePartners(sql, [partnerId], 'messages:urgent');
  });
}
