import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { life } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
const said: string[] = [];
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  tell = life(server);
  const { error } = server.app.log;
  server.app.log.error = ((...given: unknown[]) => {
    said.push(JSON.stringify(given));
    error.apply(server.app.log, given as never);
  }) as typeof error;
});
afterAll(async () => {
  await server.stop();
});

/** What may be refused to whoever comes second: with a reason, never as a failure. */
const REFUSED = new Set(['CONFLICT', 'BAD_INPUT']);

const one = async (query: string, variables: object): Promise<any> =>
  Object.values(await server.must<Record<string, any>>(query, variables))[0];
const times = (count: number, act: (i: number) => [string, object]): [string, object][] =>
  Array.from({ length: count }, (_, i) => act(i));

/** All at once; the codes of what went wrong that is no refusal. */
async function allAtOnce(operations: readonly [string, object][]): Promise<string[]> {
  expect(operations.length).toBeGreaterThanOrEqual(50);
  const answers = await Promise.all(
    operations.map(([query, variables]) => server.ask(query, variables)),
  );
  // the others came too late, and were told so
  expect(answers.filter(({ errors }) => !errors).length).toBeGreaterThan(operations.length / 2);
  return answers.flatMap(({ errors }, i) =>
    (errors ?? [])
      .filter(({ extensions }: any) => !REFUSED.has(extensions?.code))
      .map(({ message, extensions }: any) => `${operations[i][0]}: ${extensions?.code} ${message}`),
  );
}

/** The invariants of a partner's books that do not hold. */
const wrongBooks = async (partnerId: string): Promise<object[]> => {
  const books: { name: string; holds: boolean; offending: string[] }[] = await one(
    'query ($p: ID) { books(partnerId: $p) { name holds offending } }',
    { p: partnerId },
  );
  expect(books.length).toBeGreaterThanOrEqual(7);
  return books.filter(({ holds }) => !holds);
};

it('fifty changes of every kind to one customer take turns, and its books are right', async () => {
  const shop = await tell.shop({ settings: { autoProforma: true } });
  const other = await tell.tariff({
    name: 'Larger plan',
    price: '150',
    currency: 'EUR',
    partnerIds: [shop.id],
  });
  const { id, service } = await tell.household(shop);
  await tell.charge(id, '2026-04-01');
  const { nodes } = (await tell.now(id)).invoices;
  const invoiceId = nodes[0].id;
  const { id: second } = await tell.service({
    customerId: id,
    tariffId: shop.tariff,
    startDate: '2026-04-05',
  });
  const line = { description: 'Cable', unitPrice: '7.77' };
  const wrong = await allAtOnce([
    ...times(10, (i) => [
      'mutation ($i: PaymentInput!) { recordPayment(input: $i) { id } }',
      { i: { customerId: id, amount: `${10 + i}.01`, date: '2026-04-10', method: 'CASH' } },
    ]),
    ...times(6, (i) => [
      `mutation ($c: ID!, $t: TransactionType!) { createTransaction(customerId: $c, type: $t, amount: "3.33", date: "2026-04-10", description: "By hand") { id } }`,
      { c: id, t: i % 2 ? 'CREDIT' : 'DEBIT' },
    ]),
    ...times(6, (i) => [
      'mutation ($i: CreditNoteInput!) { createCreditNote(input: $i) { id } }',
      {
        i: {
          customerId: id,
          invoiceId,
          amount: `${20 + i}`,
          documentDate: '2026-04-10',
          reason: 'Outage',
        },
      },
    ]),
    ...times(6, () => [
      'mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }',
      { i: { customerId: id, documentDate: '2026-04-10', lines: [line] } },
    ]),
    ...times(4, () => [
      'mutation ($i: FutureItemInput!) { addFutureItem(input: $i) { id } }',
      { i: { customerId: id, ...line } },
    ]),
    ...times(3, () => [
      'mutation ($c: ID!) { chargeCustomer(customerId: $c, date: "2026-04-10") { id } }',
      { c: id },
    ]),
    ...times(3, () => [
      'mutation ($c: ID!) { undoLastCharge(customerId: $c, reason: "Wrong") { id } }',
      { c: id },
    ]),
    ...times(3, () => [
      'mutation ($i: PlanChangeInput!) { changePlan(input: $i) { id } }',
      { i: { serviceId: service, tariffId: other.id, date: '2026-04-16' } },
    ]),
    ...times(3, (i) => [
      i % 2
        ? 'mutation ($s: ID!) { pauseService(serviceId: $s, from: "2026-05-01") { id } }'
        : 'mutation ($s: ID!) { resumeService(serviceId: $s, from: "2026-05-10") { id } }',
      { s: second },
    ]),
    ...times(2, (i) => [
      'mutation ($c: ID!, $b: CustomerBillingInput!) { updateCustomerBilling(customerId: $c, input: $b) { id } }',
      { c: id, b: { billingDay: 5 + i } },
    ]),
    ...times(2, () => [
      'mutation ($c: ID!) { promiseToPay(customerId: $c, until: "2026-04-20") { id } }',
      { c: id },
    ]),
    ...times(2, () => [
      'mutation ($i: ProformaInput!) { createProforma(input: $i) { id } }',
      { i: { customerId: id, documentDate: '2026-04-10', lines: [line] } },
    ]),
    ...times(2, () => [
      'mutation ($i: ID!) { writeOff(invoiceId: $i, reason: "Gone") { id } }',
      { i: invoiceId },
    ]),
    ...times(2, () => [
      'mutation ($p: ID!) { runDunning(partnerId: $p, date: "2026-04-10") { blocked } }',
      { p: shop.id },
    ]),
  ]);
  expect(wrong).toEqual([]);
  expect(said).toEqual([]);
  expect(await wrongBooks(shop.id)).toEqual([]);
  // whatever came of it, it can be billed on
  await tell.charge(id, '2026-06-10');
  expect(await wrongBooks(shop.id)).toEqual([]);
}, 120_000);

it.each(['PREPAID_CUSTOM', 'PREPAID_DAILY'])(
  '%s: payments, nights and corrections all at once charge each day once',
  async (billingType) => {
    const shop = await tell.shop({ tariff: { price: '30' } });
    const { id } = await tell.household(shop, { customer: { billingType, status: 'NEW' } });
    const wrong = await allAtOnce([
      ...times(25, () => [
        'mutation ($i: PaymentInput!) { recordPayment(input: $i) { id } }',
        { i: { customerId: id, amount: '4', date: '2026-04-10', method: 'CASH' } },
      ]),
      ...times(10, () => [
        'mutation ($p: ID!) { runDunning(partnerId: $p, date: "2026-04-10") { blocked } }',
        { p: shop.id },
      ]),
      ...times(10, (i) => [
        `mutation ($c: ID!, $t: TransactionType!) { createTransaction(customerId: $c, type: $t, amount: "1", date: "2026-04-10", description: "By hand") { id } }`,
        { c: id, t: i % 2 ? 'CREDIT' : 'DEBIT' },
      ]),
      ...times(5, (i) => [
        'mutation ($c: ID!, $b: CustomerBillingInput!) { updateCustomerBilling(customerId: $c, input: $b) { id } }',
        { c: id, b: { minimumBalance: `${-i}` } },
      ]),
    ]);
    expect(wrong).toEqual([]);
    expect(said).toEqual([]);
    await tell.dun('2026-04-10', shop.id);
    expect(await wrongBooks(shop.id)).toEqual([]);
    const { transactions } = await one(
      'query ($id: ID!) { customer(id: $id) { transactions(first: 200) { nodes { type amount category periodFrom } } } }',
      { id },
    );
    const charged = transactions.nodes.filter(({ category }: any) => category === 'Service');
    const days = charged.map(({ periodFrom }: any) => periodFrom);
    expect(new Set(days).size).toBe(days.length);
    expect(days.length).toBeGreaterThan(0);
  },
  120_000,
);
