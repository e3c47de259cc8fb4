import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { fetchAs, readPdf } from '../support/files.ts';
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

const one = async (query: string, variables: object): Promise<any> =>
  Object.values(await server.must<Record<string, any>>(query, variables))[0];
const company = (partnerId: string, input: object) =>
  one(
    'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { vatId } }',
    { p: partnerId, i: input },
  );
const customer = (id: string, input: object) =>
  one(
    'mutation ($id: ID!, $i: CustomerUpdateInput!) { updateCustomer(id: $id, input: $i) { kind taxNumber vatId reverseCharge } }',
    { id, i: input },
  );
const ISSUER = {
  name: 'Isar Net GmbH',
  street: '1 Ufer',
  city: 'München',
  country: 'DE',
  taxNumber: 'none',
  vatId: 'DE136695976',
};
const AUSTRIAN = { kind: 'COMPANY', vatId: 'atu 135.856.27', country: 'Austria' };
let made = 0;
async function germanShop(): Promise<{ id: string; tariff: string; rate: string }> {
  const rate = await tell.taxRate({ name: `VAT ${(made += 1)}`, percent: '19' });
  const shop = await tell.shop({ tariff: { taxRateId: rate.id } });
  await company(shop.id, ISSUER);
  return { ...shop, rate: rate.id };
}
const taxes = (id: string) =>
  one(
    'query ($id: ID!) { invoice(id: $id) { total billedTo { vatId taxNumber } billedBy { vatId } lines { taxPercent taxCategory } taxSummary { taxPercent taxCategory net tax } } }',
    { id },
  );

describe('reverse charge', () => {
  it('is for a company of another member state, in runs and by hand, and its rate comes back when it moves', async () => {
    const shop = await germanShop();
    const house = await tell.household(shop, {
      customer: { ...AUSTRIAN, taxNumber: '12 345/6789' },
    });
    expect(await customer(house.id, {})).toEqual({
      kind: 'COMPANY',
      taxNumber: '12 345/6789',
      vatId: 'ATU13585627',
      reverseCharge: true,
    });
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
    expect(run.tax).toEqual([{ amount: '0.00', currency: 'EUR' }]);
    await confirm(server, run);
    const [{ id }] = (await tell.now(house.id)).invoices.nodes;
    expect(await taxes(id)).toEqual({
      total: '100.00',
      billedTo: { vatId: 'ATU13585627', taxNumber: '12 345/6789' },
      billedBy: { vatId: 'DE136695976' },
      lines: [{ taxPercent: '0', taxCategory: 'AE' }],
      taxSummary: [{ taxPercent: '0', taxCategory: 'AE', net: '100.00', tax: '0.00' }],
    });
    const lines = [{ description: 'Router', unitPrice: '50', taxRateId: shop.rate }];
    expect(
      (await taxes((await cash.invoice(house.id, '0', { lines })).id)).taxSummary,
    ).toMatchObject([{ taxCategory: 'AE', tax: '0.00' }]);
    await tell.item({ customerId: house.id, ...lines[0], date: '2026-04-20' });
    expect(await customer(house.id, { country: 'Germany' })).toMatchObject({
      reverseCharge: false,
    });
    expect(await tell.charge(house.id, '2026-05-01')).toMatchObject({
      net: '150.00',
      tax: '28.50',
    });
    // what was issued stays as it was
    expect(await taxes(id)).toMatchObject({ lines: [{ taxCategory: 'AE' }] });
  });

  it('is not for persons, for those at home, and for whom no other member state knows', async () => {
    const shop = await germanShop();
    const house = await tell.household(shop, { customer: AUSTRIAN });
    for (const change of [
      { kind: 'PERSON' },
      { vatId: 'DE136695976' },
      { vatId: null },
      { country: 'CH' },
    ]) {
      await customer(house.id, AUSTRIAN);
      expect(await customer(house.id, change)).toMatchObject({ reverseCharge: false });
    }
    await customer(house.id, AUSTRIAN);
    await company(shop.id, { ...ISSUER, country: 'Norway' });
    expect(await customer(house.id, {})).toMatchObject({ reverseCharge: false });
  });

  it.each<[string, (house: { id: string }, shop: { id: string }) => Promise<unknown>]>([
    ['another VAT number', (house) => customer(house.id, { vatId: null })],
    ['another country', (house) => customer(house.id, { country: 'Germany' })],
    ['another country of the issuer', (_house, shop) => company(shop.id, { country: 'AT' })],
  ])('makes a preview stale: %s', async (_what, change) => {
    const shop = await germanShop();
    const house = await tell.household(shop, { customer: AUSTRIAN });
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
    await change(house, shop);
    const refusal = await server.refused(
      'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { status } }',
      { id: run.id, f: run.fingerprint },
    );
    expect(refusal).toMatchObject({ code: 'CONFLICT', reason: 'STALE_PREVIEW' });
  });

  it.each([
    ['EN', 'Reverse charge: the recipient of the service is liable for the VAT.'],
    ['DE', 'Steuerschuldnerschaft des Leistungsempfängers'],
    ['FR', 'Autoliquidation'],
    ['ES', 'Inversión del sujeto pasivo'],
    ['PT', 'IVA – autoliquidação'],
  ])('is said on the document in %s, with both VAT numbers', async (language, sentence) => {
    const shop = await germanShop();
    await tell.settings(shop.id, { documentLanguage: language });
    const house = await tell.household(shop, { customer: AUSTRIAN });
    const { id } = await tell.charge(house.id, '2026-04-01');
    const answer = await fetchAs(server, `/documents/invoices/${id}.pdf`);
    const { text } = await readPdf(Buffer.from(await answer.arrayBuffer()));
    const said = text.replace(/\s+/g, ' ');
    for (const each of [sentence, 'ATU13585627', 'DE136695976']) expect(said).toContain(each);
  });

  it.each([
    ['vatId', { vatId: 'ATU13585628' }],
    ['vatId', { vatId: '12345' }],
    ['taxNumber', { taxNumber: 'x'.repeat(51) }],
  ])('refuses by field %s', async (field, input) => {
    const shop = await tell.shop();
    const { fields } = await server.refused(
      'mutation ($i: CustomerInput!) { createCustomer(input: $i) { id } }',
      { i: { partnerId: shop.id, name: 'Wrong', ...input } },
    );
    expect(Object.keys(fields ?? {})).toEqual([field]);
  });
});

describe('a document', () => {
  it('prints the taxes of a group, and nothing taken as zero or exempt with its reason', async () => {
    const shop = await germanShop();
    const { id: customerId } = await tell.household(shop);
    const rate = (input: object) =>
      tell.taxRate({ name: `Rate ${(made += 1)}`, percent: '0', ...input });
    const rates = [
      await rate({
        parts: [
          { name: 'State', percent: '10', basis: 'NET' },
          { name: 'City', percent: '5', basis: 'NET_PLUS_ALL_PREVIOUS' },
        ],
      }),
      await rate({}),
      await rate({ exempt: true, exemptReason: '§ 4 Nr. 21 UStG' }),
    ];
    const lines = rates.map(({ id: taxRateId }) => ({
      description: 'Lesson',
      unitPrice: '100',
      taxRateId,
    }));
    const { id } = await cash.invoice(customerId, '0', { lines });
    const answer = await fetchAs(server, `/documents/invoices/${id}.pdf`);
    const { text } = await readPdf(Buffer.from(await answer.arrayBuffer()));
    const said = text.replace(/\s+/g, ' ');
    for (const each of [
      '15.5 %',
      'State 10 %',
      'City 5 %',
      '5.50',
      '0 %',
      'exempt: § 4 Nr. 21 UStG',
    ])
      expect(said.replaceAll('\u00a0', ' ')).toContain(each);
  });
});
