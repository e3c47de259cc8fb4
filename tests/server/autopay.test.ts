import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { cardsNow, withCard } from '../support/cards.ts';
import { money } from '../support/money.ts';
import { sandboxActs, sandboxPayment, sandboxTells } from '../support/sandboxEvent.ts';
import { makeTree, openSandbox, type Tenant } from '../support/tenants.ts';

let server: TestServer;
let north: Tenant;
let cash: ReturnType<typeof money>;
let account: string;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-05-10' });
  ({ north } = await makeTree(server));
  cash = money(server);
  account = await openSandbox(server, north.id);
});
afterAll(() => server.stop());

const SET =
  'mutation ($c: ID!, $k: AutopayKind!) { setAutopay(customerId: $c, kind: $k) { autopay { kind nextAttempt } } }';
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

it('charges once, however many do the day’s work at once', async () => {
  const { id } = await owing('4242');
  expect((await now(id)).autopay).toEqual({
    kind: 'SAVED_METHOD',
    nextAttempt: '2026-05-15',
    nextAmount: '49.90',
    retries: ['2026-05-18', '2026-05-23', '2026-05-30'],
    offsetDays: 0,
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
