import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { INVOICE, money, PAYMENT, RECORD_PAYMENT, REVERSE } from '../support/money.ts';
import { makeCustomer, makeTree, NOWHERE, PASSWORD, type Tenant } from '../support/tenants.ts';

let server: TestServer;
let north: Tenant, south: Tenant;
let cash: ReturnType<typeof money>;

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  ({ north, south } = await makeTree(server));
  cash = money(server);
});
afterAll(async () => {
  await server.stop();
});

const customer = (input: object = {}, of = north) => makeCustomer(server, of.id, input);
const payment = (customerId: string, more: object = {}) => ({
  input: { customerId, amount: '10', date: '2026-04-02', method: 'CASH', ...more },
});

describe('a payment', () => {
  it('gets a receipt, one credit, and settles the named invoice first, then the oldest due', async () => {
    const { id } = await customer();
    const oldest = await cash.invoice(id, '30', { documentDate: '2026-03-01' });
    const middle = await cash.invoice(id, '30', { documentDate: '2026-03-10' });
    const named = await cash.invoice(id, '30', { documentDate: '2026-04-01' });
    const paid = await cash.pay(id, '50', {
      invoiceId: named.id,
      comment: 'at the counter',
      method: 'CASH',
    });
    expect(paid).toMatchObject({
      amount: '50.00',
      unallocated: '0.00',
      comment: 'at the counter',
      reversed: false,
      recordedBy: expect.any(String),
    });
    expect(paid.receiptNumber).toMatch(/^2026-01-\d{5}$/);
    expect(paid.allocations.map((each: any) => [each.invoice.number, each.amount])).toEqual(
      expect.arrayContaining([
        [named.number, '30.00'],
        [oldest.number, '20.00'],
      ]),
    );
    expect((await cash.invoiceNow(middle.id)).paid).toBe('0.00');
    expect((await cash.ledger(id)).filter((entry) => entry.payment)).toMatchObject([
      { type: 'CREDIT', amount: '50.00', category: 'Payment', payment: { id: paid.id } },
    ]);
    expect(await cash.balance(id)).toBe('-40.00');
  });

  it('goes to the only invoice of just its amount when it names none', async () => {
    const { id } = await customer();
    await cash.invoice(id, '40', { documentDate: '2026-03-01' });
    const exact = await cash.invoice(id, '30', { documentDate: '2026-04-01' });
    expect((await cash.pay(id, '30')).allocations).toMatchObject([
      { invoice: { id: exact.id }, amount: '30.00' },
    ]);
  });

  it('of more than is due stays on the balance, and may lie in the future', async () => {
    const { id } = await customer();
    await cash.invoice(id, '30');
    expect(await cash.pay(id, '100', { date: '2026-12-24' })).toMatchObject({
      unallocated: '70.00',
      date: '2026-12-24',
    });
    expect(await cash.balance(id)).toBe('70.00');
  });

  it.each<[string, object, string]>([
    ['nothing', { amount: '0' }, 'amount'],
    ['less than nothing', { amount: '-5' }, 'amount'],
    ['a tenth of a cent', { amount: '1.005' }, 'amount'],
    ['an invoice that is no id', { invoiceId: 'x' }, 'invoiceId'],
    ['an empty key', { idempotencyKey: ' ' }, 'idempotencyKey'],
    ['a date that is none', { date: '2026-02-30' }, 'input.date'],
  ])('of %s is refused', async (_what, more, field) => {
    const { id } = await customer();
    const refusal = await server.refused(RECORD_PAYMENT, payment(id, more));
    expect(refusal.code).toBe('BAD_USER_INPUT');
    expect(Object.keys(refusal.fields ?? {})).toEqual([
      expect.stringContaining(field.split('.').at(-1)!),
    ]);
    expect(await cash.ledger(id)).toEqual([]);
  });

  it('for an invoice that is not open, or not this customer’s, is refused', async () => {
    const { id } = await customer();
    const paid = await cash.invoice(id, '10');
    await cash.pay(id, '10');
    const gone = await cash.invoice(id, '10');
    await cash.void(gone.id);
    const draft = await cash.invoice(id, '10', { draft: true });
    const foreign = await cash.invoice((await customer()).id, '10');
    for (const invoice of [paid, gone, draft, foreign])
      expect(
        await server.refused(RECORD_PAYMENT, payment(id, { invoiceId: invoice.id })),
      ).toMatchObject({ code: 'BAD_USER_INPUT', fields: { invoiceId: expect.any(String) } });
    expect(await server.refused(RECORD_PAYMENT, payment(id, { invoiceId: NOWHERE }))).toMatchObject(
      { code: 'NOT_FOUND' },
    );
    expect(await cash.balance(id)).toBe('0.00');
  });
});

describe('an idempotency key', () => {
  it('gives the first payment again for the same content, whatever its spelling', async () => {
    const { id } = await customer();
    const first = await cash.pay(id, '10', { idempotencyKey: 'k-1' });
    expect((await cash.pay(id, '10.00', { idempotencyKey: 'k-1' })).id).toBe(first.id);
    expect(await cash.balance(id)).toBe('10.00');
  });

  it('refuses other content', async () => {
    const { id } = await customer();
    const other = await customer();
    await cash.pay(id, '10', { idempotencyKey: 'k-2' });
    for (const [who, more] of [
      [id, { amount: '11' }],
      [id, { method: 'CARD' }],
      [id, { comment: 'x' }],
      [id, { date: '2026-04-03' }],
      [other.id, {}],
    ] as const) {
      expect(
        await server.refused(
          RECORD_PAYMENT,
          payment(who, { method: 'BANK_TRANSFER', idempotencyKey: 'k-2', ...more }),
        ),
      ).toMatchObject({ code: 'CONFLICT', reason: 'IDEMPOTENCY_KEY_REUSED' });
    }
    expect(await cash.balance(other.id)).toBe('0.00');
  });

  it('makes one payment when it comes many times at once', async () => {
    const { id } = await customer();
    const other = await customer();
    const same = await Promise.all(
      Array.from({ length: 6 }, () => cash.pay(id, '10', { idempotencyKey: 'k-3' })),
    );
    expect(new Set(same.map((each) => each.id)).size).toBe(1);
    expect(await cash.balance(id)).toBe('10.00');
    const answers = await Promise.all(
      [id, other.id].map((who) =>
        server.ask(RECORD_PAYMENT, payment(who, { idempotencyKey: 'k-4' })),
      ),
    );
    expect(answers.filter((answer) => !answer.errors)).toHaveLength(1);
    expect(answers.find((answer) => answer.errors)!.errors![0].extensions).toMatchObject({
      code: 'CONFLICT',
      reason: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('belongs to one partner', async () => {
    const one = await cash.pay((await customer()).id, '10', { idempotencyKey: 'k-5' });
    const two = await cash.pay((await customer({}, south)).id, '10', { idempotencyKey: 'k-5' });
    expect(one.id).not.toBe(two.id);
  });
});

describe('an invoice with its payment', () => {
  const CREATE_AND_CLAIM = `mutation ($invoice: InvoiceInput!, $payment: ClaimInput!) { createAndClaimInvoice(invoice: $invoice, payment: $payment) { ${INVOICE} } }`;
  const CLAIM = `mutation ($id: ID!, $payment: ClaimInput!) { claimInvoice(id: $id, payment: $payment) { ${INVOICE} } }`;
  const paid = (amount: string) => ({ amount, date: '2026-04-02', method: 'CASH' });
  const sold = (customerId: string, more: object = {}) => ({
    customerId,
    documentDate: '2026-04-01',
    lines: [{ description: 'Router', unitPrice: '30' }],
    ...more,
  });

  it('is made in one step, settled before anything older, and what is more stays on the balance', async () => {
    const { id } = await customer();
    const older = await cash.invoice(id, '30', { documentDate: '2026-03-01' });
    expect(
      (await server.must(CREATE_AND_CLAIM, { invoice: sold(id), payment: paid('30') }))
        .createAndClaimInvoice,
    ).toMatchObject({ status: 'PAID', paid: '30.00', allocations: [{ amount: '30.00' }] });
    expect(await cash.invoiceNow(older.id)).toMatchObject({ paid: '0.00' });
    await server.must(CREATE_AND_CLAIM, { invoice: sold(id), payment: paid('75') });
    expect(await cash.invoiceNow(older.id)).toMatchObject({ status: 'PAID' });
    expect(await cash.balance(id)).toBe('15.00');
  });

  it('is neither when one of them is refused', async () => {
    const { id } = await customer();
    const draft = await cash.invoice(id, '30', { draft: true });
    const void_ = await cash.invoice(id, '30');
    await cash.void(void_.id);
    for (const [query, variables, refusal] of [
      [
        CREATE_AND_CLAIM,
        { invoice: sold(id), payment: paid('0') },
        { fields: { 'payment.amount': expect.any(String) } },
      ],
      [
        CREATE_AND_CLAIM,
        { invoice: sold(id, { draft: true }), payment: paid('30') },
        { fields: { 'invoice.draft': expect.any(String) } },
      ],
      [
        CREATE_AND_CLAIM,
        { invoice: sold(id, { lines: [] }), payment: paid('30') },
        { fields: { 'invoice.lines': expect.any(String) } },
      ],
      [
        CLAIM,
        { id: draft.id, payment: paid('-1') },
        { fields: { 'payment.amount': expect.any(String) } },
      ],
      [CLAIM, { id: void_.id, payment: paid('1') }, { code: 'CONFLICT', reason: 'NOT_ISSUED' }],
      [CLAIM, { id: NOWHERE, payment: paid('1') }, { code: 'NOT_FOUND' }],
    ] as const)
      expect(await server.refused(query, variables)).toMatchObject(refusal);
    expect(await cash.balance(id)).toBe('0.00');
    expect(await cash.invoiceNow(draft.id)).toMatchObject({ status: 'DRAFT', number: null });
    const { customer: left } = await server.must(
      'query ($id: ID!) { customer(id: $id) { invoices { totalCount } payments { totalCount } } }',
      { id },
    );
    expect(left).toEqual({ invoices: { totalCount: 2 }, payments: { totalCount: 0 } });
  });

  it('issues a draft that is claimed, once when many do at once', async () => {
    const { id } = await customer();
    const draft = await cash.invoice(id, '30', { draft: true });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        server.ask<any>(CLAIM, { id: draft.id, payment: paid('30') }),
      ),
    );
    expect(answers.filter((answer) => !answer.errors)).toHaveLength(1);
    for (const { errors } of answers.filter((answer) => answer.errors))
      expect(errors![0].extensions).toMatchObject({ code: 'CONFLICT', reason: 'NOTHING_DUE' });
    expect(await cash.invoiceNow(draft.id)).toMatchObject({ status: 'PAID' });
    expect(await cash.balance(id)).toBe('0.00');
  });
});

describe('taking a payment back', () => {
  it('opens its invoices again by new entries, once', async () => {
    const { id } = await customer();
    const invoice = await cash.invoice(id, '30');
    const paid = await cash.pay(id, '50');
    expect(await cash.reverse(paid.id, 'somebody else’s money')).toMatchObject({
      reversed: true,
      reversalReason: 'somebody else’s money',
      unallocated: '0.00',
      allocations: [],
    });
    expect(await cash.invoiceNow(invoice.id)).toMatchObject({
      status: 'UNPAID',
      paid: '0.00',
      due: '30.00',
      allocations: [],
    });
    expect(await cash.balance(id)).toBe('-30.00');
    expect(await server.refused(REVERSE, { id: paid.id, reason: 'again' })).toMatchObject({
      code: 'CONFLICT',
      reason: 'ALREADY_REVERSED',
    });
    expect((await cash.ledger(id)).slice(0, 1)).toMatchObject([
      { type: 'DEBIT', amount: '50.00', category: 'Correction', payment: { id: paid.id } },
    ]);
  });

  it('lets other credit of the balance pay instead', async () => {
    const { id } = await customer();
    const invoice = await cash.invoice(id, '30');
    const wrong = await cash.pay(id, '30');
    const right = await cash.pay(id, '25');
    await cash.reverse(wrong.id);
    expect(await cash.invoiceNow(invoice.id)).toMatchObject({
      due: '5.00',
      allocations: [{ amount: '25.00', payment: { id: right.id } }],
    });
  });

  it('happens once when asked for twice at a time, and needs a reason', async () => {
    const { id } = await customer();
    const paid = await cash.pay(id, '50');
    expect(await server.refused(REVERSE, { id: paid.id, reason: '' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { reason: expect.any(String) },
    });
    const answers = await Promise.all(
      [1, 2].map(() => server.ask(REVERSE, { id: paid.id, reason: 'x' })),
    );
    expect(answers.filter((answer) => !answer.errors)).toHaveLength(1);
    expect(await cash.balance(id)).toBe('0.00');
  });
});

describe('the list', () => {
  it('finds by receipt, customer, method and dates', async () => {
    const { id } = await customer({ name: 'Yusuf Brandt' });
    const a = await cash.pay(id, '10', { date: '2025-02-03', method: 'CARD' });
    const b = await cash.pay(id, '20', { date: '2025-02-05' });
    const list = async (filter: object) =>
      (
        await server.must(
          'query ($f: PaymentFilter) { payments(filter: $f, sort: [{ field: "amount" }]) { totalCount nodes { id } } }',
          { f: filter },
        )
      ).payments.nodes.map((node: any) => node.id);
    expect(await list({ search: 'yusuf' })).toEqual([a.id, b.id]);
    expect(await list({ search: a.receiptNumber })).toEqual([a.id]);
    expect(await list({ customerId: id, method: 'CARD' })).toEqual([a.id]);
    expect(
      await list({ partnerId: north.id, dateFrom: '2025-02-04', dateTo: '2025-12-31' }),
    ).toEqual([b.id]);
    expect(
      (
        await server.must(
          'query ($id: ID!) { customer(id: $id) { payments { totalCount nodes { id } } } }',
          { id },
        )
      ).customer.payments,
    ).toMatchObject({ totalCount: 2, nodes: [{ id: b.id }, { id: a.id }] });
  });
});

describe('who may see and do what', () => {
  it("a sibling partner's and another customer's payments do not exist; a customer sees no staff", async () => {
    const mine = await customer();
    const paid = await cash.pay(mine.id, '10', { comment: 'rude on the phone' });
    const query = `query ($id: ID!) { payment(id: $id) { ${PAYMENT} } }`;
    const [portal, neighbour] = [
      await server.signIn(mine.login, PASSWORD),
      await server.signIn((await customer()).login, PASSWORD),
    ];
    for (const token of [south.token, neighbour])
      expect(await server.refused(query, { id: paid.id }, token)).toMatchObject({
        code: 'NOT_FOUND',
      });
    expect(await server.refused(RECORD_PAYMENT, payment(mine.id), south.token)).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await server.refused(REVERSE, { id: paid.id, reason: 'x' }, south.token)).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await server.must(query, { id: paid.id }, portal)).payment).toMatchObject({
      amount: '10.00',
      comment: null,
      recordedBy: 'North Net',
    });
    expect(await server.refused(RECORD_PAYMENT, payment(mine.id), portal)).toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('money and blocking', () => {
  it('a blocked customer is active at once when the balance reaches the minimum', async () => {
    const { id } = await customer();
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { status: ACTIVE }) { id } }',
      { id },
    );
    await cash.invoice(id, '30');
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { status: BLOCKED }) { id } }',
      { id },
    );
    const status = async () =>
      (await server.must('query ($id: ID!) { customer(id: $id) { status } }', { id })).customer
        .status;
    await cash.pay(id, '29.99');
    expect(await status()).toBe('BLOCKED');
    await cash.pay(id, '0.01');
    expect(await status()).toBe('ACTIVE');
  });
});
