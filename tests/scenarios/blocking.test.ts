import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { money } from '../support/money.ts';
import { confirm, preview } from '../support/story.ts';
import { life, told } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let cash: ReturnType<typeof money>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-20', WORKER: 'none' });
  tell = life(server);
  cash = money(server);
});
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
    const { id } = await tell.household(shop, {
      start: '2026-03-01',
      billing: { minimumBalance: '-150' },
    });
    await tell.charge(id, '2026-03-01');
    await tell.charge(id, '2026-04-01');
    expect((await tell.now(id)).billing.blockDate).toBe('2026-03-16');
    await tell.pay({ customerId: id, amount: '100', date: '2026-04-02' });
    expect((await tell.now(id)).billing.blockDate).toBe('2026-04-16');
    await tell.pay({ customerId: id, amount: '100', date: '2026-04-02' });
    expect((await tell.now(id)).billing.blockDate).toBe('2026-04-16');
  });

  it('never falls on a day off, also when the money went away later', async () => {
    const shop = await tell.shop({
      settings: { blockOnWeekends: false, holidays: ['2026-04-20'] },
    });
    const { id } = await tell.household(shop);
    await tell.charge(id, '2026-04-01');
    const { id: payment } = await tell.pay({ customerId: id, amount: '100', date: '2026-04-02' });
    await tell.dun('2026-04-17', shop.id);
    await cash.reverse(payment);
    for (const off of ['2026-04-18', '2026-04-19', '2026-04-20'])
      expect([off, (await tell.dun(off, shop.id)).blocked]).toEqual([off, 0]);
    expect((await tell.dun('2026-04-21', shop.id)).blocked).toBe(1);
  });

  it('one-time invoices count, or not', async () => {
    for (const [oneTimeInvoicesCount, expected] of [
      [true, 'BLOCKED'],
      [false, 'ACTIVE'],
    ] as const) {
      const shop = await tell.shop({ settings: { oneTimeInvoicesCount } });
      const { id } = await tell.household(shop);
      await cash.invoice(id, '10', { documentDate: '2026-03-01' });
      await tell.dun('2026-04-20', shop.id);
      expect(await status(id)).toBe(expected);
    }
  });

  it('without one-time invoices is that of the oldest charge, however old they are', async () => {
    for (const [oneTimeInvoicesCount, on] of [
      [true, '2026-03-16'],
      [false, '2026-04-16'],
    ] as const) {
      const shop = await tell.shop({ settings: { oneTimeInvoicesCount } });
      const { id } = await tell.household(shop);
      await cash.invoice(id, '10', { documentDate: '2026-03-01' });
      await tell.charge(id, '2026-04-01');
      expect((await tell.now(id)).billing.blockDate).toBe(on);
      expect((await tell.dun('2026-04-15', shop.id)).blocked).toBe(oneTimeInvoicesCount ? 1 : 0);
      await tell.dun('2026-04-16', shop.id);
      expect(await status(id)).toBe('BLOCKED');
    }
  });

  it('comes for who is new as for who is active', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    await tell.charge(id, '2026-04-01');
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { status: NEW }) { id } }',
      { id },
    );
    await tell.dun('2026-04-15', shop.id);
    expect(await status(id)).toBe('NEW');
    await tell.dun('2026-04-16', shop.id);
    expect(await status(id)).toBe('BLOCKED');
  });

  it('is moved by days off, and the deactivation after it is not', async () => {
    const shop = await tell.shop({
      // Saturday, 18 April and the Monday after are off: blocked on Tuesday, 21 April
      settings: {
        paymentDueDays: 17,
        blockOnWeekends: false,
        holidays: ['2026-04-20', '2026-05-02'],
        deactivationDays: 11,
      },
    });
    const { id } = await tell.household(shop);
    await tell.charge(id, '2026-04-01');
    expect((await tell.now(id)).billing.blockDate).toBe('2026-04-21');
    expect((await tell.dun('2026-04-20', shop.id)).blocked).toBe(0);
    expect((await tell.dun('2026-04-21', shop.id)).blocked).toBe(1);
    expect((await tell.dun('2026-05-01', shop.id)).deactivated).toBe(0);
    // a Saturday and a holiday at once
    expect((await tell.dun('2026-05-02', shop.id)).deactivated).toBe(1);
  });

  it('follows the due date on the paper, given or worked out when it was issued, whatever the settings say later', async () => {
    const shop = await tell.shop();
    const blockDate = async (id: string) => (await tell.now(id)).billing.blockDate;
    const given = await tell.household(shop);
    await cash.invoice(given.id, '10', { dueDate: '2026-05-20' });
    expect(await blockDate(given.id)).toBe('2026-05-21');
    const today = await tell.household(shop);
    await cash.invoice(today.id, '10', { dueDate: '2026-04-01' }); // the last day to pay
    expect(await blockDate(today.id)).toBe('2026-04-02');
    const charged = await tell.household(shop);
    const bare = await tell.household(shop, { billing: { autoCreateInvoices: false } });
    const atOnce = await tell.household(shop, { billing: { paymentDueDays: 0 } });
    const bareAtOnce = await tell.household(shop, {
      billing: { paymentDueDays: 0, autoCreateInvoices: false },
    });
    for (const { id } of [charged, bare, atOnce, bareAtOnce]) await tell.charge(id, '2026-04-01');
    await tell.settings(shop.id, { paymentDueDays: 28 });
    for (const { id } of [atOnce, bareAtOnce]) await tell.billing(id, { paymentDueDays: null });
    expect(
      await Promise.all(
        [given, today, charged, bare, atOnce, bareAtOnce].map(({ id }) => blockDate(id)),
      ),
    ).toEqual(['2026-05-21', '2026-04-02', '2026-04-16', '2026-04-16', '2026-04-01', '2026-04-01']);
    // how long blocking waits after it is a setting of today
    await tell.settings(shop.id, { blockingPeriodDays: 2 });
    expect(await blockDate(charged.id)).toBe('2026-04-18');
    expect((await tell.dun('2026-04-17', shop.id)).blocked).toBe(3);
    expect(await Promise.all([today, charged, bare, atOnce].map(({ id }) => status(id)))).toEqual([
      'BLOCKED',
      'ACTIVE',
      'ACTIVE',
      'BLOCKED',
    ]);
  });

  it('is that of the oldest unpaid charge, partly paid or not, and not of one that was undone or made void', async () => {
    const shop = await tell.shop();
    for (const autoCreateInvoices of [true, false]) {
      const { id } = await tell.household(shop, {
        start: '2026-02-01',
        billing: { autoCreateInvoices },
      });
      for (const date of ['2026-02-01', '2026-03-01', '2026-04-01']) await tell.charge(id, date);
      await cash.pay(id, '150');
      expect((await tell.now(id)).billing.blockDate).toBe('2026-03-16');
      await tell.undo(id);
      expect((await tell.now(id)).billing.blockDate).toBe('2026-03-16');
      await cash.pay(id, '50');
      expect((await tell.now(id)).billing.blockDate).toBe('2026-03-16'); // all are paid: the latest that stands
    }
    const { id } = await tell.household(shop);
    const { id: early } = await cash.invoice(id, '10', { documentDate: '2026-02-01' });
    await cash.invoice(id, '10', { documentDate: '2026-03-01', dueDate: '2026-03-05' });
    expect((await tell.now(id)).billing.blockDate).toBe('2026-02-16');
    await cash.void(early);
    expect((await tell.now(id)).billing.blockDate).toBe('2026-03-06');
  });

  it('is the same in the portal, also without invoices', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, {
      billing: { autoCreateInvoices: false },
      customer: { login: 'bare-house', password: 'a long password' },
    });
    await tell.charge(id, '2026-04-01');
    const { signIn } = await server.must<any>(
      'mutation { signIn(identifier: "bare-house", password: "a long password") { token } }',
      {},
      null,
    );
    const { viewer } = await server.must<any>(
      '{ viewer { customer { billing { blockDate } } } }',
      {},
      signIn.token,
    );
    expect(viewer.customer.billing.blockDate).toBe('2026-04-16');
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

  it('never comes for an invoice of customers who pay ahead, or where blocking is off', async () => {
    const shop = await tell.shop();
    const off = await tell.household(shop, { billing: { blockingEnabled: false } });
    const prepaid = await tell.household(shop, {
      start: '2027-01-01',
      customer: { billingType: 'PREPAID_CUSTOM' },
    });
    await tell.charge(off.id, '2026-04-01');
    await cash.invoice(prepaid.id, '10');
    await tell.dun('2026-12-31', shop.id);
    expect([
      await status(off.id),
      await status(prepaid.id),
      (await tell.now(off.id)).billing.blockDate,
    ]).toEqual(['ACTIVE', 'ACTIVE', null]);
  });
});

describe('a bad half-year', () => {
  it('blocks, bills on, deactivates, bills no more, and restarts from the day of the payment', async () => {
    const run = await startTestServer({ BUSINESS_DATE: '2026-04-20' });
    try {
      const story = life(run);
      const shop = await story.shop({ settings: { deactivationDays: 20 } });
      const { id } = await story.household(shop);
      const bill = async (date: string) => {
        const [made] = await preview(run, { date, partnerIds: [shop.id] });
        await confirm(run, made);
        return story.now(id);
      };
      await bill('2026-04-01');
      await story.dun('2026-04-16', shop.id);
      expect(await story.now(id)).toMatchObject({
        status: 'BLOCKED',
        statusReason: 'balance -100.00 is below the minimum 0.00 since 16 Apr',
      });
      expect(await bill('2026-05-01')).toMatchObject({ balance: '-200.00' }); // services are still billed
      expect((await story.dun('2026-05-05', shop.id)).deactivated).toBe(0);
      expect((await story.dun('2026-05-06', shop.id)).deactivated).toBe(1);
      expect(await bill('2026-06-01')).toMatchObject({ balance: '-200.00', status: 'INACTIVE' });
      await story.pay({ customerId: id, amount: '199.99', date: '2026-06-10' });
      expect((await story.now(id)).status).toBe('INACTIVE');
      await story.pay({ customerId: id, amount: '0.01', date: '2026-06-16' });
      const back = await story.now(id);
      expect(back).toMatchObject({
        status: 'ACTIVE',
        balance: '-50.00',
        billing: { nextBillingDate: '2026-07-01' },
      });
      expect(
        told(
          back.invoices.nodes.find((invoice: any) => invoice.documentDate === '2026-06-16').lines,
        ),
      ).toEqual(['2026-06-16 - 2026-06-30: 50.00']);
      expect(await bill('2026-07-01')).toMatchObject({ balance: '-150.00' });
    } finally {
      await run.stop();
    }
  });

  it('a correction lifts a block as a payment does', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    await tell.charge(id, '2026-04-01');
    await tell.dun('2026-04-16', shop.id);
    await cash.correct(id, 'CREDIT', '100');
    expect(await tell.now(id)).toMatchObject({
      status: 'ACTIVE',
      invoices: { nodes: [{ status: 'PAID' }] },
    });
  });

  it('goes down the tree, by the settings of each', async () => {
    const top = await tell.shop({ settings: { minimumBalance: '-150' } });
    const below = await tell.shop({ parentId: top.id });
    const strict = await tell.shop({ parentId: top.id, settings: { minimumBalance: '0' } });
    const houses = [];
    for (const shop of [top, below, strict]) {
      const house = await tell.household(shop);
      await tell.charge(house.id, '2026-04-01');
      houses.push(house.id);
    }
    expect(await tell.dun('2026-04-16', top.id)).toEqual({
      blocked: 1,
      deactivated: 0,
      activated: 0,
    });
    expect(await Promise.all(houses.map(status))).toEqual(['ACTIVE', 'ACTIVE', 'BLOCKED']);
    await tell.settings(top.id, { minimumBalance: null });
    expect(await tell.dun('2026-04-16', top.id)).toEqual({
      blocked: 2,
      deactivated: 0,
      activated: 0,
    });
  });
});
