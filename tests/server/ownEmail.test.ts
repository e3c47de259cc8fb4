import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { openMailbox, type Mailbox } from '../support/mailbox.ts';
import { makeCustomer, makeTree, makeUser, PASSWORD, type Tenant } from '../support/tenants.ts';

let mailbox: Mailbox;
let server: TestServer;
let owner: pg.Client;
let north: Tenant, south: Tenant;
beforeAll(async () => {
  mailbox = await openMailbox();
  server = await startTestServer({ SMTP_URL: mailbox.url, MAIL_FROM: 'billing@isp.example' });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  ({ north, south } = await makeTree(server));
});
afterAll(async () => {
  await owner.end();
  await server.stop();
  await mailbox.close();
});

const UPDATE_USER =
  'mutation ($id: ID!, $input: UserUpdateInput!) { updateUser(id: $id, input: $input) { email name } }';
const CREATE_USER = 'mutation ($input: UserInput!) { createUser(input: $input) { id } }';
const UPDATE_CUSTOMER =
  'mutation ($id: ID!, $input: CustomerUpdateInput!) { updateCustomer(id: $id, input: $input) { login } }';
const PROFILE =
  'mutation ($e: String, $c: String, $p: String) { updateProfile(email: $e, city: $c, currentPassword: $p) { email city } }';
const told = async (address: string) => {
  await vi.waitFor(() => {
    expect(mailbox.of(address)).toHaveLength(1);
  }, 20_000);
  return String(mailbox.of(address)[0].mail.subject);
};

describe("one's own e-mail address", () => {
  it('of a user takes the present password, and the old address is told', async () => {
    const user = await makeUser(server, north.id, 'ADMINISTRATOR');
    const update = (input: object) =>
      server.refused(UPDATE_USER, { id: user.id, input }, user.token);
    for (const currentPassword of [undefined, null, '', 'wrong'])
      expect(await update({ email: 'stolen@evil.example', currentPassword })).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: { currentPassword: expect.any(String) },
      });
    expect(await update({ email: 'nonsense' })).toMatchObject({
      fields: { email: expect.any(String) },
    });
    expect((await owner.query('select email from app_user where id = $1', [user.id])).rows).toEqual(
      [{ email: user.email }],
    );
    // whatever else is one's own needs none
    expect(
      (
        await server.must(
          UPDATE_USER,
          { id: user.id, input: { name: 'Renamed', email: user.email } },
          user.token,
        )
      ).updateUser.name,
    ).toBe('Renamed');
    expect(
      (
        await server.must(
          UPDATE_USER,
          { id: user.id, input: { email: 'moved@north.example', currentPassword: PASSWORD } },
          user.token,
        )
      ).updateUser.email,
    ).toBe('moved@north.example');
    expect(await told(user.email)).toContain('was changed');
    expect(mailbox.of('moved@north.example')).toEqual([]);
    const { rows } = await owner.query(
      `select before, after from audit_entry where entity_id = $1 and action = 'update' order by at desc limit 1`,
      [user.id],
    );
    expect(rows[0]).toMatchObject({
      before: { email: user.email },
      after: { email: 'moved@north.example' },
    });
    expect(JSON.stringify(rows)).not.toContain(PASSWORD);
  });

  it('is changed by people of every role, who need not be allowed to change others', async () => {
    const CHANGE =
      'mutation ($e: String!, $p: String!) { changeEmail(email: $e, currentPassword: $p) }';
    for (const role of ['READ_ONLY', 'CASHIER', 'TECHNICIAN']) {
      const user = await makeUser(server, north.id, role);
      const e = `moved-${role.toLowerCase()}@north.example`;
      expect(await server.refused(CHANGE, { e, p: 'wrong' }, user.token)).toMatchObject({
        fields: { currentPassword: expect.any(String) },
      });
      expect(
        await server.refused(CHANGE, { e: 'nonsense', p: PASSWORD }, user.token),
      ).toMatchObject({ fields: { email: expect.any(String) } });
      expect(
        await server.refused(CHANGE, { e: north.email, p: PASSWORD }, user.token),
      ).toMatchObject({ fields: { email: expect.any(String) } });
      await server.must(CHANGE, { e, p: PASSWORD }, user.token);
      expect((await server.must('{ viewer { email } }', {}, user.token)).viewer.email).toBe(e);
      expect(await told(user.email)).toContain('was changed');
    }
    const customer = await makeCustomer(server, north.id, { email: 'portal@home.example' });
    const token = await server.signIn(customer.login, PASSWORD);
    expect(
      await server.refused(CHANGE, { e: 'other@home.example', p: PASSWORD }, token),
    ).toMatchObject({ reason: 'PROFILE' });
  });

  it('of another user is changed by who may, without a password and unasked', async () => {
    const user = await makeUser(server, north.id, 'READ_ONLY');
    await server.must(
      UPDATE_USER,
      { id: user.id, input: { email: 'corrected@north.example' } },
      north.token,
    );
    expect(mailbox.of(user.email)).toEqual([]);
  });

  it('of a customer takes the present password in the portal, and the old address is told', async () => {
    const customer = await makeCustomer(server, north.id, { email: 'old@home.example' });
    const token = await server.signIn(customer.login, PASSWORD);
    for (const p of [undefined, 'wrong'])
      expect(await server.refused(PROFILE, { e: 'stolen@evil.example', p }, token)).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: { currentPassword: expect.any(String) },
      });
    expect(await server.refused(PROFILE, { e: null }, token)).toMatchObject({
      fields: { currentPassword: expect.any(String) },
    });
    expect(
      (await server.must(PROFILE, { e: 'old@home.example', c: 'Town' }, token)).updateProfile,
    ).toEqual({ email: 'old@home.example', city: 'Town' });
    expect(
      (await server.must(PROFILE, { e: 'new@home.example', p: PASSWORD }, token)).updateProfile
        .email,
    ).toBe('new@home.example');
    expect(await told('old@home.example')).toContain('was changed');
    expect(mailbox.of('new@home.example')).toEqual([]);
  });

  it('is no way to try passwords', async () => {
    const customer = await makeCustomer(server, north.id, { email: 'guessed@home.example' });
    const token = await server.signIn(customer.login, PASSWORD);
    const answers = await Promise.all(
      Array.from({ length: 15 }, (_, i) =>
        server.ask(PROFILE, { e: 'stolen@evil.example', p: `guess ${i}` }, token),
      ),
    );
    expect(
      answers.filter((answer) => answer.errors?.[0].extensions.code === 'BAD_USER_INPUT'),
    ).toHaveLength(10);
    expect(
      (await server.refused(PROFILE, { e: 'stolen@evil.example', p: PASSWORD }, token)).code,
    ).toBe('RATE_LIMITED');
  });
});

describe('moving again and again', () => {
  const CHANGE =
    'mutation ($e: String!, $p: String!) { changeEmail(email: $e, currentPassword: $p) }';
  const aliases = (field: (i: number) => string) =>
    `mutation { ${Array.from({ length: 12 }, (_, i) => `a${i}: ${field(i)}`).join(' ')} }`;
  const victims = () =>
    Array.from({ length: 12 }, (_, i) => mailbox.of(`victim-${i}@elsewhere.example`)).flat();

  it('is no way to have the addresses of others mailed: five are enough for a quarter of an hour', async () => {
    const customer = await makeCustomer(server, north.id, { email: 'mover@home.example' });
    const user = await makeUser(server, north.id, 'CASHIER');
    const portal = await server.signIn(customer.login, PASSWORD);
    const inPortal = await server.ask(
      aliases(
        (i) =>
          `updateProfile(email: "victim-${i}@elsewhere.example", currentPassword: "${PASSWORD}") { email }`,
      ),
      {},
      portal,
    );
    const inOffice = await server.ask(
      aliases(
        (i) => `changeEmail(email: "other-${i}@elsewhere.example", currentPassword: "${PASSWORD}")`,
      ),
      {},
      user.token,
    );
    for (const answer of [inPortal, inOffice])
      expect(answer.errors!.map(({ extensions }) => extensions.code)).toContain('RATE_LIMITED');
    expect(
      (
        await owner.query(
          `select count(*)::int from message where kind = 'SECURITY_MAIL' and coalesce(customer_id, user_id) = $1`,
          [customer.id],
        )
      ).rows[0].count,
    ).toBeLessThanOrEqual(5);
    // nor by going back in between to the address that the request began with
    const again = await makeCustomer(server, north.id, { email: 'again@home.example' });
    const back = await server.ask(
      aliases((i) =>
        i % 2
          ? 'updateProfile(email: "again@home.example") { email }'
          : `updateProfile(email: "victim-${i}@elsewhere.example", currentPassword: "${PASSWORD}") { email }`,
      ),
      {},
      await server.signIn(again.login, PASSWORD),
    );
    expect(back.errors![0].extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { currentPassword: expect.any(String) },
    });
    expect(victims().length).toBeLessThanOrEqual(10);
  });

  it('to the address that one has is refused by name', async () => {
    const user = await makeUser(server, north.id, 'CASHIER');
    const customer = await makeCustomer(server, north.id, { email: 'stays@home.example' });
    for (const [query, e, token] of [
      [CHANGE, user.email, user.token],
      [PROFILE, 'stays@home.example', await server.signIn(customer.login, PASSWORD)],
    ] as const)
      expect(await server.refused(query, { e, p: PASSWORD }, token)).toMatchObject({
        fields: { email: 'this is already your address' },
      });
    expect([mailbox.of(user.email), mailbox.of('stays@home.example')]).toEqual([[], []]);
  });

  it('tells nobody which addresses others have who may not read them', async () => {
    const operator = (await server.must('{ viewer { partner { id } } }')).viewer.partner;
    for (const [role, words] of [
      ['CASHIER', /^cannot be used/],
      ['READ_ONLY', /^is used by another user/],
    ] as const)
      for (const partnerId of [north.id, operator.id]) {
        const user = await makeUser(server, partnerId, role);
        const refused = await server.refused(CHANGE, { e: north.email, p: PASSWORD }, user.token);
        expect(refused.fields!.email).toMatch(words);
      }
  });
});

describe('what another tenant has', () => {
  it('is not told: an e-mail address or a login out of sight is a value that cannot be used', async () => {
    const theirs = {
      user: await makeUser(server, south.id, 'READ_ONLY'),
      customer: await makeCustomer(server, south.id),
    };
    const ours = {
      user: await makeUser(server, north.id, 'READ_ONLY'),
      customer: await makeCustomer(server, north.id),
      other: await makeCustomer(server, north.id),
    };
    const user = (email: string, token: string) =>
      server.refused(
        CREATE_USER,
        { input: { partnerId: north.id, email, name: 'X', role: 'READ_ONLY' } },
        token,
      );
    const login = (of: string, token: string) =>
      server.refused(UPDATE_CUSTOMER, { id: ours.other.id, input: { login: of } }, token);
    expect((await user(ours.user.email, north.token)).fields!.email).toBe(
      'is used by another user',
    );
    expect((await login(ours.customer.login.toUpperCase(), north.token)).fields!.login).toBe(
      'is used by another customer',
    );
    // who sees both is told plainly
    expect((await user(theirs.user.email.toUpperCase(), server.operator)).fields!.email).toBe(
      'is used by another user',
    );
    const refusals = [
      await user(theirs.user.email, north.token),
      await login(theirs.customer.login, north.token),
      await server.refused(
        UPDATE_USER,
        { id: ours.user.id, input: { email: theirs.user.email } },
        north.token,
      ),
      await server.refused(
        'mutation ($input: CustomerInput!) { createCustomer(input: $input) { id } }',
        { input: { partnerId: north.id, name: 'X', login: theirs.customer.login } },
        north.token,
      ),
    ];
    for (const refusal of refusals) {
      expect(refusal.code).toBe('BAD_USER_INPUT');
      expect(Object.values(refusal.fields!)[0]).toMatch(/^cannot be used/);
    }
  });

  it(
    'is found out by nobody who tries: refusals come slower, and end',
    { timeout: 120_000 },
    async () => {
      const guesser = await makeUser(server, north.id, 'ADMINISTRATOR');
      const taken = (await makeUser(server, south.id, 'READ_ONLY')).email;
      const guess = () =>
        server.refused(
          CREATE_USER,
          { input: { partnerId: north.id, email: taken, name: 'X', role: 'READ_ONLY' } },
          guesser.token,
        );
      for (let i = 0; i < 4; i++) await guess();
      const begun = performance.now();
      await guess();
      expect(performance.now() - begun).toBeGreaterThan(1500);
      await owner.query(
        `insert into sign_in_failure (key, source) select 'taken:' || $1, '' from generate_series(1, 25)`,
        [guesser.id],
      );
      expect((await guess()).code).toBe('RATE_LIMITED');
      // nor is a free one tried any more
      expect(
        (
          await server.refused(
            CREATE_USER,
            {
              input: {
                partnerId: north.id,
                email: 'free@north.example',
                name: 'X',
                role: 'READ_ONLY',
              },
            },
            guesser.token,
          )
        ).code,
      ).toBe('RATE_LIMITED');
      await makeUser(server, north.id, 'READ_ONLY');
    },
  );
});
