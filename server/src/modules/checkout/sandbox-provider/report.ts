import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { failureWords } from '@backhaul/domain/settlement/gatewayFailure';
import type { App } from '../../../kit/app.ts';
import { enqueue } from '../../../platform/queue.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { accountOfCheckout } from '../checkouts.store.ts';
import { webhookUrl } from '../gateways.ts';
import { sandboxKeys } from '../sandboxKeys.ts';
import type { SandboxPayment } from './payment.ts';
import { reported } from './session.ts';

const TYPES = {
  open: 'payment.open',
  paid: 'payment.paid',
  failed: 'payment.failed',
  cancelled: 'payment.cancelled',
} as const;

/** Leaves an event to the queue, which tries until it is accepted. The same state twice is one event. */
export async function report(
  sql: ScopedSql,
  account: string,
  payment: SandboxPayment,
): Promise<void> {
  const { order, status, failure, took, refunds, disputes } = payment;
  const after = refunds.length + disputes.length ? [refunds, disputes] : [];
  const state = createHash('sha256').update(JSON.stringify([failure, ...after]));
  const id = `${order.id}_${status}_${state.digest('hex').slice(0, 8)}`;
  const body = JSON.stringify({
    id,
    type: after.length ? 'payment.changed' : TYPES[status],
    failure: failure && failureWords(failure),
    payment: {
      id: order.id,
      amount: took?.amount ?? order.amount,
      currency: took?.currency ?? order.currency,
      reference: order.reference,
    },
  });
  await enqueue(
    sql,
    'sandbox:webhook',
    { url: order.webhookUrl, account, id, body },
    { key: `sandbox:webhook:${id}` },
  );
}

const DELIVERY_MS = 10_000;

interface Delivery {
  url: string;
  account?: string;
  id: string;
  body: string;
}

/**
 * Before accounts had keys of their own, payments were begun without one: such a payment is
 * reported to the account that its checkout went through.
 */
async function addressed(app: App, delivery: Delivery): Promise<Delivery> {
  if (delivery.account) return delivery;
  const { partnerId, checkoutId } = reported.parse(JSON.parse(delivery.body)).payment.reference;
  const account = await accountBehind(app, partnerId, checkoutId);
  return account === null
    ? delivery
    : { ...delivery, account, url: webhookUrl(app, { id: account, kind: 'SANDBOX' }) };
}

/** The account that a partner's checkout went through; null where there is no such checkout. */
export async function accountBehind(
  app: App,
  partnerId: string,
  checkoutId: string,
): Promise<string | null> {
  const scope = await app.boundary.jobScope(partnerId);
  return scope ? app.boundary.inSql(scope, (sql) => accountOfCheckout(sql, checkoutId)) : null;
}

/**
 * Delivers one event, signed with the time of now. Throws when it was not taken, so that the queue
 * tries again later. In production there is no sandbox to report anything.
 */
export async function deliverWebhook(app: App, delivery: Delivery): Promise<void> {
  if (app.config.production) return;
  const { url, account, id, body } = await addressed(app, delivery);
  const now = new Date();
  const signature = new Webhook(sandboxKeys(app.secret, account ?? '').webhookSecret).sign(
    id,
    now,
    body,
  );
  const response = await fetch(url, {
    method: 'POST',
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(DELIVERY_MS),
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': signature,
    },
  });
  // refused for good: asking again would change nothing
  if ([400, 404, 409].includes(response.status)) {
    app.log.error({ status: response.status, event: id }, 'a sandbox event was refused');
    return;
  }
  if (!response.ok) throw new Error(`the webhook of ${id} was answered with ${response.status}`);
}
