import Stripe from 'stripe';
import { stripeFailure, type FailureCode } from '@backhaul/domain/settlement/gatewayFailure';
import { isId } from '../../../kit/input.ts';
import type {
  Asked,
  CheckoutReference,
  DisputeStanding,
  PaymentStanding,
  RefundStanding,
  SavedAtProvider,
} from '../gateway.ts';
import { minorOf } from '../units.ts';

const OF_INTENT = ['latest_charge.balance_transaction', 'payment_method'];
const OF_SESSION = [
  ...OF_INTENT.map((each) => `payment_intent.${each}`),
  'setup_intent.payment_method',
];
/** More of one payment than anybody makes. */
const MANY = 100;

/** How a page or a payment stands at Stripe; null: it knows nothing of it. */
export async function standingOf(stripe: Stripe, asked: Asked): Promise<PaymentStanding | null> {
  try {
    if ('reference' in asked) return await byReference(stripe, asked.reference);
    const { providerRef } = asked;
    if (providerRef.startsWith('cs_')) return await ofSession(stripe, providerRef);
    const intent = await stripe.paymentIntents.retrieve(providerRef, { expand: OF_INTENT });
    if (intent.metadata.purpose !== 'PAGE') return await ofIntent(stripe, intent);
    const pages = await stripe.checkout.sessions.list({ payment_intent: intent.id, limit: 1 });
    const [page] = pages.data;
    return page ? await ofSession(stripe, page.id) : null;
  } catch (error) {
    if (
      error instanceof Stripe.errors.StripeInvalidRequestError &&
      error.code === 'resource_missing'
    )
      return null;
    throw error;
  }
}

/** A charge that we never heard how Stripe calls it; a page that we never heard of was never opened. */
async function byReference(
  stripe: Stripe,
  { checkoutId }: CheckoutReference,
): Promise<PaymentStanding | null> {
  const query = `metadata['checkoutId']:'${checkoutId}'`;
  const { data } = await stripe.paymentIntents.search({
    query,
    limit: 1,
    expand: OF_INTENT.map((each) => `data.${each}`),
  });
  return data[0] ? standingOf(stripe, { providerRef: data[0].id }) : null;
}

async function ofSession(stripe: Stripe, id: string): Promise<PaymentStanding> {
  const session = await stripe.checkout.sessions.retrieve(id, { expand: OF_SESSION });
  const intent = expanded(session.payment_intent);
  const setup = expanded(session.setup_intent);
  const currency = (session.currency ?? '').toUpperCase();
  const nothing: PaymentStanding = {
    providerRef: session.id,
    reference: referenceIn(session.metadata),
    status: session.status === 'expired' ? 'FAILED' : 'OPEN',
    amountMinor: minorOf('STRIPE', currency, session.amount_total ?? 0),
    currency,
    paidAt: null,
    feeMinor: null,
    failure: session.status === 'expired' ? 'PAGE_EXPIRED' : null,
    saved: null,
    refunds: [],
    disputes: [],
  };
  if (session.status !== 'complete') return nothing;
  if (session.mode === 'setup')
    return {
      ...nothing,
      status: 'PAID',
      amountMinor: 0n,
      saved: savedIn(session.customer, expanded(setup?.payment_method)),
    };
  if (!intent || session.payment_status !== 'paid') return nothing;
  const money = await ofIntent(stripe, intent);
  return { ...money, providerRef: session.id, reference: nothing.reference };
}

async function ofIntent(stripe: Stripe, intent: Stripe.PaymentIntent): Promise<PaymentStanding> {
  const currency = intent.currency.toUpperCase();
  const charge = expanded(intent.latest_charge);
  const balance = expanded(charge?.balance_transaction);
  const { status, failure } = statusOf(intent);
  const paid = status === 'PAID';
  const kept = intent.setup_future_usage === 'off_session';
  return {
    providerRef: intent.id,
    reference: referenceIn(intent.metadata),
    status,
    amountMinor: minorOf('STRIPE', currency, paid ? intent.amount_received : intent.amount),
    currency,
    paidAt: paid && charge ? new Date(charge.created * 1000) : null,
    feeMinor:
      balance && balance.currency === intent.currency
        ? minorOf('STRIPE', currency, balance.fee)
        : null,
    failure,
    saved: paid && kept ? savedIn(intent.customer, expanded(intent.payment_method)) : null,
    refunds: paid ? await refundsOf(stripe, intent.id) : [],
    disputes: paid ? await disputesOf(stripe, intent.id) : [],
  };
}

function statusOf(intent: Stripe.PaymentIntent): {
  status: PaymentStanding['status'];
  failure: FailureCode | null;
} {
  const error = intent.last_payment_error;
  switch (intent.status) {
    case 'succeeded':
      return { status: 'PAID', failure: null };
    case 'canceled':
      return { status: 'CANCELLED', failure: null };
    case 'requires_action':
      return { status: 'FAILED', failure: 'AUTHENTICATION_REQUIRED' };
    case 'requires_payment_method':
      return {
        status: 'FAILED',
        failure: stripeFailure(error?.decline_code, error?.code, 'card_declined'),
      };
    default:
      return { status: 'OPEN', failure: null };
  }
}

/** What was asked for whole, or nothing where only its name came. */
function expanded<T extends { id: string }>(what: T | string | null | undefined): T | null {
  return typeof what === 'object' ? what : null;
}

function referenceIn(metadata: Stripe.Metadata | null): CheckoutReference | null {
  const { partnerId, checkoutId } = metadata ?? {};
  return partnerId && checkoutId && isId(partnerId) && isId(checkoutId)
    ? { partnerId, checkoutId }
    : null;
}

function savedIn(
  customer: string | { id: string } | null,
  method: Stripe.PaymentMethod | null,
): SavedAtProvider | null {
  const owner = typeof customer === 'string' ? customer : customer?.id;
  if (!owner || !method?.card) return null;
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = method.card;
  return {
    ref: `${owner}/${method.id}`,
    brand: brand.charAt(0).toUpperCase() + brand.slice(1),
    last4,
    expMonth,
    expYear,
  };
}

async function refundsOf(stripe: Stripe, intent: string): Promise<RefundStanding[]> {
  const { data } = await stripe.refunds.list({ payment_intent: intent, limit: MANY });
  return data.map(refundIn).reverse();
}

const REFUNDED: Readonly<Record<string, RefundStanding['status']>> = {
  succeeded: 'DONE',
  failed: 'FAILED',
  canceled: 'FAILED',
};
const WHY_NOT: Readonly<Record<string, string>> = {
  lost_or_stolen_card: 'the card is reported lost or stolen.',
  expired_or_canceled_card: 'the card is not valid any more.',
  charge_for_pending_refund_disputed: 'the payment is disputed.',
  insufficient_funds: 'there was not enough money on the account at Stripe.',
  declined: 'the bank did not take it.',
};

/** A refund as Stripe says it. */
export function refundIn(refund: Stripe.Refund): RefundStanding {
  const currency = refund.currency.toUpperCase();
  const status = REFUNDED[refund.status ?? ''] ?? 'PENDING';
  const reason = refund.failure_reason ?? '';
  return {
    providerRef: refund.id,
    refundId: refund.metadata?.refundId ?? null,
    status,
    amountMinor: minorOf('STRIPE', currency, refund.amount),
    currency,
    failure: status === 'FAILED' ? (WHY_NOT[reason] ?? 'Stripe could not give it back.') : null,
  };
}

const REASONS: Readonly<Record<string, string>> = {
  fraudulent: 'The customer does not know the payment.',
  duplicate: 'The customer says that it paid twice.',
  product_not_received: 'The customer says that nothing was delivered.',
  product_unacceptable: 'The customer says that what it got is not what was promised.',
  subscription_canceled: 'The customer says that the contract had ended.',
  unrecognized: 'The customer does not recognise the payment.',
  credit_not_processed: 'The customer says that money was to be given back.',
};

async function disputesOf(stripe: Stripe, intent: string): Promise<DisputeStanding[]> {
  const { data } = await stripe.disputes.list({ payment_intent: intent, limit: MANY });
  return data.map(disputeIn).reverse();
}

function disputeIn(dispute: Stripe.Dispute): DisputeStanding {
  const currency = dispute.currency.toUpperCase();
  const moves = dispute.balance_transactions;
  const net = moves.reduce((sum, { net: moved }) => sum + moved, 0);
  const due = dispute.evidence_details.due_by;
  return {
    providerRef: dispute.id,
    status: disputed(dispute.status, net < 0),
    amountMinor: minorOf('STRIPE', currency, dispute.amount),
    currency,
    reason: REASONS[dispute.reason] ?? 'The customer does not agree with the payment.',
    answerBy: due ? new Date(due * 1000) : null,
    feeMinor: moves.length
      ? minorOf(
          'STRIPE',
          currency,
          moves.reduce((sum, { fee }) => sum + fee, 0),
        )
      : null,
  };
}

/** An inquiry takes no money; a dispute mostly does at once. */
function disputed(status: string, taken: boolean): DisputeStanding['status'] {
  if (status === 'won' || status === 'warning_closed' || status === 'prevented') return 'WON';
  if (status === 'lost') return 'LOST';
  return taken ? 'WITHDRAWN' : 'OPEN';
}
