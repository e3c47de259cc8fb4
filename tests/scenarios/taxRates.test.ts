import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { money } from '../support/money.ts';
import { confirm, preview } from '../support/story.ts';
import { life } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let cash: ReturnType<typeof money>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  tell = life(server);
  cash = money(server);
});
afterAll(() => server.stop());

const RATE =
  'id name percent exempt exemptReason category validFrom parts { name percent basis } versions { percent category validFrom }';
const one = async (query: string, variables: object): Promise<any> =>
  Object.values(await server.must<Record<string, any>>(query, variables))[0];
const make = (input: object): Promise<any> =>
  one(`mutation ($input: TaxRateInput!) { createTaxRate(input: $input) { ${RATE} } }`, { input });
const change = (id: string, input: object): Promise<any> =>
  one(
    `mutation ($id: ID!, $input: TaxRateInput!) { updateTaxRate(id: $id, input: $input) { ${RATE} } }`,
    { id, input },
  );
const refused = async (input: object, id?: string): Promise<any> =>
  (
    await server.refused(
      id
        ? 'mutation ($id: ID!, $input: TaxRateInput!) { updateTaxRate(id: $id, input: $input) { id } }'
        : 'mutation ($input: TaxRateInput!) { createTaxRate(input: $input) { id } }',
      { id, input },
    )
  ).fields;

const PARTS = [
  { name: 'Federal', percent: '10', basis: 'NET' },
  { name: 'Surcharge', percent: '18', basis: 'PREVIOUS_TAX' },
  { name: 'State', percent: '13', basis: 'NET_PLUS_PREVIOUS_TAX' },
  { name: 'City', percent: '2', basis: 'NET_PLUS_ALL_PREVIOUS' },
];
let made = 0;
const name = () => `Rate ${(made += 1)}`;
const group = () => make({ name: name(), percent: '0', parts: PARTS });
const LINES = 'lines { kind net tax total taxPercent taxCategory taxReason periodFrom periodTo }';
const TAXES =
  'taxSummary { taxPercent taxCategory taxReason net tax total parts { name percent tax } }';
const invoiceOf = (id: string): Promise<any> =>
  one(`query ($id: ID!) { invoice(id: $id) { id net tax total ${LINES} ${TAXES} } }`, { id });
const GROUPED = [
  { name: 'Federal', percent: '10', tax: '10.00' },
  { name: 'Surcharge', percent: '18', tax: '1.80' },
  { name: 'State', percent: '13', tax: '13.23' },
  { name: 'City', percent: '2', tax: '2.50' },
];

describe('a group of taxes', () => {
  it('has the percent that its parts come to, whatever is given beside them', async () => {
    expect(await make({ name: 'Worked', percent: '99', parts: PARTS })).toMatchObject({
      percent: '27.53468',
      category: 'S',
      exempt: false,
      parts: PARTS,
    });
  });

  it('taxes what a run charges, and every document says its parts', async () => {
    const rate = await group();
    const shop = await tell.shop({ tariff: { taxRateId: rate.id } });
    const house = await tell.household(shop);
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
    expect(run.tax).toEqual([{ amount: '27.53', currency: 'EUR' }]);
    await confirm(server, run);
    const [{ id }] = (await tell.now(house.id)).invoices.nodes;
    expect(await invoiceOf(id)).toMatchObject({
      net: '100.00',
      tax: '27.53',
      total: '127.53',
      lines: [{ taxPercent: '27.53468', taxCategory: 'S' }],
      taxSummary: [{ taxPercent: '27.53468', tax: '27.53', parts: GROUPED }],
    });
  });

  it('taxes a one-time invoice, a proforma and what becomes of it alike', async () => {
    const rate = await group();
    const shop = await tell.shop();
    const { id: customerId } = await tell.household(shop);
    const lines = [{ description: 'Router', unitPrice: '100', taxRateId: rate.id }];
    const { id } = await cash.invoice(customerId, '0', { lines });
    expect((await invoiceOf(id)).taxSummary).toMatchObject([{ parts: GROUPED }]);
    const proforma = await one(
      'mutation ($i: ProformaInput!) { createProforma(input: $i) { id total lines { taxPercent tax } } }',
      { i: { customerId, documentDate: '2026-04-01', lines } },
    );
    expect(proforma).toMatchObject({
      total: '127.53',
      lines: [{ taxPercent: '27.53468', tax: '27.53' }],
    });
    await cash.pay(customerId, '127.53', { proformaId: proforma.id });
    const { invoice } = await one('query ($id: ID!) { proforma(id: $id) { invoice { id } } }', {
      id: proforma.id,
    });
    expect(await invoiceOf(invoice.id)).toMatchObject({ taxSummary: [{ parts: GROUPED }] });
  });

  it('is given back to the cent, in its parts, however it is given back', async () => {
    const rate = await group();
    const shop = await tell.shop();
    const { id: customerId } = await tell.household(shop);
    const lines = [{ description: 'Router', unitPrice: '100', taxRateId: rate.id }];
    const invoice = await cash.invoice(customerId, '0', { lines });
    const note = (input: object) =>
      one(
        'mutation ($i: CreditNoteInput!) { createCreditNote(input: $i) { net tax total lines { taxPercent tax } taxSummary { taxPercent tax parts { name tax } } } }',
        {
          i: {
            customerId,
            invoiceId: invoice.id,
            documentDate: '2026-04-05',
            reason: 'Wrong',
            ...input,
          },
        },
      );
    const notes = [
      await note({ amount: '33.33' }),
      await note({ amount: '50.01' }),
      await note({}),
    ];
    for (const each of notes) {
      const [row] = each.taxSummary;
      expect(row.taxPercent).toBe('27.53468');
      const cents = row.parts.reduce((sum: number, part: any) => sum + cent(part.tax), 0);
      expect(cents).toBe(cent(each.tax));
    }
    const sum = (of: string) => notes.reduce((all, each) => all + cent(each[of]), 0);
    expect([sum('net'), sum('tax'), sum('total')]).toEqual([10000, 2753, 12753]);
  });

  it.each([
    ['its first part on a tax before it', [{ ...PARTS[1] }], 'parts.0.basis'],
    ['a part without a name', [{ ...PARTS[0], name: ' ' }], 'parts.0.name'],
    [
      'a part of more than 100 percent',
      [PARTS[0], { ...PARTS[1], percent: '100.5' }],
      'parts.1.percent',
    ],
    ['a part below zero', [{ ...PARTS[0], percent: '-1' }], 'parts.0.percent'],
    ['a part of five decimals', [{ ...PARTS[0], percent: '1.00001' }], 'parts.0.percent'],
    [
      'more than ten parts',
      Array.from({ length: 11 }, () => ({ ...PARTS[0], percent: '1' })),
      'parts',
    ],
    ['more than 100 percent together', [PARTS[0], { ...PARTS[0], percent: '95' }], 'parts'],
    [
      'more digits than are kept',
      Array.from({ length: 6 }, () => ({ ...PARTS[3], percent: '1.2345' })),
      'parts',
    ],
  ])('is refused with %s', async (_what, parts, field) => {
    expect(Object.keys(await refused({ name: name(), percent: '0', parts }))).toEqual([field]);
  });
});

describe('nothing taken', () => {
  it('is zero, exempt for a reason, or outside the scope, and an invoice keeps them apart', async () => {
    const zero = await make({ name: name(), percent: '0' });
    const exempt = await make({
      name: name(),
      percent: '0',
      exempt: true,
      exemptReason: 'Art. 132 (1) i',
    });
    const outside = await make({ name: name(), percent: '0.00', category: 'O' });
    expect([zero.category, exempt.category, outside.category]).toEqual(['Z', 'E', 'O']);
    expect(exempt).toMatchObject({ exempt: true, exemptReason: 'Art. 132 (1) i' });
    const shop = await tell.shop();
    const { id: customerId } = await tell.household(shop);
    const lines = [zero, exempt, outside, exempt].map(({ id: taxRateId }) => ({
      description: 'Lesson',
      unitPrice: '10',
      taxRateId,
    }));
    const { id } = await cash.invoice(customerId, '0', { lines });
    expect((await invoiceOf(id)).taxSummary).toEqual([
      {
        taxPercent: '0',
        taxCategory: 'Z',
        taxReason: null,
        net: '10.00',
        tax: '0.00',
        total: '10.00',
        parts: [],
      },
      {
        taxPercent: '0',
        taxCategory: 'E',
        taxReason: 'Art. 132 (1) i',
        net: '20.00',
        tax: '0.00',
        total: '20.00',
        parts: [],
      },
      {
        taxPercent: '0',
        taxCategory: 'O',
        taxReason: null,
        net: '10.00',
        tax: '0.00',
        total: '10.00',
        parts: [],
      },
    ]);
  });

  it.each([
    ['exempt without a reason', { percent: '0', exempt: true }, 'exemptReason'],
    ['a reason where something is taken', { percent: '5', exemptReason: 'x' }, 'exemptReason'],
    ['exempt at 5 percent', { percent: '5', exempt: true, exemptReason: 'x' }, 'percent'],
    ['reverse charge at 5 percent', { percent: '5', category: 'AE' }, 'percent'],
    ['standard at 0 percent', { percent: '0', category: 'S' }, 'category'],
    [
      'exempt and outside',
      { percent: '0', exempt: true, exemptReason: 'x', category: 'O' },
      'category',
    ],
    ['exempt by category alone', { percent: '0', exempt: false, category: 'E' }, 'exempt'],
  ])('is refused: %s', async (_what, input, field) => {
    expect(Object.keys(await refused({ name: name(), ...input }))).toEqual([field]);
  });
});

describe('a rate that changes on a day', () => {
  it('is another version of it, and what is charged keeps its own', async () => {
    const rate = await make({ name: name(), percent: '10' });
    const shop = await tell.shop({ tariff: { taxRateId: rate.id } });
    const house = await tell.household(shop);
    const april = await tell.charge(house.id, '2026-04-01');
    expect(
      await change(rate.id, { name: rate.name, percent: '20', validFrom: '2026-04-16' }),
    ).toMatchObject({
      id: rate.id,
      percent: '20',
      validFrom: '2026-04-16',
      versions: [
        { percent: '10', validFrom: null },
        { percent: '20', validFrom: '2026-04-16' },
      ],
    });
    expect(await invoiceOf(april.id)).toMatchObject({
      tax: '10.00',
      lines: [{ taxPercent: '10' }],
    });
    expect(await tell.charge(house.id, '2026-05-01')).toMatchObject({ tax: '20.00' });
  });

  it('splits the period that spans it there', async () => {
    const rate = await make({ name: name(), percent: '10' });
    const shop = await tell.shop({ tariff: { taxRateId: rate.id } });
    const house = await tell.household(shop);
    await change(rate.id, { name: rate.name, percent: '20', validFrom: '2026-04-16' });
    const { id } = await tell.charge(house.id, '2026-04-01');
    const { lines, ...sums } = await invoiceOf(id);
    expect(sums).toMatchObject({ net: '100.00', tax: '15.00', total: '115.00' });
    expect(
      lines.map((line: any) => [line.periodFrom, line.periodTo, line.net, line.taxPercent]),
    ).toEqual([
      ['2026-04-01', '2026-04-15', '50.00', '10'],
      ['2026-04-16', '2026-04-30', '50.00', '20'],
    ]);
  });

  it('makes a preview stale that it changes, by the customer’s name', async () => {
    const rate = await make({ name: name(), percent: '10' });
    const shop = await tell.shop({ tariff: { taxRateId: rate.id } });
    const house = await tell.household(shop, { customer: { name: 'Stale Sally' } });
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
    await change(rate.id, { name: rate.name, percent: '20', validFrom: '2026-04-20' });
    const refusal = await server.refused(
      'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { status } }',
      { id: run.id, f: run.fingerprint },
    );
    expect(refusal).toMatchObject({ code: 'CONFLICT', reason: 'STALE_PREVIEW' });
    expect(refusal.message).toContain('Stale Sally');
    expect((await tell.now(house.id)).balance).toBe('0.00');
  });

  it('holds for one-time documents by their date, and for items by theirs', async () => {
    const rate = await make({ name: name(), percent: '10' });
    const shop = await tell.shop();
    const house = await tell.household(shop);
    const item = { customerId: house.id, unitPrice: '10', taxRateId: rate.id };
    await tell.item({ ...item, description: 'Before', date: '2026-04-15' });
    await tell.item({ ...item, description: 'After', date: '2026-04-16' });
    await change(rate.id, { name: rate.name, percent: '20', validFrom: '2026-04-16' });
    const lines = [{ description: 'Router', unitPrice: '10', taxRateId: rate.id }];
    const before = await cash.invoice(house.id, '0', { lines, documentDate: '2026-04-15' });
    const after = await cash.invoice(house.id, '0', { lines, documentDate: '2026-04-16' });
    expect([before.tax, after.tax]).toEqual(['1.00', '2.00']);
    const charged = await tell.charge(house.id, '2026-05-01');
    expect(
      charged.lines.filter(({ kind }: any) => kind === 'ITEM').map((line: any) => line.tax),
    ).toEqual(['1.00', '2.00']);
  });

  it('follows today where no day is said, and what was planned is replaced', async () => {
    const rate = await make({ name: name(), percent: '10' });
    await change(rate.id, { name: rate.name, percent: '30', validFrom: '2026-09-01' });
    expect(await change(rate.id, { name: 'Renamed tax', percent: '20' })).toMatchObject({
      name: 'Renamed tax',
      versions: [
        { percent: '10', validFrom: null },
        { percent: '20', validFrom: '2026-04-10' },
      ],
    });
  });

  it('keeps its partner, its name for itself, and is changed by its own partner alone', async () => {
    const rate = await make({ name: name(), percent: '10' });
    const other = await make({ name: name(), percent: '10' });
    const shop = await tell.shop();
    expect(await refused({ name: other.name, percent: '5' }, rate.id)).toHaveProperty('name');
    expect(
      await refused({ partnerId: shop.id, name: rate.name, percent: '5' }, rate.id),
    ).toHaveProperty('partnerId');
  });

  it('counts for recurring revenue on each day with what the rate was then', async () => {
    const rate = await make({ name: name(), percent: '10' });
    const shop = await tell.shop({
      tariff: { price: '132', taxRateId: rate.id, taxIncluded: true },
    });
    await tell.household(shop, { start: '2026-03-01' });
    await change(rate.id, { name: rate.name, percent: '20', validFrom: '2026-04-05' });
    const metrics = await one(
      'query ($p: ID) { financeMetrics(partnerId: $p) { monthlyRecurringRevenue monthlyRecurringRevenueLastMonth } }',
      { p: shop.id },
    );
    expect(metrics).toEqual({
      monthlyRecurringRevenue: '110.00',
      monthlyRecurringRevenueLastMonth: '120.00',
    });
  });
});

const cent = (amount: string): number => Math.round(Number(amount) * 100);
