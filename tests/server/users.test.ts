import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR, startTestServer, type TestServer } from '../support/backhaul.ts';
import { makeTree, makeUser, NOWHERE, PASSWORD, type Tenant } from '../support/tenants.ts';

let server: TestServer, north: Tenant, northChild: Tenant, south: Tenant, operatorId: string;
beforeAll(async () => {
  server = await startTestServer();
  ({ north, northChild, south, operatorId } = await makeTree(server));
});
afterAll(() => server.stop());

const CREATE =
  'mutation ($input: UserInput!) { createUser(input: $input) { id email name role active partner { id } } }';
const UPDATE =
  'mutation ($id: ID!, $input: UserUpdateInput!) { updateUser(id: $id, input: $input) { id email name role active } }';
const input = (more: object = {}) => ({
  partnerId: north.id,
  email: `u${Math.random()}@x.example`,
  name: 'U',
  role: 'CASHIER',
  password: PASSWORD,
  ...more,
});

describe('seeing users', () => {
  it('shows those of the own partner and below only', async () => {
    const { users } = await server.must(
      '{ users(sort: [{ field: "email" }]) { totalCount nodes { email partner { id } } } }',
      {},
      north.token,
    );
    expect(users.nodes.map((node: { partner: { id: string } }) => node.partner.id).sort()).toEqual(
      [north.id, northChild.id].sort(),
    );
    for (const id of [south.userId, NOWHERE, 'x'])
      expect(
        (await server.refused('query ($id: ID!) { user(id: $id) { id } }', { id }, north.token))
          .code,
      ).toBe('NOT_FOUND');
    expect(
      (
        await server.must(
          'query ($p: ID!) { users(filter: { partnerId: $p }) { totalCount } }',
          { p: south.id },
          north.token,
        )
      ).users.totalCount,
    ).toBe(0);
    expect(
      (
        await server.must('query ($p: ID!) { users(filter: { partnerId: $p }) { totalCount } }', {
          p: north.id,
        })
      ).users.totalCount,
    ).toBe(2);
  });
  it('searches by name and e-mail address', async () => {
    expect(
      (await server.must('{ users(filter: { search: "OWNER@" }) { nodes { email } } }')).users
        .nodes,
    ).toEqual([{ email: OPERATOR.email }]);
  });
  it('lists the roles with what they allow', async () => {
    const { roles } = await server.must(
      '{ roles { id name label permissions builtIn } }',
      {},
      north.token,
    );
    expect(roles).toHaveLength(9);
    expect(roles.find((role: { name: string }) => role.name === 'CASHIER')).toEqual({
      id: 'CASHIER',
      name: 'CASHIER',
      label: 'Cashier',
      permissions: ['cash-desk:use'],
      builtIn: true,
    });
  });
});

describe('making users', () => {
  it('lets them sign in', async () => {
    const { createUser } = await server.must(
      CREATE,
      { input: input({ email: 'Till@North.example' }) },
      north.token,
    );
    expect(createUser).toMatchObject({
      email: 'Till@North.example',
      role: 'CASHIER',
      active: true,
      partner: { id: north.id },
    });
    await server.signIn('till@north.EXAMPLE', PASSWORD);
  });
  it('refuses by field', async () => {
    const wrong: [object, string][] = [
      [{ email: 'nobody' }, 'email'],
      [{ email: OPERATOR.email.toUpperCase() }, 'email'],
      [{ role: 'KING' }, 'role'],
      [{ password: 'short' }, 'password'],
      [{ name: '' }, 'name'],
      [{ name: 'a\nb' }, 'name'],
      [{ partnerId: 'x' }, 'partnerId'],
    ];
    for (const [more, field] of wrong)
      expect(await server.refused(CREATE, { input: input(more) })).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: { [field]: expect.any(String) },
      });
  });
  it('refuses partners outside the scope', async () => {
    for (const partnerId of [south.id, operatorId, NOWHERE])
      expect(
        (await server.refused(CREATE, { input: input({ partnerId }) }, north.token)).code,
      ).toBe('NOT_FOUND');
  });
  it('refuses roles that can do more than their giver, and givers without the right', async () => {
    const manager = await makeUser(server, north.id, 'MANAGER');
    expect((await server.refused(CREATE, { input: input() }, manager.token)).code).toBe(
      'FORBIDDEN',
    );
    await server.must(
      CREATE,
      { input: input({ role: 'ADMINISTRATOR', partnerId: northChild.id }) },
      north.token,
    );
  });
});

describe('changing users', () => {
  it('ends the sessions of one whose password changes, or who is switched off', async () => {
    for (const change of [{ password: 'another password' }, { active: false }]) {
      const user = await makeUser(server, north.id, 'CASHIER');
      expect((await server.must('{ viewer { name } }', {}, user.token)).viewer).not.toBeNull();
      await server.must(UPDATE, { id: user.id, input: change }, north.token);
      expect((await server.must('{ viewer { name } }', {}, user.token)).viewer).toBeNull();
    }
  });
  it('keeps the sessions otherwise, and locks out who is switched off', async () => {
    const user = await makeUser(server, north.id, 'CASHIER');
    const { updateUser } = await server.must(
      UPDATE,
      { id: user.id, input: { name: 'New Name', email: 'new-name@x.example' } },
      north.token,
    );
    expect(updateUser).toMatchObject({
      name: 'New Name',
      email: 'new-name@x.example',
      role: 'CASHIER',
    });
    expect((await server.must('{ viewer { name } }', {}, user.token)).viewer.name).toBe('New Name');
    await server.must(UPDATE, { id: user.id, input: { active: false } }, north.token);
    expect(
      (
        await server.refused(
          'mutation { signIn(identifier: "new-name@x.example", password: "a password for tests") { token } }',
          {},
          null,
        )
      ).code,
    ).toBe('UNAUTHENTICATED');
  });
  it('refuses by field', async () => {
    const user = await makeUser(server, north.id, 'CASHIER');
    for (const [change, field] of [
      [{ email: 'x' }, 'email'],
      [{ email: OPERATOR.email }, 'email'],
      [{ role: 'KING' }, 'role'],
      [{ password: 'short' }, 'password'],
      [{ name: ' ' }, 'name'],
    ] as const) {
      expect((await server.refused(UPDATE, { id: user.id, input: change })).fields).toHaveProperty(
        field,
      );
    }
    expect((await server.refused(UPDATE, { id: 'x', input: {} })).fields).toHaveProperty('id');
  });
  it('refuses users outside the scope', async () => {
    for (const id of [south.userId, NOWHERE])
      expect((await server.refused(UPDATE, { id, input: { name: 'X' } }, north.token)).code).toBe(
        'NOT_FOUND',
      );
    expect(
      (await server.refused(UPDATE, { id: north.userId, input: { name: 'X' } }, northChild.token))
        .code,
    ).toBe('NOT_FOUND');
  });
  it('lets nobody switch off, demote or re-password themselves', async () => {
    for (const change of [{ active: false }, { role: 'CASHIER' }, { password: 'another password' }])
      expect(
        await server.refused(UPDATE, { id: north.userId, input: change }, north.token),
      ).toMatchObject({ code: 'CONFLICT', reason: 'SELF' });
    await server.must(
      UPDATE,
      { id: north.userId, input: { name: 'Still Me', role: 'ADMINISTRATOR', active: true } },
      north.token,
    );
  });
});
