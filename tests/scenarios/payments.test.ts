import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { money, RECORD_PAYMENT } from '../support/money.ts';
import { confirm, preview } from '../support/story.ts';
import { life } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let cash: ReturnType<typeof money>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-20' });
  tell = life(server);
  cash = money(server);
});
afterAll(() => server.stop());

/** A customer that owes 100 for February, March and April each, oldest first. */
async function debtor(): Promise<{
  id: string;
  shop: { id: string; tariff: string };
  invoices: string[];
}> {
  const shop = await tell.shop();
  const { id } = await tell.household(shop, { start: '2026-02-01' });
  const invoices: string[] = [];
  for (const date of ['2026-02-01', '2026-03-01', '2026-04-01'])
    invoices.push((await tell.charge(id, date)).id);
  return { id, shop, invoices };
}
const paid = (ids: string[]) =>
  Promise.all(ids.map(async (id) => (await cash.invoiceNow(id)).paid));
const entries = async (id: string, category: string) =>
  (await cash.ledger(id))
    .filter((entry) => entry.category === category)
    .map((entry) => [entry.type, entry.amount]);

describe('what a payment settles', () => {
  it('the oldest due first, in part where it ends', async () => {
    const { id, invoices } = await debtor();
    const payment = await cash.pay(id, '150');
    expect(payment.allocations.map((each: any) => [each.invoice.id, each.amount])).toEqual([
      [invoices[0], '100.00'],
      [invoices[1], '50.00'],
    ]);
    expect(await paid(invoices)).toEqual(['100.00', '50.00', '0.00']);
    expect(
      (await Promise.all(invoices.map((each) => cash.invoiceNow(each)))).map((each) => [
        each.status,
        each.due,
      ]),
    ).toEqual([
      ['PAID', '0.00'],
      ['OVERDUE', '50.00'],
      ['OVERDUE', '100.00'],
    ]);
    expect(await entries(id, 'Payment')).toEqual([['CREDIT', '150.00']]);
  });

  it('the named one first, then the oldest', async () => {
    const { id, invoices } = await debtor();
    await cash.pay(id, '130', { invoiceId: invoices[2] });
    expect(await paid(invoices)).toEqual(['30.00', '0.00', '100.00']);
  });

  it('the only one of just this amount', async () => {
    const { id, invoices } = await debtor();
    const { id: single } = await cash.invoice(id, '42', { documentDate: '2026-04-10' });
    await cash.pay(id, '42');
    expect(await paid([...invoices, single])).toEqual(['0.00', '0.00', '0.00', '42.00']);
    await cash.pay(id, '100'); // three of that amount: the oldest
    expect(await paid(invoices)).toEqual(['100.00', '0.00', '0.00']);
  });

  it('never more than is due; the rest pays the next run by itself, oldest money first', async () => {
    const { id, shop, invoices } = await debtor();
    const payment = await cash.pay(id, '330');
    expect(payment.unallocated).toBe('30.00');
    const later = await cash.pay(id, '80');
    const [run] = await preview(server, { date: '2026-05-01', partnerIds: [shop.id] });
    await confirm(server, run);
    expect(await paid(invoices)).toEqual(['100.00', '100.00', '100.00']);
    expect([
      (await cash.paymentNow(payment.id)).unallocated,
      (await cash.paymentNow(later.id)).unallocated,
    ]).toEqual(['0.00', '10.00']);
    expect(await tell.now(id)).toMatchObject({ balance: '10.00' });
    expect(
      (await tell.now(id)).invoices.nodes.every((invoice: any) => invoice.status === 'PAID'),
    ).toBe(true);
  });

  it('a payment before the first charge is there when it comes', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    const payment = await cash.pay(id, '60', { date: '2026-03-20' });
    expect(payment).toMatchObject({ unallocated: '60.00', allocations: [] });
    expect(await tell.charge(id, '2026-04-01')).toMatchObject({ paid: '60.00', due: '40.00' });
  });
});

describe('the same payment twice', () => {
  it('is one payment with the same key and content, however written and however often at once', async () => {
    const { id, invoices } = await debtor();
    const input = {
      customerId: id,
      amount: '100',
      date: '2026-04-02',
      method: 'CASH',
      idempotencyKey: 'till-7-0042',
    };
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        server.must<any>(RECORD_PAYMENT, { input: { ...input, amount: i % 2 ? '100.00' : '100' } }),
      ),
    );
    expect(new Set(all.map(({ recordPayment }) => recordPayment.id)).size).toBe(1);
    expect(await cash.balance(id)).toBe('-200.00');
    for (const other of [
      { amount: '100.01' },
      { date: '2026-04-03' },
      { method: 'CARD' },
      { invoiceId: invoices[2] },
    ]) {
      expect(await server.refused(RECORD_PAYMENT, { input: { ...input, ...other } })).toMatchObject(
        { code: 'CONFLICT' },
      );
    }
    expect((await cash.pay(id, '100', { method: 'CASH' })).receiptNumber).toBe('2026-01-00002');
  });
});

describe('taking a payment back', () => {
  it('opens its invoices again, by an entry of its own, once', async () => {
    const { id, invoices } = await debtor();
    const payment = await cash.pay(id, '330');
    await cash.reverse(payment.id);
    expect(await paid(invoices)).toEqual(['0.00', '0.00', '0.00']);
    expect(await cash.balance(id)).toBe('-300.00');
    expect(await cash.paymentNow(payment.id)).toMatchObject({
      reversed: true,
      unallocated: '0.00',
      allocations: [],
    });
    expect(await entries(id, 'Correction')).toEqual([['DEBIT', '330.00']]);
    expect(
      await server.refused(
        'mutation ($id: ID!) { reversePayment(id: $id, reason: "again") { id } }',
        { id: payment.id },
      ),
    ).toMatchObject({ code: 'CONFLICT', reason: 'ALREADY_REVERSED' });
  });

  it('lets other money take its place', async () => {
    const { id, invoices } = await debtor();
    const first = await cash.pay(id, '300');
    await cash.pay(id, '100');
    await cash.reverse(first.id);
    expect(await paid(invoices)).toEqual(['100.00', '0.00', '0.00']);
  });
});

describe('corrections of the balance', () => {
  it('a credit pays by itself, now and later', async () => {
    const { id, invoices } = await debtor();
    await cash.correct(id, 'CREDIT', '250');
    expect(await paid(invoices)).toEqual(['100.00', '100.00', '50.00']);
    expect((await cash.invoiceNow(invoices[0])).allocations).toMatchObject([
      { amount: '100.00', payment: null },
    ]);
  });

  it('a debit that stands on no invoice keeps the money it takes', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    await cash.pay(id, '100', { date: '2026-03-20' });
    await cash.correct(id, 'DEBIT', '30');
    expect(await tell.charge(id, '2026-04-01')).toMatchObject({ paid: '70.00', due: '30.00' });
    expect(await cash.balance(id)).toBe('-30.00');
  });
});
