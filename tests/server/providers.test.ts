import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { fakePaypal, PAYPAL_KEYS } from '../support/fakePaypal.ts';
import { fakeStripe, STRIPE_KEYS } from '../support/fakeStripe.ts';
import { fetchAs, readPdf } from '../support/files.ts';
import { money } from '../support/money.ts';
import { makeCustomer, makeTenant, PASSWORD, type Tenant } from '../support/tenants.ts';

// One suite for providers that are real: their clients speak with servers that answer as they do.

const START = `mutation ($input: CheckoutInput!) { startCheckout(input: $input) { id amount fee redirectUrl } }`;
const LOOK = `query ($id: ID!) { checkout(id: $id) { status failure payment { id amount providerFee source origin reversed reversalReason flag refunds { amount status failure } } } }`;
const SAVE = `mutation ($p: ID!, $i: GatewayAccountInput!) { saveGatewayAccount(partnerId: $p, input: $i) { id kind mode hasSecrets unusable feePercent feeFixed } }`;
const REFUND = `mutation ($id: ID!, $a: Decimal, $k: String) { refundPayment(id: $id, amount: $a, date: "2026-04-10", idempotencyKey: $k) { id } }`;

let server: TestServer;
let owner: pg.Client;
let stripe: Awaited<ReturnType<typeof fakeStripe>>;
let paypal: Awaited<ReturnType<typeof fakePaypal>>;
let cash: ReturnType<typeof money>;
const partners = new Map<string, { partner: Tenant; account: string }>();

beforeAll(async () => {
  stripe = await fakeStripe();
  paypal = await fakePaypal();
  server = await startTestServer({
    BUSINESS_DATE: '2026-04-10',
    STRIPE_API_URL: stripe.url,
    PAYPAL_API_URL: paypal.url,
  });
  cash = money(server);
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  for (const [kind, secrets] of [
    ['STRIPE', STRIPE_KEYS],
    ['PAYPAL', PAYPAL_KEYS],
  ] as const) {
    const partner = await makeTenant(server, `${kind} Net`);
    const { saveGatewayAccount: made } = await server.must(SAVE, {
      p: partner.id,
      i: { kind, mode: 'TEST', secrets },
    });
    expect(made).toMatchObject({ hasSecrets: true, unusable: null });
    partners.set(kind, { partner, account: made.id });
  }
});
afterAll(async () => {
  await owner.end();
  await server.stop();
  await stripe.close();
  await paypal.close();
});

describe.each(['STRIPE', 'PAYPAL'] as const)('%s', (kind) => {
  const fake = () => (kind === 'STRIPE' ? stripe : paypal);
  const of = () => partners.get(kind)!;

  /** A customer who owes 100.00 and begins to pay it. */
  async function paying(amount = '100.00') {
    const { id, login } = await makeCustomer(server, of().partner.id);
    const token = await server.signIn(login, PASSWORD);
    const invoice = await cash.invoice(id, amount);
    const { startCheckout } = await server.must(
      START,
      { input: { invoiceId: invoice.id, idempotencyKey: 'a' } },
      token,
    );
    const { rows } = await owner.query('select provider_ref ref from checkout where id = $1', [
      startCheckout.id,
    ]);
    return {
      id,
      invoice: invoice.id,
      checkout: startCheckout.id as string,
      started: startCheckout,
      ref: rows[0].ref as string,
      look: async () => (await server.must(LOOK, { id: startCheckout.id })).checkout,
      due: async () => (await cash.invoiceNow(invoice.id)).due,
    };
  }
  async function tell(
    ref: string,
    change: { at?: number; secret?: string; kind?: string } = {},
  ): Promise<number> {
    const { body, headers } = fake().event(ref, change);
    const url = `${server.url}/webhooks/${kind.toLowerCase()}/${of().account}`;
    return (await fetch(url, { method: 'POST', body, headers })).status;
  }
  async function paid(amount?: string) {
    const it = await paying(amount);
    fake().pays(it.ref);
    expect(await tell(it.ref)).toBe(204);
    return { ...it, payment: (await it.look()).payment as any };
  }

  it('pays once, however often the event comes, and keeps what the provider kept', async () => {
    const it = await paid();
    const all = await Promise.all([1, 2, 3, 4].map(() => tell(it.ref)));
    expect(all).toEqual([204, 204, 204, 204]);
    expect(await it.look()).toMatchObject({
      status: 'PAID',
      payment: {
        amount: '100.00',
        source: 'GATEWAY',
        providerFee: kind === 'STRIPE' ? '1.75' : '1.05',
      },
    });
    expect([await cash.balance(it.id), await it.due()]).toEqual(['0.00', '0.00']);
  });

  it('that was one for tests when it took money says so for good, wherever that shows', async () => {
    const it = await paid();
    const marked = `${kind === 'STRIPE' ? 'Stripe' : 'PayPal'} (test, no real money)`;
    const { payment, customer, checkout } = await server.must(
      `query ($p: ID!, $c: ID!, $k: ID!) {
        payment(id: $p) { origin test sandbox }
        checkout(id: $k) { test sandbox }
        customer(id: $c) { transactions(first: 1) { nodes { description } } }
      }`,
      { p: it.payment.id, c: it.id, k: it.checkout },
    );
    expect(payment).toEqual({ origin: marked, test: true, sandbox: false });
    expect(checkout).toEqual({ test: true, sandbox: false });
    expect(customer.transactions.nodes[0].description).toMatch(
      new RegExp(`, ${kind === 'STRIPE' ? 'Stripe' : 'PayPal'} \\(test, no real money\\)$`),
    );
    for (const path of [`receipts/${it.payment.id}`, `invoices/${it.invoice}`]) {
      const answer = await fetchAs(server, `/documents/${path}.pdf`);
      const { text } = await readPdf(new Uint8Array(await answer.arrayBuffer()));
      expect(text.replace(/\s+/g, ' '), path).toContain(marked);
    }
  });

  it('believes no event with a wrong signature, an old time, of an unknown payment or kind', async () => {
    const it = await paying();
    fake().pays(it.ref);
    expect(await tell(it.ref, { secret: 'whsec_wrong' })).toBe(400);
    const ago = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;
    expect(await tell(it.ref, { at: ago(5 * 86_400) })).toBe(400);
    expect(await tell(it.ref, { at: ago(-400) })).toBe(400);
    expect(await tell(kind === 'STRIPE' ? 'cs_other' : 'OTHER')).toBe(404);
    expect(await tell(it.ref, { kind: 'account.updated' })).toBe(200);
    expect((await it.look()).status).toBe('PENDING');
    // Stripe signs each of its attempts anew; PayPal sends the same again for days
    expect(await tell(it.ref, { at: ago(400) })).toBe(kind === 'STRIPE' ? 400 : 204);
    expect((await it.look()).status).toBe(kind === 'STRIPE' ? 'PENDING' : 'PAID');
  });

  it('that closes its page says so, and paid after all is paid', async () => {
    const it = await paying();
    fake().expires(it.ref);
    expect(await tell(it.ref)).toBe(204);
    expect((await it.look()).status).toMatch(/FAILED|CANCELLED/);
    fake().pays(it.ref);
    expect(await tell(it.ref)).toBe(204);
    expect((await it.look()).status).toBe('PAID');
    expect(await cash.balance(it.id)).toBe('0.00');
  });

  it('that took another amount is booked as it came, in another currency not at all', async () => {
    const less = await paying();
    fake().pays(less.ref, { amount: 9000 });
    await tell(less.ref);
    expect(await less.look()).toMatchObject({
      status: 'PAID',
      payment: { amount: '90.00', flag: expect.stringContaining('90.00 EUR came in') },
    });
    const other = await paying();
    fake().pays(other.ref, { currency: 'usd' });
    await tell(other.ref);
    expect(await other.look()).toMatchObject({
      status: 'FAILED',
      payment: null,
      failure: expect.stringContaining('It is not lost'),
    });
  });

  it('gives money back by itself, and says when it is done or could not be', async () => {
    const it = await paid();
    await server.must(REFUND, { id: it.payment.id, a: '40', k: `one ${kind}` });
    await server.must(REFUND, { id: it.payment.id, a: '40', k: `one ${kind}` });
    const refunds = async () => (await it.look()).payment.refunds;
    await expect
      .poll(refunds, { timeout: 20_000 })
      .toEqual([{ amount: '40.00', status: 'DONE', failure: null }]);
    expect([await cash.balance(it.id), await it.due()]).toEqual(['-40.00', '40.00']);
    // never more than came, also at once
    const many = await Promise.all(
      [1, 2, 3].map((n) =>
        server.must(REFUND, { id: it.payment.id, a: '50', k: `${kind} ${n}` }).then(
          () => 'done',
          () => 'refused',
        ),
      ),
    );
    expect(many.filter((each) => each === 'done')).toHaveLength(1);
    await expect
      .poll(async () => (await refunds()).at(-1).status, { timeout: 20_000 })
      .toBe('DONE');
    fake().refundFails();
    expect(await tell(it.ref)).toBe(204);
    expect((await refunds()).at(-1)).toMatchObject({
      amount: '50.00',
      status: 'FAILED',
      failure: expect.any(String),
    });
    expect([await cash.balance(it.id), await it.due()]).toEqual(['-40.00', '40.00']);
    expect((await it.look()).payment.flag).toMatch(/could not be given back/);
  });

  it('that gives money back at its side has it recorded here, once', async () => {
    const it = await paid();
    fake().refunds(it.ref, 2500);
    for (let i = 0; i < 2; i++) expect(await tell(it.ref)).toBe(204);
    expect((await it.look()).payment.refunds).toEqual([
      { amount: '25.00', status: 'DONE', failure: null },
    ]);
    expect(await cash.balance(it.id)).toBe('-25.00');
  });

  it('disputed: shown, withdrawn -100.00, won 0.00 and paid again', async () => {
    const it = await paid();
    fake().disputed(it.ref, 'opened');
    await tell(it.ref);
    expect((await it.look()).payment).toMatchObject({
      reversed: false,
      flag: expect.stringMatching(/disputes 100\.00 EUR.*Answer there by/),
    });
    const disputes = async (status: string) =>
      (
        await server.must(
          'query ($p: ID, $s: DisputeStatus) { disputes(partnerId: $p, status: $s) { amount reason answerBy payment { id } } }',
          { p: of().partner.id, s: status },
        )
      ).disputes.filter((each: any) => each.payment.id === it.payment.id);
    expect(await disputes('OPEN')).toMatchObject([
      {
        amount: '100.00',
        reason: 'The customer does not know the payment.',
        answerBy: expect.any(String),
      },
    ]);
    fake().disputed(it.ref, 'withdrawn');
    for (let i = 0; i < 2; i++) await tell(it.ref);
    expect([await cash.balance(it.id), await it.due()]).toEqual(['-100.00', '100.00']);
    expect((await it.look()).payment).toMatchObject({
      reversed: true,
      reversalReason: expect.stringContaining('disputed'),
    });
    fake().disputed(it.ref, 'won');
    for (let i = 0; i < 2; i++) await tell(it.ref);
    expect([await cash.balance(it.id), await it.due()]).toEqual(['0.00', '0.00']);
    expect((await it.look()).payment.reversed).toBe(false);
    // late: what is decided stays so
    fake().disputed(it.ref, 'withdrawn');
    await tell(it.ref);
    expect(await cash.balance(it.id)).toBe('0.00');
    expect(await disputes('WON')).toHaveLength(1);
  });

  it('withdrawn whole, what a refund that fails gave back went with it', async () => {
    const it = await paid();
    await server.must(REFUND, { id: it.payment.id, a: '30', k: `gone ${kind}` });
    await expect
      .poll(async () => (await it.look()).payment.refunds, { timeout: 20_000 })
      .toMatchObject([{ status: 'DONE' }]);
    fake().disputed(it.ref, 'withdrawn');
    await tell(it.ref);
    expect(await cash.balance(it.id)).toBe('-100.00');
    fake().refundFails();
    for (let i = 0; i < 2; i++) await tell(it.ref);
    const stands = async () => {
      const query = 'query ($id: ID!) { payment(id: $id) { refunded refundable flag } }';
      const { payment } = await server.must(query, { id: it.payment.id });
      return { balance: await cash.balance(it.id), ...payment };
    };
    expect(await stands()).toMatchObject({
      balance: '-100.00',
      refunded: '0.00',
      refundable: '0.00',
      flag: expect.not.stringContaining('another way'),
    });
    fake().disputed(it.ref, 'won');
    await tell(it.ref);
    expect(await stands()).toEqual({
      balance: '0.00',
      refunded: '0.00',
      refundable: '100.00',
      flag: null,
    });
    expect(await it.due()).toBe('0.00');
    const { books } = await server.must('query ($p: ID) { books(partnerId: $p) { name holds } }', {
      p: of().partner.id,
    });
    expect(books.filter((each: any) => !each.holds)).toEqual([]);
  });

  it('that dies after it did what was asked, and reports nothing, is asked after', async () => {
    const it = await paid();
    const before = fake().calls.filter((call) => /^POST .*refund/.test(call)).length;
    fake().orders.dyingAfter = /^POST .*refund/;
    await server.must(REFUND, { id: it.payment.id, a: '10', k: `dying ${kind}` });
    await expect
      .poll(() => fake().calls.filter((call) => /^POST .*refund/.test(call)).length, {
        timeout: 20_000,
      })
      // Stripe's package asks once more by itself, with the same key
      .toBeGreaterThan(before + (kind === 'STRIPE' ? 1 : 0));
    fake().orders.dyingAfter = null;
    expect((await it.look()).payment.refunds[0].status).toBe('PENDING');
    await expect.poll(() => hurry('checkout:refund'), { timeout: 20_000 }).toBeGreaterThan(0);
    await expect
      .poll(async () => (await it.look()).payment.refunds, { timeout: 20_000 })
      .toEqual([{ amount: '10.00', status: 'DONE', failure: null }]);
    const silent = await paying();
    fake().pays(silent.ref);
    expect(await hurry('checkout:ask', silent.checkout)).toBe(1);
    await expect.poll(async () => (await silent.look()).status, { timeout: 20_000 }).toBe('PAID');
  });

  it('passes its fee on: 49.90 costs 1.75 more, and the balance moves by 49.90', async () => {
    const input = { kind, mode: 'TEST', feePercent: '2.9', feeFixed: '0.30' };
    const { saveGatewayAccount } = await server.must(SAVE, { p: of().partner.id, i: input });
    expect(saveGatewayAccount).toMatchObject({ feePercent: '2.9', feeFixed: '0.30' });
    const at = (country: string | null) =>
      server.must(
        'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { country } }',
        { p: of().partner.id, i: { name: country && 'Card Net Ltd', country } },
      );
    // nobody knows where the payer lives: it may be a consumer of the Economic Area
    expect((await paying('49.90')).started).toMatchObject({ amount: '49.90', fee: '0.00' });
    await at('South Africa');
    const it = await paid('49.90');
    expect(it.started).toMatchObject({ amount: '49.90', fee: '1.75' });
    expect(it.payment.amount).toBe('51.65');
    expect([await cash.balance(it.id), await it.due()]).toEqual(['0.00', '0.00']);
    const entries = (await cash.ledger(it.id)).map(({ description, amount }) => [
      description,
      amount,
    ]);
    expect(entries).toContainEqual([expect.stringContaining('Fee for paying online'), '1.75']);
    // consumers of the Economic Area pay none; who says no country lives where its partner does
    await at('Germany');
    expect((await paying('49.90')).started).toMatchObject({ amount: '49.90', fee: '0.00' });
    await at(null);
    await server.must(SAVE, {
      p: of().partner.id,
      i: { ...input, feePercent: '0', feeFixed: '0' },
    });
  });

  it('takes only keys that are right, with its own words, and keeps them when others change', async () => {
    const p = of().partner.id;
    const wrong =
      kind === 'STRIPE' ? { secretKey: 'sk_test_wrong' } : { clientSecret: 'not-the-secret' };
    const field = `secrets.${Object.keys(wrong)[0]}`;
    const refused = await server.refused(SAVE, { p, i: { kind, mode: 'TEST', secrets: wrong } });
    expect(refused.fields?.[field] ?? refused.fields?.[`input.${field}`]).toMatch(
      /Invalid API Key|Authentication failed/,
    );
    const { saveGatewayAccount } = await server.must(SAVE, { p, i: { kind, mode: 'TEST' } });
    expect(saveGatewayAccount).toMatchObject({ hasSecrets: true, unusable: null });
    expect((await paid()).payment.amount).toBe('100.00');
  });
});

it('only the keys of its mode are taken', async () => {
  const { partner } = partners.get('STRIPE')!;
  expect(
    await server.refused(SAVE, {
      p: partner.id,
      i: { kind: 'STRIPE', mode: 'LIVE', secrets: STRIPE_KEYS },
    }),
  ).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('_live_') });
});

/** Has jobs of a task, all or that of a checkout, run now that wait for their hour; how many. */
async function hurry(task: string, checkout = ''): Promise<number> {
  const { rowCount } = await owner.query(
    `update graphile_worker._private_jobs j set run_at = now()
    from graphile_worker._private_tasks t
    where t.id = j.task_id and t.identifier = $1 and j.key like '%' || $2 and j.run_at > now()`,
    [task, checkout],
  );
  return rowCount ?? 0;
}
