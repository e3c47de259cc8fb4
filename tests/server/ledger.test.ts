import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseMinor } from '@backhaul/domain/money/money';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { CREATE_TRANSACTION, money, TRANSACTION } from '../support/money.ts';
import {
  makeCustomer,
  makeTariff,
  makeTenant,
  makeTree,
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
});
afterAll(async () => {
  await server.stop();
});

const customer = (input: object = {}, of = north) => makeCustomer(server, of.id, input);
const entry = (c: string, more: object = {}) => ({
  c,
  type: 'CREDIT',
  amount: '10',
  date: '2026-04-03',
  d: 'Goodwill',
  ...more,
});

describe('entries of one day', () => {
  it('keep the order in which they were recorded, in every sort, forwards and backwards, over all pages', async () => {
    const { id } = await customer();
    const made: string[] = [];
    for (let i = 0; i < 9; i += 1)
      made.push((await cash.correct(id, i % 2 ? 'DEBIT' : 'CREDIT', '10')).id);
    const list = async (sort: object[], page: object = {}): Promise<string[]> =>
      (
        await server.must<any>(
          'query ($c: ID!, $s: [SortInput!], $first: Int, $offset: Int) { transactions(filter: { customerId: $c }, sort: $s, first: $first, offset: $offset) { nodes { id } } }',
          { c: id, s: sort, ...page },
        )
      ).transactions.nodes.map((node: { id: string }) => node.id);
    for (const field of ['date', 'amount', 'category', 'recordedAt']) {
      expect(await list([{ field, order: 'ASC' }]), field).toEqual(made);
      expect(await list([{ field, order: 'DESC' }]), field).toEqual([...made].reverse());
    }
    expect(await list([{ field: 'type', order: 'DESC' }])).toEqual([
      ...made.filter((_id, i) => i % 2).reverse(),
      ...made.filter((_id, i) => !(i % 2)).reverse(),
    ]);
    expect([
      ...(await list([{ field: 'date', order: 'ASC' }], { first: 4 })),
      ...(await list([{ field: 'date', order: 'ASC' }], { first: 4, offset: 4 })),
      ...(await list([{ field: 'date', order: 'ASC' }], { first: 4, offset: 8 })),
    ]).toEqual(made);
    expect(await list([])).toEqual([...made].reverse());
  });
});

describe('a correction', () => {
  it('moves the balance, and a credit pays what is open', async () => {
    const { id } = await customer();
    const invoice = await cash.invoice(id, '30');
    expect(await cash.correct(id, 'CREDIT', '10')).toMatchObject({
      type: 'CREDIT',
      amount: '10.00',
      category: 'Correction',
      balanceAfter: '-20.00',
    });
    expect(await cash.invoiceNow(invoice.id)).toMatchObject({
      paid: '10.00',
      allocations: [{ amount: '10.00', payment: null }],
    });
    expect(await cash.correct(id, 'DEBIT', '5')).toMatchObject({
      type: 'DEBIT',
      balanceAfter: '-25.00',
    });
    expect(await cash.invoiceNow(invoice.id)).toMatchObject({ paid: '10.00' });
  });

  it('is looked at by itself, by those who see its customer', async () => {
    const { id } = await customer();
    const made = await cash.correct(id, 'CREDIT', '10');
    const ONE = 'query ($id: ID!) { transaction(id: $id) { id description customer { id } } }';
    expect(await server.must(ONE, { id: made.id }, north.token)).toEqual({
      transaction: { id: made.id, description: made.description, customer: { id } },
    });
    for (const [wrong, token] of [
      [made.id, south.token],
      [NOWHERE, north.token],
      ['x', north.token],
    ])
      expect(await server.refused(ONE, { id: wrong }, token)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('that took the money first leaves none for later invoices', async () => {
    const { id } = await customer();
    await cash.pay(id, '50');
    await cash.correct(id, 'DEBIT', '30');
    expect(await cash.invoice(id, '40')).toMatchObject({ paid: '20.00', due: '20.00' });
    expect(await cash.balance(id)).toBe('-20.00');
  });

  it.each<[string, object, string]>([
    ['nothing', { amount: '0' }, 'amount'],
    ['a negative amount', { amount: '-1' }, 'amount'],
    ['too many digits', { amount: '1.001' }, 'amount'],
    ['no words', { d: '' }, 'description'],
  ])('of %s is refused', async (_what, more, field) => {
    const { id } = await customer();
    expect(await server.refused(CREATE_TRANSACTION, entry(id, more))).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { [field]: expect.any(String) },
    });
    expect(await cash.ledger(id)).toEqual([]);
  });

  it('knows the digits of the currency', async () => {
    const tokyo = await makeTenant(server, 'Tokyo Net', { currency: 'JPY' });
    const { id } = await customer({}, tokyo);
    expect(await server.refused(CREATE_TRANSACTION, entry(id, { amount: '1.5' }))).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { amount: expect.stringContaining('JPY') },
    });
    expect(await cash.correct(id, 'CREDIT', '150')).toMatchObject({
      amount: '150',
      balanceAfter: '150',
    });
  });

  it('lies inside the scope only, and customers read their own without staff names', async () => {
    const mine = await customer();
    await cash.correct(mine.id, 'CREDIT', '10');
    expect(await server.refused(CREATE_TRANSACTION, entry(mine.id), south.token)).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await server.refused(CREATE_TRANSACTION, entry(NOWHERE))).toMatchObject({
      code: 'NOT_FOUND',
    });
    const list = async (token: string) =>
      (
        await server.must(
          `query ($f: TransactionFilter) { transactions(filter: $f) { nodes { ${TRANSACTION} } } }`,
          { f: { customerId: mine.id } },
          token,
        )
      ).transactions.nodes;
    const [portal, neighbour] = [
      await server.signIn(mine.login, PASSWORD),
      await server.signIn((await customer()).login, PASSWORD),
    ];
    expect(await list(portal)).toMatchObject([{ amount: '10.00', recordedBy: 'North Net' }]);
    expect([await list(neighbour), await list(south.token)]).toEqual([[], []]);
    expect(await server.refused(CREATE_TRANSACTION, entry(mine.id), portal)).toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('the list', () => {
  it('filters by type, category, dates and words', async () => {
    const { id } = await customer({ name: 'Ferrand Voss' });
    await cash.correct(id, 'CREDIT', '10');
    await cash.correct(id, 'DEBIT', '4');
    await cash.pay(id, '7');
    const list = async (filter: object) =>
      (
        await server.must(
          'query ($f: TransactionFilter) { transactions(filter: $f) { nodes { amount } } }',
          { f: filter },
        )
      ).transactions.nodes.map((node: any) => node.amount);
    expect(await list({ customerId: id })).toEqual(['7.00', '4.00', '10.00']);
    expect(await list({ customerId: id, type: 'DEBIT' })).toEqual(['4.00']);
    expect(await list({ customerId: id, category: 'Payment' })).toEqual(['7.00']);
    expect(await list({ customerId: id, search: 'correction of 10' })).toEqual(['10.00']);
    expect(await list({ search: 'ferrand', dateTo: '2026-04-02' })).toEqual(['7.00']);
    expect(await list({ partnerId: south.id, search: 'ferrand' })).toEqual([]);
  });
});

describe('what waits for the next invoice', () => {
  const ADD =
    'mutation ($input: FutureItemInput!) { addFutureItem(input: $input) { id description quantity unitPrice taxPercent date } }';
  const REMOVE = 'mutation ($id: ID!) { removeFutureItem(id: $id) }';

  it('moves the balance only with the charge that takes it', async () => {
    const { id } = await customer();
    const tariff = await makeTariff(server, [north.id]);
    await server.must(
      'mutation ($c: ID!, $t: ID!) { createService(input: { customerId: $c, tariffId: $t, startDate: "2026-04-01" }) { id } }',
      { c: id, t: tariff },
    );
    const { addFutureItem: item } = await server.must(ADD, {
      input: {
        customerId: id,
        description: 'Cable',
        quantity: '3',
        unitPrice: '2.5',
        date: '2026-04-01',
      },
    });
    expect(item).toMatchObject({
      description: 'Cable',
      quantity: '3',
      unitPrice: '2.5',
      taxPercent: '0',
      date: '2026-04-01',
    });
    const { addFutureItem: dropped } = await server.must(ADD, {
      input: { customerId: id, description: 'Mistake', unitPrice: '9' },
    });
    expect(dropped.date).toBe('2026-04-10');
    expect(await cash.balance(id)).toBe('0.00');
    await server.must(REMOVE, { id: dropped.id });
    await server.must(
      'mutation ($c: ID!) { chargeCustomer(customerId: $c, date: "2026-04-01") { id } }',
      { c: id },
    );
    expect(await cash.balance(id)).toBe('-107.50');
    expect(
      (await server.must('query ($id: ID!) { customer(id: $id) { futureItems { id } } }', { id }))
        .customer.futureItems,
    ).toEqual([]);
    expect(await server.refused(REMOVE, { id: item.id })).toMatchObject({
      code: 'CONFLICT',
      reason: 'ALREADY_CHARGED',
    });
    expect(await server.refused(REMOVE, { id: dropped.id })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is refused for prepaid customers and outside the scope', async () => {
    const { id } = await customer();
    const prepaid = await customer({ billingType: 'PREPAID_DAILY' });
    const input = { customerId: id, description: 'Cable', unitPrice: '1' };
    expect(await server.refused(ADD, { input: { ...input, description: '' } })).toMatchObject({
      fields: { description: expect.any(String) },
    });
    expect(
      await server.refused(ADD, { input: { ...input, customerId: prepaid.id } }),
    ).toMatchObject({ fields: { customerId: expect.any(String) } });
    expect(await server.refused(ADD, { input }, south.token)).toMatchObject({ code: 'NOT_FOUND' });
    const { addFutureItem: item } = await server.must(ADD, { input });
    expect(await server.refused(REMOVE, { id: item.id }, south.token)).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('the laws of the ledger', () => {
  type Step = {
    do: 'invoice' | 'pay' | 'payNewest' | 'credit' | 'debit' | 'reverse' | 'void';
    cents: number;
  };
  const step: fc.Arbitrary<Step> = fc.record({
    do: fc.constantFrom(
      'invoice',
      'invoice',
      'pay',
      'payNewest',
      'credit',
      'debit',
      'reverse',
      'void',
    ),
    cents: fc.integer({ min: 1, max: 5000 }),
  });

  async function take(id: string, each: Step, books?: pg.Client): Promise<void> {
    const amount = (each.cents / 100).toFixed(2);
    const { customer: now } = await server.must(
      'query ($id: ID!) { customer(id: $id) { invoices(first: 200) { nodes { id due status } } payments(first: 200) { nodes { id reversed } } } }',
      { id },
    );
    const pick = <T>(from: T[]): T | undefined => from[each.cents % Math.max(1, from.length)];
    if (each.do === 'invoice') await cash.invoice(id, amount);
    if (each.do === 'pay') await cash.pay(id, amount);
    if (each.do === 'payNewest') {
      const open = pick(now.invoices.nodes.filter((invoice: any) => invoice.due !== '0.00')) as any;
      await cash.pay(id, amount, { invoiceId: open?.id ?? null });
    }
    if (each.do === 'credit' || each.do === 'debit')
      await cash.correct(id, each.do === 'credit' ? 'CREDIT' : 'DEBIT', amount);
    if (each.do === 'reverse') {
      const paid = pick(now.payments.nodes.filter((payment: any) => !payment.reversed)) as any;
      if (paid) await cash.reverse(paid.id);
    }
    if (each.do === 'void') {
      const invoice = pick(
        now.invoices.nodes.filter((invoice: any) => invoice.status !== 'VOID'),
      ) as any;
      if (!invoice) return;
      // refused while money that came in for it settles it, and for nothing else: that must change nothing either
      const own = await books?.query(
        `select coalesce(sum(amount_minor), 0)::int > 0 stands from allocation where invoice_id = $1 and made_by = 'PAYMENT'`,
        [invoice.id],
      );
      const { errors } = await server.ask(
        'mutation ($id: ID!) { voidInvoice(id: $id, reason: "x") { id } }',
        { id: invoice.id },
      );
      if (own)
        expect(errors?.[0].extensions.reason).toBe(
          own.rows[0].stands ? 'PAYMENT_ALLOCATED' : undefined,
        );
    }
  }

  it('hold after whatever people do', async () => {
    const database = new pg.Client({ connectionString: server.ownerUrl });
    await database.connect();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 14 }), async (steps) => {
        const { id } = await customer();
        for (const each of steps) await take(id, each, database);
        const entries = await cash.ledger(id);
        const sum = (type: string) =>
          entries
            .filter((each) => each.type === type)
            .reduce((total, each) => total + parseMinor(each.amount, 2), 0n);
        const balance = parseMinor(await cash.balance(id), 2);
        expect(balance).toBe(sum('CREDIT') - sum('DEBIT'));
        expect(parseMinor(entries[0]?.balanceAfter ?? '0', 2)).toBe(balance);
        const books = await database.query(
          `select
        (select count(*) from invoice i where i.customer_id = $1 and i.paid_minor <> coalesce((select sum(amount_minor) from allocation a where a.invoice_id = i.id), 0)) paid,
        (select count(*) from credit c join ledger_transaction t on t.id = c.transaction_id left join payment p on p.id = c.payment_id where c.customer_id = $1 and p.reversed_at is null
          and c.remaining_minor <> t.amount_minor - coalesce((select sum(amount_minor) from allocation a where a.transaction_id = c.transaction_id), 0)) credits,
        (select count(*) from credit c join payment p on p.id = c.payment_id where c.customer_id = $1 and p.reversed_at is not null and c.remaining_minor <> 0) reversed,
        (select count(*) from allocation where customer_id = $1 and invoice_id in (select id from invoice where state = 'VOID') having sum(amount_minor) <> 0) void`,
          [id],
        );
        expect(books.rows[0]).toEqual({ paid: '0', credits: '0', reversed: '0', void: null });
        // money waits on the balance only while nothing open could take it
        const { open, waiting } = (
          await database.query(
            `select (select coalesce(sum(due_minor), 0) from invoice where customer_id = $1) open, (select coalesce(sum(remaining_minor), 0) from credit where customer_id = $1) waiting`,
            [id],
          )
        ).rows[0];
        const free = balance + BigInt(open);
        if (BigInt(open) > 0n && BigInt(waiting) > 0n) expect(free <= 0n).toBe(true);
      }),
      { numRuns: 8 },
    );
    await database.end();
  });

  it('hold when people do it at the same time', async () => {
    const { id } = await customer();
    await cash.invoice(id, '100');
    await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        i % 3 === 0
          ? cash.pay(id, '7')
          : i % 3 === 1
            ? cash.invoice(id, '5')
            : cash.correct(id, 'CREDIT', '3'),
      ),
    );
    const entries = await cash.ledger(id);
    expect(await cash.balance(id)).toBe('-80.00');
    expect(entries[0].balanceAfter).toBe('-80.00');
    expect(new Set(entries.map((each) => each.id)).size).toBe(13);
  });
});

describe('a statement of account', () => {
  const STATEMENT =
    'query ($c: ID!, $from: Date!, $to: Date!) { statement(customerId: $c, from: $from, to: $to) { from to opening closing pdfUrl customer { id } entries { date description debit credit balance } } }';
  const statement = async (c: string, from: string, to: string, token?: string): Promise<any> =>
    (await server.must<any>(STATEMENT, { c, from, to }, token)).statement;

  it('is what was there before, each entry, and what that leaves', async () => {
    const { id, login } = await customer();
    await cash.invoice(id, '100', { documentDate: '2026-03-01' });
    await cash.pay(id, '60', { date: '2026-03-20' });
    await cash.invoice(id, '25', { documentDate: '2026-04-01' });
    await cash.pay(id, '70', { date: '2026-04-02' });
    await cash.correct(id, 'CREDIT', '25');
    const told = await statement(id, '2026-04-01', '2026-04-30');
    expect(told).toEqual({
      from: '2026-04-01',
      to: '2026-04-30',
      opening: '-40.00',
      closing: '30.00',
      pdfUrl: `/documents/statements/${id}.pdf?from=2026-04-01&to=2026-04-30`,
      customer: { id },
      entries: [
        {
          date: '2026-04-01',
          description: 'Router',
          debit: '25.00',
          credit: null,
          balance: '-65.00',
        },
        expect.objectContaining({ date: '2026-04-02', credit: '70.00', balance: '5.00' }),
        expect.objectContaining({ date: '2026-04-03', credit: '25.00', balance: '30.00' }),
      ],
    });
    // the customer has the same
    const portal = await server.signIn(login, PASSWORD);
    expect(await statement(id, '2026-04-01', '2026-04-30', portal)).toEqual(told);
    const pdf = await fetch(`${server.url}${told.pdfUrl}`, {
      headers: { authorization: `Bearer ${portal}` },
    });
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
  });

  it('adds up between any two days, and one goes on where the other ends', async () => {
    const { id } = await customer();
    const day = fc.integer({ min: 1, max: 28 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(fc.constantFrom('CREDIT', 'DEBIT'), fc.integer({ min: 1, max: 99_999 }), day),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        fc.tuple(day, day, day),
        async (entries, days) => {
          for (const [type, cents, on] of entries)
            await server.must(
              CREATE_TRANSACTION,
              entry(id, {
                type,
                amount: (cents / 100).toFixed(2),
                date: `2026-04-${String(on).padStart(2, '0')}`,
              }),
            );
          const [from, middle, to] = [...days]
            .sort((a, b) => a - b)
            .map((each) => `2026-04-${String(each).padStart(2, '0')}`);
          const minor = (text: string | null) => (text === null ? 0n : parseMinor(text, 2));
          const whole = await statement(id, from, to);
          let balance = minor(whole.opening);
          for (const each of whole.entries) {
            balance += minor(each.credit) - minor(each.debit);
            expect(minor(each.balance)).toBe(balance);
            expect(each.date >= from && each.date <= to).toBe(true);
          }
          expect(minor(whole.closing)).toBe(balance);
          const [first, rest] = [
            await statement(id, '2026-01-01', middle),
            await statement(id, middle, '2026-12-31'),
          ];
          expect(first.opening).toBe('0.00');
          expect(rest.closing).toBe(await cash.balance(id));
          expect(first.closing).toBe(
            rest.entries.findLast((each: any) => each.date === middle)?.balance ?? rest.opening,
          );
        },
      ),
      { numRuns: 6 },
    );
  });

  it('is nobody else to read, and of days in their order', async () => {
    const { id } = await customer();
    const days = { c: id, from: '2026-04-01', to: '2026-04-30' };
    expect(await server.refused(STATEMENT, days, south.token)).toMatchObject({ code: 'NOT_FOUND' });
    const { login } = await customer();
    expect(
      await server.refused(STATEMENT, days, await server.signIn(login, PASSWORD)),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect(await server.refused(STATEMENT, { ...days, to: '2026-03-31' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { to: 'lies before from' },
    });
  });
});
