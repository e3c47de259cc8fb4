import type { App } from '../../kit/app.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import { enqueue } from '../../platform/queue.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { forgetMethod } from '../checkout/index.ts';
import { lockAccount } from '../ledger/index.ts';
import { acting } from './acting.ts';
import { makeDefault, methodsByIds, setMethodStatus, type Method } from './methods.store.ts';

const AGAIN_MS = 300_000;

/**
 * Removes a saved card: nobody charges it any more, and its provider forgets it. Removed again is removed. Refuses
 * NOT_FOUND outside the scope.
 */
export function removeSavedMethod(app: App, viewer: Viewer, id: string): Promise<void> {
  return withMethod(app, viewer, id, async (sql, method) => {
    if (method.status === 'REMOVED') return;
    await setMethodStatus(sql, id, 'REMOVED');
    await enqueue(sql, 'cards:forget', { partnerId: method.partnerId, methodId: id });
    await said(sql, 'remove', method);
    sql.happened('cardRemoved', { customerId: method.customerId, methodId: id });
  });
}

/** Has a card be the one that is offered first. Refuses NOT_FOUND outside the scope, and CONFLICT METHOD_REMOVED. */
export function setDefaultMethod(app: App, viewer: Viewer, id: string): Promise<void> {
  return withMethod(app, viewer, id, async (sql, method) => {
    if (method.status === 'REMOVED')
      throw conflict('METHOD_REMOVED', 'This card was removed. Choose another one.');
    if (method.isDefault) return;
    await makeDefault(sql, method.customerId, id);
    await said(sql, 'choose', method);
  });
}

/** Work on a card that the viewer sees, its customer locked. */
async function withMethod(
  app: App,
  viewer: Viewer,
  id: string,
  work: (sql: ScopedSql, method: Method) => Promise<void>,
): Promise<void> {
  const [seen] = await app.boundary.inSql(viewer.scope, (sql) => methodsByIds(sql, [id]));
  if (!seen) throw notFound();
  const scope = await acting(app, seen.partnerId, viewer.scope.actor);
  await app.boundary.inSql(scope, async (sql) => {
    const account = await lockAccount(sql, seen.customerId);
    const [method] = await methodsByIds(sql, [id]);
    if (!method) throw notFound();
    await work(sql, method);
    await announce(sql, { topic: 'account', path: account.partnerPath, id: account.id });
  });
}

function said(sql: ScopedSql, action: string, method: Method): Promise<void> {
  return audit(sql, {
    action,
    entity: 'saved-method',
    entityId: method.id,
    partner: { id: method.partnerId, path: method.partnerPath },
    after: { card: `${method.brand} … ${method.last4}` },
  });
}

/** Has the provider forget a card that was removed; again later where it does not answer. */
export async function forgetAtProvider(
  app: App,
  { partnerId, methodId }: { partnerId: string; methodId: string },
): Promise<void> {
  const scope = await acting(app, partnerId);
  const [method] = await app.boundary.inSql(scope, (sql) => methodsByIds(sql, [methodId]));
  if (!method || (await forgetMethod(app, method.gatewayAccountId, method.ref))) return;
  await app.boundary.inSql(scope, (sql) =>
    enqueue(sql, 'cards:forget', { partnerId, methodId }, { at: new Date(Date.now() + AGAIN_MS) }),
  );
}
