import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { APPROVE, CREATE_INVOICE, INVOICE, money, VOID } from '../support/money.ts';
import {
  makeCustomer,
  makeTree,
  makeUser,
  NOWHERE,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';

let server: TestServer;
let north: Tenant, northChild: Tenant, south: Tenant;
let cash: ReturnType<typeof money>;

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  ({ north, northChild, south } = await makeTree(server));
  cash = money(server);
});
afterAll(async () => {
  await server.stop();
});

const customer = (input: object = {}, of = north) => makeCustomer(server, of.id, input);
const numbers = (answer: any) => answer.invoices.nodes.map((invoice: any) => invoice.number);

/** Sets a number format past what refuses it, as it may stand from before. */
async function withFormat(partnerId: string, format: object): Promise<void> {
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  await owner.query(
    'update finance_setting set "values" = "values" || $2::jsonb where partner_id = $1',
    [partnerId, JSON.stringify(format)],
  );
  await owner.end();
}

describe('a one-time invoice', () => {
  it('is numbered, on the ledger and unpaid at once, with what it says frozen', async () => {
    const { id } = await customer({ name: 'Ada Osei', city: 'Accra', email: 'ada@example.org' });
    const invoice = await cash.invoice(id, '30', {
      lines: [
        { description: 'Router', quantity: '2', unitPrice: '30' },
        { description: 'Visit', unitPrice: '12.5', discount: { kind: 'PERCENT', value: '20' } },
      ],
    });
    expect(invoice).toMatchObject({
      status: 'UNPAID',
      net: '70.00',
      tax: '0.00',
      total: '70.00',
      due: '70.00',
      dueDate: '2026-04-15',
      recurring: false,
      billedTo: { name: 'Ada Osei', city: 'Accra', email: 'ada@example.org' },
      billedBy: { name: 'North Net' },
      lines: [
        { description: 'Router', quantity: '2', total: '60.00', explanation: '2 x 30.00, once' },
        { description: 'Visit', total: '12.50' },
        { kind: 'DISCOUNT', total: '-2.50' },
      ],
    });
    expect(invoice.number).toBe(`2026${String(north.number).padStart(2, '0')}000001`);
    expect(await cash.balance(id)).toBe('-70.00');
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { name: "Ada Mensah" }) { id } }',
      { id },
    );
    expect((await cash.invoiceNow(invoice.id)).billedTo.name).toBe('Ada Osei');
  });

  it('taxes per document, inclusive lines keeping their gross', async () => {
    const { id } = await customer();
    const { createTaxRate: rate } = await server.must(
      'mutation ($p: ID!) { createTaxRate(input: { partnerId: $p, name: "VAT", percent: "15" }) { id } }',
      { p: north.id },
    );
    const invoice = await cash.invoice(id, '0', {
      lines: [
        { description: 'A', unitPrice: '33.33', taxRateId: rate.id },
        { description: 'B', unitPrice: '33.33', taxRateId: rate.id },
        { description: 'C', unitPrice: '115', taxRateId: rate.id, taxIncluded: true },
      ],
    });
    expect(invoice).toMatchObject({
      net: '166.66',
      tax: '25.00',
      total: '191.66',
      taxSummary: [
        { taxPercent: '15', taxIncluded: false, net: '66.66', tax: '10.00' },
        { taxPercent: '15', taxIncluded: true, net: '100.00', tax: '15.00', total: '115.00' },
      ],
    });
    const entries = await cash.ledger(id);
    expect(entries.map((entry) => entry.amount).sort()).toEqual(['115.00', '38.33', '38.33']);
  });

  it('is paid by money that waits on the balance', async () => {
    const { id } = await customer();
    await cash.pay(id, '50');
    const invoice = await cash.invoice(id, '30');
    expect(invoice).toMatchObject({
      status: 'PAID',
      paid: '30.00',
      due: '0.00',
      allocations: [{ amount: '30.00', payment: { id: expect.any(String) } }],
    });
    expect(await cash.invoice(id, '30', { documentDate: '2026-04-02' })).toMatchObject({
      status: 'PARTIALLY_PAID',
      due: '10.00',
    });
    expect(await cash.balance(id)).toBe('-10.00');
  });

  it('over zero is paid', async () => {
    const { id } = await customer();
    expect(
      await cash.invoice(id, '10', {
        lines: [
          { description: 'Gift', unitPrice: '10', discount: { kind: 'PERCENT', value: '100' } },
        ],
      }),
    ).toMatchObject({ status: 'PAID', total: '0.00' });
  });

  it('is overdue after its last day, partly paid or not', async () => {
    const { id } = await customer();
    const late = await cash.invoice(id, '30', {
      documentDate: '2026-03-01',
      dueDate: '2026-04-09',
    });
    const lastDay = await cash.invoice(id, '30', {
      documentDate: '2026-03-01',
      dueDate: '2026-04-10',
    });
    expect([late.status, lastDay.status]).toEqual(['OVERDUE', 'UNPAID']);
    await cash.pay(id, '10', { invoiceId: late.id });
    expect((await cash.invoiceNow(late.id)).status).toBe('OVERDUE');
    const filtered = async (status: string) =>
      numbers(
        await server.must(
          'query ($c: ID!, $s: InvoiceStatus!) { invoices(filter: { customerId: $c, status: $s }) { nodes { number } } }',
          { c: id, s: status },
        ),
      );
    expect([
      await filtered('OVERDUE'),
      await filtered('UNPAID'),
      await filtered('PARTIALLY_PAID'),
      await filtered('PAID'),
    ]).toEqual([[late.number], [lastDay.number], [], []]);
  });

  it.each<[string, object, string]>([
    ['no lines', { lines: [] }, 'lines'],
    [
      '201 lines',
      { lines: Array.from({ length: 201 }, () => ({ description: 'A', unitPrice: '1' })) },
      'lines',
    ],
    ['a total below zero', { lines: [{ description: 'A', unitPrice: '-1' }] }, 'lines'],
    [
      'a line without a description',
      { lines: [{ description: ' ', unitPrice: '1' }] },
      'lines.0.description',
    ],
    [
      'no quantity',
      { lines: [{ description: 'A', unitPrice: '1', quantity: '0' }] },
      'lines.0.quantity',
    ],
    [
      'a price of five decimals',
      { lines: [{ description: 'A', unitPrice: '1.00001' }] },
      'lines.0.unitPrice',
    ],
    [
      'a line beyond all measure',
      { lines: [{ description: 'A', unitPrice: '9999999999999', quantity: '999999999' }] },
      'lines.0.unitPrice',
    ],
    [
      'a discount of more than all',
      {
        lines: [{ description: 'A', unitPrice: '1', discount: { kind: 'PERCENT', value: '101' } }],
      },
      'lines.0.discount.value',
    ],
    [
      'a discount on a credit',
      { lines: [{ description: 'A', unitPrice: '-1', discount: { kind: 'FIXED', value: '1' } }] },
      'lines.0.discount',
    ],
    [
      'a tax rate that is no id',
      { lines: [{ description: 'A', unitPrice: '1', taxRateId: 'x' }] },
      'lines.0.taxRateId',
    ],
    ['a due date before the document', { dueDate: '2026-03-31' }, 'dueDate'],
  ])('refuses %s, and leaves nothing behind', async (_what, more, field) => {
    const { id } = await customer();
    const refusal = await server.refused(CREATE_INVOICE, {
      input: {
        customerId: id,
        documentDate: '2026-04-01',
        lines: [{ description: 'A', unitPrice: '1' }],
        ...more,
      },
    });
    expect(refusal).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { [field]: expect.any(String) },
    });
    expect(await cash.ledger(id)).toEqual([]);
  });

  it("refuses tax rates of others: unknown ones, and a sibling's that only the operator can see", async () => {
    const { id } = await customer();
    const lines = (taxRateId: string) => ({
      input: {
        customerId: id,
        documentDate: '2026-04-01',
        lines: [{ description: 'A', unitPrice: '1', taxRateId }],
      },
    });
    const { createTaxRate: foreign } = await server.must(
      'mutation ($p: ID!) { createTaxRate(input: { partnerId: $p, name: "South VAT", percent: "9" }) { id } }',
      { p: south.id },
    );
    expect(await server.refused(CREATE_INVOICE, lines(NOWHERE))).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await server.refused(CREATE_INVOICE, lines(foreign.id), north.token)).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await server.refused(CREATE_INVOICE, lines(foreign.id))).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { 'lines.0.taxRateId': expect.any(String) },
    });
  });
});

describe('numbers', () => {
  it('have no gaps and no doubles when many invoices are made at once, also when some fail', async () => {
    const one = await customer({}, northChild);
    const two = await customer({}, northChild);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        server.ask<any>(CREATE_INVOICE, {
          input: {
            customerId: i % 2 ? one.id : two.id,
            documentDate: '2026-04-01',
            lines: [{ description: 'A', unitPrice: i % 5 === 4 ? '-1' : '1' }],
          },
        }),
      ),
    );
    const given = answers
      .flatMap((answer) => (answer.errors ? [] : [answer.data.createInvoice.number]))
      .sort();
    expect(given).toEqual(
      Array.from(
        { length: 16 },
        (_, i) =>
          `2026${String(northChild.number).padStart(2, '0')}${String(i + 1).padStart(6, '0')}`,
      ),
    );
  });

  it('that a changed format would give out again are refused', async () => {
    const { id } = await customer({}, south);
    const set = (format: string) =>
      server.must(
        'mutation ($p: ID!, $f: String!) { updateFinanceSettings(partnerId: $p, input: { invoiceNumberFormat: $f }) { invoiceNumberFormat } }',
        { p: south.id, f: format },
      );
    await set('A-{next|4}');
    await cash.invoice(id, '1', { documentDate: '2026-01-01' });
    const again = 'A-00{next|2}'; // another counter, whose first number reads the same
    await expect(set(again)).rejects.toThrow('which a document has already');
    await withFormat(south.id, { invoiceNumberFormat: again });
    expect(
      await server.refused(CREATE_INVOICE, {
        input: {
          customerId: id,
          documentDate: '2026-01-01',
          lines: [{ description: 'A', unitPrice: '1' }],
        },
      }),
    ).toMatchObject({ code: 'CONFLICT', reason: 'NUMBER_TAKEN' });
    await set('{year}{partner_id|2}{next|6}');
  });
});

describe('a draft', () => {
  it('moves nothing and has no number until it is approved, once, by whoever is first', async () => {
    const { id } = await customer();
    const draft = await cash.invoice(id, '40', { draft: true });
    expect(draft).toMatchObject({ status: 'DRAFT', number: null, due: '0.00', issuedAt: null });
    expect(await cash.balance(id)).toBe('0.00');
    const answers = await Promise.all(
      [1, 2, 3].map(() => server.ask<any>(APPROVE, { id: draft.id })),
    );
    expect(answers.filter((answer) => !answer.errors)).toHaveLength(1);
    for (const answer of answers)
      if (answer.errors)
        expect(answer.errors[0].extensions).toMatchObject({
          code: 'CONFLICT',
          reason: 'NOT_A_DRAFT',
        });
    expect(await cash.balance(id)).toBe('-40.00');
    expect(await cash.invoiceNow(draft.id)).toMatchObject({
      status: 'UNPAID',
      due: '40.00',
      number: expect.any(String),
      issuedAt: expect.any(String),
    });
  });

  const UPDATE = `mutation ($id: ID!, $input: InvoiceInput!) { updateDraftInvoice(id: $id, input: $input) { ${INVOICE} draftLines { description quantity unitPrice taxRateId taxIncluded discount { kind value message } } } }`;
  const DISCARD = 'mutation ($id: ID!) { discardDraftInvoice(id: $id) }';

  it('is changed as often as one likes, and is issued with what it says last', async () => {
    const { id } = await customer();
    const draft = await cash.invoice(id, '40', { draft: true });
    const input = {
      customerId: id,
      documentDate: '2026-04-05',
      dueDate: '2026-04-25',
      lines: [
        { description: 'Router', quantity: '2', unitPrice: '30' },
        {
          description: 'Visit',
          unitPrice: '12.5',
          discount: { kind: 'PERCENT', value: '20', message: 'as agreed' },
        },
      ],
    };
    for (const _ of [1, 2])
      expect((await server.must(UPDATE, { id: draft.id, input })).updateDraftInvoice).toMatchObject(
        {
          id: draft.id,
          status: 'DRAFT',
          number: null,
          documentDate: '2026-04-05',
          dueDate: '2026-04-25',
          total: '70.00',
          lines: [{ total: '60.00' }, { total: '12.50' }, { total: '-2.50' }],
          draftLines: [
            {
              description: 'Router',
              quantity: '2',
              unitPrice: '30',
              taxRateId: null,
              discount: null,
            },
            {
              description: 'Visit',
              quantity: '1',
              discount: { kind: 'PERCENT', value: '20', message: 'as agreed' },
            },
          ],
        },
      );
    expect(await cash.balance(id)).toBe('0.00');
    const issued = (await server.must(APPROVE, { id: draft.id })).approveInvoice;
    expect(issued).toMatchObject({ status: 'UNPAID', total: '70.00', documentDate: '2026-04-05' });
    expect(await cash.balance(id)).toBe('-70.00');
    const { invoice } = await server.must(
      'query ($id: ID!) { invoice(id: $id) { draftLines { description } } }',
      { id: draft.id },
    );
    expect(invoice).toEqual({ draftLines: null });
    for (const [query, variables] of [
      [UPDATE, { id: draft.id, input }],
      [DISCARD, { id: draft.id }],
    ] as const)
      expect(await server.refused(query, variables)).toMatchObject({
        code: 'CONFLICT',
        reason: 'NOT_A_DRAFT',
      });
    expect(await cash.invoiceNow(draft.id)).toMatchObject({ total: '70.00' });
  });

  it('keeps its customer and what it said when a change of it is refused', async () => {
    const { id } = await customer();
    const other = await customer();
    const draft = await cash.invoice(id, '40', { draft: true });
    const input = {
      customerId: id,
      documentDate: '2026-04-05',
      lines: [{ description: 'A', unitPrice: '1' }],
    };
    for (const [wrong, field] of [
      [{ customerId: other.id }, 'customerId'],
      [{ dueDate: '2026-04-04' }, 'dueDate'],
      [{ lines: [{ description: 'A', unitPrice: '-1' }] }, 'lines'],
      [{ lines: [] }, 'lines'],
    ] as const)
      expect(
        await server.refused(UPDATE, { id: draft.id, input: { ...input, ...wrong } }),
        field,
      ).toMatchObject({ code: 'BAD_USER_INPUT', fields: { [field]: expect.any(String) } });
    expect(await cash.invoiceNow(draft.id)).toMatchObject({
      total: '40.00',
      documentDate: '2026-04-01',
    });
  });

  it('is discarded for good, by whoever is first, beside whoever approves it', async () => {
    const { id } = await customer();
    const draft = await cash.invoice(id, '40', { draft: true });
    expect(await server.must(DISCARD, { id: draft.id })).toEqual({ discardDraftInvoice: true });
    expect(await server.refused(DISCARD, { id: draft.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await server.refused(APPROVE, { id: draft.id })).toMatchObject({ code: 'NOT_FOUND' });
    const race = await cash.invoice(id, '40', { draft: true });
    const answers = await Promise.all(
      [APPROVE, DISCARD, APPROVE, DISCARD].map((query) => server.ask<any>(query, { id: race.id })),
    );
    expect(answers.filter((answer) => !answer.errors)).toHaveLength(1);
    const won = answers.findIndex((answer) => !answer.errors);
    expect(await cash.balance(id)).toBe(won % 2 === 0 ? '-40.00' : '0.00');
  });

  it('of a sibling is not there, and its lines are for those who write invoices', async () => {
    const draft = await cash.invoice((await customer()).id, '40', { draft: true });
    expect(await server.refused(DISCARD, { id: draft.id }, south.token)).toMatchObject({
      code: 'NOT_FOUND',
    });
    const { token } = await makeUser(server, north.id, 'READ_ONLY');
    const { errors } = await server.ask(
      'query ($id: ID!) { invoice(id: $id) { draftLines { description } } }',
      { id: draft.id },
      token,
    );
    expect(errors?.[0].extensions.code).toBe('FORBIDDEN');
  });

  it('cannot be void, for there is nothing to take back', async () => {
    const draft = await cash.invoice((await customer()).id, '40', { draft: true });
    expect(await server.refused(VOID, { id: draft.id, reason: 'x' })).toMatchObject({
      code: 'CONFLICT',
      reason: 'NOT_ISSUED',
    });
  });
});

describe('void', () => {
  it('keeps the number, reverses each entry and says why', async () => {
    const { id } = await customer();
    const invoice = await cash.invoice(id, '30', {
      lines: [{ description: 'A', unitPrice: '30', discount: { kind: 'FIXED', value: '5' } }],
    });
    expect(await cash.void(invoice.id, 'sent to the wrong house')).toMatchObject({
      number: invoice.number,
      status: 'VOID',
      total: '25.00',
      due: '0.00',
      voidReason: 'sent to the wrong house',
    });
    expect(await cash.balance(id)).toBe('0.00');
    const entries = await cash.ledger(id);
    expect(entries.map(({ type, amount, category }) => `${type} ${amount} ${category}`)).toEqual([
      'DEBIT 5.00 Correction',
      'CREDIT 30.00 Correction',
      'CREDIT 5.00 Discount',
      'DEBIT 30.00 Service',
    ]);
    expect(await server.refused(VOID, { id: invoice.id, reason: 'again' })).toMatchObject({
      code: 'CONFLICT',
      reason: 'NOT_ISSUED',
    });
  });

  it('is refused while a payment settles any of it, and changes nothing then', async () => {
    const { id } = await customer();
    const invoice = await cash.invoice(id, '30');
    const payment = await cash.pay(id, '1');
    expect(await server.refused(VOID, { id: invoice.id, reason: 'x' })).toMatchObject({
      code: 'CONFLICT',
      reason: 'PAYMENT_ALLOCATED',
    });
    expect(await cash.invoiceNow(invoice.id)).toMatchObject({ paid: '1.00' });
    await cash.reverse(payment.id);
    expect(await cash.void(invoice.id)).toMatchObject({
      status: 'VOID',
      paid: '0.00',
      allocations: [],
    });
    expect(await cash.balance(id)).toBe('0.00');
  });

  it('frees credit of the balance, which pays the next invoice', async () => {
    const { id } = await customer();
    const other = await cash.invoice(id, '20', { documentDate: '2026-04-05' });
    await cash.correct(id, 'CREDIT', '30');
    const invoice = await cash.invoice(id, '30', { documentDate: '2026-03-05' });
    expect(await cash.invoiceNow(other.id)).toMatchObject({
      paid: '20.00',
      allocations: [{ payment: null }],
    });
    expect(invoice).toMatchObject({ paid: '10.00' });
    const third = await cash.invoice(id, '15', { documentDate: '2026-04-06' });
    await cash.void(invoice.id);
    expect(await cash.invoiceNow(third.id)).toMatchObject({ paid: '10.00', due: '5.00' });
    expect(await cash.balance(id)).toBe('-5.00');
  });

  it('unblocks a customer that was blocked for lack of that money', async () => {
    const { id } = await customer();
    const invoice = await cash.invoice(id, '30');
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { status: BLOCKED }) { id } }',
      { id },
    );
    await cash.void(invoice.id);
    expect(
      (await server.must('query ($id: ID!) { customer(id: $id) { status } }', { id })).customer
        .status,
    ).toBe('ACTIVE');
  });

  it('needs a reason', async () => {
    const invoice = await cash.invoice((await customer()).id, '30');
    expect(await server.refused(VOID, { id: invoice.id, reason: ' ' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { reason: expect.any(String) },
    });
  });
});

describe('the list', () => {
  it('finds by number, customer, dates and partner, and refuses what it does not understand', async () => {
    const { id } = await customer({ name: 'Zanele Quist' }, south);
    const a = await cash.invoice(id, '10', { documentDate: '2026-02-03' });
    const b = await cash.invoice(id, '20', { documentDate: '2026-02-05' });
    const list = async (filter: object, sort?: object[]) =>
      numbers(
        await server.must(
          'query ($f: InvoiceFilter, $s: [SortInput!]) { invoices(filter: $f, sort: $s) { totalCount nodes { number } } }',
          { f: filter, s: sort },
        ),
      );
    expect(await list({ search: 'zanele qui' })).toEqual([b.number, a.number]);
    expect(await list({ search: a.number })).toEqual([a.number]);
    expect(await list({ number: b.number })).toEqual([b.number]);
    expect(
      await list({
        partnerId: south.id,
        documentDateFrom: '2026-02-04',
        documentDateTo: '2026-02-28',
      }),
    ).toEqual([b.number]);
    expect(
      await list({ customerId: id, open: true, dueTo: '2026-02-18' }, [
        { field: 'total', order: 'ASC' },
      ]),
    ).toEqual([a.number]);
    expect(await list({ customerId: id, recurring: true })).toEqual([]);
    expect(await list({ partnerId: NOWHERE })).toEqual([]);
    expect(
      await server.refused('{ invoices(sort: [{ field: "memo" }]) { totalCount } }'),
    ).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(
      await server.refused('{ invoices(filter: { customerId: "x" }) { totalCount } }'),
    ).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { 'filter.customerId': expect.any(String) },
    });
  });
});

describe('who may see and do what', () => {
  it("a sibling partner's and another customer's invoices do not exist", async () => {
    const mine = await customer();
    const other = await customer();
    const invoice = await cash.invoice(mine.id, '10');
    const portal = await server.signIn(mine.login, PASSWORD);
    const neighbour = await server.signIn(other.login, PASSWORD);
    const query = 'query ($id: ID!) { invoice(id: $id) { id } }';
    for (const token of [south.token, northChild.token, neighbour])
      expect(await server.refused(query, { id: invoice.id }, token)).toMatchObject({
        code: 'NOT_FOUND',
      });
    for (const query of [APPROVE, VOID])
      expect(
        await server.refused(
          query,
          { id: invoice.id, ...(query === VOID ? { reason: 'x' } : {}) },
          south.token,
        ),
      ).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await server.refused(
        CREATE_INVOICE,
        {
          input: {
            customerId: mine.id,
            documentDate: '2026-04-01',
            lines: [{ description: 'A', unitPrice: '1' }],
          },
        },
        south.token,
      ),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect(numbers(await server.must('{ invoices { nodes { number } } }', {}, neighbour))).toEqual(
      [],
    );
    expect(
      (
        await server.must(
          `query ($id: ID!) { invoice(id: $id) { ${INVOICE} } }`,
          { id: invoice.id },
          portal,
        )
      ).invoice,
    ).toMatchObject({ number: invoice.number, memo: null });
    for (const id of [NOWHERE, 'not-an-id'])
      expect(await server.refused(query, { id })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('customers see no drafts', async () => {
    const { id, login } = await customer();
    const draft = await cash.invoice(id, '10', { draft: true });
    const portal = await server.signIn(login, PASSWORD);
    expect(
      await server.refused(
        'query ($id: ID!) { invoice(id: $id) { id } }',
        { id: draft.id },
        portal,
      ),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await server.must(
        '{ invoices { totalCount } viewer { customer { invoices { totalCount } } } }',
        {},
        portal,
      ),
    ).toMatchObject({
      invoices: { totalCount: 0 },
      viewer: { customer: { invoices: { totalCount: 0 } } },
    });
    expect(
      (await server.must('{ invoices(filter: { status: DRAFT }) { totalCount } }', {}, portal))
        .invoices.totalCount,
    ).toBe(0);
  });

  it('customers, engineers and the read-only make none', async () => {
    const { id, login } = await customer();
    const input = {
      customerId: id,
      documentDate: '2026-04-01',
      lines: [{ description: 'A', unitPrice: '1' }],
    };
    for (const token of [
      await server.signIn(login, PASSWORD),
      (await makeUser(server, north.id, 'ENGINEER')).token,
      (await makeUser(server, north.id, 'READ_ONLY')).token,
    ]) {
      expect(await server.refused(CREATE_INVOICE, { input }, token)).toMatchObject({
        code: 'FORBIDDEN',
      });
    }
    const manager = (await makeUser(server, north.id, 'MANAGER')).token;
    const invoice = await cash.invoice(id, '1', {}, manager);
    expect(await server.refused(VOID, { id: invoice.id, reason: 'x' }, manager)).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await server.refused('{ invoices { totalCount } }', {}, null)).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});
