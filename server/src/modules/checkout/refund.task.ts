import { askAt } from '@backhaul/domain/settlement/askAgain';
import type { App } from '../../kit/app.ts';
import { enqueue } from '../../platform/queue.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { settleRefund, type ToldOfRefund } from '../creditNotes/index.ts';
import { lockAccount } from '../ledger/index.ts';
import { followAfterwards } from './afterwards.service.ts';
import { gatewayById } from './accounts.store.ts';
import { paymentOfCheckout } from './checkouts.store.ts';
import { GatewayDeclined, GatewayFailure } from './gateway.ts';
import { gatewayOf } from './gateways.ts';
import { refundToMake, type RefundToMake } from './refunds.store.ts';
import { refundFailed, tellStaff } from './staff.ts';

/** Has providers asked to give money back, after the transaction that wrote it down. */
export async function sendRefunds(
  sql: ScopedSql,
  all: readonly Happenings['refundAsked'][],
): Promise<void> {
  for (const { partnerId, refundId } of all)
    await enqueue(
      sql,
      'checkout:refund',
      { partnerId, refundId, n: 0 },
      { key: `checkout:refund:${refundId}` },
    );
}

/**
 * Asks the provider to give money back, or how that stands: the refund's id is the key, so that it goes back once,
 * whatever is repeated. Until it says done or failed it is asked after; in the end a person is told.
 */
export async function sendRefund(
  app: App,
  { partnerId, refundId, n }: { partnerId: string; refundId: string; n: number },
): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  const order = scope && (await app.boundary.inSql(scope, (sql) => refundToMake(sql, refundId)));
  if (!scope || !order) return;
  // it failed just now: perhaps since the provider gave the money back by itself
  if (order.status === 'FAILED' && n > 0) await lookThere(app, scope, order);
  if (order.status !== 'PENDING') return;
  const told = await made(app, scope, refundId, order);
  await app.boundary.inSql(scope, async (sql) => {
    const account = await lockAccount(sql, order.customerId);
    const failed = told && (await settleRefund(sql, refundId, told, app.clock.today));
    const happened = {
      checkoutId: order.checkoutId,
      payment: await paymentOfCheckout(sql, order.checkoutId),
      what: { ...order, providerRef: refundId },
    };
    const { payment } = happened;
    if (!payment) return;
    if (failed)
      await tellStaff(
        sql,
        account,
        { ...happened, payment },
        refundFailed(payment, order, told.failure),
      );
    const again = (at?: Date) =>
      enqueue(
        sql,
        'checkout:refund',
        { partnerId, refundId, n: n + 1 },
        { key: `checkout:refund:${refundId}`, at },
      );
    if (failed) await again();
    if (told && told.status !== 'PENDING') return;
    const at = askAt(order.recordedAt, n);
    if (at) await again(at);
    else
      await tellStaff(
        sql,
        account,
        { ...happened, payment },
        `Nobody knows whether the payment provider gave money of payment ${order.receiptNumber} back: it was asked for a week. Look there, and put it right by hand.`,
      );
  });
}

type JobScope = NonNullable<Awaited<ReturnType<App['boundary']['jobScope']>>>;

/** Records what was given back at the provider's side; throws GatewayFailure where that cannot be reached. */
async function lookThere(app: App, scope: JobScope, order: RefundToMake): Promise<void> {
  const account = await app.boundary.inSql(scope, (sql) => gatewayById(app, sql, order.gatewayId));
  const gateway = account && gatewayOf(app, account);
  const standing = await gateway?.standing({ providerRef: order.providerRef });
  if (!standing?.reference) return;
  const told = { ...standing, reference: standing.reference };
  await followAfterwards(app, scope, order.customerId, told);
}

/** What the provider says; null: it cannot be reached. */
async function made(
  app: App,
  scope: JobScope,
  refundId: string,
  order: RefundToMake,
): Promise<ToldOfRefund | null> {
  const account = await app.boundary.inSql(scope, (sql) => gatewayById(app, sql, order.gatewayId));
  const gateway = account && gatewayOf(app, account);
  if (!gateway)
    return {
      status: 'FAILED',
      providerRef: null,
      failure: 'there is no account at that provider any more.',
    };
  try {
    const standing = await gateway.standing({ providerRef: order.providerRef });
    const known = standing?.refunds.find((each) => each.refundId === refundId);
    return known ?? (await gateway.refund({ ...order, refundId }));
  } catch (error) {
    if (error instanceof GatewayDeclined)
      return { status: 'FAILED', providerRef: null, failure: error.said };
    if (!(error instanceof GatewayFailure)) throw error;
    app.log.error({ err: error, refund: refundId }, 'the payment provider failed');
    return null;
  }
}
