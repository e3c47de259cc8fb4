import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '@backhaul/domain/text/languages';
import { countryName } from '../../server/src/modules/printing/countries.ts';
import { fillTemplate } from '../../server/src/modules/printing/rendering/template.ts';
import { parseHtml } from '../../server/src/modules/printing/rendering/html.ts';
import { LAYOUT } from '../../server/src/modules/templates/layout.ts';
import { qrSvg } from '../../server/src/modules/printing/rendering/qr.ts';
import { pageTree } from '../../server/src/modules/printing/rendering/tree.ts';
import { WORDS } from '../../server/src/modules/templates/words/index.ts';
import { mayPrintFields } from '../../server/src/modules/templates/fieldsPrinted.ts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { fetchAs, readPdf, upload } from '../support/files.ts';
import { money } from '../support/money.ts';
import { confirm, preview, story } from '../support/story.ts';
import { makeCustomer, makeTariff, makeTenant } from '../support/tenants.ts';

let server: TestServer;
let owner: pg.Client;
let cash: ReturnType<typeof money>;
let north: { id: string; token: string }, elsewhere: { id: string };
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  cash = money(server);
  north = await makeTenant(server, 'North Net');
  elsewhere = await makeTenant(server, 'Elsewhere');
  for (const [entity, key] of [
    ['CUSTOMER', 'contract_no'],
    ['INVOICE', 'order_no'],
  ])
    await server.must('mutation ($i: CustomFieldInput!) { createCustomField(input: $i) { key } }', {
      i: { entity, key, label: key, type: 'TEXT' },
    });
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const partner = (id: string, input: object) =>
  server.must(
    'mutation ($id: ID!, $i: PartnerUpdateInput!) { updatePartner(id: $id, input: $i) { id } }',
    { id, i: input },
  );
const customer = (id: string, input: object) =>
  server.must(
    'mutation ($id: ID!, $i: CustomerUpdateInput!) { updateCustomer(id: $id, input: $i) { id } }',
    { id, i: input },
  );
const company = (p: string, i: object) =>
  server.must(
    'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { name } }',
    { p, i },
  );
const template = (s: string | null, k = 'INVOICE_PDF') =>
  server.must(
    'mutation ($p: ID!, $s: String, $k: TemplateKind!) { setDocumentTemplate(partnerId: $p, kind: $k, source: $s) { builtIn } }',
    { p: north.id, s, k },
  );
const read = async (url: string) => {
  const answer = await fetchAs(server, url);
  expect(answer.status, url).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
};
const hash = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
const logo = async (colour: string) =>
  (
    (await (
      await upload(
        server,
        'logo.png',
        await sharp({ create: { width: 300, height: 90, channels: 3, background: colour } })
          .png()
          .toBuffer(),
      )
    ).json()) as { id: string }
  ).id;

/** Prints everything that there is to print, and what is walked rather than named. */
const EVERYTHING = `<img src="{{company.logo}}" alt="Logo"><p>{{document.number}} {{document.date}} {{document.customFields.order_no}}</p>
<p>C {{customer.number}} | {{customer.name}} | {{customer.login}} | {{customer.status}} {{customer.statusReason}} | {{customer.balance}} | {{customer.street}} {{customer.place}} {{customer.email}} {{customer.phone}}</p>
<p>F {{#each customer.customFields}}{{@key}}={{this}} {{/each}}</p><p>P {{partner.name}} {{partner.number}} {{portalUrl}}</p>
<p>I {{company.name}} {{company.address}} {{company.contact}} {{company.taxNumber}} {{company.iban}} {{company.footer}}</p>{{#each lines}}<p>{{description}} {{total}}</p>{{/each}}<footer>{{company.name}}</footer>`;

/** Changes everything that a document could show otherwise afterwards. */
/** The only host of north's portal. */
async function portal(host: string): Promise<void> {
  await partner(north.id, { portalDomain: null });
  await partner(north.id, { portalDomain: host });
  await server.must(
    'mutation ($p: ID!, $h: String!) { verifyPartnerHost(partnerId: $p, host: $h, approve: true) { status } }',
    { p: north.id, h: host },
  );
}
async function changeEverything(customerId: string, picture: string): Promise<void> {
  await customer(customerId, {
    name: 'Somebody Else',
    email: 'else@example.org',
    login: `other-${customerId}`,
    street: 'Other Street 9',
    zip: '99999',
    city: 'Elsewhere',
    phone: '+49 999',
    status: 'BLOCKED',
    customFields: { contract_no: 'NEW-CONTRACT' },
  });
  await company(north.id, {
    name: 'Renamed GmbH',
    street: 'Renamed Street',
    iban: 'DE89370400440532013000',
    invoiceFooter: 'Another footer',
    logoFileId: picture,
    colour: '#ff0000',
  });
  await partner(north.id, { name: 'Renamed Net', supportEmail: 'renamed@example.org' });
  await portal('renamed.example');
  await template('<p>Another look of {{customer.name}}</p>');
  await template('<p>Another receipt of {{customer.name}}</p>', 'RECEIPT_PDF');
}
async function asItWas(customerId: string, picture: string): Promise<void> {
  await customer(customerId, { status: 'ACTIVE' });
  await company(north.id, {
    name: 'North Net GmbH',
    street: '1 Fjord Road',
    iban: 'DE02120300000000202051',
    invoiceFooter: 'Thank you',
    logoFileId: picture,
    colour: '#1d4ed8',
  });
  await partner(north.id, { name: 'North Net', supportEmail: null });
  await portal('portal.north.example');
  await template(EVERYTHING);
  await template(EVERYTHING, 'RECEIPT_PDF');
}

const RENEW =
  'mutation ($id: ID!, $r: String!) { renewInvoiceDocument(id: $id, reason: $r) { id } }';

describe('an issued document', () => {
  it('is printed from what it was issued with, byte for byte, whatever changes, until it is renewed', async () => {
    const [first, second] = [await logo('#1d4ed8'), await logo('#15803d')];
    const { id, login } = await makeCustomer(server, north.id, {
      name: 'Ada Osei',
      street: '12 Linden Street',
      zip: '10969',
      city: 'Berlin',
      email: 'ada@example.org',
      phone: '+49 1',
      customFields: { contract_no: 'C-1' },
    });
    await asItWas(id, first);
    const invoice = await cash.invoice(id, '30', { customFields: { order_no: 'O-1' } });
    const draft = await cash.invoice(id, '5', { draft: true, customFields: { order_no: 'O-2' } });
    await server.must('mutation ($id: ID!) { approveInvoice(id: $id) { id } }', { id: draft.id });
    const payment = await cash.pay(id, '7', { date: '2026-04-09' });
    await cash.reverse(payment.id, 'not ours');
    const paths = [
      `/documents/invoices/${invoice.id}.pdf`,
      `/documents/invoices/${draft.id}.pdf`,
      `/documents/receipts/${payment.id}.pdf`,
    ];
    const before = await Promise.all(paths.map(read));
    const text = (await readPdf(before[0])).text.replace(/\s+/g, ' ');
    for (const words of [
      'C 1',
      'Ada Osei',
      login,
      '-30.00',
      '12 Linden Street 10969 Berlin ada@example.org +49 1',
      'F contract_no=C-1',
      'O-1',
      'P North Net',
      'http://portal.north.example',
      'I North Net GmbH 1 Fjord Road',
      'DE02120300000000202051 Thank you',
      'Router 30.00',
    ])
      expect(text, words).toContain(words);
    expect((await readPdf(before[1])).text).toContain('-35.00');

    await changeEverything(id, second);
    await server.must(
      'mutation ($id: ID!, $f: JSON) { updateInvoiceDetails(id: $id, memo: "noted", customFields: $f) { id } }',
      { id: invoice.id, f: { order_no: 'O-9' } },
    );
    await server.must(
      'mutation ($id: ID!, $f: JSON) { updateInvoiceDetails(id: $id, customFields: $f) { id } }',
      { id: invoice.id, f: { order_no: null } },
    );
    await cash.correct(id, 'DEBIT', '100');
    await server.must(
      'mutation ($id: ID!, $to: ID!) { movePartner(id: $id, parentId: $to) { id } }',
      { id: north.id, to: elsewhere.id },
    );
    const after = await Promise.all(paths.map(read));
    for (const i of paths.keys())
      expect([(await readPdf(after[i])).text, hash(after[i])], paths[i]).toEqual([
        (await readPdf(before[i])).text,
        hash(before[i]),
      ]);

    await server.must(RENEW, { id: invoice.id, r: 'the customer married' });
    const renewed = await read(paths[0]);
    expect((await readPdf(renewed)).text).toContain('Another look of Somebody Else');
    expect(hash(await read(paths[0]))).toBe(hash(renewed));
    expect(hash(await read(paths[1]))).toBe(hash(before[1]));
    const {
      rows: [{ before: was, after: is }],
    } = await owner.query(
      `select before, after from audit_entry where action = 'renew-document' and entity_id = $1`,
      [invoice.id],
    );
    expect(is).toMatchObject({
      reason: 'the customer married',
      renewals: 1,
      changed: expect.arrayContaining([
        'customer.name',
        'customer.street',
        'company.name',
        'company.logoFileId',
        'company.portalUrl',
        'company.partnerName',
        'customFields.order_no',
        'template',
      ]),
    });
    expect([
      was.printed['customer.name'],
      is.printed['customer.name'],
      was.printed['customFields.order_no'],
      is.printed['customFields.order_no'],
    ]).toEqual(['Ada Osei', 'Somebody Else', 'O-1', null]);
    expect(is.changed).not.toContain('customer.number');
    // renewed as it is now, it stays that way again
    await template(EVERYTHING);
    await server.must(RENEW, { id: invoice.id, r: 'the old look was wanted' });
    const again = await read(paths[0]);
    expect((await readPdf(again)).text).toMatch(
      /Somebody Else[\s\S]*contract_no=NEW-CONTRACT[\s\S]*Renamed Net/,
    );
    await server.must(
      'mutation ($id: ID!, $f: JSON) { updateInvoiceDetails(id: $id, customFields: $f) { id } }',
      { id: invoice.id, f: { order_no: 'O-10' } },
    );
    await asItWas(id, first);
    expect(hash(await read(paths[0]))).toBe(hash(again));
    await server.must(
      'mutation ($id: ID!, $to: ID!) { movePartner(id: $id, parentId: $to) { id } }',
      { id: north.id, to: (await story(server).operatorPartner()).id },
    );
  });

  it('of a run is kept like one made by hand, with the customer’s fields and the defaults of its own', async () => {
    const [first, second] = [await logo('#1d4ed8'), await logo('#15803d')];
    const { id } = await makeCustomer(server, north.id, {
      name: 'Run Customer',
      customFields: { contract_no: 'C-2' },
    });
    await asItWas(id, first);
    await server.must('mutation ($i: CustomFieldInput!) { createCustomField(input: $i) { key } }', {
      i: {
        entity: 'INVOICE',
        key: 'cost_centre',
        label: 'Cost centre',
        type: 'TEXT',
        default: 'K-7',
      },
    });
    await template(`${EVERYTHING}<p>D {{document.customFields.cost_centre}}</p>`);
    await story(server).service({
      customerId: id,
      tariffId: await makeTariff(server, [north.id]),
      startDate: '2026-04-01',
    });
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [north.id] });
    await confirm(server, run);
    const [invoice] = (await story(server).customerNow(id)).invoices.nodes;
    const before = await read(`/documents/invoices/${invoice.id}.pdf`);
    expect((await readPdf(before)).text).toMatch(
      /Run Customer[\s\S]*F contract_no=C-2[\s\S]*D K-7/,
    );
    await changeEverything(id, second);
    await server.must(
      'mutation ($id: ID!, $f: JSON) { updateInvoiceDetails(id: $id, customFields: $f) { id } }',
      { id: invoice.id, f: { cost_centre: 'K-8' } },
    );
    expect(hash(await read(`/documents/invoices/${invoice.id}.pdf`))).toBe(hash(before));
    await asItWas(id, first);
  });

  it('tells what time does to it: what is paid and due, and that it is void', async () => {
    await template(null);
    const { id } = await makeCustomer(server, north.id, { name: 'Paying Customer' });
    const invoice = await cash.invoice(id, '30');
    const text = async () =>
      (await readPdf(await read(`/documents/invoices/${invoice.id}.pdf`))).text;
    expect(await text()).toMatch(/Amount due\s+30\.00 EUR/);
    const { id: payment } = await cash.pay(id, '10', { invoiceId: invoice.id });
    expect(await text()).toMatch(/Paid\s+10\.00 EUR\s+Amount due\s+20\.00 EUR/);
    await cash.reverse(payment);
    expect(await text()).not.toContain('Paid');
    await cash.void(invoice.id, 'typed twice');
    expect(await text()).toMatch(/This invoice is void\. typed twice/);
    // a draft is always as it is now
    const draft = await cash.invoice(id, '1', { draft: true });
    await customer(id, { name: 'Renamed Customer' });
    expect((await readPdf(await read(`/documents/invoices/${draft.id}.pdf`))).text).toContain(
      'Renamed Customer',
    );
  });

  it('cannot be changed behind the application’s back', async () => {
    const { id } = await makeCustomer(server, north.id);
    const invoice = await cash.invoice(id, '1');
    for (const change of [
      `billed_to = billed_to || '{"name": "x"}'`,
      `billed_by = '{}'`,
      'template_version_id = null',
      'company_version_id = null',
      `issued_fields = '{"a": 1}'`,
      `number = 'x'`,
      'total_minor = 2, net_minor = 2',
    ]) {
      await expect(
        owner.query(`update invoice set ${change} where id = $1`, [invoice.id]),
        change,
      ).rejects.toMatchObject({ code: 'BH001' });
    }
    const rights = await owner.query(
      `select privilege_type, table_name from information_schema.role_table_grants where grantee = 'backhaul_app' and table_name in ('file', 'file_content', 'printed_picture', 'template_version', 'company_version') and privilege_type not in ('SELECT', 'INSERT')`,
    );
    const columns = await owner.query(
      `select table_name from information_schema.role_column_grants where grantee = 'backhaul_app' and table_name in ('file', 'file_content', 'printed_picture') and privilege_type = 'UPDATE'`,
    );
    expect([rights.rows, columns.rows]).toEqual([[], []]);
  });
});

describe('what was released', () => {
  /** Once released a layout is never changed: a new look is a new file, and its hash is added here. */
  const RELEASED: Record<string, string> = {
    '1.typ': '0f36e24f07b937731f91e876dae4505a9c54aada702b2a09b8467ebf4457a3c7',
    '2.typ': '42225ec913c95f667a65b134b9afa91a87d9729e2a1697617e9126dcd6de2f84',
    '3.typ': '782504f98f9468b9ba5089ee6d8fc4793e02582025120fa5f0aad873b422e62a',
    '4.typ': '8fdcc4c271ac9d7682f417d35676997556fee3299b1d412c7bbfae678e084bd5',
  };

  it('layouts are as they were, and the newest is in use', () => {
    const folder = path.resolve(
      import.meta.dirname,
      '../../server/src/modules/printing/rendering/layouts',
    );
    expect(
      Object.fromEntries(
        readdirSync(folder).map((name) => [name, hash(readFileSync(path.join(folder, name)))]),
      ),
    ).toEqual(RELEASED);
    expect(LAYOUT).toBe(Math.max(...readdirSync(folder).map((name) => parseInt(name, 10))));
  });

  it('templates become the same page: helpers, styles and elements mean what they meant', () => {
    const source = `<h1 style="color:#123456; text-align:right">A {{upper "b"}}</h1><p style="margin:1pt 0 2mm 0; line-height:1.5; font-weight:bold">{{money a "EUR"}} {{number a}} {{percent b}} {{date c}} {{date c "long"}} {{date c "iso"}} {{date c "us"}} {{default nothing "none"}}{{#if (eq a "1234.50")}}!{{else}}?{{/if}}</p>
      <table style="margin-top:4pt"><thead><tr style="border-bottom:1pt #abc"><th style="width:30%">H</th><th>I</th></tr></thead><tbody>{{#each l}}<tr><td>{{@index}} {{this}}</td><td colspan="2"><b>x</b> <i>y</i><br><small>z</small></td></tr>{{/each}}</tbody></table>
      <table role="presentation" style="gap:4pt; break-inside:avoid"><tr><td style="width:50%">L</td><td style="width:50%">R</td></tr></table><ul><li>one</li></ul><hr><img src="asset:logo" alt="L" style="height:20pt"><a href="https://x.example">link</a>
      <div style="background:teal; padding:3px 4px; border:1pt solid #000; border-radius:2pt">שלום 中国电信</div><qr-code data="q" alt="Q"></qr-code><watermark>VOID</watermark><footer>Page <page-number></page-number> of <page-total></page-total></footer>`;
    const html = fillTemplate(source, { a: '1234.50', b: '19.00', c: '2026-04-01', l: ['p', 'q'] });
    expect(
      hash(
        qrSvg(
          'BCD\n002\n1\nSCT\n\nNorth Net GmbH\nDE02120300000000202051\nEUR34.20\n\n\n202604000007',
        ),
      ),
    ).toBe('fb3399b930e0ab7ee2f68c0442f7146356a4bc50aa7992305dd419821e5eaad5');
    expect(
      hash(JSON.stringify(pageTree(parseHtml(html), new Map([['logo', '/asset-0.png']])))),
    ).toBe('ff8977d444e77cd45fd0ac3864c3b894eb3789f1a05604f7aaf9088c1b0d73d4');
  });

  it('the names of countries never change', () => {
    const codes = Array.from({ length: 676 }, (_, i) =>
      String.fromCharCode(65 + Math.floor(i / 26), 65 + (i % 26)),
    );
    expect(hash(codes.map((code) => `${code} ${countryName(code)}`).join('\n'))).toBe(
      'd9e3a4f1d6d8e089352d8a3bb4fb103da69c1efd262d784271ab1bdde7f9b725',
    );
    const elsewhere = LANGUAGES.slice(1).flatMap((language) =>
      codes.map((code) => `${code} ${countryName(code, language)}`),
    );
    expect(hash(elsewhere.join('\n'))).toBe(
      '7f04883f5389c901b9f0c3f40d04d9b882a58ac41eac3f4bb5e3562b703ad5cb',
    );
    expect(['DE', ' gb ', 'Germany', 'QQ', 'XK', ''].map((code) => countryName(code))).toEqual([
      'Germany',
      'United Kingdom',
      'Germany',
      'QQ',
      'Kosovo',
      '',
    ]);
  });

  it('the words of documents never change: new ones get names of their own', () => {
    expect(hash(JSON.stringify(WORDS))).toBe(
      'ff225df1f6a40289625ee18ede6845ee17f37e9ce86459b6afd25d0510cc364f',
    );
  });

  it('customers’ fields are kept for every template that may print them', () => {
    for (const source of [
      '{{customer.customFields.a}}',
      '{{#with customer}}{{customFields.a}}{{/with}}',
      '{{#each customer}}{{#each this}}{{this}}{{/each}}{{/each}}',
      '{{#each @root}}{{/each}}',
      '{{#each .}}x{{/each}}',
      '{{customer.[customFields].a}}',
    ])
      expect(mayPrintFields(source), source).toBe(true);
    for (const source of [
      '<p>{{customer.name}}</p>',
      '{{#each lines}}{{description}}{{/each}}',
      '{{#each @root.taxes}}x{{/each}}',
    ])
      expect(mayPrintFields(source), source).toBe(false);
  });
});
