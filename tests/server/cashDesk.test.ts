import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { money } from '../support/money.ts';
import { makeCustomer, makeTenant, makeUser, NOWHERE, type Tenant } from '../support/tenants.ts';

const SESSION = `id status number openedBy float cashTaken expected counted difference left leftBefore
  floatReason closeReason approvedBy counts { counted expected } till { id name }
  totals { kind method count amount } movements { kind method amount reason receiptNumber }`;
const RECEIPT = `id receiptNumber amount change date method receiptUrl
  customer { number balance openInvoices { number due } }`;
const TILL = 'id name currency limit archived usedBy mine users { id } session { id }';

let server: TestServer;
let cash: ReturnType<typeof money>;
let shop: Tenant;
let cashier: { id: string; email: string; token: string };
let second: typeof cashier;
let till: string;
let keys = 0;

const one = async (query: string, variables: object, token: string): Promise<any> =>
  Object.values(await server.must<Record<string, any>>(query, variables, token))[0];
const newTill = async (name: string, more: object = {}, partner = shop): Promise<string> =>
  (
    await one(
      `mutation ($i: TillInput!) { createTill(input: $i) { ${TILL} } }`,
      { i: { partnerId: partner.id, name, userIds: [cashier.id, second.id], ...more } },
      shop.token,
    )
  ).id;
const OPEN = `mutation ($t: ID!, $f: Decimal!, $r: String) { openTill(tillId: $t, float: $f, reason: $r) { ${SESSION} } }`;
const open = (float: string, who = cashier, t = till, reason: string | null = null) =>
  one(OPEN, { t, f: float, r: reason }, who.token);
const TAKE = `mutation ($i: CashDeskPaymentInput!) { takeCashDeskPayment(input: $i) { ${RECEIPT} } }`;
const taking = (customerId: string, amount: string, more: object = {}) => ({
  i: { customerId, amount, method: 'CASH', idempotencyKey: `key ${(keys += 1)}`, ...more },
});
const take = (customerId: string, amount: string, more: object = {}, who = cashier) =>
  one(TAKE, taking(customerId, amount, more), who.token);
const MOVE = `mutation ($s: ID!, $k: TillMovementKind!, $a: Decimal!, $r: String!) { moveTillCash(sessionId: $s, kind: $k, amount: $a, reason: $r) { ${SESSION} } }`;
const move = (s: string, k: string, a: string, r = 'as said', who = cashier) =>
  one(MOVE, { s, k, a, r }, who.token);
const CLOSE = `mutation ($s: ID!, $c: Decimal!, $l: Decimal!, $r: String) { closeTill(sessionId: $s, counted: $c, left: $l, reason: $r) { ${SESSION} } }`;
const close = (s: string, c: string, r: string | null = null, l = c, who = cashier) =>
  one(CLOSE, { s, c, l, r }, who.token);
const session = (id: string, token = cashier.token) =>
  one(`query ($id: ID!) { tillSession(id: $id) { ${SESSION} } }`, { id }, token);
const REFUND =
  'mutation ($id: ID!, $a: Decimal, $d: Date!) { refundPayment(id: $id, amount: $a, date: $d) { id } }';
const settings = (input: object) =>
  server.must(
    'mutation ($p: ID!, $i: PaymentSettingsInput!) { updatePaymentSettings(partnerId: $p, input: $i) { overridden } }',
    { p: shop.id, i: input },
    shop.token,
  );
const refused = (query: string, variables: object, token = cashier.token) =>
  server.refused(query, variables, token);
const anybody = (input: object = {}) => makeCustomer(server, shop.id, input);

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  cash = money(server);
  shop = await makeTenant(server, 'Karoo', { currency: 'EUR' });
  cashier = await makeUser(server, shop.id, 'CASHIER');
  // who may give money back, too
  second = await makeUser(server, shop.id, 'FINANCIAL_MANAGER');
});
beforeEach(async () => {
  till = await newTill(`Till ${(keys += 1)}`);
});
afterEach(closeAll);
afterAll(async () => {
  await server.stop();
});

/** Whatever is open is closed as it is, for the next claim to begin with nothing. */
async function closeAll(): Promise<void> {
  for (const who of [cashier, second])
    for (const { session: own } of await one(
      '{ tills { session { id mine expected } } }',
      {},
      who.token,
    ))
      if (own?.mine) {
        const seen = await session(own.id, shop.token);
        await close(own.id, seen.expected, 'the end of the claim', '0', who);
      }
}

describe('a day at a till', () => {
  it('comes to what was taken, given and moved, and waits for approval where the count differs', async () => {
    const [anna, bo, cy] = await Promise.all([anybody(), anybody(), anybody()]);
    const { id } = await open('100.00', second);
    await take(anna.id, '59.90', {}, second);
    await take(bo.id, '40.00', {}, second);
    const big = await take(cy.id, '120.00', {}, second);
    await take(cy.id, '30.00', { method: 'CARD' }, second);
    await server.must(REFUND, { id: big.id, a: '15.00', d: '2026-04-10' }, second.token);
    await move(id, 'PAY_OUT', '8.50', 'fuel', second);
    await move(id, 'DEPOSIT', '200.00', 'bank', second);
    expect(await session(id, second.token)).toMatchObject({
      expected: '96.40',
      cashTaken: '219.90',
    });
    const closed = await close(id, '96.00', 'a coin fell behind the drawer', '50.00', second);
    expect(closed).toMatchObject({
      status: 'AWAITING_APPROVAL',
      number: 1,
      expected: '96.40',
      counted: '96.00',
      difference: '-0.40',
      left: '50.00',
      totals: [
        { kind: 'PAYMENT', method: 'CASH', count: 3, amount: '219.90' },
        { kind: 'PAYMENT', method: 'CARD', count: 1, amount: '30.00' },
        { kind: 'REFUND', method: 'CASH', count: 1, amount: '15.00' },
        { kind: 'PAY_OUT', method: 'CASH', count: 1, amount: '8.50' },
        { kind: 'DEPOSIT', method: 'CASH', count: 1, amount: '200.00' },
      ],
    });
    const approve =
      'mutation ($s: ID!, $r: String!) { approveTillDifference(sessionId: $s, reason: $r) { status approvedBy } }';
    expect((await refused(approve, { s: id, r: 'ok' })).code).toBe('FORBIDDEN');
    expect(await one(approve, { s: id, r: 'found it' }, shop.token)).toEqual({
      status: 'CLOSED',
      approvedBy: expect.any(String),
    });
    expect(await refused(approve, { s: id, r: 'again' }, shop.token)).toMatchObject({
      code: 'CONFLICT',
      reason: 'NOT_WAITING',
    });
    for (const [query, variables] of [
      [MOVE, { s: id, k: 'PAY_IN', a: '1', r: 'late' }],
      [CLOSE, { s: id, c: '1', l: '1' }],
    ] as const)
      expect(await refused(query, variables, second.token)).toMatchObject({
        reason: 'SESSION_CLOSED',
      });
    // closes are numbered, and what one left the next begins with
    expect(await refused(OPEN, { t: till, f: '60', r: null })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { reason: expect.stringContaining('50.00') },
    });
    const next = await open('60.00', cashier, till, 'change from the bank');
    expect(next).toMatchObject({ leftBefore: '50.00', floatReason: 'change from the bank' });
    expect(await close(next.id, '60.00')).toMatchObject({ status: 'CLOSED', number: 2 });
  });

  it('is of one person at one till', async () => {
    await open('0');
    const other = await newTill('Another till');
    expect(await refused(OPEN, { t: till, f: '0' }, second.token)).toMatchObject({
      code: 'CONFLICT',
      reason: 'SESSION_OPEN',
      message: expect.stringContaining('Test CASHIER'),
    });
    expect(await refused(OPEN, { t: other, f: '0' })).toMatchObject({ reason: 'SESSION_OPEN' });
    const stranger = await makeUser(server, shop.id, 'CASHIER');
    expect(await refused(OPEN, { t: other, f: '0' }, stranger.token)).toMatchObject({
      fields: { tillId: expect.any(String) },
    });
    await closeAll();
    // at once, one of them
    const both = await Promise.all(
      [till, other].map((t) => server.ask(OPEN, { t, f: '0', r: 'began anew' }, cashier.token)),
    );
    expect(both.filter(({ errors }) => !errors)).toHaveLength(1);
    await closeAll();
  });
});

describe('counting', () => {
  it('is blind: the cashier learns what should be there only afterwards, and the first count stays', async () => {
    const { id, expected } = await open('10.00');
    expect(expected).toBeNull();
    await take((await anybody()).id, '20.00');
    expect(await session(id)).toMatchObject({ expected: null, cashTaken: null, movements: null });
    expect(await session(id, shop.token)).toMatchObject({ expected: '30.00', cashTaken: '20.00' });
    expect(await refused(CLOSE, { s: id, c: '25.00', l: '0' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { reason: expect.stringContaining('30.00') },
    });
    expect(await session(id)).toMatchObject({ expected: '30.00', counted: '25.00' });
    // counted again to fit: what was counted first still has to be explained, and approved
    expect((await refused(CLOSE, { s: id, c: '30.00', l: '0' })).fields).toHaveProperty('reason');
    expect(await close(id, '30.00', 'found a note', '0')).toMatchObject({
      status: 'AWAITING_APPROVAL',
      difference: '0.00',
      counts: [
        { counted: '25.00', expected: '30.00' },
        { counted: '30.00', expected: '30.00' },
      ],
    });
  });

  it('is told by no refusal: what goes out blind is held against what is there by the count', async () => {
    const { id } = await open('10.00');
    const out = { s: id, k: 'PAY_OUT', a: '10.01', r: 'rent' };
    expect(await one(MOVE, out, cashier.token)).toMatchObject({ expected: null });
    expect(await session(id, shop.token)).toMatchObject({ expected: '-0.01' });
    // counted, it is known, and refused as to everybody else
    expect((await refused(CLOSE, { s: id, c: '0', l: '0' })).fields).toHaveProperty('reason');
    expect(await refused(MOVE, { ...out, a: '0.01' })).toMatchObject({ reason: 'TILL_EMPTY' });
    expect(await close(id, '0', 'no coins left')).toMatchObject({
      expected: '-0.01',
      difference: '0.01',
    });
  });

  it('within the tolerance closes with a reason, and is open to all where that is set', async () => {
    await settings({ tillDifferenceTolerance: '0.50', blindCount: false });
    const { id, expected } = await open('10.00');
    expect(expected).toBe('10.00');
    expect((await refused(CLOSE, { s: id, c: '1', l: '2' })).fields).toHaveProperty('left');
    expect(await close(id, '9.50', 'a coin', '0')).toMatchObject({ status: 'CLOSED' });
    await settings({ tillDifferenceTolerance: null, blindCount: null });
  });
});

describe('money at the desk', () => {
  it('is a payment like any other, with its till, its change and a receipt', async () => {
    const anna = await anybody({ name: 'Anna Meyer' });
    const invoice = await cash.invoice(anna.id, '59.90');
    await open('50.00');
    const receipt = await take(anna.id, '59.90', { tendered: '70.00', invoiceId: invoice.id });
    expect(receipt).toMatchObject({
      amount: '59.90',
      change: '10.10',
      date: '2026-04-10',
      method: 'CASH',
      receiptUrl: expect.stringContaining('/documents/receipts/'),
      customer: { balance: '0.00', openInvoices: [] },
    });
    const { payment } = await server.must<any>(
      'query ($id: ID!) { payment(id: $id) { source origin recordedBy allocations { amount } } }',
      { id: receipt.id },
    );
    expect(payment).toEqual({
      source: 'CASH_DESK',
      origin: expect.stringMatching(/^Till .*, Test CASHIER/),
      recordedBy: expect.stringContaining('Test CASHIER'),
      allocations: [{ amount: '59.90' }],
    });
    // a customer is not told who stood at the till: neither there nor on its ledger
    const { transactions } = await server.must<any>(
      'query ($f: TransactionFilter) { transactions(filter: $f) { nodes { description } } }',
      { f: { customerId: anna.id } },
    );
    expect(JSON.stringify(transactions)).toContain('Cash desk');
    expect(JSON.stringify(transactions)).not.toContain('CASHIER');
    expect(
      (await refused(TAKE, taking(anna.id, '59.90', { tendered: '50' }))).fields,
    ).toHaveProperty('tendered');
    expect(
      (await refused(TAKE, taking(anna.id, '5', { tendered: '6', method: 'CARD' }))).fields,
    ).toHaveProperty('tendered');
    expect(
      (await refused(TAKE, taking(anna.id, '5', { method: 'BANK_TRANSFER' }))).fields,
    ).toHaveProperty('method');
    await closeAll();
    expect(await refused(TAKE, taking(anna.id, '5'))).toMatchObject({
      code: 'CONFLICT',
      reason: 'NO_SESSION',
    });
  });

  it('is taken once, however often and from however many windows it is sent', async () => {
    const bo = await anybody();
    const { id } = await open('0');
    const same = taking(bo.id, '40.00');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => server.ask<any>(TAKE, same, cashier.token)),
    );
    const ids = new Set(answers.map(({ data }) => data?.takeCashDeskPayment.id));
    expect([...ids]).toEqual([expect.any(String)]);
    expect(await cash.balance(bo.id)).toBe('40.00');
    expect((await refused(TAKE, { i: { ...same.i, amount: '41.00' } })).reason).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    await close(id, '40.00', null, '0');
    // the answer was lost, and the till is closed meanwhile
    expect((await one(TAKE, same, cashier.token)).id).toBe([...ids][0]);
  });

  it('in cash is rounded to what coins can pay; the difference is a correction of its own', async () => {
    await settings({ cashRounding: '0.05' });
    const [cy, dee, eve] = await Promise.all([anybody(), anybody(), anybody()]);
    for (const [who, amount] of [
      [cy, '59.92'],
      [dee, '59.93'],
      [eve, '10.00'],
      [eve, '59.92'],
    ] as const)
      await cash.invoice(who.id, amount);
    await open('0');
    expect((await take(cy.id, '59.90')).customer).toMatchObject({
      balance: '0.00',
      openInvoices: [],
    });
    expect((await cash.ledger(cy.id))[0]).toMatchObject({
      type: 'CREDIT',
      amount: '0.02',
      category: 'Correction',
    });
    expect((await take(dee.id, '59.95')).customer).toMatchObject({
      balance: '0.00',
      openInvoices: [],
    });
    // of one of several, where it is named: what is older stays as it is
    const [, named] = (
      await one(
        'query ($t: String!) { cashDeskSearch(text: $t) { openInvoices { id due } } }',
        { t: String(eve.number) },
        cashier.token,
      )
    )[0].openInvoices;
    expect(
      (await take(eve.id, '59.90', { invoiceId: named.id })).customer.openInvoices,
    ).toMatchObject([{ due: '10.00' }]);
    // by card all is paid to the last cent
    const fay = await anybody();
    await cash.invoice(fay.id, '59.92');
    expect((await take(fay.id, '59.90', { method: 'CARD' })).customer.balance).toBe('-0.02');
    await closeAll();
    await settings({ cashRounding: null });
  });

  it('does not lie in a till above its limit, and does not go out of one where it is not', async () => {
    const small = await newTill('Small till', { limit: '500' });
    const { id } = await open('400.00', cashier, small);
    const gus = await anybody();
    await take(gus.id, '12.00');
    expect(await refused(TAKE, taking(gus.id, '88.01'))).toMatchObject({
      reason: 'TILL_LIMIT',
      message: expect.stringContaining('412.00 in the till, limit 500.00'),
    });
    const rent = { s: id, k: 'PAY_OUT', a: '412.01', r: 'rent' };
    expect(await refused(MOVE, rent, shop.token)).toMatchObject({
      reason: 'TILL_EMPTY',
      message: expect.stringContaining('it should hold 412.00'),
    });
    expect((await refused(MOVE, { s: id, k: 'PAY_OUT', a: '1', r: ' ' })).fields).toHaveProperty(
      'reason',
    );
    await take(gus.id, '500.00', { method: 'CARD' });
    await closeAll();
  });

  it('goes back out of the open till of whoever gives it', async () => {
    const hal = await anybody();
    await open('0');
    const first = await take(hal.id, '20.00');
    const other = await take(hal.id, '30.00');
    const card = await take(hal.id, '7.00', { method: 'CARD' });
    const back = { id: first.id, a: null, d: '2026-04-10' };
    const reverse =
      'mutation ($id: ID!) { reversePayment(id: $id, reason: "typed twice") { reversed } }';
    expect(await refused(REFUND, back, second.token)).toMatchObject({ reason: 'NO_SESSION' });
    expect(await refused(reverse, { id: other.id }, second.token)).toMatchObject({
      reason: 'NO_SESSION',
    });
    // money of a card lies in no drawer
    await server.must(reverse, { id: card.id }, second.token);
    const { id } = await open('25.00', second, await newTill('The second till'));
    await server.must(REFUND, back, second.token);
    expect(await refused(reverse, { id: other.id }, second.token)).toMatchObject({
      reason: 'TILL_EMPTY',
    });
    await move(id, 'PAY_IN', '100.00', 'from the safe', second);
    await server.must(reverse, { id: other.id }, second.token);
    expect(await session(id, second.token)).toMatchObject({ expected: '75.00' });
    await closeAll();
  });
});

describe('a till', () => {
  it('is found by whoever may use it, and set up by who manages the desk', async () => {
    const mine = await one(`{ tills { ${TILL} } }`, {}, cashier.token);
    expect(mine.map((each: any) => each.id)).toContain(till);
    const stranger = await makeUser(server, shop.id, 'CASHIER');
    expect(await one(`{ tills { ${TILL} } }`, {}, stranger.token)).toEqual([]);
    const update = `mutation ($id: ID!, $i: TillUpdateInput!) { updateTill(id: $id, input: $i) { ${TILL} } }`;
    const changed = { name: 'Main Street', limit: '800', userIds: [stranger.id] };
    expect(await one(update, { id: till, i: changed }, shop.token)).toMatchObject({
      name: 'Main Street',
      limit: '800.00',
      users: [{ id: stranger.id }],
    });
    expect(await one(update, { id: till, i: { limit: null } }, shop.token)).toMatchObject({
      name: 'Main Street',
      limit: null,
    });
    expect((await refused(update, { id: till, i: {} })).code).toBe('FORBIDDEN');
    const elsewhere = await makeTenant(server, 'Elsewhere', { currency: 'EUR' });
    expect(
      (await refused(update, { id: till, i: { userIds: [elsewhere.userId] } }, shop.token)).code,
    ).toBe('NOT_FOUND');
    expect(
      (await refused(update, { id: till, i: { userIds: [elsewhere.userId] } }, server.operator))
        .fields,
    ).toHaveProperty('userIds');
    expect((await refused(update, { id: till, i: {} }, elsewhere.token)).code).toBe('NOT_FOUND');
    const { id } = await open('0', stranger);
    expect(await refused(update, { id: till, i: { archived: true } }, shop.token)).toMatchObject({
      reason: 'SESSION_OPEN',
    });
    expect((await refused(MOVE, { s: id, k: 'PAY_IN', a: '1', r: 'x' })).code).toBe('NOT_FOUND');
    await close(id, '0', null, '0', stranger);
    expect(await one(update, { id: till, i: { archived: true } }, shop.token)).toMatchObject({
      archived: true,
    });
    expect((await refused(OPEN, { t: till, f: '0' }, stranger.token)).code).toBe('NOT_FOUND');
  });

  it('takes no money of customers of others, or in another currency', async () => {
    const child = await makeTenant(server, 'Karoo Village', { parentId: shop.id, currency: 'EUR' });
    const abroad = await makeTenant(server, 'Karoo USA', { parentId: shop.id, currency: 'USD' });
    const [near, far] = await Promise.all([
      makeCustomer(server, child.id),
      makeCustomer(server, abroad.id),
    ]);
    await open('0');
    expect(await take(near.id, '5.00')).toMatchObject({ amount: '5.00' });
    expect((await refused(TAKE, taking(far.id, '5.00'))).fields).toHaveProperty('customerId');
    expect((await refused(TAKE, taking(NOWHERE, '5.00'))).code).toBe('NOT_FOUND');
    const found = (text: string) =>
      one(
        'query ($t: String!) { cashDeskSearch(text: $t) { number } }',
        { t: text },
        cashier.token,
      );
    expect(await found(String(near.number))).toEqual([{ number: near.number }]);
    expect(await found(String(far.number))).toEqual([]);
    await closeAll();
  });
});

describe('the report of a session', () => {
  const report = async (id: string, token: string) => {
    const answer = await fetch(`${server.url}/exports/till-sessions/${id}.csv`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return { status: answer.status, text: await answer.text() };
  };

  it('says by method how many and how much, and what was counted, once it is counted', async () => {
    const { id } = await open('10.00');
    await take((await anybody()).id, '20.00');
    expect((await report(id, cashier.token)).status).toBe(409);
    await close(id, '29.00', 'a coin', '5.00');
    const { status, text } = await report(id, cashier.token);
    const lines = (all: string) =>
      all
        .replace('\uFEFF', '')
        .split('\r\n')
        .filter(Boolean)
        .map((line) => line.split(',').slice(3, 7).join(','));
    const own = [
      'what,method,count,amount',
      'Float,,,10.00',
      'Payment,CASH,1,20.00',
      'Expected,,,30.00',
      'Counted first,,,29.00',
      'Counted,,,29.00',
      'Difference,,,-1.00',
      'Taken out at the close,,,24.00',
      'Left in the till,,,5.00',
    ];
    expect([status, lines(text)]).toEqual([200, own]);
    const day = async (more: string, token = shop.token) =>
      fetch(`${server.url}/exports/cash-desk.csv?date=2026-04-10${more}`, {
        headers: { authorization: `Bearer ${token}` },
      });
    expect(lines(await (await day(`&tillId=${till}`)).text())).toEqual([
      ...own,
      'Float,,,10.00',
      'Payment,CASH,1,20.00',
      'Expected,,,30.00',
      'Counted,,,29.00',
      'Difference,,,-1.00',
      'Taken out at the last close,,,24.00',
      'Left in the till,,,5.00',
    ]);
    expect((await day(`&partnerId=${shop.id}`)).status).toBe(200);
    expect((await day(`&partnerId=${NOWHERE}`)).status).toBe(404);
    expect((await day('0')).status).toBe(400);
    expect((await day('', cashier.token)).status).toBe(403);
    expect((await report(id, shop.token)).text).toBe(text);
    expect((await report(id, (await makeUser(server, shop.id, 'CASHIER')).token)).status).toBe(404);
    expect((await report(id, (await makeUser(server, shop.id, 'READ_ONLY')).token)).status).toBe(
      403,
    );
  });
});

describe('the search of the desk', () => {
  const search = (text: string) =>
    one(
      'query ($t: String!) { cashDeskSearch(text: $t) { name number balance openInvoices { number due total } } }',
      { t: text },
      cashier.token,
    );

  it('takes a whole number, of a customer or an invoice, or three letters of name or login', async () => {
    const ida = await anybody({ name: 'Ída Quince', email: 'secret@quince.example' });
    const invoice = await cash.invoice(ida.id, '12.00');
    const found = {
      name: 'Ída Quince',
      number: ida.number,
      balance: '-12.00',
      openInvoices: [{ number: invoice.number, due: '12.00', total: '12.00' }],
    };
    const printed = `C${String(ida.number).padStart(6, '0')}`;
    for (const text of [
      String(ida.number),
      printed,
      printed.toLowerCase(),
      invoice.number,
      'qui',
      'ida quin',
      ida.login,
    ])
      expect(await search(text)).toEqual([found]);
    for (const text of [
      'secret@quince',
      `${ida.number}000`,
      `X${printed.slice(1)}`,
      'nobody at all',
    ])
      expect(await search(text)).toEqual([]);
    for (const text of ['', 'qu', '  '])
      expect(
        (await refused('query ($t: String!) { cashDeskSearch(text: $t) { id } }', { t: text }))
          .fields,
      ).toHaveProperty('text');
    // one that paid is found by its invoice as well
    const { receiptNumber } = await cash.pay(ida.id, '12.00');
    // the office finds the payment by what is printed on its receipt
    for (const text of [printed, receiptNumber])
      expect(
        (
          await server.must<any>(
            'query ($t: String!) { payments(filter: { search: $t }) { nodes { receiptNumber } } }',
            { t: text },
          )
        ).payments.nodes,
      ).toEqual([{ receiptNumber }]);
    expect(await search(invoice.number)).toEqual([{ ...found, balance: '0.00', openInvoices: [] }]);
  });

  it('shows twenty at most', async () => {
    for (let n = 0; n < 22; n += 1) await anybody({ name: `Zebulon ${n}` });
    expect(await search('zebulon')).toHaveLength(20);
  });
});
