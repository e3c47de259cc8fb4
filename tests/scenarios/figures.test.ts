import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { money } from '../support/money.ts';
import { life } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let cash: ReturnType<typeof money>;
let socket: Client;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-20' });
  tell = life(server);
  cash = money(server);
  socket = createClient({
    url: `${server.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${server.operator}` },
  });
});
afterAll(async () => {
  await socket.dispose();
  await server.stop();
});

const FIGURES =
  'invoicedThisMonth paidThisMonth outstanding overdue overdueCount activeCustomers blockedCustomers monthlyRecurringRevenue averageRevenuePerUser currency';
const figures = async (partnerId: string, currency?: string): Promise<any> =>
  (
    await server.must<any>(
      `query ($p: ID, $c: String) { financeMetrics(partnerId: $p, currency: $c) { ${FIGURES} } }`,
      { p: partnerId, c: currency },
    )
  ).financeMetrics;
const cents = (amounts: string[]): string =>
  (amounts.reduce((sum, amount) => sum + Math.round(Number(amount) * 100), 0) / 100).toFixed(2);

/** The figures added up by hand from the lists behind them. */
async function fromLists(partnerId: string): Promise<object> {
  const { invoices, payments, customers } = await server.must<any>(
    `query ($p: ID!) {
    invoices(filter: { partnerId: $p }, first: 200) { nodes { status documentDate total due currency } }
    payments(filter: { partnerId: $p, dateFrom: "2026-04-01", dateTo: "2026-04-30" }, first: 200) { nodes { amount reversed currency } }
    customers(filter: { partnerId: $p }, first: 200) { nodes { status } } }`,
    { p: partnerId },
  );
  const issued = invoices.nodes.filter(
    (each: any) => each.status !== 'DRAFT' && each.status !== 'VOID',
  );
  const overdue = issued.filter((each: any) => each.status === 'OVERDUE');
  return {
    invoicedThisMonth: cents(
      issued
        .filter((each: any) => each.documentDate.startsWith('2026-04'))
        .map((each: any) => each.total),
    ),
    paidThisMonth: cents(
      payments.nodes.filter((each: any) => !each.reversed).map((each: any) => each.amount),
    ),
    outstanding: cents(issued.map((each: any) => each.due)),
    overdue: cents(overdue.map((each: any) => each.due)),
    overdueCount: overdue.length,
    activeCustomers: customers.nodes.filter((each: any) => each.status === 'ACTIVE').length,
    blockedCustomers: customers.nodes.filter((each: any) => each.status === 'BLOCKED').length,
  };
}

/** Lists with the filters whose numbers are kept, and some whose are not. */
const FILTERS: Record<string, string[]> = {
  invoices: [
    '',
    'open: true',
    'open: true, dueTo: "2026-03-29"',
    'status: OVERDUE',
    'status: DRAFT',
    'issued: true',
    'documentDateFrom: "2026-04-01"',
    'documentDateTo: "2026-03-31"',
    'issued: true, documentDateFrom: "2026-04-01", documentDateTo: "2026-05-01"',
    'currency: "USD"',
  ],
  payments: ['', 'reversed: false', 'reversed: true', 'dateTo: "2026-03-31"', 'currency: "EUR"'],
  transactions: ['', 'dateFrom: "2026-04-02"', 'type: CREDIT'],
  customers: ['', 'status: ACTIVE', 'status: BLOCKED', 'createdTo: "2026-04-01"'],
};
const LISTS = Object.entries(FILTERS).flatMap(([list, filters]) =>
  filters.map((filter) => [list, filter]),
);

/** How many each of the lists says it has, and how many it gives: of a partner with everything below it. */
async function numbers(partnerId: string): Promise<{ said: object; given: object }> {
  const found = await server.must<Record<string, { totalCount: number; nodes: unknown[] }>>(
    `query ($p: ID!) { ${LISTS.map(
      ([list, filter], i) =>
        `l${i}: ${list}(first: 100, filter: { partnerId: $p ${filter} }) { totalCount nodes { id } }`,
    ).join(' ')} }`,
    { p: partnerId },
  );
  const each = <T>(of: (list: { totalCount: number; nodes: unknown[] }) => T) =>
    Object.fromEntries(LISTS.map((names, i) => [names.join(' '), of(found[`l${i}`])]));
  return { said: each(({ totalCount }) => totalCount), given: each(({ nodes }) => nodes.length) };
}

describe('figures', () => {
  it('are the sums of their lists, to the cent, in every mixed state', async () => {
    const shop = await tell.shop({
      tariff: {
        price: '33.35',
        taxRateId: (await tell.taxRate({ name: 'VAT', percent: '15' })).id,
      },
    });
    const below = await tell.shop({ parentId: shop.id });
    const houses = [];
    for (let i = 0; i < 6; i += 1)
      houses.push(
        await tell.household(i % 2 ? shop : below, {
          start: i < 4 ? '2026-03-10' : '2026-04-18',
          service: i === 3 ? { discounts: [{ kind: 'PERCENT', value: '10' }] } : {},
        }),
      );
    const ids = houses.map(({ id }) => id);
    for (const id of ids.slice(0, 4)) {
      await tell.charge(id, '2026-03-15');
      await tell.charge(id, '2026-04-01');
    }
    await tell.charge(ids[4], '2026-04-18');
    await cash.pay(ids[0], '60.01');
    await cash.pay(ids[1], '500');
    await cash.reverse((await cash.pay(ids[2], '10')).id);
    await cash.pay(ids[2], '5', { date: '2026-03-31' });
    await cash.invoice(ids[3], '12.34', { draft: true });
    await cash.void((await cash.invoice(ids[3], '99.99')).id);
    await cash.invoice(ids[3], '7.77', { documentDate: '2026-05-02' });
    await cash.correct(ids[4], 'CREDIT', '20');
    await tell.undo(ids[4]);
    await tell.dun('2026-04-20', shop.id);
    for (const each of [shop, below]) {
      expect(await figures(each.id)).toMatchObject(await fromLists(each.id));
      const { said, given } = await numbers(each.id);
      expect(said).toEqual(given);
    }
    const draft = await cash.invoice(ids[3], '1.23', { draft: true });
    await server.must('mutation ($id: ID!) { discardDraftInvoice(id: $id) }', { id: draft.id });
    const { said, given } = await numbers(shop.id);
    expect(said).toEqual(given);
    expect(given).toMatchObject({ 'invoices status: DRAFT': 1, 'payments ': 4 });
    // 3 x 33.35 less 3.34 (10 %) exactly 96.715, and 3 x 100
    expect(await figures(shop.id)).toMatchObject({ currency: 'EUR', blockedCustomers: 3 });
    expect(await figures(below.id)).toMatchObject({
      monthlyRecurringRevenue: '300.00',
      averageRevenuePerUser: '100.00',
    });
    expect((await figures(shop.id)).monthlyRecurringRevenue).toBe('396.72');
    expect(await figures(shop.id, 'USD')).toMatchObject({
      outstanding: '0.00',
      activeCustomers: 0,
      monthlyRecurringRevenue: '0.00',
    });
  });

  it(
    'come at once to whoever subscribes, and within a second of a payment',
    { retry: 2 },
    async () => {
      const shop = await tell.shop();
      const { id } = await tell.household(shop);
      await tell.charge(id, '2026-04-01');
      const pushed = socket.iterate<any>({
        query: `subscription ($p: ID) { financeMetrics(partnerId: $p) { ${FIGURES} } }`,
        variables: { p: shop.id },
      });
      const first = await pushed.next();
      expect(first.value.data.financeMetrics).toMatchObject({
        outstanding: '100.00',
        paidThisMonth: '0.00',
      });
      await cash.pay(id, '40');
      const since = performance.now();
      for (
        let value = first.value.data.financeMetrics;
        value.paidThisMonth !== '40.00';
        value = (await pushed.next()).value.data.financeMetrics
      );
      expect(performance.now() - since).toBeLessThan(1000);
      await pushed.return?.();
    },
  );

  it('a run tells how far it is, up to its end', async () => {
    const shop = await tell.shop();
    for (let i = 0; i < 3; i += 1) await tell.household(shop);
    const {
      createBillingRun: [{ id }],
    } = await server.must<any>(
      'mutation ($p: ID!) { createBillingRun(input: { date: "2026-04-01", partnerIds: [$p] }) { id status } }',
      { p: shop.id },
    );
    const pushed = socket.iterate<any>({
      query:
        'subscription ($id: ID!) { billingRunProgress(id: $id) { status progress fingerprint } }',
      variables: { id },
    });
    const until = async (status: string): Promise<any> => {
      for (;;) {
        const run = (await pushed.next()).value.data.billingRunProgress;
        if (run.status === status) return run;
      }
    };
    const ready = await until('READY');
    await server.must(
      'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { id } }',
      { id, f: ready.fingerprint },
    );
    expect(await until('PROCESSED')).toMatchObject({ progress: 1 });
    await pushed.return?.();
  });
});
