import {
  buildSchema,
  getNamedType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardFields } from '../../server/src/app/schema/rights.ts';
import { createSchema } from '../../server/src/app/schema/schema.ts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { money } from '../support/money.ts';
import {
  makeCustomer,
  makeTariff,
  makeTenant,
  makeUser,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';

/** What opens a kind of record, wherever a field leads to one. */
const READ: Record<string, string> = {
  Partner: 'partners:read',
  Tariff: 'tariffs:read',
  TaxRate: 'tariffs:read',
  Label: 'labels:read',
  Location: 'locations:read',
  Customer: 'customers:read',
  Contact: 'customers:read',
  Note: 'customers:read',
  Service: 'services:read',
  Invoice: 'invoices:read',
  CreditNote: 'invoices:read',
  Proforma: 'invoices:read',
  Payment: 'payments:read',
  Transaction: 'transactions:read',
  FutureItem: 'transactions:read',
  UsageRecord: 'usage:read',
  AuditEntry: 'audit:read',
  UsageTotal: 'usage:read',
  Message: 'messages:read',
  BillingRun: 'billing-runs:read',
  User: 'users:read',
  Role: 'users:read',
  UpcomingCharge: 'invoices:read',
  UpcomingPayment: 'invoices:read',
  DocumentLine: 'invoices:read',
  BankTransfer: 'invoices:read',
  PlanChange: 'services:read',
  MassJob: 'invoices:write',
  TestClock: 'partners:read',
  SavedMethod: 'cards:read',
  ChargeAttempt: 'cards:read',
  Autopay: 'cards:read',
  BankAccount: 'bank:read',
  BankFile: 'bank:read',
  BankStatement: 'bank:read',
  BankTransaction: 'bank:read',
  SkippedEntry: 'bank:read',
  CsvMapping: 'bank:read',
};
/** What comes along with a record that leads there. */
const LINKS: Record<string, string[]> = {
  Partner: ['id', 'number', 'name', 'currency', 'timeZone', 'test', 'clock'],
  Tariff: ['id', 'name', 'kind'],
};
/** What takes another permission than its kind. */
const SPECIAL: Record<string, string> = {
  'UsageRecord.withdrawnReason': 'usage:write',
  'CreditNote.refundable': 'payments:refund',
  'Payment.refundable': 'payments:refund',
  'Payment.bankTransaction': 'bank:read',
  'Label.customerCount': 'customers:read',
  'Location.customerCount': 'customers:read',
  'Customer.login': 'customers:credentials',
  'Customer.lastChargeKept': 'invoices:void',
  'Customer.promiseToPay': 'dunning:read',
  'Customer.dunningAhead': 'dunning:read',
  'Customer.waiting': 'invoices:read',
  'Invoice.voidKept': 'invoices:void',
  'Invoice.draftLines': 'invoices:write',
  'Service.unitPrice': 'invoices:read',
  'Service.setupFee': 'invoices:read',
  'Service.discounts': 'invoices:read',
  'Service.cancellationFee': 'invoices:read',
  'Service.priceFromTariff': 'invoices:read',
  'Service.priceIncludesTax': 'invoices:read',
  'Service.priceWithTax': 'invoices:read',
  'Service.datedPrices': 'invoices:read',
  'Service.pricePlannedFrom': 'invoices:read',
  'PlanChange.fee': 'invoices:read',
  'PlanChange.feeBy': 'invoices:read',
  'PlanChange.credited': 'invoices:read',
  'PlanChange.charged': 'invoices:read',
  'PlanChange.balanceAfter': 'invoices:read',
};
const recordOf = (name: string) => name.replace(/(Connection|Edge)$/, '');

let schema: GraphQLSchema;
let server: TestServer;
let north: Tenant;
let roles: { name: string; token: string; permissions: Set<string> }[];
beforeAll(async () => {
  schema = await createSchema();
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  north = await makeTenant(server, 'North Net');
  const answer = await server.must<{ roles: { name: string; permissions: string[] }[] }>(
    '{ roles { name permissions } }',
  );
  roles = [];
  for (const { name, permissions } of answer.roles)
    roles.push({
      name,
      permissions: new Set(permissions),
      token: (await makeUser(server, north.id, name)).token,
    });
});
afterAll(async () => {
  await server.stop();
});
const tokenOf = (role: string) => roles.find(({ name }) => name === role)!.token;

describe('every field of every kind of record', () => {
  it('takes what its kind takes, wherever it is reached from, but for the links', () => {
    const open: string[] = [];
    for (const [kind, read] of Object.entries(READ)) {
      const type = schema.getType(kind);
      if (!isObjectType(type)) throw new Error(`${kind} is not in the schema`);
      for (const field of Object.values(type.getFields())) {
        const own = field.extensions.needs?.[0] ?? [];
        const expected = LINKS[kind]?.includes(field.name)
          ? []
          : [SPECIAL[`${kind}.${field.name}`] ?? read];
        // besides it customers, for their own: whom the permission was not made for; and who works on many
        const others = own.filter(
          (permission) => !['profile:write', 'plans:choose', 'mass:run'].includes(permission),
        );
        if (
          JSON.stringify(others) !== JSON.stringify(expected) &&
          !(isObjectType(getNamedType(field.type)) && !expected.length)
        )
          open.push(`${kind}.${field.name}: ${others.join(' or ')}`);
      }
    }
    expect(open).toEqual([]);
  });

  it('that leads to another kind takes that kind’s permission, but where links come along', () => {
    const open: string[] = [];
    for (const type of Object.values(schema.getTypeMap())) {
      if (
        !isObjectType(type) ||
        type.name.startsWith('__') ||
        ['Query', 'Mutation', 'Subscription', 'Viewer'].includes(type.name) ||
        recordOf(type.name) !== type.name
      )
        continue;
      for (const field of Object.values(type.getFields())) {
        const kind = recordOf(getNamedType(field.type).name);
        const read = READ[kind];
        if (
          read &&
          !LINKS[kind] &&
          !field.extensions.needs?.some(
            (need) => need.includes(read as never) && need.every((each) => each === read),
          )
        )
          open.push(`${type.name}.${field.name} -> ${kind}`);
      }
    }
    expect(open).toEqual([]);
  });

  it('is declared: a type that is of no kind keeps the server from starting', () => {
    expect(() =>
      guardFields(buildSchema('type Query { thing: Thing } type Thing { id: ID }')),
    ).toThrow('the type Thing is of no kind');
    expect(() =>
      guardFields(
        buildSchema(
          'type Query { tariff: Tariff } type Tariff { brandNew: [Thing!] } type Thing { id: ID }',
        ),
      ),
    ).toThrow('Thing');
    const guarded = guardFields(
      buildSchema('type Query { tariff: Tariff } type Tariff { id: ID, brandNew: Int }'),
    );
    expect(guarded.getType('Tariff')).toSatisfy(
      (type: any) => type.getFields().brandNew.extensions.needs[0][0] === 'tariffs:read',
    );
  });
});

describe('roles, asking for one field after the other', () => {
  const ROOTS: Record<string, string> = {
    Customer: 'customers',
    Service: 'services',
    Tariff: 'tariffs',
    Partner: 'partners',
    Invoice: 'invoices',
    Payment: 'payments',
    Transaction: 'transactions',
    User: 'users',
    BillingRun: 'billingRuns',
  };
  /** The fields of a kind, each as the shortest selection there is. */
  function selections(kind: string): { name: string; selection: string }[] {
    const type = schema.getType(kind);
    if (!isObjectType(type)) throw new Error(kind);
    return Object.values(type.getFields()).map((field) => ({
      name: field.name,
      selection: isObjectType(getNamedType(field.type))
        ? `${field.name} { __typename }`
        : field.name,
    }));
  }

  beforeAll(async () => {
    const cash = money(server);
    const tariff = await makeTariff(server, [north.id]);
    const { id } = await makeCustomer(server, north.id, {
      name: 'Anna Blom',
      email: 'anna@x.example',
      phone: '+27 21 555',
      city: 'Paarl',
    });
    await server.must('mutation ($input: ServiceInput!) { createService(input: $input) { id } }', {
      input: { customerId: id, tariffId: tariff, startDate: '2026-04-01' },
    });
    await cash.invoice(id, '40');
    for (const { token, permissions } of roles)
      if (permissions.has('payments:write'))
        await server.must(
          `mutation { recordPayment(input: { customerId: "${id}", amount: "1", date: "2026-04-02", method: CASH }) { id } }`,
          {},
          token,
        );
    await server.must('mutation { createTaxRate(input: { name: "VAT", percent: "15" }) { id } }');
  });

  it('are answered what their permissions say, by list, by link and by nothing else', async () => {
    const wrong: string[] = [];
    const ways: [kind: string, query: (selection: string) => string, root: string][] = [
      ...Object.entries(ROOTS).map(
        ([kind, root]): [string, (selection: string) => string, string] => [
          kind,
          (selection) => `{ ${root}(first: 1) { nodes { ${selection} } } }`,
          kind,
        ],
      ),
      [
        'Partner',
        (selection) => `{ customers(first: 1) { nodes { partner { ${selection} } } } }`,
        'Customer',
      ],
      [
        'Partner',
        (selection) => `{ payments(first: 1) { nodes { partner { ${selection} } } } }`,
        'Payment',
      ],
      [
        'Tariff',
        (selection) => `{ services(first: 1) { nodes { tariff { ${selection} } } } }`,
        'Service',
      ],
      [
        'Customer',
        (selection) => `{ invoices(first: 1) { nodes { customer { ${selection} } } } }`,
        'Invoice',
      ],
    ];
    for (const { name: role, token, permissions } of roles) {
      for (const [kind, query, root] of ways) {
        if (!permissions.has(READ[root])) continue;
        const may = (name: string) => {
          const target = recordOf(
            getNamedType((schema.getType(kind) as GraphQLObjectType).getFields()[name].type).name,
          );
          const reaches = !READ[target] || Boolean(LINKS[target]) || permissions.has(READ[target]);
          return (
            reaches &&
            (LINKS[kind]?.includes(name) ||
              permissions.has(SPECIAL[`${kind}.${name}`] ?? READ[kind]))
          );
        };
        const all = selections(kind);
        // what they may in one go; what they may not one by one, for a refusal takes the whole list along
        const { errors } = await server.ask(
          query(
            all
              .filter(({ name }) => may(name))
              .map(({ selection }) => selection)
              .join(' '),
          ),
          {},
          token,
        );
        if (errors) wrong.push(`${role}: ${query('...')} ${JSON.stringify(errors)}`);
        for (const { name, selection } of all.filter((field) => !may(field.name))) {
          const [refusal] = (await server.ask(query(selection), {}, token)).errors ?? [];
          if (refusal?.extensions.code !== 'FORBIDDEN' || refusal.path?.at(-1) !== name)
            wrong.push(`${role}: ${query(name)} ${JSON.stringify(refusal ?? 'is answered')}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it('cannot search by what they may not read', async () => {
    const found = async (search: string, token: string) =>
      await server.must(
        'query ($s: String) { customers(filter: { search: $s }) { totalCount } invoices(filter: { search: $s }) { totalCount } }',
        { s: search },
        token,
      );
    const [manager, auditor] = [tokenOf('MANAGER'), tokenOf('READ_ONLY')];
    expect((await found('login-', manager)).customers.totalCount).toBe(1);
    expect((await found('login-', auditor)).customers.totalCount).toBe(0);
    for (const search of ['anna@x', '+27', 'paarl blom'])
      expect((await found(search, auditor)).customers.totalCount, search).toBe(1);
  });
});

describe('the way into the portal', () => {
  it('is given, changed and read by those with customers:credentials alone', async () => {
    const [creator, manager] = [tokenOf('CUSTOMER_CREATOR'), tokenOf('MANAGER')];
    const create = (input: object, token: string) =>
      server.ask(
        'mutation ($input: CustomerInput!) { createCustomer(input: $input) { id } }',
        { input: { partnerId: north.id, name: 'New', ...input } },
        token,
      );
    const update = (id: string, input: object, token: string) =>
      server.ask(
        'mutation ($id: ID!, $input: CustomerUpdateInput!) { updateCustomer(id: $id, input: $input) { id } }',
        { id, input },
        token,
      );
    for (const input of [{ login: 'own-way' }, { email: 'a@b.example', password: PASSWORD }])
      expect((await create(input, creator)).errors?.[0].extensions.code).toBe('FORBIDDEN');
    const made = (await create({ email: 'new@x.example' }, creator)).data as any;
    const signsIn = await makeCustomer(server, north.id, { email: 'signs-in@x.example' });
    for (const input of [
      { login: 'mine' },
      { password: PASSWORD },
      { login: null },
      { email: 'taken-over@x.example' },
    ])
      expect(
        (await update(signsIn.id, input, creator)).errors?.[0].extensions.code,
        JSON.stringify(input),
      ).toBe('FORBIDDEN');
    expect(
      (
        await server.must('query ($id: ID!) { customer(id: $id) { login email } }', {
          id: signsIn.id,
        })
      ).customer,
    ).toEqual({ login: signsIn.login, email: 'signs-in@x.example' });
    // what is no way in, or stays as it was
    for (const input of [
      { phone: '1', email: 'signs-in@x.example', login: signsIn.login },
      { name: 'Newer' },
    ])
      expect((await update(signsIn.id, input, creator)).errors).toBeUndefined();
    expect(
      (await update(made.createCustomer.id, { email: 'newer@x.example' }, creator)).errors,
    ).toBeUndefined();
    expect(
      (
        await server.refused(
          'mutation ($id: ID!) { sendWelcome(customerId: $id) { id } }',
          { id: signsIn.id },
          creator,
        )
      ).code,
    ).toBe('FORBIDDEN');
    expect(
      (await update(signsIn.id, { login: 'by-the-manager', password: PASSWORD }, manager)).errors,
    ).toBeUndefined();
    const mine = await server.signIn('by-the-manager', PASSWORD);
    expect(
      (await server.must('{ viewer { customer { login } } }', {}, mine)).viewer.customer.login,
    ).toBe('by-the-manager');
  });

  it('and prices are left out of files for those who may not read them', async () => {
    const head = async (file: string, role: string) =>
      (
        await (
          await fetch(`${server.url}/exports/${file}.csv`, {
            headers: { authorization: `Bearer ${tokenOf(role)}` },
          })
        ).text()
      ).split('\r\n')[0];
    expect(await head('customers', 'MANAGER')).toContain(',login,');
    expect(await head('customers', 'READ_ONLY')).not.toContain('login');
    expect(await head('services', 'READ_ONLY')).toContain('unit_price');
  });
});

describe('at the desk', () => {
  it('nothing is read but what the desk brings: no list, no record, no file; of receipts one’s own', async () => {
    const cash = money(server);
    const shop = await makeTenant(server, 'Shop');
    const [cashier, colleague] = [
      await makeUser(server, shop.id, 'CASHIER'),
      await makeUser(server, shop.id, 'CASHIER'),
    ];
    const { id } = await makeCustomer(server, shop.id);
    const open = await cash.invoice(id, '40');
    const theirs = await cash.pay(id, '10', {}, shop.token);
    const { createTill: till } = await server.must<any>(
      'mutation ($i: TillInput!) { createTill(input: $i) { id } }',
      { i: { partnerId: shop.id, name: 'Till', userIds: [cashier.id] } },
      shop.token,
    );
    await server.must(
      'mutation ($t: ID!) { openTill(tillId: $t, float: "0") { id } }',
      { t: till.id },
      cashier.token,
    );
    const { takeCashDeskPayment: own } = await server.must<any>(
      'mutation ($i: CashDeskPaymentInput!) { takeCashDeskPayment(input: $i) { id receiptUrl customer { balance } } }',
      { i: { customerId: id, amount: '20', method: 'CASH', idempotencyKey: 'own' } },
      cashier.token,
    );
    expect(own.customer).toEqual({ balance: '-10.00' });
    for (const [query, variables] of [
      ['{ customers { totalCount } }', {}],
      ['{ invoices { totalCount } }', {}],
      ['{ payments { totalCount } }', {}],
      ['{ transactions { totalCount } }', {}],
      ['query ($id: ID!) { customer(id: $id) { id } }', { id }],
      ['query ($id: ID!) { invoice(id: $id) { id } }', { id: open.id }],
      ['query ($id: ID!) { payment(id: $id) { id } }', { id: own.id }],
      [
        'mutation ($id: ID!) { recordPayment(input: { customerId: $id, amount: "1", date: "2026-04-02", method: CASH }) { id } }',
        { id },
      ],
    ] as const)
      expect((await server.refused(query, variables, cashier.token)).code, query).toBe('FORBIDDEN');
    const status = async (path: string, token: string) =>
      (await fetch(server.url + path, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await status(own.receiptUrl, cashier.token)).toBe(200);
    expect(await status(own.receiptUrl, colleague.token)).toBe(404);
    expect(await status(`/documents/receipts/${theirs.id}.pdf`, cashier.token)).toBe(404);
    expect(await status(`/documents/invoices/${open.id}.pdf`, cashier.token)).toBe(403);
    expect(await status('/exports/customers.csv', cashier.token)).toBe(403);
  });
});
