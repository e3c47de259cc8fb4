import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { preview, story } from '../support/story.ts';
import { makeCustomer, makeTenant, makeUser, type Tenant } from '../support/tenants.ts';

let server: TestServer;
let north: Tenant;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  north = await makeTenant(server, 'North Net');
});
afterAll(() => server.stop());

/** A name with each letter that means something to LIKE, and the one that it would wrongly find. */
const LETTERS = [
  ['100% fibre', '100x fibre'],
  ['a_b line', 'acb line'],
  ['back\\slash', 'backslash'],
] as const;
const count = async (list: string, search: string): Promise<number> =>
  (
    await server.must<any>(
      `query ($s: String) { ${list}(filter: { search: $s }) { totalCount } }`,
      { s: search },
    )
  )[list].totalCount;

describe.each(LETTERS)('%s is what it says', (name, other) => {
  const part = name.slice(0, 5);
  it('in the search of every list', async () => {
    const tell = story(server);
    for (const each of [name, other]) {
      const tariff = await tell.tariff({ name: each, price: '10', partnerIds: [north.id] });
      const customer = await makeCustomer(server, north.id, { name: each });
      await tell.service({
        customerId: customer.id,
        tariffId: tariff.id,
        startDate: '2026-03-01',
        description: `service ${each}`,
      });
      await tell.partner({ name: `partner ${each}`, parentId: north.id });
      const user = await makeUser(server, north.id, 'READ_ONLY');
      await server.must(
        'mutation ($id: ID!, $n: String!) { updateUser(id: $id, input: { name: $n }) { id } }',
        { id: user.id, n: `user ${each}` },
      );
      await server.must(
        'mutation ($id: ID!, $d: String!) { createTransaction(customerId: $id, type: CREDIT, amount: "1", date: "2026-04-10", description: $d) { id } }',
        { id: customer.id, d: each },
      );
    }
    for (const list of ['tariffs', 'services', 'partners', 'users', 'customers'])
      expect(await count(list, part), list).toBe(1);
    const { customers } = await server.must<any>('{ customers { nodes { id } } }');
    const found = await Promise.all(
      customers.nodes.map(({ id }: { id: string }) =>
        server.must<any>(
          'query ($id: ID!, $s: String) { transactions(filter: { customerId: $id, search: $s }) { totalCount } }',
          { id, s: part },
        ),
      ),
    );
    expect(found.reduce((sum, { transactions }) => sum + transactions.totalCount, 0)).toBe(1);
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [north.id] });
    const { billingRun } = await server.must<any>(
      'query ($id: ID!, $s: String) { billingRun(id: $id) { entries(filter: { search: $s }) { totalCount } } }',
      { id: run.id, s: part },
    );
    expect(billingRun.entries.totalCount).toBe(1);
  });

  it('in the filters of custom fields, shorter and longer than their index', async () => {
    const key = `note${LETTERS.findIndex(([each]) => each === name)}`;
    await server.must(
      'mutation ($input: CustomFieldInput!) { createCustomField(input: $input) { id } }',
      { input: { entity: 'CUSTOMER', key, type: 'LONG_TEXT', label: 'A note' } },
    );
    for (const each of [name, other])
      for (const before of ['', 'x'.repeat(300)])
        await makeCustomer(server, north.id, { customFields: { [key]: `${before}${each}` } });
    for (const [operator, found] of [
      ['CONTAINS', 2],
      ['STARTS_WITH', 1],
    ] as const) {
      const { customers } = await server.must<any>(
        'query ($f: [CustomFieldFilter!]) { customers(filter: { customFields: $f }) { totalCount } }',
        { f: [{ key, operator, value: part }] },
      );
      expect(customers.totalCount, operator).toBe(found);
    }
  });
});

describe('a customer is found', () => {
  let customerId: string;
  beforeAll(async () => {
    ({ id: customerId } = await makeCustomer(server, north.id, {
      name: 'José Müller Ångström',
      phone: '+27 (0)82 555-1234',
      city: 'Łódź',
      email: 'jose@hidden.example',
    }));
  });
  const found = async (search: string, token?: string): Promise<string[]> =>
    (
      await server.must<any>(
        'query ($s: String) { customers(filter: { search: $s }) { nodes { id } } }',
        { s: search },
        token,
      )
    ).customers.nodes.map(({ id }: { id: string }) => id);

  it.each([
    'jose',
    'José',
    'JOSÉ muller',
    'angstrom',
    'łódź',
    'lodz',
    'Lodz jose',
    '+27 82 555 1234',
    '082 555 12 34',
    '0825551234',
    '0027825551234',
    '82-555-1234',
    '+27 (0)82 555-1234',
  ])('by “%s”', async (search) => {
    expect(await found(search)).toEqual([customerId]);
  });

  it('by nothing that is not there, and by nothing that whoever looks may not read', async () => {
    expect(await found('josef')).toEqual([]);
    expect(await found('083 555 1234')).toEqual([]);
  });

  it('by what it is called now', async () => {
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { name: "Søren", phone: "021 55512 34" }) { id } }',
      { id: customerId },
    );
    expect(await found('soren')).toEqual([customerId]);
    expect(await found('jose muller')).toEqual([]);
    expect(await found('+27 21 5551234')).toEqual([customerId]);
  });
});

it('a search that is longer than any name is refused by name, in every list', async () => {
  for (const list of [
    'tariffs',
    'services',
    'partners',
    'users',
    'customers',
    'invoices',
    'payments',
    'transactions',
  ]) {
    expect(
      (
        await server.refused(
          `query ($s: String) { ${list}(filter: { search: $s }) { totalCount } }`,
          { s: 'x'.repeat(201) },
        )
      ).fields,
      list,
    ).toEqual({ 'filter.search': 'may have 200 characters at most' });
  }
});
