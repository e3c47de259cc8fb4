import Stripe from 'stripe';
import { GatewayRefusal, type GatewayNotice } from '../gateway.ts';

/** An event is believed for so long after it was signed. */
const SECONDS = 300;

/** What to ask after because of an event of Stripe; null: nothing, its kind is none of ours. */
export function noticeIn(
  stripe: Stripe,
  secret: string,
  headers: Record<string, string | undefined>,
  rawBody: Buffer,
): GatewayNotice | null {
  let event: Stripe.Event;
  try {
    const signature = headers['stripe-signature'] ?? '';
    event = stripe.webhooks.constructEvent(rawBody, signature, secret, SECONDS);
  } catch (error) {
    throw new GatewayRefusal('The signature does not fit.', { cause: error });
  }
  const about = aboutWhat(event);
  return about === null ? null : { id: event.id, about: { providerRef: about } };
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
