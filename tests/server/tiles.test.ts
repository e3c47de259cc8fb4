import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { story } from '../support/story.ts';
import { makeCustomer, makeTenant, type Tenant } from '../support/tenants.ts';

const TODAY = '2026-04-20';
const MONTH = { from: '2026-04-01', to: '2026-04-30' };
let server: TestServer;
let tell: ReturnType<typeof story>;
let euro: Tenant, rand: Tenant, billedOff: Tenant, withoutInvoices: Tenant;

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: TODAY, WORKER: 'none' });
  tell = story(server);
  euro = await makeTenant(server, 'Euro Net', { currency: 'EUR' });
  rand = await makeTenant(server, 'Rand Net', { currency: 'ZAR', parentId: euro.id });
  billedOff = await makeTenant(server, 'Given Away Net', { currency: 'EUR', parentId: euro.id });
  withoutInvoices = await makeTenant(server, 'Ledger Net', { currency: 'USD', parentId: euro.id });
  await tell.settings(billedOff.id, { billingEnabled: false });
  await tell.settings(withoutInvoices.id, { autoCreateInvoices: false });
  const sold = new Map<string, string>();
  for (const [currency, partnerIds] of [
    ['EUR', [euro.id, billedOff.id]],
    ['ZAR', [rand.id]],
    ['USD', [withoutInvoices.id]],
  ] as const) {
    sold.set(
      currency,
      (await tell.tariff({ name: `Fibre ${currency}`, price: '30', currency, partnerIds })).id,
    );
    sold.set(
      `${currency} once`,
      (
        await tell.tariff({
          name: `Router ${currency}`,
          kind: 'ONE_TIME',
          price: '500',
          currency,
          partnerIds,
        })
      ).id,
    );
  }
  const buy = async (partner: Tenant, currency: string, input: object = {}) => {
    const { id } = await makeCustomer(server, partner.id, {
      status: 'ACTIVE',
      createdOn: '2026-03-01',
      ...input,
    });
    await tell.service({ customerId: id, tariffId: sold.get(currency), startDate: '2026-03-01' });
    return id;
  };
  for (const [partner, currency] of [
    [euro, 'EUR'],
    [rand, 'ZAR'],
  ] as const) {
    const [first, second, third] = [
      await buy(partner, currency),
      await buy(partner, currency),
      await buy(partner, currency),
    ];
    await tell.service({
      customerId: first,
      tariffId: sold.get(`${currency} once`),
      startDate: '2026-04-01',
    });
    for (const id of [first, second, third])
      for (const date of ['2026-03-01', '2026-04-01'])
        await server.ask(
          'mutation ($id: ID!, $d: Date!) { chargeCustomer(customerId: $id, date: $d) { id } }',
          { id, d: date },
        );
    const { createInvoice: wrong } = await server.must<any>(
      'mutation ($input: InvoiceInput!) { createInvoice(input: $input) { id } }',
      {
        input: {
          customerId: second,
          documentDate: '2026-04-02',
          lines: [{ description: 'Wrong', unitPrice: '77' }],
        },
      },
    );
    await server.must('mutation ($id: ID!) { voidInvoice(id: $id, reason: "a mistake") { id } }', {
      id: wrong.id,
    });
    await server.must('mutation ($input: InvoiceInput!) { createInvoice(input: $input) { id } }', {
      input: {
        customerId: second,
        documentDate: '2026-04-03',
        draft: true,
        lines: [{ description: 'Later', unitPrice: '88' }],
      },
    });
    await tell.pay({ customerId: first, amount: '30', date: '2026-04-05' });
    const mistaken = await tell.pay({ customerId: second, amount: '11', date: '2026-04-06' });
    await server.must('mutation ($id: ID!) { reversePayment(id: $id, reason: "bounced") { id } }', {
      id: mistaken.id,
    });
    const old = await server.must<any>(
      'mutation ($input: InvoiceInput!) { createInvoice(input: $input) { id } }',
      {
        input: {
          customerId: second,
          documentDate: '2026-03-20',
          lines: [{ description: 'Wrong in March', unitPrice: '66' }],
        },
      },
    );
    await server.must('mutation ($id: ID!) { voidInvoice(id: $id, reason: "late") { id } }', {
      id: old.createInvoice.id,
    });
    const ahead = await server.must<any>(
      'mutation ($input: InvoiceInput!) { createInvoice(input: $input) { id } }',
      {
        input: {
          customerId: second,
          documentDate: '2026-05-02',
          lines: [{ description: 'Wrong in May', unitPrice: '44' }],
        },
      },
    );
    await server.must('mutation ($id: ID!) { voidInvoice(id: $id, reason: "early") { id } }', {
      id: ahead.createInvoice.id,
    });
    const bounced = await tell.pay({ customerId: second, amount: '22', date: '2026-03-25' });
    await server.must('mutation ($id: ID!) { reversePayment(id: $id, reason: "bounced") { id } }', {
      id: bounced.id,
    });
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { status: BLOCKED }) { id } }',
      { id: third },
    );
  }
  const paused = await buy(euro, 'EUR');
  await server.must(
    'mutation ($id: ID!) { updateCustomer(id: $id, input: { status: INACTIVE }) { id } }',
    { id: paused },
  );
  await buy(euro, 'EUR', { billing: { billingEnabled: false } });
  await buy(billedOff, 'EUR');
  await buy(billedOff, 'EUR', { billing: { billingEnabled: true } });
  for (const status of ['ACTIVE', 'BLOCKED'])
    await server.must(
      'mutation ($id: ID!, $d: Date!) { chargeCustomer(customerId: $id, date: $d) { id } }',
      { id: await buy(withoutInvoices, 'USD', { status }), d: '2026-04-01' },
    );
}, 120_000);
afterAll(() => server.stop());

const figures = async (currency: string): Promise<any> =>
  (
    await server.must<any>(
      `query ($c: String, $p: ID) { financeMetrics(partnerId: $p, currency: $c) { owedIn invoicedThisMonth issuedThisMonth voidedThisMonth paidThisMonth receivedThisMonth reversedThisMonth outstanding openInvoiceCount overdue overdueCount monthlyRecurringRevenue averageRevenuePerUser activeCustomers blockedCustomers newCustomersThisMonth } }`,
      { c: currency, p: euro.id },
    )
  ).financeMetrics;
const list = async (name: string, filter: object, fields: string): Promise<any> => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1, -1)}Filter`;
  return (
    await server.must<any>(
      `query ($f: ${type}) { ${name}(filter: $f, first: 200) { totalCount nodes { ${fields} } } }`,
      { f: { partnerId: euro.id, ...filter } },
    )
  )[name];
};
const sum = (amounts: string[]) =>
  (amounts.reduce((all, amount) => all + Math.round(Number(amount) * 100), 0) / 100).toFixed(2);

describe.each(['EUR', 'ZAR'])('in %s, among other currencies', (currency) => {
  it('each tile is its list', async () => {
    const now = await figures(currency);
    const invoiced = await list(
      'invoices',
      { documentDateFrom: MONTH.from, documentDateTo: MONTH.to, issued: true, currency },
      'total',
    );
    expect(now.issuedThisMonth).toBe(sum(invoiced.nodes.map((row: any) => row.total)));
    const voided = await list(
      'invoices',
      {
        voidedFrom: MONTH.from,
        voidedTo: MONTH.to,
        documentDateTo: '2026-03-31',
        currency,
      },
      'total status',
    );
    expect(voided.nodes).toEqual([{ total: '66.00', status: 'VOID' }]);
    expect([now.voidedThisMonth, now.invoicedThisMonth]).toEqual([
      '66.00',
      sum([now.issuedThisMonth, '-66.00']),
    ]);
    const paid = await list(
      'payments',
      { dateFrom: MONTH.from, dateTo: MONTH.to, reversed: false, currency },
      'amount',
    );
    expect([now.receivedThisMonth, paid.totalCount]).toEqual([
      sum(paid.nodes.map((row: any) => row.amount)),
      1,
    ]);
    const reversed = await list(
      'payments',
      { reversedFrom: MONTH.from, reversedTo: MONTH.to, dateTo: '2026-03-31', currency },
      'amount reversed',
    );
    expect(reversed.nodes).toEqual([{ amount: '22.00', reversed: true }]);
    expect([now.reversedThisMonth, now.paidThisMonth]).toEqual([
      '22.00',
      sum([now.receivedThisMonth, '-22.00']),
    ]);
    expect((await list('payments', { reversed: true, currency }, 'amount reversed')).nodes).toEqual(
      [
        { amount: '11.00', reversed: true },
        { amount: '22.00', reversed: true },
      ],
    );
    const open = await list('invoices', { open: true, currency }, 'due');
    expect([now.owedIn, now.outstanding, now.openInvoiceCount]).toEqual([
      'INVOICES',
      sum(open.nodes.map((row: any) => row.due)),
      open.totalCount,
    ]);
    const late = await list('invoices', { status: 'OVERDUE', currency }, 'due');
    expect([now.overdue, now.overdueCount]).toEqual([
      sum(late.nodes.map((row: any) => row.due)),
      late.totalCount,
    ]);
    expect(late.totalCount).toBeGreaterThan(0);
    for (const [tile, status] of [
      ['activeCustomers', 'ACTIVE'],
      ['blockedCustomers', 'BLOCKED'],
    ])
      expect(now[tile!], tile).toBe(
        (await list('customers', { status, currency }, 'id')).totalCount,
      );
    expect(now.newCustomersThisMonth).toBe(
      (await list('customers', { createdFrom: MONTH.from, createdTo: MONTH.to, currency }, 'id'))
        .totalCount,
    );
  });

  it('recurring revenue is that of the services which bring it in: not of who is inactive or not billed, nor what is sold once', async () => {
    const now = await figures(currency);
    const services = await list(
      'services',
      { activeOn: TODAY, currency },
      'unitPrice quantity customer { id currency } tariff { kind }',
    );
    expect(now.monthlyRecurringRevenue).toBe(sum(services.nodes.map((row: any) => row.unitPrice)));
    expect(services.totalCount).toBe(currency === 'EUR' ? 4 : 3);
    expect(
      new Set(services.nodes.map((row: any) => `${row.customer.currency} ${row.tariff.kind}`)),
    ).toEqual(new Set([`${currency} INTERNET`]));
    expect(now.averageRevenuePerUser).toBe('30.00');
  });

  it('recurring revenue counts who becomes inactive on a day to come, as the list does', async () => {
    const partner = await makeTenant(server, `Going ${currency}`, { currency });
    await tell.settings(partner.id, {
      blockingEnabled: true,
      deactivationEnabled: true,
      deactivationDays: 1,
      minimumBalance: '0',
    });
    const tariff = await tell.tariff({
      name: `Line ${currency}`,
      price: '40',
      currency,
      partnerIds: [partner.id],
    });
    const { id } = await makeCustomer(server, partner.id, {
      status: 'ACTIVE',
      createdOn: '2026-03-01',
    });
    await tell.service({ customerId: id, tariffId: tariff.id, startDate: '2026-03-01' });
    await server.must(
      'mutation ($id: ID!) { chargeCustomer(customerId: $id, date: "2026-04-01") { id } }',
      { id },
    );
    for (const date of ['2026-05-28', '2026-05-30'])
      await server.must(
        'mutation ($id: ID!, $d: Date!) { runDunning(partnerId: $id, date: $d) { deactivated } }',
        { id: partner.id, d: date },
      );
    expect((await tell.customerNow(id)).status).toBe('INACTIVE');
    const services = await list(
      'services',
      { partnerId: partner.id, activeOn: TODAY, currency },
      'unitPrice',
    );
    const { financeMetrics } = await server.must<any>(
      'query ($c: String, $p: ID) { financeMetrics(partnerId: $p, currency: $c) { monthlyRecurringRevenue } }',
      { c: currency, p: partner.id },
    );
    expect([services.totalCount, financeMetrics.monthlyRecurringRevenue]).toEqual([1, '40.00']);
  });

  it('every list of money can be narrowed to it', async () => {
    for (const [name, field] of [
      ['invoices', 'currency'],
      ['payments', 'currency'],
      ['transactions', 'currency'],
      ['customers', 'currency'],
      ['services', 'customer { currency }'],
    ]) {
      const { nodes } = await list(name!, { currency }, field!);
      expect(nodes.length, name).toBeGreaterThan(0);
      expect(new Set(nodes.map((row: any) => row.currency ?? row.customer.currency)), name).toEqual(
        new Set([currency]),
      );
      const type = `${name![0]!.toUpperCase()}${name!.slice(1, -1)}Filter`;
      expect(
        (
          await server.refused(`query ($f: ${type}) { ${name}(filter: $f) { totalCount } }`, {
            f: { currency: 'EURO' },
          })
        ).fields,
        name,
      ).toEqual({ 'filter.currency': expect.any(String) });
    }
  });
});

describe('what a list comes to is what all its rows come to, by currency', () => {
  const added = (rows: any[], fields: readonly string[]) => {
    const sums = new Map<string, Record<string, string>>();
    for (const row of rows) {
      const known = sums.get(row.currency);
      sums.set(row.currency, {
        currency: row.currency,
        ...Object.fromEntries(
          fields.map((field) => [field, sum([known?.[field] ?? '0', row[field]])]),
        ),
      });
    }
    return [...sums.values()].sort((a, b) => (a.currency! < b.currency! ? -1 : 1));
  };
  const whole = async (name: string, filter: object, sums: string, fields: string) => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1, -1)}Filter`;
    const answer = await server.must<any>(
      `query ($f: ${type}) {
        ${name}(filter: $f, first: 200) { ${sums} totalCount nodes { ${fields} } }
        page: ${name}(filter: $f, first: 1, offset: 2) { ${sums} }
      }`,
      { f: filter },
    );
    const { nodes, totalCount, ...all } = answer[name];
    expect(totalCount).toBe(nodes.length);
    expect(answer.page).toEqual(all);
    return { nodes, ...all };
  };
  const march = { documentDateFrom: '2026-03-01', documentDateTo: '2026-03-31' };

  it.each([
    {},
    { partnerId: () => rand.id },
    march,
    { documentDateFrom: '2026-04-01' },
    { issued: true },
    { issued: true, ...march },
    { issued: false },
    { open: true },
    { open: true, dueTo: '2026-03-31' },
    { open: false },
    { status: 'OVERDUE' },
    { status: 'PARTIALLY_PAID' },
    { status: 'PAID' },
    { status: 'DRAFT' },
    { status: 'VOID', currency: 'EUR' },
    { paymentStatus: ['UNPAID', 'PARTIALLY_PAID'] },
    { paymentStatus: ['UNPAID', 'PARTIALLY_PAID'], dueTo: '2026-03-31', currency: 'EUR' },
    { paymentStatus: ['PAID'] },
    { paymentStatus: ['PAID'], currency: 'ZAR' },
    { paymentStatus: ['PAID'], status: 'OVERDUE' },
    { paymentStatus: ['UNPAID'] },
    { open: false, paymentStatus: ['UNPAID', 'PARTIALLY_PAID'] },
    { draft: true },
    { draft: false, totalFrom: '30', totalTo: '80' },
    { dueStatus: ['OVERDUE'] },
    { currency: 'ZAR' },
    { currency: 'JPY' },
    { search: 'nobody at all' },
  ])('of invoices, %j', async (filter) => {
    const narrowed = Object.fromEntries(
      Object.entries(filter).map(([key, value]) => [
        key,
        typeof value === 'function' ? value() : value,
      ]),
    );
    const amounts = ['net', 'tax', 'total', 'paid', 'due'] as const;
    const { nodes, sums } = await whole(
      'invoices',
      narrowed,
      `sums { currency ${amounts.join(' ')} }`,
      `currency ${amounts.join(' ')}`,
    );
    expect(sums).toEqual(added(nodes, amounts));
  });

  it.each([
    {},
    { dateFrom: '2026-04-01', dateTo: '2026-04-30' },
    { reversed: false },
    { reversed: true },
    { reversed: false, currency: 'ZAR' },
    { method: 'CASH' },
  ])('of payments, %j', async (filter) => {
    const { nodes, sums } = await whole(
      'payments',
      filter,
      'sums { currency amount }',
      'currency amount',
    );
    expect(sums).toEqual(added(nodes, ['amount']));
  });

  it.each([
    {},
    { dateFrom: '2026-03-01', dateTo: '2026-03-31' },
    { type: 'CREDIT' },
    { category: 'Service', currency: 'EUR' },
  ])('of entries, %j', async (filter) => {
    const { nodes, ...sums } = await whole(
      'transactions',
      filter,
      'debits { currency amount } credits { currency amount } net { currency amount } tax { currency amount }',
      'currency type amount tax',
    );
    const rows = nodes.map(({ currency, type, amount, tax }: any) => {
      const sign = type === 'DEBIT' ? '' : '-';
      return {
        currency,
        debits: type === 'DEBIT' ? amount : '0',
        credits: type === 'CREDIT' ? amount : '0',
        net: sum([`${sign}${amount}`, sign ? tax : `-${tax}`]),
        tax: `${sign}${tax}`,
      };
    });
    const fields = ['debits', 'credits', 'net', 'tax'] as const;
    for (const field of fields)
      expect(sums[field], field).toEqual(
        added(rows, fields).map((each) => ({ currency: each.currency, amount: each[field] })),
      );
  });

  it('of services: what those of them bring a month that bring anything', async () => {
    const monthly = 'monthlyRecurringRevenue { currency amount }';
    const { monthlyRecurringRevenue } = await whole('services', { currency: 'EUR' }, monthly, 'id');
    const { monthlyRecurringRevenue: figure } = (
      await server.must<any>('{ financeMetrics(currency: "EUR") { monthlyRecurringRevenue } }')
    ).financeMetrics;
    expect(monthlyRecurringRevenue).toEqual([{ currency: 'EUR', amount: figure }]);
    const before = await whole('services', { activeOn: '2026-02-28' }, monthly, 'id');
    expect(before).toEqual({ nodes: [], monthlyRecurringRevenue: [] });
  });

  it("of a customer's own documents, payments, entries and services", async () => {
    const { customers } = await server.must<any>(
      `query ($p: ID!) { customers(filter: { partnerId: $p }, first: 100) { nodes {
        invoices(first: 50) { sums { currency total due } nodes { currency total due } }
        payments(first: 50) { sums { currency amount } nodes { currency amount } }
        transactions(first: 50) { credits { amount } nodes { type amount } }
        services(first: 1) { monthlyRecurringRevenue { amount } }
      } } }`,
      { p: euro.id },
    );
    for (const { invoices, payments, transactions } of customers.nodes) {
      const credited = transactions.nodes.filter((entry: any) => entry.type === 'CREDIT');
      if (transactions.nodes.length)
        expect(transactions.credits).toEqual([
          { amount: sum(credited.map((entry: any) => entry.amount)) },
        ]);
      expect(invoices.sums).toEqual(added(invoices.nodes, ['total', 'due']));
      expect(payments.sums).toEqual(added(payments.nodes, ['amount']));
    }
    expect(customers.nodes.some((each: any) => each.payments.sums.length)).toBe(true);
    expect(customers.nodes[0].services.monthlyRecurringRevenue).toEqual([{ amount: '30.00' }]);
  });
});

describe('lists are narrowed', () => {
  const numbers = async (filter: object): Promise<any[]> =>
    (await list('invoices', filter, 'id total due paid status dueDate currency')).nodes;

  it('by when open invoices are due: soon is within seven days', async () => {
    const found = new Map<string, string>();
    for (const dueDate of ['2026-04-19', '2026-04-20', '2026-04-27', '2026-04-28']) {
      const { id } = await makeCustomer(server, billedOff.id, { createdOn: '2026-03-01' });
      const { createInvoice } = await server.must<any>(
        'mutation ($input: InvoiceInput!) { createInvoice(input: $input) { id } }',
        {
          input: {
            customerId: id,
            documentDate: '2026-04-01',
            dueDate,
            lines: [{ description: 'Due', unitPrice: '7' }],
          },
        },
      );
      found.set(createInvoice.id, dueDate);
    }
    const of = async (...dueStatus: string[]) => {
      const rows = await numbers({ dueStatus });
      expect(rows.every(({ due }) => Number(due) > 0)).toBe(true);
      return rows.flatMap(({ id }) => found.get(id)?.slice(8) ?? []).sort();
    };
    expect(await of('OVERDUE')).toEqual(['19']);
    expect(await of('DUE_SOON')).toEqual(['20', '27']);
    expect(await of('NOT_DUE')).toEqual(['28']);
    expect(await of('NOT_DUE', 'OVERDUE')).toEqual(['19', '28']);
    expect(await of('NOT_DUE', 'OVERDUE', 'DUE_SOON')).toEqual(['19', '20', '27', '28']);
  });

  it('by what is paid, of issued ones alone; several fit any, and all conditions together', async () => {
    const of = (status: string[]) =>
      numbers({ paymentStatus: status }).then((rows) => rows.map((row) => row.id).sort());
    const issued = (await numbers({ issued: true })).map(({ id }) => id).sort();
    const [unpaid, partly, paid] = [
      await of(['UNPAID']),
      await of(['PARTIALLY_PAID']),
      await of(['PAID']),
    ];
    expect([...unpaid, ...partly, ...paid].sort()).toEqual(issued);
    expect(await of(['UNPAID', 'PARTIALLY_PAID'])).toEqual([...unpaid, ...partly].sort());
    expect(await of(['UNPAID', 'PAID'])).toEqual([...unpaid, ...paid].sort());
    expect(await of(['UNPAID', 'PARTIALLY_PAID', 'PAID'])).toEqual(issued);
    for (const row of await numbers({ paymentStatus: ['UNPAID'], dueStatus: ['OVERDUE'] }))
      expect([row.status, row.paid]).toEqual(['OVERDUE', '0.00']);
    expect(await numbers({ paymentStatus: ['PAID'], dueStatus: ['OVERDUE'] })).toEqual([]);
    expect(await numbers({ paymentStatus: ['PAID'], open: true })).toEqual([]);
    expect((await numbers({ draft: true })).every(({ status }) => status === 'DRAFT')).toBe(true);
    expect((await numbers({ draft: false })).some(({ status }) => status === 'DRAFT')).toBe(false);
  });

  it('by amounts in any currency, and by days', async () => {
    const totals = async (filter: object) => [
      ...new Set((await numbers(filter)).map(({ total, currency }) => `${total} ${currency}`)),
    ];
    expect((await totals({ totalFrom: '77', totalTo: '88.00' })).sort()).toEqual([
      '77.00 EUR',
      '77.00 ZAR',
      '88.00 EUR',
      '88.00 ZAR',
    ]);
    expect(await totals({ totalFrom: '76.995', totalTo: '77.0001', currency: 'ZAR' })).toEqual([
      '77.00 ZAR',
    ]);
    expect(await totals({ totalFrom: '77.0001', totalTo: '77.005' })).toEqual([]);
    for (const { dueDate } of await numbers({ dueFrom: '2026-04-10', dueTo: '2026-04-19' }))
      expect(dueDate >= '2026-04-10' && dueDate <= '2026-04-19').toBe(true);
  });

  it('payments by ways of paying, entries by categories, service and tariff', async () => {
    const methods = async (filter: object) =>
      new Set((await list('payments', filter, 'method')).nodes.map((row: any) => row.method));
    const all = await methods({});
    expect(await methods({ methods: [...all] })).toEqual(all);
    expect(await methods({ methods: ['CARD', 'OTHER'] })).toEqual(new Set());
    const entries = async (filter: object): Promise<any[]> =>
      (await list('transactions', filter, 'id category service { id tariff { id } }')).nodes;
    const categories = await entries({ categories: ['Payment', 'Correction'] });
    expect(new Set(categories.map(({ category }) => category))).toEqual(
      new Set(['Payment', 'Correction']),
    );
    const { service } = (await entries({ categories: ['Service'] })).find((row) => row.service);
    const ofService = await entries({ serviceId: service.id });
    expect(ofService.length).toBeGreaterThan(0);
    expect(new Set(ofService.map((row) => row.service?.id))).toEqual(new Set([service.id]));
    const ofTariff = await entries({ tariffId: service.tariff.id });
    expect(new Set(ofTariff.map((row) => row.service?.tariff.id))).toEqual(
      new Set([service.tariff.id]),
    );
    const served = (await entries({})).filter(
      (row) => row.service?.tariff.id === service.tariff.id,
    );
    expect(ofTariff.map(({ id }) => id).sort()).toEqual(served.map(({ id }) => id).sort());
  });

  it.each([
    ['invoices', { totalFrom: '-1' }, 'filter.totalFrom'],
    ['invoices', { totalTo: '1.00001' }, 'filter.totalTo'],
    ['invoices', { totalFrom: '2', totalTo: '1' }, 'filter.totalFrom'],
    [
      'transactions',
      {
        categories: Array(51)
          .fill('x')
          .map((x, i) => `${x}${i}`),
      },
      'filter.categories',
    ],
    ['transactions', { categories: ['\n'] }, 'filter.categories'],
    ['transactions', { serviceId: 'none' }, 'filter.serviceId'],
    ['transactions', { tariffId: 'none' }, 'filter.tariffId'],
  ])('%s by %j is refused by %s', async (name, filter, field) => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1, -1)}Filter`;
    const refused = await server.refused(
      `query ($f: ${type}) { ${name}(filter: $f) { totalCount } }`,
      { f: filter },
    );
    expect(Object.keys(refused.fields!)).toEqual([field]);
  });
});

it('a business without invoices sees what is owed: the debts of its customers, overdue those of the blocked ones', async () => {
  const now = await figures('USD');
  const owing = await list('customers', { debt: true, currency: 'USD' }, 'balance status');
  expect(now).toMatchObject({
    owedIn: 'BALANCES',
    outstanding: '120.00',
    openInvoiceCount: 2,
    overdueCount: 1,
  });
  expect(now.outstanding).toBe(sum(owing.nodes.map((row: any) => row.balance.slice(1))));
  const blocked = await list(
    'customers',
    { debt: true, status: 'BLOCKED', currency: 'USD' },
    'balance',
  );
  expect([now.overdue, now.overdueCount]).toEqual([
    sum(blocked.nodes.map((row: any) => row.balance.slice(1))),
    blocked.totalCount,
  ]);
});
