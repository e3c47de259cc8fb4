// A payment provider for trying things out, with an HTTP protocol of its own. It is reached over
// HTTP alone, like a real one, and knows of the rest of the system only the queue that its webhooks
// wait in.
import express, { Router, type Request, type Response } from 'express';
import type { App } from '../../../kit/app.ts';
import { webhookUrl } from '../gateways.ts';
import { sandboxApi, sessionKey } from './api.ts';
import { cardOf } from './cards.ts';
import { confirmPage, expiredPage, laterPage, paymentPage, policyOf } from './page.ts';
import { ended, LATER_ACTS, moved, opened, used, type SandboxPayment } from './payment.ts';
import { accountBehind } from './report.ts';
import { act, paymentOf } from './remembered.ts';
import { openSession, type SandboxSession } from './session.ts';

/** The provider's API (/v1) and the page it sends people to (/pay/<token>). */
export function sandboxProvider(app: App): Router {
  const router = Router();
  router.use('/v1', sandboxApi(app));

  router.get('/pay/:token', async (req: Request, res: Response) => {
    const session = await openSession(sessionKey(app), String(req.params.token));
    await show(app, res, session);
  });

  router.post(
    '/pay/:token',
    express.urlencoded({ extended: false, limit: '1kb' }),
    async (req: Request, res: Response) => {
      const session = await openSession(sessionKey(app), String(req.params.token));
      const account = session && (await accountOf(app, session));
      const pressed = session && pressedIn(req.body as Record<string, unknown> | undefined);
      if (!session || !account || !pressed) {
        await show(app, res, session, 400);
        return;
      }
      if (pressed === 'CONFIRM') {
        send(res, session, confirmPage(session, String((req.body as { card: string }).card)));
        return;
      }
      const order = orderOf(app, session, account);
      const moment = app.clock.now();
      const now = await act(app, account, { id: session.id, order }, (payment) =>
        pressed(payment, moment),
      );
      if (!now) {
        await show(app, res, session, 400);
        return;
      }
      res.redirect(303, session.returnUrl ?? app.publicUrl());
    },
  );
  return router;
}

/** Whose payment it is; of one that was begun before accounts had keys that of its checkout. */
async function accountOf(app: App, { account, reference }: SandboxSession): Promise<string | null> {
  return account ?? accountBehind(app, reference.partnerId, reference.checkoutId);
}

/** One that was begun before accounts had keys is reported to that of its checkout. */
function orderOf(app: App, session: SandboxSession, id: string): SandboxPayment['order'] {
  const { account, ...order } = session;
  return account ? order : { ...order, webhookUrl: webhookUrl(app, { id, kind: 'SANDBOX' }) };
}

type Pressed = (payment: SandboxPayment, now: Date) => SandboxPayment | null;

/** What a button of the page does; CONFIRM: its card asks first. null: there is no such button. */
function pressedIn(form: Record<string, unknown> | undefined): Pressed | 'CONFIRM' | null {
  const outcome = form?.outcome;
  const card = cardOf(typeof form?.card === 'string' ? form.card : null);
  if (!card) return null;
  if (outcome === 'paid' && card.confirms) return 'CONFIRM';
  if (outcome === 'paid' || outcome === 'confirmed')
    return (payment, now) => used(payment, card, now);
  if (outcome === 'failed') return (payment) => ended(payment, 'failed', 'CARD_DECLINED');
  if (outcome === 'unconfirmed')
    return (payment) => ended(payment, 'failed', 'AUTHENTICATION_FAILED');
  if (outcome === 'cancelled') return (payment) => ended(payment, 'cancelled', null);
  if (outcome === 'expired') return (payment) => ended(payment, 'failed', 'PAGE_EXPIRED');
  const later = LATER_ACTS.find((each) => each === outcome);
  return later ? (payment, now) => moved(payment, later, now) : null;
}

/** The page of a payment as it stands: to pay, or what may happen to it at the provider's side. */
async function show(
  app: App,
  res: Response,
  session: SandboxSession | null,
  status = session ? 200 : 410,
): Promise<void> {
  if (!session) {
    send(res, null, expiredPage(), status);
    return;
  }
  const account = await accountOf(app, session);
  const known = account === null ? null : await paymentOf(app, account, session.id);
  const payment = known ?? opened(orderOf(app, session, account ?? ''));
  send(res, session, payment.took ? laterPage(payment) : paymentPage(session), status);
}

function send(res: Response, session: SandboxSession | null, html: string, status = 200): void {
  res
    .status(status)
    .set({
      'content-security-policy': policyOf(session?.returnUrl),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    .type('html')
    .send(html);
}
