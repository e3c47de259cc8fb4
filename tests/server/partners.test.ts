import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import {
  makeCustomer,
  makeTariff,
  makeTenant,
  makeTree,
  makeUser,
  NOWHERE,
  type Tenant,
} from '../support/tenants.ts';

let server: TestServer, north: Tenant, northChild: Tenant, south: Tenant, operatorId: string;
beforeAll(async () => {
  server = await startTestServer();
  ({ north, northChild, south, operatorId } = await makeTree(server));
});
afterAll(() => server.stop());

const PARTNER =
  'query ($id: ID!) { partner(id: $id) { id number name depth currency timeZone parent { id } childCount customerCount serviceCount branding { name accentColor supportEmail } } }';
const UPDATE =
  'mutation ($id: ID!, $input: PartnerUpdateInput!) { updatePartner(id: $id, input: $input) { id name currency portalDomain branding { name accentColor supportEmail supportPhone } } }';
const CREATE =
  'mutation ($input: PartnerInput!) { createPartner(input: $input) { id number currency timeZone parent { id } depth } }';
const MOVE =
  'mutation ($id: ID!, $to: ID!) { movePartner(id: $id, parentId: $to) { id depth parent { id } } }';

describe('seeing partners', () => {
  it('shows a user its own partner and what lies below, and never who is above', async () => {
    const { partners } = await server.must(
      '{ partners { totalCount nodes { id parent { id } depth } } }',
      {},
      north.token,
    );
    expect(partners.totalCount).toBe(2);
    expect(partners.nodes).toEqual([
      { id: north.id, parent: null, depth: 2 },
      { id: northChild.id, parent: { id: north.id }, depth: 3 },
    ]);
  });
  it('answers siblings, ancestors and random ids alike', async () => {
    for (const id of [south.id, operatorId, NOWHERE, 'nonsense']) {
      expect(await server.refused(PARTNER, { id }, north.token)).toEqual({
        code: 'NOT_FOUND',
        message: 'There is no such record.',
      });
    }
  });
  it('counts customers and services of the whole subtree', async () => {
    await makeCustomer(server, north.id);
    await makeCustomer(server, northChild.id);
    const { partner } = await server.must(PARTNER, { id: north.id });
    expect(partner).toMatchObject({ childCount: 1, customerCount: 2, serviceCount: 0 });
  });
  it('searches by name and number, filters by parent, and sorts', async () => {
    const list = async (filter: object, sort: object[] = []) =>
      (
        await server.must(
          'query ($filter: PartnerFilter, $sort: [SortInput!]) { partners(filter: $filter, sort: $sort) { nodes { name } } }',
          { filter, sort },
        )
      ).partners.nodes.map((node: { name: string }) => node.name);
    expect(await list({ search: 'north' }, [{ field: 'name', order: 'DESC' }])).toEqual([
      'North Village',
      'North Net',
    ]);
    expect(await list({ search: String(south.number) })).toEqual(['South Net']);
    expect(await list({ parentId: north.id })).toEqual(['North Village']);
    expect(
      (await server.refused('{ partners(filter: { parentId: "x" }) { totalCount } }')).fields,
    ).toHaveProperty('filter.parentId');
    expect(
      (await server.refused('{ partners(sort: [{ field: "secret" }]) { totalCount } }')).fields,
    ).toHaveProperty('sort.field');
  });
  it('filters by a parent out of sight as by one that does not exist', async () => {
    const below = async (parentId: string) =>
      (
        await server.must(
          'query ($p: ID) { partners(filter: { parentId: $p }) { totalCount nodes { id } } }',
          { p: parentId },
          north.token,
        )
      ).partners;
    expect(await below(north.id)).toMatchObject({ totalCount: 1 });
    for (const parentId of [operatorId, south.id])
      expect(await below(parentId)).toEqual(await below(NOWHERE));
  });
  it('wants the permission', async () => {
    const cashier = await makeUser(server, north.id, 'CASHIER');
    expect((await server.refused('{ partners { totalCount } }', {}, cashier.token)).code).toBe(
      'FORBIDDEN',
    );
    expect((await server.refused('{ partners { totalCount } }', {}, null)).code).toBe(
      'UNAUTHENTICATED',
    );
  });
});

describe('making partners', () => {
  it('hangs them below the viewer, whose currency and time zone they take over', async () => {
    const { createPartner } = await server.must(
      CREATE,
      { input: { name: 'Below North' } },
      north.token,
    );
    expect(createPartner).toMatchObject({
      parent: { id: north.id },
      depth: 3,
      currency: 'EUR',
      timeZone: 'UTC',
    });
    const own = await server.must(
      CREATE,
      { input: { name: 'Yen', currency: 'JPY', timeZone: 'Asia/Tokyo' } },
      north.token,
    );
    expect(own.createPartner).toMatchObject({ currency: 'JPY', timeZone: 'Asia/Tokyo' });
  });
  it('refuses a parent outside the scope, and wrong values by field', async () => {
    for (const parentId of [south.id, operatorId, NOWHERE])
      expect(
        (await server.refused(CREATE, { input: { name: 'X', parentId } }, north.token)).code,
      ).toBe('NOT_FOUND');
    expect(
      (await server.refused(CREATE, { input: { name: 'X', parentId: 'x' } })).fields,
    ).toHaveProperty('parentId');
    expect((await server.refused(CREATE, { input: { name: '  ' } })).fields).toHaveProperty('name');
    expect(
      (await server.refused(CREATE, { input: { name: 'X', currency: 'eur' } })).fields,
    ).toHaveProperty('currency');
    expect(
      (await server.refused(CREATE, { input: { name: 'X', timeZone: 'Mars/Base' } })).fields,
    ).toHaveProperty('timeZone');
  });
  it('gives every one a number of its own, also at the same time', async () => {
    const made = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) => server.must(CREATE, { input: { name } })),
    );
    expect(new Set(made.map(({ createPartner }) => createPartner.number)).size).toBe(4);
  });
});

describe('changing partners', () => {
  it('changes the look, and clears what is given as null', async () => {
    const { updatePartner } = await server.must(
      UPDATE,
      {
        id: northChild.id,
        input: {
          name: 'North Town',
          accentColor: '#aa0011',
          supportEmail: 'help@north.example',
          portalDomain: 'My.North.example',
        },
      },
      north.token,
    );
    expect(updatePartner).toMatchObject({
      name: 'North Town',
      portalDomain: null,
      branding: { name: 'North Town', accentColor: '#aa0011', supportEmail: 'help@north.example' },
    });
    const cleared = await server.must(
      UPDATE,
      { id: northChild.id, input: { supportEmail: null, accentColor: null } },
      north.token,
    );
    expect(cleared.updatePartner.branding).toMatchObject({
      supportEmail: null,
      accentColor: '#0F766E',
    });
  });
  it('refuses wrong values by field', async () => {
    const wrong: [object, string][] = [
      [{ accentColor: 'red' }, 'accentColor'],
      [{ accentColor: '#12345G' }, 'accentColor'],
      [{ currency: 'XXX' }, 'currency'],
      [{ timeZone: '+01:00' }, 'timeZone'],
      [{ supportEmail: 'nobody' }, 'supportEmail'],
      [{ portalDomain: 'http://x' }, 'portalDomain'],
      [{ name: '' }, 'name'],
    ];
    for (const [input, field] of wrong)
      expect((await server.refused(UPDATE, { id: south.id, input })).fields).toHaveProperty(field);
  });
  it('refuses partners outside the scope, and users without the right', async () => {
    for (const id of [south.id, operatorId, NOWHERE])
      expect(
        (await server.refused(UPDATE, { id, input: { name: 'Mine' } }, north.token)).code,
      ).toBe('NOT_FOUND');
    const reader = await makeUser(server, north.id, 'READ_ONLY');
    expect(
      (await server.refused(UPDATE, { id: north.id, input: { name: 'Mine' } }, reader.token)).code,
    ).toBe('FORBIDDEN');
  });
  it('keeps the currency once something is sold in it', async () => {
    const fresh = await makeTenant(server, 'Fresh');
    const inUse = async (id: string) =>
      (await server.must('query ($id: ID!) { partner(id: $id) { currencyInUse } }', { id })).partner
        .currencyInUse;
    expect(await inUse(fresh.id)).toBe(false);
    expect(
      (await server.must(UPDATE, { id: fresh.id, input: { currency: 'CHF' } })).updatePartner
        .currency,
    ).toBe('CHF');
    await makeCustomer(server, fresh.id);
    expect(await inUse(fresh.id)).toBe(true);
    expect(
      await server.refused(UPDATE, { id: fresh.id, input: { currency: 'EUR' } }),
    ).toMatchObject({ code: 'CONFLICT', reason: 'CURRENCY_IN_USE' });
    const offering = await makeTenant(server, 'Offering');
    await makeTariff(server, [offering.id]);
    expect(await inUse(offering.id)).toBe(true);
    expect(
      await server.refused(UPDATE, { id: offering.id, input: { currency: 'CHF' } }),
    ).toMatchObject({ reason: 'CURRENCY_IN_USE' });
  });
});

describe('moving partners', () => {
  it('takes everything below along, and changes at once who sees it', async () => {
    const east = await makeTenant(server, 'East');
    const eastChild = await makeTenant(server, 'East Child', { parentId: east.id });
    const customer = await makeCustomer(server, eastChild.id);
    const seen = 'query ($id: ID!) { customer(id: $id) { id partner { depth } } }';
    expect((await server.refused(seen, { id: customer.id }, south.token)).code).toBe('NOT_FOUND');
    const { movePartner } = await server.must(MOVE, { id: east.id, to: south.id });
    expect(movePartner).toEqual({ id: east.id, depth: 3, parent: { id: south.id } });
    expect((await server.must(seen, { id: customer.id }, south.token)).customer.partner.depth).toBe(
      4,
    );
    expect((await server.must(seen, { id: customer.id }, eastChild.token)).customer.id).toBe(
      customer.id,
    );
    expect((await server.refused(seen, { id: customer.id }, north.token)).code).toBe('NOT_FOUND');
  });
  it('while its customers pay, are invoiced and come, does all of it: nobody waits in a circle, nothing fails', async () => {
    const busy = await makeTenant(server, 'Busy');
    const customers = await Promise.all(
      Array.from({ length: 8 }, () => makeCustomer(server, busy.id)),
    );
    let moving = true;
    const untilMoved = async (act: () => Promise<unknown>) => {
      while (moving) await act();
    };
    const work = customers.map(({ id: customerId }) =>
      untilMoved(async () => {
        await server.must('mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }', {
          i: {
            customerId,
            documentDate: '2026-04-01',
            lines: [{ description: 'Router', unitPrice: '10' }],
          },
        });
        await server.must('mutation ($i: PaymentInput!) { recordPayment(input: $i) { id } }', {
          i: { customerId, amount: '10', date: '2026-04-02', method: 'CASH' },
        });
      }),
    );
    const coming = untilMoved(() => makeCustomer(server, busy.id));
    try {
      for (const to of [south.id, north.id, south.id, north.id])
        await server.must(MOVE, { id: busy.id, to });
    } finally {
      moving = false;
    }
    await Promise.all([...work, coming]);
    const { customers: all } = await server.must(
      'query ($p: ID!) { customers(filter: { partnerId: $p }, first: 50) { nodes { balance } } }',
      { p: busy.id },
    );
    expect(all.nodes.length).toBeGreaterThan(customers.length);
    expect(new Set(all.nodes.map(({ balance }: { balance: string }) => balance))).toEqual(
      new Set(['0.00']),
    );
  });
  it('makes it inherit from its new ancestors', async () => {
    const west = await makeTenant(server, 'West');
    const settings = 'query ($id: ID!) { financeSettings(partnerId: $id) { paymentDueDays } }';
    await server.must(
      'mutation ($id: ID!) { updateFinanceSettings(partnerId: $id, input: { paymentDueDays: 3 }) { paymentDueDays } }',
      { id: south.id },
    );
    expect((await server.must(settings, { id: west.id })).financeSettings.paymentDueDays).toBe(15);
    await server.must(MOVE, { id: west.id, to: south.id });
    expect((await server.must(settings, { id: west.id })).financeSettings.paymentDueDays).toBe(3);
  });
  it('refuses moves into itself: so neither the operator nor the own partner moves', async () => {
    for (const [id, to, token] of [
      [north.id, north.id, server.operator],
      [north.id, northChild.id, server.operator],
      [operatorId, north.id, server.operator],
      [north.id, northChild.id, north.token],
    ] as const) {
      expect(await server.refused(MOVE, { id, to }, token)).toMatchObject({
        code: 'CONFLICT',
        reason: 'MOVE_INTO_ITSELF',
      });
    }
  });
  it('refuses partners outside the scope on either side', async () => {
    for (const [id, to] of [
      [northChild.id, south.id],
      [south.id, north.id],
      [northChild.id, operatorId],
      [NOWHERE, north.id],
    ])
      expect((await server.refused(MOVE, { id, to }, north.token)).code).toBe('NOT_FOUND');
    expect((await server.refused(MOVE, { id: 'x', to: north.id })).fields).toHaveProperty('id');
    expect((await server.refused(MOVE, { id: north.id, to: 'x' })).fields).toHaveProperty(
      'parentId',
    );
  });
  it('refuses a place where a tariff would lose its tax rate', async () => {
    const seller = await makeTenant(server, 'Seller', { parentId: north.id });
    const { createTaxRate } = await server.must(
      'mutation ($id: ID!) { createTaxRate(input: { partnerId: $id, name: "North VAT", percent: "20" }) { id } }',
      { id: north.id },
    );
    await makeTariff(server, [seller.id], { taxRateId: createTaxRate.id });
    expect(await server.refused(MOVE, { id: seller.id, to: south.id })).toMatchObject({
      code: 'CONFLICT',
      reason: 'TAX_RATE_OUT_OF_REACH',
    });
  });
});
