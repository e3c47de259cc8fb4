import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { cardsNow, withCard } from '../support/cards.ts';
import { money } from '../support/money.ts';
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

const now = (id: string) => cardsNow(server, id);
const holder = (last4: string) => withCard(server, { partner: north.id, account, last4 });

it('a saved card is charged once, however many ask at once with one key', async () => {
  const { id, token, method } = await holder('4242');
  expect(method).toMatchObject({ brand: 'Visa', last4: '4242', isDefault: true, status: 'ACTIVE' });
  await cash.invoice(id, '49.90');
  const charge = () =>
    server.must(
      'mutation ($m: ID!) { chargeSavedMethod(methodId: $m, amount: "49.90", idempotencyKey: "one") { id status } }',
      { m: method.id },
      token,
    );
  const all = await Promise.all(Array.from({ length: 20 }, charge));
  expect(new Set(all.map(({ chargeSavedMethod }) => chargeSavedMethod.id)).size).toBe(1);
  await expect.poll(async () => (await now(id)).chargeAttempts[0].status).toBe('PAID');
  expect((await now(id)).balance).toBe('0.00');
});

it('what comes of a charge is done in the name of who ordered it', async () => {
  const { id, token, method } = await holder('4242');
  const charged = async (by: string, key: string) => {
    await server.must(
      'mutation ($m: ID!, $k: String!) { chargeSavedMethod(methodId: $m, amount: "7.50", idempotencyKey: $k) { id } }',
      { m: method.id, k: key },
      by,
    );
    await expect.poll(async () => (await now(id)).chargeAttempts[0].status).toBe('PAID');
    const { payments } = await server.must(
      `query ($c: ID!) { payments(filter: { customerId: $c }, sort: [{ field: "receiptNumber", order: DESC }], first: 1) {
        nodes { id recordedBy customer { name } } } }`,
      { c: id },
    );
    const { auditEntries } = await server.must(
      'query ($i: ID) { auditEntries(filter: { entityId: $i }) { nodes { action actor } } }',
      { i: payments.nodes[0].id },
    );
    return { ...payments.nodes[0], actors: auditEntries.nodes.map(({ actor }: any) => actor) };
  };
  const own = await charged(token, 'own');
  expect(own.recordedBy).toBe(own.customer.name);
  const { viewer } = await server.must('{ viewer { name } }');
  const staff = await charged(server.operator, 'staff');
  expect(staff.recordedBy).toBe(viewer.name);
  expect(staff.actors).toEqual([viewer.name]);
});

it('autopay tries what is due on 15 May on the 15th, 18th, 23rd and 30th, once a day', async () => {
  const { id, token } = await holder('0341');
  await cash.invoice(id, '49.90', { documentDate: '2026-05-01', dueDate: '2026-05-15' });
  await server.must(
    'mutation ($c: ID!) { setAutopay(customerId: $c, kind: SAVED_METHOD) { id } }',
    { c: id },
    token,
  );
  expect((await now(id)).autopay).toMatchObject({ nextAttempt: '2026-05-15', nextAmount: '49.90' });
  for (let day = 14; day <= 31; day++)
    for (const _ of [1, 2])
      await server.must(
        'mutation ($d: Date!, $p: ID) { runAutopay(date: $d, partnerId: $p) { id } }',
        {
          d: `2026-05-${day}`,
          p: north.id,
        },
      );
  const { chargeAttempts, balance } = await now(id);
  expect(chargeAttempts.map(({ date }: any) => date).reverse()).toEqual([
    '2026-05-15',
    '2026-05-18',
    '2026-05-23',
    '2026-05-30',
  ]);
  expect(balance).toBe('-49.90');
});

it('a charge says beforehand what it comes to with the fee that is passed on', async () => {
  const { id, token } = await holder('4242');
  await openSandbox(server, north.id, { feePercent: '2.9', feeFixed: '0.30' });
  const fee = async (amount: string) =>
    (
      await server.must(
        'query ($c: ID!, $a: Decimal!) { customer(id: $c) { savedMethods { fee(amount: $a) } } }',
        { c: id, a: amount },
      )
    ).customer.savedMethods[0].fee;
  const livesIn = (country: string) =>
    server.must(
      'mutation ($c: ID!, $v: String) { updateCustomer(id: $c, input: { country: $v }) { id } }',
      { c: id, v: country },
    );
  await livesIn('South Africa');
  expect(await fee('49.90')).toBe('1.75');
  await livesIn('Germany');
  expect(await fee('49.90')).toBe('0.00');
  const own = await server.must(
    '{ viewer { customer { savedMethods { fee(amount: "1") } } } }',
    {},
    token,
  );
  expect(own.viewer.customer.savedMethods).toEqual([{ fee: '0.00' }]);
  await openSandbox(server, north.id, { feePercent: '0', feeFixed: '0' });
});
