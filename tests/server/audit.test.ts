import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { makeCustomer, makeTree, makeUser } from '../support/tenants.ts';

let server: TestServer;
let tree: Awaited<ReturnType<typeof makeTree>>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-20' });
  tree = await makeTree(server);
});
afterAll(() => server.stop());

const ENTRIES = `query ($filter: AuditFilter, $first: Int, $after: String) {
  auditEntries(filter: $filter, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { id actor actorId address action entity entityId record sentence changes { field before after } before after actorKind reason partner { id } }
  }
}`;
const entries = async (filter: object, token = server.operator): Promise<any[]> =>
  (await server.must<any>(ENTRIES, { filter }, token)).auditEntries.nodes;
const rename = (id: string, name: string, token: string) =>
  server.must(
    'mutation ($id: ID!, $input: CustomerUpdateInput!) { updateCustomer(id: $id, input: $input) { id } }',
    { id, input: { name } },
    token,
  );

describe('what was recorded', () => {
  it('is read by record, as sentences with before and after', async () => {
    const customer = await makeCustomer(server, tree.north.id, { name: 'Vera Moser' });
    await rename(customer.id, 'Vera Huber', tree.north.token);
    const [entry] = await entries({ entity: 'customer', entityId: customer.id }, tree.north.token);
    expect(entry).toMatchObject({
      action: 'update',
      record: `Vera Huber #${customer.number}`,
      changes: [{ field: 'name', before: 'Vera Moser', after: 'Vera Huber' }],
      partner: { id: tree.north.id },
      actorId: tree.north.userId,
    });
    expect(entry.sentence).toBe(
      `${entry.actor} changed customer Vera Huber #${customer.number}: name Vera Moser -> Vera Huber`,
    );
    const bySearch = await entries({ search: 'Vera Huber' }, tree.north.token);
    expect(bySearch.map(({ id }) => id)).toContain(entry.id);
  });

  it('of a customer has what was done to what is its own, in words without ids', async () => {
    const customer = await makeCustomer(server, tree.north.id, { name: 'Paula Roth' });
    const other = await makeCustomer(server, tree.north.id, { name: 'Nobody Else' });
    for (const each of [customer, other])
      await server.must(
        `mutation ($input: PaymentInput!) { recordPayment(input: $input) { id } }`,
        {
          input: {
            customerId: each.id,
            amount: '16.90',
            date: '2026-04-20',
            method: 'CASH',
            idempotencyKey: `paid by ${each.id}`,
          },
        },
        tree.north.token,
      );
    const all = await entries({ customerId: customer.id }, tree.north.token);
    expect(all.map(({ entity }) => entity)).toEqual(['payment', 'customer']);
    expect(all[0].sentence).toMatch(/ created payment .* of Paula Roth$/);
    const said = all[0].changes.map(
      ({ field, after }: { field: string; after: string }) => `${field} ${after}`,
    );
    expect(said).toEqual(
      expect.arrayContaining([
        'amount 16.90 EUR',
        `customer Paula Roth #${customer.number}`,
        'method cash',
      ]),
    );
    expect(JSON.stringify(all.map(({ changes }) => changes))).not.toMatch(
      /[0-9a-f]{8}-[0-9a-f]{4}-/,
    );
    const bySearch = await entries({ search: 'Paula Roth' }, tree.north.token);
    expect(bySearch.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(await entries({ customerId: customer.id }, tree.south.token)).toEqual([]);
  });

  it('is read by person, by deed and by day', async () => {
    const customer = await makeCustomer(server, tree.north.id);
    await rename(customer.id, 'Other', tree.north.token);
    const mine = await entries({ actor: tree.north.userId });
    expect(mine.length).toBeGreaterThan(0);
    expect(new Set(mine.map(({ actorId }) => actorId))).toEqual(new Set([tree.north.userId]));
    expect(
      (await entries({ action: 'update', entity: 'customer' })).every(
        ({ action }) => action === 'update',
      ),
    ).toBe(true);
    expect(await entries({ until: '2020-01-01T00:00:00Z' })).toEqual([]);
    expect(
      await server.refused(ENTRIES, {
        filter: { from: '2026-02-01T00:00:00Z', until: '2026-01-01T00:00:00Z' },
      }),
    ).toMatchObject({ fields: { 'filter.until': 'lies before from' } });
    const { auditEntries } = await server.must<any>(ENTRIES, { first: 2 });
    const next = await server.must<any>(ENTRIES, {
      first: 2,
      after: auditEntries.pageInfo.endCursor,
    });
    expect(next.auditEntries.nodes[0].id).not.toBe(auditEntries.nodes[1].id);
  });

  it('is of one’s own part of the tree, and says of no one above who they are', async () => {
    const customer = await makeCustomer(server, tree.northChild.id);
    await rename(customer.id, 'From above', tree.north.token);
    const record = { entity: 'customer', entityId: customer.id };
    const [seen] = await entries(record, tree.northChild.token);
    expect(seen).toMatchObject({ actor: 'Somebody above', actorId: null, address: null });
    expect(JSON.stringify(seen)).not.toContain(tree.north.userId);
    expect((await entries(record, tree.north.token))[0].actorId).toBe(tree.north.userId);
    expect(await entries(record, tree.south.token)).toEqual([]);
    const partners = new Set(
      (await entries({}, tree.northChild.token)).map(({ partner }) => partner.id),
    );
    expect([...partners]).toEqual([tree.northChild.id]);
  });

  it('names nobody above on a payment either', async () => {
    const customer = await makeCustomer(server, tree.northChild.id);
    await server.must(
      'mutation ($input: PaymentInput!) { recordPayment(input: $input) { id } }',
      {
        input: {
          customerId: customer.id,
          amount: '5',
          date: '2026-04-20',
          method: 'CASH',
          idempotencyKey: `from above to ${customer.id}`,
        },
      },
      tree.north.token,
    );
    const recorders = async (token: string): Promise<string[]> =>
      (
        await server.must<any>(
          'query ($id: ID!) { payments(filter: { customerId: $id }) { nodes { recordedBy } } }',
          { id: customer.id },
          token,
        )
      ).payments.nodes.map(({ recordedBy }: { recordedBy: string }) => recordedBy);
    expect(await recorders(tree.northChild.token)).toEqual(['Somebody above']);
    expect(await recorders(tree.north.token)).not.toEqual(['Somebody above']);
  });

  it('is for administrators and finance, and has no password in it', async () => {
    for (const role of ['MANAGER', 'READ_ONLY', 'CASHIER']) {
      const user = await makeUser(server, tree.north.id, role);
      expect(await server.refused(ENTRIES, {}, user.token), role).toMatchObject({
        code: 'FORBIDDEN',
      });
    }
    const { auditEntries } = await server.must<any>(ENTRIES, { first: 200 });
    expect(JSON.stringify(auditEntries)).not.toContain('a password for tests');
  });

  it('is a file', async () => {
    const response = await fetch(`${server.url}/exports/lists/audit.csv`, {
      headers: { authorization: `Bearer ${tree.north.token}` },
    });
    const text = await response.text();
    expect(text).toContain('at,actor,action,entity,record,sentence,fields,before,after');
    expect(text).toContain('changed customer');
  });
});
