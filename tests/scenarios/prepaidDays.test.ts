import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { usageTold } from '../support/usage.ts';
import { life } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let use: ReturnType<typeof usageTold>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-01' });
  tell = life(server);
  use = usageTold(server);
});
afterAll(() => server.stop());

const nights = async (shop: string, from: number, to: number, month = '2026-04'): Promise<void> => {
  for (let day = from; day <= to; day += 1)
    await tell.dun(`${month}-${String(day).padStart(2, '0')}`, shop);
};
/** A customer who pays by days, with so much money. */
async function daily(shop: { id: string; tariff: string }, amount = '500', service: object = {}) {
  const made = await tell.household(shop, {
    customer: { billingType: 'PREPAID_DAILY', status: 'NEW' },
    service,
  });
  await tell.pay({ customerId: made.id, amount, date: '2026-04-01' });
  return made;
}
const invoices = async (id: string): Promise<any[]> =>
  (await tell.now(id)).invoices.nodes.sort((a: any, b: any) =>
    a.documentDate.localeCompare(b.documentDate),
  );
const linesOf = ({ lines }: any): string[] =>
  lines.map(
    (line: any) =>
      `${line.description} ${line.periodFrom} - ${line.periodTo}: ${line.quantity} x ${line.unitPrice}, ${line.net} + ${line.taxPercent} % ${line.tax}`,
  );

describe('the invoice of a month’s days', () => {
  it('shows those too that were charged after it: with the next month’s, each once', async () => {
    const shop = await tell.shop({ tariff: { price: '30' } });
    const { id } = await daily(shop);
    await nights(shop.id, 2, 30);
    await nights(shop.id, 1, 2, '2026-05');
    await tell.service({
      customerId: id,
      tariffId: shop.tariff,
      startDate: '2026-04-21',
      description: 'Added late',
    });
    await nights(shop.id, 3, 31, '2026-05');
    for (let twice = 0; twice < 2; twice += 1) await tell.dun('2026-06-01', shop.id);
    await tell.dun('2026-07-01', shop.id);
    const [april, may] = await invoices(id);
    expect(april).toMatchObject({ documentDate: '2026-05-01', total: '30.00' });
    expect(linesOf(may)).toEqual([
      'Added late 2026-04-21 - 2026-04-30: 1 x 30.00, 10.00 + 0 % 0.00',
      'Plan 2026-05-01 - 2026-05-31: 1 x 30.00, 30.00 + 0 % 0.00',
      'Added late 2026-05-01 - 2026-05-31: 1 x 30.00, 30.00 + 0 % 0.00',
    ]);
    // what left the balance stands on invoices, but for the day under way: 0.97 twice
    const billed = (await invoices(id)).map(({ total }) => total);
    expect(billed).toEqual(['30.00', '70.00', '60.00']);
    expect((await tell.now(id)).balance).toBe('338.06');
  });

  it('says the tax with which days were charged, whatever the rate became afterwards', async () => {
    const { id: taxRateId } = await tell.taxRate({ name: 'Changing', percent: '20' });
    const shop = await tell.shop({ tariff: { price: '58', taxRateId } });
    const { id } = await daily(shop);
    await nights(shop.id, 2, 10);
    await server.must(
      'mutation ($id: ID!, $i: TaxRateInput!) { updateTaxRate(id: $id, input: $i) { id } }',
      { id: taxRateId, i: { name: 'Changing', percent: '10', validFrom: '2026-04-10' } },
    );
    await nights(shop.id, 11, 30);
    await tell.dun('2026-05-01', shop.id);
    const [invoice] = await invoices(id);
    expect(linesOf(invoice)).toEqual([
      'Plan 2026-04-01 - 2026-04-10: 1 x 58.00, 19.33 + 20 % 3.87',
      'Plan 2026-04-11 - 2026-04-30: 1 x 58.00, 38.67 + 10 % 3.87',
    ]);
  });

  it('shows a discount as a line of its own', async () => {
    const shop = await tell.shop({ tariff: { price: '33.33' } });
    const { id } = await daily(shop, '500', {
      quantity: '3',
      discounts: [{ kind: 'PERCENT', value: '33.3' }],
    });
    await nights(shop.id, 2, 30);
    await tell.dun('2026-05-01', shop.id);
    const [invoice] = await invoices(id);
    expect(invoice.total).toBe('66.69');
    expect(linesOf(invoice)).toEqual([
      'Plan 2026-04-01 - 2026-04-30: 3 x 33.33, 99.99 + 0 % 0.00',
      'Discount 33.3 %: Plan 2026-04-01 - 2026-04-30: 1 x -33.30, -33.30 + 0 % 0.00',
    ]);
  });

  it('bills usage to the cent of its sum, however many days it came on', async () => {
    const { id: taxRateId } = await tell.taxRate({ name: 'Twenty', percent: '20' });
    const shop = await tell.shop({ tariff: { price: '30', taxRateId } });
    const { id, service } = await daily(shop);
    for (let day = 2; day <= 11; day += 1) {
      const at = `2026-04-${String(day).padStart(2, '0')}T10:00:00Z`;
      await use.record([use.call(service, at, { quantity: '4', unitPrice: '0.004' })]);
      await nights(shop.id, day + 1, day + 1);
    }
    await nights(shop.id, 13, 30);
    await tell.dun('2026-05-01', shop.id);
    const [invoice] = await invoices(id);
    // 40 x 0.004 is 0.16, and a fifth of that 0.03
    expect(linesOf(invoice)).toContain(
      'Plan: Calls 2026-04-02 - 2026-04-11: 40 x 0.004, 0.16 + 20 % 0.03',
    );
    // 36.00, 0.19, and the first day of May: 1.16
    expect((await tell.now(id)).balance).toBe('462.65');
  });
});

describe('closing books', () => {
  it('ends with the month under way: what happens now would be dated after it', async () => {
    const shop = await tell.shop();
    const close =
      'mutation ($p: ID!, $t: Date) { closeBooks(partnerId: $p, through: $t) { closedThrough } }';
    for (const t of ['2026-05-01', '2099-01-01'])
      expect(await server.refused(close, { p: shop.id, t })).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: { through: expect.stringMatching(/has not begun: close through 30 Apr 2026/) },
      });
    expect(await server.must(close, { p: shop.id, t: '2026-04-30' })).toMatchObject({
      closeBooks: { closedThrough: '2026-04-30' },
    });
  });
});
