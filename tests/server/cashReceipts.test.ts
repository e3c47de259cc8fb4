import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { readCsv } from '../support/csv.ts';
import { fetchAs, readPdf } from '../support/files.ts';
import { money } from '../support/money.ts';
import { makeCustomer, makeTenant, makeUser, type Tenant } from '../support/tenants.ts';

let server: TestServer;
let cash: ReturnType<typeof money>;
let shop: Tenant;
let cashier: { id: string; email: string; token: string };
let second: typeof cashier;
let keys = 0;

const one = async (query: string, variables: object, token: string): Promise<any> =>
  Object.values(await server.must<Record<string, any>>(query, variables, token))[0];
const settings = (input: object) =>
  server.must(
    'mutation ($p: ID!, $i: PaymentSettingsInput!) { updatePaymentSettings(partnerId: $p, input: $i) { overridden } }',
    { p: shop.id, i: input },
    shop.token,
  );
const open = async (float: string, who = cashier): Promise<string> => {
  const { id } = await one(
    'mutation ($i: TillInput!) { createTill(input: $i) { id } }',
    { i: { partnerId: shop.id, name: `Till ${(keys += 1)}`, userIds: [who.id] } },
    shop.token,
  );
  return (
    await one(
      'mutation ($t: ID!, $f: Decimal!) { openTill(tillId: $t, float: $f) { id } }',
      { t: id, f: float },
      who.token,
    )
  ).id;
};
const take = (customerId: string, amount: string, more: object = {}, who = cashier) =>
  one(
    `mutation ($i: CashDeskPaymentInput!) { takeCashDeskPayment(input: $i) {
      id receiptNumber receiptUrl customer { balance openInvoices { due } } } }`,
    { i: { customerId, amount, method: 'CASH', idempotencyKey: `key ${(keys += 1)}`, ...more } },
    who.token,
  );
const COUNTED = `id status number counted expected difference left reportUrl
  counts { counted expected pieces { value count } } totals { kind method count amount }`;
const CLOSE = `mutation ($s: ID!, $c: Decimal!, $l: Decimal!, $r: String, $p: [TillPieceInput!]) {
  closeTill(sessionId: $s, counted: $c, left: $l, reason: $r, pieces: $p) { ${COUNTED} } }`;
const reverse = (id: string, who = second) =>
  server.must(
    'mutation ($id: ID!) { reversePayment(id: $id, reason: "typed twice") { id } }',
    { id },
    who.token,
  );
const printed = async (path: string, token = cashier.token) => {
  const answer = await fetchAs(server, path, token);
  expect(answer.status, path).toBe(200);
  return readPdf(new Uint8Array(await answer.arrayBuffer()));
};

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  cash = money(server);
  shop = await makeTenant(server, 'Karoo', { currency: 'EUR' });
  cashier = await makeUser(server, shop.id, 'CASHIER');
  second = await makeUser(server, shop.id, 'FINANCIAL_MANAGER');
});
afterAll(async () => {
  await server.stop();
});

describe('what rounded a payment in cash', () => {
  it('goes back with it, whichever way it went', async () => {
    await settings({ cashRounding: '0.05' });
    const session = await open('200.00', second);
    for (const [due, paid, correction] of [
      ['59.92', '59.90', 'CREDIT'],
      ['59.93', '59.95', 'DEBIT'],
    ] as const) {
      const payer = await makeCustomer(server, shop.id);
      const invoice = await cash.invoice(payer.id, due);
      const receipt = await take(payer.id, paid, {}, second);
      expect(receipt.customer).toEqual({ balance: '0.00', openInvoices: [] });
      await reverse(receipt.id);
      expect(await cash.balance(payer.id)).toBe(`-${due}`);
      expect(await cash.invoiceNow(invoice.id)).toMatchObject({ status: 'UNPAID', due });
      const taken = (await cash.ledger(payer.id)).filter((each: any) =>
        each.description.toLowerCase().includes('rounding'),
      );
      expect(taken).toMatchObject([
        { type: correction === 'CREDIT' ? 'DEBIT' : 'CREDIT', amount: '0.02' },
        { type: correction, amount: '0.02' },
      ]);
      // and is there again when it is paid again
      expect((await take(payer.id, paid, {}, second)).customer).toEqual({
        balance: '0.00',
        openInvoices: [],
      });
    }
    await one(CLOSE, { s: session, c: '319.85', l: '0' }, second.token);
    await settings({ cashRounding: null });
  });
});

describe('a receipt of the desk', () => {
  it('is a copy from the second print on, on A4 as on 80 mm; who printed it is written down', async () => {
    const anna = await makeCustomer(server, shop.id, { name: 'Anna Meyer' });
    await cash.invoice(anna.id, '59.90');
    const session = await open('0');
    const receipt = await take(anna.id, '59.90', { tendered: '70.00' });
    const first = await printed(`${receipt.receiptUrl}?format=80mm`);
    // 72 mm of print on 80 mm of paper, as long as its content
    expect(first.pages).toBe(1);
    expect(first.text).not.toContain('Copy');
    for (const words of ['Anna Meyer', receipt.receiptNumber, '59.90 EUR', '10.10 EUR'])
      expect(first.text).toContain(words);
    expect((await printed(receipt.receiptUrl)).text).toContain('Copy 2');
    // asked for what it is, looked at, or sent as it stands it is not handed out
    expect((await fetchAs(server, receipt.receiptUrl, cashier.token, 'HEAD')).status).toBe(200);
    const { text } = await printed(`${receipt.receiptUrl}?format=80mm`, shop.token);
    expect(text).toContain('Copy 3');
    expect((await fetchAs(server, `${receipt.receiptUrl}?format=a5`, shop.token)).status).toBe(400);
    const { auditEntries } = await server.must<any>(
      `query ($id: ID!) { auditEntries(filter: { entityId: $id, action: "print" }, first: 10) { nodes { actor } } }`,
      { id: receipt.id },
    );
    expect(auditEntries.nodes).toHaveLength(3);
    await one(CLOSE, { s: session, c: '59.90', l: '0' }, cashier.token);
  });

  it('has a number for each print, also for many at once', async () => {
    const bo = await makeCustomer(server, shop.id);
    const session = await open('0');
    const { id, receiptUrl } = await take(bo.id, '5.00');
    const texts = await Promise.all(
      Array.from({ length: 6 }, async () => (await printed(`${receiptUrl}?format=80mm`)).text),
    );
    const copies = texts.map((text) => /Copy (\d)/.exec(text)?.[1] ?? '1').sort();
    expect(copies).toEqual(['1', '2', '3', '4', '5', '6']);
    // money that came otherwise has a receipt that is read, not handed out
    const { id: other } = await cash.pay(bo.id, '5.00');
    for (let n = 0; n < 2; n += 1)
      expect((await printed(`/documents/receipts/${other}.pdf`, shop.token)).text).not.toContain(
        'Copy',
      );
    expect(id).not.toBe(other);
    await one(CLOSE, { s: session, c: '5.00', l: '0' }, cashier.token);
  });

  it('on 80 mm is its partner’s to write, and a copy of that says so too', async () => {
    const cy = await makeCustomer(server, shop.id);
    const session = await open('0');
    const { receiptUrl } = await take(cy.id, '7.00');
    const set = (source: string | null) =>
      server.must(
        'mutation ($p: ID!, $s: String) { setDocumentTemplate(partnerId: $p, kind: RECEIPT_80MM_PDF, source: $s) { builtIn } }',
        { p: shop.id, s: source },
        shop.token,
      );
    await set('<p>Ours: {{money document.total document.currency}}</p>');
    await printed(receiptUrl);
    const { text } = await printed(`${receiptUrl}?format=80mm`);
    expect(text).toContain('Ours: 7.00');
    expect(text).toContain('Copy 2');
    await set(null);
    await one(CLOSE, { s: session, c: '7.00', l: '0' }, cashier.token);
  });
});

describe('a count', () => {
  it('by coin and note is kept with the close; the first stays', async () => {
    const session = await open('10.00');
    const refusedBy = async (pieces: object[], counted = '25.00') =>
      (await server.refused(CLOSE, { s: session, c: counted, l: '0', p: pieces }, cashier.token))
        .fields;
    expect(await refusedBy([{ value: '10.00', count: 1 }])).toHaveProperty('pieces');
    expect(await refusedBy([{ value: '10.00', count: -1 }])).toHaveProperty('pieces');
    expect(
      await refusedBy([
        { value: '12.50', count: 1 },
        { value: '12.5', count: 1 },
      ]),
    ).toHaveProperty('pieces');
    // counted wrong: kept, and asked why
    expect(await refusedBy([{ value: '5.00', count: 5 }])).toHaveProperty('reason');
    const right = [
      { value: '0.50', count: 4 },
      { value: '5.00', count: 1 },
      { value: '2.00', count: 0 },
      { value: '1.00', count: 3 },
    ];
    const closed = await one(
      CLOSE,
      { s: session, c: '10.00', l: '0', r: 'miscounted', p: right },
      cashier.token,
    );
    expect(closed.counts).toEqual([
      { counted: '25.00', expected: '10.00', pieces: [{ value: '5.00', count: 5 }] },
      {
        counted: '10.00',
        expected: '10.00',
        pieces: [
          { value: '5.00', count: 1 },
          { value: '1.00', count: 3 },
          { value: '0.50', count: 4 },
        ],
      },
    ]);
    const { text } = await printed(closed.reportUrl);
    for (const words of ['Counted first', 'Counted in 5.00', 'Counted in 0.50', 'miscounted'])
      expect(text).toContain(words);
  });
});

describe('closes', () => {
  it('are numbered without gaps, however often one is asked for at once', async () => {
    const till = (
      await one(
        'mutation ($i: TillInput!) { createTill(input: $i) { id } }',
        { i: { partnerId: shop.id, name: 'Numbered', userIds: [cashier.id] } },
        shop.token,
      )
    ).id;
    const numbers: number[] = [];
    for (let n = 0; n < 2; n += 1) {
      const { id } = await one(
        'mutation ($t: ID!) { openTill(tillId: $t, float: "10") { id } }',
        { t: till },
        cashier.token,
      );
      const closing = { s: id, c: '10.00', l: '10.00' };
      // somebody refused on the way leaves no gap
      await server.refused(CLOSE, { ...closing, c: '9.00', l: '0' }, cashier.token);
      const answers = await Promise.all(
        Array.from({ length: 4 }, () =>
          server.ask<any>(CLOSE, { ...closing, r: 'miscounted' }, cashier.token),
        ),
      );
      const closed = answers.flatMap(({ data }) => (data?.closeTill ? [data.closeTill] : []));
      expect(closed).toHaveLength(1);
      numbers.push(closed[0].number);
    }
    expect(numbers).toEqual([1, 2]);
  });
});

describe('the report of the desk', () => {
  it('is the same on A4, on 80 mm, as CSV and as the lists behind it', async () => {
    const [anna, bo] = await Promise.all([
      makeCustomer(server, shop.id),
      makeCustomer(server, shop.id),
    ]);
    const session = await open('100.00', second);
    await take(anna.id, '59.90', {}, second);
    await take(bo.id, '40.00', {}, second);
    const big = await take(bo.id, '120.00', {}, second);
    await take(anna.id, '30.00', { method: 'CARD' }, second);
    await server.must(
      'mutation ($id: ID!) { refundPayment(id: $id, amount: "15.00", date: "2026-04-10") { id } }',
      { id: big.id },
      second.token,
    );
    for (const [kind, amount, reason] of [
      ['PAY_OUT', '8.50', 'fuel'],
      ['DEPOSIT', '200.00', 'bank'],
    ])
      await server.must(
        'mutation ($s: ID!, $k: TillMovementKind!, $a: Decimal!, $r: String!) { moveTillCash(sessionId: $s, kind: $k, amount: $a, reason: $r) { id } }',
        { s: session, k: kind, a: amount, r: reason },
        second.token,
      );
    const closed = await one(
      CLOSE,
      { s: session, c: '96.00', l: '96.00', r: 'a coin fell down' },
      second.token,
    );
    const csv = readCsv(
      await (await fetchAs(server, `${closed.reportUrl}?format=csv`, second.token)).text(),
    );
    const figures = csv.map((row) => [row.what, row.method, row.count, row.amount]);
    expect(figures).toEqual([
      ['Float', '', '', '100.00'],
      ['Payment', 'CASH', '3', '219.90'],
      ['Payment', 'CARD', '1', '30.00'],
      ['Given back', 'CASH', '1', '15.00'],
      ['Pay-out', 'CASH', '1', '8.50'],
      ['Deposit', 'CASH', '1', '200.00'],
      ['Expected', '', '', '96.40'],
      ['Counted first', '', '', '96.00'],
      ['Counted', '', '', '96.00'],
      ['Difference', '', '', '-0.40'],
      ['Left in the till', '', '', '96.00'],
    ]);
    // of what is listed elsewhere: the payments that say they came at this till
    const { payments } = await server.must<any>(
      '{ payments(filter: { source: CASH_DESK }, first: 100) { nodes { amount method origin } } }',
      {},
      shop.token,
    );
    const { till } = await one(
      'query ($id: ID!) { tillSession(id: $id) { till { name } } }',
      { id: session },
      second.token,
    );
    const here = payments.nodes.filter((each: any) => each.origin.startsWith(`Till ${till.name},`));
    const sum = (method: string) =>
      here
        .filter((each: any) => each.method === method)
        .reduce((all: number, each: any) => all + Math.round(Number(each.amount) * 100), 0);
    expect([sum('CASH'), sum('CARD')]).toEqual([21_990, 3000]);
    for (const path of [
      closed.reportUrl,
      `${closed.reportUrl}?format=80mm`,
      '/exports/cash-desk.pdf?date=2026-04-10',
      `/exports/cash-desk.pdf?date=2026-04-10&partnerId=${shop.id}&format=80mm`,
    ]) {
      const text = (await printed(path, second.token)).text.replace(/\s+/g, ' ');
      for (const [, , , amount] of figures)
        expect(text, path).toContain(amount.replace('-', '\u2212'));
      for (const words of ['fuel', 'a coin fell down', 'Payment, card'])
        expect(text).toContain(words);
    }
    // the day's sums are those of its sessions; a till that is still open stands apart
    await open('7.00', await makeUser(server, shop.id, 'FINANCIAL_MANAGER'));
    const day = readCsv(
      await (await fetchAs(server, '/exports/cash-desk.csv?date=2026-04-10', second.token)).text(),
    );
    const cents = (rows: any[]) =>
      rows.reduce((all, row) => all + Math.round(Number(row.amount) * 100), 0);
    const all = (what: string) =>
      cents(day.filter((row) => row.till === 'All' && row.what === what));
    const alone = 'Expected in open tills';
    const ofSessions = day.filter((row) => row.till !== 'All' && row.cashier);
    for (const what of ['Payment', 'Given back', alone])
      expect(all(what), what).toBe(cents(ofSessions.filter((row) => row.what === what)));
    expect(all(alone)).toBeGreaterThanOrEqual(700);
    expect(all('Difference')).toBe(all('Counted') - all('Expected'));
    // a drawer that is opened twice is in them once, with what came and went between
    const again = await one(
      'query ($id: ID!) { tillSession(id: $id) { till { id } } }',
      { id: session },
      second.token,
    );
    const next = await one(
      'mutation ($t: ID!) { openTill(tillId: $t, float: "100.00", reason: "four from the safe") { id } }',
      { t: again.till.id },
      second.token,
    );
    await take(anna.id, '5.30', {}, second);
    await one(CLOSE, { s: next.id, c: '105.30', l: '50.30' }, second.token);
    const ofTill = `/exports/cash-desk.pdf?date=2026-04-10&tillId=${again.till.id}`;
    const whole = readCsv(
      await (await fetchAs(server, `${ofTill}&format=csv`, second.token)).text(),
    ).filter((row) => row.till === 'All');
    expect(whole.map((row) => [row.what, row.method, row.amount, row.reason])).toEqual([
      ['Float', '', '100.00', ''],
      ['Payment', 'CASH', '225.20', ''],
      ['Payment', 'CARD', '30.00', ''],
      ['Given back', 'CASH', '15.00', ''],
      ['Pay-out', 'CASH', '8.50', ''],
      ['Deposit', 'CASH', '200.00', ''],
      ['Float difference', '', '4.00', 'four from the safe'],
      ['Expected', '', '105.70', ''],
      ['Counted', '', '105.30', ''],
      ['Difference', '', '-0.40', ''],
      ['Taken out at the last close', '', '55.00', ''],
      ['Left in the till', '', '50.30', ''],
    ]);
    for (const format of ['a4', '80mm']) {
      const { text } = await printed(`${ofTill}&format=${format}`, second.token);
      for (const words of ['The whole day', '225.20', '105.70', '105.30', '55.00', '50.30'])
        expect(text, format).toContain(words);
      expect(text.replace(/\s+/g, ' ')).toContain('four from the safe');
    }
    expect((await fetchAs(server, closed.reportUrl, cashier.token)).status).toBe(404);
    expect((await fetchAs(server, '/exports/cash-desk.pdf?date=1', second.token)).status).toBe(400);
  });
});
