import { v7 as uuid } from 'uuid';
import type { App } from '../../kit/app.ts';
import { enqueue, type TaskPayloads } from '../../platform/queue.ts';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { startOf } from './carrier.ts';
import { insertOldAddressMail } from './security.store.ts';
import { wakePartners } from './wake.ts';

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
    const start = await startOf(sql, partnerId);
    await insertOldAddressMail(
      sql,
      { id, partnerId, partnerPath: scope.path, userId, customerId, address },
      start,
    );
    await announce(sql, { topic: 'message', path: scope.path, id });
    await wakePartners(sql, [partnerId], 'messages:urgent');
  });
}
