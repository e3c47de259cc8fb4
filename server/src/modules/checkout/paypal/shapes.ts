import { z } from 'zod';
import { heardDecimal } from '@backhaul/domain/settlement/providerAmount';
import { GatewayFailure, type GatewayNotice, type RefundStanding } from '../gateway.ts';

// What is read of PayPal's answers: Orders v2, Payments v2, Disputes v1, and its events.

const money = z.object({ currency_code: z.string(), value: z.string() });
const link = z.object({ rel: z.string(), href: z.string() });
export const refund = z.object({
  id: z.string(),
  status: z.string(),
  amount: money,
  custom_id: z.string().optional(),
  status_details: z.object({ reason: z.string().optional() }).optional(),
});
const capture = z.object({
  id: z.string(),
  status: z.string(),
  amount: money,
  create_time: z.string().optional(),
  status_details: z.object({ reason: z.string().optional() }).optional(),
  seller_receivable_breakdown: z.object({ paypal_fee: money.optional() }).optional(),
});
export type Capture = z.infer<typeof capture>;
export const order = z.object({
  id: z.string(),
  status: z.string(),
  links: z.array(link).optional(),
  purchase_units: z
    .array(
      z.object({
        custom_id: z.string().optional(),
        amount: money.optional(),
        payments: z
          .object({
            captures: z.array(capture).optional(),
            refunds: z.array(refund).optional(),
          })
          .optional(),
      }),
    )
    .optional(),
});
export type Order = z.infer<typeof order>;
export const disputes = z.object({
  items: z.array(z.object({ dispute_id: z.string() })).optional(),
});
export const dispute = z.object({
  dispute_id: z.string(),
  reason: z.string().optional(),
  status: z.string(),
  dispute_amount: money,
  seller_response_due_date: z.string().optional(),
  dispute_outcome: z.object({ outcome_code: z.string().optional() }).optional(),
  money_movements: z
    .array(z.object({ affected_party: z.string().optional(), type: z.string().optional() }))
    .optional(),
  disputed_transactions: z
    .array(
      z.object({ seller_transaction_id: z.string().optional(), custom: z.string().optional() }),
    )
    .optional(),
});

/** What PayPal took by an order: the last try that it made of it. */
export function captureIn(of: Order): Capture | null {
  return of.purchase_units?.[0]?.payments?.captures?.at(-1) ?? null;
}

/** An amount of PayPal in minor units; throws GatewayFailure where it is none. */
export function minorIn({ currency_code: currency, value }: z.infer<typeof money>): bigint {
  const minor = heardDecimal(currency, value);
  if (minor === null) throw new GatewayFailure(`PayPal says an amount of ${value} ${currency}.`);
  return minor;
}

const REFUNDED: Readonly<Record<string, RefundStanding['status']>> = {
  COMPLETED: 'DONE',
  FAILED: 'FAILED',
  CANCELLED: 'FAILED',
};

/** A refund as PayPal says it. */
export function refundIn(made: z.infer<typeof refund>): RefundStanding {
  const status = REFUNDED[made.status] ?? 'PENDING';
  return {
    providerRef: made.id,
    refundId: made.custom_id ?? null,
    status,
    amountMinor: minorIn(made.amount),
    currency: made.amount.currency_code,
    failure: status === 'FAILED' ? 'PayPal could not give it back.' : null,
  };
}

const event = z.object({
  id: z.string(),
  event_type: z.string(),
  resource: z.looseObject({
    id: z.string().optional(),
    dispute_id: z.string().optional(),
    supplementary_data: z
      .object({ related_ids: z.object({ order_id: z.string().optional() }).optional() })
      .optional(),
    links: z.array(link).optional(),
    disputed_transactions: z
      .array(z.object({ seller_transaction_id: z.string().optional() }))
      .optional(),
  }),
});

/** What to ask after because of an event; null: nothing, its kind is none of ours. */
export function noticeOf(json: unknown): GatewayNotice | null {
  const parsed = event.safeParse(json);
  if (!parsed.success) return null;
  const { id, event_type: type, resource } = parsed.data;
  const about = aboutWhat(type, resource);
  return about === null ? null : { id, about: { providerRef: about } };
}

/** An order by its id; of a capture, a refund or a dispute what leads there: "capture:…". */
function aboutWhat(type: string, resource: z.infer<typeof event>['resource']): string | null {
  if (/^CHECKOUT\.ORDER\.(APPROVED|COMPLETED|SAVED|VOIDED)$/.test(type)) return resource.id ?? null;
  if (type.startsWith('PAYMENT.CAPTURE.')) {
    const of = resource.supplementary_data?.related_ids?.order_id;
    if (of) return of;
    // of money given back the event is of the refund, which names its capture by a link
    const up = resource.links?.find(({ rel }) => rel === 'up')?.href;
    const named = up?.split('/').pop();
    return named ? `capture:${named}` : resource.id ? `capture:${resource.id}` : null;
  }
  if (type.startsWith('CUSTOMER.DISPUTE.')) {
    const of = resource.disputed_transactions?.[0]?.seller_transaction_id;
    return of ? `capture:${of}` : null;
  }
  return null;
}
