import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { confirm, preview } from '../support/story.ts';
import { CREATE_INVOICE, money } from '../support/money.ts';
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

const numbered = async (customer: string, documentDate = '2026-04-01'): Promise<string> =>
  (await cash.invoice(customer, '10', { documentDate })).number;
const two = (number: number): string => String(number).padStart(2, '0');

describe('invoice numbers', () => {
  it('count from 1 for each partner and year', async () => {
    const [a, b] = [await tell.shop(), await tell.shop()];
    const [of, other] = [await tell.household(a), await tell.household(b)];
    expect(await numbered(of.id)).toBe(`2026${two(a.number)}000001`);
    expect(await numbered(other.id)).toBe(`2026${two(b.number)}000001`);
    expect(await numbered(of.id)).toBe(`2026${two(a.number)}000002`);
    expect(await numbered(of.id, '2025-12-31')).toBe(`2025${two(a.number)}000001`);
    expect(await numbered(of.id, '2027-01-01')).toBe(`2027${two(a.number)}000001`);
    expect(await numbered(of.id)).toBe(`2026${two(a.number)}000003`);
  });

  it('say whatever a format may say, and go on where a format left off', async () => {
    const shop = await tell.shop({
      settings: {
        invoiceNumberFormat:
          'I{customer_id|6}-{partner_id|3}-{location_id|2}-{year}/{month}/{day}-{rand_number|4}-{rand_string|6}-{next|3}',
      },
    });
    const { id, number } = await tell.household(shop);
    expect(await numbered(id)).toMatch(
      new RegExp(
        `^I${String(number).padStart(6, '0')}-${String(shop.number).padStart(3, '0')}-00-2026/04/01-\\d{4}-[A-Z0-9]{6}-001$`,
      ),
    );
    expect(await numbered(id)).toMatch(/-002$/);
    expect(await numbered(id, '2026-04-02')).toMatch(/-001$/);
    await tell.settings(shop.id, { invoiceNumberFormat: 'A{next|4}' });
    expect([await numbered(id), await numbered(id)]).toEqual(['A0001', 'A0002']);
    await tell.settings(shop.id, { invoiceNumberFormat: 'A{next|6}' });
    expect(await numbered(id)).toBe('A000003');
    await tell.settings(shop.id, { invoiceNumberFormat: null });
    expect(await numbered(id)).toBe(`2026${two(shop.number)}000001`);
  });

  it.each([
    '',
    '{year}',
    'INV',
    '{year}{month}',
    '{next',
    '{nxet}',
    '{next|0}',
    '{next|99}',
    '{next}{next}',
    '{type}{next}',
  ])('the format "%s" is refused by name', async (invoiceNumberFormat) => {
    const shop = await tell.shop();
    const refusal = await server.refused(
      'mutation ($p: ID!, $input: FinanceSettingsInput!) { updateFinanceSettings(partnerId: $p, input: $input) { overridden } }',
      { p: shop.id, input: { invoiceNumberFormat } },
    );
    expect(refusal).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { invoiceNumberFormat: expect.any(String) },
    });
  });

  it('are given without a gap or a double to twenty invoices at once, and never to drafts or refused ones', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    const others = await Promise.all([1, 2, 3].map(() => tell.household(shop)));
    await cash.invoice(id, '10', { draft: true });
    await server.refused(CREATE_INVOICE, {
      input: {
        customerId: id,
        documentDate: '2026-04-01',
        lines: [{ description: 'Minus', unitPrice: '-1' }],
      },
    });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => numbered([id, ...others.map((each) => each.id)][i % 4])),
    );
    expect(answers.sort()).toEqual(
      Array.from(
        { length: 20 },
        (_, i) => `2026${two(shop.number)}${String(i + 1).padStart(6, '0')}`,
      ),
    );
  });

  it('with random parts alone never fail a large batch for a number that is taken', async () => {
    const shop = await tell.shop({ settings: { invoiceNumberFormat: 'R{rand_number|4}' } });
    const { id } = await tell.customer({ partnerId: shop.id, name: 'Many', status: 'ACTIVE' });
    for (let i = 0; i < 160; i += 20)
      await Promise.all(Array.from({ length: 20 }, () => numbered(id)));
    expect(
      new Set(
        (
          await server
            .must<any>(
              'query ($f: InvoiceFilter) { a: invoices(filter: $f, first: 200) { nodes { number } } }',
              { f: { customerId: id } },
            )
            .then(({ a }) => a.nodes)
        ).map((each: any) => each.number),
      ).size,
    ).toBe(160);
  });

  const format = (p: string, input: object) =>
    server.refused(
      'mutation ($p: ID!, $input: FinanceSettingsInput!) { updateFinanceSettings(partnerId: $p, input: $input) { overridden } }',
      { p, input },
    );

  it('that exist already are no format: it is refused by its field when it is saved', async () => {
    const shop = await tell.shop({ settings: { invoiceNumberFormat: 'X{next|2}' } });
    const { id } = await tell.household(shop);
    await numbered(id);
    expect(await format(shop.id, { invoiceNumberFormat: 'X0{next}' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { invoiceNumberFormat: expect.stringContaining('"X01"') },
    });
    // another width goes on counting
    await tell.settings(shop.id, { invoiceNumberFormat: 'X{next|3}' });
    expect(await numbered(id)).toBe('X002');
    // X1 and X2 come before what is there, X002 never comes
    expect(await format(shop.id, { invoiceNumberFormat: 'X00{next}' })).toMatchObject({
      fields: { invoiceNumberFormat: expect.stringContaining('"X002"') },
    });
    await tell.settings(shop.id, { invoiceNumberFormat: 'X0{next|4}' });
    expect(await numbered(id)).toBe('X00001');
    const receipt = (await cash.pay(id, '1', { method: 'CASH' })).receiptNumber;
    expect(
      await format(shop.id, { receiptNumberFormat: `${receipt.slice(0, -2)}{next|2}` }),
    ).toMatchObject({
      fields: { receiptNumberFormat: expect.stringContaining(`"${receipt}"`) },
    });
  });

  it('that exist already leave their partner out of a run with words, and nobody else', async () => {
    const [shop, other] = [
      await tell.shop({ settings: { invoiceNumberFormat: 'X{customer_id|9}-{next|2}' } }),
      await tell.shop(),
    ];
    const [house, second, next] = [
      await tell.household(shop),
      await tell.household(shop),
      await tell.household(other),
    ];
    const taken = await numbered(house.id);
    // with the customer's number in it nobody can know before
    await tell.settings(shop.id, { invoiceNumberFormat: 'X{customer_id|9}-0{next}' });
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id, other.id] });
    expect(await confirm(server, run)).toMatchObject({
      status: 'PROCESSED',
      total: [{ amount: '100.00' }],
    });
    expect(await tell.now(next.id)).toMatchObject({
      balance: '-100.00',
      invoices: { nodes: [{ number: `2026${two(other.number)}000001` }] },
    });
    for (const { id } of [house, second])
      expect(await tell.now(id)).toMatchObject({ billing: { nextBillingDate: '2026-04-01' } });
    const { billingRun } = await server.must<any>(
      'query ($id: ID!) { billingRun(id: $id) { entries(filter: { leftOut: true }) { nodes { excludedReason customer { id partner { name } } } } } }',
      { id: run.id },
    );
    expect(billingRun.entries.nodes).toHaveLength(2);
    for (const { excludedReason, customer } of billingRun.entries.nodes) {
      expect([house.id, second.id]).toContain(customer.id);
      for (const named of [taken, customer.partner.name, 'X{customer_id|9}-0{next}'])
        expect(excludedReason).toContain(named);
    }
    expect(
      await server.refused(
        'mutation ($c: ID!) { chargeCustomer(customerId: $c, date: "2026-04-01") { id } }',
        { c: house.id },
      ),
    ).toMatchObject({ code: 'CONFLICT', reason: 'NUMBER_TAKEN' });
    await tell.settings(shop.id, { invoiceNumberFormat: 'Y{next}' });
    const [again] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
    expect(await confirm(server, again)).toMatchObject({ status: 'PROCESSED' });
    expect([
      (await tell.now(house.id)).invoices.nodes.map((each: any) => each.number).sort(),
      (await tell.now(second.id)).invoices.nodes.map((each: any) => each.number),
    ]).toEqual([[taken, 'Y1'], ['Y2']]);
  });

  it('that are taken never leave a gap: the count goes on from where it was', async () => {
    const shop = await tell.shop({
      settings: { invoiceNumberFormat: 'Z{customer_id|9}-{next|2}' },
    });
    const { id } = await tell.household(shop);
    const first = await numbered(id);
    await tell.settings(shop.id, { invoiceNumberFormat: 'Z{customer_id|9}-0{next}' });
    const refusal = await server.refused(
      'mutation ($c: ID!) { chargeCustomer(customerId: $c, date: "2026-04-01") { id } }',
      { c: id },
    );
    expect(refusal).toMatchObject({ reason: 'NUMBER_TAKEN' });
    await tell.settings(shop.id, { invoiceNumberFormat: 'Z{customer_id|9}-{next|2}' });
    expect(await numbered(id)).toBe(first.replace(/1$/, '2'));
  });
});

describe('receipt numbers', () => {
  it('count for each way of payment', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    const receipt = async (method: string, date = '2026-04-02') =>
      (await cash.pay(id, '1', { method, date })).receiptNumber;
    expect([
      await receipt('CASH'),
      await receipt('BANK_TRANSFER'),
      await receipt('CARD'),
      await receipt('DIRECT_DEBIT'),
      await receipt('OTHER'),
      await receipt('REFILL_CARD'),
      await receipt('CASH'),
      await receipt('CASH', '2027-01-01'),
    ]).toEqual([
      '2026-01-00001',
      '2026-02-00001',
      '2026-03-00001',
      '2026-04-00001',
      '2026-05-00001',
      '2026-06-00001',
      '2026-01-00002',
      '2027-01-00001',
    ]);
  });
});
