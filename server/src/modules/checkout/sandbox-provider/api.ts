import express, { Router, type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import type { App } from '../../../kit/app.ts';
import { derive, sameSecret } from '../../../platform/secret.ts';
import { sandboxKeys } from '../sandboxKeys.ts';
import { cardOf, isFailureCode } from './cards.ts';
import { change, recall } from './memory.store.ts';
import {
  cardOfMethod,
  ended,
  feeOf,
  kept,
  LATER_ACTS,
  moved,
  refunded,
  used,
  type SandboxPayment,
} from './payment.ts';
import { act, begin, paymentOf } from './remembered.ts';
import { asked, paymentId, sealSession } from './session.ts';

/** What payments are sealed with in the addresses of pages. */
export function sessionKey(app: App): Uint8Array {
  return Buffer.from(derive(app.secret, 'sandbox session'), 'base64url');
}

/** The account whose key is given, or null. */
function accountOf(app: App, authorization: string | undefined): string | null {
  const [, account] = /^Bearer ([\w-]+)\./.exec(authorization ?? '') ?? [];
  return account && sameSecret(authorization!, `Bearer ${sandboxKeys(app.secret, account).apiKey}`)
    ? account
    : null;
}

const refund = z.object({ amount: z.string().regex(/^[1-9]\d{0,17}$/), key: z.string().max(100) });
const charge = asked.extend({ method: z.string().max(100) });
/** What happens to a payment without its page: for trying out what seldom happens. quiet: and nobody is told. */
const acts = z.object({
  act: z.enum(['pay', 'fail', 'cancel', ...LATER_ACTS]),
  card: z.string().nullable().default(null),
  failure: z.string().refine(isFailureCode).default('CARD_DECLINED'),
  amount: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  currency: z.string().max(100).optional(),
  quiet: z.boolean().default(false),
});

/** A payment as the API says it. */
function shown(payment: SandboxPayment) {
  const { order, status, took, paidAt, failure, refunds, disputes } = payment;
  return {
    id: order.id,
    reference: order.reference,
    status,
    amount: took?.amount ?? order.amount,
    currency: took?.currency ?? order.currency,
    paidAt,
    fee: feeOf(payment),
    failure,
    saved: kept(payment),
    refunds,
    disputes,
  };
}

/** What is read of a request, or the answer that it is wrong. */
function read<T extends z.ZodType>(shape: T, req: Request, res: Response): z.infer<T> | null {
  const given = shape.safeParse(req.body);
  if (given.success) return given.data;
  res.status(422).json({
    error: given.error.issues
      .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
      .join('; '),
  });
  return null;
}

const accountIn = (res: Response) => (res.locals as { account: string }).account;

/** The sandbox provider's API: payments, charges of saved cards, refunds, and how all that stands. */
export function sandboxApi(app: App): Router {
  const router = Router();
  router.use((req: Request, res: Response, next: NextFunction) => {
    const account = accountOf(app, req.headers.authorization);
    if (!account) {
      res.status(401).json({ error: 'the API key is wrong' });
      return;
    }
    res.locals.account = account;
    next();
  });
  router.use(express.json({ limit: '16kb' }));
  router.get('/account', (_req, res) => {
    res.json({ id: accountIn(res) });
  });
  paymentRoutes(app, router);
  afterwards(app, router);
  return router;
}

function paymentRoutes(app: App, router: Router): void {
  router.post('/payments', async (req: Request, res: Response) => {
    const account = accountIn(res);
    const order = read(asked, req, res);
    if (!order) return;
    if (!order.returnUrl) {
      res.status(422).json({ error: 'returnUrl: is missing' });
      return;
    }
    const id = paymentId(order.reference.checkoutId);
    await begin(app, account, { ...order, id });
    const token = await sealSession(sessionKey(app), { ...order, account });
    res.status(201).json({ id, url: `${app.publicUrl()}/sandbox-gateway/pay/${token}` });
  });

  router.post('/charges', async (req: Request, res: Response) => {
    const account = accountIn(res);
    const given = read(charge, req, res);
    if (!given) return;
    const { method, ...order } = given;
    const id = paymentId(order.reference.checkoutId);
    await begin(app, account, { ...order, id });
    const gone = (await recall(app, account, method)) !== null;
    const card = gone ? null : cardOfMethod(method);
    const now = await act(app, account, { id }, (payment) => {
      if (payment.status !== 'open') return payment;
      return card
        ? used(payment, card, app.clock.now(), true)
        : ended(payment, 'failed', 'METHOD_GONE');
    });
    res.json(now && shown(now));
  });

  router.get('/payments', async (req: Request, res: Response) => {
    const found = await paymentOf(app, accountIn(res), paymentId(String(req.query.checkout)));
    res.json({ payments: found ? [shown(found)] : [] });
  });

  router.get('/payments/:id', async (req: Request, res: Response) => {
    const found = await paymentOf(app, accountIn(res), String(req.params.id));
    res
      .status(found ? 200 : 404)
      .json(found ? shown(found) : { error: 'there is no such payment' });
  });
}

function afterwards(app: App, router: Router): void {
  router.post('/payments/:id/refunds', async (req: Request, res: Response) => {
    const order = read(refund, req, res);
    if (!order) return;
    const id = String(req.params.id);
    const now = await act(app, accountIn(res), { id }, (payment) =>
      refunded(payment, order.amount, order.key),
    );
    const made = now?.refunds.find(({ key }) => key === order.key);
    res.status(made ? 201 : 409).json(made ?? { error: 'that much of the payment is not left' });
  });

  router.delete('/methods/:id', async (req: Request, res: Response) => {
    await change(app, accountIn(res), String(req.params.id), {
      to: (known) => (known === null ? { removed: true } : null),
    });
    res.status(204).end();
  });

  router.post('/payments/:id/acts', async (req: Request, res: Response) => {
    const given = read(acts, req, res);
    if (!given) return;
    const { quiet } = given;
    const id = String(req.params.id);
    const now = await act(app, accountIn(res), { id, quiet }, (payment) =>
      acted(payment, given, app.clock.now()),
    );
    res.status(now ? 200 : 409).json(now ? shown(now) : { error: 'that cannot be now' });
  });
}

function acted(
  payment: SandboxPayment,
  given: z.infer<typeof acts>,
  now: Date,
): SandboxPayment | null {
  if (given.act === 'fail') return ended(payment, 'failed', given.failure);
  if (given.act === 'cancel') return ended(payment, 'cancelled', null);
  if (given.act === 'refund' && given.amount) return refunded(payment, given.amount, null);
  if (given.act !== 'pay') return moved(payment, given.act, now, given.amount);
  const card = cardOf(given.card);
  const paid = card && used(payment, card, now);
  const { amount = paid?.took?.amount, currency = paid?.took?.currency } = given;
  return paid && amount !== undefined && currency !== undefined
    ? { ...paid, took: { amount, currency } }
    : paid;
}
