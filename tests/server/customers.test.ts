import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import {
  makeCustomer,
  makeTariff,
  makeTenant,
  makeTree,
  makeUser,
  NOWHERE,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';

let server: TestServer, north: Tenant, northChild: Tenant, south: Tenant, operatorId: string;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  ({ north, northChild, south, operatorId } = await makeTree(server));
});
afterAll(() => server.stop());

const FIELD = 'mutation ($input: CustomFieldInput!) { createCustomField(input: $input) { id } }';
const CREATE =
  'mutation ($input: CustomerInput!) { createCustomer(input: $input) { id number externalId name email login status billingType balance currency createdOn city customFields partner { id } outstanding overdue billing { billingDay minimumBalance paymentMethod overridden nextBillingDate blockDate currency } statusHistory { from to reason date by } } }';
const READ =
  'query ($id: ID!) { customer(id: $id) { id name status statusReason blockedSince email city billing { billingEnabled paymentPeriod prepaidMonths billingDay paymentDueDays minimumBalance paymentMethod overridden nextBillingDate blockDate } statusHistory { from to reason date } services { totalCount nodes { id status } pageInfo { hasNextPage endCursor } } } }';
const UPDATE =
  'mutation ($id: ID!, $input: CustomerUpdateInput!) { updateCustomer(id: $id, input: $input) { id name email login status statusReason blockedSince city } }';
const BILLING =
  'mutation ($id: ID!, $input: CustomerBillingInput!) { updateCustomerBilling(customerId: $id, input: $input) { billing { billingDay prepaidMonths minimumBalance paymentMethod overridden nextBillingDate } } }';
const LIST =
  'query ($filter: CustomerFilter, $sort: [SortInput!], $first: Int, $after: String) { customers(filter: $filter, sort: $sort, first: $first, after: $after) { totalCount nodes { id name } pageInfo { hasNextPage endCursor } } }';
const SERVICE =
  'mutation ($c: ID!, $t: ID!, $from: Date!) { createService(input: { customerId: $c, tariffId: $t, startDate: $from }) { id } }';
const read = async (id: string, token?: string) =>
  (await server.must(READ, { id }, token)).customer;

describe('making customers', () => {
  it('takes the currency, the settings and the day from the partner', async () => {
    await server.must(FIELD, {
      input: {
        partnerId: north.id,
        entity: 'CUSTOMER',
        key: 'floor',
        label: 'Floor',
        type: 'INTEGER',
      },
    });
    const { createCustomer } = await server.must(
      CREATE,
      {
        input: {
          partnerId: northChild.id,
          name: 'Ada Lovelace',
          email: 'ada@x.example',
          externalId: 'EXT-1',
          city: 'London',
          customFields: { floor: 3 },
        },
      },
      north.token,
    );
    expect(createCustomer).toMatchObject({
      externalId: 'EXT-1',
      name: 'Ada Lovelace',
      status: 'NEW',
      billingType: 'RECURRING',
      balance: '0.00',
      currency: 'EUR',
      createdOn: '2026-04-10',
      city: 'London',
      customFields: { floor: 3 },
      partner: { id: northChild.id },
      outstanding: '0.00',
      overdue: '0.00',
    });
    expect(createCustomer.billing).toEqual({
      billingDay: 1,
      minimumBalance: '0.00',
      paymentMethod: 'BANK_TRANSFER',
      overridden: [],
      nextBillingDate: null,
      blockDate: null,
      currency: 'EUR',
    });
    expect(createCustomer.statusHistory).toEqual([
      {
        from: null,
        to: 'NEW',
        reason: 'created',
        date: '2026-04-10',
        by: expect.stringMatching(/^Test ADMINISTRATOR \d+$/),
      },
    ]);
  });
  it('gives the day of creation as billing day where the partner wants it', async () => {
    const daily = await makeTenant(server, 'By Creation');
    await server.must(
      'mutation ($id: ID!) { updateFinanceSettings(partnerId: $id, input: { billingDayFromCreation: true }) { billingDay } }',
      { id: daily.id },
    );
    const made = async (input: object) =>
      (await server.must(CREATE, { input: { partnerId: daily.id, name: 'C', ...input } }))
        .createCustomer.billing;
    expect(await made({ createdOn: '2026-01-31' })).toMatchObject({
      billingDay: 28,
      overridden: ['billingDay'],
    });
    expect(await made({ createdOn: '2026-01-31', billing: { billingDay: 7 } })).toMatchObject({
      billingDay: 7,
    });
  });
  it('refuses by field', async () => {
    const taken = await makeCustomer(server, north.id, { externalId: 'TAKEN' });
    const wrong: [object, string][] = [
      [{ name: '' }, 'name'],
      [{ name: 'a\nb' }, 'name'],
      [{ email: 'nobody' }, 'email'],
      [{ login: 'two words' }, 'login'],
      [{ login: taken.login.toUpperCase() }, 'login'],
      [{ externalId: 'TAKEN' }, 'externalId'],
      [{ login: 'fine', password: 'short' }, 'password'],
      [{ password: PASSWORD }, 'password'],
      [{ customFields: [1] }, 'customFields'],
      [{ customFields: { a: 'x\u0000' } }, 'customFields.a'],
      [{ createdOn: '2100-01-01' }, 'createdOn'],
      [{ createdOn: 'today' }, 'createdOn'],
      [{ billing: { billingDay: 31 } }, 'billing.billingDay'],
      [{ billing: { minimumBalance: '0.001' } }, 'billing.minimumBalance'],
      [{ city: 'x'.repeat(101) }, 'city'],
      [{ partnerId: 'x' }, 'partnerId'],
      [{ status: 'OLD' }, 'status'],
    ];
    for (const [more, field] of wrong)
      expect(
        await server.refused(CREATE, { input: { partnerId: north.id, name: 'X', ...more } }),
      ).toMatchObject({ code: 'BAD_USER_INPUT', fields: { [field]: expect.any(String) } });
  });
  it('refuses partners outside the scope and users without the right', async () => {
    for (const partnerId of [south.id, operatorId, NOWHERE])
      expect(
        (await server.refused(CREATE, { input: { partnerId, name: 'X' } }, north.token)).code,
      ).toBe('NOT_FOUND');
    const cashier = await makeUser(server, north.id, 'CASHIER');
    expect(
      (await server.refused(CREATE, { input: { partnerId: north.id, name: 'X' } }, cashier.token))
        .code,
    ).toBe('FORBIDDEN');
  });
});

describe('finding customers', () => {
  it('finds by the beginnings of words, in any order, inside the scope only', async () => {
    const find = async (search: string, token?: string) =>
      (await server.must(LIST, { filter: { search } }, token)).customers.nodes.map(
        (node: { name: string }) => node.name,
      );
    await makeCustomer(server, north.id, {
      name: 'Grace Hopper-Murray',
      city: 'Arlington',
      phone: '+1 555 123',
    });
    expect(await find('hopp GRA')).toEqual(['Grace Hopper-Murray']);
    expect(await find('arlin 123')).toEqual(['Grace Hopper-Murray']);
    expect(await find('opper')).toEqual([]);
    expect(await find('grace', north.token)).toHaveLength(1);
    expect(await find('grace', south.token)).toEqual([]);
    expect(await find("%' or 1=1 --")).toEqual([]);
    expect(await find('grace\u0007hopper')).toHaveLength(1);
  });
  it('filters and sorts, with what has no value last', async () => {
    const due = await makeCustomer(server, northChild.id, { name: 'Due One', externalId: 'D-1' });
    const tariff = await makeTariff(server, [northChild.id]);
    await server.must(SERVICE, { c: due.id, t: tariff, from: '2026-04-10' });
    const ids = async (filter: object, token?: string) =>
      (await server.must(LIST, { filter }, token)).customers.nodes.map(
        (node: { id: string }) => node.id,
      );
    expect(await ids({ externalId: 'D-1' })).toEqual([due.id]);
    expect(await ids({ nextBillingTo: '2026-05-01' })).toEqual([due.id]);
    expect(await ids({ nextBillingTo: '2026-04-30' })).toEqual([]);
    expect(await ids({ tariffId: tariff })).toEqual([due.id]);
    expect(await ids({ partnerId: north.id })).toContain(due.id);
    expect(await ids({ partnerId: south.id }, north.token)).toEqual([]);
    expect(await ids({ status: 'BLOCKED' })).toEqual([]);
    expect(await ids({ debt: true })).toEqual([]);
    expect(
      await ids({ debt: false, billingType: 'RECURRING', partnerId: northChild.id }),
    ).toContain(due.id);
    for (const order of ['ASC', 'DESC'])
      expect(
        (await server.must(LIST, { sort: [{ field: 'nextBillingDate', order }], first: 1 }))
          .customers.nodes[0].id,
      ).toBe(due.id);
    expect((await server.refused(LIST, { filter: { partnerId: 'x' } })).fields).toHaveProperty(
      'filter.partnerId',
    );
    expect(
      (await server.refused(LIST, { sort: [{ field: 'passwordHash' }] })).fields,
    ).toHaveProperty('sort.field');
  });
  it('pages through all of them once, whatever the sort', async () => {
    for (const sort of [
      [{ field: 'nextBillingDate', order: 'ASC' }],
      [{ field: 'balance', order: 'DESC' }],
      [],
    ]) {
      const seen: string[] = [];
      let after: string | null = null,
        total = 0;
      do {
        const {
          customers,
        }: Record<
          string,
          {
            totalCount: number;
            nodes: { id: string }[];
            pageInfo: { hasNextPage: boolean; endCursor: string };
          }
        > = await server.must(LIST, { sort, first: 2, after });
        seen.push(...customers.nodes.map((node) => node.id));
        total = customers.totalCount;
        after = customers.pageInfo.hasNextPage ? customers.pageInfo.endCursor : null;
      } while (after);
      expect(new Set(seen).size).toBe(total);
      expect(seen).toHaveLength(total);
    }
  });
  it('shows those of others to nobody', async () => {
    const { id } = await makeCustomer(server, south.id);
    for (const unknown of [id, NOWHERE, 'x'])
      expect((await server.refused(READ, { id: unknown }, north.token)).code).toBe('NOT_FOUND');
    expect(
      (
        await server.refused(
          READ,
          { id: (await makeCustomer(server, north.id)).id },
          northChild.token,
        )
      ).code,
    ).toBe('NOT_FOUND');
  });
});

describe('changing customers', () => {
  it('stores what is given, clears what is null, keeps the rest', async () => {
    const { id } = await makeCustomer(server, north.id, {
      email: 'old@x.example',
      city: 'Oldtown',
    });
    const { updateCustomer } = await server.must(
      UPDATE,
      { id, input: { name: 'New', email: 'new@x.example', city: null } },
      north.token,
    );
    expect(updateCustomer).toMatchObject({ name: 'New', email: 'new@x.example', city: null });
    expect((await server.must(LIST, { filter: { search: 'new@x' } })).customers.totalCount).toBe(1);
    expect((await server.must(LIST, { filter: { search: 'oldtown' } })).customers.totalCount).toBe(
      0,
    );
  });
  it('ends the sessions when the password changes', async () => {
    const { id, login } = await makeCustomer(server, north.id);
    const token = await server.signIn(login, PASSWORD);
    expect(
      (await server.must('{ viewer { customer { id } } }', {}, token)).viewer.customer.id,
    ).toBe(id);
    await server.must(UPDATE, { id, input: { password: 'the next password' } });
    expect((await server.must('{ viewer { id } }', {}, token)).viewer).toBeNull();
    await server.signIn(login, 'the next password');
    const [entry] = await server.app.boundary.inSql(
      {
        kind: 'operator',
        partnerId: operatorId,
        path: '1.',
        actor: { kind: 'SYSTEM', id: null, name: 'test' },
      },
      (sql) =>
        sql.rows(
          "select actor_name, action, after from audit_entry where entity_id = $1 and action = 'update'",
          [id],
        ),
    );
    expect(entry).toEqual({
      actor_name: 'owner',
      action: 'update',
      after: { password: 'changed' },
    });
  });
  it('refuses by field, and customers outside the scope', async () => {
    const [one, other] = [
      await makeCustomer(server, north.id),
      await makeCustomer(server, south.id),
    ];
    for (const [change, field] of [
      [{ name: '' }, 'name'],
      [{ email: 'x' }, 'email'],
      [{ login: other.login }, 'login'],
      [{ login: null }, 'email'],
      [{ password: 'short' }, 'password'],
      [{ zip: 'x'.repeat(21) }, 'zip'],
    ] as const)
      expect((await server.refused(UPDATE, { id: one.id, input: change })).fields).toHaveProperty(
        field,
      );
    expect((await server.refused(UPDATE, { id: 'x', input: {} })).fields).toHaveProperty('id');
    for (const id of [other.id, NOWHERE]) {
      expect(
        (await server.refused(UPDATE, { id, input: { name: 'Mine' } }, north.token)).code,
      ).toBe('NOT_FOUND');
      expect(
        (await server.refused(BILLING, { id, input: { billingDay: 3 } }, north.token)).code,
      ).toBe('NOT_FOUND');
    }
    const reader = await makeUser(server, north.id, 'READ_ONLY');
    expect(
      (await server.refused(UPDATE, { id: one.id, input: { name: 'X' } }, reader.token)).code,
    ).toBe('FORBIDDEN');
  });
  it('stops the billing of a customer that is switched off, and goes on when it returns', async () => {
    const { id } = await makeCustomer(server, north.id);
    const tariff = await makeTariff(server, [north.id]);
    await server.must(SERVICE, { c: id, t: tariff, from: '2026-04-01' });
    const pauses = async () =>
      (
        await server.app.boundary.inSql(
          {
            kind: 'operator',
            partnerId: operatorId,
            path: '1.',
            actor: { kind: 'SYSTEM', id: null, name: 'test' },
          },
          (sql) =>
            sql.rows<{ pauses: unknown }>('select pauses from service where customer_id = $1', [
              id,
            ]),
        )
      ).map((row) => row.pauses);
    const { updateCustomer } = await server.must(UPDATE, { id, input: { status: 'INACTIVE' } });
    expect(updateCustomer).toMatchObject({
      status: 'INACTIVE',
      statusReason: 'set to inactive by owner',
      blockedSince: null,
    });
    await server.must(SERVICE, { c: id, t: tariff, from: '2026-04-20' });
    expect((await pauses()).sort()).toEqual([
      [{ from: '2026-04-10', until: null }],
      [{ from: '2026-04-20', until: null }],
    ]);
    await server.must(UPDATE, { id, input: { status: 'ACTIVE' } });
    expect(await pauses()).toEqual([[], []]); // the same day: no day was lost
    await server.must(UPDATE, { id, input: { status: 'BLOCKED' } });
    const customer = await read(id);
    expect(customer).toMatchObject({ status: 'BLOCKED', blockedSince: '2026-04-10' });
    expect(
      customer.statusHistory.map((change: { from: string; to: string }) => [
        change.from,
        change.to,
      ]),
    ).toEqual([
      ['ACTIVE', 'BLOCKED'],
      ['INACTIVE', 'ACTIVE'],
      ['NEW', 'INACTIVE'],
      [null, 'NEW'],
    ]);
  });
});

describe('billing settings of a customer', () => {
  it("lie on top of the partner's, and are inherited again with null", async () => {
    const { id } = await makeCustomer(server, north.id);
    await server.must(SERVICE, {
      c: id,
      t: await makeTariff(server, [north.id]),
      from: '2026-04-10',
    });
    const { updateCustomerBilling } = await server.must(
      BILLING,
      { id, input: { billingDay: 12, minimumBalance: '-50', paymentMethod: 'CASH' } },
      north.token,
    );
    expect(updateCustomerBilling.billing).toEqual({
      billingDay: 12,
      prepaidMonths: 1,
      minimumBalance: '-50.00',
      paymentMethod: 'CASH',
      overridden: ['billingDay', 'paymentMethod', 'minimumBalance'],
      nextBillingDate: '2026-04-12',
    });
    await server.must(
      'mutation ($id: ID!) { updateFinanceSettings(partnerId: $id, input: { billingDay: 20, prepaidMonths: 3 }) { billingDay } }',
      { id: north.id },
    );
    expect((await read(id)).billing).toMatchObject({ billingDay: 12, prepaidMonths: 3 });
    const back = await server.must(BILLING, { id, input: { billingDay: null } });
    expect(back.updateCustomerBilling.billing).toMatchObject({
      billingDay: 20,
      overridden: ['paymentMethod', 'minimumBalance'],
      nextBillingDate: '2026-04-20',
    });
  });
  it('refuse by field', async () => {
    const { id } = await makeCustomer(server, north.id);
    for (const input of [
      { billingDay: 29 },
      { prepaidMonths: 0 },
      { paymentDueDays: 29 },
      { blockingPeriodDays: -1 },
      { deactivationDays: 100 },
      { minimumBalance: '1.234' },
    ])
      expect((await server.refused(BILLING, { id, input })).fields).toHaveProperty(
        Object.keys(input)[0],
      );
    expect((await server.refused(BILLING, { id: 'x', input: {} })).fields).toHaveProperty(
      'customerId',
    );
  });
});

describe('what a customer owes', () => {
  interface Document {
    on: string;
    total: number;
    paid?: number;
    oneTime?: boolean;
    state?: string;
  }
  const tree = (work: Parameters<TestServer['app']['boundary']['inSql']>[1]) =>
    server.app.boundary.inSql(
      {
        kind: 'operator',
        partnerId: operatorId,
        path: '1.',
        actor: { kind: 'SYSTEM', id: null, name: 'test' },
      },
      work,
    );
  /** An issued invoice, due 14 days after its date. */
  const invoice = (
    customerId: string,
    number: string,
    { on, total, paid = 0, oneTime = false, state = 'ISSUED' }: Document,
  ) =>
    tree((sql) =>
      sql.rows(
        `insert into invoice (partner_id, partner_path, customer_id, number, state, document_date, due_date, currency, net_minor, tax_minor, total_minor, paid_minor, recurring, billed_to, billed_by, recorded_by, void_on)
    select partner_id, partner_path, id, $2, $3, $4::date, $4::date + 14, currency, $5, 0, $5, $6, $7, '{}', '{}', 'test', case when $3 = 'VOID' then $4::date end from customer where id = $1`,
        [customerId, number, state, on, total, paid, !oneTime],
      ),
    );
  const charge = (customerId: string, on: string, total: number) =>
    tree((sql) =>
      sql.rows(
        `insert into charge (partner_id, partner_path, customer_id, billing_date, document_date, due_date, total_minor, before, recorded_by, created_at)
    select partner_id, partner_path, id, $2::date, $2::date, $2::date + 14, $3, '{}', 'test', $2::date from customer where id = $1`,
        [customerId, on, total],
      ),
    );
  const balance = (customerId: string, minor: number) =>
    tree((sql) =>
      sql.rows('update customer set balance_minor = $2 where id = $1', [customerId, minor]),
    );
  const owes = async (id: string) =>
    (
      await server.must(
        'query ($id: ID!) { customer(id: $id) { balance outstanding overdue billing { blockDate } } }',
        { id },
      )
    ).customer;

  it('adds up what is open, and of it what is overdue', async () => {
    const { id } = await makeCustomer(server, south.id);
    await invoice(id, 'D1', { on: '2026-03-01', total: 10000, paid: 4000 });
    await invoice(id, 'D2', { on: '2026-04-01', total: 5000 });
    await invoice(id, 'D3', { on: '2026-01-01', total: 7000, state: 'VOID' });
    expect(await owes(id)).toMatchObject({ outstanding: '110.00', overdue: '60.00' });
  });
  it('is blocked counting from the oldest unpaid charge, when all are paid from the latest', async () => {
    const { id } = await makeCustomer(server, south.id);
    await invoice(id, 'B1', { on: '2026-02-01', total: 100, paid: 100 });
    expect((await owes(id)).billing.blockDate).toBe('2026-02-16');
    await invoice(id, 'B2', { on: '2026-03-01', total: 100 });
    await invoice(id, 'B3', { on: '2026-04-01', total: 100 });
    expect((await owes(id)).billing.blockDate).toBe('2026-03-16');
    await server.must(BILLING, { id, input: { paymentDueDays: 0, blockingPeriodDays: 2 } });
    expect((await owes(id)).billing.blockDate).toBe('2026-03-18');
    await server.must(BILLING, { id, input: { blockingEnabled: false } });
    expect((await owes(id)).billing.blockDate).toBeNull();
  });
  it('counts one-time invoices where the partner says so', async () => {
    const { id } = await makeCustomer(server, south.id);
    await invoice(id, 'O1', { on: '2026-02-01', total: 100, oneTime: true });
    await invoice(id, 'O2', { on: '2026-03-01', total: 100 });
    expect((await owes(id)).billing.blockDate).toBe('2026-02-16');
    await server.must(
      'mutation ($id: ID!) { updateFinanceSettings(partnerId: $id, input: { oneTimeInvoicesCount: false }) { billingDay } }',
      { id: south.id },
    );
    expect((await owes(id)).billing.blockDate).toBe('2026-03-16');
  });
  it('without invoices takes the newest charges as unpaid, as far as the debt reaches', async () => {
    const { id } = await makeCustomer(server, south.id);
    for (const on of ['2026-01-01', '2026-02-01', '2026-03-01']) await charge(id, on, 10000);
    for (const [minor, date] of [
      [-15000, '2026-02-16'],
      [-10000, '2026-03-16'],
      [-30000, '2026-01-16'],
      [0, '2026-03-16'],
    ] as const) {
      await balance(id, minor);
      expect((await owes(id)).billing.blockDate).toBe(date);
    }
    await balance(id, -15000);
    expect(await owes(id)).toMatchObject({ balance: '-150.00', outstanding: '0.00' });
    expect(
      (await server.must(LIST, { filter: { debt: true } })).customers.nodes.map(
        (node: { id: string }) => node.id,
      ),
    ).toEqual([id]);
  });
});

describe('the portal', () => {
  it('shows a customer itself and nobody else', async () => {
    await server.must(FIELD, {
      input: {
        partnerId: north.id,
        entity: 'CUSTOMER',
        key: 'secret',
        label: 'Secret',
        type: 'TEXT',
      },
    });
    const [one, other] = [
      await makeCustomer(server, north.id, { customFields: { secret: 'note' } }),
      await makeCustomer(server, north.id),
    ];
    const token = await server.signIn(one.login, PASSWORD);
    expect(
      (await server.must(LIST, {}, token)).customers.nodes.map((node: { id: string }) => node.id),
    ).toEqual([one.id]);
    expect((await server.refused(READ, { id: other.id }, token)).code).toBe('NOT_FOUND');
    const { customer } = await server.must(
      'query ($id: ID!) { customer(id: $id) { customFields partner { id name currency timeZone } statusHistory { by } billing { billingDay } } }',
      { id: one.id },
      token,
    );
    expect(customer).toMatchObject({
      customFields: {},
      partner: { id: north.id, name: 'North Net' },
      statusHistory: [{ by: null }],
    });
    for (const field of ['parent { id }', 'customerCount', 'childCount', 'portalDomain'])
      expect(
        (
          await server.refused(
            `query ($id: ID!) { customer(id: $id) { partner { ${field} } } }`,
            { id: one.id },
            token,
          )
        ).code,
        field,
      ).toBe('FORBIDDEN');
    expect((await server.refused(UPDATE, { id: one.id, input: { name: 'X' } }, token)).code).toBe(
      'FORBIDDEN',
    );
    expect((await server.refused('{ partners { totalCount } }', {}, token)).code).toBe('FORBIDDEN');
  });
  it('lets a customer change how it is reached', async () => {
    const { login } = await makeCustomer(server, north.id, { email: 'me@x.example', phone: '1' });
    const token = await server.signIn(login, PASSWORD);
    const PROFILE =
      'mutation ($email: String, $phone: String, $city: String, $password: String) { updateProfile(email: $email, phone: $phone, city: $city, currentPassword: $password) { email phone city } }';
    expect(
      (
        await server.must(
          PROFILE,
          { email: 'me2@x.example', city: 'Here', password: PASSWORD },
          token,
        )
      ).updateProfile,
    ).toEqual({ email: 'me2@x.example', phone: '1', city: 'Here' });
    expect((await server.must(PROFILE, { phone: null }, token)).updateProfile.phone).toBeNull();
    for (const [variables, field] of [
      [{ email: 'x' }, 'email'],
      [{ phone: 'x'.repeat(41) }, 'phone'],
      [{ city: 'a\nb' }, 'city'],
    ] as const)
      expect((await server.refused(PROFILE, variables, token)).fields).toHaveProperty(field);
    expect((await server.refused(PROFILE, { phone: '2' })).code).toBe('FORBIDDEN');
    expect((await server.refused(PROFILE, { phone: '2' }, null)).code).toBe('UNAUTHENTICATED');
  });
});
