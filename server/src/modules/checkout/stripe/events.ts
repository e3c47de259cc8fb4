import Stripe from 'stripe';
import { GatewayRefusal, type GatewayNotice } from '../gateway.ts';

/** An event is believed for so long after it was signed, and before: clocks differ. */
const SECONDS = 300;

/** What to ask after because of an event of Stripe; null: nothing, its kind is none of ours. */
export function noticeIn(
  stripe: Stripe,
  secret: string,
  headers: Record<string, string | undefined>,
  rawBody: Buffer,
): GatewayNotice | null {
  let event: Stripe.Event;
  const signature = headers['stripe-signature'] ?? '';
  try {
    event = stripe.webhooks.constructEvent(rawBody, signature, secret, SECONDS);
  } catch (error) {
    throw new GatewayRefusal('The signature does not fit.', { cause: error });
  }
  if (signedAt(signature) > Date.now() / 1000 + SECONDS)
    throw new GatewayRefusal('The signature is of the future.');
  const about = aboutWhat(event);
  return about === null ? null : { id: event.id, about: { providerRef: about } };
}

/** The second at which a signature says that it was made; its package looks only for old ones. */
function signedAt(signature: string): number {
  return Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1] ?? Infinity);
}

function aboutWhat(event: Stripe.Event): string | null {
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.expired':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed':
    case 'payment_intent.succeeded':
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
    case 'payment_intent.processing':
      return event.data.object.id;
    case 'charge.refunded':
    case 'charge.updated':
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated': {
      const intent = event.data.object.payment_intent;
      return typeof intent === 'string' ? intent : (intent?.id ?? null);
    }
    default:
      return null;
  }
}
