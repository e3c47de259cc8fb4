import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { cardsNow, withCard } from '../support/cards.ts';
import { money } from '../support/money.ts';
import { sandboxActs, sandboxPayment, sandboxTells } from '../support/sandboxEvent.ts';
import { makeTree, openSandbox, type Tenant } from '../support/tenants.ts';
import { askAfter } from '../../server/src/modules/checkout/ask.task.ts';
import { lockAccount } from '../../server/src/modules/ledger/index.ts';
import { acting, prepareCharge, sendPrepared } from '../../server/src/modules/savedCards/index.ts';

let server: TestServer;
let north: Tenant, northChild: Tenant;
let cash: ReturnType<typeof money>;
let account: string;
let owner: pg.Client;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-05-10' });
  ({ north, northChild } = await makeTree(server));
  cash = money(server);
  account = await openSandbox(server, north.id);
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const SET =
  'mutation ($c: ID!, $k: AutopayKind!) { setAutopay(customerId: $c, kind: $k) { autopay { kind nextAttempt } } }';
const DISABLE =
  'mutation ($p: ID!, $on: Boolean!) { saveGatewayAccount(partnerId: $p, input: { kind: SANDBOX, mode: TEST, enabled: $on, sharedBelow: true }) { id } }';
const run = async (date: string, partner = north.id): Promise<string[]> => {
  const { runAutopay } = await server.must(
    'mutation ($d: Date!, $p: ID) { runAutopay(date: $d, partnerId: $p) { id } }',
    { d: date, p: partner },
  );
  return runAutopay.map(({ id }: { id: string }) => id);
};
const now = (id: string) => cardsNow(server, id);

/** Somebody with a card who owes 49.90 from 15 May on and has it charged. */
async function owing(last4: string, of = { partner: north.id, account }) {
  const it = await withCard(server, { ...of, last4 });
  await cash.invoice(it.id, '49.90', { documentDate: '2026-05-01', dueDate: '2026-05-15' });
  await server.must(SET, { c: it.id, k: 'SAVED_METHOD' }, it.token);
  return it;
}

it('charges what is left of an invoice that the rest of a refunded payment paid a part of', async () => {
  const it = await withCard(server, { partner: north.id, account, last4: '4242' });
  await server.must(
    'mutation ($m: ID!) { chargeSavedMethod(methodId: $m, amount: "10.00", idempotencyKey: "ahead") { id } }',
    { m: it.method.id },
  );
  const paid = async () =>
    (
      await server.must<any>(
        'query ($c: ID!) { payments(filter: { customerId: $c }) { nodes { id refunds { status } } } }',
        { c: it.id },
      )
    ).payments.nodes;
  await expect.poll(paid, { timeout: 15_000 }).toHaveLength(1);
  const [{ id: payment }] = await paid();
  await server.must(
    'mutation ($id: ID!) { refundPayment(id: $id, amount: "8.00", date: "2026-05-10") { id } }',
    { id: payment },
  );
  await expect
    .poll(async () => (await paid())[0].refunds, { timeout: 15_000 })
    .toEqual([{ status: 'DONE' }]);
  await cash.invoice(it.id, '50.00', { documentDate: '2026-05-01', dueDate: '2026-05-15' });
  await server.must(SET, { c: it.id, k: 'SAVED_METHOD' }, it.token);
  expect((await now(it.id)).autopay).toMatchObject({
    nextAttempt: '2026-05-15',
    nextAmount: '48.00',
  });
  await server.must(SET, { c: it.id, k: 'OFF' }, it.token);
});

it('charges once, however many do the day’s work at once', async () => {
  const { id } = await owing('4242');
  expect((await now(id)).autopay).toEqual({
    kind: 'SAVED_METHOD',
    nextAttempt: '2026-05-15',
    nextAmount: '49.90',
    retries: ['2026-05-18', '2026-05-23', '2026-05-30'],
    offsetDays: 0,
    halt: null,
    haltWords: null,
    method: { last4: '4242' },
  });
  expect(await run('2026-05-14')).toEqual([]);
  const all = await Promise.all(Array.from({ length: 20 }, () => run('2026-05-15')));
  expect(all.flat()).toHaveLength(1);
  await expect.poll(async () => (await now(id)).chargeAttempts[0].status).toBe('PAID');
  const { chargeAttempts, balance, autopay } = await now(id);
  expect(chargeAttempts).toHaveLength(1);
  expect(chargeAttempts[0]).toMatchObject({ automatic: true, payment: { amount: '49.90' } });
  expect([balance, autopay.nextAttempt]).toEqual(['0.00', null]);
});

it.each([
  ['9987', 'FAILED', 'cannot be used any more'],
  ['3220', 'ACTIVE', 'confirm this payment yourself'],
])('does not try card %s again, but sends a link to pay', async (last4, status, words) => {
  const { id } = await owing(last4);
  expect(await run('2026-05-15')).toHaveLength(1);
  const { chargeAttempts, savedMethods, autopay, balance } = await now(id);
  expect(chargeAttempts).toEqual([
    expect.objectContaining({
      status: 'FAILED',
      retryOn: null,
      failure: expect.stringContaining(words),
    }),
  ]);
  expect([savedMethods[0].status, autopay.nextAttempt, balance]).toEqual([status, null, '-49.90']);
  for (const day of ['16', '18', '23', '30']) expect(await run(`2026-05-${day}`)).toEqual([]);
  const { messages } = await server.must(
    'query ($c: ID!) { messages(filter: { customerId: $c, kind: CHARGE_FAILED_MAIL }) { nodes { id } } }',
    { c: id },
  );
  expect(messages.nodes).toHaveLength(1);
  const { messagePreview } = await server.must(
    'query ($id: ID!) { messagePreview(id: $id) { body } }',
    { id: messages.nodes[0].id },
  );
  expect(messagePreview.body).toContain('/pay/');
});

it('is paid when the provider says so after it failed, and tries no more', async () => {
  const { id } = await owing('0341');
  const [attempt] = await run('2026-05-15');
  expect((await now(id)).chargeAttempts[0]).toMatchObject({
    status: 'FAILED',
    retryOn: '2026-05-18',
  });
  expect((await now(id)).autopay.nextAttempt).toBe('2026-05-18');
  await sandboxActs(server, account, attempt, { act: 'pay', quiet: true });
  const tell = (type: string) =>
    sandboxTells(server, account, { payment: sandboxPayment(attempt), type });
  // late, twice and out of order
  for (const type of ['payment.paid', 'payment.failed', 'payment.paid'])
    expect(await tell(type)).toBe(204);
  const { chargeAttempts, balance, autopay } = await now(id);
  expect(chargeAttempts).toEqual([
    expect.objectContaining({ status: 'PAID', failure: null, retryOn: null }),
  ]);
  expect([balance, autopay.nextAttempt]).toEqual(['0.00', null]);
  expect(await run('2026-05-18')).toEqual([]);
});

it('is told to staff where no mail can tell it, as long as nothing else came of it', async () => {
  const { id } = await owing('0341');
  await server.must(
    'mutation ($c: ID!) { updateCustomer(id: $c, input: { email: null }) { id } }',
    { c: id },
  );
  const tasks = async () =>
    (
      await server.must(
        'query { paymentTasks { kind words askedAmount askedCurrency customer { id } payment { id } } }',
      )
    ).paymentTasks.filter(({ customer }: any) => customer.id === id);
  const [first] = await run('2026-05-15');
  const task = {
    kind: 'CHARGE_FAILED',
    words: expect.stringContaining('no e-mail address is known'),
    askedAmount: '49.90',
    askedCurrency: 'EUR',
    customer: { id },
    payment: null,
  };
  expect(await tasks()).toEqual([task]);
  expect((await now(id)).autopay.retries).toEqual(['2026-05-23', '2026-05-30']);
  // the next attempt takes the place of the one before
  const [second] = await run('2026-05-18');
  expect(await tasks()).toEqual([task]);
  expect(second).not.toBe(first);
  await sandboxActs(server, account, second, { act: 'pay', quiet: true });
  await sandboxTells(server, account, { payment: sandboxPayment(second), type: 'payment.paid' });
  await expect.poll(tasks).toEqual([]);
  expect((await now(id)).balance).toBe('0.00');
});

it('is refused by direct debit in words, and without a card', async () => {
  const { id, token, method } = await withCard(server, {
    partner: north.id,
    account,
    last4: '4242',
  });
  expect(await server.refused(SET, { c: id, k: 'DIRECT_DEBIT' })).toMatchObject({
    code: 'BAD_USER_INPUT',
    fields: { kind: expect.stringContaining('not built in yet') },
  });
  await server.must(SET, { c: id, k: 'SAVED_METHOD' }, token);
  await server.must(
    'mutation ($id: ID!) { removeSavedMethod(id: $id) { status } }',
    { id: method.id },
    token,
  );
  expect((await now(id)).autopay).toMatchObject({ kind: 'OFF', method: null });
  expect(await server.refused(SET, { c: id, k: 'SAVED_METHOD' })).toMatchObject({
    fields: { methodId: 'no card is saved' },
  });
});

it('stands among the changes of its customer, in words', async () => {
  const { id } = await owing('4242');
  await run('2026-05-15');
  const { auditEntries } = await server.must(
    'query ($c: ID!) { auditEntries(first: 50, filter: { customerId: $c }) { nodes { sentence } } }',
    { c: id },
  );
  const said = auditEntries.nodes.map(({ sentence }: { sentence: string }) => sentence).join('\n');
  expect(said).toMatch(/charged saved card Visa … 4242 of /);
  expect(said).toMatch(/switched autopay on for customer /);
});

it('of a day of real partners does not reach what is only tested below them', async () => {
  const { viewer } = await server.must('{ viewer { partner { id } } }');
  const { createTestPartner: tested } = await server.must(
    'mutation ($p: ID!) { createTestPartner(parentId: $p, name: "Tested", currency: "EUR", startsOn: "2026-05-10") { id } }',
    { p: viewer.partner.id },
  );
  const { id } = await owing('4242', {
    partner: tested.id,
    account: await openSandbox(server, tested.id),
  });
  const before = (await now(id)).chargeAttempts;
  await run('2026-05-15', viewer.partner.id);
  expect((await now(id)).chargeAttempts).toEqual(before);
  expect(await run('2026-05-15', tested.id)).toHaveLength(1);
});

const START = 'mutation ($input: CheckoutInput!) { startCheckout(input: $input) { id } }';
const CHARGE =
  'mutation ($m: ID!, $a: Decimal!, $i: ID, $k: String!) { chargeSavedMethod(methodId: $m, amount: $a, invoiceId: $i, idempotencyKey: $k) { id status } }';
/** A charge that is written, and of which its provider has not been heard yet. */
async function underWay(id: string, method: string, origin: 'AUTOPAY' | 'BY_HAND', amount: bigint) {
  const scope = await acting(server.app, north.id);
  return server.app.boundary.inSql(scope, async (sql) =>
    prepareCharge(server.app, sql, await lockAccount(sql, id), {
      methodId: method,
      invoiceId: null,
      amount,
      key: `under way ${origin}`,
      origin,
      on: '2026-05-15',
      number: 1,
    }),
  );
}

it.each(['AUTOPAY', 'BY_HAND'] as const)(
  'takes nothing while a charge is under way that came %s, nor does anybody by hand',
  async (origin) => {
    const { id, token, method } = await owing('4242');
    const pending = await underWay(id, method.id, origin, 4990n);
    for (const kind of ['OFF', 'SAVED_METHOD']) await server.must(SET, { c: id, k: kind }, token);
    expect(await run('2026-05-16')).toEqual([]);
    expect((await now(id)).autopay).toMatchObject({ nextAttempt: null, halt: 'UNDER_WAY' });
    for (const key of ['by hand', 'again'])
      expect(
        await server.refused(CHARGE, { m: method.id, a: '10.00', k: key }, token),
      ).toMatchObject({
        reason: 'CHARGE_UNDER_WAY',
        message: expect.stringMatching(/49\.90 EUR to Visa … 4242 is under way since .*15/),
      });
    await sendPrepared(server.app, north.id, pending);
    await expect.poll(async () => (await now(id)).balance).toBe('0.00');
    expect(await run('2026-05-17')).toEqual([]);
  },
);

it('under way keeps the portal and links from taking the same once more, and says why', async () => {
  const { id, token, method } = await owing('4242');
  const { invoices } = await server.must(
    'query ($c: ID!) { invoices(filter: { customerId: $c }) { nodes { id } } }',
    { c: id },
  );
  const invoiceId = invoices.nodes[0].id;
  const begin = (input: object) =>
    [START, { input: { idempotencyKey: 'a', ...input } }, token] as const;
  const { paymentLink } = await server.must(
    'query ($i: ID!) { paymentLink(invoiceId: $i) { url } }',
    { i: invoiceId },
  );
  const byLink = () =>
    server.refused(
      'mutation ($t: String!) { payByLink(token: $t, idempotencyKey: "a") { id } }',
      { t: paymentLink.url.split('/').at(-1) },
      null,
    );
  // its page is open since before, and would take the money as well
  await server.must(...begin({ invoiceId }));
  const pending = await underWay(id, method.id, 'AUTOPAY', 4990n);
  for (const input of [
    { invoiceId },
    { idempotencyKey: 'b' },
    { idempotencyKey: 'c', amount: '5' },
  ])
    expect(await server.refused(...begin(input)), JSON.stringify(input)).toMatchObject({
      code: 'CONFLICT',
      reason: 'CHARGE_UNDER_WAY',
      message: expect.stringMatching(
        /charge of 49\.90 EUR to a saved card is under way since .*15/,
      ),
    });
  expect(await byLink()).toMatchObject({
    reason: 'CHARGE_UNDER_WAY',
    message: expect.not.stringMatching(/card|49\.90/),
  });
  await sendPrepared(server.app, north.id, pending);
  await expect.poll(async () => (await now(id)).balance).toBe('0.00');
  await server.must(...begin({ idempotencyKey: 'd', amount: '5' }));
});

it('is sent after all where the server was down until its provider is asked after it', async () => {
  const { id, method } = await owing('4242');
  const pending = await underWay(id, method.id, 'AUTOPAY', 4990n);
  const ask = (n: number) => askAfter(server.app, { partnerId: north.id, checkoutId: pending, n });
  for (const n of [0, 1]) await ask(n);
  expect((await now(id)).chargeAttempts[0].status).toBe('PENDING');
  const { rows: waits } = await owner.query(
    `select count(*)::int n from graphile_worker.jobs
    where key = $1 and run_at > now() + interval '9 minutes'`,
    [`checkout:ask:${pending}`],
  );
  expect(waits).toEqual([{ n: 1 }]);
  await sendPrepared(server.app, north.id, pending);
  await expect.poll(async () => (await now(id)).balance).toBe('0.00');
  await ask(2);
  expect((await now(id)).chargeAttempts).toMatchObject([{ status: 'PAID' }]);
});

it('that its provider still knows nothing of after a day was not taken', async () => {
  const { id, token, method } = await owing('4242');
  const pending = await underWay(id, method.id, 'AUTOPAY', 4990n);
  await askAfter(server.app, { partnerId: north.id, checkoutId: pending, n: 2 });
  expect((await now(id)).chargeAttempts).toMatchObject([{ status: 'FAILED' }]);
  expect((await now(id)).balance).toBe('-49.90');
  await server.must(SET, { c: id, k: 'OFF' }, token);
});

it('and somebody by hand at once take the same invoice once', async () => {
  const { id, method } = await owing('4242');
  const { invoices } = await server.must(
    'query ($c: ID!) { invoices(filter: { customerId: $c }) { nodes { id } } }',
    { c: id },
  );
  const vars = { m: method.id, a: '49.90', i: invoices.nodes[0].id };
  await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) =>
      n % 2 ? run('2026-05-15') : server.must(CHARGE, { ...vars, k: `hand ${n}` }),
    ),
  );
  await expect.poll(async () => (await now(id)).balance).toBe('0.00');
  expect((await now(id)).chargeAttempts).toHaveLength(1);
});

it('does not take again what a dispute took back', async () => {
  const { id, token } = await owing('4242');
  const [attempt] = await run('2026-05-15');
  await expect.poll(async () => (await now(id)).balance).toBe('0.00');
  for (const act of ['dispute', 'withdraw', 'lose'])
    await sandboxActs(server, account, attempt, { act, quiet: true });
  await sandboxTells(server, account, { payment: sandboxPayment(attempt), type: 'payment.paid' });
  await expect.poll(async () => (await now(id)).balance).toBe('-49.90');
  await cash.invoice(id, '20.00', { documentDate: '2026-05-10', dueDate: '2026-05-20' });
  const planned = { nextAttempt: '2026-05-20', nextAmount: '20.00' };
  expect((await now(id)).autopay).toMatchObject(planned);
  for (const kind of ['OFF', 'SAVED_METHOD']) await server.must(SET, { c: id, k: kind }, token);
  expect((await now(id)).autopay).toMatchObject(planned);
  expect(await run('2026-05-20')).toHaveLength(1);
  await expect.poll(async () => (await now(id)).balance).toBe('-49.90');
  expect((await now(id)).autopay).toMatchObject({
    nextAttempt: null,
    halt: 'NOT_AGAIN',
    haltWords: expect.stringContaining('is not charged by itself again'),
  });
});

it('leaves a card alone that was reported lost, for whatever falls due and whoever asks', async () => {
  const { id, token, method } = await owing('9987');
  expect(await run('2026-05-15')).toHaveLength(1);
  await cash.invoice(id, '20.00', { documentDate: '2026-05-10', dueDate: '2026-05-16' });
  const words = expect.stringMatching(/… 9987\) was reported lost; save another one/);
  expect((await now(id)).autopay).toMatchObject({
    nextAttempt: null,
    halt: 'CARD_UNUSABLE',
    haltWords: words,
  });
  expect(await run('2026-05-16')).toEqual([]);
  await server.must(SET, { c: id, k: 'OFF' }, token);
  const refused = { reason: 'METHOD_UNUSABLE', message: words };
  expect(await server.refused(SET, { c: id, k: 'SAVED_METHOD' }, token)).toMatchObject(refused);
  expect(await server.refused(CHARGE, { m: method.id, a: '20.00', k: 'by hand' })).toMatchObject(
    refused,
  );
});

it('charges what falls due alone after the bank wanted its owner for what was due before', async () => {
  const { id, token } = await owing('3220');
  await run('2026-05-15');
  for (const kind of ['OFF', 'SAVED_METHOD']) await server.must(SET, { c: id, k: kind }, token);
  expect((await now(id)).autopay.nextAttempt).toBeNull();
  await cash.invoice(id, '20.00', { documentDate: '2026-05-10', dueDate: '2026-05-18' });
  expect((await now(id)).autopay).toMatchObject({ nextAttempt: '2026-05-18', nextAmount: '20.00' });
});

it('takes what fell due while its account was switched off when that is in use again', async () => {
  const { id, token } = await owing('4242');
  await server.must(DISABLE, { p: north.id, on: false });
  for (const day of ['15', '16', '18']) await run(`2026-05-${day}`);
  expect((await now(id)).chargeAttempts).toHaveLength(1);
  await server.must(DISABLE, { p: north.id, on: true });
  expect((await now(id)).autopay).toMatchObject({ nextAttempt: '2026-05-16', halt: null });
  expect(await run('2026-05-15')).toEqual([]);
  await run('2026-05-20');
  await expect.poll(async () => (await now(id)).balance).toBe('0.00');
  expect((await now(id)).chargeAttempts).toMatchObject([
    { date: '2026-05-20', status: 'PAID', number: 1 },
    { date: '2026-05-15', status: 'FAILED' },
  ]);
  await server.must(SET, { c: id, k: 'OFF' }, token);
});

it('stops where a partner takes an account of its own instead of the one that is shared', async () => {
  await server.must(DISABLE, { p: north.id, on: true });
  const of = { partner: northChild.id, account };
  const { id, token, method } = await owing('4242', of);
  expect((await now(id)).autopay).toMatchObject({ nextAttempt: '2026-05-15', halt: null });
  const own = await openSandbox(server, northChild.id);
  expect((await now(id)).autopay).toMatchObject({ nextAttempt: null, halt: 'ACCOUNT_NOT_OFFERED' });
  for (const day of ['15', '16']) await run(`2026-05-${day}`, northChild.id);
  expect((await now(id)).chargeAttempts).toMatchObject([{ status: 'FAILED' }]);
  expect(
    await server.refused(CHARGE, { m: method.id, a: '1.00', k: 'shared' }, token),
  ).toMatchObject({ reason: 'ACCOUNT_NOT_OFFERED' });
  // a card at the partner's own account is charged for the same
  const { startMethodSetup } = await server.must(
    'mutation ($g: ID!) { startMethodSetup(gatewayId: $g) { redirectUrl } }',
    { g: own },
    token,
  );
  await fetch(startMethodSetup.redirectUrl, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'outcome=paid&card=4242',
  });
  const cards = async () => (await now(id)).savedMethods;
  await expect.poll(async () => (await cards()).length, { timeout: 15_000 }).toBe(2);
  const other = (await cards()).find((card: any) => card.id !== method.id);
  await server.must(
    'mutation ($c: ID!, $m: ID) { setAutopay(customerId: $c, kind: SAVED_METHOD, methodId: $m) { id } }',
    { c: id, m: other.id },
    token,
  );
  await run('2026-05-17', northChild.id);
  await expect.poll(async () => (await now(id)).balance).toBe('0.00');
});

it('says to everybody that its account is not in use any more, once a debt', async () => {
  const { id, token, method } = await owing('4242');
  await server.must(DISABLE, { p: north.id, on: false });
  expect((await now(id)).autopay).toMatchObject({
    nextAttempt: null,
    halt: 'ACCOUNT_NOT_OFFERED',
    haltWords: expect.stringContaining('not in use for this customer any more'),
  });
  for (const day of ['15', '16', '18']) await run(`2026-05-${day}`);
  expect((await now(id)).chargeAttempts).toHaveLength(1);
  const { paymentTasks } = await server.must('query { paymentTasks { words customer { id } } }');
  expect(paymentTasks.filter(({ customer }: any) => customer.id === id)).toEqual([
    expect.objectContaining({ words: expect.stringContaining('got a mail with a link to pay') }),
  ]);
  const { messages } = await server.must(
    'query ($c: ID!) { messages(filter: { customerId: $c, kind: CHARGE_FAILED_MAIL }) { nodes { id } } }',
    { c: id },
  );
  expect(messages.nodes).toHaveLength(1);
  const refused = { code: 'CONFLICT', reason: 'ACCOUNT_NOT_OFFERED' };
  expect(
    await server.refused(CHARGE, { m: method.id, a: '1.00', k: 'by hand' }, token),
  ).toMatchObject(refused);
  await server.must(SET, { c: id, k: 'OFF' }, token);
  expect(await server.refused(SET, { c: id, k: 'SAVED_METHOD' }, token)).toMatchObject(refused);
  await server.must(DISABLE, { p: north.id, on: true });
});
