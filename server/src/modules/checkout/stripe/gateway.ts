import Stripe from 'stripe';
import { stripeFailure } from '@backhaul/domain/settlement/gatewayFailure';
import {
  GatewayDeclined,
  GatewayFailure,
  KeysRefused,
  type ChargeAnswer,
  type CheckoutReference,
  type Gateway,
  type MethodCharge,
  type PaymentOrder,
  type RefundOrder,
  type RefundStanding,
  type SetupOrder,
} from '../gateway.ts';
import { unitsAt } from '../units.ts';
import { noticeIn } from './events.ts';
import { refundIn, standingOf } from './standing.ts';

interface StripeAccount {
  secretKey: string;
  webhookSecret: string;
  /** Where it answers instead of at its own address; null: there. */
  apiUrl: string | null;
}

const TIMEOUT_MS = 20_000;

/** Stripe by its own package: pages by Checkout Sessions, saved cards by PaymentIntents without their owner. */
export function stripeGateway({ secretKey, webhookSecret, apiUrl }: StripeAccount): Gateway {
  const at = apiUrl === null ? null : new URL(apiUrl);
  const stripe = new Stripe(secretKey, {
    // a repeated call carries the same key, but whoever asked decides whether there is one
    maxNetworkRetries: 0,
    timeout: TIMEOUT_MS,
    telemetry: false,
    ...(at && {
      host: at.hostname,
      port: at.port || (at.protocol === 'https:' ? 443 : 80),
      protocol: at.protocol === 'https:' ? ('https' as const) : ('http' as const),
    }),
  });
  return {
    createPayment: (order) => heard(() => paymentPage(stripe, order)),
    setUpMethod: (order) => heard(() => setupPage(stripe, order)),
    chargeMethod: (charge) => heard(() => chargeSaved(stripe, charge)),
    removeMethod: (ref) => heard(() => forget(stripe, ref)),
    refund: (order) => heard(() => giveBack(stripe, order)),
    standing: (asked) => heard(() => standingOf(stripe, asked)),
    readWebhook: async (headers, rawBody) => noticeIn(stripe, webhookSecret, headers, rawBody),
    async tryKeys() {
      await heard(() => stripe.balance.retrieve());
    },
  };
}

/** What is kept with everything at Stripe; purpose: of which of our calls a PaymentIntent is. */
const named = ({ partnerId, checkoutId }: CheckoutReference, purpose: 'PAGE' | 'CHARGE') => ({
  partnerId,
  checkoutId,
  purpose,
});

async function paymentPage(
  stripe: Stripe,
  { reference, amountMinor, currency, description, returnUrl, saveMethod }: PaymentOrder,
) {
  const metadata = named(reference, 'PAGE');
  const product_data = { name: description.slice(0, 250) };
  const unit_amount = Number(unitsAt('STRIPE', currency, amountMinor));
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'payment',
      allowed_payment_method_types: ['card'],
      client_reference_id: reference.checkoutId,
      metadata,
      success_url: returnUrl,
      cancel_url: returnUrl,
      line_items: [
        {
          quantity: 1,
          price_data: { currency: currency.toLowerCase(), unit_amount, product_data },
        },
      ],
      payment_intent_data: {
        metadata,
        description: description.slice(0, 500),
        ...(saveMethod && { setup_future_usage: 'off_session' as const }),
      },
      ...(saveMethod && { customer_creation: 'always' as const }),
    },
    { idempotencyKey: `page:${reference.checkoutId}` },
  );
  return hosted(session);
}

async function setupPage(stripe: Stripe, { reference, currency, returnUrl }: SetupOrder) {
  const metadata = named(reference, 'PAGE');
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'setup',
      allowed_payment_method_types: ['card'],
      currency: currency.toLowerCase(),
      client_reference_id: reference.checkoutId,
      metadata,
      success_url: returnUrl,
      cancel_url: returnUrl,
      setup_intent_data: { metadata },
      customer_creation: 'always',
    },
    { idempotencyKey: `setup:${reference.checkoutId}` },
  );
  return hosted(session);
}

function hosted({ id, url }: Stripe.Checkout.Session) {
  if (!url) throw new GatewayFailure('Stripe made a page without an address.');
  return { providerRef: id, redirectUrl: url };
}

async function chargeSaved(
  stripe: Stripe,
  { reference, amountMinor, currency, description, methodRef }: MethodCharge,
): Promise<ChargeAnswer> {
  const [customer, payment_method] = methodRef.split('/');
  try {
    const { id, status } = await stripe.paymentIntents.create(
      {
        amount: Number(unitsAt('STRIPE', currency, amountMinor)),
        currency: currency.toLowerCase(),
        customer,
        payment_method,
        off_session: true,
        confirm: true,
        description: description.slice(0, 500),
        metadata: named(reference, 'CHARGE'),
      },
      { idempotencyKey: `charge:${reference.checkoutId}` },
    );
    if (status === 'succeeded') return { status: 'PAID', providerRef: id };
    if (status === 'processing') return { status: 'PENDING', providerRef: id };
    return { status: 'FAILED', providerRef: id, code: 'AUTHENTICATION_REQUIRED' };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeCardError)) throw error;
    const { decline_code: declined, code, payment_intent: intent } = error;
    return {
      status: 'FAILED',
      providerRef: intent?.id ?? null,
      code: stripeFailure(declined, code, 'card_declined'),
    };
  }
}

async function forget(stripe: Stripe, methodRef: string): Promise<void> {
  const [, method] = methodRef.split('/');
  try {
    await stripe.paymentMethods.detach(method);
  } catch (error) {
    if (
      error instanceof Stripe.errors.StripeInvalidRequestError &&
      error.code === 'resource_missing'
    )
      return;
    throw error;
  }
}

async function giveBack(
  stripe: Stripe,
  { providerRef, refundId, amountMinor, currency }: RefundOrder,
): Promise<RefundStanding> {
  const intent = providerRef.startsWith('cs_')
    ? (await stripe.checkout.sessions.retrieve(providerRef)).payment_intent
    : providerRef;
  if (!intent) throw new GatewayDeclined('UNKNOWN', 'Stripe took no money by this page.');
  const refund = await stripe.refunds.create(
    {
      payment_intent: typeof intent === 'string' ? intent : intent.id,
      amount: Number(unitsAt('STRIPE', currency, amountMinor)),
      metadata: { refundId },
    },
    { idempotencyKey: `refund:${refundId}` },
  );
  return refundIn(refund);
}

/** Does a call; what Stripe says against it is told as gateways tell it. */
async function heard<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const { message: said, code } = error;
    if (
      error instanceof Stripe.errors.StripeAuthenticationError ||
      error instanceof Stripe.errors.StripePermissionError
    )
      throw new KeysRefused('secretKey', said);
    if (error instanceof Stripe.errors.StripeInvalidRequestError)
      throw new GatewayDeclined(stripeFailure(code), said);
    throw new GatewayFailure(`Stripe cannot be reached, or failed: ${said}`, { cause: error });
  }
}
