import {
  buildClientSchema,
  getIntrospectionQuery,
  isNonNullType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { CUSTOMER, isMet, MUTATIONS, QUERIES, STAFF_ONLY } from '../support/operations.ts';
import { makeCustomer, makeTenant, makeUser, NOWHERE, PASSWORD } from '../support/tenants.ts';
import { sample, withVariables } from '../support/walker.ts';

let server: TestServer;
let schema: GraphQLSchema;
let who: { name: string; token: string | null; permissions: Set<string> }[];
beforeAll(async () => {
  server = await startTestServer();
  schema = buildClientSchema(await server.must(getIntrospectionQuery()));
  const north = await makeTenant(server, 'North Net');
  const { roles } = await server.must<{ roles: { name: string; permissions: string[] }[] }>(
    '{ roles { name permissions } }',
  );
  who = [{ name: 'nobody', token: null, permissions: new Set() }];
  for (const role of roles)
    who.push({
      name: role.name,
      token: (await makeUser(server, north.id, role.name)).token,
      permissions: new Set(role.permissions),
    });
  const customer = await makeCustomer(server, north.id);
  who.push({
    name: 'a customer',
    token: await server.signIn(customer.login, PASSWORD),
    permissions: new Set(CUSTOMER),
  });
});
afterAll(async () => {
  await server.stop();
});

const fieldsOf = (kind: 'query' | 'mutation'): GraphQLField<unknown, unknown>[] =>
  Object.values((kind === 'query' ? schema.getQueryType() : schema.getMutationType())!.getFields());

describe('every operation', () => {
  it('is in the table', () => {
    expect(
      fieldsOf('query')
        .map((field) => field.name)
        .sort(),
    ).toEqual(Object.keys(QUERIES).sort());
    expect(
      fieldsOf('mutation')
        .map((field) => field.name)
        .sort(),
    ).toEqual(Object.keys(MUTATIONS).sort());
  });

  it('asks for its permission, of every role, before it looks at anything', async () => {
    const wrong: string[] = [];
    for (const [kind, table] of [
      ['query', QUERIES],
      ['mutation', MUTATIONS],
    ] as const) {
      for (const field of fieldsOf(kind)) {
        const needed = table[field.name];
        if (needed === 'anybody' || field.name === 'signOut' || field.name === 'changePassword')
          continue;
        // ids of nothing: whoever may is told that there is none, and nothing is changed
        const values = Object.fromEntries(
          field.args
            .filter((arg) => isNonNullType(arg.type))
            .map((arg) => [arg.name, sample(arg.type, NOWHERE)]),
        );
        for (const { name, token, permissions } of who) {
          const { query, variables } = withVariables(kind, field, values);
          const { errors } = await server.ask(query, variables, token);
          const code = errors?.[0].extensions.code ?? 'ok';
          const expected =
            token === null
              ? 'UNAUTHENTICATED'
              : needed === 'signed in' ||
                  (isMet(needed, permissions) &&
                    !(name === 'a customer' && STAFF_ONLY.has(field.name)))
                ? 'let in'
                : 'FORBIDDEN';
          const got = ['UNAUTHENTICATED', 'FORBIDDEN', 'INTERNAL'].includes(code) ? code : 'let in';
          if (got !== expected) wrong.push(`${name}: ${field.name} ${code}, not ${expected}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it('that changes something is no role’s that may not read it', () => {
    const readable = new Set(
      who.flatMap(({ permissions }) =>
        [...permissions].filter((each) => each.endsWith(':read')).map((each) => each.split(':')[0]),
      ),
    );
    const blind = who.flatMap(({ name, permissions }) =>
      [...permissions]
        .filter((each) => readable.has(each.split(':')[0]))
        .filter((each) => !permissions.has(`${each.split(':')[0]}:read`))
        .map((each) => `${name} ${each}`),
    );
    expect(blind).toEqual([]);
  });

  it('answers nobody but for the few that need no sign-in', async () => {
    expect(await server.must('{ viewer { id } __typename }', {}, null)).toEqual({
      viewer: null,
      __typename: 'Query',
    });
    expect((await server.must('{ branding { name } }', {}, null)).branding.name).toBeTruthy();
    for (const mutation of ['signOut', 'changePassword(current: "x", next: "long enough")'])
      expect((await server.refused(`mutation { ${mutation} }`, {}, null)).code).toBe(
        'UNAUTHENTICATED',
      );
  });
});

describe('what may not be read', () => {
  const PAY =
    'mutation ($c: ID!) { recordPayment(input: { customerId: $c, amount: "1", date: "2026-04-01", method: CASH }) { id ';
  const all = async () =>
    (await server.must<any>('{ payments { totalCount } customers { totalCount } }')) as object;

  it('is refused before anything is written for the answer that asks for it', async () => {
    const { nodes } = (await server.must('{ customers { nodes { id } } }')).customers;
    const c = nodes[0].id;
    const before = await all();
    const manager = who.find((each) => each.name === 'MANAGER')!.token;
    for (const rest of [
      'refundable } }',
      'customer { lastChargeKept } } }',
      '...F } } fragment F on Payment { customer { lastChargeKept } }',
      '... on Payment { refundable } } }',
    ])
      expect((await server.refused(PAY + rest, { c }, manager)).code, rest).toBe('FORBIDDEN');
    expect(await all()).toEqual(before);
    // what is left out of the answer is nobody's business
    await server.must(`${PAY} refundable @include(if: false) } }`, { c }, manager);
    expect(await all()).not.toEqual(before);
  });
});

describe('roles', () => {
  it('are given by nobody who does not have what they allow, and not above the own partner', async () => {
    const { viewer } = await server.must('{ viewer { partner { id } } }');
    const manager = who.find((each) => each.name === 'FINANCIAL_MANAGER')!;
    expect(
      (
        await server.refused(
          'mutation ($p: ID!) { createUser(input: { partnerId: $p, email: "x@x.example", name: "X", role: "READ_ONLY" }) { id } }',
          { p: viewer.partner.id },
          manager.token,
        )
      ).code,
    ).toBe('FORBIDDEN');
    const administrator = who.find((each) => each.name === 'ADMINISTRATOR')!;
    expect(
      (
        await server.refused(
          'mutation ($p: ID!) { createUser(input: { partnerId: $p, email: "x@x.example", name: "X", role: "READ_ONLY" }) { id } }',
          { p: viewer.partner.id },
          administrator.token,
        )
      ).code,
    ).toBe('NOT_FOUND');
  });
});
