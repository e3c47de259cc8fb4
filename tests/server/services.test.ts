import { todayIn } from '@backhaul/domain/time/calendar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceStatusOn } from '../../server/src/modules/services/serviceStatus.ts';
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

let server: TestServer, north: Tenant, northChild: Tenant, south: Tenant;
let customer: { id: string; login: string }, tariff: string;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  ({ north, northChild, south } = await makeTree(server));
  customer = await makeCustomer(server, north.id, { name: 'Alan Turing' });
  tariff = await makeTariff(server, [north.id], { name: 'Fibre', price: '100', setupFee: '25' });
});
afterAll(() => server.stop());

const FIELDS =
  'id description status startDate endDate quantity unitPrice priceFromTariff setupFee chargedUntil currency customer { id billing { nextBillingDate } } tariff { id name } discounts { kind value from until message }';
const CREATE = `mutation ($input: ServiceInput!) { createService(input: $input) { ${FIELDS} } }`;
const UPDATE = `mutation ($id: ID!, $input: ServiceUpdateInput!) { updateService(serviceId: $id, input: $input) { ${FIELDS} } }`;
const END = `mutation ($id: ID!, $date: Date!) { endService(serviceId: $id, endDate: $date) { ${FIELDS} } }`;
const READ = `query ($id: ID!) { service(id: $id) { ${FIELDS} } }`;
const LIST =
  'query ($filter: ServiceFilter, $sort: [SortInput!]) { services(filter: $filter, sort: $sort) { totalCount nodes { id status } } }';
const input = (more: object = {}) => ({
  customerId: customer.id,
  tariffId: tariff,
  startDate: '2026-04-15',
  ...more,
});
const make = async (more: object = {}): Promise<string> =>
  (await server.must(CREATE, { input: input(more) })).createService.id;

describe('making services', () => {
  it('follows the tariff where nothing else is said, and is billed from its start', async () => {
    const { createService } = await server.must(CREATE, { input: input() }, north.token);
    expect(createService).toMatchObject({
      description: 'Fibre',
      status: 'PENDING',
      startDate: '2026-04-15',
      endDate: null,
      quantity: '1',
      unitPrice: '100.00',
      priceFromTariff: true,
      setupFee: '25.00',
      chargedUntil: '2026-04-15',
      currency: 'EUR',
      discounts: [],
      customer: { id: customer.id, billing: { nextBillingDate: '2026-05-01' } },
    });
  });
  it('says before what it charges first, as it then comes, and keeps nothing of it', async () => {
    const buyer = await makeCustomer(server, north.id, { name: 'Grace Hopper' });
    const wanted = input({
      customerId: buyer.id,
      quantity: '2',
      discounts: [{ kind: 'PERCENT', value: '10' }],
    });
    const FIRST =
      'query ($input: ServiceInput!) { firstCharge(input: $input) { total lines { description total periodFrom periodTo } charge { date total lines { total } } } }';
    const NEXT =
      'query ($id: ID!) { customer(id: $id) { services { totalCount } upcomingCharge { date total lines { description total periodFrom periodTo } } } }';
    const next = async () => (await server.must(NEXT, { id: buyer.id }, north.token)).customer;
    const { firstCharge } = await server.must<any>(FIRST, { input: wanted }, north.token);
    expect(await next()).toEqual({ services: { totalCount: 0 }, upcomingCharge: null });
    await server.must(CREATE, { input: wanted }, north.token);
    const { upcomingCharge } = await next();
    expect(firstCharge).toMatchObject({
      total: upcomingCharge.total,
      lines: upcomingCharge.lines,
      charge: { date: upcomingCharge.date, total: upcomingCharge.total },
    });
    // 15 to 30 April and May, twice 100.00 less 10 percent, and the setup fee
    expect(upcomingCharge).toMatchObject({ date: '2026-05-01', total: '301.00' });
    // another one comes with what is charged anyway
    const second = (await server.must<any>(FIRST, { input: wanted }, north.token)).firstCharge;
    expect([second.total, second.charge.total]).toEqual(['301.00', '602.00']);
    // one that starts later comes with a later run, beside what is charged anyway then
    const later = { ...wanted, startDate: '2026-07-07', discounts: [] };
    expect(
      (await server.must<any>(FIRST, { input: later }, north.token)).firstCharge,
    ).toMatchObject({
      // 7 to 31 July, twice 100.00, and the setup fee
      total: '186.29',
      charge: { date: '2026-07-01', total: '366.29' },
    });
    expect(await server.refused(FIRST, { input: { ...wanted, quantity: '-1' } })).toMatchObject({
      fields: { quantity: expect.any(String) },
    });
    expect(await server.refused(FIRST, { input: wanted }, south.token)).toMatchObject({
      code: 'NOT_FOUND',
    });
    const technician = await makeUser(server, north.id, 'TECHNICIAN');
    expect(await server.refused(FIRST, { input: wanted }, technician.token)).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('takes a price, a text and discounts of its own', async () => {
    const discounts = [
      { kind: 'PERCENT', value: '10', from: '2026-04-15', until: '2026-06-30', message: 'Welcome' },
      { kind: 'FIXED', value: '5' },
    ];
    const { createService } = await server.must(CREATE, {
      input: input({
        quantity: '2.5',
        unitPrice: '33.3333',
        description: 'Two and a half',
        setupFee: '0',
        endDate: '2026-12-31',
        discounts,
      }),
    });
    expect(createService).toMatchObject({
      quantity: '2.5',
      unitPrice: '33.3333',
      priceFromTariff: false,
      description: 'Two and a half',
      setupFee: '0.00',
      endDate: '2026-12-31',
    });
    expect(createService.discounts).toEqual([
      discounts[0],
      { kind: 'FIXED', value: '5.00', from: null, until: null, message: null },
    ]);
  });
  it('refuses by field', async () => {
    const archived = await makeTariff(server, [north.id]);
    await server.must('mutation ($id: ID!) { archiveTariff(id: $id) { id } }', { id: archived });
    const elsewhere = await makeTariff(server, [south.id]);
    const wrong: [object, string][] = [
      [{ customerId: 'x' }, 'customerId'],
      [{ tariffId: 'x' }, 'tariffId'],
      [{ tariffId: archived }, 'tariffId'],
      [{ tariffId: elsewhere }, 'tariffId'],
      [{ startDate: '1950-01-01' }, 'startDate'],
      [{ startDate: '2150-01-01' }, 'startDate'],
      [{ startDate: '2026-02-30' }, 'startDate'],
      [{ endDate: '2026-04-14' }, 'endDate'],
      [{ quantity: '0' }, 'quantity'],
      [{ quantity: '-1' }, 'quantity'],
      [{ quantity: '1.23456' }, 'quantity'],
      [{ unitPrice: '-1' }, 'unitPrice'],
      [{ unitPrice: '1.23456' }, 'unitPrice'],
      [{ setupFee: '-1' }, 'setupFee'],
      [{ description: 'x'.repeat(301) }, 'description'],
      [{ discounts: [{ kind: 'PERCENT', value: '101' }] }, 'discounts.0.value'],
      [
        {
          discounts: [
            { kind: 'FIXED', value: '1' },
            { kind: 'FIXED', value: '1.001' },
          ],
        },
        'discounts.1.value',
      ],
      [{ discounts: [{ kind: 'FIXED', value: '-1' }] }, 'discounts.0.value'],
      [
        { discounts: [{ kind: 'PERCENT', value: '1', from: '2026-05-02', until: '2026-05-01' }] },
        'discounts.0.until',
      ],
    ];
    for (const [more, field] of wrong)
      expect(await server.refused(CREATE, { input: input(more) })).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: { [field]: expect.any(String) },
      });
  });
  it('refuses a tariff in another currency', async () => {
    const moving = await makeTenant(server, 'Moving');
    const buyer = await makeCustomer(server, moving.id);
    const yen = await makeTenant(server, 'Yen', { currency: 'JPY' });
    const inYen = await makeTariff(server, [yen.id], { currency: 'JPY' });
    expect(
      (await server.refused(CREATE, { input: input({ customerId: buyer.id, tariffId: inYen }) }))
        .fields,
    ).toHaveProperty('tariffId');
    const { createService } = await server.must(CREATE, {
      input: input({
        customerId: (await makeCustomer(server, yen.id)).id,
        tariffId: inYen,
        discounts: [{ kind: 'FIXED', value: '10' }],
      }),
    });
    expect(createService).toMatchObject({
      unitPrice: '100',
      currency: 'JPY',
      discounts: [{ value: '10' }],
    });
  });
  it('refuses customers and tariffs outside the scope, and users without the right', async () => {
    const southern = await makeCustomer(server, south.id);
    const southTariff = await makeTariff(server, [south.id]);
    for (const more of [
      { customerId: southern.id },
      { customerId: NOWHERE },
      { tariffId: southTariff },
      { tariffId: NOWHERE },
    ])
      expect((await server.refused(CREATE, { input: input(more) }, north.token)).code).toBe(
        'NOT_FOUND',
      );
    expect((await server.refused(CREATE, { input: input() }, northChild.token)).code).toBe(
      'NOT_FOUND',
    );
    const technician = await makeUser(server, north.id, 'TECHNICIAN');
    expect((await server.refused(CREATE, { input: input() }, technician.token)).code).toBe(
      'FORBIDDEN',
    );
  });
});

describe('prices of tariffs that hold the tax and those that do not', () => {
  it('are compared alike, with tax, by staff and by the customer', async () => {
    const { createTaxRate: rate } = await server.must<any>(
      'mutation ($i: TaxRateInput!) { createTaxRate(input: $i) { id } }',
      { i: { partnerId: north.id, name: 'VAT 19', percent: '19' } },
    );
    const offer = (name: string, price: string, taxIncluded: boolean) =>
      makeTariff(server, [north.id], {
        name,
        price,
        taxRateId: rate.id,
        taxIncluded,
        portalSelectable: true,
      });
    const now = await offer('Air 50', '29.90', false);
    await offer('Air 100', '119', true);
    await offer('Air 10', '4.1667', false);
    const who = await makeCustomer(server, north.id);
    const service = await make({ customerId: who.id, tariffId: now });
    const COMPARED =
      'id unitPrice priceWithTax availableTariffs { name price taxIncluded priceWithTax }';
    const compared = {
      unitPrice: '29.90',
      priceWithTax: '35.58',
      availableTariffs: expect.arrayContaining([
        { name: 'Air 100', price: '119.00', taxIncluded: true, priceWithTax: '119.00' },
        { name: 'Air 10', price: '4.1667', taxIncluded: false, priceWithTax: '4.96' },
      ]),
    };
    const staff = await server.must<any>(
      `query ($id: ID!) { service(id: $id) { ${COMPARED} } }`,
      { id: service },
      north.token,
    );
    expect(staff.service).toMatchObject(compared);
    const token = await server.signIn(who.login, PASSWORD);
    const own = await server.must<any>(
      `{ viewer { customer { services { nodes { ${COMPARED} } } } } }`,
      {},
      token,
    );
    expect(own.viewer.customer.services.nodes[0]).toMatchObject(compared);
  });
});

describe('changing services', () => {
  it('replaces discounts, and follows the tariff again with a price of null', async () => {
    const id = await make({ unitPrice: '80', discounts: [{ kind: 'PERCENT', value: '50' }] });
    const changed = await server.must(UPDATE, {
      id,
      input: { quantity: '3', description: 'New', discounts: [{ kind: 'FIXED', value: '1.5' }] },
    });
    expect(changed.updateService).toMatchObject({
      quantity: '3',
      description: 'New',
      unitPrice: '80.00',
      discounts: [{ kind: 'FIXED', value: '1.50' }],
    });
    const followed = await server.must(UPDATE, { id, input: { unitPrice: null } });
    expect(followed.updateService).toMatchObject({
      unitPrice: '100.00',
      priceFromTariff: true,
      quantity: '3',
      discounts: [{ value: '1.50' }],
    });
    expect(
      (await server.must(UPDATE, { id, input: { discounts: [] } })).updateService.discounts,
    ).toEqual([]);
    for (const [change, field] of [
      [{ quantity: '0' }, 'quantity'],
      [{ unitPrice: '-1' }, 'unitPrice'],
      [{ description: '' }, 'description'],
      [{ discounts: [{ kind: 'PERCENT', value: '200' }] }, 'discounts.0.value'],
    ] as const)
      expect((await server.refused(UPDATE, { id, input: change })).fields).toHaveProperty(field);
  });
  it('ends on a last day that is not before the first', async () => {
    const id = await make({ startDate: '2026-04-01' });
    expect((await server.must(END, { id, date: '2026-04-09' })).endService).toMatchObject({
      endDate: '2026-04-09',
      status: 'STOPPED',
    });
    expect((await server.must(END, { id, date: '2026-04-10' })).endService).toMatchObject({
      endDate: '2026-04-10',
      status: 'ACTIVE',
    });
    expect((await server.refused(END, { id, date: '2026-03-31' })).fields).toHaveProperty(
      'endDate',
    );
    expect((await server.refused(END, { id, date: '2026-02-30' })).fields).toHaveProperty(
      'endDate',
    );
  });
  it('refuses services outside the scope', async () => {
    const id = await make();
    for (const [service, token] of [
      [id, south.token],
      [id, northChild.token],
      [NOWHERE, north.token],
    ]) {
      expect((await server.refused(READ, { id: service }, token)).code).toBe('NOT_FOUND');
      expect(
        (await server.refused(UPDATE, { id: service, input: { quantity: '2' } }, token)).code,
      ).toBe('NOT_FOUND');
      expect((await server.refused(END, { id: service, date: '2026-05-01' }, token)).code).toBe(
        'NOT_FOUND',
      );
    }
    expect((await server.refused(READ, { id: 'x' })).code).toBe('NOT_FOUND');
    expect((await server.refused(UPDATE, { id: 'x', input: {} })).fields).toHaveProperty(
      'serviceId',
    );
    expect((await server.refused(END, { id: 'x', date: '2026-05-01' })).fields).toHaveProperty(
      'serviceId',
    );
    const technician = await makeUser(server, north.id, 'TECHNICIAN');
    expect(
      (await server.refused(UPDATE, { id, input: { quantity: '2' } }, technician.token)).code,
    ).toBe('FORBIDDEN');
    expect((await server.refused(END, { id, date: '2026-05-01' }, technician.token)).code).toBe(
      'FORBIDDEN',
    );
  });
});

describe('finding services', () => {
  it('filters by status as the status is shown', async () => {
    await make({ startDate: '2026-04-10' });
    for (const status of ['PENDING', 'ACTIVE', 'PAUSED', 'STOPPED', 'ARCHIVED']) {
      const { services } = await server.must(LIST, { filter: { status } });
      expect(services.nodes.every((node: { status: string }) => node.status === status)).toBe(true);
      if (status === 'PENDING' || status === 'ACTIVE')
        expect(services.totalCount).toBeGreaterThan(0);
    }
  });
  it('filters by customer, tariff, partner and words, inside the scope', async () => {
    const other = await makeCustomer(server, south.id, { name: 'Someone Else' });
    const southTariff = await makeTariff(server, [south.id], { name: 'Radio' });
    const id = await make({
      customerId: other.id,
      tariffId: southTariff,
      description: 'Mast on the roof',
    });
    const ids = async (filter: object, token?: string) =>
      (await server.must(LIST, { filter }, token)).services.nodes.map(
        (node: { id: string }) => node.id,
      );
    for (const filter of [
      { customerId: other.id },
      { tariffId: southTariff },
      { partnerId: south.id },
      { search: 'mast' },
      { search: 'someone el' },
    ]) {
      expect(await ids(filter)).toContain(id);
      expect(await ids(filter, north.token)).not.toContain(id);
    }
    expect(await ids({ search: 'mast\u0007roof' })).toEqual([]);
    for (const field of ['customerId', 'tariffId', 'partnerId'])
      expect((await server.refused(LIST, { filter: { [field]: 'x' } })).fields).toHaveProperty(
        `filter.${field}`,
      );
    expect((await server.refused(LIST, { sort: [{ field: 'x' }] })).fields).toHaveProperty(
      'sort.field',
    );
  });
  it('lists those of a customer, page by page', async () => {
    const page = async (after: string | null) =>
      (
        await server.must(
          'query ($id: ID!, $after: String) { customer(id: $id) { services(first: 2, after: $after) { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor } } } }',
          { id: customer.id, after },
        )
      ).customer.services;
    const first = await page(null);
    expect(first).toMatchObject({ pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    const second = await page(first.pageInfo.endCursor);
    expect(second.pageInfo.hasPreviousPage).toBe(true);
    expect(
      [...first.nodes, ...second.nodes]
        .map((node: { id: string }) => node.id)
        .filter((id, i, all) => all.indexOf(id) === i),
    ).toHaveLength(4);
  });
  it('shows a customer its own in the portal, with their tariffs', async () => {
    const token = await server.signIn(customer.login, PASSWORD);
    const { services } = await server.must(
      '{ services { nodes { customer { id } tariff { name } unitPrice } } }',
      {},
      token,
    );
    expect(services.nodes.length).toBeGreaterThan(0);
    expect(
      new Set(services.nodes.map((node: { customer: { id: string } }) => node.customer.id)),
    ).toEqual(new Set([customer.id]));
    expect((await server.refused(CREATE, { input: input() }, token)).code).toBe('FORBIDDEN');
  });
});

describe('two time zones that never share a day', () => {
  it("give a service the status of its own partner's day, shown and filtered alike", async () => {
    const live = await startTestServer();
    try {
      const place = async (name: string, timeZone: string) =>
        (
          await live.must(
            'mutation ($input: PartnerInput!) { createPartner(input: $input) { id } }',
            { input: { name, timeZone } },
          )
        ).createPartner.id as string;
      const [early, late] = [
        await place('Kiribati', 'Pacific/Kiritimati'),
        await place('Samoa', 'Pacific/Pago_Pago'),
      ];
      const inBoth = await makeTariff(live, [early, late]);
      const startDate = todayIn('Pacific/Kiritimati', new Date());
      const [begun, coming] = [await makeCustomer(live, early), await makeCustomer(live, late)];
      for (const { id } of [begun, coming])
        await live.must(CREATE, { input: { customerId: id, tariffId: inBoth, startDate } });
      const holders = async (status: string) =>
        (
          await live.must(
            'query ($status: ServiceStatus) { services(filter: { status: $status }) { nodes { status customer { id } } } }',
            { status },
          )
        ).services.nodes;
      expect(await holders('ACTIVE')).toEqual([{ status: 'ACTIVE', customer: { id: begun.id } }]);
      expect(await holders('PENDING')).toEqual([
        { status: 'PENDING', customer: { id: coming.id } },
      ]);
    } finally {
      await live.stop();
    }
  });
});

describe('the status of a service', () => {
  it('follows from its state and the day', () => {
    const service = {
      state: 'RUNNING',
      startDate: '2026-04-10',
      endDate: '2026-04-20',
      pauses: [],
    } as const;
    expect(serviceStatusOn(service, '2026-04-09')).toBe('PENDING');
    expect(serviceStatusOn(service, '2026-04-10')).toBe('ACTIVE');
    expect(serviceStatusOn(service, '2026-04-20')).toBe('ACTIVE');
    expect(serviceStatusOn(service, '2026-04-21')).toBe('STOPPED');
    expect(serviceStatusOn({ ...service, state: 'PAUSED' }, '2026-04-15')).toBe('PAUSED');
    expect(serviceStatusOn({ ...service, state: 'PAUSED' }, '2026-04-21')).toBe('STOPPED');
    expect(serviceStatusOn({ ...service, state: 'ARCHIVED' }, '2026-04-09')).toBe('ARCHIVED');
    const pauses = [{ from: '2026-04-12', until: '2026-04-15', own: true }] as const;
    const on = (day: string) => serviceStatusOn({ ...service, pauses }, day);
    expect(['2026-04-11', '2026-04-12', '2026-04-14', '2026-04-15'].map(on)).toEqual([
      'ACTIVE',
      'PAUSED',
      'PAUSED',
      'ACTIVE',
    ]);
  });
});
