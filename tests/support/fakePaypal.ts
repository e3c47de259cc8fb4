import { fakeProvider, type Answer, type Asked } from './fakeProvider.ts';

export const PAYPAL_KEYS = {
  clientId: 'client-of-the-app',
  clientSecret: 'secret-of-the-app',
  webhookId: 'WH12345678',
};

const missing: Answer = { status: 404, body: { name: 'RESOURCE_NOT_FOUND', message: 'Not there' } };
const ok = (body: unknown): Answer => ({ status: 200, body });
const issue = (code: string, description: string): Answer => ({
  status: 422,
  body: { name: 'UNPROCESSABLE_ENTITY', details: [{ issue: code, description }] },
});

/** PayPal as far as it is used: orders, captures, refunds and disputes, in memory. */
export async function fakePaypal() {
  const orders = new Map<string, any>(),
    disputes: any[] = [];
  let count = 0;
  const next = (kind: string) => `${kind}${(count += 1)}`;
  const unit = (order: any) => order.purchase_units[0];
  const captureOf = (id: string) =>
    [...orders.values()]
      .flatMap((order) =>
        (unit(order).payments?.captures ?? []).map((capture: any) => ({ order, capture })),
      )
      .find(({ capture }) => capture.id === id);

  function answer({ method, path, query, headers, body }: Asked): Answer {
    if (path === '/v1/oauth2/token') {
      const given = Buffer.from(String(headers.authorization).slice(6), 'base64').toString();
      return given === `${PAYPAL_KEYS.clientId}:${PAYPAL_KEYS.clientSecret}`
        ? ok({ access_token: 'token', expires_in: 32_400 })
        : { status: 401, body: { error: 'x', error_description: 'Client Authentication failed' } };
    }
    const said = body ? JSON.parse(body) : {};
    if (path === '/v1/notifications/verify-webhook-signature') {
      const right = said.transmission_sig === 'right' && said.webhook_id === PAYPAL_KEYS.webhookId;
      return ok({ verification_status: right ? 'SUCCESS' : 'FAILURE' });
    }
    if (path.startsWith('/v1/customer/disputes')) {
      const id = path.split('/')[4];
      const of = query.get('disputed_transaction_id');
      if (!id) return ok({ items: disputes.filter((each) => each.capture === of) });
      return ok(disputes.find((each) => each.dispute_id === id));
    }
    if (path === '/v2/checkout/orders') {
      const order = { id: next('ORDER'), status: 'PAYER_ACTION_REQUIRED', ...said };
      order.links = [{ rel: 'payer-action', href: 'https://www.paypal.example/pay' }];
      orders.set(order.id, order);
      return ok(order);
    }
    const [, , kind, , id, deed] = path.split('/');
    if (kind === 'checkout') {
      const order = orders.get(id);
      if (!order) return missing;
      if (method === 'GET') return ok(order);
      if (deed === 'capture') return capture(order);
    }
    const found = captureOf(id);
    if (!found) return missing;
    if (method === 'GET')
      return ok({ supplementary_data: { related_ids: { order_id: found.order.id } } });
    const all = (unit(found.order).payments.refunds ?? []).filter(
      (each: any) => each.status !== 'FAILED',
    );
    const gone = all.reduce((sum: number, each: any) => sum + Number(each.amount.value), 0);
    if (gone + Number(said.amount.value) > Number(found.capture.amount.value) + 0.001)
      return issue('REFUND_AMOUNT_EXCEEDED', 'The refund amount must be less than what is left.');
    return ok(refund(found.order, said.amount.value, said.custom_id));
  }

  function refund(order: any, value: string, custom?: string) {
    const { currency_code } = unit(order).payments.captures[0].amount;
    const made = {
      id: next('REFUND'),
      status: 'COMPLETED',
      amount: { currency_code, value },
      ...(custom && { custom_id: custom }),
    };
    (unit(order).payments.refunds ??= []).push(made);
    return made;
  }

  function capture(order: any): Answer {
    if (order.status === 'COMPLETED')
      return issue('ORDER_ALREADY_CAPTURED', 'Order already captured.');
    if (order.status !== 'APPROVED') return issue('ORDER_NOT_APPROVED', 'Payer has not approved.');
    order.status = 'COMPLETED';
    const amount = order.takes ?? unit(order).amount;
    unit(order).payments = {
      captures: [
        {
          id: next('CAPTURE'),
          status: 'COMPLETED',
          amount,
          create_time: new Date().toISOString(),
          seller_receivable_breakdown: {
            paypal_fee: { currency_code: amount.currency_code, value: '1.05' },
          },
        },
      ],
    };
    return ok(order);
  }

  const server = await fakeProvider(answer, 'paypal-request-id');
  return {
    ...server,
    /** The customer approves on PayPal's page; whoever asks then captures it. */
    pays(ref: string, change: { amount?: number; currency?: string } = {}) {
      const order = orders.get(ref);
      order.status = 'APPROVED';
      if (change.amount || change.currency)
        order.takes = {
          currency_code: change.currency?.toUpperCase() ?? unit(order).amount.currency_code,
          value: change.amount ? (change.amount / 100).toFixed(2) : unit(order).amount.value,
        };
    },
    expires(ref: string) {
      orders.get(ref).status = 'VOIDED';
    },
    refunds(ref: string, amount: number) {
      refund(orders.get(ref), (amount / 100).toFixed(2));
    },
    refundFails() {
      const all = [...orders.values()].flatMap((order) => unit(order).payments?.refunds ?? []);
      all.at(-1).status = 'FAILED';
    },
    disputed(ref: string, status: 'opened' | 'withdrawn' | 'won' | 'lost') {
      const { id, amount } = unit(orders.get(ref)).payments.captures[0];
      const known = disputes.find((each) => each.capture === id);
      const outcome = status === 'won' ? 'RESOLVED_SELLER_FAVOUR' : 'RESOLVED_BUYER_FAVOUR';
      const now = {
        status: status === 'won' || status === 'lost' ? 'RESOLVED' : 'WAITING_FOR_SELLER_RESPONSE',
        ...(status === 'won' || status === 'lost'
          ? { dispute_outcome: { outcome_code: outcome } }
          : {}),
        money_movements: status === 'opened' ? [] : [{ affected_party: 'SELLER', type: 'DEBIT' }],
      };
      if (known) Object.assign(known, now);
      else
        disputes.push({
          dispute_id: next('PP-D-'),
          capture: id,
          reason: 'UNAUTHORISED',
          dispute_amount: amount,
          seller_response_due_date: '2026-05-01T00:00:00.000Z',
          ...now,
        });
    },
    /** An event, signed so that PayPal's own check says yes or no. */
    event(ref: string, { at, secret, kind }: { at?: number; secret?: string; kind?: string } = {}) {
      const body = JSON.stringify({
        id: next('WH-'),
        event_type: kind ?? 'CHECKOUT.ORDER.APPROVED',
        resource: { id: ref },
      });
      const sent = at === undefined ? new Date() : new Date(at * 1000);
      return {
        body,
        headers: {
          'paypal-auth-algo': 'SHA256withRSA',
          'paypal-cert-url': 'https://api.paypal.example/cert',
          'paypal-transmission-id': 'one',
          'paypal-transmission-sig': secret === undefined ? 'right' : 'wrong',
          'paypal-transmission-time': sent.toISOString(),
        },
      };
    },
  };
}
