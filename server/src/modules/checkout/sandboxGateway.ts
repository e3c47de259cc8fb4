import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { FAILURE_CODES } from '@backhaul/domain/settlement/gatewayFailure';
import {
  GatewayDeclined,
  GatewayFailure,
  GatewayRefusal,
  KeysRefused,
  type ChargeAnswer,
  type Gateway,
  type MethodCharge,
  type PaymentStanding,
  type RefundStanding,
  type SetupOrder,
} from './gateway.ts';
import type { sandboxKeys } from './sandboxKeys.ts';

interface SandboxAccount extends ReturnType<typeof sandboxKeys> {
  /** Where the provider's API is, without a slash at the end. */
  apiUrl: string;
}

const TIMEOUT_MS = 10_000;
const created = z.object({ id: z.string().min(1).max(200), url: z.url() });
const MINOR = z.string().regex(/^\d{1,18}$/);
const reference = z.object({ partnerId: z.uuid(), checkoutId: z.uuid() });
const event = z.object({
  id: z.string().min(1),
  type: z.string(),
  payment: z.object({ id: z.string() }),
});
const KNOWN_EVENTS = /^payment\.(open|paid|failed|cancelled|changed)$/;
const refund = z.object({
  id: z.string(),
  key: z.string().nullable(),
  amount: MINOR,
  status: z.enum(['pending', 'done', 'failed']),
});
const payment = z.object({
  id: z.string(),
  reference,
  status: z.enum(['open', 'paid', 'failed', 'cancelled']),
  amount: MINOR,
  currency: z.string(),
  paidAt: z.iso.datetime().nullable(),
  fee: MINOR.nullable(),
  failure: z.enum(FAILURE_CODES).nullable(),
  saved: z
    .object({
      method: z.string(),
      last4: z.string(),
      brand: z.string(),
      expMonth: z.number(),
      expYear: z.number(),
    })
    .nullable(),
  refunds: z.array(refund),
  disputes: z.array(
    z.object({
      id: z.string(),
      status: z.enum(['open', 'withdrawn', 'won', 'lost']),
      amount: MINOR,
      reason: z.string(),
      answerBy: z.iso.datetime().nullable(),
    }),
  ),
});

/**
 * The client of the sandbox provider: it speaks HTTP with it as with any provider, and shares
 * nothing with it but two keys.
 */
export function sandboxGateway({ apiUrl, apiKey, webhookSecret }: SandboxAccount): Gateway {
  const call = caller(apiUrl, apiKey);
  const page = async (order: SetupOrder & { amountMinor: bigint; saveMethod: boolean }) => {
    const { id, url } = await call(created, 'POST', '/payments', {
      ...asked(order),
      returnUrl: order.returnUrl,
      save: order.saveMethod,
    });
    return { providerRef: id, redirectUrl: url };
  };
  return {
    createPayment: page,
    setUpMethod: (order) => page({ ...order, amountMinor: 0n, saveMethod: true }),
    async chargeMethod(charge) {
      const { methodRef: method } = charge;
      return answered(await call(payment, 'POST', '/charges', { ...asked(charge), method }));
    },
    async removeMethod(methodRef) {
      await call(z.null(), 'DELETE', `/methods/${encodeURIComponent(methodRef)}`);
    },
    async refund({ providerRef, refundId, amountMinor, currency }) {
      const order = { amount: amountMinor.toString(), key: refundId };
      const path = `/payments/${encodeURIComponent(providerRef)}/refunds`;
      return refundIn(await call(refund, 'POST', path, order), currency);
    },
    async standing(about) {
      if ('providerRef' in about) {
        const path = `/payments/${encodeURIComponent(about.providerRef)}`;
        const found = await call(payment.or(z.null()), 'GET', path);
        return found && standingIn(found);
      }
      const list = z.object({ payments: z.array(payment).max(1) });
      const path = `/payments?checkout=${about.reference.checkoutId}`;
      const [found] = (await call(list, 'GET', path)).payments;
      return found ? standingIn(found) : null;
    },
    async tryKeys() {
      await call(z.object({ id: z.string() }), 'GET', '/account');
    },
    readWebhook: async (headers, rawBody) => noticeIn(webhookSecret, headers, rawBody),
  };
}

function asked({
  reference: of,
  amountMinor,
  currency,
  description,
  webhookUrl,
}: Omit<MethodCharge, 'methodRef'>) {
  const amount = amountMinor.toString();
  return { amount, currency, description, reference: of, webhookUrl };
}

/** Calls the provider; what it does not know (404) is null. */
function caller(apiUrl: string, apiKey: string) {
  return async <T extends z.ZodType>(
    shape: T,
    method: string,
    path: string,
    body?: object,
  ): Promise<z.infer<T>> => {
    let response: Response;
    try {
      response = await fetch(`${apiUrl}/v1${path}`, {
        method,
        ...(body && { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      });
    } catch (error) {
      throw new GatewayFailure('The payment provider cannot be reached.', { cause: error });
    }
    if (response.status === 401) throw new KeysRefused('secrets', 'The API key is wrong.');
    if (response.status === 409)
      throw new GatewayDeclined('UNKNOWN', 'The sandbox says that this cannot be now.');
    if (!response.ok && response.status !== 404)
      throw new GatewayFailure(`The payment provider answered ${response.status}.`);
    const json: unknown =
      response.status === 200 || response.status === 201
        ? await response.json().catch(() => undefined)
        : null;
    const answer = shape.safeParse(json);
    if (!answer.success)
      throw new GatewayFailure('The payment provider answered something else than agreed.');
    return answer.data;
  };
}

function answered({ id, status, failure }: z.infer<typeof payment>): ChargeAnswer {
  if (status === 'paid') return { status: 'PAID', providerRef: id };
  if (status === 'open') return { status: 'PENDING', providerRef: id };
  return { status: 'FAILED', providerRef: id, code: failure ?? 'UNKNOWN' };
}

function refundIn(
  { id, key, amount, status }: z.infer<typeof refund>,
  currency: string,
): RefundStanding {
  return {
    providerRef: id,
    refundId: key,
    status: status === 'done' ? 'DONE' : status === 'failed' ? 'FAILED' : 'PENDING',
    amountMinor: BigInt(amount),
    currency,
    failure: status === 'failed' ? 'The sandbox gave nothing back.' : null,
  };
}

const STATUS = {
  open: 'OPEN',
  paid: 'PAID',
  failed: 'FAILED',
  cancelled: 'CANCELLED',
} as const;
const DISPUTED = { open: 'OPEN', withdrawn: 'WITHDRAWN', won: 'WON', lost: 'LOST' } as const;

function standingIn(found: z.infer<typeof payment>): PaymentStanding {
  const { id, currency, saved, paidAt, fee, refunds, disputes } = found;
  return {
    providerRef: id,
    reference: found.reference,
    status: STATUS[found.status],
    amountMinor: BigInt(found.amount),
    currency,
    paidAt: paidAt === null ? null : new Date(paidAt),
    feeMinor: fee === null ? null : BigInt(fee),
    failure: found.failure,
    saved: saved && { ref: saved.method, ...saved },
    refunds: refunds.map((each) => refundIn(each, currency)),
    disputes: disputes.map((each) => ({
      providerRef: each.id,
      status: DISPUTED[each.status],
      amountMinor: BigInt(each.amount),
      currency,
      reason: each.reason,
      answerBy: each.answerBy === null ? null : new Date(each.answerBy),
      feeMinor: null,
    })),
  };
}

/** What to ask after because of an event, signed as the Standard Webhooks specification says, 300 seconds at most. */
function noticeIn(secret: string, headers: Record<string, string | undefined>, rawBody: Buffer) {
  const given = Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  let payload: unknown;
  try {
    payload = new Webhook(secret).verify(rawBody, given);
  } catch (error) {
    throw new GatewayRefusal('The signature does not fit.', { cause: error });
  }
  const parsed = event.safeParse(payload);
  if (!parsed.success) throw new GatewayRefusal('The event is not one that is known here.');
  const { id, type, payment: of } = parsed.data;
  return KNOWN_EVENTS.test(type) ? { id, about: { providerRef: of.id } } : null;
}
