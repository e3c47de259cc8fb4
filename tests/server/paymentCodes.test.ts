import jsQR from 'jsqr';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { swissBill, swissPayload } from '@backhaul/domain/documents/swissBill';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { fetchAs, readPdf } from '../support/files.ts';
import { money } from '../support/money.ts';
import { keep, pagesPng, sampleJob } from '../support/pages.ts';
import { makeCustomer, makeTenant, type Tenant } from '../support/tenants.ts';
import { RenderPool } from '../../server/src/modules/printing/rendering/pool.ts';
import { swissLanguage, swissPart } from '../../server/src/modules/printing/swissPart.ts';
import { TemplateKind } from '../../server/src/modules/templates/kinds.ts';

const QR_IBAN = 'CH4431999123000889012';
const IBAN = 'CH5604835012345678009';

let server: TestServer;
let cash: ReturnType<typeof money>;
const pool = new RenderPool(1);
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-06-10' });
  cash = money(server);
});
afterAll(async () => {
  pool.close();
  await server.stop();
});

const company = (partner: Tenant, input: object) =>
  server.must(
    'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { name } }',
    { p: partner.id, i: input },
    partner.token,
  );
const named = (partner: Tenant, paymentReference: string) =>
  server.must(
    'mutation ($p: ID!, $i: PaymentSettingsInput!) { updatePaymentSettings(partnerId: $p, input: $i) { overridden } }',
    { p: partner.id, i: { paymentReference } },
    partner.token,
  );
const codesOf = async (id: string): Promise<any> =>
  (
    await server.must<any>(
      'query ($id: ID!) { invoice(id: $id) { number paymentReference epcQrPayload swissQrPayload } }',
      { id },
    )
  ).invoice;
const checked = async (partner: Tenant): Promise<Record<string, string | null>> => {
  const { companyDetails } = await server.must<any>(
    'query ($p: ID!) { companyDetails(partnerId: $p) { paymentCodes { kind why } } }',
    { p: partner.id },
    partner.token,
  );
  return Object.fromEntries(companyDetails.paymentCodes.map((each: any) => [each.kind, each.why]));
};
const printed = async (id: string): Promise<Buffer> =>
  Buffer.from(await (await fetchAs(server, `/documents/invoices/${id}.pdf`)).arrayBuffer());

/** What a phone reads from a part of a picture. */
async function scanned(
  picture: Buffer,
  part: { left: number; top: number; width: number; height: number },
): Promise<string | undefined> {
  const { data, info } = await sharp(picture)
    .extract(part)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

describe('codes on invoices', () => {
  it('of a SEPA transfer ask for what is due, by the reference that is set', async () => {
    const north = await makeTenant(server, 'North', { currency: 'EUR' });
    const payer = await makeCustomer(server, north.id);
    const { id } = await cash.invoice(payer.id, '49.90', { documentDate: '2026-06-01' });
    expect((await codesOf(id)).epcQrPayload).toBeNull();
    expect((await checked(north)).EPC).toBe('the company has no IBAN');
    await company(north, { name: 'North Net', iban: 'DE12500105170648489890' });
    // an issued invoice keeps what it was issued with: the next one has the account
    const next = await cash.invoice(payer.id, '10.00', { documentDate: '2026-06-01' });
    const codes = await codesOf(next.id);
    expect(codes.epcQrPayload).toBe(
      `BCD\n002\n1\nSCT\n\nNorth Net\nDE12500105170648489890\nEUR10.00\n\n\n${codes.number}`,
    );
    expect(codes.swissQrPayload).toBeNull();
    await named(north, 'RF');
    const structured = await codesOf(next.id);
    expect(structured.paymentReference).toMatch(/^RF\d\d/);
    expect(structured.epcQrPayload).toContain(`\n\n${structured.paymentReference}\n`);
    expect((await readPdf(await printed(next.id))).text).toContain(structured.paymentReference);
    await cash.pay(payer.id, '49.90');
    await cash.pay(payer.id, '4.00');
    expect((await codesOf(next.id)).epcQrPayload).toContain('EUR6.00');
    await cash.pay(payer.id, '6.00');
    expect((await codesOf(next.id)).epcQrPayload).toBeNull();
    expect((await checked(north)).EPC).toBeNull();
    await company(north, { name: 'N'.repeat(71) });
    expect((await checked(north)).EPC).toContain('70');
  });

  it('of a Swiss QR-bill are whole, or say what is missing; the file stays the same', async () => {
    const alpen = await makeTenant(server, 'Alpen', { currency: 'CHF' });
    await company(alpen, { name: 'Alpennetz AG', iban: QR_IBAN, street: 'Bahnhofstrasse 3' });
    expect((await checked(alpen)).SWISS_QR_BILL).toContain('zip and town missing');
    await company(alpen, { zip: '7000', city: 'Chur', country: 'Switzerland' });
    expect((await checked(alpen)).SWISS_QR_BILL).toBeNull();
    const anna = await makeCustomer(server, alpen.id, {
      name: 'Anna Meier',
      street: 'Seeweg 1',
      zip: '8001',
      city: 'Zürich',
      country: 'CH',
    });
    const { id } = await cash.invoice(anna.id, '1949.75', { documentDate: '2026-06-01' });
    const { number, swissQrPayload, epcQrPayload } = await codesOf(id);
    expect(epcQrPayload).toBeNull();
    const lines = swissQrPayload.split('\n');
    expect(lines.slice(0, 11)).toEqual([
      'SPC',
      '0200',
      '1',
      QR_IBAN,
      'S',
      'Alpennetz AG',
      'Bahnhofstrasse',
      '3',
      '7000',
      'Chur',
      'CH',
    ]);
    expect(lines.slice(18, 28)).toEqual([
      '1949.75',
      'CHF',
      'S',
      'Anna Meier',
      'Seeweg',
      '1',
      '8001',
      'Zürich',
      'CH',
      'QRR',
    ]);
    expect(lines[28].slice(0, 26)).toBe(number.padStart(26, '0'));
    const [first, again] = [await printed(id), await printed(id)];
    expect(first.equals(again)).toBe(true);
    expect(first.toString('latin1')).toContain('<pdfaid:part>2</pdfaid:part>');
    const { pages, text, byPage } = await readPdf(first);
    expect(pages).toBe(2);
    for (const words of [
      'Payment part',
      'Acceptance point',
      'CH44 3199 9123 0008 8901 2',
      '1 949.75',
    ])
      expect(text).toContain(words);
    expect(byPage[0]).not.toContain('Payment part');
    await cash.pay(anna.id, '1949.75');
    expect((await codesOf(id)).swissQrPayload).toBeNull();
    expect((await readPdf(await printed(id))).pages).toBe(1);
  });
});

describe('the payment part', () => {
  const drawn = async (language: string, debtor: boolean, iban = IBAN) => {
    const address = { street: 'Bahnhofstrasse 3', zip: '7000', city: 'Chur', country: 'CH' };
    const { bill } = swissBill(
      { name: 'Alpennetz AG', iban, bic: null, ...address },
      { name: 'Anna Meier', ...address, zip: debtor ? '7000' : null },
      { due: 194_975n, currency: 'CHF', number: '202606000017', reference: 'RF' },
    );
    const { ok, problem, pdf, picture, standard } = await pool.run(
      sampleJob(TemplateKind.INVOICE_PDF, () => {}, {
        make: 'both',
        swiss: swissPart(bill!, swissLanguage(language)),
      }),
    );
    expect([ok, problem, standard]).toEqual([true, undefined, 'a-2a']);
    const png = await pagesPng(picture!, 1654);
    keep(`swiss-${language}-${debtor ? 'known' : 'blank'}.png`, png);
    return { png, text: (await readPdf(pdf!)).text, payload: swissPayload(bill!) };
  };

  it('is read by a phone as what it says, where the style guide has its code', async () => {
    const { png, payload } = await drawn('EN', true);
    const { height, width } = await sharp(png).metadata();
    const mm = width / 210;
    // 46 x 46 mm with their quiet zone, 42 mm above the foot of the page
    const part = {
      left: Math.round(62 * mm),
      top: Math.round(height - (105 - 12) * mm),
      width: Math.round(56 * mm),
      height: Math.round(56 * mm),
    };
    expect(await scanned(png, part)).toBe(payload);
  });

  it.each([
    ['DE', 'Empfangsschein', 'Zahlbar durch'],
    ['FR', 'Récépissé', 'Payable par'],
    ['IT', 'Ricevuta', 'Pagabile da'],
    ['EN', 'Receipt', 'Payable by'],
    ['ES', 'Receipt', 'Payable by'],
  ])('speaks as the standard has it: %s', async (language, receipt, payable) => {
    const { text } = await drawn(language, language !== 'FR');
    expect(text).toContain(receipt);
    expect(text).toContain(payable);
    expect(text).toContain('RF22 2026 0600 0017');
  });
});
