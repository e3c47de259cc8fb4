import { createHmac } from 'node:crypto';
import { fakeProvider, type Answer, type Asked } from './fakeProvider.ts';

export const STRIPE_KEYS = { secretKey: 'sk_test_right', webhookSecret: 'whsec_test' };

const missing: Answer = {
  status: 404,
  body: {
    error: { type: 'invalid_request_error', code: 'resource_missing', message: 'No such thing' },
  },
};
const ok = (body: unknown): Answer => ({ status: 200, body });
const listed = (data: unknown[]) => ok({ object: 'list', data, has_more: false });

/** What a form says: metadata[checkoutId]=… as nested objects. */
function form(text: string): any {
  const all: any = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const keys = name.split(/\[|\]\[?/).filter(Boolean);
    let at = all;
    for (const key of keys.slice(0, -1)) at = at[key] ??= {};
    at[keys.at(-1)!] = value;
  }
  return all;
}

/** Stripe as far as it is used: pages, payments, refunds and disputes, in memory. */
export async function fakeStripe() {
  const sessions = new Map<string, any>(),
    intents = new Map<string, any>(),
    refunds: any[] = [],
    disputes: any[] = [],
    detached = new Set<string>();
  let count = 0;
  const next = (kind: string) => `${kind}_test_${(count += 1)}`;
  const now = () => Math.floor(Date.now() / 1000);

  function paidIntent(of: any): any {
    const id = next('pi');
    const amount = Number(of.amount);
    const intent = {
      id,
      object: 'payment_intent',
      amount,
      amount_received: amount,
      currency: of.currency,
      status: 'succeeded',
      customer: of.customer ?? null,
      metadata: of.metadata,
      setup_future_usage: of.setup_future_usage ?? null,
      payment_method: card(of.payment_method),
      latest_charge: {
        id: next('ch'),
        created: now(),
        balance_transaction: {
          id: next('txn'),
          currency: of.currency,
          fee: Math.round(amount * 0.015) + 25,
        },
      },
    };
    intents.set(id, intent);
    return intent;
  }
  const card = (id = 'pm_4242') => ({
    id,
    object: 'payment_method',
    card: { brand: 'visa', last4: id.slice(-4), exp_month: 12, exp_year: 2031 },
  });

  function answer({ method, path, query, headers, body }: Asked): Answer {
    if (headers.authorization !== `Bearer ${STRIPE_KEYS.secretKey}`)
      return {
        status: 401,
        body: { error: { type: 'invalid_request_error', message: 'Invalid API Key provided' } },
      };
    const said = form(body);
    const [, kind, id] = /^\/v1\/([a-z_]+(?:\/sessions)?)(?:\/([^/]+))?/.exec(path) ?? [];
    if (kind === 'balance') return ok({ object: 'balance' });
    if (kind === 'checkout/sessions') {
      if (method === 'POST') {
        const price = said.line_items?.['0']?.price_data;
        const session = {
          id: next('cs'),
          object: 'checkout.session',
          url: 'https://checkout.stripe.example/page',
          mode: said.mode,
          status: 'open',
          payment_status: 'unpaid',
          currency: price?.currency ?? said.currency,
          amount_total: price ? Number(price.unit_amount) : 0,
          metadata: said.metadata,
          customer: said.customer_creation ? next('cus') : null,
          payment_intent: null,
          setup_intent: null,
          of: said.payment_intent_data ?? {},
        };
        sessions.set(session.id, session);
        return ok(session);
      }
      if (!id)
        return listed(
          [...sessions.values()].filter(
            (each) => each.payment_intent?.id === query.get('payment_intent'),
          ),
        );
      return sessions.has(id) ? ok(sessions.get(id)) : missing;
    }
    if (kind === 'payment_intents' && method === 'POST') return charge(said);
    if (kind === 'payment_intents' && id === 'search')
      return listed(
        [...intents.values()].filter((each) =>
          query.get('query')?.includes(`'${each.metadata.checkoutId}'`),
        ),
      );
    if (kind === 'payment_intents') return intents.has(id) ? ok(intents.get(id)) : missing;
    if (kind === 'payment_methods') {
      detached.add(id);
      return ok({ id });
    }
    const of = query.get('payment_intent');
    if (kind === 'refunds' && method === 'GET')
      return listed(refunds.filter((each) => each.payment_intent === of).reverse());
    if (kind === 'disputes') return listed(disputes.filter((each) => each.payment_intent === of));
    if (kind === 'refunds') {
      const intent = intents.get(said.payment_intent);
      const gone = refunds
        .filter((each) => each.payment_intent === intent?.id && each.status !== 'failed')
        .reduce((sum, each) => sum + each.amount, 0);
      if (!intent || gone + Number(said.amount) > intent.amount)
        return {
          status: 400,
          body: {
            error: { type: 'invalid_request_error', message: 'Refund amount is greater than that' },
          },
        };
      return ok(refund(intent.id, Number(said.amount), said.metadata ?? {}));
    }
    return missing;
  }

  function refund(intent: string, amount: number, metadata: object, status = 'succeeded') {
    const made = {
      id: next('re'),
      object: 'refund',
      payment_intent: intent,
      amount,
      currency: intents.get(intent).currency,
      status,
      metadata,
    };
    refunds.push(made);
    return made;
  }

  function charge(said: any): Answer {
    const last4 = String(said.payment_method).slice(-4);
    const codes: Record<string, [string, string]> = {
      '9995': ['insufficient_funds', 'card_declined'],
      '9987': ['lost_card', 'card_declined'],
      '3220': ['authentication_required', 'authentication_required'],
    };
    const why = detached.has(said.payment_method)
      ? ['generic_decline', 'card_declined']
      : codes[last4];
    const intent = paidIntent(said);
    if (!why) return ok(intent);
    const [decline_code, code] = why;
    intent.status = 'requires_payment_method';
    intent.last_payment_error = { code, decline_code };
    return {
      status: 402,
      body: {
        error: {
          type: 'card_error',
          code,
          decline_code,
          message: 'declined',
          payment_intent: intent,
        },
      },
    };
  }

  const server = await fakeProvider(answer, 'idempotency-key');
  const intentOf = (ref: string) => sessions.get(ref)?.payment_intent ?? intents.get(ref);
  return {
    ...server,
    /** The customer finishes the page of a checkout. */
    pays(ref: string, change: { amount?: number; currency?: string } = {}) {
      const session = sessions.get(ref);
      session.status = 'complete';
      if (session.mode === 'setup') {
        session.setup_intent = { id: next('seti'), payment_method: card() };
        return;
      }
      session.payment_status = 'paid';
      session.payment_intent = paidIntent({
        amount: change.amount ?? session.amount_total,
        currency: change.currency ?? session.currency,
        customer: session.customer,
        ...session.of,
      });
    },
    expires(ref: string) {
      sessions.get(ref).status = 'expired';
    },
    refunds(ref: string, amount: number) {
      refund(intentOf(ref).id, amount, {});
    },
    refundFails() {
      Object.assign(refunds.at(-1), {
        status: 'failed',
        failure_reason: 'expired_or_canceled_card',
      });
    },
    disputed(ref: string, status: 'opened' | 'withdrawn' | 'won' | 'lost') {
      const { id, amount, currency } = intentOf(ref);
      const known = disputes.find((each) => each.payment_intent === id);
      const taken = status === 'opened' ? [] : [{ net: -amount - 1500, fee: 1500 }];
      const now = {
        status: status === 'won' || status === 'lost' ? status : 'needs_response',
        balance_transactions: taken,
      };
      if (known) Object.assign(known, now);
      else
        disputes.push({
          id: next('dp'),
          payment_intent: id,
          amount,
          currency,
          reason: 'fraudulent',
          evidence_details: { due_by: 1_777_000_000 },
          ...now,
        });
    },
    /** An event, signed as Stripe does. */
    event(ref: string, { at, secret, kind }: { at?: number; secret?: string; kind?: string } = {}) {
      const payload = JSON.stringify({
        id: next('evt'),
        object: 'event',
        type: kind ?? 'checkout.session.completed',
        data: { object: { id: ref, object: 'checkout.session' } },
      });
      // by hand, as Stripe's pages describe it
      const time = at ?? now();
      const signature = createHmac('sha256', secret ?? STRIPE_KEYS.webhookSecret)
        .update(`${time}.${payload}`)
        .digest('hex');
      const header = `t=${time},v1=${signature}`;
      return { body: payload, headers: { 'stripe-signature': header } };
    },
  };
}
