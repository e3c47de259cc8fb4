import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { CREATE_INVOICE, RECORD_PAYMENT } from '../support/money.ts';
import { makeCustomer, makeTree, makeUser, PASSWORD, type Tenant } from '../support/tenants.ts';

let server: TestServer;
let owner: pg.Client;
let north: Tenant, south: Tenant, operatorId: string;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  ({ north, south, operatorId } = await makeTree(server));
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const UPDATE =
  'mutation ($id: ID!, $f: JSON, $name: String) { updateCustomer(id: $id, input: { customFields: $f, name: $name }) { id } }';
const CREATE_CUSTOMER =
  'mutation ($input: CustomerInput!) { createCustomer(input: $input) { id } }';
const UPDATE_PARTNER =
  'mutation ($id: ID!, $f: JSON) { updatePartner(id: $id, input: { customFields: $f }) { id } }';
const DEFINE = 'mutation ($input: CustomFieldInput!) { createCustomField(input: $input) { id } }';

/** A field of everybody's records, of which each value is given once. */
async function unique(entity: string, key: string): Promise<void> {
  await server.must(DEFINE, {
    input: {
      entity,
      partnerId: operatorId,
      type: 'TEXT',
      label: key,
      key,
      unique: true,
      portal: 'EDIT',
    },
  });
}
/** As if this one had been refused that often lately. */
async function refusedBefore(id: string, times: number): Promise<void> {
  await owner.query(
    `insert into sign_in_failure (key, source) select 'taken:' || $1, '' from generate_series(1, $2::int)`,
    [id, times],
  );
}
async function counted(id: string): Promise<number> {
  const { rows } = await owner.query(
    `select count(*)::int n from sign_in_failure where key = 'taken:' || $1`,
    [id],
  );
  return rows[0].n;
}

describe('what a tenant elsewhere holds in a unique field', () => {
  it('is found out by no customer in the portal: refusals come slower, and end', async () => {
    await unique('CUSTOMER', 'id_card');
    const theirs = await makeCustomer(server, north.id);
    await server.must(UPDATE, { id: theirs.id, f: { id_card: 'SECRET-0042' } });
    const mine = await makeCustomer(server, south.id);
    const token = await server.signIn(mine.login, PASSWORD);
    const guess = (id_card: string) => server.ask(UPDATE, { id: mine.id, f: { id_card } }, token);
    const codeOf = async (id_card: string) => (await guess(id_card)).errors?.[0]?.extensions?.code;

    expect(await codeOf('FREE-1')).toBeUndefined();
    expect(await codeOf('SECRET-0042')).toBe('BAD_USER_INPUT');
    await refusedBefore(mine.id, 3);
    const begun = performance.now();
    expect(await codeOf('SECRET-0042')).toBe('BAD_USER_INPUT');
    expect(performance.now() - begun).toBeGreaterThan(1500);
    await refusedBefore(mine.id, 25);
    expect([await codeOf('SECRET-0042'), await codeOf('FREE-2')]).toEqual([
      'RATE_LIMITED',
      'RATE_LIMITED',
    ]);
    // whoever writes nothing of the kind goes on
    expect(
      (await server.ask('mutation { updateProfile(city: "Durban") { city } }', {}, token)).errors,
    ).toBeUndefined();
  });

  it('counts against whoever tries it with any kind of record', async () => {
    for (const entity of ['PARTNER', 'PAYMENT', 'INVOICE']) await unique(entity, 'mark');
    await unique('CUSTOMER', 'mark');
    const writes = (customerId: string, partnerId: string, mark: string): [string, object][] => [
      [CREATE_CUSTOMER, { input: { partnerId, name: 'New', customFields: { mark } } }],
      [UPDATE, { id: customerId, f: { mark: `${mark}-2` } }],
      [
        RECORD_PAYMENT,
        {
          input: {
            customerId,
            amount: '1',
            date: '2026-04-02',
            method: 'CASH',
            customFields: { mark },
          },
        },
      ],
      [
        CREATE_INVOICE,
        {
          input: {
            customerId,
            documentDate: '2026-04-01',
            lines: [{ description: 'Router', unitPrice: '1' }],
            customFields: { mark },
          },
        },
      ],
      [UPDATE_PARTNER, { id: partnerId, f: { mark } }],
    ];
    const theirs = await makeCustomer(server, north.id);
    for (const [query, variables] of writes(theirs.id, north.id, 'M'))
      await server.must(query, variables);
    const mine = await makeCustomer(server, south.id);
    const guesser = await makeUser(server, south.id, 'ADMINISTRATOR');
    let times = 0;
    for (const [query, variables] of writes(mine.id, south.id, 'M')) {
      expect(await server.refused(query, variables, guesser.token)).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: { 'customFields.mark': expect.stringMatching(/^cannot be used/) },
      });
      expect(await counted(guesser.id), query).toBe((times += 1));
    }
    await refusedBefore(guesser.id, 30);
    for (const [query, variables] of writes(mine.id, south.id, 'free'))
      expect(await server.refused(query, variables, guesser.token), query).toMatchObject({
        code: 'RATE_LIMITED',
      });
  });

  it('is told no further by many tries at once', async () => {
    const { login } = await makeCustomer(server, north.id);
    const guesser = await makeUser(server, south.id, 'ADMINISTRATOR');
    await refusedBefore(guesser.id, 20);
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const input = { partnerId: south.id, name: 'New', login: i % 2 ? login : `free-${i}` };
        const { errors } = await server.ask(CREATE_CUSTOMER, { input }, guesser.token);
        return `${i % 2 ? 'taken' : 'free'} ${errors?.[0]?.extensions?.code ?? 'written'}`;
      }),
    );
    const times = (answer: string) => answers.filter((each) => each === answer).length;
    expect(times('taken BAD_USER_INPUT')).toBeLessThanOrEqual(10);
    expect(times('free RATE_LIMITED')).toBeGreaterThan(5);
  });
});
