import type { App } from '../../kit/app.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { offeredAt } from '../checkout/index.ts';
import { type Account, auditPlace, lockAccount } from '../ledger/index.ts';
import { acting, methodsOfCustomers, refuseUncharged } from '../savedCards/index.ts';
import { autopayMethod, partnerOfCustomer, saveAutopay } from './autopay.store.ts';
import { AutopayKind } from './autopay.types.ts';

/**
 * Has a customer be charged by itself with a saved card, or no more. methodId: which one; without it the one that is
 * offered first of those that can be charged. Refuses NOT_FOUND outside the scope and for a card that is not the
 * customer's, CONFLICT METHOD_UNUSABLE for one that is lost, closed or expired, and ACCOUNT_NOT_OFFERED, and by field
 * direct debit, which is not built in yet, and a customer without a card.
 */
export async function setAutopay(
  app: App,
  viewer: Pick<Viewer, 'scope'>,
  customerId: string,
  { kind, methodId }: { kind: AutopayKind; methodId: string | null },
): Promise<void> {
  if (kind === AutopayKind.DIRECT_DEBIT)
    throw badInput({ kind: 'direct debit is not built in yet; choose SAVED_METHOD or OFF' });
  if (kind === AutopayKind.OFF && methodId !== null)
    throw badInput({ methodId: 'goes with SAVED_METHOD alone' });
  const partnerId = await app.boundary.inSql(viewer.scope, (sql) =>
    partnerOfCustomer(sql, customerId),
  );
  if (partnerId === null) throw notFound();
  const scope = await acting(app, partnerId, viewer.scope.actor);
  await app.boundary.inSql(scope, async (sql) => {
    const account = await lockAccount(sql, customerId);
    await switchTo(
      sql,
      account,
      kind === AutopayKind.OFF ? null : await chosen(app, sql, account, methodId),
    );
  });
}

async function chosen(
  app: App,
  sql: ScopedSql,
  account: Account,
  methodId: string | null,
): Promise<string> {
  const methods = await methodsOfCustomers(sql, [account.id]);
  const [first] = methods;
  const method =
    methodId === null
      ? (methods.find(({ status }) => status === 'ACTIVE') ?? first)
      : methods.find(({ id }) => id === methodId);
  if (!method) throw methodId === null ? badInput({ methodId: 'no card is saved' }) : notFound();
  await refuseUncharged(sql, method);
  await offeredAt(app, sql, account, method.gatewayAccountId);
  return method.id;
}

async function switchTo(sql: ScopedSql, account: Account, methodId: string | null): Promise<void> {
  const before = await autopayMethod(sql, account.id);
  if (before === methodId) return;
  await saveAutopay(sql, account, methodId);
  await audit(sql, {
    action: methodId === null ? 'stop-autopay' : 'start-autopay',
    entity: 'customer',
    entityId: account.id,
    partner: auditPlace(account),
    before: { methodId: before },
    after: { methodId },
  });
  await announce(sql, { topic: 'account', path: account.partnerPath, id: account.id });
}

/** Whoever is charged by a card that is removed is charged by none. */
export async function stopRemoved(
  sql: ScopedSql,
  removed: readonly Happenings['cardRemoved'][],
): Promise<void> {
  for (const { customerId, methodId } of removed)
    if ((await autopayMethod(sql, customerId)) === methodId)
      await switchTo(sql, await lockAccount(sql, customerId), null);
}
