import type { App } from '../../kit/app.ts';
import { failureWords } from '@backhaul/domain/settlement/gatewayFailure';
import { notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { type Account, auditPlace, lockAccount } from '../ledger/index.ts';
import type { GatewayAccess } from './accounts.ts';
import { followAfterwards } from './afterwards.service.ts';
import { bookPaid } from './bookPaid.ts';
import {
  lockCheckout,
  markNotPaid,
  markSaved,
  payerThrough,
  type LockedCheckout,
} from './checkouts.store.ts';
import type { PaymentStanding } from './gateway.ts';
import type { Told } from './told.ts';

/**
 * Brings a checkout to where its payment stands at the provider, in the scope of the checkout's
 * partner and in the name of the customer, or of who had its card be charged; once, however often it
 * is asked. Money that was taken counts even after an earlier "failed"; nothing undoes a payment that
 * was made. Another amount than was asked for is booked as it came, another currency not at all: both
 * are put before staff. What was given back or disputed at the provider's side follows. Refuses
 * NOT_FOUND for a checkout that is not this partner's or did not go through this account.
 */
export async function settleCheckout(
  app: App,
  gateway: GatewayAccess,
  standing: PaymentStanding,
): Promise<void> {
  if (!standing.reference) throw notFound();
  const told = { ...standing, reference: standing.reference };
  const { partnerId, checkoutId } = told.reference;
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope || scope.kind !== 'job') throw notFound();
  const payer = await app.boundary.inSql(scope, (sql) =>
    payerThrough(sql, scope.partnerId, checkoutId, gateway.id),
  );
  if (!payer) throw notFound();
  await app.boundary.inSql({ ...scope, actor: payer.actor }, async (sql) => {
    const account = await lockAccount(sql, payer.id);
    const checkout = await lockCheckout(sql, checkoutId);
    if (checkout.providerRef && checkout.providerRef !== told.providerRef) throw notFound();
    await settle(app, sql, account, { checkout, gateway, told });
  });
  // in the name of the system: what happened at the provider's side is nobody's doing here
  if (told.refunds.length + told.disputes.length)
    await followAfterwards(app, scope, payer.id, told);
}

interface Settling {
  checkout: LockedCheckout;
  gateway: GatewayAccess;
  told: Told;
}

async function settle(
  app: App,
  sql: ScopedSql,
  account: Account,
  { checkout, gateway, told }: Settling,
): Promise<void> {
  const { checkoutId } = told.reference;
  const { status } = told;
  if (status === 'OPEN') return;
  const before = checkout.status;
  if (status !== 'PAID') {
    if (before !== 'PENDING') return;
    const code = status === 'FAILED' ? (told.failure ?? 'UNKNOWN') : null;
    const failure = code && failureWords(code);
    await markNotPaid(sql, checkoutId, { status, failure, code });
    await changed(sql, account, checkoutId, { status, failure, providerRef: told.providerRef });
  } else if (checkout.purpose === 'SETUP') {
    if (before === 'PAID') return;
    await markSaved(sql, checkoutId);
    await changed(sql, account, checkoutId, { status, providerRef: told.providerRef });
  } else {
    const booked = await bookPaid(app, sql, account, { ...checkout, gateway: gateway.kind }, told);
    if (booked) await changed(sql, account, checkoutId, booked);
    if (booked?.status !== 'PAID') return;
  }
  sql.happened('checkoutEnded', {
    customerId: account.id,
    checkoutId,
    purpose: checkout.purpose,
    status,
    failure: status === 'FAILED' ? (told.failure ?? 'UNKNOWN') : null,
  });
  if (told.saved)
    sql.happened('cardSaved', {
      customerId: account.id,
      checkoutId,
      gatewayAccountId: gateway.id,
      ...told.saved,
      test: checkout.test,
    });
}

async function changed(
  sql: ScopedSql,
  account: Account,
  checkoutId: string,
  after: object,
): Promise<void> {
  await audit(sql, {
    action: 'settle',
    entity: 'checkout',
    entityId: checkoutId,
    after,
    partner: auditPlace(account),
  });
  await announce(sql, { topic: 'checkout', path: account.partnerPath, id: checkoutId });
}
