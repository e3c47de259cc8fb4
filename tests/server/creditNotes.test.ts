import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { fetchAs, readPdf } from '../support/files.ts';
import { INVOICE, money, PAYMENT, RECORD_PAYMENT } from '../support/money.ts';
import { preview, story } from '../support/story.ts';
import {
  makeCustomer,
  makeTree,
  makeUser,
  NOWHERE,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';

const NOTE = `id number status documentDate currency net tax total applied refunded left reason pdfUrl recordedBy
  customer { id } invoice { id number } lines { description quantity unitPrice net tax total taxPercent }
  allocations { amount invoice { id } } refunds { amount status method date }`;
const CREATE = `mutation ($input: CreditNoteInput!) { createCreditNote(input: $input) { ${NOTE} } }`;
const REFUND_NOTE = `mutation ($id: ID!, $date: Date!, $key: String) { refundCreditNote(id: $id, date: $date, method: BANK_TRANSFER, idempotencyKey: $key) { ${NOTE} } }`;
const REFUND = `mutation ($id: ID!, $amount: Decimal, $date: Date!, $key: String) { refundPayment(id: $id, amount: $amount, date: $date, idempotencyKey: $key) { ${PAYMENT} refunded refunds { amount date method status } } }`;
const WRITE_OFF = `mutation ($id: ID!, $reason: String!) { writeOff(invoiceId: $id, reason: $reason) { ${INVOICE} writtenOff credited } }`;
const TAKE_BACK = `mutation ($id: ID!, $reason: String!) { takeBackWriteOff(invoiceId: $id, reason: $reason) { id due } }`;

let server: TestServer;
let north: Tenant, south: Tenant;
let cash: ReturnType<typeof money>;
let vat: string, low: string;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  ({ north, south } = await makeTree(server));
  cash = money(server);
  const tell = story(server);
  vat = (await tell.taxRate({ name: 'VAT', percent: '20' })).id;
  low = (await tell.taxRate({ name: 'Low', percent: '7' })).id;
});
afterAll(async () => {
  await server.stop();
});

const customer = () => makeCustomer(server, north.id, {});
const one = async (query: string, variables: object, token = server.operator): Promise<any> =>
  Object.values(await server.must<Record<string, any>>(query, variables, token))[0];
const credit = (customerId: string, more: object, token?: string) =>
  one(
    CREATE,
    { input: { customerId, documentDate: '2026-04-05', reason: 'outage', ...more } },
    token,
  );
const refused = (query: string, variables: object, token?: string) =>
  server.refused(query, variables, token);
const refusedNote = (customerId: string, more: object, token?: string) =>
  refused(
    CREATE,
    { input: { customerId, documentDate: '2026-04-05', reason: 'outage', ...more } },
    token,
  );
const refundNote = (id: string, key?: string) => one(REFUND_NOTE, { id, date: '2026-04-09', key });
const refund = (id: string, amount?: string, key?: string) =>
  one(REFUND, { id, amount, date: '2026-04-09', key });
/** 100.00 at 20 % and 50.00 at 7 %: 173.50. */
const twoRates = (customerId: string) =>
  cash.invoice(customerId, '0', {
    lines: [
      { description: 'Internet', unitPrice: '100', taxRateId: vat },
      { description: 'Book', unitPrice: '50', taxRateId: low },
    ],
  });

describe('a credit note', () => {
  it('gives back the whole of an open invoice: numbered, one credit, and the invoice is settled', async () => {
    const { id } = await customer();
    const invoice = await twoRates(id);
    const note = await credit(id, { invoiceId: invoice.id });
    expect(note).toMatchObject({
      status: 'APPLIED',
      net: '150.00',
      tax: '23.50',
      total: '173.50',
      applied: '173.50',
      refunded: '0.00',
      invoice: { id: invoice.id },
      allocations: [{ amount: '173.50', invoice: { id: invoice.id } }],
    });
    expect(note.number).toMatch(/^2026\d{2}\d{6}$/);
    expect(note.lines.map((line: any) => [line.description, line.net, line.tax])).toEqual([
      ['Internet', '100.00', '20.00'],
      ['Book', '50.00', '3.50'],
    ]);
    expect(await cash.balance(id)).toBe('0.00');
    expect(await cash.invoiceNow(invoice.id)).toMatchObject({
      status: 'PAID',
      due: '0.00',
      total: '173.50',
      allocations: [{ amount: '173.50', payment: null }],
    });
    const { transactions } = await one(
      'query ($id: ID!) { customer(id: $id) { transactions { nodes { type amount tax creditNote { id } } } } }',
      { id },
    );
    expect(transactions.nodes.filter((each: any) => each.creditNote)).toEqual([
      { type: 'CREDIT', amount: '173.50', tax: '23.50', creditNote: { id: note.id } },
    ]);
    const second = await refusedNote(id, { invoiceId: invoice.id });
    expect(second).toMatchObject({ code: 'CONFLICT', reason: 'MORE_THAN_INVOICE' });
  });

  it('of a paid invoice raises the balance, which pays the next one by itself', async () => {
    const { id } = await customer();
    const invoice = await twoRates(id);
    await cash.pay(id, '173.50');
    const note = await credit(id, { invoiceId: invoice.id, amount: '100' });
    expect(note).toMatchObject({ status: 'OPEN', applied: '0.00', total: '100.00' });
    expect(note.lines.map((line: any) => [line.taxPercent, line.total])).toEqual([
      ['20', '69.16'],
      ['7', '30.84'],
    ]);
    expect(await cash.balance(id)).toBe('100.00');
    const next = await cash.invoice(id, '60', { documentDate: '2026-04-08' });
    expect(next).toMatchObject({ status: 'PAID', allocations: [{ amount: '60.00' }] });
    const now = await one(`query ($id: ID!) { creditNote(id: $id) { ${NOTE} } }`, { id: note.id });
    expect(now).toMatchObject({ status: 'OPEN', applied: '60.00', left: '40.00' });
  });

  it('is made of lines of the invoice, whole or in part, and of lines of its own within a rate', async () => {
    const { id } = await customer();
    const invoice = await twoRates(id);
    const some = await credit(id, {
      invoiceId: invoice.id,
      invoiceLines: [{ position: 1, amount: '60' }, { position: 2 }],
    });
    expect(some).toMatchObject({ net: '100.00', tax: '13.50', total: '113.50' });
    expect(some.lines.map((line: any) => [line.description, line.total])).toEqual([
      ['Internet', '60.00'],
      ['Book', '53.50'],
    ]);
    const own = [{ description: 'Half a month', unitPrice: '30', taxRateId: vat }];
    expect(await credit(id, { invoiceId: invoice.id, lines: own })).toMatchObject({
      total: '36.00',
    });
    for (const more of [
      { invoiceLines: [{ position: 1, amount: '24.01' }] },
      { invoiceLines: [{ position: 2 }] },
      { lines: [{ description: 'Too much', unitPrice: '21', taxRateId: vat }] },
      { amount: '24.01' },
    ])
      expect(await refusedNote(id, { invoiceId: invoice.id, ...more })).toMatchObject({
        code: 'CONFLICT',
        reason: 'MORE_THAN_INVOICE',
      });
    const words = async (...lines: object[]) =>
      (
        await refusedNote(id, {
          invoiceId: invoice.id,
          lines: lines.map((line) => ({ description: 'Own', ...line })),
        })
      ).message;
    const most = `Of invoice ${invoice.number} only 24.00 EUR is left to credit at 20 % tax`;
    expect(await words({ unitPrice: '21', taxRateId: vat })).toContain(most);
    const [all, more] = ['20', '1'].map((unitPrice) => ({ unitPrice, taxRateId: vat }));
    expect(await words(all, more)).toContain(most);
    expect(await words({ unitPrice: '1', taxRateId: low })).toContain(
      `Nothing at 7 % tax is left to credit of invoice ${invoice.number}; in all 24.00 EUR is`,
    );
    expect(await words({ unitPrice: '1' })).toContain('Nothing at 0 % tax');
    const rest = await credit(id, { invoiceId: invoice.id });
    expect(rest).toMatchObject({ net: '20.00', tax: '4.00', total: '24.00' });
    expect((await cash.invoiceNow(invoice.id)).status).toBe('PAID');
  });

  it('of no invoice has lines of its own, and settles what is open', async () => {
    const { id } = await customer();
    const invoice = await cash.invoice(id, '50');
    const note = await credit(id, {
      lines: [{ description: 'Sorry', unitPrice: '25', taxRateId: vat }],
    });
    expect(note).toMatchObject({ invoice: null, total: '30.00', tax: '5.00', status: 'APPLIED' });
    expect((await cash.invoiceNow(invoice.id)).due).toBe('20.00');
  });

  it('refuses by field what makes no note, and changes nothing', async () => {
    const { id } = await customer();
    const invoice = await cash.invoice(id, '50');
    const other = await cash.invoice((await customer()).id, '50');
    const draft = await cash.invoice(id, '50', { draft: true });
    const gone = await cash.invoice(id, '5');
    await cash.void(gone.id);
    const field = async (more: object) => Object.keys((await refusedNote(id, more)).fields ?? {});
    expect(await field({})).toEqual(['lines']);
    expect(await field({ amount: '5' })).toEqual(['lines']);
    expect(await field({ invoiceId: invoice.id, reason: ' ' })).toEqual(['reason']);
    expect(await field({ invoiceId: other.id })).toEqual(['invoiceId']);
    expect(await field({ invoiceId: draft.id })).toEqual(['invoiceId']);
    expect(await field({ invoiceId: gone.id })).toEqual(['invoiceId']);
    expect(await field({ invoiceId: invoice.id, amount: '0' })).toEqual(['amount']);
    expect(await field({ invoiceId: invoice.id, amount: '-1' })).toEqual(['amount']);
    expect(
      await field({ invoiceId: invoice.id, amount: '1', invoiceLines: [{ position: 1 }] }),
    ).toEqual(['amount']);
    expect(await field({ invoiceId: invoice.id, invoiceLines: [] })).toEqual(['invoiceLines']);
    expect(await field({ invoiceId: invoice.id, invoiceLines: [{ position: 2 }] })).toEqual([
      'invoiceLines.0.position',
    ]);
    expect(
      await field({ invoiceId: invoice.id, invoiceLines: [{ position: 1 }, { position: 1 }] }),
    ).toEqual(['invoiceLines.1.position']);
    expect(await field({ lines: [{ description: 'Minus', unitPrice: '-1' }] })).toEqual([
      'lines.0.unitPrice',
    ]);
    // a note is not older than its invoice, which is of 1 April
    expect(await field({ invoiceId: invoice.id, documentDate: '2026-03-31' })).toEqual([
      'documentDate',
    ]);
    expect((await refusedNote(id, { invoiceId: NOWHERE })).code).toBe('NOT_FOUND');
    expect(await cash.balance(id)).toBe('-50.00');
    const { totalCount } = await one(
      'query ($c: ID!) { creditNotes(filter: { customerId: $c }) { totalCount } }',
      { c: id },
    );
    expect(totalCount).toBe(0);
  });

  it('never exceeds its invoice, however many are made at once, and a key is one note', async () => {
    const { id } = await customer();
    const invoice = await twoRates(id);
    const asked = await Promise.all(
      Array.from({ length: 12 }, () =>
        server.ask<any>(CREATE, {
          input: {
            customerId: id,
            invoiceId: invoice.id,
            amount: '33.33',
            documentDate: '2026-04-05',
            reason: 'at once',
          },
        }),
      ),
    );
    expect(asked.filter(({ data }) => data?.createCreditNote)).toHaveLength(5);
    const { creditNotes, credited } = await one(
      'query ($id: ID!) { invoice(id: $id) { credited creditNotes { net tax total } } }',
      { id: invoice.id },
    );
    expect(creditNotes).toHaveLength(5);
    expect(credited).toBe('166.65');
    const keyed = { invoiceId: invoice.id, amount: '1', idempotencyKey: 'note-1' };
    const twice = await Promise.all([1, 2, 3].map(() => credit(id, keyed)));
    expect(new Set(twice.map((note) => note.id)).size).toBe(1);
    expect((await credit(id, { ...keyed, amount: '1.00' })).id).toBe(twice[0].id);
    const own = (line: object) => ({
      idempotencyKey: 'note-2',
      lines: [{ description: 'Sorry', unitPrice: '3', ...line }],
    });
    const apart = await customer();
    const { id: written } = await credit(apart.id, own({}));
    expect((await credit(apart.id, own({ unitPrice: '3.00', quantity: '1.0' }))).id).toBe(written);
    expect(
      (await credit(apart.id, own({ quantity: null, taxIncluded: null, taxRateId: null }))).id,
    ).toBe(written);
    expect(await refusedNote(apart.id, own({ unitPrice: '3.01' }))).toMatchObject({
      reason: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await refusedNote(id, { ...keyed, amount: '2' })).toMatchObject({
      reason: 'IDEMPOTENCY_KEY_REUSED',
    });
    // what is left is exactly the rest of the invoice
    await credit(id, { invoiceId: invoice.id });
    const notes = (
      await one('query ($id: ID!) { invoice(id: $id) { creditNotes { net tax total } } }', {
        id: invoice.id,
      })
    ).creditNotes;
    const sum = (key: string) =>
      notes.reduce((all: number, note: any) => all + Math.round(Number(note[key]) * 100), 0);
    expect([sum('net'), sum('tax'), sum('total')]).toEqual([15000, 2350, 17350]);
  });

  it('keeps its invoice from being void or undone, and says what works instead', async () => {
    const { id } = await customer();
    const invoice = await cash.invoice(id, '50');
    const note = await credit(id, { invoiceId: invoice.id, amount: '10' });
    const voided = await refused(
      'mutation ($id: ID!) { voidInvoice(id: $id, reason: "wrong") { id } }',
      { id: invoice.id },
    );
    expect(voided).toMatchObject({ code: 'CONFLICT', reason: 'CREDIT_NOTE_ISSUED' });
    expect(voided.message).toContain(note.number);
    const { voidKept } = await one('query ($id: ID!) { invoice(id: $id) { voidKept } }', {
      id: invoice.id,
    });
    expect(voidKept).toContain('another credit note');
  });

  it('stands in its list with what the list comes to, for those who see its partner', async () => {
    const { id } = await customer();
    await credit(id, { lines: [{ description: 'A', unitPrice: '10' }] });
    const second = await credit(id, {
      documentDate: '2026-04-07',
      lines: [{ description: 'B', unitPrice: '5' }],
    });
    await refundNote(second.id);
    const list = (filter: object, token?: string) =>
      one(
        'query ($f: DocumentFilter) { creditNotes(filter: $f, sort: [{ field: "total", order: DESC }]) { totalCount sums { amount currency } nodes { total status } } }',
        { f: filter },
        token,
      );
    expect(await list({ customerId: id })).toEqual({
      totalCount: 2,
      sums: [{ amount: '15.00', currency: 'EUR' }],
      nodes: [
        { total: '10.00', status: 'OPEN' },
        { total: '5.00', status: 'REFUNDED' },
      ],
    });
    expect((await list({ customerId: id, status: 'OPEN' })).totalCount).toBe(1);
    expect((await list({ customerId: id, documentDateFrom: '2026-04-06' })).totalCount).toBe(1);
    expect((await list({ search: second.number })).totalCount).toBe(1);
    expect(await list({ customerId: id }, south.token)).toMatchObject({ totalCount: 0, sums: [] });
    const reader = await makeUser(server, north.id, 'READ_ONLY');
    expect((await list({ customerId: id }, reader.token)).totalCount).toBe(2);
    expect(
      (await refusedNote(id, { lines: [{ description: 'C', unitPrice: '1' }] }, reader.token)).code,
    ).toBe('FORBIDDEN');
    expect(
      (await refusedNote(id, { lines: [{ description: 'C', unitPrice: '1' }] }, south.token)).code,
    ).toBe('NOT_FOUND');
  });
});

describe('money given back', () => {
  it('of a credit note is what is left of it, once', async () => {
    const { id } = await customer();
    const invoice = await cash.invoice(id, '40');
    const note = await credit(id, { lines: [{ description: 'A', unitPrice: '100' }] });
    expect((await cash.invoiceNow(invoice.id)).status).toBe('PAID');
    const [first] = await Promise.all([1, 2, 3].map(() => refundNote(note.id, 'refund-1')));
    expect(first).toMatchObject({
      status: 'REFUNDED',
      applied: '40.00',
      refunded: '60.00',
      left: '0.00',
      refunds: [{ amount: '60.00', status: 'DONE', method: 'BANK_TRANSFER', date: '2026-04-09' }],
    });
    expect(await cash.balance(id)).toBe('0.00');
    expect((await cash.ledger(id))[0]).toMatchObject({
      type: 'DEBIT',
      amount: '60.00',
      category: 'Refund',
    });
    expect(await refused(REFUND_NOTE, { id: note.id, date: '2026-04-09' })).toMatchObject({
      code: 'CONFLICT',
      reason: 'MORE_THAN_PAID',
    });
  });

  it('of a payment takes what settles nothing first, then opens invoices again, the last due first', async () => {
    const { id } = await customer();
    const first = await cash.invoice(id, '30', { documentDate: '2026-03-01' });
    const second = await cash.invoice(id, '30', { documentDate: '2026-04-01' });
    const paid = await cash.pay(id, '70');
    expect(await refund(paid.id, '5')).toMatchObject({
      refunded: '5.00',
      unallocated: '5.00',
      refunds: [{ amount: '5.00', method: 'BANK_TRANSFER', status: 'DONE' }],
    });
    expect(await refund(paid.id, '15')).toMatchObject({ refunded: '20.00', unallocated: '0.00' });
    expect((await cash.invoiceNow(first.id)).due).toBe('0.00');
    expect(await cash.invoiceNow(second.id)).toMatchObject({ due: '10.00' });
    expect(await cash.balance(id)).toBe('-10.00');
    expect(
      await refused(REFUND, { id: paid.id, amount: '50.01', date: '2026-04-09' }),
    ).toMatchObject({ code: 'CONFLICT', reason: 'MORE_THAN_PAID' });
    expect(
      await refused('mutation ($id: ID!) { reversePayment(id: $id, reason: "x") { id } }', {
        id: paid.id,
      }),
    ).toMatchObject({ reason: 'ALREADY_REFUNDED' });
    expect(await refund(paid.id)).toMatchObject({ refunded: '70.00', allocations: [] });
    // its receipt promises nothing of it any more
    const receipt = await fetchAs(server, `/documents/receipts/${paid.id}.pdf`);
    expect((await readPdf(await receipt.arrayBuffer())).text).not.toContain(
      'stays on your balance',
    );
    expect(await cash.balance(id)).toBe('-60.00');
    expect(await refused(REFUND, { id: paid.id, date: '2026-04-09' })).toMatchObject({
      reason: 'MORE_THAN_PAID',
    });
  });

  it('never exceeds the payment, however often it is asked for at once, and a key is one refund', async () => {
    const { id } = await customer();
    const paid = await cash.pay(id, '100');
    const asked = await Promise.all(
      Array.from({ length: 20 }, () =>
        server.ask<any>(REFUND, { id: paid.id, amount: '30', date: '2026-04-09' }),
      ),
    );
    expect(asked.filter(({ data }) => data?.refundPayment)).toHaveLength(3);
    await Promise.all(['4', '4.0', '4.00'].map((spelt) => refund(paid.id, spelt, 'once')));
    expect(await cash.balance(id)).toBe('6.00');
    expect(
      await refused(REFUND, { id: paid.id, amount: '5', date: '2026-04-09', key: 'once' }),
    ).toMatchObject({ reason: 'IDEMPOTENCY_KEY_REUSED' });
    const cashier = await makeUser(server, north.id, 'CASHIER');
    expect((await refused(REFUND, { id: paid.id, date: '2026-04-09' }, cashier.token)).code).toBe(
      'FORBIDDEN',
    );
    expect((await refused(REFUND, { id: paid.id, date: '2026-04-09' }, south.token)).code).toBe(
      'NOT_FOUND',
    );
  });
});

it('nothing is given back before it came', async () => {
  const { id } = await customer();
  const paid = await cash.pay(id, '50');
  const note = await credit(id, { lines: [{ description: 'A', unitPrice: '10' }] });
  const fields = async (query: string, of: string, date: string) =>
    (await refused(query, { id: of, date })).fields;
  expect(await fields(REFUND, paid.id, '2026-04-01')).toMatchObject({
    date: expect.stringContaining('2026-04-02'),
  });
  expect(await fields(REFUND_NOTE, note.id, '2020-01-01')).toMatchObject({
    date: expect.stringContaining('2026-04-05'),
  });
  expect(await cash.balance(id)).toBe('60.00');
});

/** What is offered to be given back of a payment, or a note. */
const refundable = async (kind: 'payment' | 'creditNote', id: string, token?: string) =>
  (await one(`query ($id: ID!) { ${kind}(id: $id) { refundable } }`, { id }, token)).refundable;

describe('the same money, asked back twice', () => {
  const standing = (id: string) =>
    one('query ($id: ID!) { invoice(id: $id) { status due credited } }', { id });
  const paidAndCredited = async (amount?: string) => {
    const { id } = await customer();
    const invoice = await cash.invoice(id, '120');
    const paid = await cash.pay(id, '120');
    const note = await credit(id, { invoiceId: invoice.id, amount });
    return { id, invoice, paid, note };
  };
  const REVERSE_IT = 'mutation ($id: ID!) { reversePayment(id: $id, reason: "wrong") { id } }';

  it('goes out once: not by the payment what went out by the note of its invoice', async () => {
    const { id, invoice, paid, note } = await paidAndCredited();
    expect([await refundable('payment', paid.id), await refundable('creditNote', note.id)]).toEqual(
      ['120.00', '120.00'],
    );
    await refundNote(note.id);
    expect([await refundable('payment', paid.id), await refundable('creditNote', note.id)]).toEqual(
      ['0.00', '0.00'],
    );
    const no = await refused(REFUND, { id: paid.id, date: '2026-04-09' });
    expect(no).toMatchObject({ code: 'CONFLICT', reason: 'MORE_THAN_PAID' });
    expect(no.message).toContain(note.number);
    expect(no.message).toContain(invoice.number);
    const back = await refused(REVERSE_IT, { id: paid.id });
    expect(back).toMatchObject({ code: 'CONFLICT', reason: 'MORE_THAN_PAID' });
    expect(back.message).toContain(note.number);
    expect(await cash.balance(id)).toBe('0.00');
    expect(await standing(invoice.id)).toEqual({ status: 'PAID', due: '0.00', credited: '120.00' });
  });

  it('goes out once the other way round: the note then settles its own invoice', async () => {
    const { id, invoice, paid, note } = await paidAndCredited();
    expect(await refund(paid.id)).toMatchObject({ refunded: '120.00', allocations: [] });
    const now = await one(`query ($id: ID!) { creditNote(id: $id) { ${NOTE} } }`, { id: note.id });
    expect(now).toMatchObject({ status: 'APPLIED', applied: '120.00', left: '0.00' });
    expect(await refused(REFUND_NOTE, { id: note.id, date: '2026-04-09' })).toMatchObject({
      reason: 'MORE_THAN_PAID',
    });
    expect(await cash.balance(id)).toBe('0.00');
    expect(await standing(invoice.id)).toMatchObject({ status: 'PAID', due: '0.00' });
  });

  it('goes out by the payment as far as its invoice was not given back', async () => {
    const { id, invoice, paid, note } = await paidAndCredited('50');
    await refundNote(note.id);
    expect(await refundable('payment', paid.id)).toBe('70.00');
    const no = await refused(REFUND, { id: paid.id, amount: '70.01', date: '2026-04-09' });
    expect(no).toMatchObject({ code: 'CONFLICT', reason: 'MORE_THAN_PAID' });
    expect(no.message).toContain('70.00 EUR');
    expect(await refund(paid.id)).toMatchObject({ refunded: '70.00' });
    expect(await cash.balance(id)).toBe('-70.00');
    expect(await standing(invoice.id)).toEqual({
      status: 'PARTIALLY_PAID',
      due: '70.00',
      credited: '50.00',
    });
  });

  it('comes back from the invoice that the note paid, where it went there', async () => {
    const { id, invoice, paid, note } = await paidAndCredited();
    const next = await cash.invoice(id, '120', { documentDate: '2026-04-06' });
    expect(next.status).toBe('PAID');
    expect(await refund(paid.id, '100')).toMatchObject({ refunded: '100.00' });
    expect(await standing(invoice.id)).toMatchObject({ due: '0.00' });
    expect(await standing(next.id)).toMatchObject({ due: '100.00' });
    const now = await one(`query ($id: ID!) { creditNote(id: $id) { ${NOTE} } }`, { id: note.id });
    expect(now.allocations.map((each: any) => [each.invoice.id, each.amount]).sort()).toEqual(
      [
        [invoice.id, '100.00'],
        [next.id, '20.00'],
      ].sort(),
    );
    expect(await cash.balance(id)).toBe('-100.00');
    await cash.reverse((await cash.pay(id, '100')).id);
    expect(await standing(invoice.id)).toMatchObject({ due: '0.00' });
  });

  it('a payment that never came takes the note along to its own invoice', async () => {
    const { id, invoice, paid } = await paidAndCredited();
    const next = await cash.invoice(id, '120', { documentDate: '2026-04-06' });
    await cash.reverse(paid.id);
    expect(await standing(invoice.id)).toMatchObject({ due: '0.00' });
    expect(await standing(next.id)).toMatchObject({ due: '120.00' });
    expect(await cash.balance(id)).toBe('-120.00');
  });

  it('what entries without an invoice took is no credit any more', async () => {
    const { id } = await customer();
    const paid = await cash.pay(id, '120');
    await cash.correct(id, 'DEBIT', '120');
    expect(await refundable('payment', paid.id)).toBe('0.00');
    const note = await credit(id, { lines: [{ description: 'Sorry', unitPrice: '100' }] });
    expect(await refundable('creditNote', note.id)).toBe('100.00');
    await cash.correct(id, 'DEBIT', '30');
    expect(await refundable('creditNote', note.id)).toBe('70.00');
    await cash.correct(id, 'CREDIT', '30');
    expect(await refundNote(note.id)).toMatchObject({ refunded: '100.00' });
    const no = await refused(REFUND, { id: paid.id, date: '2026-04-09' });
    expect(no).toMatchObject({ code: 'CONFLICT', reason: 'MORE_THAN_PAID' });
    expect(no.message).toContain('without an invoice');
    expect(await cash.balance(id)).toBe('0.00');
  });

  it('is offered as far as it can go out, to all of a list at once and to nobody who may not', async () => {
    const [first, second] = [await paidAndCredited('50'), await paidAndCredited()];
    await refundNote(second.note.id);
    const back = await cash.pay(first.id, '10');
    await cash.reverse(back.id);
    const { nodes } = await one('{ payments(first: 50) { nodes { id refundable } } }', {});
    const offered = new Map<string, string>(nodes.map((each: any) => [each.id, each.refundable]));
    expect([first.paid.id, second.paid.id, back.id].map((id) => offered.get(id))).toEqual([
      '120.00',
      '0.00',
      '0.00',
    ]);
    const manager = await makeUser(server, north.id, 'MANAGER');
    for (const [kind, id] of [
      ['payment', first.paid.id],
      ['creditNote', first.note.id],
    ])
      expect(
        (
          await refused(
            `query ($id: ID!) { ${kind}(id: $id) { refundable } }`,
            { id },
            manager.token,
          )
        ).code,
      ).toBe('FORBIDDEN');
  });

  it('twenty at once give out once', async () => {
    const { id, invoice, paid, note } = await paidAndCredited();
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        i % 2
          ? server.ask<any>(REFUND, { id: paid.id, amount: '40', date: '2026-04-09' })
          : server.ask<any>(REFUND_NOTE, { id: note.id, date: '2026-04-09' }),
      ),
    );
    expect(await cash.balance(id)).toBe('0.00');
    expect(await standing(invoice.id)).toMatchObject({ due: '0.00', credited: '120.00' });
  });

  it.each(orders(['note', 'refundNote', 'refund', 'reverse', 'writeOff', 'void', 'claim']))(
    'in the order %s leaves an invoice that is due at most what was not credited',
    async (told) => {
      const { id } = await customer();
      const invoice = await cash.invoice(id, '120');
      const paid = await cash.pay(id, '70');
      let note: any = null;
      const acts: Record<string, () => Promise<any>> = {
        note: async () => {
          const { data } = await server.ask<any>(CREATE, {
            input: {
              customerId: id,
              invoiceId: invoice.id,
              documentDate: '2026-04-05',
              reason: 'x',
            },
          });
          note = data?.createCreditNote;
        },
        refundNote: async () =>
          note && server.ask<any>(REFUND_NOTE, { id: note.id, date: '2026-04-09' }),
        refund: async () => {
          const offered = await refundable('payment', paid.id);
          const { data } = await server.ask<any>(REFUND, { id: paid.id, date: '2026-04-09' });
          expect(data?.refundPayment.refunded ?? '0.00').toBe(offered);
        },
        reverse: () => server.ask<any>(REVERSE_IT, { id: paid.id }),
        writeOff: () => server.ask<any>(WRITE_OFF, { id: invoice.id, reason: 'gone' }),
        void: () =>
          server.ask<any>('mutation ($id: ID!) { voidInvoice(id: $id, reason: "x") { id } }', {
            id: invoice.id,
          }),
        claim: () =>
          server.ask<any>(
            'mutation ($id: ID!, $p: ClaimInput!) { claimInvoice(id: $id, payment: $p) { id } }',
            { id: invoice.id, p: { amount: '50', date: '2026-04-06', method: 'CASH' } },
          ),
      };
      for (const act of told.split(', ')) {
        await acts[act]();
        const { due, credited } = await standing(invoice.id);
        expect({ act, over: Number(due) + Number(credited) > 120 }).toEqual({ act, over: false });
        const entries = await cash.ledger(id);
        const sum = (of: (entry: any) => boolean) =>
          entries.filter(of).reduce((all, { amount }) => all + Math.round(Number(amount) * 100), 0);
        const came =
          sum(({ category }) => category === 'Payment') -
          sum(({ description }) => description.startsWith('Reversed: payment'));
        expect({ act, out: sum(({ category }) => category === 'Refund') <= came }).toEqual({
          act,
          out: true,
        });
      }
    },
  );
});

/** Some orders of acts: each act first, and each at the end. */
function orders(acts: readonly string[]): string[] {
  return acts.flatMap((_, i) => {
    const turned = [...acts.slice(i), ...acts.slice(0, i)];
    return [turned.join(', '), turned.toReversed().join(', ')];
  });
}

describe('a write-off', () => {
  it('settles what is due by a Correction without tax, and is taken back with its invoice', async () => {
    const { id } = await customer();
    const invoice = await twoRates(id);
    await cash.pay(id, '73.50');
    const written = await one(WRITE_OFF, { id: invoice.id, reason: 'insolvent' });
    expect(written).toMatchObject({ status: 'PAID', due: '0.00', writtenOff: '100.00' });
    expect(await cash.balance(id)).toBe('0.00');
    expect((await cash.ledger(id))[0]).toMatchObject({
      type: 'CREDIT',
      category: 'Correction',
      amount: '100.00',
      invoice: { id: invoice.id },
    });
    expect(await refused(WRITE_OFF, { id: invoice.id, reason: 'again' })).toMatchObject({
      code: 'CONFLICT',
      reason: 'NOTHING_DUE',
    });
    // a note takes the write-off's place: nobody is credited what it never paid
    const note = await credit(id, { invoiceId: invoice.id, amount: '120' });
    expect(note).toMatchObject({ applied: '100.00', left: '20.00', status: 'OPEN' });
    expect(await cash.balance(id)).toBe('20.00');
    expect(
      await one('query ($id: ID!) { invoice(id: $id) { writtenOff due credited } }', {
        id: invoice.id,
      }),
    ).toEqual({ writtenOff: '0.00', due: '0.00', credited: '120.00' });
  });

  it('is taken back by an entry of today, whatever date the note bears', async () => {
    const tell = story(server);
    const shop = await tell.partner({ name: 'Dated', currency: 'EUR' });
    const { id } = await makeCustomer(server, shop.id, {});
    for (const documentDate of ['2026-02-05', '2026-05-20']) {
      const invoice = await cash.invoice(id, '100', { documentDate: '2026-02-01' });
      await one(WRITE_OFF, { id: invoice.id, reason: 'gone' });
      await credit(id, { invoiceId: invoice.id, amount: '50', documentDate });
      expect(
        (await cash.ledger(id)).filter(
          (each: any) => each.invoice?.id === invoice.id && each.category === 'Correction',
        ),
      ).toMatchObject([
        { type: 'DEBIT', amount: '50.00', date: '2026-04-10' },
        { type: 'CREDIT', amount: '100.00', date: '2026-04-10' },
      ]);
      expect((await cash.invoiceNow(invoice.id)).due).toBe('0.00');
    }
    const { financeMetrics } = await server.must<any>(
      'query ($p: ID!) { financeMetrics(partnerId: $p) { writtenOffThisMonth } }',
      { p: shop.id },
    );
    expect(financeMetrics).toEqual({ writtenOffThisMonth: '100.00' });
  });

  it('gives way to a payment that names its invoice, as far as that goes', async () => {
    const { id } = await customer();
    const invoice = await cash.invoice(id, '100');
    await one(WRITE_OFF, { id: invoice.id, reason: 'gone' });
    const part = await cash.pay(id, '30', { invoiceId: invoice.id });
    expect(part).toMatchObject({
      unallocated: '0.00',
      allocations: [{ amount: '30.00', invoice: { id: invoice.id } }],
    });
    const now = () =>
      one('query ($id: ID!) { invoice(id: $id) { due paid writtenOff allocations { amount } } }', {
        id: invoice.id,
      });
    expect(await now()).toMatchObject({ due: '0.00', paid: '100.00', writtenOff: '70.00' });
    expect(await cash.balance(id)).toBe('0.00');
    expect((await cash.pay(id, '80', { invoiceId: invoice.id })).unallocated).toBe('10.00');
    expect(await now()).toMatchObject({ due: '0.00', paid: '100.00', writtenOff: '0.00' });
    expect(await cash.balance(id)).toBe('10.00');
    const { fields } = await refused(RECORD_PAYMENT, {
      input: {
        customerId: id,
        invoiceId: invoice.id,
        amount: '1',
        date: '2026-04-02',
        method: 'CASH',
      },
    });
    expect(fields).toHaveProperty('invoiceId');
  });

  it('is taken back with a reason, and what is on the balance pays the invoice', async () => {
    const { id } = await customer();
    const invoice = await cash.invoice(id, '100');
    const take = { id: invoice.id, reason: 'She paid after all' };
    expect((await refused(TAKE_BACK, take)).reason).toBe('NOTHING_WRITTEN_OFF');
    await one(WRITE_OFF, { id: invoice.id, reason: 'gone' });
    await cash.pay(id, '60');
    expect(await cash.balance(id)).toBe('60.00');
    expect((await refused(TAKE_BACK, { ...take, reason: ' ' })).fields).toHaveProperty('reason');
    const manager = await makeUser(server, north.id, 'MANAGER');
    expect((await refused(TAKE_BACK, take, manager.token)).code).toBe('FORBIDDEN');
    expect((await refused(TAKE_BACK, take, south.token)).code).toBe('NOT_FOUND');
    const asked = await Promise.all([1, 2, 3].map(() => server.ask<any>(TAKE_BACK, take)));
    expect(asked.filter(({ data }) => data?.takeBackWriteOff)).toHaveLength(1);
    expect(await cash.invoiceNow(invoice.id)).toMatchObject({ due: '40.00', paid: '60.00' });
    expect(await cash.balance(id)).toBe('-40.00');
  });

  it('is printed as written off, and never as paid, for the customer too', async () => {
    const of = await customer();
    const invoice = await cash.invoice(of.id, '119');
    await credit(of.id, { invoiceId: invoice.id, amount: '69' });
    await one(WRITE_OFF, { id: invoice.id, reason: 'gone' });
    const bare = await cash.invoice(of.id, '50');
    await one(WRITE_OFF, { id: bare.id, reason: 'gone' });
    const portal = await server.signIn(of.login, PASSWORD);
    for (const { id } of [invoice, bare]) {
      const file = await fetchAs(server, `/documents/invoices/${id}.pdf`, portal);
      const { text } = await readPdf(await file.arrayBuffer());
      expect(text).toMatch(/Written off[^A-Z]*50\.00/);
      expect(text).not.toMatch(/Paid/);
    }
    expect(
      await one(
        'query ($id: ID!) { invoice(id: $id) { writtenOff allocations { amount writtenOff } } }',
        { id: invoice.id },
        portal,
      ),
    ).toEqual({
      writtenOff: '50.00',
      allocations: [
        { amount: '69.00', writtenOff: false },
        { amount: '50.00', writtenOff: true },
      ],
    });
  });

  it('of a void invoice leaves nothing on the balance', async () => {
    const { id } = await customer();
    const invoice = await cash.invoice(id, '50');
    await one(WRITE_OFF, { id: invoice.id, reason: 'gone' });
    expect(await cash.void(invoice.id)).toMatchObject({ status: 'VOID', paid: '0.00' });
    expect(await cash.balance(id)).toBe('0.00');
  });

  it('asks for a reason, and for an invoice that is owed', async () => {
    const { id } = await customer();
    const invoice = await cash.invoice(id, '50');
    const draft = await cash.invoice(id, '50', { draft: true });
    expect((await refused(WRITE_OFF, { id: invoice.id, reason: ' ' })).fields).toHaveProperty(
      'reason',
    );
    expect((await refused(WRITE_OFF, { id: draft.id, reason: 'x' })).reason).toBe('NOT_ISSUED');
    const manager = await makeUser(server, north.id, 'MANAGER');
    expect((await refused(WRITE_OFF, { id: invoice.id, reason: 'x' }, manager.token)).code).toBe(
      'FORBIDDEN',
    );
    expect(await cash.balance(id)).toBe('-50.00');
  });
});

it('figures know notes, refunds and write-offs apart', async () => {
  const tell = story(server);
  const shop = await tell.partner({ name: 'Figures', currency: 'EUR' });
  const { id } = await makeCustomer(server, shop.id, {});
  const invoice = await cash.invoice(id, '100');
  const paid = await cash.pay(id, '60');
  await credit(id, { invoiceId: invoice.id, amount: '10' });
  await refund(paid.id, '20');
  await one(WRITE_OFF, { id: invoice.id, reason: 'gone' });
  const { financeMetrics } = await server.must<any>(
    'query ($p: ID!) { financeMetrics(partnerId: $p) { invoicedThisMonth paidThisMonth creditedThisMonth refundedThisMonth writtenOffThisMonth outstanding } }',
    { p: shop.id },
  );
  expect(financeMetrics).toEqual({
    invoicedThisMonth: '100.00',
    paidThisMonth: '60.00',
    creditedThisMonth: '10.00',
    refundedThisMonth: '20.00',
    writtenOffThisMonth: '50.00',
    outstanding: '0.00',
  });
});

it('a credit that waits lowers the next charge with its tax, and waits where it is more than that', async () => {
  const tell = story(server);
  const shop = await tell.partner({ name: 'Waiting', currency: 'EUR' });
  const tariff = await tell.tariff({
    name: 'Plan',
    price: '100',
    currency: 'EUR',
    partnerIds: [shop.id],
    taxRateId: vat,
  });
  const { id } = await makeCustomer(server, shop.id, { status: 'ACTIVE' });
  await tell.service({ customerId: id, tariffId: tariff.id, startDate: '2026-04-01' });
  const wait = (description: string, unitPrice: string) =>
    one('mutation ($i: FutureItemInput!) { addFutureItem(input: $i) { id } }', {
      i: { customerId: id, description, unitPrice, taxRateId: vat, date: '2026-04-01' },
    });
  await wait('Outage', '-10');
  await wait('Gift', '-500');
  const { upcomingCharge } = await one(
    'query ($c: ID!) { customer(id: $c) { upcomingCharge(date: "2026-04-01") { total waiting } } }',
    { c: id },
  );
  expect(upcomingCharge.total).toBe('108.00');
  expect(upcomingCharge.waiting).toEqual([expect.stringMatching(/^“Gift” \(-500.*more than/)]);
  const [{ id: runId }] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
  const { entries } = await one(
    'query ($id: ID!) { billingRun(id: $id) { entries { nodes { flags waiting } } } }',
    { id: runId },
  );
  expect(entries.nodes).toMatchObject([
    { flags: expect.arrayContaining(['CREDIT_WAITS']), waiting: [expect.stringContaining('Gift')] },
  ]);
  const charged = await one(
    `mutation ($c: ID!) { chargeCustomer(customerId: $c, date: "2026-04-01") { ${INVOICE} } }`,
    { c: id },
  );
  expect(charged).toMatchObject({ net: '90.00', tax: '18.00', total: '108.00' });
  expect(charged.lines.map((line: any) => [line.description, line.total])).toEqual([
    ['Plan', '120.00'],
    ['Outage', '-12.00'],
  ]);
  const { futureItems } = await one(
    'query ($c: ID!) { customer(id: $c) { futureItems { description } } }',
    { c: id },
  );
  expect(futureItems).toEqual([{ description: 'Gift' }]);
});

describe('what a customer gets of a credit note', () => {
  it('is a PDF of its own, with the lines, the reason and the invoice, also in the portal', async () => {
    const of = await makeCustomer(server, north.id, { email: 'notes@customer.example' });
    const invoice = await twoRates(of.id);
    const note = await credit(of.id, {
      invoiceId: invoice.id,
      amount: '20',
      reason: 'Two days out',
    });
    const portal = await server.signIn(of.login, PASSWORD);
    const file = (path: string, token: string) => fetchAs(server, path, token);
    const { text } = await readPdf(await (await file(note.pdfUrl, portal)).arrayBuffer());
    for (const words of ['Credit note', note.number, invoice.number, 'Two days out', '20.00'])
      expect(text).toContain(words);
    expect((await file(note.pdfUrl, south.token)).status).toBe(404);
    // the invoice says what was credited, and calls nothing paid
    const bill = await file(`/documents/invoices/${invoice.id}.pdf`, portal);
    const printed = await readPdf(await bill.arrayBuffer());
    expect(printed.text).toContain(`credit note ${note.number}`);
    expect(printed.text).toContain('Credited');
    expect(printed.text).not.toMatch(/Paid /);
  });

  it('is announced by a mail, once, as invoices are', async () => {
    const of = await makeCustomer(server, north.id, { email: 'told@customer.example' });
    const note = await credit(of.id, { lines: [{ description: 'Sorry', unitPrice: '5' }] });
    const { nodes } = await one(
      'query ($c: ID!) { messages(filter: { customerId: $c }) { nodes { id kind status creditNote { id } } } }',
      { c: of.id },
    );
    expect(nodes).toMatchObject([{ kind: 'CREDIT_NOTE_MAIL', creditNote: { id: note.id } }]);
    const { subject, body } = await one(
      'query ($id: ID!) { messagePreview(id: $id) { subject body } }',
      { id: nodes[0].id },
    );
    expect(subject).toContain(`Credit note ${note.number}`);
    expect(body).toContain('5.00');
  });
});
