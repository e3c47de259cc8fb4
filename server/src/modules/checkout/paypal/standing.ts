import { z } from 'zod';
import { paypalFailure } from '@backhaul/domain/settlement/gatewayFailure';
import { isId } from '../../../kit/input.ts';
import {
  GatewayDeclined,
  type CheckoutReference,
  type DisputeStanding,
  type PaymentStanding,
} from '../gateway.ts';
import type { Caller } from './client.ts';
import {
  captureIn,
  dispute,
  disputes,
  minorIn,
  order,
  refundIn,
  type Capture,
  type Order,
} from './shapes.ts';

const owner = z.object({
  supplementary_data: z.object({ related_ids: z.object({ order_id: z.string() }) }),
});

/**
 * How an order stands at PayPal. One that its customer approved is captured by this, once: whoever asks first, the
 * customer who comes back or the event, the key is the order's. null: PayPal knows nothing of it.
 */
export async function paypalStanding(call: Caller, ref: string): Promise<PaymentStanding | null> {
  const id = ref.startsWith('capture:') ? await orderOf(call, ref.slice(8)) : ref;
  const found = id === null ? null : await readOrder(call, id);
  if (!found) return null;
  if (found.status !== 'APPROVED') return standingIn(call, found);
  try {
    await call(order, {
      method: 'POST',
      path: `/v2/checkout/orders/${encodeURIComponent(found.id)}/capture`,
      key: `capture:${found.id}`,
      body: {},
    });
  } catch (error) {
    if (!(error instanceof GatewayDeclined)) throw error;
    const now = await readOrder(call, found.id);
    const standing = now && (await standingIn(call, now));
    // captured by somebody else meanwhile, or declined: then the customer may choose another way on PayPal's page
    return standing?.status === 'OPEN'
      ? { ...standing, status: 'FAILED', failure: error.code }
      : standing;
  }
  const captured = await readOrder(call, found.id);
  return captured && standingIn(call, captured);
}

function readOrder(call: Caller, id: string): Promise<Order | null> {
  return call(order, { method: 'GET', path: `/v2/checkout/orders/${encodeURIComponent(id)}` });
}

async function orderOf(call: Caller, capture: string): Promise<string | null> {
  const path = `/v2/payments/captures/${encodeURIComponent(capture)}`;
  const found = await call(owner, { method: 'GET', path });
  return found?.supplementary_data.related_ids.order_id ?? null;
}

async function standingIn(call: Caller, of: Order): Promise<PaymentStanding> {
  const unit = of.purchase_units?.[0];
  const capture = captureIn(of);
  const amount = capture?.amount ?? unit?.amount ?? { currency_code: 'EUR', value: '0' };
  const fee = capture?.seller_receivable_breakdown?.paypal_fee;
  const paid = capture !== null && TAKEN.has(capture.status);
  return {
    providerRef: of.id,
    reference: referenceIn(unit?.custom_id),
    ...statusOf(of, capture),
    amountMinor: minorIn(amount),
    currency: amount.currency_code,
    paidAt: capture?.create_time ? new Date(capture.create_time) : null,
    feeMinor: fee && fee.currency_code === amount.currency_code ? minorIn(fee) : null,
    saved: null,
    refunds: paid ? (unit?.payments?.refunds ?? []).map(refundIn) : [],
    disputes: paid && capture ? await disputesOf(call, capture.id) : [],
  };
}

/** What was captured stays paid when some of it was given back. */
const TAKEN = new Set(['COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED']);

function statusOf(
  { status }: Order,
  capture: Capture | null,
): Pick<PaymentStanding, 'status' | 'failure'> {
  if (capture && TAKEN.has(capture.status)) return { status: 'PAID', failure: null };
  if (capture && (capture.status === 'DECLINED' || capture.status === 'FAILED'))
    return {
      status: 'FAILED',
      failure: paypalFailure(capture.status_details?.reason, capture.status),
    };
  if (status === 'VOIDED') return { status: 'CANCELLED', failure: null };
  return { status: 'OPEN', failure: null };
}

function referenceIn(custom: string | undefined): CheckoutReference | null {
  const [partnerId = '', checkoutId = ''] = custom?.split(':') ?? [];
  return isId(partnerId) && isId(checkoutId) ? { partnerId, checkoutId } : null;
}

const REASONS: Readonly<Record<string, string>> = {
  MERCHANDISE_OR_SERVICE_NOT_RECEIVED: 'The customer says that nothing was delivered.',
  MERCHANDISE_OR_SERVICE_NOT_AS_DESCRIBED:
    'The customer says that what it got is not what was promised.',
  UNAUTHORISED: 'The customer does not know the payment.',
  DUPLICATE_TRANSACTION: 'The customer says that it paid twice.',
  CANCELED_RECURRING_BILLING: 'The customer says that the contract had ended.',
  CREDIT_NOT_PROCESSED: 'The customer says that money was to be given back.',
  INCORRECT_AMOUNT: 'The customer says that the amount is wrong.',
};
const LOST = new Set(['RESOLVED_BUYER_FAVOUR', 'ACCEPTED']);

async function disputesOf(call: Caller, capture: string): Promise<DisputeStanding[]> {
  const path = `/v1/customer/disputes?disputed_transaction_id=${encodeURIComponent(capture)}`;
  const list = (await call(disputes, { method: 'GET', path }))?.items ?? [];
  const all: DisputeStanding[] = [];
  for (const { dispute_id: id } of list) {
    const found = await call(dispute, { method: 'GET', path: `/v1/customer/disputes/${id}` });
    if (found) all.push(disputeIn(found));
  }
  return all;
}

function disputeIn(found: z.infer<typeof dispute>): DisputeStanding {
  const { dispute_id: id, reason = '', seller_response_due_date: due } = found;
  const taken = found.money_movements?.some(
    ({ affected_party: party, type }) => party === 'SELLER' && type === 'DEBIT',
  );
  const outcome = found.dispute_outcome?.outcome_code ?? '';
  const decided = found.status === 'RESOLVED' ? (LOST.has(outcome) ? 'LOST' : 'WON') : null;
  return {
    providerRef: id,
    status: decided ?? (taken ? 'WITHDRAWN' : 'OPEN'),
    amountMinor: minorIn(found.dispute_amount),
    currency: found.dispute_amount.currency_code,
    reason: REASONS[reason] ?? 'The customer does not agree with the payment.',
    answerBy: due ? new Date(due) : null,
    feeMinor: null,
  };
}
