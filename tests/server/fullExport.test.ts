import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, startTestServer, type TestServer } from '../support/backhaul.ts';
import { readCsv } from '../support/csv.ts';
import { importFiles } from '../support/imports.ts';
import { story } from '../support/story.ts';
import { makeCustomer, makeTenant } from '../support/tenants.ts';

const FILES = ['partners', 'tariffs', 'customers', 'services', 'items'] as const;
const servers: TestServer[] = [];
const databases: string[] = [];
const start = async () => {
  const database = await freshDatabase();
  const server = await startTestServer({
    DATABASE_URL: database,
    BUSINESS_DATE: '2026-04-20',
    WORKER: 'none',
  });
  servers.push(server);
  databases.push(database);
  return server;
};
afterAll(async () => {
  for (const server of servers) await server.stop();
});
const exported = async (server: TestServer): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      FILES.map(async (file) => {
        const answer = await fetch(`${server.url}/exports/${file}.csv`, {
          headers: { authorization: `Bearer ${server.operator}` },
        });
        expect(answer.status, file).toBe(200);
        return [`${file}.csv`, await answer.text()];
      }),
    ),
  );
/** Rows in an order of their own: which id a record has is no part of it. */
const sorted = (files: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(files).map(([file, text]) => [
      file,
      readCsv(text)
        .map((row) => JSON.stringify(row))
        .sort(),
    ]),
  );

beforeAll(async () => {
  const server = await start();
  const tell = story(server);
  const north = await makeTenant(server, 'North; "Net"', { currency: 'EUR' });
  const south = await makeTenant(server, '=South', { currency: 'EUR', parentId: north.id });
  await tell.settings(north.id, {
    billingDay: 5,
    minimumBalance: '-12.5',
    autoCreateInvoices: false,
  });
  const tax = await tell.taxRate({ name: 'VAT', percent: '19' });
  const shared = await tell.tariff({
    name: 'Fibre',
    price: '30.1234',
    currency: 'EUR',
    partnerIds: [north.id, south.id],
    taxRateId: tax.id,
    setupFee: '25',
  });
  const own = await tell.tariff(
    { name: 'Own', price: '10', currency: 'EUR', partnerIds: [south.id], taxIncluded: true },
    south.token,
  );
  for (const partner of [north, south]) {
    const first = await makeCustomer(server, partner.id, {
      externalId: 'SAME',
      name: '-1+1;=2',
      createdOn: '2026-03-01',
      status: 'ACTIVE',
      billing: {
        billingDay: 9,
        blockingEnabled: false,
        deactivationDays: 33,
        minimumBalance: '-50',
        autoCreateInvoices: true,
        paymentMethod: 'CARD',
      },
    });
    const second = await makeCustomer(server, partner.id, { createdOn: '2026-03-02' });
    await tell.service({
      customerId: first.id,
      tariffId: shared.id,
      startDate: '2026-03-01',
      quantity: '2',
      setupFee: '7.5',
      discounts: [
        { kind: 'PERCENT', value: '10', message: 'Loyal; =thanks' },
        { kind: 'FIXED', value: '1.5', from: '2026-04-01', until: '2026-06-30' },
        { kind: 'PERCENT', value: '5' },
      ],
    });
    if (partner === south)
      await tell.service({
        customerId: second.id,
        tariffId: own.id,
        startDate: '2026-03-02',
        unitPrice: '8.75',
        endDate: '2026-12-31',
      });
    for (const [quantity, unitPrice] of [
      ['2', '9.9901'],
      ['2', '9.9901'],
      ['1.5', '-9.9901'],
    ])
      await server.must(
        'mutation ($input: FutureItemInput!) { addFutureItem(input: $input) { id } }',
        {
          input: {
            customerId: first.id,
            description: '=Router; lent',
            quantity,
            unitPrice,
            taxRateId: tax.id,
            date: '2026-04-19',
          },
        },
      );
    await tell.pay({ customerId: second.id, amount: '3.72', date: '2026-04-05' });
    await server.must(
      'mutation ($id: ID!) { createTransaction(customerId: $id, type: DEBIT, amount: "3.72", date: "2026-04-06", description: "Cable") { id } }',
      { id: first.id },
    );
  }
  // rates that a percent does not say: a group, one that changed, one of a reseller that takes nothing
  const rates: [string, object, string?][] = [
    [
      'Duties',
      {
        percent: '0',
        parts: [
          { name: 'Excise', percent: '3.7', basis: 'NET' },
          { name: 'VAT', percent: '15.5', basis: 'NET_PLUS_PREVIOUS_TAX' },
        ],
      },
    ],
    ['Exempt', { percent: '0', exempt: true, exemptReason: 'Education' }, south.token],
  ];
  for (const [name, input, token] of rates) {
    const { createTaxRate } = await server.must<any>(
      'mutation ($i: TaxRateInput!) { createTaxRate(input: $i) { id } }',
      { i: { name, ...input } },
      token,
    );
    if (name === 'Duties')
      await server.must(
        'mutation ($id: ID!, $i: TaxRateInput!) { updateTaxRate(id: $id, input: $i) { id } }',
        { id: createTaxRate.id, i: { name, percent: '21', validFrom: '2026-07-01' } },
      );
    await tell.tariff(
      { name, price: '7', currency: 'EUR', partnerIds: [south.id], taxRateId: createTaxRate.id },
      token,
    );
  }
  // what is offered to a test partner alone is no part of it
  const { createTestPartner } = await server.must<any>(
    'mutation ($p: ID!) { createTestPartner(parentId: $p, name: "Trial", currency: "EUR", startsOn: "2026-04-01") { id } }',
    { p: north.id },
  );
  await tell.tariff({
    name: 'Only tried',
    price: '1',
    currency: 'EUR',
    partnerIds: [createTestPartner.id],
  });
  // a bundle with the terms of a contract, and a change of plan that is still to come
  const bundle = await tell.tariff({
    kind: 'BUNDLE',
    name: 'All in',
    price: '45',
    currency: 'EUR',
    partnerIds: [north.id],
    bundle: [shared.id, own.id],
    activationFee: '9.9',
    minimumMonths: 24,
    cancellationFee: '120',
    portalSelectable: true,
  });
  const changing = await makeCustomer(server, north.id, {
    externalId: 'CHANGES',
    createdOn: '2026-03-01',
  });
  for (const [tariffId, to] of [
    [shared.id, bundle.id],
    [shared.id, bundle.id],
  ]) {
    const { id } = await tell.service({
      customerId: changing.id,
      tariffId,
      startDate: '2026-04-01',
    });
    await server.must('mutation ($i: PlanChangeInput!) { changePlan(input: $i) { id } }', {
      i: { serviceId: id, tariffId: to, date: '2026-06-16' },
    });
  }
  // one price that changed, and one that is planned for all: who has another one now gets it too
  for (const change of [
    { tariffId: shared.id, price: '33', from: '2026-04-01' },
    { tariffId: own.id, price: '12', from: '2026-06-01', scope: 'ALL' },
  ]) {
    const { tariffPriceEffect } = await server.must<any>(
      'query ($i: TariffPriceInput!) { tariffPriceEffect(input: $i) { fingerprint } }',
      { i: change },
    );
    await server.must(
      'mutation ($i: TariffPriceInput!, $f: String!) { changeTariffPrice(input: $i, fingerprint: $f) { id } }',
      { i: change, f: tariffPriceEffect.fingerprint },
    );
  }
  // in another partner, whose rules block after 15 days and switch off after 10 more
  const west = await makeTenant(server, 'West', { currency: 'EUR' });
  await tell.settings(west.id, {
    blockingEnabled: true,
    blockingPeriodDays: 1,
    deactivationEnabled: true,
    deactivationDays: 10,
    paymentDueDays: 13,
    blockOnWeekends: true,
    minimumBalance: '0',
  });
  const plan = await tell.tariff({
    name: 'Line',
    price: '100',
    currency: 'EUR',
    partnerIds: [west.id],
  });
  for (const [name, charged] of [
    ['Switched off', '2026-03-01'],
    ['Blocked', '2026-04-01'],
  ]) {
    const late = await makeCustomer(server, west.id, {
      name,
      createdOn: charged,
      status: 'ACTIVE',
      billing: { billingDay: 1 },
    });
    await tell.service({ customerId: late.id, tariffId: plan.id, startDate: charged });
    await server.must(
      'mutation ($id: ID!, $d: Date!) { chargeCustomer(customerId: $id, date: $d) { id } }',
      { id: late.id, d: charged },
    );
    for (const days of [16, 26])
      if (name === 'Switched off' || days === 16)
        await server.must(
          'mutation ($id: ID!, $d: Date!) { runDunning(partnerId: $id, date: $d) { blocked } }',
          { id: west.id, d: `${charged.slice(0, 8)}${days}` },
        );
  }
}, 120_000);

it('a full export, imported into an empty installation, gives the same installation', async () => {
  const files = await exported(servers[0]!);
  const customers = readCsv(files['customers.csv']!);
  const settled = customers.filter((row) => row.status !== 'INACTIVE' && row.status !== 'BLOCKED');
  expect(settled.map((row) => [row.customer, row.number !== '', row.balance]).sort()).toEqual([
    ['', true, '3.72'],
    ['', true, '3.72'],
    ['CHANGES', true, '0.00'],
    ['SAME', true, '-3.72'],
    ['SAME', true, '-3.72'],
  ]);
  expect(readCsv(files['services.csv']!).find((row) => row.more_discounts)).toMatchObject({
    discount_value: '10',
    more_discounts: expect.stringContaining('1.5'),
    setup_fee: '7.5',
    setup_charged: 'no',
  });
  expect(readCsv(files['items.csv']!)).toHaveLength(6);
  const prices = (file: string) =>
    readCsv(files[file]!).flatMap((row) => row.earlier_prices && JSON.parse(row.earlier_prices));
  expect(prices('tariffs.csv').filter(Boolean)).toEqual([
    { until: '2026-04-01', price: '30.1234' },
    { until: '2026-06-01', price: '10.0000' },
  ]);
  expect(prices('services.csv').filter(Boolean)).toEqual([
    { until: '2026-06-01', price: '8.7500', instead: '8.7500' },
  ]);
  expect(
    readCsv(files['tariffs.csv']!)
      .filter((row) => row.tax_rate)
      .map((row) => [row.tax_percent, JSON.parse(row.tax_rate!)])
      .sort((a, b) => a[1].name.localeCompare(b[1].name)),
  ).toEqual([
    [
      '',
      {
        name: 'Duties',
        owner: 1,
        versions: [
          {
            from: null,
            parts: [
              { name: 'Excise', percent: '3.7', basis: 'NET' },
              { name: 'VAT', percent: '15.5', basis: 'NET_PLUS_PREVIOUS_TAX' },
            ],
            category: 'S',
          },
          { from: '2026-07-01', percent: '21' },
        ],
      },
    ],
    [
      '',
      {
        name: 'Exempt',
        owner: expect.any(Number),
        versions: [{ from: null, percent: '0', category: 'E', exemptReason: 'Education' }],
      },
    ],
  ]);
  const copy = await start();
  const done = await importFiles(databases[1]!, files);
  expect([done.faults, done.status], done.said).toEqual([[], 0]);
  expect(sorted(await exported(copy))).toEqual(sorted(files));
  // numbers go on behind those that came
  const { partners } = await copy.must<any>(
    '{ partners(filter: { search: "North" }) { nodes { id } } }',
  );
  const fresh = await makeCustomer(copy, partners.nodes[0].id, {});
  expect(customers.every((row) => Number(row.number) < fresh.number)).toBe(true);
  const again = await importFiles(databases[1]!, files);
  expect(again.lines.every((line) => line.includes(' 0 imported'))).toBe(true);
});

it('changes of plan that are to come, terms of contracts and bundles move along', async () => {
  const [here, there] = await Promise.all(
    servers.map(async (server) => {
      const { tariffs, customers } = await server.must<any>(
        `{ tariffs(filter: { search: "All in" }) {
            nodes { bundle { name } activationFee minimumMonths cancellationFee portalSelectable } }
          customers(filter: { search: "CHANGES" }) { nodes { services { nodes {
            status startDate endDate cancellationFee contractUntil
            planned { status date fee credited charged balanceAfter tariff { name } to { startDate } }
          } } } } }`,
      );
      return { tariffs: tariffs.nodes, services: customers.nodes[0].services.nodes };
    }),
  );
  const order = (all: any[]) => all.map((each) => JSON.stringify(each)).sort();
  expect(here.services).toHaveLength(4);
  expect(here.services.flatMap((service: any) => service.planned)).toHaveLength(2);
  expect(here.tariffs).toMatchObject([
    {
      bundle: [{ name: 'Fibre' }, { name: 'Own' }],
      activationFee: '9.90',
      minimumMonths: 24,
      cancellationFee: '120.00',
      portalSelectable: true,
    },
  ]);
  expect(there.tariffs).toEqual(here.tariffs);
  expect(order(there.services)).toEqual(order(here.services));
  // and it is carried out there as here
  const copied = await servers[1]!.must<any>(
    '{ customers(filter: { search: "CHANGES" }) { nodes { services { nodes { planned { id } } } } } }',
  );
  const [{ id }] = copied.customers.nodes[0].services.nodes.flatMap((each: any) => each.planned);
  await servers[1]!.must('mutation ($id: ID!) { cancelPlanChange(id: $id) { id } }', { id });
});

it('whom the rules blocked or switched off goes on there as it would have here', async () => {
  const late = await Promise.all(
    servers.map(async (server) => {
      const { partners } = await server.must<any>(
        '{ partners(filter: { search: "West" }) { nodes { id } } }',
      );
      const [west] = partners.nodes;
      const { customers } = await server.must<any>(
        'query ($p: ID!) { customers(filter: { partnerId: $p }) { nodes { id name status blockedSince } } }',
        { p: west.id },
      );
      const of = (name: string) => customers.nodes.find((each: any) => each.name === name);
      await server.must(
        'mutation ($id: ID!, $d: Date!) { runDunning(partnerId: $id, date: $d) { deactivated } }',
        { id: west.id, d: '2026-04-26' },
      );
      const off = of('Switched off');
      await story(server).pay({ customerId: off.id, amount: '150', date: '2026-04-20' });
      const now = async (id: string) => {
        const { status, balance, billing } = await story(server).customerNow(id);
        return { status, balance, next: billing.nextBillingDate };
      };
      return {
        before: [off.status, of('Blocked').status],
        since: of('Blocked').blockedSince,
        off: await now(off.id),
        blocked: await now(of('Blocked').id),
      };
    }),
  );
  expect(late[0]).toEqual({
    before: ['INACTIVE', 'BLOCKED'],
    since: '2026-04-16',
    off: { status: 'ACTIVE', balance: '13.33', next: '2026-05-01' },
    blocked: { status: 'INACTIVE', balance: '-100.00', next: null },
  });
  expect(late[1]).toEqual(late[0]);
});

it('a tax rate that cannot be, or has the name of another, is refused by its column', async () => {
  await start();
  const row = (code: string, rate: object, percent = '') =>
    `${code},Line,INTERNET,10,${percent},no,EUR,1,"${JSON.stringify(rate).replaceAll('"', '""')}"`;
  const refused = await importFiles(databases.at(-1)!, {
    'tariffs.csv': [
      'code,name,kind,price,tax_percent,tax_included,currency,partners,tax_rate',
      row('A', { name: 'X', versions: [{ percent: '19' }] }),
      row('B', { name: 'X', versions: [{ percent: '20' }] }),
      row('C', { name: 'Y', versions: [{ percent: '20' }] }, '20'),
      row('D', { name: 'Z', owner: 77, versions: [{ percent: '20' }] }),
      row('E', { name: 'E', versions: [{ percent: '0', category: 'E' }] }),
      row('F', {
        name: 'F',
        versions: [{ from: '2026-05-01', percent: '1' }, { percent: '2' }],
      }),
      row('G', { name: 'G', versions: [] }),
    ].join('\n'),
  });
  expect(refused.status).toBe(1);
  expect(refused.faults).toEqual([
    'tariffs.csv:3 tax_rate: "X" is the name of another rate of partner 1',
    'tariffs.csv:4 tax_percent: stays empty where tax_rate says what is taken',
    expect.stringMatching(/^tariffs.csv:5 tax_rate: there is no partner 77/),
    'tariffs.csv:6 tax_rate: exemptReason: say why no tax is taken; invoices print it',
    'tariffs.csv:7 tax_rate: holds versions that are not in the order of their days',
    'tariffs.csv:8 tax_rate: says nothing that is taken',
  ]);
});

it('a part that is no tariff, and what follows no service of its file, are refused by name', async () => {
  await start();
  const refused = await importFiles(databases.at(-1)!, {
    'tariffs.csv': [
      'code,name,kind,price,tax_percent,tax_included,currency,partners,bundle,minimum_months',
      'A,Line,INTERNET,10,,no,EUR,1,,',
      'B,All,BUNDLE,20,,no,EUR,1,"[{""code"":""A"",""owner"":null},{""code"":""Z"",""owner"":null}]",',
      'C,Wrong,INTERNET,20,,no,EUR,1,"[{""code"":""A"",""owner"":1}]",',
      'D,Long,INTERNET,20,,no,EUR,1,,121',
    ].join('\n'),
  });
  expect(refused.status).toBe(1);
  expect(refused.faults).toEqual([
    'tariffs.csv:3 bundle: there is no tariff Z',
    'tariffs.csv:4 bundle: has parts only where the kind is BUNDLE',
    'tariffs.csv:5 minimum_months: must be a whole number from 1 to 120, not "121"',
  ]);
  // a change of plan whose other service is left out of the file
  const files = await exported(servers[0]!);
  const [head, ...rows] = files['services.csv']!.trim().split('\n');
  const following = (row: string) => row.includes('2026-06-16') && !row.includes('planned');
  expect(rows.filter(following)).toHaveLength(2);
  const half = await importFiles(databases.at(-1)!, {
    ...files,
    'services.csv': [head, ...rows.filter((row) => !following(row))].join('\n'),
  });
  expect(half.status).toBe(1);
  expect(half.faults).toEqual([
    expect.stringMatching(/changed_to: the file has no such service from 2026-06-16$/),
    expect.stringMatching(/changed_to: the file has no such service from 2026-06-16$/),
  ]);
});
