import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { fetchAs, readPdf } from '../support/files.ts';
import { money, PAYMENT, RECORD_PAYMENT } from '../support/money.ts';
import { story } from '../support/story.ts';
import { makeCustomer, makeTree, makeUser, PASSWORD, type Tenant } from '../support/tenants.ts';

const PROFORMA = `id number status documentDate dueDate currency net tax total paid due pdfUrl voidReason billedTo { name }
  customer { id } invoice { id number status total due documentDate lines { description net tax total } }
  lines { description quantity unitPrice net tax total } payments { id amount }`;
const CREATE = `mutation ($input: ProformaInput!) { createProforma(input: $input) { ${PROFORMA} } }`;
const VOID = `mutation ($id: ID!, $reason: String!) { voidProforma(id: $id, reason: $reason) { ${PROFORMA} } }`;
const ONE = `query ($id: ID!) { proforma(id: $id) { ${PROFORMA} } }`;
const REFUND = `mutation ($id: ID!, $amount: Decimal) { refundPayment(id: $id, amount: $amount, date: "2026-04-09") { ${PAYMENT} refunded } }`;

let server: TestServer;
let north: Tenant, south: Tenant;
let cash: ReturnType<typeof money>;
let vat: string;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  ({ north, south } = await makeTree(server));
  cash = money(server);
  vat = (await story(server).taxRate({ name: 'VAT', percent: '20' })).id;
});
afterAll(async () => {
  await server.stop();
});

const customer = () => makeCustomer(server, north.id, {});
const one = async (query: string, variables: object, token = server.operator): Promise<any> =>
  Object.values(await server.must<Record<string, any>>(query, variables, token))[0];
/** Of 120.00, tax of 20.00 included. */
const ask = (customerId: string, more: object = {}, token?: string) =>
  one(
    CREATE,
    {
      input: {
        customerId,
        documentDate: '2026-04-05',
        lines: [{ description: 'Three months ahead', unitPrice: '100', taxRateId: vat }],
        ...more,
      },
    },
    token,
  );
const now = (id: string) => one(ONE, { id });
const payFor = (proforma: { id: string; customer: { id: string } }, amount: string, more = {}) =>
  cash.pay(proforma.customer.id, amount, { proformaId: proforma.id, ...more });

describe('a proforma', () => {
  it('is numbered in a series of its own, frozen, and on no ledger', async () => {
    const { id } = await customer();
    const asked = await ask(id);
    expect(asked).toMatchObject({
      status: 'UNPAID',
      documentDate: '2026-04-05',
      dueDate: '2026-04-19',
      net: '100.00',
      tax: '20.00',
      total: '120.00',
      paid: '0.00',
      due: '120.00',
      invoice: null,
      lines: [{ description: 'Three months ahead', total: '120.00' }],
    });
    expect(asked.number).toMatch(/^2026\d{6}$/);
    const next = await ask(id);
    expect(Number(next.number) - Number(asked.number)).toBe(1);
    expect(await cash.balance(id)).toBe('0.00');
    expect(await cash.ledger(id)).toEqual([]);
    await one(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { name: "Somebody else" }) { id } }',
      { id },
    );
    expect((await now(asked.id)).billedTo).toEqual(asked.billedTo);
  });

  it('is made once for a key, and refused with other content', async () => {
    const { id } = await customer();
    const all = await Promise.all(
      Array.from({ length: 5 }, () => ask(id, { idempotencyKey: `one ${id}` })),
    );
    expect(new Set(all.map((each) => each.id)).size).toBe(1);
    const other = await server.refused(CREATE, {
      input: {
        customerId: id,
        documentDate: '2026-04-06',
        idempotencyKey: `one ${id}`,
        lines: [{ description: 'Other', unitPrice: '1' }],
      },
    });
    expect(other).toMatchObject({ code: 'CONFLICT', reason: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('of nothing is refused by field', async () => {
    const { id } = await customer();
    const refused = await server.refused(CREATE, {
      input: {
        customerId: id,
        documentDate: '2026-04-05',
        lines: [{ description: 'Nothing', unitPrice: '0' }],
      },
    });
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', fields: { lines: expect.anything() } });
  });
});

describe('money for a proforma', () => {
  it('waits on it and settles nothing else, until that is paid in full and an invoice', async () => {
    const { id } = await customer();
    const asked = await ask(id);
    const open = await cash.invoice(id, '50');
    const first = await payFor(asked, '70', { idempotencyKey: `part ${id}` });
    expect(first.allocations).toEqual([]);
    expect(await payFor(asked, '70', { idempotencyKey: `part ${id}` })).toMatchObject({
      id: first.id,
    });
    expect(await one('query ($id: ID!) { customer(id: $id) { balance waiting } }', { id })).toEqual(
      {
        balance: '20.00',
        waiting: '70.00',
      },
    );
    expect(await cash.invoiceNow(open.id)).toMatchObject({ status: 'UNPAID', due: '50.00' });
    expect(await now(asked.id)).toMatchObject({ status: 'UNPAID', paid: '70.00', due: '50.00' });
    const last = await payFor(asked, '50');
    const paid = await now(asked.id);
    expect(paid).toMatchObject({
      status: 'PAID',
      paid: '120.00',
      due: '0.00',
      payments: [
        { id: first.id, amount: '70.00' },
        { id: last.id, amount: '50.00' },
      ],
      invoice: {
        status: 'PAID',
        total: '120.00',
        due: '0.00',
        documentDate: '2026-04-02',
        lines: [{ description: 'Three months ahead', net: '100.00', tax: '20.00' }],
      },
    });
    expect(await cash.invoiceNow(paid.invoice.id)).toMatchObject({
      // made at the same instant, so in no order
      allocations: expect.arrayContaining([
        expect.objectContaining({ amount: '70.00', payment: { id: first.id } }),
        expect.objectContaining({ amount: '50.00', payment: { id: last.id } }),
      ]),
    });
    expect(await cash.balance(id)).toBe('-50.00');
    expect(await cash.invoiceNow(open.id)).toMatchObject({ due: '50.00' });
  });

  it('above its total goes to the balance, and pays what is open', async () => {
    const { id } = await customer();
    const asked = await ask(id);
    const open = await cash.invoice(id, '50');
    await payFor(asked, '150');
    expect(await now(asked.id)).toMatchObject({ status: 'PAID', paid: '120.00' });
    expect(await cash.invoiceNow(open.id)).toMatchObject({ due: '20.00', paid: '30.00' });
    expect(await cash.balance(id)).toBe('-20.00');
  });

  it('of twenty payments at once makes one invoice', async () => {
    const { id } = await customer();
    const asked = await ask(id);
    await Promise.all(Array.from({ length: 20 }, () => payFor(asked, '6')));
    const paid = await now(asked.id);
    expect(paid).toMatchObject({ status: 'PAID', paid: '120.00', invoice: { due: '0.00' } });
    expect(paid.payments).toHaveLength(20);
    const { invoices } = await one(
      'query ($id: ID!) { customer(id: $id) { invoices { nodes { id } } } }',
      { id },
    );
    expect(invoices.nodes).toEqual([{ id: paid.invoice.id }]);
    expect(await cash.balance(id)).toBe('0.00');
  });

  it('of twenty who pay it in full at once is taken once; the others are told', async () => {
    const { id } = await customer();
    const asked = await ask(id);
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () => payFor(asked, '120')),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const again = await server.refused(RECORD_PAYMENT, {
      input: {
        customerId: id,
        proformaId: asked.id,
        amount: '1',
        date: '2026-04-02',
        method: 'CASH',
      },
    });
    expect(again.fields?.proformaId).toMatch(/paid already/);
    expect(await cash.balance(id)).toBe('0.00');
  });

  it('is refused by field for another customer, beside an invoice, and of nobody knows what', async () => {
    const { id } = await customer();
    const asked = await ask(id);
    const stranger = await customer();
    const open = await cash.invoice(id, '50');
    const refused = (input: object) =>
      server.refused(RECORD_PAYMENT, {
        input: { amount: '1', date: '2026-04-02', method: 'CASH', ...input },
      });
    expect(
      (await refused({ customerId: stranger.id, proformaId: asked.id })).fields?.proformaId,
    ).toMatch(/another customer/);
    expect(
      (await refused({ customerId: id, proformaId: asked.id, invoiceId: open.id })).fields
        ?.proformaId,
    ).toMatch(/beside an invoice/);
    expect(await refused({ customerId: id, proformaId: open.id })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await now(asked.id)).toMatchObject({ paid: '0.00' });
  });

  it('that is taken back or given back waits no longer', async () => {
    const { id } = await customer();
    const asked = await ask(id);
    const wrong = await payFor(asked, '70');
    const true_ = await payFor(asked, '40');
    await cash.reverse(wrong.id);
    expect(await now(asked.id)).toMatchObject({ status: 'UNPAID', paid: '40.00' });
    expect(await one(REFUND, { id: true_.id, amount: '15' })).toMatchObject({ refunded: '15.00' });
    expect(await now(asked.id)).toMatchObject({ status: 'UNPAID', paid: '25.00', due: '95.00' });
    expect(await cash.balance(id)).toBe('25.00');
    await payFor(asked, '95');
    expect(await now(asked.id)).toMatchObject({ status: 'PAID', invoice: { due: '0.00' } });
    expect(await cash.balance(id)).toBe('0.00');
  });

  it('that waits is not given back as other money', async () => {
    const { id } = await customer();
    const asked = await ask(id);
    const free = await cash.pay(id, '30');
    await payFor(asked, '40');
    await cash.correct(id, 'DEBIT', '30');
    const refused = await server.refused(REFUND, { id: free.id });
    expect(refused).toMatchObject({ code: 'CONFLICT', reason: 'MORE_THAN_PAID' });
    expect(await now(asked.id)).toMatchObject({ paid: '40.00' });
  });

  it('that is taken back afterwards leaves the invoice open', async () => {
    const { id } = await customer();
    const asked = await ask(id);
    const { id: paymentId } = await payFor(asked, '120');
    const { invoice } = await now(asked.id);
    await cash.reverse(paymentId);
    expect(await cash.invoiceNow(invoice.id)).toMatchObject({ due: '120.00' });
    expect(await now(asked.id)).toMatchObject({ status: 'PAID', paid: '120.00' });
    expect(await cash.balance(id)).toBe('-120.00');
  });
});

describe('a void proforma', () => {
  it('keeps its number, and what waited on it pays what is open', async () => {
    const { id } = await customer();
    const asked = await ask(id);
    const open = await cash.invoice(id, '50');
    await payFor(asked, '70');
    const gone = await one(VOID, { id: asked.id, reason: 'ordered otherwise' });
    expect(gone).toMatchObject({
      status: 'VOID',
      number: asked.number,
      paid: '0.00',
      voidReason: 'ordered otherwise',
    });
    expect(await cash.invoiceNow(open.id)).toMatchObject({ status: 'PAID' });
    expect(await cash.balance(id)).toBe('20.00');
    const refused = await server.refused(VOID, { id: asked.id, reason: 'again' });
    expect(refused).toMatchObject({ code: 'CONFLICT', reason: 'ALREADY_VOID' });
  });

  it('cannot be made of one that is paid', async () => {
    const { id } = await customer();
    const asked = await ask(id);
    await payFor(asked, '120');
    const refused = await server.refused(VOID, { id: asked.id, reason: 'too late' });
    expect(refused).toMatchObject({ code: 'CONFLICT', reason: 'ALREADY_PAID' });
    expect(await now(asked.id)).toMatchObject({ status: 'PAID' });
  });
});

describe('who sees a proforma', () => {
  it('is its partner and its customer, and nobody beside them', async () => {
    const buyer = await customer();
    const asked = await ask(buyer.id);
    const portal = await server.signIn(buyer.login, PASSWORD);
    expect(await one(ONE, { id: asked.id }, portal)).toMatchObject({ number: asked.number });
    for (const token of [south.token, await server.signIn((await customer()).login, PASSWORD)]) {
      expect(await server.refused(ONE, { id: asked.id }, token)).toMatchObject({
        code: 'NOT_FOUND',
      });
      expect((await fetchAs(server, asked.pdfUrl, token)).status).toBe(404);
    }
    expect(await server.refused(VOID, { id: asked.id, reason: 'mine' }, south.token)).toMatchObject(
      { code: 'NOT_FOUND' },
    );
    expect(await server.refused(VOID, { id: asked.id, reason: 'mine' }, portal)).toMatchObject({
      code: 'FORBIDDEN',
    });
    const reader = await makeUser(server, north.id, 'READ_ONLY');
    const readOnly = await server.signIn(reader.email, PASSWORD);
    expect(await server.refused(VOID, { id: asked.id, reason: 'mine' }, readOnly)).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('finds it in the list, with what all that are found come to', async () => {
    const { id } = await customer();
    const [first, second] = [await ask(id), await ask(id, { documentDate: '2026-04-07' })];
    await payFor(first, '120');
    const LIST =
      'query ($f: DocumentFilter) { proformas(filter: $f, sort: [{ field: "documentDate", order: ASC }]) { totalCount sums { amount currency } nodes { id } } }';
    expect(await one(LIST, { f: { customerId: id } })).toMatchObject({
      totalCount: 2,
      sums: [{ amount: '240.00' }],
      nodes: [{ id: first.id }, { id: second.id }],
    });
    const gone = await ask(id);
    await one(VOID, { id: gone.id, reason: 'asked twice' });
    expect(await one(LIST, { f: { customerId: id } })).toMatchObject({
      totalCount: 3,
      sums: [{ amount: '240.00' }],
    });
    expect(await one(LIST, { f: { customerId: id, status: 'VOID' } })).toMatchObject({
      sums: [{ amount: '120.00' }],
    });
    expect(await one(LIST, { f: { customerId: id, status: 'UNPAID' } })).toMatchObject({
      nodes: [{ id: second.id }],
    });
    const filter = encodeURIComponent(JSON.stringify({ customerId: id, status: 'UNPAID' }));
    const file = await fetchAs(server, `/exports/lists/proformas.csv?filter=${filter}`);
    expect((await file.text()).trim().split('\n').slice(1)).toEqual([
      expect.stringContaining(second.number),
    ]);
    expect(
      (await server.refused(LIST, { f: { status: 'LOST' } })).fields?.['filter.status'],
    ).toMatch(/UNPAID, PAID, VOID/);
  });
});

describe('a mail about a proforma', () => {
  it('is queued when it is issued, and cancelled when it is void', async () => {
    const { id } = await makeCustomer(server, north.id, { email: 'buyer@customer.example' });
    const asked = await ask(id);
    const mails = () =>
      one(
        'query ($f: MessageFilter) { messages(filter: $f) { nodes { id kind status error proforma { id } } } }',
        { f: { customerId: id } },
      );
    expect((await mails()).nodes).toMatchObject([
      { kind: 'PROFORMA_MAIL', status: 'HELD', proforma: { id: asked.id } },
    ]);
    const { subject, body } = await one(
      'query ($id: ID!) { messagePreview(id: $id) { subject body } }',
      { id: (await mails()).nodes[0].id },
    );
    expect(subject).toBe(`Proforma invoice ${asked.number} from North Net`);
    expect(body).toMatch(/Please pay <b>120\.00.EUR<\/b>/);
    await one(VOID, { id: asked.id, reason: 'not wanted' });
    expect((await mails()).nodes).toMatchObject([
      { status: 'CANCELLED', error: 'The proforma was made void.' },
    ]);
  });
});

describe('a printed proforma', () => {
  const read = async ({ pdfUrl }: { pdfUrl: string }) => {
    const response = await fetchAs(server, pdfUrl);
    const { text } = await readPdf(Buffer.from(await response.arrayBuffer()));
    return text.replaceAll(/\s+/g, ' ');
  };
  const company = (input: object) =>
    one(
      'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { name } }',
      { p: north.id, i: { name: 'North Net', ...input } },
    );

  it('asks for what is missing, and says what it became', async () => {
    const { id } = await customer();
    const asked = await ask(id);
    await payFor(asked, '20');
    for (const words of ['Proforma invoice', asked.number, '120.00', '100.00', 'no tax document'])
      expect(await read(asked), words).toContain(words);
    await payFor(asked, '100');
    const { invoice } = await now(asked.id);
    expect(await read(asked)).toContain(`it became invoice ${invoice.number}`);
  });

  it('that is void says what came for it and not how to pay; paid, that its invoice is open again', async () => {
    await company({ iban: 'DE02120300000000202051', country: 'Germany' });
    const { id } = await customer();
    const gone = await ask(id);
    await payFor(gone, '70');
    expect(await read(gone)).toContain('DE02 1203');
    await one(VOID, { id: gone.id, reason: 'ordered otherwise' });
    const received = 'query ($id: ID!) { proforma(id: $id) { paid received } }';
    expect(await one(received, { id: gone.id })).toEqual({ paid: '0.00', received: '70.00' });
    const words = await read(gone);
    expect(words).toContain('What was paid for it is credited to your account.');
    expect(words).toMatch(/Paid 70\.00/);
    expect(words).not.toMatch(/DE02|Account holder/);

    const asked = await ask(id);
    const { id: paymentId } = await payFor(asked, '120');
    expect(await read(asked)).not.toMatch(/DE02|Account holder/);
    await cash.reverse(paymentId);
    const { invoice } = await now(asked.id);
    expect(invoice).toMatchObject({ due: '50.00' });
    expect(await read(asked)).toContain(
      `It became invoice ${invoice.number}, of which 50.00 EUR is to pay again: a payment was taken back.`,
    );
  });

  it('is like an invoice: a void one does not say how to pay either', async () => {
    await company({ iban: 'DE02120300000000202051' });
    const { id } = await customer();
    const invoice = await cash.invoice(id, '50');
    const paper = { pdfUrl: `/documents/invoices/${invoice.id}.pdf` };
    expect(await read(paper)).toContain('DE02 1203');
    await one('mutation ($id: ID!) { voidInvoice(id: $id, reason: "wrong") { id } }', {
      id: invoice.id,
    });
    expect(await read(paper)).not.toMatch(/DE02|Account holder/);
  });

  it('has no English word for a customer whose documents are German', async () => {
    await company({ country: 'Germany' });
    const { id } = await customer();
    await one(
      'mutation ($id: ID!) { updateCustomerBilling(customerId: $id, input: { documentLanguage: DE }) { id } }',
      { id },
    );
    const asked = await ask(id, { lines: [{ description: 'Anschluss', unitPrice: '100' }] });
    const response = await fetchAs(server, asked.pdfUrl);
    const { text, title } = await readPdf(Buffer.from(await response.arrayBuffer()));
    expect(title).toBe(`Proforma-Rechnung ${asked.number}`);
    expect(text).toContain('Deutschland');
    expect(text).not.toMatch(/Germany|Proforma invoice|Payment|Total|Tax|Date|Amount/);
  });

  it('is what a receipt of a part payment names', async () => {
    const { id } = await customer();
    const asked = await ask(id);
    const { id: paymentId } = await payFor(asked, '20');
    const response = await fetchAs(server, `/documents/receipts/${paymentId}.pdf`);
    const { text } = await readPdf(Buffer.from(await response.arrayBuffer()));
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      `is kept for proforma invoice ${asked.number} until that is paid in full`,
    );
    expect(text).not.toContain('stays on your balance');
  });
});
