import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { Socket } from '../support/socket.ts';
import { confirm, preview } from '../support/story.ts';
import { makeUser, NOWHERE } from '../support/tenants.ts';
import { life } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  tell = life(server);
});
afterAll(async () => {
  await server.stop();
});

const MONTHS = 'month invoiceCount net { amount currency } tax { amount } total { amount }';
const REHEARSE = `query ($i: RehearsalInput!) { rehearsal(input: $i) { months { ${MONTHS} } unchanged { total { amount } } payMore payLess differences { customer { id } before after } } }`;
const rehearse = async (i: object, token?: string): Promise<any> =>
  (await server.must<any>(REHEARSE, { i }, token)).rehearsal;
const run = async (partnerId: string, date: string): Promise<void> => {
  const [made] = await preview(server, { date, partnerIds: [partnerId] });
  await confirm(server, made);
};
const totals = (months: any[]) =>
  months.map(({ month, invoiceCount, total }) => [
    month.slice(0, 7),
    invoiceCount,
    total[0]?.amount ?? '0.00',
  ]);

let towns = 0;
/** A partner with customers of all kinds, billed up to today. */
async function town() {
  const { id: taxRateId } = await tell.taxRate({ name: `VAT ${(towns += 1)}`, percent: '19' });
  const shop = await tell.shop({ tariff: { taxRateId } });
  const customers = [
    await tell.household(shop, { start: '2026-04-15' }),
    await tell.household(shop, { billing: { prepaidMonths: 3 } }),
    await tell.household(shop, { billing: { paymentPeriod: 'POSTPAID', billingDay: 10 } }),
    await tell.household(shop, { billing: { cycleWeeks: 2 }, start: '2026-05-04' }),
    await tell.household(shop, {
      service: {
        endDate: '2026-06-20',
        discounts: [{ kind: 'PERCENT', value: '10', from: '2026-05-10' }],
      },
    }),
  ];
  await tell.item({
    customerId: customers[0].id,
    description: 'Router',
    unitPrice: '80',
    quantity: '1',
    date: '2026-05-02',
  });
  await tell.update(customers[1].service, { unitPrice: '120', from: '2026-07-01' });
  for (const date of ['2026-04-01', '2026-04-10']) await run(shop.id, date);
  return { shop, customers };
}

describe('a rehearsal', () => {
  it('is what the runs then issue, to the cent, when time passes and nothing changes', async () => {
    const { shop, customers } = await town();
    const told = await rehearse({ partnerId: shop.id, from: '2026-05-01', months: 3 });
    expect(told.months.map(({ month }: any) => month)).toEqual([
      '2026-05-01',
      '2026-06-01',
      '2026-07-01',
    ]);
    const calendars = await Promise.all(
      customers.map(async ({ id }) => {
        const { customer } = await server.must<any>(
          'query ($id: ID!) { customer(id: $id) { paymentCalendar(months: 4) { billingDate dueDate total } } }',
          { id },
        );
        return customer.paymentCalendar as { billingDate: string; total: string }[];
      }),
    );
    // nothing was saved
    expect((await tell.now(customers[0].id)).invoices.nodes).toEqual([]);
    const dates = [...new Set(calendars.flat().map(({ billingDate }) => billingDate))].sort();
    for (const date of dates) await run(shop.id, date);
    const issued = (await Promise.all(customers.map(({ id }) => tell.now(id)))).map(
      ({ invoices }: any) =>
        invoices.nodes
          .map(({ documentDate, total }: any) => `${documentDate} ${total}`)
          .filter((each: string) => each > '2026-04-11')
          .sort(),
    );
    expect(
      calendars.map((own) => own.map(({ billingDate, total }) => `${billingDate} ${total}`)),
    ).toEqual(issued);
    const byMonth = new Map<string, { count: number; cents: bigint }>();
    for (const each of issued.flat()) {
      const [date, total] = each.split(' ');
      const month = date.slice(0, 7);
      const sum = byMonth.get(month) ?? { count: 0, cents: 0n };
      byMonth.set(month, {
        count: sum.count + 1,
        cents: sum.cents + BigInt(total.replace('.', '')),
      });
    }
    for (const [month, count, total] of totals(told.months))
      expect([month, count, BigInt(total.replace('.', ''))]).toEqual([
        month,
        byMonth.get(month)?.count,
        byMonth.get(month)?.cents,
      ]);
  });

  it('says with other prices who would pay more and who less, and touches only who follows the tariff', async () => {
    const { shop, customers } = await town();
    const prices = { [shop.tariff]: '150' };
    const told = await rehearse({ partnerId: shop.id, from: '2026-05-01', months: 2, prices });
    expect(told).toMatchObject({ payMore: 4, payLess: 0 });
    expect(told.differences.map(({ customer }: any) => customer.id)).not.toContain(customers[1].id);
    const [, june] = told.months;
    expect(Number(june.total[0].amount)).toBeGreaterThan(Number(told.unchanged[1].total[0].amount));
    const alone = await rehearse({ customerId: customers[0].id, from: '2026-06-01', prices });
    // 150 with 19 % instead of 100 with 19 %, and the router
    expect(totals(alone.months)).toEqual([['2026-06', 1, '258.50']]);
    expect(alone.unchanged[0].total).toEqual([{ amount: '199.00' }]);
  });

  it('tells how far it is, and completes with the whole', async () => {
    const { shop } = await town();
    const socket = await new Socket(server.url).init({
      authorization: `Bearer ${server.operator}`,
    });
    const i = { partnerId: shop.id, from: '2026-05-01', months: 2 };
    socket.subscribe(
      'r',
      `subscription ($i: RehearsalInput!) { rehearsalProgress(input: $i) { progress rehearsal { months { ${MONTHS} } } } }`,
      { i },
    );
    const last = await socket.until(() =>
      socket.messages.find(
        ({ id, payload }) => id === 'r' && payload?.data?.rehearsalProgress.progress === 1,
      ),
    );
    expect(last.payload.data.rehearsalProgress.rehearsal).toEqual({
      months: (await rehearse(i)).months,
    });
    socket.end();
  });

  it('is kept for the dashboard: worked out once asked for, and pushed to whoever watches', async () => {
    const { shop } = await town();
    const clerk = await makeUser(server, shop.id, 'FINANCIAL_MANAGER');
    const PLANNED =
      'plannedFigures { asOf working currency months { month invoiceCount net tax total } }';
    const planned = async () =>
      (await server.must<any>(`{ ${PLANNED} }`, {}, clerk.token)).plannedFigures;
    expect(await planned()).toEqual({
      asOf: null,
      working: false,
      currency: 'EUR',
      months: [],
    });
    const socket = await new Socket(server.url).init({ authorization: `Bearer ${clerk.token}` });
    socket.subscribe('p', `subscription { ${PLANNED} }`);
    const pushed = (since: string | null) =>
      socket.until(() =>
        socket.messages.find(({ id, payload }) => {
          const figures = id === 'p' ? payload?.data?.plannedFigures : null;
          return figures?.asOf && !figures.working && (since === null || figures.asOf > since);
        }),
      );
    // whoever watches need not ask
    const first = (await pushed(null)).payload.data.plannedFigures;
    const told = await rehearse({ partnerId: shop.id, from: '2026-04-01', months: 2 });
    const asTold = told.months.map(({ month, invoiceCount, net, tax, total }: any) => ({
      month,
      invoiceCount,
      net: net[0]?.amount ?? '0.00',
      tax: tax[0]?.amount ?? '0.00',
      total: total[0]?.amount ?? '0.00',
    }));
    expect(first.months).toEqual(asTold);
    expect(Number(first.months[1].total)).toBeGreaterThan(0);
    await run(shop.id, '2026-05-01');
    expect((await planned()).months).toEqual(asTold);
    expect(
      await Promise.all(
        Array.from({ length: 5 }, () =>
          server.must('mutation { refreshPlanned }', {}, clerk.token),
        ),
      ),
    ).toEqual(Array(5).fill({ refreshPlanned: true }));
    const { months } = (await pushed(first.asOf)).payload.data.plannedFigures;
    expect(Number(months[1].total)).toBeLessThan(Number(first.months[1].total));
    socket.end();
    // what is late is still to be issued: the next run takes it
    const late = await tell.shop();
    await tell.household(late, { start: '2026-02-01' });
    await server.must('mutation ($p: ID) { refreshPlanned(partnerId: $p) }', { p: late.id });
    const [april] = await vi.waitFor(async () => {
      const { plannedFigures } = await server.must<any>(
        `query ($p: ID) { plannedFigures(partnerId: $p) { months { total } } }`,
        { p: late.id },
      );
      expect(plannedFigures.months).toHaveLength(2);
      return plannedFigures.months;
    }, 20_000);
    expect(april.total).toBe('300.00');
    const stranger = await makeUser(server, (await tell.shop()).id, 'ADMINISTRATOR');
    for (const operation of ['query', 'mutation'])
      expect(
        await server.refused(
          operation === 'query'
            ? 'query ($p: ID) { plannedFigures(partnerId: $p) { asOf } }'
            : 'mutation ($p: ID) { refreshPlanned(partnerId: $p) }',
          { p: shop.id },
          stranger.token,
        ),
      ).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('refuses by field what it cannot do, and shows nobody what is not theirs', async () => {
    const { shop, customers } = await town();
    const from = '2026-05-01';
    for (const [input, problem] of [
      [{ from, months: 0 }, { fields: { months: expect.any(String) } }],
      [{ from, months: 37 }, { fields: { months: expect.any(String) } }],
      [{ from: '2099-01-01' }, { fields: { from: expect.any(String) } }],
      [
        { from, partnerId: shop.id, customerId: customers[0].id },
        { fields: { customerId: expect.any(String) } },
      ],
      [{ from, prices: [1] }, { fields: { prices: expect.any(String) } }],
      [{ from, prices: { [shop.tariff]: '-1' } }, { fields: { prices: expect.any(String) } }],
      [{ from, prices: { x: '1' } }, { fields: { prices: expect.any(String) } }],
      [{ from, prices: { [NOWHERE]: '1' } }, { code: 'NOT_FOUND' }],
      [{ from, partnerId: NOWHERE }, { code: 'NOT_FOUND' }],
    ] as const)
      expect(await server.refused(REHEARSE, { i: input })).toMatchObject(problem);
    const stranger = await makeUser(server, (await tell.shop()).id, 'ADMINISTRATOR');
    for (const place of [{ partnerId: shop.id }, { customerId: customers[0].id }])
      expect(
        await server.refused(REHEARSE, { i: { from, ...place } }, stranger.token),
      ).toMatchObject({
        code: 'NOT_FOUND',
      });
    expect(totals((await rehearse({ from }, stranger.token)).months)).toEqual([
      ['2026-05', 0, '0.00'],
    ]);
  });
});
