import { afterEach, describe, expect, it } from 'vitest';
import { freshDatabase, startTestServer, type TestServer } from '../support/backhaul.ts';
import { confirm, preview } from '../support/story.ts';
import { life } from './household.ts';

let server: TestServer | null = null;
afterEach(async () => {
  await server?.stop();
});

/** The same installation on another day. */
async function on(DATABASE_URL: string, BUSINESS_DATE: string): Promise<ReturnType<typeof life>> {
  await server?.stop();
  server = await startTestServer({ DATABASE_URL, BUSINESS_DATE });
  return life(server);
}
const status = async (tell: ReturnType<typeof life>, ids: string[]): Promise<string[]> =>
  Promise.all(ids.map(async (id) => (await tell.now(id)).status));
const run = async (shop: string, date: string): Promise<void> => {
  const [made] = await preview(server!, { date, partnerIds: [shop] });
  await confirm(server!, made);
};
const metrics = async (partnerId: string): Promise<any> =>
  (
    await server!.must<any>(
      'query ($p: ID) { financeMetrics(partnerId: $p) { invoicedThisMonth paidThisMonth outstanding overdue overdueCount activeCustomers blockedCustomers monthlyRecurringRevenue } }',
      { p: partnerId },
    )
  ).financeMetrics;

describe('a season of an ISP', () => {
  it('one who pays, one who pays late and one who never does', async () => {
    const database = await freshDatabase();
    let tell = await on(database, '2025-12-25');
    const shop = await tell.shop({
      tariff: { price: '100', taxRateId: (await tell.taxRate({ name: 'VAT', percent: '15' })).id },
    });
    const [good, late, never] = await Promise.all(
      [1, 2, 3].map(() => tell.household(shop, { start: '2026-01-01' })),
    );
    const all = [good.id, late.id, never.id];
    await run(shop.id, '2026-01-01'); // made on 25 December, dated by the billing date
    expect((await tell.now(good.id)).invoices.nodes).toMatchObject([
      {
        documentDate: '2026-01-01',
        dueDate: '2026-01-15',
        total: '115.00',
        status: 'UNPAID',
        number: expect.stringMatching(/^2026/),
      },
    ]);
    expect(await metrics(shop.id)).toMatchObject({
      invoicedThisMonth: '0.00',
      outstanding: '345.00',
      overdue: '0.00',
      monthlyRecurringRevenue: '0.00',
    });

    tell = await on(database, '2026-01-15');
    await tell.pay({ customerId: good.id, amount: '115', date: '2026-01-10' });
    expect(await metrics(shop.id)).toEqual({
      invoicedThisMonth: '345.00',
      paidThisMonth: '115.00',
      outstanding: '230.00',
      overdue: '0.00',
      overdueCount: 0,
      activeCustomers: 3,
      blockedCustomers: 0,
      monthlyRecurringRevenue: '300.00',
    });
    expect(await tell.dun('2026-01-15', shop.id)).toEqual({
      blocked: 0,
      deactivated: 0,
      activated: 0,
    });

    tell = await on(database, '2026-01-16');
    expect(await metrics(shop.id)).toMatchObject({ overdue: '230.00', overdueCount: 2 });
    expect(await tell.dun('2026-01-16', shop.id)).toEqual({
      blocked: 2,
      deactivated: 0,
      activated: 0,
    });
    await tell.pay({ customerId: late.id, amount: '115', date: '2026-01-16' });
    expect(await status(tell, all)).toEqual(['ACTIVE', 'ACTIVE', 'BLOCKED']);

    tell = await on(database, '2026-01-26');
    expect(await tell.dun('2026-01-26', shop.id)).toEqual({
      blocked: 0,
      deactivated: 1,
      activated: 0,
    });
    expect(await metrics(shop.id)).toMatchObject({
      activeCustomers: 2,
      blockedCustomers: 0,
      monthlyRecurringRevenue: '200.00',
      outstanding: '115.00',
    });

    tell = await on(database, '2026-02-01');
    await run(shop.id, '2026-02-01');
    expect(await metrics(shop.id)).toMatchObject({
      invoicedThisMonth: '230.00',
      paidThisMonth: '0.00',
      outstanding: '345.00',
      overdue: '115.00',
    });
    for (const { id } of [good, late])
      await tell.pay({ customerId: id, amount: '115', date: '2026-02-05' });

    tell = await on(database, '2026-02-15');
    await tell.pay({ customerId: never.id, amount: '115', date: '2026-02-15' }); // after all: 14 of 28 days
    expect(await tell.now(never.id)).toMatchObject({
      status: 'ACTIVE',
      balance: '-57.50',
      billing: { nextBillingDate: '2026-03-01', blockDate: '2026-03-02' },
    });
    expect(
      (await tell.now(never.id)).invoices.nodes
        .map((invoice: any) => [invoice.documentDate, invoice.total, invoice.status])
        .sort(),
    ).toEqual([
      ['2026-01-01', '115.00', 'PAID'],
      ['2026-02-15', '57.50', 'UNPAID'],
    ]);

    tell = await on(database, '2026-03-02');
    await run(shop.id, '2026-03-01');
    expect(await tell.dun('2026-03-02', shop.id)).toEqual({
      blocked: 1,
      deactivated: 0,
      activated: 0,
    });
    expect(await tell.now(never.id)).toMatchObject({
      status: 'BLOCKED',
      statusReason: 'balance -172.50 is below the minimum 0.00 since 2 Mar',
    });
    await tell.pay({ customerId: never.id, amount: '172.50', date: '2026-03-02' });
    expect(await tell.now(never.id)).toMatchObject({ status: 'ACTIVE', balance: '0.00' });
    const numbers = (await Promise.all(all.map(async (id) => (await tell.now(id)).invoices.nodes)))
      .flat()
      .map((invoice: any) => invoice.number)
      .sort();
    expect(numbers).toEqual(
      Array.from(
        { length: 9 },
        (_, i) => `2026${String(shop.number).padStart(2, '0')}${String(i + 1).padStart(6, '0')}`,
      ),
    );
  });
});
