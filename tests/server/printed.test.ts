import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { BUILT_IN } from '../../server/src/modules/templates/builtIn.ts';
import { fetchAs, readPdf, upload } from '../support/files.ts';
import { money } from '../support/money.ts';
import { confirm, preview, story } from '../support/story.ts';
import {
  makeCustomer,
  makeTariff,
  makeTree,
  makeUser,
  NOWHERE,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';

let server: TestServer;
let north: Tenant, south: Tenant;
let cash: ReturnType<typeof money>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  ({ north, south } = await makeTree(server));
  cash = money(server);
  const logo = await sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="360" height="120"><rect width="120" height="120" rx="28" fill="#1d4ed8"/><path d="M30 90 60 30l30 60" stroke="#fff" stroke-width="14" fill="none"/><text x="140" y="82" font-size="60" font-family="sans-serif" fill="#1d4ed8">North</text></svg>',
    ),
  )
    .png()
    .toBuffer();
  const { id } = (await (await upload(server, 'logo.png', logo, north.token)).json()) as {
    id: string;
  };
  await company(north.id, {
    name: 'North Net GmbH',
    street: '1 Fjord Road',
    zip: '24103',
    city: 'Kiel',
    country: 'Germany',
    taxNumber: 'DE123456789',
    iban: 'DE02120300000000202051',
    bic: 'BYLADEM1001',
    bankName: 'Fjord Bank',
    email: 'billing@north.example',
    colour: '#1d4ed8',
    logoFileId: id,
    invoiceFooter: 'Thank you for surfing with us.',
  });
});
afterAll(async () => {
  await server.stop();
});

const company = (p: string, i: object) =>
  server.must(
    'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { name } }',
    { p, i },
  );
const template = (p: string, s: string | null, k = 'INVOICE_PDF') =>
  server.must(
    'mutation ($p: ID!, $s: String, $k: TemplateKind!) { setDocumentTemplate(partnerId: $p, kind: $k, source: $s) { builtIn } }',
    { p, s, k },
  );
const invoicePdf = async (id: string, token?: string) => {
  const answer = await fetchAs(server, `/documents/invoices/${id}.pdf`, token);
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
};
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
/** Kept for people to look at. */
function keep(name: string, bytes: Buffer): void {
  const folder = path.resolve(import.meta.dirname, '../artifacts');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), bytes);
}

describe('an invoice as PDF', () => {
  it('says everything, as PDF/A, tagged, with the code to pay it', async () => {
    const { createTaxRate: vat } = await server.must(
      'mutation ($p: ID!) { createTaxRate(input: { partnerId: $p, name: "VAT", percent: "19" }) { id } }',
      { p: north.id },
    );
    const customer = await makeCustomer(server, north.id, {
      name: 'Amélie Świątek-Öztürk',
      street: '12 Linden Street',
      zip: '10969',
      city: 'Berlin',
      country: 'Germany',
      email: 'amelie@example.org',
    });
    const invoice = await cash.invoice(customer.id, '0', {
      lines: [
        {
          description: 'Fiber 200',
          unitPrice: '29.90',
          quantity: '2',
          taxRateId: vat.id,
          discount: { kind: 'PERCENT', value: '10' },
        },
        { description: 'Router', unitPrice: '1250', taxRateId: vat.id },
      ],
    });
    await cash.pay(customer.id, '100', { invoiceId: invoice.id });
    const pdf = await invoicePdf(invoice.id);
    keep('invoice.pdf', pdf);
    const { pages, text } = await readPdf(pdf);
    expect(pages).toBe(1);
    const now = await cash.invoiceNow(invoice.id);
    for (const words of [
      'Invoice',
      invoice.number,
      '1 Apr 2026',
      '15 Apr 2026',
      String(customer.number),
      'Amélie Świątek-Öztürk',
      '12 Linden Street',
      '10969 Berlin',
      'North Net GmbH',
      '1 Fjord Road, 24103 Kiel, Germany',
      'DE123456789',
      'Fiber 200',
      'Router',
      '19 %',
      '1,250.00',
      'DE02 1203 0000 0000 2020 51',
      'BYLADEM1001',
      'Fjord Bank',
      'Thank you for surfing with us.',
      'Page 1 of 1',
      'Paid 100.00 EUR on 2 Apr 2026',
      `${now.net.replace(/\B(?=(\d{3})+\.)/, ',')} EUR`,
      `${now.total.replace(/\B(?=(\d{3})+\.)/, ',')} EUR`,
      `${now.due.replace(/\B(?=(\d{3})+\.)/, ',')} EUR`,
    ])
      expect(text, words).toContain(words);
    const raw = pdf.toString('latin1');
    expect(raw).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(raw).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(raw).toMatch(/\/MarkInfo/);
  });

  it('says who sends it above the recipient, and countries by their names', async () => {
    await company(north.id, { country: 'de' });
    const [austrian, elsewhere] = [
      await makeCustomer(server, north.id, {
        name: 'Vera Moser',
        street: 'Maria-Theresien-Straße 8',
        zip: '6020',
        city: 'Innsbruck',
        country: 'AT',
      }),
      await makeCustomer(server, north.id, { name: 'Ada Osei', country: 'Atlantis' }),
    ];
    const invoice = await cash.invoice(austrian.id, '10');
    const { text } = await readPdf(await invoicePdf(invoice.id));
    const [sender, recipient] = ['North Net GmbH · 1 Fjord Road · 24103 Kiel', 'Vera Moser'].map(
      (words) => text.indexOf(words),
    );
    expect(sender).toBeGreaterThan(0);
    expect(recipient).toBeGreaterThan(sender);
    for (const words of ['6020 Innsbruck', 'Austria', '1 Fjord Road, 24103 Kiel, Germany'])
      expect(text, words).toContain(words);
    expect(text).not.toMatch(/\bAT\b/);
    // the record keeps what somebody wrote
    expect(
      (
        await server.must(
          'query ($id: ID!) { invoice(id: $id) { billedTo { country } billedBy { country } } }',
          { id: invoice.id },
        )
      ).invoice,
    ).toEqual({ billedTo: { country: 'AT' }, billedBy: { country: 'de' } });
    expect(
      (await readPdf(await invoicePdf((await cash.invoice(elsewhere.id, '10')).id))).text,
    ).toContain('Atlantis');
    for (const url of [
      `/documents/receipts/${(await cash.pay(austrian.id, '10')).id}.pdf`,
      `/documents/statements/${austrian.id}.pdf?from=2026-04-01&to=2026-04-30`,
    ]) {
      expect((await readPdf(await (await fetchAs(server, url)).arrayBuffer())).text, url).toMatch(
        /North Net GmbH · 1 Fjord Road · 24103 Kiel[\s\S]*Vera Moser[\s\S]*Austria/,
      );
    }
    await company(north.id, { country: 'Germany' });
  });

  it('speaks the language of its customer, as that was when it was issued', async () => {
    const customer = await makeCustomer(server, north.id, { name: 'Vera Moser', country: 'AT' });
    const speaks = (documentLanguage: string) =>
      server.must(
        'mutation ($c: ID!, $i: CustomerBillingInput!) { updateCustomerBilling(customerId: $c, input: $i) { id } }',
        { c: customer.id, i: { documentLanguage } },
      );
    const partnerSpeaks = (documentLanguage: string | null) =>
      server.must(
        'mutation ($p: ID!, $i: FinanceSettingsInput!) { updateFinanceSettings(partnerId: $p, input: $i) { documentLanguage } }',
        { p: north.id, i: { documentLanguage } },
      );
    const read = async (url: string) =>
      (await readPdf(await (await fetchAs(server, url)).arrayBuffer())).text;
    const said = (id: string) => read(`/documents/invoices/${id}.pdf`);
    await partnerSpeaks('ES');
    const spanish = await cash.invoice(customer.id, '1234.5');
    await speaks('DE');
    const german = await cash.invoice(customer.id, '1234.5');
    await speaks('FR');
    await partnerSpeaks(null);
    expect(await said(spanish.id)).toMatch(/Factura[\s\S]*1\.234,50 EUR/);
    for (const words of ['Rechnung', 'Österreich', '1.234,50 EUR', '01.04.2026', 'Seite 1 von 1'])
      expect(await said(german.id), words).toContain(words);
    const paid = await cash.pay(customer.id, '1234.5', { method: 'CASH' });
    const { createCreditNote: note } = await server.must(
      'mutation ($i: CreditNoteInput!) { createCreditNote(input: $i) { id } }',
      {
        i: {
          customerId: customer.id,
          documentDate: '2026-04-05',
          reason: 'x',
          lines: [{ description: 'A', unitPrice: '10' }],
        },
      },
    );
    for (const [url, words] of [
      [`/documents/receipts/${paid.id}.pdf`, ['Reçu', 'Espèces', '1\u00a0234,50 EUR']],
      [`/documents/credit-notes/${note.id}.pdf`, ['Avoir', '05/04/2026', 'Autriche']],
      [`/documents/statements/${customer.id}.pdf?from=2026-04-01&to=2026-04-30`, ['Relevé']],
    ] as const)
      for (const each of words)
        expect((await read(url)).replaceAll(' ', '\u00a0'), url).toContain(
          each.replaceAll(' ', '\u00a0'),
        );
    // words of the partner's own are in its language, and so are their numbers
    await template(
      north.id,
      '<p>Total {{money document.total document.currency}} {{date document.date}}</p>',
    );
    const own = await cash.invoice(customer.id, '1234.5');
    await template(north.id, null);
    expect(await said(own.id)).toContain('Total 1,234.50 EUR 1 Apr 2026');
  });

  it('goes on over pages, repeating the head, with names of every script', async () => {
    const customer = await makeCustomer(server, north.id, {
      name: 'شركة النور للاتصالات 2026',
      city: 'القاهرة',
    });
    const invoice = await cash.invoice(customer.id, '0', {
      lines: Array.from({ length: 60 }, (_, i) => ({
        description: [
          'خدمة الإنترنت (ألياف) 200',
          'שירות אינטרנט מהיר',
          '東京インターネット接続',
          `A very long description of a service that does not fit into one line of the table, number ${i}`,
          'Ταχύτητα Привет',
        ][i % 5],
        unitPrice: '1',
      })),
    });
    const pdf = await invoicePdf(invoice.id);
    keep('invoice-long.pdf', pdf);
    const { pages, byPage } = await readPdf(pdf);
    expect(pages).toBeGreaterThan(2);
    byPage.forEach((page, i) => {
      expect(page).toContain(`Page ${i + 1} of ${pages}`);
      expect(page.normalize('NFKC')).toContain('North Net GmbH');
    });
    for (const page of byPage.slice(0, 2)) expect(page).toContain('DESCRIPTION');
    expect(byPage.join(' ').normalize('NFKC')).toMatch(/東京インターネット接続/);
    expect(pdf.toString('latin1')).toContain('<pdfaid:part>2</pdfaid:part>');
  });

  it('keeps what it was issued with, byte for byte, until somebody renews it', async () => {
    await template(
      north.id,
      '<p>Old look: {{customer.name}} of {{company.name}}, {{company.street}}: {{document.total}}</p><img src="{{company.logo}}" alt="logo">',
    );
    const customer = await makeCustomer(server, north.id, { name: 'Ada Osei' });
    const invoice = await cash.invoice(customer.id, '30');
    const before = await invoicePdf(invoice.id);
    expect(hash(await invoicePdf(invoice.id))).toBe(hash(before));
    await template(
      north.id,
      '<p>New look: {{customer.name}} of {{company.name}}, {{company.street}}</p>',
    );
    await company(north.id, { street: '99 New Street', logoFileId: null });
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { name: "Ada Mensah" }) { id } }',
      { id: customer.id },
    );
    const after = await invoicePdf(invoice.id);
    expect(hash(after)).toBe(hash(before));
    expect((await readPdf(after)).text).toContain(
      'Old look: Ada Osei of North Net GmbH, 1 Fjord Road: 30.00',
    );
    const RENEW =
      'mutation ($id: ID!, $r: String!) { renewInvoiceDocument(id: $id, reason: $r) { id number total billedTo { name } } }';
    expect((await server.refused(RENEW, { id: invoice.id, r: ' ' })).fields).toHaveProperty(
      'reason',
    );
    expect((await server.refused(RENEW, { id: invoice.id, r: 'x' }, south.token)).code).toBe(
      'NOT_FOUND',
    );
    const draft = await cash.invoice(customer.id, '1', { draft: true });
    expect((await server.refused(RENEW, { id: draft.id, r: 'x' })).reason).toBe('NOT_ISSUED');
    expect(
      (await server.must(RENEW, { id: invoice.id, r: 'married' })).renewInvoiceDocument,
    ).toMatchObject({ number: invoice.number, total: '30.00', billedTo: { name: 'Ada Mensah' } });
    expect((await readPdf(await invoicePdf(invoice.id))).text).toContain(
      'New look: Ada Mensah of North Net GmbH, 99 New Street',
    );
    await template(north.id, null);
    await company(north.id, { street: '1 Fjord Road' });
  });

  it('of a run is frozen like one made by hand', async () => {
    const tell = story(server);
    const tariff = await makeTariff(server, [north.id]);
    const customer = await makeCustomer(server, north.id, {
      name: 'Run Customer',
      createdOn: '2026-03-01',
    }).catch(() => makeCustomer(server, north.id, { name: 'Run Customer' }));
    await tell.service({ customerId: customer.id, tariffId: tariff, startDate: '2026-04-01' });
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [north.id] });
    await confirm(server, run);
    const [invoice] = (await tell.customerNow(customer.id)).invoices.nodes;
    await company(north.id, { name: 'Renamed Net' });
    const { text } = await readPdf(await invoicePdf(invoice.id));
    expect(text).toContain('North Net GmbH');
    expect(text).toContain('1 Apr 2026 – 30 Apr 2026');
    expect(text).not.toContain('Renamed Net');
    await company(north.id, { name: 'North Net GmbH' });
  });

  it('says that it is void, or a draft; and has no code where there is nothing to pay in euros', async () => {
    const customer = await makeCustomer(server, north.id);
    const [voided, draft] = [
      await cash.invoice(customer.id, '10'),
      await cash.invoice(customer.id, '10', { draft: true }),
    ];
    await cash.void(voided.id, 'typed twice');
    const gone = (await readPdf(await invoicePdf(voided.id))).text;
    expect(gone).toContain('VOID');
    expect(gone).toContain('typed twice');
    expect(gone).not.toContain('Scan the code');
    expect((await readPdf(await invoicePdf(draft.id))).text).toContain('DRAFT');
  });
});

describe('documents are read like their records', () => {
  it('by their customer and their tenant, and by nobody else', async () => {
    const [mine, other] = [
      await makeCustomer(server, north.id),
      await makeCustomer(server, north.id),
    ];
    const [own, stranger] = await Promise.all(
      [mine, other].map((customer) => server.signIn(customer.login, PASSWORD)),
    );
    const invoice = await cash.invoice(mine.id, '10');
    const draft = await cash.invoice(mine.id, '10', { draft: true });
    const payment = await cash.pay(mine.id, '4');
    const { customer } = await server.must(
      'query ($id: ID!) { customer(id: $id) { invoices(first: 1) { nodes { id } } } }',
      { id: mine.id },
    );
    expect(customer.invoices.nodes).toHaveLength(1);
    const {
      invoice: { pdfUrl },
      payment: { receiptUrl },
    } = await server.must(
      'query ($i: ID!, $p: ID!) { invoice(id: $i) { pdfUrl } payment(id: $p) { receiptUrl } }',
      { i: invoice.id, p: payment.id },
    );
    const paths = [
      pdfUrl,
      receiptUrl,
      `/documents/statements/${mine.id}.pdf?from=2026-04-01&to=2026-04-30`,
    ];
    for (const url of paths) {
      for (const token of [own, north.token, server.operator]) {
        const answer = await fetchAs(server, url, token);
        expect([answer.status, answer.headers.get('content-type')], url).toEqual([
          200,
          'application/pdf',
        ]);
        expect(answer.headers.get('cache-control')).toBe('private, no-store');
        await answer.arrayBuffer();
      }
      const never = await fetchAs(server, url.replace(/[0-9a-f-]{36}/, NOWHERE), south.token);
      expect(never.status).toBe(404);
      for (const token of [stranger, south.token]) {
        const answer = await fetchAs(server, url, token);
        expect([answer.status, await answer.text()], url).toEqual([
          404,
          await never.clone().text(),
        ]);
      }
      expect((await fetchAs(server, url, null)).status).toBe(401);
    }
    expect((await fetchAs(server, `/documents/invoices/${draft.id}.pdf`, own)).status).toBe(404);
    const technician = await makeUser(server, north.id, 'TECHNICIAN');
    expect((await fetchAs(server, pdfUrl, technician.token)).status).toBe(403);
    for (const bad of [
      '/documents/invoices/x.pdf',
      '/documents/nothing/x.pdf',
      '/documents/constructor/x.pdf',
      `/documents/invoices/${invoice.id}`,
    ])
      expect((await fetchAs(server, bad)).status, bad).toBe(404);
    expect(
      (await fetchAs(server, `/documents/statements/${mine.id}.pdf?from=yesterday`)).status,
    ).toBe(400);
    for (const parts of [
      'from[]=2026-04-01',
      'to[0]=2026-04-30',
      'from=2026-04-01&from=2026-04-02',
    ]) {
      const answer = await fetchAs(server, `/documents/statements/${mine.id}.pdf?${parts}`);
      expect(answer.status, parts).toBe(400);
      expect((await answer.json()).error).toContain(parts.split(/[[=]/)[0]);
    }
  });

  it('also as a picture of the pages, with the same rights', async () => {
    const customer = await makeCustomer(server, north.id, {
      name: 'Picture <script>alert(1)</script>',
    });
    const invoice = await cash.invoice(customer.id, '30', {
      lines: Array.from({ length: 60 }, (_, i) => ({
        description: `Service ${i}`,
        unitPrice: '1',
      })),
    });
    const answer = await fetchAs(server, `/documents/invoices/${invoice.id}.svg`, north.token);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/svg+xml');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    // opened by itself it is a page of nobody: it runs and loads nothing
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'; sandbox/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const picture = await answer.text();
    // our own pages may frame the file, nobody else's
    const file = await fetchAs(server, `/documents/invoices/${invoice.id}.pdf`, north.token);
    expect(file.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(file.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    expect((await fetch(`${server.url}/`)).headers.get('content-security-policy')).toMatch(
      /^default-src 'self';(?!.*(frame|child)-src)/,
    );
    expect(picture).not.toMatch(/<script|foreignObject|onload|https?:\/\/(?!www\.w3\.org)/i);
    const { pages } = await readPdf(await invoicePdf(invoice.id));
    const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(picture)!.map(Number);
    expect(Math.round(height / width / Math.SQRT2)).toBe(pages);
    const shown = await sharp(Buffer.from(picture))
      .flatten({ background: '#fff' })
      .png()
      .toBuffer();
    keep('invoice-picture.png', shown);
    expect((await sharp(shown).stats()).isOpaque).toBe(true);
    expect(
      (
        await fetchAs(
          server,
          `/documents/invoices/${invoice.id}.svg`,
          await server.signIn(customer.login, PASSWORD),
        )
      ).status,
    ).toBe(200);
    for (const [who, status] of [
      [south.token, 404],
      [null, 401],
    ] as const)
      expect((await fetchAs(server, `/documents/invoices/${invoice.id}.svg`, who)).status).toBe(
        status,
      );
    expect(
      (
        await fetchAs(
          server,
          `/documents/statements/${customer.id}.svg?from=2026-04-01&to=2026-04-30`,
          north.token,
        )
      ).status,
    ).toBe(200);
    expect(
      (await fetchAs(server, `/documents/invoices/${invoice.id}.png`, north.token)).status,
    ).toBe(404);
  });

  it('a reversed receipt does not thank, whatever template it was issued with', async () => {
    const customer = await makeCustomer(server, north.id, { name: 'Ada Osei' });
    const built = BUILT_IN.RECEIPT_PDF.source;
    // as the product's own template was once, copied; and one that knows of no reversal
    const thanking = built.replace('{{#unless document.void}}', '').replace('{{/unless}}', '');
    expect(thanking).not.toBe(built);
    for (const [source, words] of [
      [thanking, 'Reason: bounced'],
      ['<p>Thank you, {{customer.name}}!</p>', 'Reason: bounced'],
    ] as const) {
      await template(north.id, source, 'RECEIPT_PDF');
      const payment = await cash.pay(customer.id, '5', { method: 'CASH' });
      await template(north.id, null, 'RECEIPT_PDF');
      const read = async () =>
        (
          await readPdf(
            await (await fetchAs(server, `/documents/receipts/${payment.id}.pdf`)).arrayBuffer(),
          )
        ).text;
      expect(await read()).toContain('Thank you');
      await cash.reverse(payment.id, 'bounced');
      expect(await read()).toContain(words);
      expect(await read()).not.toContain('Thank you');
    }
  });

  it('as receipt and statement of account', async () => {
    const customer = await makeCustomer(server, north.id, { name: 'Grace Okafor' });
    const invoice = await cash.invoice(customer.id, '30');
    const payment = await cash.pay(customer.id, '50', { method: 'CARD' });
    const receipt = Buffer.from(
      await (await fetchAs(server, `/documents/receipts/${payment.id}.pdf`)).arrayBuffer(),
    );
    keep('receipt.pdf', receipt);
    const { text } = await readPdf(receipt);
    for (const words of [
      'Receipt',
      payment.receiptNumber,
      '50.00 EUR',
      'Card',
      invoice.number,
      '30.00 EUR',
      '20.00 EUR stays on your balance',
      'Grace Okafor',
      'Thank you for your payment.',
      'AMOUNT RECEIVED',
    ])
      expect(text, words).toContain(words);
    await cash.reverse(payment.id, 'bounced');
    const reversed = (
      await readPdf(
        await (await fetchAs(server, `/documents/receipts/${payment.id}.pdf`)).arrayBuffer(),
      )
    ).text;
    for (const words of [
      'REVERSED',
      'Reversed receipt',
      'This receipt was reversed on 10 Apr 2026',
      'Reason: bounced',
      'AMOUNT TAKEN BACK',
      '50.00 EUR',
    ])
      expect(reversed, words).toContain(words);
    for (const words of ['Thank you', 'stays on your balance', 'AMOUNT RECEIVED'])
      expect(reversed, words).not.toContain(words);
    const statement = Buffer.from(
      await (
        await fetchAs(
          server,
          `/documents/statements/${customer.id}.pdf?from=2026-04-02&to=2026-04-30`,
        )
      ).arrayBuffer(),
    );
    keep('statement.pdf', statement);
    const said = (await readPdf(statement)).text;
    for (const words of [
      'Balance brought forward',
      '−30.00',
      'Payment',
      '50.00',
      'Balance on 30 Apr 2026',
      '−30.00 EUR',
    ])
      expect(said, words).toContain(words);
  });
});

describe('many documents at once', () => {
  const CREATE =
    'mutation ($i: DocumentJobInput!) { createDocumentJob(input: $i) { id status total } }';
  const finished = async (id: string, token = north.token) => {
    for (const end = Date.now() + 40_000; Date.now() < end;) {
      const { documentJob } = await server.must(
        'query ($id: ID!) { documentJob(id: $id) { id status total done url error } }',
        { id },
        token,
      );
      if (!['QUEUED', 'RUNNING'].includes(documentJob.status)) return documentJob;
      await new Promise((resolve) => {
        setTimeout(resolve, 100);
      });
    }
    throw new Error('the job does not end');
  };

  it('come as one PDF or as a ZIP, to those who may see them', async () => {
    const customer = await makeCustomer(server, north.id, { name: 'Bulk Customer' });
    const invoices: { id: string; number: string }[] = [];
    for (let i = 0; i < 5; i++) invoices.push(await cash.invoice(customer.id, String(i + 1)));
    const ids = invoices.map((invoice) => invoice.id);
    const { createDocumentJob: pdf } = await server.must(
      CREATE,
      { i: { format: 'PDF', invoiceIds: ids } },
      north.token,
    );
    const { createDocumentJob: zip } = await server.must(
      CREATE,
      { i: { format: 'ZIP', filter: { customerId: customer.id } } },
      north.token,
    );
    const [one, all] = [await finished(pdf.id), await finished(zip.id)];
    expect([one, all]).toMatchObject([
      { status: 'READY', total: 5, done: 5 },
      { status: 'READY', total: 5, done: 5 },
    ]);
    const merged = Buffer.from(await (await fetchAs(server, one.url, north.token)).arrayBuffer());
    keep('bulk.pdf', merged);
    const { pages, byPage } = await readPdf(merged);
    expect(pages).toBe(5);
    byPage.forEach((page, i) => expect(page).toContain(invoices[i].number));
    const packed = Buffer.from(await (await fetchAs(server, all.url, north.token)).arrayBuffer());
    expect(packed.subarray(0, 4).toString('hex')).toBe('504b0304');
    for (const invoice of invoices)
      expect(packed.includes(`invoice-${invoice.number}.pdf`)).toBe(true);
    expect((await fetchAs(server, one.url, south.token)).status).toBe(404);
    expect((await fetchAs(server, one.url, null)).status).toBe(401);
    expect((await fetchAs(server, one.url)).status).toBe(200);
    expect(
      (await fetchAs(server, one.url, await server.signIn(customer.login, PASSWORD))).status,
    ).toBe(404);
  });

  it('are all that one billing run issued', async () => {
    const tariff = await makeTariff(server, [north.id]);
    for (const name of ['Ada', 'Eve'])
      await story(server).service({
        customerId: (await makeCustomer(server, north.id, { name })).id,
        tariffId: tariff,
        startDate: '2026-05-01',
      });
    const [run] = await preview(server, { date: '2026-05-01', partnerIds: [north.id] });
    await confirm(server, run);
    const filter = { billingRunId: run.id };
    const { invoices } = await server.must(
      'query ($filter: InvoiceFilter) { invoices(filter: $filter) { totalCount nodes { billingRun { id } customer { name } } } }',
      { filter },
      north.token,
    );
    expect(invoices.nodes).toEqual(
      expect.arrayContaining(
        ['Ada', 'Eve'].map((name) => ({ billingRun: { id: run.id }, customer: { name } })),
      ),
    );
    expect(
      invoices.nodes.every(
        (each: { billingRun: { id: string } | null }) => each.billingRun?.id === run.id,
      ),
    ).toBe(true);
    expect(
      (await server.must(CREATE, { i: { format: 'ZIP', filter } }, north.token)).createDocumentJob
        .total,
    ).toBe(invoices.totalCount);
    // a stranger's filter finds nothing of it
    expect((await server.refused(CREATE, { i: { format: 'ZIP', filter } }, south.token)).code).toBe(
      'BAD_USER_INPUT',
    );
    const { documentJobs } = await server.must(
      '{ documentJobs { total createdBy } }',
      {},
      north.token,
    );
    expect(documentJobs[0]).toEqual({
      total: invoices.totalCount,
      createdBy: expect.stringContaining('ADMINISTRATOR'),
    });
  });

  it('refuse what lies outside, nothing, and customers', async () => {
    const customer = await makeCustomer(server, north.id);
    const invoice = await cash.invoice(customer.id, '1');
    expect(
      (
        await server.refused(
          CREATE,
          { i: { format: 'PDF', invoiceIds: [invoice.id] } },
          south.token,
        )
      ).code,
    ).toBe('NOT_FOUND');
    expect(
      (await server.refused(CREATE, { i: { format: 'PDF', invoiceIds: [] } }, north.token)).code,
    ).toBe('BAD_USER_INPUT');
    expect((await server.refused(CREATE, { i: { format: 'PDF' } }, north.token)).code).toBe(
      'BAD_USER_INPUT',
    );
    expect(
      (
        await server.refused(
          CREATE,
          { i: { format: 'PDF', invoiceIds: [invoice.id] } },
          await server.signIn(customer.login, PASSWORD),
        )
      ).code,
    ).toBe('FORBIDDEN');
  });
});
