import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { confirm, preview } from '../support/story.ts';
import { life, told } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-20' });
  tell = life(server);
});
afterAll(() => server.stop());

/** Runs a partner's batch for a date and returns the lines it issued to the customer. */
async function run(shop: { id: string }, date: string, customer: string): Promise<string[]> {
  const [made] = await preview(server, { date, partnerIds: [shop.id] });
  const before = (await tell.now(customer)).invoices.nodes.map(
    (invoice: { id: string }) => invoice.id,
  );
  expect(await confirm(server, made)).toMatchObject({ status: 'PROCESSED' });
  return told(
    (await tell.now(customer)).invoices.nodes
      .filter((invoice: { id: string }) => !before.includes(invoice.id))
      .flatMap((invoice: { lines: [] }) => invoice.lines),
  );
}
const next = async (id: string): Promise<string | null> =>
  (await tell.now(id)).billing.nextBillingDate;

describe('the worked table of proration', () => {
  it('a manual charge in the middle of the month leaves whole months to the runs', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, { start: '2026-03-15' });
    expect(await next(id)).toBe('2026-04-01');
    expect(told((await tell.charge(id, '2026-03-20')).lines)).toEqual([
      '2026-03-15 - 2026-03-31: 54.84',
    ]);
    expect(await next(id)).toBe('2026-04-01');
    expect(await run(shop, '2026-04-01', id)).toEqual(['2026-04-01 - 2026-04-30: 100.00']);
    expect(await next(id)).toBe('2026-05-01');
  });

  it.each([
    [
      'a part and a whole month in one line, rounded once',
      { start: '2026-03-15' },
      {},
      '2026-04-01',
      ['2026-03-15 - 2026-04-30: 154.84'],
      '2026-05-01',
    ],
    [
      'postpaid, what lies behind',
      { start: '2026-03-15' },
      { paymentPeriod: 'POSTPAID' },
      '2026-04-01',
      ['2026-03-15 - 2026-03-31: 54.84'],
      '2026-05-01',
    ],
    [
      'billing day 10',
      { start: '2026-03-01' },
      { billingDay: 10 },
      '2026-03-10',
      ['2026-03-01 - 2026-04-09: 132.14'],
      '2026-04-10',
    ],
    [
      'a leap year',
      { start: '2024-01-31' },
      {},
      '2024-02-01',
      ['2024-01-31 - 2024-02-29: 103.23'],
      '2024-03-01',
    ],
    [
      'a last day of service',
      { start: '2026-04-01', service: { endDate: '2026-04-20' } },
      {},
      '2026-04-01',
      ['2026-04-01 - 2026-04-20: 66.67'],
      null,
    ],
    [
      'three months ahead',
      { start: '2026-01-15' },
      { prepaidMonths: 3 },
      '2026-02-01',
      ['2026-01-15 - 2026-04-30: 354.84'],
      '2026-05-01',
    ],
    [
      'twelve months ahead',
      { start: '2026-02-01' },
      { prepaidMonths: 12 },
      '2026-02-01',
      ['2026-02-01 - 2027-01-31: 1200.00'],
      '2027-02-01',
    ],
    [
      'a run that was missed three times',
      { start: '2026-01-15' },
      {},
      '2026-04-01',
      ['2026-01-15 - 2026-04-30: 354.84'],
      '2026-05-01',
    ],
    [
      'billing day 28 over February',
      { start: '2026-02-28' },
      { billingDay: 28 },
      '2026-02-28',
      ['2026-02-28 - 2026-03-27: 100.00'],
      '2026-03-28',
    ],
    [
      'a run between two billing days',
      { start: '2026-03-15' },
      {},
      '2026-04-17',
      ['2026-03-15 - 2026-04-30: 154.84'],
      '2026-05-01',
    ],
    [
      'a run for the first of April made in the future',
      { start: '2027-04-01' },
      {},
      '2027-04-01',
      ['2027-04-01 - 2027-04-30: 100.00'],
      '2027-05-01',
    ],
  ])('%s', async (_name, household, billing, date, lines, after) => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, { ...household, billing });
    expect(await run(shop, date, id)).toEqual(lines);
    expect(await next(id)).toBe(after);
    expect(await tell.charge(id, date)).toBeNull();
  });

  it('a postpaid customer is not charged before its first period is over', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, {
      start: '2026-04-01',
      billing: { paymentPeriod: 'POSTPAID' },
    });
    expect(await run(shop, '2026-04-01', id)).toEqual([]);
    expect(await run(shop, '2026-05-01', id)).toEqual(['2026-04-01 - 2026-04-30: 100.00']);
  });

  it('a customer with two services has a line for each, over its own days', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, { start: '2026-03-01' });
    await tell.service({
      customerId: id,
      tariffId: shop.tariff,
      startDate: '2026-03-20',
      unitPrice: '30',
      description: 'Second',
    });
    expect(await run(shop, '2026-03-01', id)).toEqual([
      '2026-03-01 - 2026-03-31: 100.00',
      '2026-03-20 - 2026-03-31: 11.61',
    ]);
  });

  it('an end after the charge is not charged on, and an end that moves away goes on where it stopped', async () => {
    const shop = await tell.shop();
    const { id, service } = await tell.household(shop, { start: '2026-03-01' });
    await run(shop, '2026-03-01', id);
    await tell.end(service, '2026-03-10');
    expect(await run(shop, '2026-04-01', id)).toEqual([]);
    await tell.end(service, '2026-05-15');
    expect(await run(shop, '2026-05-01', id)).toEqual(['2026-04-01 - 2026-05-15: 148.39']);
  });

  it('a change of the billing day charges the days between by the new periods', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, { start: '2026-04-01' });
    await run(shop, '2026-04-01', id);
    await tell.billing(id, { billingDay: 10 });
    expect(await next(id)).toBe('2026-05-10');
    expect(await run(shop, '2026-04-10', id)).toEqual([]);
    expect(await run(shop, '2026-05-10', id)).toEqual(['2026-05-01 - 2026-06-09: 130.00']);
    await tell.billing(id, { billingDay: null });
    expect(await next(id)).toBe('2026-07-01');
  });
});

describe('what is charged once', () => {
  it('a one-time plan and a setup fee are on the first invoice and on no other', async () => {
    const shop = await tell.shop({ tariff: { setupFee: '49.90' } });
    const router = await tell.tariff({
      kind: 'ONE_TIME',
      name: 'Router',
      price: '80',
      currency: 'EUR',
      partnerIds: [shop.id],
    });
    const { id } = await tell.household(shop, { start: '2026-04-01' });
    await tell.service({
      customerId: id,
      tariffId: router.id,
      startDate: '2026-04-01',
      quantity: '2',
    });
    expect((await run(shop, '2026-04-01', id)).sort()).toEqual([
      '2026-04-01 - 2026-04-30: 100.00',
      'Router: 160.00',
      'Setup fee: Plan: 49.90',
    ]);
    expect(await run(shop, '2026-05-01', id)).toEqual(['2026-05-01 - 2026-05-31: 100.00']);
  });

  it('an item to invoice waits for the next charge, and moves no balance before', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, { start: '2026-04-01' });
    await run(shop, '2026-04-01', id);
    await tell.item({
      customerId: id,
      description: 'Cable',
      unitPrice: '2.5',
      quantity: '3',
      date: '2026-04-10',
    });
    expect((await tell.now(id)).balance).toBe('-100.00');
    expect(await tell.charge(id, '2026-04-15')).toBeNull();
    expect(await run(shop, '2026-05-01', id)).toEqual([
      '2026-05-01 - 2026-05-31: 100.00',
      'Cable: 7.50',
    ]);
    expect((await tell.now(id)).balance).toBe('-207.50');
  });

  it('an item alone makes an invoice where the partner forces it, also for a customer without services', async () => {
    const shop = await tell.shop({ settings: { invoiceFutureItemsAlone: true } });
    const { id } = await tell.customer({ partnerId: shop.id, name: 'Only items' });
    expect(await next(id)).toBeNull();
    await tell.item({ customerId: id, description: 'Visit', unitPrice: '60', date: '2026-04-12' });
    expect(await next(id)).toBe('2026-05-01');
    expect(await run(shop, '2026-05-01', id)).toEqual(['Visit: 60.00']);
    await tell.settings(shop.id, { invoiceFutureItemsAlone: false });
    await tell.item({ customerId: id, description: 'Visit', unitPrice: '60', date: '2026-05-12' });
    expect(await run(shop, '2026-06-01', id)).toEqual([]);
  });

  it('without invoices the charge is on the ledger alone, items included', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, {
      start: '2026-04-01',
      billing: { autoCreateInvoices: false },
    });
    await tell.item({ customerId: id, description: 'Visit', unitPrice: '60', date: '2026-04-01' });
    expect(await run(shop, '2026-04-01', id)).toEqual([]);
    const { transactions } = await server.must<any>(
      'query ($f: TransactionFilter) { transactions(filter: $f) { nodes { type amount invoice { id } } } }',
      { f: { customerId: id } },
    );
    expect(
      transactions.nodes.map((entry: any) => [entry.type, entry.amount, entry.invoice]).sort(),
    ).toEqual([
      ['DEBIT', '100.00', null],
      ['DEBIT', '60.00', null],
    ]);
    expect(await tell.undo(id)).toMatchObject({
      balance: '0.00',
      billing: { nextBillingDate: '2026-04-01' },
    });
  });
});

describe('who is left out', () => {
  it('is the prepaid, the inactive and whoever has billing switched off, each with its reason', async () => {
    const shop = await tell.shop();
    const prepaid = await tell.household(shop, { customer: { billingType: 'PREPAID_DAILY' } });
    const custom = await tell.household(shop, { customer: { billingType: 'PREPAID_CUSTOM' } });
    const off = await tell.household(shop, { billing: { billingEnabled: false } });
    const inactive = await tell.household(shop, { start: '2026-04-20' }); // of today, so that nothing before is left to charge
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { status: INACTIVE }) { id } }',
      { id: inactive.id },
    );
    const blocked = await tell.household(shop, { customer: { status: 'BLOCKED' } });
    const fresh = await tell.household(shop, { customer: { status: 'NEW' } });
    const [made] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
    const { nodes } = await tell.entries(made.id);
    const reasonOf = (id: string) =>
      nodes.find((entry: any) => entry.customer.id === id)?.excludedReason;
    expect([reasonOf(blocked.id), reasonOf(fresh.id)]).toEqual([null, null]);
    for (const each of [prepaid, custom, off])
      expect(reasonOf(each.id)).toEqual(expect.stringMatching(/\w/));
    expect(made).toMatchObject({
      customerCount: 2,
      total: [{ amount: '200.00', currency: 'EUR' }],
    });
    await confirm(server, made);
    for (const each of [prepaid, custom, off, inactive])
      expect((await tell.now(each.id)).balance).toBe('0.00');
    expect(await tell.now(fresh.id)).toMatchObject({
      status: 'ACTIVE',
      statusReason: 'the first charge was made',
    });
    expect((await tell.now(blocked.id)).status).toBe('BLOCKED');
  });
});

describe('document date and last day to pay', () => {
  it.each([
    [0, '2026-05-01', '2026-05-01'],
    [1, '2026-05-01', '2026-05-02'],
    [15, '2026-05-15', '2026-05-16'],
    [28, '2026-05-28', '2026-05-29'],
  ])('due in %i days', async (paymentDueDays, dueDate, blockDate) => {
    const shop = await tell.shop({ settings: { paymentDueDays } });
    const { id } = await tell.household(shop, { start: '2026-05-01' });
    await run(shop, '2026-05-01', id);
    expect(await tell.now(id)).toMatchObject({
      invoices: { nodes: [{ documentDate: '2026-05-01', dueDate, status: 'UNPAID' }] },
      billing: { blockDate },
    });
    // what was printed stays, whatever the partner gives its customers from now on
    await tell.settings(shop.id, { paymentDueDays: 9 });
    expect(await tell.now(id)).toMatchObject({
      invoices: { nodes: [{ dueDate }] },
      billing: { blockDate },
    });
  });

  it('the real day of issue, where the partner wants it', async () => {
    const shop = await tell.shop({ settings: { documentDate: 'ISSUE_DATE' } });
    const { id } = await tell.household(shop, { start: '2026-05-01' });
    const other = await tell.household(shop, { start: '2026-05-01' });
    expect(await tell.charge(other.id, '2026-05-01')).toMatchObject({
      documentDate: '2026-04-20',
      dueDate: '2026-05-04',
    });
    await run(shop, '2026-05-01', id);
    expect(await tell.now(id)).toMatchObject({
      invoices: { nodes: [{ documentDate: '2026-04-20', dueDate: '2026-05-04' }] },
      billing: { nextBillingDate: '2026-06-01' },
    });
  });
});
