import pg from 'pg';
import { randomUUID } from 'node:crypto';
import { createClient, type Client } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { sandboxKeys } from '../../server/src/modules/checkout/sandboxKeys.ts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { money } from '../support/money.ts';
import { sandboxActs, sandboxCall, sandboxPayment, sandboxTells } from '../support/sandboxEvent.ts';
import { SECRET } from '../support/secret.ts';
import {
  makeCustomer,
  makeTree,
  makeUser,
  NOWHERE,
  openSandbox,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';

const CHECKOUT =
  'id status amount currency redirectUrl failure failureCode receivedAmount receivedCurrency sandbox payment { id receiptNumber method source origin sandbox allocations { amount invoice { id } } }';
const START = `mutation ($input: CheckoutInput!) { startCheckout(input: $input) { ${CHECKOUT} } }`;
const CLOSE = 'mutation ($id: ID!, $n: String!) { closePaymentTask(id: $id, note: $n) }';
const LOOK = `query ($id: ID!) { checkout(id: $id) { ${CHECKOUT} } }`;

let server: TestServer;
let north: Tenant, south: Tenant;
/** North's account at the sandbox. */
let account: string;
let cash: ReturnType<typeof money>;
const sockets: Client[] = [];

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  ({ north, south } = await makeTree(server));
  cash = money(server);
  account = await openSandbox(server, north.id);
});
afterAll(async () => {
  for (const socket of sockets) await socket.dispose();
  await server.stop();
});

async function portal(of = north): Promise<{
  id: string;
  token: string;
  start: (input: object) => Promise<any>;
  look: (id: string) => Promise<any>;
}> {
  const { id, login } = await makeCustomer(server, of.id);
  const token = await server.signIn(login, PASSWORD);
  return {
    id,
    token,
    start: async (input) => (await server.must(START, { input }, token)).startCheckout,
    look: async (checkout) => (await server.must(LOOK, { id: checkout }, token)).checkout,
  };
}

/** What waits for staff about a customer's payments. */
async function tasks(customerId: string): Promise<any[]> {
  const { paymentTasks } = await server.must(
    'query ($p: ID) { paymentTasks(partnerId: $p) { id kind askedAmount askedCurrency receivedAmount receivedCurrency words customer { id } payment { amount flag } } }',
    { p: north.id },
    north.token,
  );
  return paymentTasks.filter((task: any) => task.customer.id === customerId);
}

/** Presses a button of the provider's page, as a browser without scripts does. */
function press(url: string, outcome: string): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `outcome=${outcome}`,
  });
}

async function until<T>(what: () => Promise<T>, good: (value: T) => boolean): Promise<T> {
  for (const end = Date.now() + 15_000; ;) {
    const value = await what();
    if (good(value)) return value;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(value)}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}

/** What the provider says of a payment from now on, and a webhook as it would sign it, with whatever is to be wrong. */
async function webhook(
  checkoutId: string,
  more: {
    type?: string;
    amount?: string;
    currency?: string;
    payment?: string;
    secret?: string;
    at?: Date;
    account?: string;
  } = {},
): Promise<number> {
  const { amount = '3000', currency = 'EUR', type, payment, ...signed } = more;
  const failed = type === 'payment.failed';
  await sandboxActs(server, account, checkoutId, {
    ...(failed ? { act: 'fail' } : { act: 'pay', amount, currency }),
    quiet: true,
  });
  return sandboxTells(server, more.account ?? account, {
    payment: payment ?? sandboxPayment(checkoutId),
    type,
    ...signed,
  });
}

/** Sets a number format past what refuses it, as it may stand from before. */
async function withFormat(partnerId: string, format: object): Promise<void> {
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  await owner.query(
    'update finance_setting set "values" = "values" || $2::jsonb where partner_id = $1',
    [partnerId, JSON.stringify(format)],
  );
  await owner.end();
}

describe('a customer pays in the portal', () => {
  it('a proforma, which becomes an invoice; what comes a second time is its own', async () => {
    const me = await portal();
    const { createProforma: asked } = await server.must(
      'mutation ($input: ProformaInput!) { createProforma(input: $input) { id } }',
      {
        input: {
          customerId: me.id,
          documentDate: '2026-04-01',
          lines: [{ description: 'Ahead', unitPrice: '30' }],
        },
      },
    );
    const [first, second] = [
      await me.start({ proformaId: asked.id, idempotencyKey: 'p1' }),
      await me.start({ proformaId: asked.id, idempotencyKey: 'p2' }),
    ];
    expect(first).toMatchObject({ status: 'PENDING', amount: '30.00' });
    expect(await webhook(first.id)).toBe(204);
    const now = async () =>
      (
        await server.must(
          'query ($id: ID!) { proforma(id: $id) { status invoice { due } } }',
          { id: asked.id },
          me.token,
        )
      ).proforma;
    expect(await now()).toEqual({ status: 'PAID', invoice: { due: '0.00' } });
    expect(await cash.balance(me.id)).toBe('0.00');
    expect(await webhook(second.id)).toBe(204);
    expect(await cash.balance(me.id)).toBe('30.00');
    const refused = await server.refused(
      START,
      { input: { proformaId: asked.id, idempotencyKey: 'p3' } },
      me.token,
    );
    expect(refused.fields?.proformaId).toMatch(/paid already/);
  });

  it('through the provider’s page, and sees it happen', async () => {
    const me = await portal();
    const invoice = await cash.invoice(me.id, '30');
    const checkout = await me.start({ invoiceId: invoice.id, idempotencyKey: 'a' });
    expect(checkout).toMatchObject({
      status: 'PENDING',
      amount: '30.00',
      currency: 'EUR',
      sandbox: true,
      payment: null,
      failure: null,
    });
    const statuses = watch(me.token, `subscription ($id: ID!) { checkout(id: $id) { status } }`, {
      id: checkout.id,
    });
    const balances = watch(me.token, 'subscription { myAccount { balance } }');
    await until(
      async () => [statuses.seen.length, balances.seen.length],
      ([a, b]) => a > 0 && b > 0,
    );

    const page = await fetch(checkout.redirectUrl);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await page.text();
    expect(html).toContain('Sandbox: no real money moves');
    expect(html).toContain('30.00 EUR');
    expect(html).toContain(invoice.number);
    expect(html).not.toContain('<script');

    const home = await press(checkout.redirectUrl, 'paid');
    expect([home.status, home.headers.get('location')]).toEqual([
      303,
      `${server.url}/pay/return?checkout=${checkout.id}`,
    ]);
    const paid = await until(
      () => me.look(checkout.id),
      (now) => now.status === 'PAID',
    );
    expect(paid.payment).toMatchObject({
      method: 'CARD',
      source: 'GATEWAY',
      origin: 'Sandbox (simulated, no real money)',
      sandbox: true,
      allocations: [{ amount: '30.00', invoice: { id: invoice.id } }],
    });
    expect(await cash.invoiceNow(invoice.id)).toMatchObject({ status: 'PAID' });
    await until(
      async () => [statuses.seen.at(-1), balances.seen.at(-1)],
      ([status, balance]: any[]) =>
        status.checkout.status === 'PAID' && balance.myAccount.balance === '0.00',
    );
    expect([statuses.seen[0], balances.seen[0]]).toEqual([
      { checkout: { status: 'PENDING' } },
      { myAccount: { balance: '-30.00' } },
    ]);
    statuses.stop();
    balances.stop();
    expect(
      (
        await server.must(`query ($id: ID!) { payment(id: $id) { recordedBy } }`, {
          id: paid.payment.id,
        })
      ).payment.recordedBy,
    ).toMatch(/^Customer/);
  });

  it('all that is due, or an amount of its own', async () => {
    const me = await portal();
    await cash.invoice(me.id, '30');
    await cash.invoice(me.id, '12');
    expect(await me.start({ idempotencyKey: 'all' })).toMatchObject({ amount: '42.00' });
    expect(await me.start({ idempotencyKey: 'own', amount: '5.5' })).toMatchObject({
      amount: '5.50',
    });
  });

  it.each([
    ['failed', 'FAILED', expect.stringMatching(/^The card was declined\. Nothing was taken\./)],
    ['expired', 'FAILED', expect.stringMatching(/has closed.*Start the payment again/)],
    ['cancelled', 'CANCELLED', null],
  ])('and when it %s nothing is paid', async (button, status, failure) => {
    const me = await portal();
    const invoice = await cash.invoice(me.id, '30');
    const checkout = await me.start({ invoiceId: invoice.id, idempotencyKey: 'a' });
    await press(checkout.redirectUrl, button);
    expect(
      await until(
        () => me.look(checkout.id),
        (now) => now.status !== 'PENDING',
      ),
    ).toMatchObject({ status, failure, payment: null });
    expect(await cash.balance(me.id)).toBe('-30.00');
  });
});

describe('starting', () => {
  it('with the same key gives the same checkout, also at once; with other content it is refused', async () => {
    const me = await portal();
    const answers = await Promise.all(
      [1, 2, 3].map(() => me.start({ amount: '10', idempotencyKey: 'same' })),
    );
    expect(new Set(answers.map((each) => each.id)).size).toBe(1);
    expect((await me.start({ amount: '10.00', idempotencyKey: 'same' })).redirectUrl).toBe(
      (await me.look(answers[0].id)).redirectUrl,
    );
    expect(
      await server.refused(START, { input: { amount: '11', idempotencyKey: 'same' } }, me.token),
    ).toMatchObject({ code: 'CONFLICT', reason: 'IDEMPOTENCY_KEY_REUSED' });
    const you = await portal();
    expect((await you.start({ amount: '11', idempotencyKey: 'same' })).id).not.toBe(answers[0].id);
  });

  it('says the fee', async () => {
    const me = await portal();
    const input = { amount: '5', idempotencyKey: 'card', saveMethod: false };
    const { startCheckout } = await server.must(
      'mutation ($input: CheckoutInput!) { startCheckout(input: $input) { amount fee } }',
      { input },
      me.token,
    );
    expect(startCheckout).toEqual({ amount: '5.00', fee: '0.00' });
  });

  it('is refused without an amount when nothing is due, for amounts of nothing, and for invoices that are not open', async () => {
    const me = await portal();
    const input = (more: object) => ({ input: { idempotencyKey: 'x', ...more } });
    for (const more of [{}, { amount: '0' }, { amount: '-1' }, { amount: '1.001' }])
      expect(await server.refused(START, input(more), me.token)).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: { amount: expect.any(String) },
      });
    const paid = await cash.invoice(me.id, '10');
    await cash.pay(me.id, '10');
    const gone = await cash.invoice(me.id, '10');
    await cash.void(gone.id);
    for (const { id } of [paid, gone])
      expect(await server.refused(START, input({ invoiceId: id }), me.token)).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: { invoiceId: expect.any(String) },
      });
    const foreign = await cash.invoice((await portal()).id, '10');
    const draft = await cash.invoice(me.id, '10', { draft: true });
    for (const id of [foreign.id, draft.id, NOWHERE])
      expect(await server.refused(START, input({ invoiceId: id }), me.token)).toMatchObject({
        code: 'NOT_FOUND',
      });
    expect(
      await server.refused(START, input({ amount: '1', idempotencyKey: ' ' }), me.token),
    ).toMatchObject({ fields: { idempotencyKey: expect.any(String) } });
  });

  it('is for customers, and others’ checkouts do not exist', async () => {
    const me = await portal();
    const checkout = await me.start({ amount: '10', idempotencyKey: 'a' });
    expect(
      await server.refused(START, { input: { amount: '1', idempotencyKey: 'x' } }),
    ).toMatchObject({ code: 'FORBIDDEN' });
    const neighbour = await portal();
    for (const token of [neighbour.token, south.token])
      expect(await server.refused(LOOK, { id: checkout.id }, token)).toMatchObject({
        code: 'NOT_FOUND',
      });
    expect((await server.must(LOOK, { id: checkout.id }, north.token)).checkout.id).toBe(
      checkout.id,
    );
    const watched = watch(
      neighbour.token,
      `subscription ($id: ID!) { checkout(id: $id) { status } }`,
      { id: checkout.id },
    );
    await until(
      async () => watched.errors.length,
      (count) => count > 0,
    );
    expect([watched.errors[0].extensions.code, watched.seen]).toEqual(['NOT_FOUND', []]);
    const staff = watch(north.token, 'subscription { myAccount { id } }');
    await until(
      async () => staff.errors.length,
      (count) => count > 0,
    );
    expect(staff.errors[0].extensions.code).toBe('FORBIDDEN');
  });
});

describe('the webhook', () => {
  it('pays once, however often and however fast it comes', async () => {
    const me = await portal();
    const checkout = await me.start({ amount: '30', idempotencyKey: 'a' });
    expect(await Promise.all([1, 2, 3, 4].map(() => webhook(checkout.id)))).toEqual([
      204, 204, 204, 204,
    ]);
    expect(await webhook(checkout.id, { type: 'payment.failed' })).toBe(204);
    expect(await me.look(checkout.id)).toMatchObject({ status: 'PAID', failure: null });
    expect(await cash.balance(me.id)).toBe('30.00');
  });

  it('that reports money after a failure counts', async () => {
    const me = await portal();
    const checkout = await me.start({ amount: '30', idempotencyKey: 'a' });
    await webhook(checkout.id, { type: 'payment.failed' });
    expect(await webhook(checkout.id)).toBe(204);
    expect(await me.look(checkout.id)).toMatchObject({ status: 'PAID' });
  });

  it('keeps the money when the invoice was paid meanwhile', async () => {
    const me = await portal();
    const invoice = await cash.invoice(me.id, '30');
    const checkout = await me.start({ invoiceId: invoice.id, idempotencyKey: 'a' });
    await cash.pay(me.id, '30');
    expect(await webhook(checkout.id)).toBe(204);
    expect(await cash.balance(me.id)).toBe('30.00');
  });

  it('pays whatever keys staff gave to payments of its own', async () => {
    const me = await portal();
    const manager = await makeUser(server, north.id, 'FINANCIAL_MANAGER');
    // another amount, and one that agrees with the online payment in all that a key's content is
    for (const amount of ['1', '30']) {
      const checkout = await me.start({ amount: '30', idempotencyKey: amount });
      const recorded = await cash.pay(
        me.id,
        amount,
        { idempotencyKey: `checkout:${checkout.id}`, method: 'CARD', date: '2026-04-10' },
        manager.token,
      );
      expect(await webhook(checkout.id)).toBe(204);
      const { status, payment } = await me.look(checkout.id);
      expect([status, payment.source]).toEqual(['PAID', 'GATEWAY']);
      expect(payment.id).not.toBe(recorded.id);
    }
    expect(await cash.balance(me.id)).toBe('91.00');
  });

  it('with another amount than was asked for is booked as it came, and put before staff until somebody has seen to it', async () => {
    const me = await portal();
    const invoice = await cash.invoice(me.id, '30');
    const checkout = await me.start({ invoiceId: invoice.id, idempotencyKey: 'a' });
    for (const amount of ['2999', '2999']) expect(await webhook(checkout.id, { amount })).toBe(204);
    expect(await me.look(checkout.id)).toMatchObject({
      status: 'PAID',
      receivedAmount: '29.99',
      receivedCurrency: 'EUR',
      payment: { allocations: [{ amount: '29.99', invoice: { id: invoice.id } }] },
    });
    expect(await cash.balance(me.id)).toBe('-0.01');
    const [task, ...more] = await tasks(me.id);
    expect([task, more]).toEqual([
      {
        id: task.id,
        kind: 'OTHER_AMOUNT',
        askedAmount: '30.00',
        askedCurrency: 'EUR',
        receivedAmount: '29.99',
        receivedCurrency: 'EUR',
        words: expect.stringContaining('29.99 EUR came in by an online payment of 30.00 EUR'),
        customer: { id: me.id },
        payment: { amount: '29.99', flag: task.words },
      },
      [],
    ]);
    // the customer is not shown what is for staff
    expect(
      (
        await server.must(
          '{ viewer { customer { payments { nodes { amount flag } } } } }',
          {},
          me.token,
        )
      ).viewer.customer.payments.nodes,
    ).toEqual([{ amount: '29.99', flag: null }]);
    expect(await server.refused(CLOSE, { id: task.id, n: 'Mine' }, south.token)).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await server.refused(CLOSE, { id: task.id, n: ' ' }, north.token)).toMatchObject({
      fields: { note: expect.any(String) },
    });
    // nor is it for who takes money at the desk and reads none of this; and elsewhere there is nothing
    const cashier = await makeUser(server, north.id, 'CASHIER');
    expect(await server.refused(CLOSE, { id: task.id, n: 'Mine' }, cashier.token)).toMatchObject({
      code: 'FORBIDDEN',
    });
    for (const p of [south.id, NOWHERE])
      expect(
        await server.refused(
          'query ($p: ID) { paymentTasks(partnerId: $p) { id } }',
          { p },
          north.token,
        ),
      ).toMatchObject({ code: 'NOT_FOUND' });
    await server.must(CLOSE, { id: task.id, n: 'Written off' }, north.token);
    expect(await tasks(me.id)).toEqual([]);
    expect(await server.refused(CLOSE, { id: task.id, n: 'Again' }, north.token)).toMatchObject({
      reason: 'ALREADY_CLOSED',
    });
  });

  it.each([
    [{ currency: 'USD' }, '30.00 USD', ['OTHER_CURRENCY', '30.00', 'USD']],
    [{ currency: 'XX' }, '3000 of "XX"', ['OTHER_CURRENCY', null, 'XX']],
    [{ amount: '0' }, '0.00 EUR', ['OTHER_AMOUNT', '0.00', 'EUR']],
  ])(
    'with money that is none of the account, %o, books nothing and loses nothing',
    async (taken, words, facts) => {
      const me = await portal();
      const checkout = await me.start({ amount: '30', idempotencyKey: 'a' });
      for (let i = 0; i < 2; i++) expect(await webhook(checkout.id, taken)).toBe(204);
      const failed = await me.look(checkout.id);
      expect(failed).toMatchObject({
        status: 'FAILED',
        payment: null,
        failure: expect.stringContaining('It is not lost'),
      });
      expect([failed.failureCode, failed.receivedAmount, failed.receivedCurrency]).toEqual(facts);
      const [task, ...more] = await tasks(me.id);
      expect([task.kind, task.receivedAmount, task.receivedCurrency]).toEqual(facts);
      expect([task, more]).toEqual([
        expect.objectContaining({
          askedAmount: '30.00',
          askedCurrency: 'EUR',
          words: expect.stringContaining(`${words} for an online payment of 30.00 EUR`),
          payment: null,
        }),
        [],
      ]);
      // failed, then paid: paid, and nobody is told any more that nothing is booked
      expect(await webhook(checkout.id)).toBe(204);
      expect(await me.look(checkout.id)).toMatchObject({
        status: 'PAID',
        failure: null,
        failureCode: null,
        receivedAmount: '30.00',
      });
      expect(await tasks(me.id)).toEqual([]);
      expect(
        await server.refused(CLOSE, { id: task.id, n: 'Given back' }, north.token),
      ).toMatchObject({
        reason: 'ALREADY_CLOSED',
        message: expect.stringContaining('The payment provider'),
      });
    },
  );

  it('of other money each time leaves something to do each time, also when the first was seen to', async () => {
    const me = await portal();
    const checkout = await me.start({ amount: '30', idempotencyKey: 'a' });
    await webhook(checkout.id, { currency: 'USD' });
    const [dollars] = await tasks(me.id);
    await server.must(CLOSE, { id: dollars.id, n: 'Given back' }, north.token);
    // the same again is what was seen to
    await webhook(checkout.id, { currency: 'USD' });
    expect(await tasks(me.id)).toEqual([]);
    await webhook(checkout.id, { currency: 'CHF', amount: '2500' });
    expect((await tasks(me.id)).map((task) => task.receivedCurrency)).toEqual(['CHF']);
    expect(await me.look(checkout.id)).toMatchObject({ receivedAmount: '25.00' });
    await webhook(checkout.id, { amount: '2000' });
    const [task, ...more] = await tasks(me.id);
    expect([task.kind, task.payment, more]).toEqual([
      'OTHER_AMOUNT',
      { amount: '20.00', flag: task.words },
      [],
    ]);
  });

  it('that says something else of what is booked leaves that to a person, and books nothing twice', async () => {
    const me = await portal();
    const checkout = await me.start({ amount: '30', idempotencyKey: 'a' });
    await webhook(checkout.id);
    await webhook(checkout.id);
    expect(await tasks(me.id)).toEqual([]);
    for (const other of [{ amount: '9900' }, { amount: '9900' }, { currency: 'USD' }])
      await webhook(checkout.id, other);
    expect(await cash.balance(me.id)).toBe('30.00');
    expect(
      (await tasks(me.id)).map(({ kind, receivedAmount, receivedCurrency, payment }) => [
        kind,
        receivedAmount,
        receivedCurrency,
        payment.amount,
      ]),
    ).toEqual([
      ['AFTER_PAID', '30.00', 'USD', '30.00'],
      ['AFTER_PAID', '99.00', 'EUR', '30.00'],
    ]);
  });

  it('of a payment that is taken back leaves nothing to do about it', async () => {
    const me = await portal();
    const checkout = await me.start({ amount: '30', idempotencyKey: 'a' });
    await webhook(checkout.id, { amount: '2999' });
    const [task] = await tasks(me.id);
    const { payment } = await me.look(checkout.id);
    await cash.reverse(payment.id);
    expect(await tasks(me.id)).toEqual([]);
    expect(await server.refused(CLOSE, { id: task.id, n: 'Mine' }, north.token)).toMatchObject({
      reason: 'ALREADY_CLOSED',
    });
  });

  it('that cannot be booked is asked for again, until it can', async () => {
    const format = (to: string | null) =>
      server.must(
        'mutation ($p: ID!, $f: String) { updateFinanceSettings(partnerId: $p, input: { receiptNumberFormat: $f }) { receiptNumberFormat } }',
        { p: north.id, f: to },
      );
    const me = await portal();
    const checkout = await me.start({ amount: '30', idempotencyKey: 'a' });
    await format('R-{next|4}');
    await cash.pay(me.id, '1');
    // another counter, whose first number reads the same: refused where it is set, as it may stand from before
    await withFormat(north.id, { receiptNumberFormat: 'R-00{next|2}' });
    expect(await webhook(checkout.id)).toBe(500);
    await format(null);
    expect(await webhook(checkout.id)).toBe(204);
    expect(await cash.balance(me.id)).toBe('31.00');
  });

  it('is not believed with a wrong signature, a wrong time, a wrong payment or a wrong partner', async () => {
    const me = await portal();
    const checkout = await me.start({ amount: '30', idempotencyKey: 'a' });
    expect(
      await webhook(checkout.id, { secret: Buffer.from('another secret').toString('base64') }),
    ).toBe(400);
    expect(await webhook(checkout.id, { at: new Date(Date.now() - 3_600_000) })).toBe(400);
    // nor one of another partner, nor of one above, which sees the checkout
    const { viewer } = await server.must('{ viewer { partner { id } } }');
    for (const partnerId of [south.id, viewer.partner.id, NOWHERE]) {
      const theirs = randomUUID();
      await sandboxCall(server, account, 'payments', {
        amount: '3000',
        currency: 'EUR',
        description: 'Not ours',
        reference: { partnerId, checkoutId: theirs },
        returnUrl: server.url,
        webhookUrl: server.url,
      });
      expect(await webhook(theirs), partnerId).toBe(404);
    }
    expect(await webhook(checkout.id, { payment: 'sandbox_other' })).toBe(404);
    // of a kind that nobody asked for
    expect(await webhook(checkout.id, { type: 'account.updated' })).toBe(200);
    expect(
      (await fetch(`${server.url}/webhooks/sandbox/${account}`, { method: 'POST' })).status,
    ).toBe(400);
    for (const path of [
      `unknown/${account}`,
      `stripe/${account}`,
      'sandbox',
      `sandbox/${NOWHERE}`,
      'sandbox/nothing',
    ])
      expect(
        (await fetch(`${server.url}/webhooks/${path}`, { method: 'POST', body: '{}' })).status,
        path,
      ).toBe(404);
    expect(
      (
        await fetch(`${server.url}/webhooks/sandbox/${account}`, {
          method: 'POST',
          body: 'x'.repeat(70_000),
        })
      ).status,
    ).toBe(413);
    // another account's provider knows nothing of it, signed as it may be
    expect(await webhook(checkout.id, { account: await openSandbox(server, south.id) })).toBe(404);
    expect([await me.look(checkout.id), await cash.balance(me.id)]).toMatchObject([
      { status: 'PENDING' },
      '0.00',
    ]);
  });
});

describe('the sandbox provider', () => {
  it('answers nobody without its key, and shows no page for a token it did not make', async () => {
    expect(
      (
        await fetch(`${server.url}/sandbox-gateway/v1/payments`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: 'Bearer no' },
          body: '{}',
        })
      ).status,
    ).toBe(401);
    const withKey = {
      'content-type': 'application/json',
      authorization: `Bearer ${sandboxKeys(SECRET, account).apiKey}`,
    };
    const [, key] = sandboxKeys(SECRET, account).apiKey.split('.');
    for (const wrong of [key, `${NOWHERE}.${key}`, `.${key}`, account])
      expect(
        (
          await fetch(`${server.url}/sandbox-gateway/v1/payments`, {
            method: 'POST',
            headers: { ...withKey, authorization: `Bearer ${wrong}` },
            body: '{}',
          })
        ).status,
        wrong,
      ).toBe(401);
    expect(
      (
        await fetch(`${server.url}/sandbox-gateway/v1/payments`, {
          method: 'POST',
          headers: withKey,
          body: '{"amount":"-1"}',
        })
      ).status,
    ).toBe(422);
    const forged = await fetch(`${server.url}/sandbox-gateway/pay/eyJhbGciOiJub25lIn0.e30.`);
    expect([forged.status, await forged.text()]).toEqual([
      410,
      expect.stringContaining('not valid, or no longer'),
    ]);
    expect(
      (await press(`${server.url}/sandbox-gateway/pay/eyJhbGciOiJub25lIn0.e30.`, 'paid')).status,
    ).toBe(400);
  });

  it('knows three buttons and writes names as text', async () => {
    const { createPartner: partner } = await server.must(
      'mutation { createPartner(input: { name: "<b>Bold & Net</b>" }) { id } }',
    );
    await openSandbox(server, partner.id);
    const me = await portal({ ...north, id: partner.id });
    const { redirectUrl } = await me.start({ amount: '10', idempotencyKey: 'a' });
    expect(await (await fetch(redirectUrl)).text()).toContain('&lt;b&gt;Bold &amp; Net&lt;/b&gt;');
    expect((await press(redirectUrl, 'refunded')).status).toBe(400);
  });
});

describe('behind a proxy', () => {
  it('people are sent to the public address, while the server reaches itself', async () => {
    const far = await startTestServer({
      PUBLIC_URL: 'https://isp.example',
      BUSINESS_DATE: '2026-04-10',
    });
    try {
      const { viewer } = await far.must('{ viewer { partner { id } } }');
      await openSandbox(far, viewer.partner.id);
      const { login } = await makeCustomer(far, viewer.partner.id);
      const token = await far.signIn(login, PASSWORD);
      const { startCheckout: checkout } = await far.must(
        START,
        { input: { amount: '10', idempotencyKey: 'a' } },
        token,
      );
      expect(checkout.redirectUrl).toMatch(/^https:\/\/isp\.example\/sandbox-gateway\/pay\//);
      const home = await press(
        checkout.redirectUrl.replace('https://isp.example', far.url),
        'paid',
      );
      expect(home.headers.get('location')).toBe(
        `https://isp.example/pay/return?checkout=${checkout.id}`,
      );
      await until(
        async () => (await far.must(LOOK, { id: checkout.id }, token)).checkout.status,
        (status) => status === 'PAID',
      );
    } finally {
      await far.stop();
    }
  });
});

/** Runs a subscription as the portal does; what it sent so far, and what it refused. */
function watch(
  token: string,
  query: string,
  variables: Record<string, unknown> = {},
): { seen: any[]; errors: any[]; stop: () => void } {
  const client = createClient({
    url: `${server.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  sockets.push(client);
  const seen: any[] = [];
  const errors: any[] = [];
  const stop = client.subscribe(
    { query, variables },
    {
      next: ({ data, errors: wrong }) => {
        if (wrong) errors.push(...wrong);
        else seen.push(data);
      },
      error: (wrong) => {
        errors.push(...(Array.isArray(wrong) ? wrong : [wrong]));
      },
      complete: () => {},
    },
  );
  return { seen, errors, stop };
}
