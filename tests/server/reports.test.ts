import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { reporting, type ListLink } from '../support/reports.ts';
import { story } from '../support/story.ts';
import { makeCustomer, makeTenant, makeUser, NOWHERE, type Tenant } from '../support/tenants.ts';

const TODAY = '2026-05-31';
let server: TestServer;
let tell: ReturnType<typeof story>;
let tables: ReturnType<typeof reporting>;

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: TODAY, WORKER: 'none' });
  tell = story(server);
  tables = reporting(server);
});
afterAll(() => server.stop());

const ask = (query: string, variables: object): Promise<any> => server.must<any>(query, variables);
const invoice = async (
  customerId: string,
  documentDate: string,
  lines: object[],
): Promise<string> =>
  (
    await ask('mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }', {
      i: { customerId, documentDate, lines },
    })
  ).createInvoice.id;
const credit = (input: object): Promise<any> =>
  ask('mutation ($i: CreditNoteInput!) { createCreditNote(input: $i) { id } }', { i: input });

describe('REVENUE', () => {
  it('and corrections less payments are what balances changed by, the other way round', async () => {
    const north = await makeTenant(server, 'Worked Net', { currency: 'EUR' });
    const { id } = await makeCustomer(server, north.id);
    await ask(
      `mutation ($id: ID!) { createTransaction(customerId: $id, type: DEBIT, amount: "50", date: "2026-04-30", description: "Opening") { id } }`,
      { id },
    );
    const invoiceId = await invoice(id, '2026-05-02', [{ description: 'Fibre', unitPrice: '480' }]);
    await credit({
      customerId: id,
      invoiceId,
      amount: '20',
      documentDate: '2026-05-03',
      reason: 'Late',
    });
    const paid = await tell.pay({ customerId: id, amount: '400', date: '2026-05-04' });
    const more = await tell.pay({ customerId: id, amount: '70', date: '2026-05-05' });
    await ask('mutation ($id: ID!) { reversePayment(id: $id, reason: "wrong") { id } }', more);
    expect(paid.id).toBeTruthy();
    const may = { kind: 'REVENUE', partnerId: north.id, from: '2026-05-01', to: '2026-05-31' };
    expect(await tables.table({ ...may, groupBy: ['category'] })).toEqual([
      ['Service', '460.00', '0.00', '460.00', '0.00'],
      [null, '460.00', '0.00', '460.00', '0.00'],
    ]);
    const { notes } = await tables.report(may);
    expect(notes).toEqual([
      expect.stringContaining(
        "Payments 400.00 EUR, refunds 0.00 EUR: customers' balances changed by -60.00 EUR",
      ),
    ]);
    expect(await tables.table({ ...may, from: '2026-04-01', groupBy: ['month'] })).toEqual([
      ['2026-04', '0.00', '0.00', '0.00', '50.00'],
      ['2026-05', '460.00', '0.00', '460.00', '0.00'],
      [null, '460.00', '0.00', '460.00', '50.00'],
    ]);
  });

  it('that is earned is spread over the days that it is for; the rest is deferred', async () => {
    const north = await makeTenant(server, 'Earned Net', { currency: 'EUR' });
    const { id } = await makeCustomer(server, north.id, {
      status: 'ACTIVE',
      createdOn: '2026-05-01',
      billing: { paymentPeriod: 'PREPAID', prepaidMonths: 3 },
    });
    const { id: tariffId } = await tell.tariff({
      name: 'Monthly',
      price: '100',
      currency: 'EUR',
      partnerIds: [north.id],
    });
    await tell.service({ customerId: id, tariffId, startDate: '2026-05-01' });
    await ask(
      'mutation ($id: ID!) { chargeCustomer(customerId: $id, date: "2026-05-01") { id } }',
      { id },
    );
    const rows = await tables.table({
      kind: 'REVENUE',
      basis: 'EARNED',
      partnerId: north.id,
      from: '2026-05-01',
      to: '2026-07-31',
      groupBy: ['month'],
    });
    expect(rows).toEqual([
      ['2026-05', '101.09', '300.00', '198.91'],
      ['2026-06', '97.82', '0.00', '-97.82'],
      ['2026-07', '101.09', '0.00', '-101.09'],
      [null, '300.00', '300.00', '0.00'],
    ]);
  });
});

describe('TAX', () => {
  it('is what was issued by rate, and of what was paid its share', async () => {
    const north = await makeTenant(server, 'Tax Net', { currency: 'EUR' });
    const { id } = await makeCustomer(server, north.id);
    const rate = async (input: object) =>
      (await tell.taxRate({ partnerId: north.id, ...input })).id;
    const [full, exempt, zero] = [
      await rate({ name: 'Full', percent: '15' }),
      await rate({ name: 'Exempt', percent: '0', exempt: true, exemptReason: 'Health' }),
      await rate({ name: 'Zero', percent: '0' }),
    ];
    const line = (unitPrice: string, taxRateId: string) => ({
      description: 'Line',
      unitPrice,
      taxRateId,
    });
    const invoiceId = await invoice(id, '2026-05-02', [line('100', full)]);
    await tell.pay({
      customerId: id,
      amount: '57.50',
      date: '2026-05-10',
      invoiceId,
    });
    await invoice(id, '2026-05-20', [line('40', exempt), line('7', zero)]);
    await credit({
      customerId: id,
      invoiceId,
      amount: '11.50',
      documentDate: '2026-05-21',
      reason: 'Late',
    });
    const may = { kind: 'TAX', partnerId: north.id, from: '2026-05-01', to: '2026-05-31' };
    expect(await tables.table(may)).toEqual([
      ['0', '7.00', '0.00', '0.00', '0.00', '7.00', '0.00', '7.00'],
      ['0 E', '40.00', '0.00', '0.00', '0.00', '40.00', '0.00', '40.00'],
      ['15', '100.00', '15.00', '-10.00', '-1.50', '90.00', '13.50', '103.50'],
      [null, '147.00', '15.00', '-10.00', '-1.50', '137.00', '13.50', '150.50'],
    ]);
    const { rows } = await tables.report(may);
    for (const { values, drills } of rows)
      for (const [n, key] of [
        [5, 'net'],
        [6, 'tax'],
      ] as const)
        if (drills[n])
          expect((await tables.entries(drills[n]))[key]).toBe(Math.round(Number(values[n]) * 100));
    expect(
      await tables.table({ ...may, basis: 'PAID', groupBy: ['day', 'taxRate'], to: '2026-05-15' }),
    ).toEqual([
      ['2026-05-10', '15', '50.00', '7.50', '57.50'],
      [null, null, '50.00', '7.50', '57.50'],
    ]);
  });
});

describe('AGEING', () => {
  it('is what is due at a day, by how long: later payments count as due', async () => {
    const north = await makeTenant(server, 'Ageing Net', { currency: 'EUR' });
    const { id, number } = await makeCustomer(server, north.id, {
      name: 'Old Debt',
      billing: { paymentDueDays: 10 },
    });
    const bill = (date: string, unitPrice: string) =>
      invoice(id, date, [{ description: 'Line', unitPrice }]);
    const old = await bill('2026-01-05', '10');
    await bill('2026-03-10', '20');
    await bill('2026-04-05', '30');
    await bill('2026-05-05', '40');
    await bill('2026-05-25', '50');
    const who = `${number} Old Debt`;
    expect(await tables.table({ kind: 'AGEING', partnerId: north.id })).toEqual([
      [who, '50.00', '40.00', '30.00', '20.00', '10.00', '150.00', '5'],
      [null, '50.00', '40.00', '30.00', '20.00', '10.00', '150.00', '5'],
    ]);
    const { rows } = await tables.report({ kind: 'AGEING', partnerId: north.id });
    for (const [n, link] of rows[0].drills.slice(1, 7).entries()) {
      const { invoices } = await ask(
        'query ($filter: InvoiceFilter) { invoices(filter: $filter) { sums { due } } }',
        { filter: link!.filter },
      );
      expect(invoices.sums[0].due).toBe(rows[0].values[n + 1]);
    }
    await tell.pay({ customerId: id, amount: '10', date: '2026-05-20', invoiceId: old });
    expect(await tables.table({ kind: 'AGEING', partnerId: north.id, asOf: '2026-05-18' })).toEqual(
      [[who, '0.00', '40.00', '50.00', '0.00', '10.00', '100.00', '4'], expect.anything()],
    );
    const past = await tables.report({ kind: 'AGEING', partnerId: north.id, asOf: '2026-05-18' });
    expect(past.totals.drill).toBeNull();
  });
});

/** A partner with one below, whose customers differ in whatever a report is grouped by. */
async function books(name: string) {
  const north = await makeTenant(server, name, { currency: 'EUR' });
  const below = await makeTenant(server, `${name} below`, { currency: 'EUR', parentId: north.id });
  const partnerIds = [north.id, below.id];
  const tariffs = [];
  for (const [kind, percent] of [
    ['INTERNET', '15'],
    ['VOICE', '7'],
  ] as const) {
    const { id: taxRateId } = await tell.taxRate({
      name: `${name} ${percent}`,
      percent,
      partnerId: north.id,
    });
    tariffs.push(
      (
        await tell.tariff({
          name: `${name} ${kind}`,
          kind,
          price: '31',
          currency: 'EUR',
          partnerIds,
          taxRateId,
        })
      ).id,
    );
  }
  const labels: string[] = [];
  for (const each of ['Gold', 'Fibre'])
    labels.push(
      (
        await ask(
          'mutation ($p: ID!, $n: String!) { saveLabel(partnerId: $p, name: $n, colour: "#0F766E") { id } }',
          { p: north.id, n: `${name} ${each}` },
        )
      ).saveLabel.id,
    );
  const { saveLocation: area } = await ask(
    'mutation ($i: LocationInput!) { saveLocation(input: $i) { id } }',
    { i: { partnerId: north.id, name: `${name} area` } },
  );
  await ask('mutation ($i: CustomFieldInput!) { createCustomField(input: $i) { id } }', {
    i: {
      partnerId: north.id,
      entity: 'CUSTOMER',
      key: 'region',
      label: 'Region',
      type: 'CHOICES',
      options: ['A', 'B'],
    },
  });
  const customers: string[] = [];
  for (const [n, partner] of [north, north, below].entries())
    customers.push(
      (
        await makeCustomer(server, partner.id, {
          status: 'ACTIVE',
          labelIds: labels.slice(0, n),
          locationId: n === 1 ? area.id : null,
          customFields: n ? { region: ['A', 'B'].slice(0, n) } : {},
        })
      ).id,
    );
  return { north, below, tariffs, customers, area, labels };
}
type Books = Awaited<ReturnType<typeof books>>;

/** What may happen to a customer; each in any order, refused or not. */
const HAPPENINGS = [
  'invoice',
  'credit',
  'note',
  'pay',
  'refund',
  'reverse',
  'void',
  'correct',
  'charge',
  'undo',
] as const;
const happening = fc.record({
  what: fc.constantFrom(...HAPPENINGS),
  who: fc.integer({ min: 0, max: 2 }),
  day: fc.integer({ min: 1, max: 28 }),
  month: fc.integer({ min: 3, max: 5 }),
  amount: fc.integer({ min: 1, max: 9999 }),
  tariff: fc.integer({ min: 0, max: 1 }),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

async function happen({ customers, tariffs }: Books, each: Happening): Promise<void> {
  const customerId = customers[each.who];
  const date = `2026-0${each.month}-${String(each.day).padStart(2, '0')}`;
  const amount = (each.amount / 100).toFixed(2);
  const latest = async (list: string, more = '') =>
    (
      await ask(
        `query ($c: ID!) { ${list}(filter: { customerId: $c }, first: 1${more}) { nodes { id } } }`,
        {
          c: customerId,
        },
      )
    )[list].nodes[0]?.id;
  const variables = { c: customerId, d: date, a: amount };
  const mutate = (text: string, more: object = {}) => server.ask(text, { ...variables, ...more });
  const TYPES = { c: '$c: ID!', d: '$d: Date!', a: '$a: Decimal!' };
  switch (each.what) {
    case 'invoice':
    case 'charge':
      await tell.service({ customerId, tariffId: tariffs[each.tariff], startDate: date });
      await server.ask(
        'mutation ($c: ID!, $d: Date!) { chargeCustomer(customerId: $c, date: $d) { id } }',
        {
          c: customerId,
          d: date,
        },
      );
      return;
    case 'credit':
      await mutate(`mutation ($i: CreditNoteInput!) { createCreditNote(input: $i) { id } }`, {
        i: { customerId, amount, documentDate: date, reason: 'Good will' },
      });
      return;
    case 'note':
      await mutate(`mutation ($i: CreditNoteInput!) { createCreditNote(input: $i) { id } }`, {
        i: {
          customerId,
          invoiceId: await latest('invoices'),
          amount: '1.11',
          documentDate: TODAY,
          reason: 'Part',
        },
      });
      return;
    case 'pay':
      await tell.pay({ customerId, amount, date, method: each.tariff ? 'CASH' : 'BANK_TRANSFER' });
      return;
    case 'refund':
      await server.ask(
        'mutation ($id: ID!, $d: Date!) { refundPayment(id: $id, date: $d) { id } }',
        {
          id: await latest('payments'),
          d: TODAY,
        },
      );
      return;
    case 'reverse':
      await server.ask(
        'mutation ($id: ID!) { reversePayment(id: $id, reason: "bounced") { id } }',
        {
          id: await latest('payments'),
        },
      );
      return;
    case 'void':
      await server.ask('mutation ($id: ID!) { voidInvoice(id: $id, reason: "wrong") { id } }', {
        id: await latest('invoices'),
      });
      return;
    case 'correct':
      await mutate(
        `mutation (${TYPES.c}, ${TYPES.d}, ${TYPES.a}, $t: TransactionType!) { createTransaction(customerId: $c, type: $t, amount: $a, date: $d, description: "By hand") { id } }`,
        { t: each.tariff ? 'DEBIT' : 'CREDIT' },
      );
      return;
    case 'undo':
      await server.ask('mutation ($c: ID!) { undoLastCharge(customerId: $c) { id } }', {
        c: customerId,
      });
  }
}

const GROUPINGS = [
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'partner',
  'location',
  'label',
  'tariff',
  'tariffKind',
  'category',
  'customer',
  'taxRate',
  'customFields.customer.region',
];

describe('random books', () => {
  let all: Books;
  let outsider: Tenant;
  beforeAll(async () => {
    all = await books('Random Net');
    outsider = await makeTenant(server, 'Outside Net', { currency: 'EUR' });
    for (const each of fc.sample(happening, { numRuns: 60, seed: 20261201 }))
      await happen(all, each);
  }, 120_000);

  const report = (groupBy: string[], more: object = {}) =>
    tables.report(
      {
        kind: 'REVENUE',
        partnerId: all.north.id,
        from: '2026-03-10',
        to: '2026-05-20',
        groupBy,
        ...more,
      },
      { first: 1000 },
    );

  it('have some of everything', async () => {
    const { transactions } = await ask(
      'query ($p: ID!) { transactions(filter: { partnerId: $p }, first: 200) { totalCount nodes { category } } }',
      { p: all.north.id },
    );
    const seen = new Set(transactions.nodes.map((each: any) => each.category));
    for (const each of ['Service', 'Payment', 'Refund', 'Correction']) expect(seen).toContain(each);
  });

  it('add up to what balances changed by, of any partner and period', async () => {
    const sumOf = async (filter: object) => (await tables.entries({ list: '', filter })).gross;
    for (const partnerId of [all.north.id, all.below.id])
      for (const [from, to] of [
        ['2026-03-01', '2026-05-31'],
        ['2026-03-10', '2026-04-12'],
        ['2026-05-31', '2026-05-31'],
      ]) {
        const { totals, notes } = await report(['month'], { partnerId, from, to });
        const changed = await sumOf({ partnerId, dateFrom: from, dateTo: to });
        const said = Math.round(Number(/changed by (\S+) EUR/.exec(notes.at(-1) ?? '')?.[1]) * 100);
        expect(said).toBe(-changed || 0);
        const money = await sumOf({
          partnerId,
          dateFrom: from,
          dateTo: to,
          countsIn: ['Payment', 'Refund'],
        });
        const cents = (n: number) => Math.round(Number(totals.values[n]) * 100);
        expect(cents(3) + cents(4) + money).toBe(changed);
      }
  });

  it.each(GROUPINGS.flatMap((one, n) => [[one, GROUPINGS[(n * 5 + 3) % GROUPINGS.length]]]))(
    'open from each cell by %s and %s the entries that add up to it',
    async (...groupings) => {
      const times = new Set(['day', 'week', 'month', 'quarter', 'year']);
      const groupBy = groupings.filter(
        (each, n) =>
          groupings.indexOf(each) === n &&
          (n === 0 || !times.has(each) || !times.has(groupings[0])),
      );
      const { columns, rows, totals } = await report(groupBy);
      expect(rows.length).toBeGreaterThan(0);
      const sample = [...rows.filter((_, n) => n % Math.ceil(rows.length / 6) === 0), totals];
      for (const { values, drill, drills } of sample) {
        for (const [n, link] of drills.entries()) {
          if (n < groupBy.length) continue;
          if (Number(values[n]) === 0) continue;
          const sums = await tables.entries(link as ListLink);
          const key = columns[n].key as 'net' | 'tax' | 'gross';
          expect({ values, cents: sums[key] ?? sums.gross }).toEqual({
            values,
            cents: Math.round(Number(values[n]) * 100),
          });
        }
        if (drill)
          expect((await tables.entries(drill)).net).toBe(
            Math.round(Number(values[groupBy.length]) * 100),
          );
      }
    },
  );

  it.each(['day', 'method', 'user', 'customer', 'partner'])(
    'have payments by %s, each figure with the entries that add up to it',
    async (by) => {
      const input = { kind: 'PAYMENTS', partnerId: all.north.id, from: '2026-03-01', to: TODAY };
      const { rows, totals, columns } = await tables.report(
        { ...input, groupBy: [by] },
        { first: 1000 },
      );
      for (const { values, drills } of [...rows, totals])
        for (const [n, { key }] of columns.entries()) {
          if (!['paid', 'reversed', 'refunded', 'amount'].includes(key)) continue;
          if (!drills[n]) continue;
          expect({ by, values, cents: -(await tables.entries(drills[n])).gross }).toEqual({
            by,
            values,
            cents: Math.round(Number(values[n]) * 100),
          });
        }
      expect(rows.length).toBeGreaterThan(0);
    },
  );

  it('come page by page, with the same rows in the same order', async () => {
    const whole = await report(['day', 'customer']);
    const input = {
      kind: 'REVENUE',
      partnerId: all.north.id,
      from: '2026-03-10',
      to: '2026-05-20',
      groupBy: ['day', 'customer'],
    };
    const pages = [];
    for (let offset = 0; offset < whole.rowCount; offset += 4)
      pages.push(...(await tables.report(input, { first: 4, offset })).rows);
    expect(pages).toEqual(whole.rows);
    expect(whole.rows).toHaveLength(whole.rowCount);
  });

  it('count a customer with several labels in each, and once in the total', async () => {
    const { rows, totals, notes } = await report(['label']);
    const sum = rows.reduce((cents, { values }) => cents + Math.round(Number(values[3]) * 100), 0);
    expect(sum).toBeGreaterThan(Math.round(Number(totals.values[3]) * 100));
    expect(notes[0]).toContain('counts in each; the total counts it once');
    expect(totals.values.slice(1)).toEqual((await report(['year'])).totals.values.slice(1));
  });

  it('are narrowed by label, location, tariff, customer and custom field, in their lists too', async () => {
    for (const more of [
      { labels: { ids: [all.labels[1]], match: 'ANY' } },
      { labels: { ids: all.labels, match: 'NONE' } },
      { locationId: all.area.id },
      { tariffId: all.tariffs[1] },
      { customerId: all.customers[1] },
      { includeDescendants: false },
      { customFields: { 'customer.region': 'B' } },
    ]) {
      const { totals } = await report(['month'], more);
      const cents = Math.round(Number(totals.values[1]) * 100);
      expect({ more, cents: (await tables.entries(totals.drill!)).net }).toEqual({ more, cents });
    }
  });

  it('show custom fields beside what they are of', async () => {
    const { columns, rows } = await report(['customer'], {
      columns: ['customFields.customer.region'],
    });
    expect(columns[1]).toMatchObject({ key: 'customFields.customer.region', label: 'Region' });
    expect(rows.map(({ values }) => values[1])).toContain('A, B');
  });

  it('are seen by nobody beside them, and by no cashier', async () => {
    const input = { kind: 'REVENUE', partnerId: all.north.id };
    const text = 'query ($input: ReportInput!) { report(input: $input) { rowCount } }';
    const beside = await server.ask(text, { input }, outsider.token);
    expect(beside.errors?.[0].extensions?.code).toBe('NOT_FOUND');
    for (const more of [{ customerId: NOWHERE }, { tariffId: NOWHERE }, { locationId: NOWHERE }])
      expect(
        (await server.ask(text, { input: { ...input, ...more } })).errors?.[0].extensions?.code,
      ).toBe('NOT_FOUND');
    const cashier = await makeUser(server, all.north.id, 'CASHIER');
    const refused = await server.ask(text, { input }, cashier.token);
    expect(refused.errors?.[0].extensions?.code).toBe('FORBIDDEN');
  });
});

it.each([
  [{ groupBy: ['nothing'] }, 'groupBy'],
  [{ groupBy: ['method'] }, 'groupBy'],
  [{ groupBy: ['month', 'partner', 'tariff'] }, 'groupBy'],
  [{ groupBy: ['month', 'year'] }, 'groupBy'],
  [{ groupBy: ['customFields.customer.nothing'] }, 'groupBy.0'],
  [{ columns: ['customFields.customer.nothing'] }, 'columns'],
  [{ from: '2026-05-02', to: '2026-05-01' }, 'to'],
  [{ from: '2016-05-01', to: '2026-05-01', groupBy: ['day'] }, 'from'],
  [{ currency: 'EURO' }, 'currency'],
  [{ customerId: 'x' }, 'customerId'],
  [{ customFields: { 'customer.nothing': 1 } }, 'customFields.customer.nothing'],
])('what makes no report is refused by its field: %j', async (input, field) => {
  const { errors } = await server.ask(
    'query ($i: ReportInput!) { report(input: $i) { rowCount } }',
    {
      i: { kind: 'REVENUE', ...input },
    },
  );
  expect(errors?.[0].extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
    fields: { [field]: expect.anything() },
  });
});
