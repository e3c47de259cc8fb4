import type { App } from '../../kit/app.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import { hasCarrier } from './carrier.ts';
import { messageChains } from './messageSettings.store.ts';
import { rootPartner } from '../partners/index.ts';
import { enqueueForAll, partnersDue, type SendingTask } from './wake.store.ts';

/**
 * Has partners' messages looked at as soon as this transaction commits. Without a job key: two
 * transactions that wake one partner must not wait for each other, and a job that finds nothing
 * costs one look.
 */
export async function wakePartners(
  sql: ScopedSql,
  partnerIds: readonly string[],
  task: SendingTask = 'messages:partner',
): Promise<void> {
  const once = [...new Set(partnerIds)];
  if (once.length) await enqueueForAll(sql, task, once);
}

/**
 * Wakes every partner with something to send or to tidy up. Of those whose messages are held, only
 * where something can carry them now.
 */
export async function wakeDue(app: App): Promise<void> {
  const found = await app.boundary.inSql(NOBODY, (sql) => partnersDue(sql, app.clock.now()));
  const held = found.filter((each) => each.held && !each.due);
  const carried = held.length
    ? await withCarrier(
        app,
        held.map((each) => each.partnerId),
      )
    : new Set<string>();
  await app.boundary.inSql(NOBODY, async (sql) => {
    await wakePartners(
      sql,
      found.filter((each) => each.urgent).map((each) => each.partnerId),
      'messages:urgent',
    );
    await wakePartners(
      sql,
      found
        .filter((each) => each.due || each.stranded || carried.has(each.partnerId))
        .map((each) => each.partnerId),
    );
  });
}

async function withCarrier(app: App, partnerIds: readonly string[]): Promise<Set<string>> {
  const root = await app.boundary.inSql(NOBODY, rootPartner);
  const scope = root && (await app.boundary.jobScope(root));
  if (!scope) return new Set();
  const chains = await app.boundary.inSql(scope, (sql) => messageChains(sql, partnerIds));
  const installation = app.config.smtpUrl !== null;
  return new Set(
    partnerIds.filter(
      (id) =>
        hasCarrier('EMAIL', chains.get(id) ?? [], installation) ||
        hasCarrier('SMS', chains.get(id) ?? [], false),
    ),
  );
}
