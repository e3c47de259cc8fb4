import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, startTestServer, type TestServer } from '../support/backhaul.ts';
import { readCsv } from '../support/csv.ts';
import { countStatements, type Counter } from '../support/statements.ts';
import { story } from '../support/story.ts';
import { makeCustomer, makeTenant, makeUser, type Tenant } from '../support/tenants.ts';

let server: TestServer;
let counter: Counter;
let north: Tenant, south: Tenant;
beforeAll(async () => {
  const database = await freshDatabase();
  counter = await countStatements(database);
  server = await startTestServer({
    DATABASE_URL: counter.through(database),
    BUSINESS_DATE: '2026-04-10',
    WORKER: 'none',
  });
  const tell = story(server);
  north = await makeTenant(server, 'North Net', { currency: 'EUR' });
  south = await makeTenant(server, 'South Net', { currency: 'ZAR' });
  await server.must(
    'mutation ($input: CustomFieldInput!) { createCustomField(input: $input) { id } }',
    { input: { entity: 'CUSTOMER', key: 'depth', type: 'DECIMAL', label: 'Depth' } },
  );
  for (const [tenant, currency, many] of [
    [north, 'EUR', 260],
    [south, 'ZAR', 3],
  ] as const) {
    const tariff = await tell.tariff({
      name: `Fibre ${currency}`,
      price: '30',
      currency,
      partnerIds: [tenant.id],
    });
    for (let i = 0; i < many; i += 20) {
      await Promise.all(
        Array.from({ length: Math.min(20, many - i) }, async (_, j) => {
          const { id } = await makeCustomer(server, tenant.id, {
            name: `${i + j === 1 ? '=1+1; =2' : 'Customer'} ${i + j}`,
            externalId: `X${i + j}`,
            customFields: { depth: `-${i + j}.5` },
          });
          if (i + j > 9) return;
          await tell.service({ customerId: id, tariffId: tariff.id, startDate: '2026-04-01' });
          await server.must(
            'mutation ($id: ID!, $d: Date!) { chargeCustomer(customerId: $id, date: $d) { id } }',
            { id, d: '2026-04-01' },
          );
          await tell.pay({ customerId: id, amount: '12.5', date: '2026-04-05' });
        }),
      );
    }
  }
}, 180_000);
afterAll(async () => {
  await server.stop();
  await counter.close();
});

const get = (
  name: string,
  asked: Record<string, unknown> = {},
  token: string | null = server.operator,
) =>
  fetch(
    `${server.url}/exports/lists/${name}.csv?${new URLSearchParams(Object.entries(asked).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)])).toString()}`,
    { headers: token ? { authorization: `Bearer ${token}` } : {} },
  );
const rowsOf = async (
  name: string,
  asked: Record<string, unknown> = {},
  token = server.operator,
) => {
  const answer = await get(name, asked, token);
  const text = await answer.text();
  expect(answer.status, `${name}: ${text.slice(0, 300)}`).toBe(200);
  return readCsv(text);
};

describe('the file of a list', () => {
  it('holds every row of every list, over all pages, once', async () => {
    for (const name of [
      'customers',
      'services',
      'tariffs',
      'partners',
      'invoices',
      'payments',
      'transactions',
      'users',
      'messages',
    ]) {
      const { [name]: list } = await server.must<any>(`{ ${name} { totalCount } }`);
      expect((await rowsOf(name)).length, name).toBe(list.totalCount);
    }
    const customers = await rowsOf('customers');
    expect(customers).toHaveLength(263);
    expect(new Set(customers.map((row) => row.number)).size).toBe(263);
    expect(await rowsOf('billing-runs')).toEqual([]);
  });

  it('holds what the filters find, in the order of the sort', async () => {
    const found = await rowsOf('customers', {
      filter: { currency: 'EUR', search: 'customer' },
      sort: [{ field: 'number', order: 'DESC' }],
    });
    expect(found).toHaveLength(259);
    expect(found.map((row) => Number(row.number))).toEqual(
      found.map((row) => Number(row.number)).sort((a, b) => b - a),
    );
    const paid = await rowsOf('payments', { filter: { currency: 'ZAR', reversed: false } });
    expect(
      paid.map(({ amount, currency, customer_external_number }) => ({
        amount,
        currency,
        customer_external_number,
      })),
    ).toEqual(
      expect.arrayContaining([
        { amount: '12.50', currency: 'ZAR', customer_external_number: 'X0' },
      ]),
    );
    expect(paid).toHaveLength(3);
    const byDepth = await rowsOf('customers', {
      filter: { currency: 'ZAR' },
      sort: [{ field: 'customFields.depth', order: 'ASC' }],
    });
    expect(byDepth.map((row) => row['cf:depth'])).toEqual(['-2.5', '-1.5', '-0.5']);
  });

  it('keeps own and external numbers apart, amounts numbers, and text from being run', async () => {
    const [odd] = await rowsOf('customers', { filter: { search: '=1+1', partnerId: south.id } });
    expect(odd).toMatchObject({
      external_number: 'X1',
      name: "'=1+1;' =2 1",
      balance: '-17.50',
      currency: 'ZAR',
      partner: 'South Net',
      'cf:depth': '-1.5',
    });
    expect(odd!.number).toMatch(/^\d+$/);
  });

  it("is the viewer's own part, by its rights, and recorded", async () => {
    expect(await rowsOf('customers', {}, south.token)).toHaveLength(3);
    expect(
      await rowsOf('customers', { filter: { partnerId: north.id } }, south.token),
    ).toHaveLength(0);
    for (const role of ['CASHIER', 'TECHNICIAN', 'CUSTOMER_CREATOR'])
      expect(
        (await get('customers', {}, (await makeUser(server, south.id, role)).token)).status,
        role,
      ).toBe(403);
    const reader = await makeUser(server, south.id, 'READ_ONLY');
    expect(await rowsOf('invoices', {}, reader.token)).toHaveLength(3);
    expect((await get('customers', {}, null)).status).toBe(401);
    expect([(await get('nothing')).status, (await get('constructor')).status]).toEqual([404, 404]);
  });

  it('is refused with words for a filter or a sort that is none', async () => {
    for (const asked of [
      { filter: '{' },
      { filter: { nothing: 1 } },
      { filter: 'null', sort: [{ field: 'nothing' }] },
      { filter: { currency: 'EURO' } },
      { filter: { search: 'x'.repeat(201) } },
      { 'filter[]': '{}' },
      { sort: [{ field: 'name', order: 'UP' }] },
    ]) {
      const answer = await get('customers', asked);
      expect([answer.status, (await answer.text()).length > 5], JSON.stringify(asked)).toEqual([
        400,
        true,
      ]);
    }
  });

  it('costs as many statements a page, however long the list', async () => {
    const cost = (partnerId: string) =>
      counter.during(() => rowsOf('customers', { filter: { partnerId } }));
    const [few, many] = [await cost(south.id), await cost(north.id)];
    expect(many, `${few} for one page, ${many} for two`).toBeLessThanOrEqual(few * 2 + 4);
  });
});
