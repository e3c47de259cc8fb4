import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, startTestServer, type TestServer } from '../support/backhaul.ts';
import { readCsv, readWorkbook } from '../support/csv.ts';
import { money } from '../support/money.ts';
import { countStatements, type Counter } from '../support/statements.ts';
import { confirm, preview, story } from '../support/story.ts';
import { makeCustomer, makeTenant, makeUser, NOWHERE, PASSWORD } from '../support/tenants.ts';

let server: TestServer;
let counter: Counter;
let runId: string;
const MANY = 40;

beforeAll(async () => {
  const database = await freshDatabase();
  counter = await countStatements(database);
  server = await startTestServer({ DATABASE_URL: counter.through(database) });
  const tell = story(server);
  const cash = money(server);
  const operator = await tell.operatorPartner();
  const partners = await Promise.all(
    Array.from({ length: MANY }, (_, i) => tell.partner({ name: `Partner ${i}` })),
  );
  const { id: taxRateId } = await tell.taxRate({ name: 'VAT', percent: '20' });
  const tariffs: { id: string }[] = [];
  for (let i = 0; i < MANY; i++)
    tariffs.push(
      await tell.tariff({
        name: `Plan ${i}`,
        price: '10',
        taxRateId,
        partnerIds: [operator.id, ...partners.map((partner) => partner.id)],
      }),
    );
  for (const partner of partners)
    await tell.user({
      partnerId: partner.id,
      email: `user${partner.number}@example.net`,
      name: 'User',
      role: 'READ_ONLY',
      password: PASSWORD,
    });
  const customers = await Promise.all(
    partners.map((partner, i) =>
      tell.customer({ partnerId: partner.id, name: `Customer ${i}`, createdOn: '2026-03-01' }),
    ),
  );
  await Promise.all(
    customers.map(async (customer, i) => {
      for (const tariffId of [tariffs[i].id, tariffs[(i + 1) % MANY].id])
        await tell.service({ customerId: customer.id, tariffId, startDate: '2026-03-01' });
      await cash.invoice(customer.id, '10.00');
      await cash.pay(customer.id, '5.00');
      await server.must(
        'mutation ($input: FutureItemInput!) { addFutureItem(input: $input) { id } }',
        {
          input: {
            customerId: customer.id,
            description: 'Cable',
            unitPrice: '5',
            date: '2026-07-01',
          },
        },
      );
    }),
  );
  const [run] = await preview(server, { date: '2026-04-01' });
  runId = (await confirm(server, run)).id;
  for (let i = 0; i < MANY; i += 8)
    await preview(server, {
      date: '2026-05-01',
      partnerIds: partners.slice(i, i + 8).map((partner) => partner.id),
      separatePerPartner: true,
    });
});
afterAll(async () => {
  await server.stop();
  await counter.close();
});

const INVOICE =
  'number status lines { description service { description tariff { name taxRate { name } } } } taxSummary { total } explanations allocations { amount payment { receiptNumber } } billingRun { date }';
const LISTS: Record<string, string> = {
  'customers with services':
    'customers(first: $n) { totalCount nodes { name partner { name parent { name } } billing { nextBillingDate blockDate } outstanding overdue statusHistory { to } customFields services { totalCount nodes { status unitPrice currency setupFee tariff { name taxRate { name partner { name } } partners { name } serviceCount editable } } } } }',
  'customers with their money': `customers(first: $n) { nodes { name invoices(first: 3) { totalCount pageInfo { hasNextPage } nodes { ${INVOICE} } } transactions(first: 3) { totalCount nodes { balanceAfter recordedBy invoice { number } payment { receiptNumber } service { description } } } payments(first: 3) { totalCount nodes { unallocated allocations { amount invoice { number } } } } futureItems { description } } }`,
  'customers with what comes next':
    'customers(first: $n) { nodes { upcomingCharge { total lines { description service { description } } } } }',
  'customers charged on a date':
    'customers(first: $n) { nodes { upcomingCharge(date: "2026-06-01") { total } } }',
  invoices: `invoices(first: $n) { totalCount nodes { ${INVOICE} customer { name partner { name } } partner { name } } }`,
  transactions:
    'transactions(first: $n) { nodes { amount customer { name partner { name } } invoice { number } payment { receiptNumber } service { description } recordedBy } }',
  payments:
    'payments(first: $n) { nodes { amount unallocated recordedBy customer { name } partner { name } allocations { amount invoice { number customer { name } } } } }',
  services:
    'services(first: $n) { nodes { description status currency unitPrice setupFee customer { name partner { name } } tariff { name taxRate { name } partners { name } } } }',
  tariffs:
    'tariffs(first: $n) { nodes { name taxRate { name partner { name } } partners { name } serviceCount editable } }',
  partners:
    'partners(first: $n) { nodes { name parent { name } childCount customerCount serviceCount branding { accentColor } } }',
  users: 'users(first: $n) { nodes { name partner { name parent { name } } } }',
  'billing runs':
    'billingRuns(first: $n) { nodes { date partners { name } partnerTotals { total partner { name } } flagCounts { flag } } }',
  'entries of a run': `billingRun(id: "RUN") { entries(first: $n) { totalCount nodes { total customer { name outstanding } partner { name } invoice { ${INVOICE} } lines { description service { description } } } } }`,
};

describe('the number of statements', () => {
  it('is six for a page with its count, of which one finds out who asks', async () => {
    let least = Infinity;
    for (let tries = 0; tries < 6 && least > 6; tries += 1)
      least = Math.min(
        least,
        await counter.during(() => server.must('{ customers { totalCount nodes { name } } }')),
      );
    expect(least).toBe(6);
  });

  for (const [name, list] of Object.entries(LISTS)) {
    it(`does not grow with the list: ${name}`, async () => {
      const once = (n: number) =>
        counter.during(() =>
          server.must(`query ($n: Int) { ${list.replace('RUN', runId)} }`, { n }),
        );
      const few = Math.min(await once(5), await once(5));
      // the least of some: the server's timetable may do something of its own, or a slow machine answer in parts
      let many = Infinity;
      for (let tries = 0; tries < 6 && many > few + 4; tries += 1)
        many = Math.min(many, await once(MANY));
      expect(many, `${few} statements for 5, ${many} for ${MANY}`).toBeLessThanOrEqual(few + 4); // a level that the first few do not have; one statement for each would be many more
    });
  }
});

describe('a nested list', () => {
  it('pages like the same list on its own, for many parents at once', async () => {
    const {
      customers: {
        nodes: [{ id }],
      },
    } = await server.must('{ customers(first: 1) { nodes { id } } }');
    for (const [field, root, what] of [
      ['invoices', 'invoices', 'id number'],
      ['transactions', 'transactions', 'id amount'],
      ['payments', 'payments', 'id amount'],
      ['services', 'services', 'id description'],
    ]) {
      const whole = (
        await server.must(
          `query ($id: ID!) { ${root}(filter: { customerId: $id }) { totalCount nodes { id } } }`,
          { id },
        )
      )[root];
      const seen: string[] = [];
      for (let after: string | null = null, more = true; more;) {
        const { customer } = (await server.must(
          `query ($id: ID!, $after: String) { customer(id: $id) { ${field}(first: 1, after: $after) { totalCount edges { cursor node { ${what} } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`,
          { id, after },
        )) as any;
        const page = customer[field];
        expect(page.totalCount).toBe(whole.totalCount);
        expect(page.edges).toHaveLength(1);
        expect(page.pageInfo).toMatchObject({
          hasPreviousPage: after !== null,
          startCursor: page.edges[0].cursor,
          endCursor: page.edges[0].cursor,
        });
        seen.push(page.edges[0].node.id);
        ({ hasNextPage: more, endCursor: after } = page.pageInfo);
      }
      expect(seen.length, field).toBe(whole.totalCount);
      expect([...seen].sort(), field).toEqual(
        whole.nodes.map((node: { id: string }) => node.id).sort(),
      );
      for (const args of ['first: 0', 'first: 201', 'after: "x"'])
        expect(
          (
            await server.refused(
              `query ($id: ID!) { customer(id: $id) { ${field}(${args}) { totalCount } } }`,
              { id },
            )
          ).code,
          `${field} ${args}`,
        ).toBe('BAD_USER_INPUT');
    }
  });
});

describe('a download', () => {
  const get = (file: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/downloads/billing-runs/${file}`, { headers });
  it('is for whoever may see the run, and looks the same to all others', async () => {
    const south = await makeTenant(server, 'South Net');
    const cashier = await makeUser(server, south.id, 'CASHIER');
    for (const kind of ['csv', 'xlsx']) {
      expect((await get(`${runId}.${kind}`)).status).toBe(401);
      expect(
        (await get(`${runId}.${kind}`, { authorization: `Bearer ${cashier.token}` })).status,
      ).toBe(403);
      const [foreign, none] = [
        await get(`${runId}.${kind}`, { authorization: `Bearer ${south.token}` }),
        await get(`${NOWHERE}.${kind}`, { authorization: `Bearer ${server.operator}` }),
      ];
      expect([foreign.status, await foreign.text()]).toEqual([404, 'There is no such record.\n']);
      expect([none.status, await none.text()]).toEqual([404, 'There is no such record.\n']);
      const own = await get(`${runId.toUpperCase()}.${kind}`, {
        authorization: `Bearer ${server.operator}`,
      });
      expect(own.status).toBe(200);
      expect(own.headers.get('content-disposition')).toBe(
        `attachment; filename=billing-run-2026-04-01.${kind}`,
      );
      expect(own.headers.get('x-content-type-options')).toBe('nosniff');
      expect(own.headers.get('cache-control')).toContain('no-store');
      await own.arrayBuffer();
    }
    for (const file of [
      'x.csv',
      `${runId}`,
      `${runId}.pdf`,
      `${runId}.csv%00`,
      '..%2f..%2fpackage.json',
      '%E0%A4%A.csv',
    ])
      expect(
        (await get(file, { authorization: `Bearer ${server.operator}` })).status,
        file,
      ).toBeGreaterThanOrEqual(400);
  });

  it('holds no formula that somebody typed as a name', async () => {
    const tenant = await makeTenant(server, '=HYPERLINK("http://evil.example")');
    const tell = story(server);
    const tariff = await tell.tariff({ name: '@SUM(A1:A9)', price: '10', partnerIds: [tenant.id] });
    const customer = await makeCustomer(server, tenant.id, {
      name: '+cmd|calc',
      createdOn: '2026-03-01',
    });
    await tell.service({
      customerId: customer.id,
      tariffId: tariff.id,
      startDate: '2026-03-01',
      description: '-2+3',
    });
    const [run] = await preview(server, { date: '2026-04-01' }, tenant.token);
    const text = await (
      await get(`${run.id}.csv`, { authorization: `Bearer ${tenant.token}` })
    ).text();
    expect(text).toContain('+cmd|calc');
    for (const cell of text.split(/[\r\n,]+/))
      expect(cell.replace(/^"/, '')).not.toMatch(/^[=+@\t]|^-(?!\d+(\.\d+)?"?$)/);
  });
});

describe('the amounts of a download', () => {
  it("are numbers, the negative ones too, so that their sums are the run's", async () => {
    const tenant = await makeTenant(server, 'Figures; =1+1');
    const tell = story(server);
    const tariff = await tell.tariff({ name: 'Fibre', price: '100', partnerIds: [tenant.id] });
    const customer = await makeCustomer(server, tenant.id, { createdOn: '2026-04-01' });
    await tell.service({
      customerId: customer.id,
      tariffId: tariff.id,
      startDate: '2026-04-01',
      discounts: [{ kind: 'FIXED', value: '3.72' }],
    });
    const [run] = await preview(server, { date: '2026-04-01' }, tenant.token);
    const bytes = async (kind: string) =>
      Buffer.from(
        await (
          await fetch(`${server.url}/downloads/billing-runs/${run.id}.${kind}`, {
            headers: { authorization: `Bearer ${tenant.token}` },
          })
        ).arrayBuffer(),
      );
    const rows = readCsv((await bytes('csv')).toString());
    expect(rows.map((row) => row.Net)).toEqual(['100.00', '-3.72']);
    expect(rows.every((row) => row.Partner === "Figures;' =1+1")).toBe(true);
    for (const column of ['Net', 'Tax', 'Total', 'Quantity', 'Unit price', 'Customer number'])
      for (const row of rows) expect(row[column], column).toMatch(/^-?\d+(\.\d+)?$/);
    const [, ...cells] = await readWorkbook(await bytes('xlsx'));
    expect(cells.map((row) => [row[0], row[8]])).toEqual([
      ['Figures; =1+1', 100],
      ['Figures; =1+1', -3.72],
    ]);
  });

  it('are those of the run: who is left out stands there without any', async () => {
    const tenant = await makeTenant(server, 'Left out');
    const tell = story(server);
    const tariff = await tell.tariff({ name: 'Fibre', price: '100', partnerIds: [tenant.id] });
    const customers = [];
    for (const name of ['Stays', 'Waits']) {
      const customer = await makeCustomer(server, tenant.id, { name, createdOn: '2026-04-01' });
      await tell.service({
        customerId: customer.id,
        tariffId: tariff.id,
        startDate: '2026-04-01',
      });
      customers.push(customer);
    }
    const [run] = await preview(server, { date: '2026-04-01' }, tenant.token);
    const { excludeFromBillingRun: left } = await server.must<any>(
      'mutation ($id: ID!, $c: ID!) { excludeFromBillingRun(id: $id, customerId: $c, reason: "wait") { total { amount } } }',
      { id: run.id, c: customers[1]!.id },
      tenant.token,
    );
    const answer = await fetch(`${server.url}/downloads/billing-runs/${run.id}.csv`, {
      headers: { authorization: `Bearer ${tenant.token}` },
    });
    const rows = readCsv(await answer.text()).map((row) => [
      row.Customer,
      row.Line !== '',
      row.Net,
      row.Tax,
      row.Total,
      row['Left out because'],
    ]);
    expect(left.total).toEqual([{ amount: '100.00' }]);
    expect(rows).toEqual([
      ['Stays', true, '100.00', '0.00', '100.00', ''],
      ['Waits', true, '', '', '', 'wait'],
    ]);
  });
});

describe('an operation that fails early', () => {
  it('leaves no database connection behind, whatever else it was doing', async () => {
    const ask = () =>
      server.ask(
        `{ a: customer(id: "${NOWHERE}") { id } b: customers(first: 40) { nodes { partner { parent { name childCount } } services { nodes { tariff { taxRate { partner { parent { childCount } } } } } } invoices { nodes { lines { service { tariff { serviceCount } } } } } } } }`,
      );
    for (let i = 0; i < 30; i++)
      expect((await ask()).errors?.[0].extensions.code).toBe('NOT_FOUND');
    const begun = Date.now();
    await Promise.all(
      Array.from({ length: 20 }, () => server.must('{ customers(first: 1) { nodes { name } } }')),
    );
    expect(Date.now() - begun).toBeLessThan(15_000);
  });
});
