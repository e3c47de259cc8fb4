import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { money } from '../support/money.ts';
import { confirm, preview } from '../support/story.ts';
import { life, told } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let cash: ReturnType<typeof money>;
beforeAll(async () => { server = await startTestServer({ BUSINESS_DATE: '2026-04-20', WORKER: 'none' }); tell = life(server); cash = money(server); });
afterAll(() => server.stop());

const status = async (id: string): Promise<string> => (await tell.now(id)).status;

describe('the day of blocking', () => {
  it.each([
    [{ paymentDueDays: 0 }, '2026-03-31', '2026-04-01'],
    [{}, '2026-04-15', '2026-04-16'],
    [{ blockingPeriodDays: 5 }, '2026-04-20', '2026-04-21'],
    [{ paymentDueDays: 28, blockingPeriodDays: 99 }, '2026-08-05', '2026-08-06'],
  ])('with %j is the day after %s', async (billing, before, on) => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, { billing });
    await tell.charge(id, '2026-04-01');
    expect((await tell.now(id)).billing.blockDate).toBe(on);
    expect(await tell.dun(before, shop.id)).toEqual({ blocked: 0, deactivated: 0, activated: 0 });
    expect(await tell.dun(on, shop.id)).toEqual({ blocked: 1, deactivated: 0, activated: 0 });
    expect(await tell.dun(on, shop.id)).toEqual({ blocked: 0, deactivated: 0, activated: 0 });
  });

  it('counts from the oldest unpaid charge, whatever was paid since', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, { start: '2026-03-01', billing: { minimumBalance: '-150' } });
    await tell.charge(id, '2026-03-01');
    await tell.charge(id, '2026-04-01');
    expect((await tell.now(id)).billing.blockDate).toBe('2026-03-16');
    await tell.pay({ customerId: id, amount: '100', date: '2026-04-02' });
    expect((await tell.now(id)).billing.blockDate).toBe('2026-04-16');
    await tell.pay({ customerId: id, amount: '100', date: '2026-04-02' });
    expect((await tell.now(id)).billing.blockDate).toBe('2026-04-16');
  });

  it('never falls on a day off, also when the money went away later', async () => {
    const shop = await tell.shop({ settings: { blockOnWeekends: false, holidays: ['2026-04-20'] } });
    const { id } = await tell.household(shop);
    await tell.charge(id, '2026-04-01');
    const { id: payment } = await tell.pay({ customerId: id, amount: '100', date: '2026-04-02' });
    await tell.dun('2026-04-17', shop.id);
    await cash.reverse(payment);
    for (const off of ['2026-04-18', '2026-04-19', '2026-04-20']) expect([off, (await tell.dun(off, shop.id)).blocked]).toEqual([off, 0]);
    expect((await tell.dun('2026-04-21', shop.id)).blocked).toBe(1);
  });

  it('one-time invoices count, or not', async () => {
    for (const [oneTimeInvoicesCount, expected] of [[true, 'BLOCKED'], [false, 'ACTIVE']] as const) {
      const shop = await tell.shop({ settings: { oneTimeInvoicesCount } });
      const { id } = await tell.household(shop);
      await cash.invoice(id, '10', { documentDate: '2026-03-01' });
      await tell.dun('2026-04-20', shop.id);
      expect(await status(id)).toBe(expected);
    }
  });

  it('works without invoices too', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, { billing: { autoCreateInvoices: false } });
    await tell.charge(id, '2026-04-01');
    expect((await tell.dun('2026-04-15', shop.id)).blocked).toBe(0);
    expect((await tell.dun('2026-04-16', shop.id)).blocked).toBe(1);
    await tell.pay({ customerId: id, amount: '100', date: '2026-04-17' });
    expect(await status(id)).toBe('ACTIVE');
  });

  it('never comes for prepaid customers or where blocking is off', async () => {
    const shop = await tell.shop();
    const off = await tell.household(shop, { billing: { blockingEnabled: false } });
    const prepaid = await tell.household(shop, { customer: { billingType: 'PREPAID_CUSTOM' } });
    await tell.charge(off.id, '2026-04-01');
    await cash.invoice(prepaid.id, '10');
    await tell.dun('2026-12-31', shop.id);
    expect([await status(off.id), await status(prepaid.id), (await tell.now(off.id)).billing.blockDate]).toEqual(['ACTIVE', 'ACTIVE', null]);
  });
});

describe('a bad half-year', () => {
  it('blocks, bills on, deactivates, bills no more, and restarts from the day of the payment', async () => {
    const run = await startTestServer({ BUSINESS_DATE: '2026-04-20' });
    try {
      const story = life(run);
      const shop = await story.shop({ settings: { deactivationDays: 20 } });
      const { id } = await story.household(shop);
      const bill = async (date: string) => { const [made] = await preview(run, { date, partnerIds: [shop.id] }); await confirm(run, made); return story.now(id); };
      await bill('2026-04-01');
      await story.dun('2026-04-16', shop.id);
      expect(await story.now(id)).toMatchObject({ status: 'BLOCKED', statusReason: 'balance -100.00 is below the minimum 0.00 since 16 Apr' });
      expect(await bill('2026-05-01')).toMatchObject({ balance: '-200.00' }); // services are still billed
      expect((await story.dun('2026-05-05', shop.id)).deactivated).toBe(0);
      expect((await story.dun('2026-05-06', shop.id)).deactivated).toBe(1);
      expect(await bill('2026-06-01')).toMatchObject({ balance: '-200.00', status: 'INACTIVE' });
      await story.pay({ customerId: id, amount: '199.99', date: '2026-06-10' });
      expect((await story.now(id)).status).toBe('INACTIVE');
      await story.pay({ customerId: id, amount: '0.01', date: '2026-06-16' });
      const back = await story.now(id);
      expect(back).toMatchObject({ status: 'ACTIVE', balance: '-50.00', billing: { nextBillingDate: '2026-07-01' } });
      expect(told(back.invoices.nodes.find((invoice: any) => invoice.documentDate === '2026-06-16').lines)).toEqual(['2026-06-16 - 2026-06-30: 50.00']);
      expect(await bill('2026-07-01')).toMatchObject({ balance: '-150.00' });
    } finally { await run.stop(); }
  });

  it('a correction lifts a block as a payment does', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    await tell.charge(id, '2026-04-01');
    await tell.dun('2026-04-16', shop.id);
    await cash.correct(id, 'CREDIT', '100');
    expect(await tell.now(id)).toMatchObject({ status: 'ACTIVE', invoices: { nodes: [{ status: 'PAID' }] } });
  });

  it('goes down the tree, by the settings of each', async () => {
    const top = await tell.shop({ settings: { minimumBalance: '-150' } });
    const below = await tell.shop({ parentId: top.id });
    const strict = await tell.shop({ parentId: top.id, settings: { minimumBalance: '0' } });
    const houses = [];
    for (const shop of [top, below, strict]) { const house = await tell.household(shop); await tell.charge(house.id, '2026-04-01'); houses.push(house.id); }
    expect(await tell.dun('2026-04-16', top.id)).toEqual({ blocked: 1, deactivated: 0, activated: 0 });
    expect(await Promise.all(houses.map(status))).toEqual(['ACTIVE', 'ACTIVE', 'BLOCKED']);
    await tell.settings(top.id, { minimumBalance: null });
    expect(await tell.dun('2026-04-16', top.id)).toEqual({ blocked: 2, deactivated: 0, activated: 0 });
  });
});
