import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { life } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let rate: (percent: string) => Promise<string>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-20' });
  tell = life(server);
  const known = new Map<string, Promise<string>>();
  rate = (percent) => {
    if (!known.has(percent))
      known.set(
        percent,
        tell.taxRate({ name: `Tax ${percent}`, percent }).then(({ id }) => id),
      );
    return known.get(percent)!;
  };
});
afterAll(() => server.stop());

/** One customer with a service per plan, charged for April. */
async function april(
  plans: { price: string; tax?: string; included?: boolean; service?: object }[],
  options: { currency?: string; settings?: object } = {},
): Promise<any> {
  const shop = await tell.shop(options);
  const { id } = await tell.customer({ partnerId: shop.id, name: 'Taxed', status: 'ACTIVE' });
  for (const [i, plan] of plans.entries()) {
    const tariff = await tell.tariff({
      name: `Plan ${i}`,
      price: plan.price,
      currency: options.currency ?? 'EUR',
      partnerIds: [shop.id],
      ...(plan.tax ? { taxRateId: await rate(plan.tax) } : {}),
      taxIncluded: plan.included ?? false,
    });
    await tell.service({
      customerId: id,
      tariffId: tariff.id,
      startDate: '2026-04-01',
      ...plan.service,
    });
  }
  const invoice = await tell.charge(id, '2026-04-01');
  const sum = (of: string) =>
    invoice.lines.reduce(
      (total: number, line: any) => total + Math.round(Number(line[of]) * 1000),
      0,
    );
  for (const of of ['net', 'tax', 'total'])
    expect(sum(of)).toBe(Math.round(Number(invoice[of]) * 1000));
  expect(await tell.now(id)).toMatchObject({
    balance:
      invoice.total.startsWith('0') && Number(invoice.total) === 0
        ? invoice.total
        : `-${invoice.total}`,
  });
  return invoice;
}
const lines = (invoice: any): string[] =>
  invoice.lines.map((line: any) => `${line.net} + ${line.tax} = ${line.total}`);

describe('tax', () => {
  const three = [
    { price: '0.99', tax: '15' },
    { price: '0.99', tax: '15' },
    { price: '0.99', tax: '15' },
  ];
  it('is rounded once per document, the lines adding up to it', async () => {
    expect(await april(three)).toMatchObject({ net: '2.97', tax: '0.45', total: '3.42' });
  });
  it('or once per line', async () => {
    const five = [
      { price: '0.10', tax: '15' },
      { price: '0.10', tax: '15' },
      { price: '0.10', tax: '15' },
    ];
    expect(await april(five, { settings: { taxRounding: 'PER_LINE' } })).toMatchObject({
      net: '0.30',
      tax: '0.06',
      total: '0.36',
    });
    expect(await april(five)).toMatchObject({ net: '0.30', tax: '0.05', total: '0.35' });
  });
  it('included stays inside the exact price', async () => {
    const invoice = await april([
      { price: '99.99', tax: '15', included: true },
      { price: '0.01', tax: '15', included: true },
    ]);
    expect(invoice).toMatchObject({ total: '100.00', net: '86.96', tax: '13.04' });
    expect(invoice.lines.map((line: any) => line.total)).toEqual(['99.99', '0.01']);
  });
  it('groups by rate and by included or not; zero-rated and untaxed lines are told apart from taxed ones', async () => {
    const invoice = await april([
      { price: '100', tax: '15' },
      { price: '100', tax: '15', included: true },
      { price: '50', tax: '0' },
      { price: '50' },
    ]);
    expect(invoice).toMatchObject({ net: '286.96', tax: '28.04', total: '315.00' });
    expect(lines(invoice)).toEqual([
      '100.00 + 15.00 = 115.00',
      '86.96 + 13.04 = 100.00',
      '50.00 + 0.00 = 50.00',
      '50.00 + 0.00 = 50.00',
    ]);
  });
  it('of four decimals', async () => {
    expect(await april([{ price: '1000', tax: '7.7125' }])).toMatchObject({
      tax: '77.13',
      total: '1077.13',
    });
  });
});

describe('currencies, quantities and prices', () => {
  it('bills in thousandths', async () => {
    expect(
      await april([{ price: '10.1234', tax: '5', service: { quantity: '1.5' } }], {
        currency: 'KWD',
      }),
    ).toMatchObject({ net: '15.185', tax: '0.759', total: '15.944' });
  });
  it('bills without decimals', async () => {
    const shop = await tell.shop({
      currency: 'JPY',
      tariff: { price: '1000', taxRateId: await rate('10') },
    });
    const { id } = await tell.household(shop, { start: '2026-03-15' });
    expect(await tell.charge(id, '2026-03-20')).toMatchObject({
      net: '548',
      tax: '55',
      total: '603',
    });
    expect(await tell.now(id)).toMatchObject({ balance: '-603' });
    const { fields } = await server.refused(
      'mutation ($input: PaymentInput!) { recordPayment(input: $input) { id } }',
      { input: { customerId: id, amount: '603.5', date: '2026-03-21', method: 'CASH' } },
    );
    expect(fields).toHaveProperty('amount');
  });
  it('rounds half away from zero, once', async () => {
    expect(
      await april([
        { price: '0.3333', service: { quantity: '1.5' } },
        { price: '2.345' },
        { price: '0.0049' },
      ]),
    ).toMatchObject({ lines: [{ net: '0.50' }, { net: '2.35' }, { net: '0.00' }], total: '2.85' });
  });
});

describe('discounts', () => {
  it.each([
    [
      'several percents of the full price',
      [
        { kind: 'PERCENT', value: '10' },
        { kind: 'PERCENT', value: '20' },
      ],
      ['-10.00', '-20.00'],
      '70.00',
    ],
    [
      'percents to 100 at most',
      [
        { kind: 'PERCENT', value: '70' },
        { kind: 'PERCENT', value: '70' },
      ],
      ['-70.00', '-30.00'],
      '0.00',
    ],
    [
      'a fixed amount inside a window',
      [{ kind: 'FIXED', value: '15', from: '2026-04-11', until: '2026-04-20' }],
      ['-5.00'],
      '95.00',
    ],
    [
      'a percent inside a window',
      [{ kind: 'PERCENT', value: '50', from: '2026-03-01', until: '2026-04-15' }],
      ['-25.00'],
      '75.00',
    ],
    ['more than the price', [{ kind: 'FIXED', value: '500' }], ['-100.00'], '0.00'],
    [
      'a percent, then what is left',
      [
        { kind: 'FIXED', value: '80' },
        { kind: 'PERCENT', value: '50' },
      ],
      ['-50.00', '-50.00'],
      '0.00',
    ],
    ['one that is over', [{ kind: 'PERCENT', value: '50', until: '2026-03-31' }], [], '100.00'],
  ])('%s', async (_name, discounts, off, total) => {
    const invoice = await april([{ price: '100', service: { discounts } }]);
    expect(invoice.lines.slice(1).map((line: any) => [line.kind, line.total])).toEqual(
      off.map((amount) => ['DISCOUNT', amount]),
    );
    expect(invoice).toMatchObject({ total });
  });

  it('of everything still makes its invoice, paid, and moves the service on', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, {
      service: { discounts: [{ kind: 'PERCENT', value: '100' }] },
    });
    expect(await tell.charge(id, '2026-04-01')).toMatchObject({
      total: '0.00',
      status: 'PAID',
      number: expect.stringMatching(/^2026/),
    });
    expect(await tell.now(id)).toMatchObject({
      balance: '0.00',
      services: { nodes: [{ chargedUntil: '2026-05-01' }] },
      billing: { nextBillingDate: '2026-05-01' },
    });
  });

  it('is of the exact price of its days', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, {
      start: '2026-03-15',
      service: { discounts: [{ kind: 'PERCENT', value: '33.3333' }] },
    });
    expect(await tell.charge(id, '2026-03-20')).toMatchObject({
      lines: [{ total: '54.84' }, { total: '-18.28', kind: 'DISCOUNT' }],
      total: '36.56',
    });
  });
});
