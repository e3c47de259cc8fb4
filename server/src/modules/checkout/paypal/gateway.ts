import { z } from 'zod';
import { formatMinor } from '@backhaul/domain/money/money';
import { saidAmount } from '@backhaul/domain/settlement/providerAmount';
import {
  GatewayDeclined,
  GatewayFailure,
  GatewayRefusal,
  type Gateway,
  type GatewayNotice,
  type PaymentOrder,
  type RefundOrder,
} from '../gateway.ts';
import { paypalCaller, tokenOf, type Caller } from './client.ts';
import { captureIn, noticeOf, order, refund, refundIn } from './shapes.ts';
import { paypalStanding } from './standing.ts';

interface PaypalAccount {
  clientId: string;
  clientSecret: string;
  webhookId: string;
  live: boolean;
  /** Where it answers instead of at its own address; null: there. */
  apiUrl: string | null;
}

/**
 * PayPal sends an event for up to three days until it is taken, each time with the hour and signature of the first: one
 * whose signature PayPal's own check accepts is a reason to ask, however late. Older ones are not its doing.
 */
const SENT_FOR_MS = 4 * 24 * 3_600_000;
/** Clocks differ by this much. */
const AHEAD_MS = 300_000;

/**
 * PayPal by a small client of our own: Orders v2, captured once, whether the customer comes back or the event comes
 * first. Signatures of events are checked by PayPal itself.
 */
export function paypalGateway(account: PaypalAccount): Gateway {
  const { clientId, clientSecret, webhookId, live, apiUrl } = account;
  const baseUrl =
    apiUrl ?? (live ? 'https://api-m.paypal.com' : 'https://api-m.sandbox.paypal.com');
  const keys = { clientId, clientSecret, baseUrl };
  const call = paypalCaller(keys);
  const notKept = () =>
    Promise.reject(new GatewayDeclined('METHOD_GONE', 'Cards are not kept at PayPal here.'));
  return {
    createPayment: (of) => openOrder(call, of),
    setUpMethod: notKept,
    chargeMethod: notKept,
    removeMethod: notKept,
    refund: (of) => giveBack(call, of),
    // a page that was opened is only known by its name there
    standing: async (asked) =>
      'reference' in asked ? null : paypalStanding(call, asked.providerRef),
    readWebhook: (headers, rawBody) => read(call, webhookId, headers, rawBody),
    async tryKeys() {
      await tokenOf(keys, true);
    },
  };
}

/** "49.90", in as many digits as PayPal writes of a currency. Throws GatewayDeclined where it cannot be said. */
export function amountAt(currency: string, amountMinor: bigint) {
  const said = saidAmount('PAYPAL', currency, amountMinor);
  if (said.problem !== undefined) throw new GatewayDeclined('AMOUNT_NOT_POSSIBLE', said.problem);
  return { currency_code: currency, value: formatMinor(said.units, said.digits) };
}

async function openOrder(
  call: Caller,
  { reference, amountMinor, currency, description, returnUrl }: PaymentOrder,
) {
  const { partnerId, checkoutId } = reference;
  const made = await call(order, {
    method: 'POST',
    path: '/v2/checkout/orders',
    key: `page:${checkoutId}`,
    body: {
      intent: 'CAPTURE',
      purchase_units: [
        {
          custom_id: `${partnerId}:${checkoutId}`,
          description: description.slice(0, 127),
          amount: amountAt(currency, amountMinor),
        },
      ],
      payment_source: {
        paypal: {
          experience_context: {
            user_action: 'PAY_NOW',
            shipping_preference: 'NO_SHIPPING',
            return_url: returnUrl,
            cancel_url: returnUrl,
          },
        },
      },
    },
  });
  const page = made?.links?.find(({ rel }) => rel === 'payer-action' || rel === 'approve');
  if (!made || !page) throw new GatewayFailure('PayPal made an order without a page.');
  return { providerRef: made.id, redirectUrl: page.href };
}

async function giveBack(
  call: Caller,
  { providerRef, refundId, amountMinor, currency }: RefundOrder,
) {
  const found = await call(order, {
    method: 'GET',
    path: `/v2/checkout/orders/${encodeURIComponent(providerRef)}`,
  });
  const capture = found && captureIn(found);
  if (!capture) throw new GatewayDeclined('UNKNOWN', 'PayPal took no money by this order.');
  const made = await call(refund, {
    method: 'POST',
    path: `/v2/payments/captures/${capture.id}/refund`,
    key: `refund:${refundId}`,
    body: { amount: amountAt(currency, amountMinor), custom_id: refundId },
  });
  if (!made) throw new GatewayDeclined('UNKNOWN', 'PayPal does not know this payment.');
  return refundIn(made);
}

const verified = z.object({ verification_status: z.string() });
const PARTS = {
  auth_algo: 'paypal-auth-algo',
  cert_url: 'paypal-cert-url',
  transmission_id: 'paypal-transmission-id',
  transmission_sig: 'paypal-transmission-sig',
  transmission_time: 'paypal-transmission-time',
} as const;

async function read(
  call: Caller,
  webhookId: string,
  headers: Record<string, string | undefined>,
  rawBody: Buffer,
): Promise<GatewayNotice | null> {
  const sent = Date.parse(headers[PARTS.transmission_time] ?? '');
  const age = Date.now() - sent;
  if (Number.isNaN(sent) || age > SENT_FOR_MS || age < -AHEAD_MS)
    throw new GatewayRefusal('The event was not sent lately.');
  let event: unknown;
  try {
    event = JSON.parse(rawBody.toString('utf8'));
  } catch (error) {
    throw new GatewayRefusal('The event cannot be read.', { cause: error });
  }
  const said = Object.entries(PARTS).map(([name, header]) => [name, headers[header]]);
  if (said.some(([, value]) => !value)) throw new GatewayRefusal('The event is not signed.');
  let answer: z.infer<typeof verified> | null;
  try {
    answer = await call(verified, {
      method: 'POST',
      path: '/v1/notifications/verify-webhook-signature',
      body: {
        ...(Object.fromEntries(said) as object),
        webhook_id: webhookId,
        webhook_event: event,
      },
    });
  } catch (error) {
    if (!(error instanceof GatewayDeclined)) throw error;
    throw new GatewayRefusal('PayPal does not know this signature.', { cause: error });
  }
  if (answer?.verification_status !== 'SUCCESS')
    throw new GatewayRefusal('The signature does not fit.');
  return noticeOf(event);
}
