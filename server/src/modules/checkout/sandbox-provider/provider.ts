// A payment provider for trying things out, with an HTTP protocol of its own. It is reached over
// HTTP alone, like a real one, and knows of the rest of the system only the queue that its webhooks
// wait in.
import express, { Router, type Request, type Response } from 'express';
import { Webhook } from 'standardwebhooks';
import type { App } from '../../../kit/app.ts';
import { enqueue } from '../../../platform/queue.ts';
import { derive, sameSecret } from '../../../platform/secret.ts';
import { NOBODY } from '../../../tenancy/scope.ts';
import { accountOfCheckout } from '../checkouts.store.ts';
import { webhookUrl } from '../gateways.ts';
import { sandboxKeys } from '../sandboxGateway.ts';
import { expiredPage, paymentPage, policyOf } from './page.ts';
import {
  openSession,
  payment,
  paymentId,
  reported,
  sealSession,
  type SandboxSession,
} from './session.ts';

const OUTCOMES = {
  paid: 'payment.paid',
  failed: 'payment.failed',
  cancelled: 'payment.cancelled',
} as const;
type Outcome = keyof typeof OUTCOMES;

function sessionKey(app: App): Uint8Array {
  return Buffer.from(derive(app.secret, 'sandbox session'), 'base64url');
}

/** The account whose key is given, or null. */
function accountOf(app: App, authorization: string | undefined): string | null {
  const [, account] = /^Bearer ([\w-]+)\./.exec(authorization ?? '') ?? [];
  return account && sameSecret(authorization!, `Bearer ${sandboxKeys(app.secret, account).apiKey}`)
    ? account
    : null;
}

/** The provider's API (POST /v1/payments) and the page it sends people to (/pay/<token>). */
export function sandboxProvider(app: App): Router {
  const router = Router();

  router.post(
    '/v1/payments',
    express.json({ limit: '16kb' }),
    async (req: Request, res: Response) => {
      const account = accountOf(app, req.headers.authorization);
      if (!account) {
        res.status(401).json({ error: 'the API key is wrong' });
        return;
      }
      const order = payment.safeParse(req.body);
      if (!order.success) {
        res.status(422).json({
          error: order.error.issues
            .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
            .join('; '),
        });
        return;
      }
      res.status(201).json({
        id: paymentId(order.data),
        url: `${app.publicUrl()}/sandbox-gateway/pay/${await sealSession(sessionKey(app), { ...order.data, account })}`,
      });
    },
  );

  router.get('/pay/:token', async (req: Request, res: Response) => {
    const session = await openSession(sessionKey(app), String(req.params.token));
    show(res, session);
  });

  router.post(
    '/pay/:token',
    express.urlencoded({ extended: false, limit: '1kb' }),
    async (req: Request, res: Response) => {
      const session = await openSession(sessionKey(app), String(req.params.token));
      const outcome = (req.body as { outcome?: unknown } | undefined)?.outcome;
      if (!session || typeof outcome !== 'string' || !Object.hasOwn(OUTCOMES, outcome)) {
        show(res, session, 400);
        return;
      }
      await report(app, session, outcome as Outcome);
      res.redirect(303, session.returnUrl);
    },
  );
  return router;
}

function show(res: Response, session: SandboxSession | null, status = session ? 200 : 410): void {
  res
    .status(status)
    .set({
      'content-security-policy': policyOf(session?.returnUrl),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    .type('html')
    .send(session ? paymentPage(session) : expiredPage());
}

/** Leaves the event to the queue, which tries until it is accepted. The same outcome twice is one event. */
async function report(app: App, session: SandboxSession, outcome: Outcome): Promise<void> {
  const id = `${session.id}_${outcome}`;
  const failure = outcome === 'failed' ? 'The card was declined.' : null;
  const body = JSON.stringify({
    id,
    type: OUTCOMES[outcome],
    failure,
    payment: {
      id: session.id,
      amount: session.amount,
      currency: session.currency,
      reference: session.reference,
    },
  });
  await app.boundary.inSql(NOBODY, (sql) =>
    enqueue(
      sql,
      'sandbox:webhook',
      { url: session.webhookUrl, account: session.account, id, body },
      { key: `sandbox:webhook:${id}` },
    ),
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
  const scope = await app.boundary.jobScope(partnerId);
  const account = scope
    ? await app.boundary.inSql(scope, (sql) => accountOfCheckout(sql, checkoutId))
    : null;
  return account === null
    ? delivery
    : { ...delivery, account, url: webhookUrl(app, { id: account, kind: 'SANDBOX' }) };
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
