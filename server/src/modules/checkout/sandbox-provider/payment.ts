import { z } from 'zod';
import { FAILURE_CODES } from '@backhaul/domain/settlement/gatewayFailure';
import { cardOf, type SandboxCard } from './cards.ts';
import { order } from './session.ts';

const MINOR = z.string().regex(/^[1-9]\d{0,17}$/);
const refund = z.object({
  id: z.string(),
  /** What whoever asked calls it; null: it was made here. */
  key: z.string().nullable(),
  amount: MINOR,
  status: z.enum(['pending', 'done', 'failed']),
});
const dispute = z.object({
  id: z.string(),
  status: z.enum(['open', 'withdrawn', 'won', 'lost']),
  amount: MINOR,
  reason: z.string(),
  answerBy: z.iso.datetime().nullable(),
});
/** A payment, a card saved without one, or a charge of a saved card, as the sandbox remembers it. */
export const sandboxPayment = z.object({
  order,
  status: z.enum(['open', 'paid', 'failed', 'cancelled']),
  /** What it took, where it did: seldom something else than what was asked for. */
  took: z
    .object({ amount: z.string().regex(/^\d{1,18}$/), currency: z.string().max(100) })
    .nullable(),
  paidAt: z.iso.datetime().nullable(),
  failure: z.enum(FAILURE_CODES).nullable(),
  /** The last four digits of the card that it keeps. */
  card: z.string().nullable(),
  refunds: z.array(refund),
  disputes: z.array(dispute),
});
export type SandboxPayment = z.infer<typeof sandboxPayment>;
type SandboxOrder = z.infer<typeof order>;

export function opened(of: SandboxOrder): SandboxPayment {
  const nothing = { took: null, paidAt: null, failure: null, card: null };
  return { order: of, status: 'open', ...nothing, refunds: [], disputes: [] };
}

/** What its owner does on the page; nothing undoes what was paid. */
export function used(
  payment: SandboxPayment,
  card: SandboxCard,
  now: Date,
  away = false,
): SandboxPayment {
  if (payment.status === 'paid') return payment;
  const { amount, currency, save, id } = payment.order;
  const refuses = away ? card.refusesLater : card.refuses;
  if (refuses) return { ...payment, status: 'failed', failure: refuses };
  const taken: SandboxPayment = {
    ...payment,
    status: 'paid',
    failure: null,
    took: amount === '0' ? null : { amount, currency },
    paidAt: now.toISOString(),
    card: save ? card.last4 : null,
  };
  return card.disputes && taken.took ? disputed(taken, `${id}_dispute`, now) : taken;
}

/** It ends without money; nothing undoes what was paid. */
export function ended(
  payment: SandboxPayment,
  status: 'failed' | 'cancelled',
  failure: SandboxPayment['failure'],
): SandboxPayment {
  return payment.status === 'paid' ? payment : { ...payment, status, failure };
}

/** Gives some of it back, at most what is left; the same key again changes nothing. null: that much is not left. */
export function refunded(
  payment: SandboxPayment,
  amount: string,
  key: string | null,
): SandboxPayment | null {
  if (key !== null && payment.refunds.some((each) => each.key === key)) return payment;
  const gone = payment.refunds
    .filter((each) => each.status !== 'failed')
    .reduce((sum, each) => sum + BigInt(each.amount), 0n);
  if (!payment.took || gone + BigInt(amount) > BigInt(payment.took.amount)) return null;
  const id = `${payment.order.id}_refund_${payment.refunds.length + 1}`;
  return { ...payment, refunds: [...payment.refunds, { id, key, amount, status: 'done' }] };
}

/** All that is left of it, for what is done at the provider's side. */
export function leftOf({ took, refunds }: SandboxPayment): bigint {
  return refunds
    .filter((each) => each.status !== 'failed')
    .reduce((left, each) => left - BigInt(each.amount), BigInt(took?.amount ?? 0));
}

const ANSWER_DAYS = 14;

function disputed(payment: SandboxPayment, id: string, now: Date, part?: string): SandboxPayment {
  const answerBy = new Date(now.getTime() + ANSWER_DAYS * 86_400_000).toISOString();
  const amount = part ?? payment.took?.amount ?? '1';
  const reason = 'The customer does not know the payment.';
  return { ...payment, disputes: [{ id, status: 'open', amount, reason, answerBy }] };
}

const AFTER = {
  dispute: 'open',
  withdraw: 'withdrawn',
  win: 'won',
  lose: 'lost',
} as const;
/** What happens at the provider's side after a payment. */
export const LATER_ACTS = ['refund', ...(Object.keys(AFTER) as (keyof typeof AFTER)[])] as const;
export type LaterAct = (typeof LATER_ACTS)[number];

/** Moves a paid payment on at the provider's side; null where that cannot be. part: what is disputed, if not all. */
export function moved(
  payment: SandboxPayment,
  act: LaterAct,
  now: Date,
  part?: string,
): SandboxPayment | null {
  if (!payment.took) return null;
  if (act === 'refund') {
    const left = leftOf(payment);
    return left > 0n ? refunded(payment, left.toString(), null) : null;
  }
  const known = payment.disputes.length
    ? payment
    : disputed(payment, `${payment.order.id}_dispute`, now, part);
  const disputes = known.disputes.map((each) => ({ ...each, status: AFTER[act] }));
  return { ...known, disputes };
}

/** The card that a payment keeps, as the API says it; method: how the account calls it later. */
export function kept({ order: of, card }: SandboxPayment) {
  const known = card === null ? null : cardOf(card);
  if (!known) return null;
  const { last4, brand, expMonth, expYear } = known;
  return { method: `sandbox_card_${last4}_${of.id}`, last4, brand, expMonth, expYear };
}

/** The card of a saved method; null for none. */
export function cardOfMethod(method: string): SandboxCard | null {
  const [, last4] = /^sandbox_card_(\d{4})_/.exec(method) ?? [];
  return last4 === undefined ? null : cardOf(last4);
}

/** What the sandbox keeps of a payment: 2 %, as real providers keep something. */
export function feeOf({ took }: SandboxPayment): string | null {
  return took && (BigInt(took.amount) / 50n).toString();
}
