import { spawn } from 'node:child_process';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR, startTestServer, type TestServer } from '../support/backhaul.ts';
import { SECRET } from '../support/secret.ts';
import { makeCustomer, makeTree, makeUser, PASSWORD, type Tenant } from '../support/tenants.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
let server: TestServer;
let owner: pg.Client;
let north: Tenant;
beforeAll(async () => {
  server = await startTestServer();
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  ({ north } = await makeTree(server));
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});
beforeEach(async () => {
  await owner.query('delete from sign_in_failure');
});

const SIGN_IN =
  'mutation ($i: String!, $p: String!) { signIn(identifier: $i, password: $p) { token expiresAt viewer { id kind name } } }';
interface Answer {
  status: number;
  body: any;
  cookie: string | null;
  setCookie: string[];
}

async function call(
  query: string,
  variables: object,
  headers: Record<string, string> = {},
  at = server.url,
): Promise<Answer> {
  const response = await fetch(`${at}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const setCookie = response.headers.getSetCookie();
  return {
    status: response.status,
    body: await response.json(),
    setCookie,
    cookie: setCookie[0]?.split(';')[0] ?? null,
  };
}
const signIn = (i: string, p: string, headers: Record<string, string> = {}, at = server.url) =>
  call(SIGN_IN, { i, p }, headers, at);
const codeOf = (answer: Answer): string | undefined => answer.body.errors?.[0].extensions.code;
/** At once: no failure is told at once, and so they are waited for together. */
const fail = async (identifier: string, times: number): Promise<void> => {
  const failures = Array.from({ length: times }, () => signIn(identifier, 'wrong password'));
  for (const answer of await Promise.all(failures)) expect(codeOf(answer)).toBe('UNAUTHENTICATED');
};

describe('signing in', () => {
  it('answers alike to an unknown account, a wrong password, and one that cannot sign in', async () => {
    const silent = await makeCustomer(server, north.id, {
      email: 'silent@example.net',
      password: undefined,
    });
    const off = await makeUser(server, north.id, 'READ_ONLY');
    await server.must(
      'mutation ($id: ID!) { updateUser(id: $id, input: { active: false }) { id } }',
      { id: off.id },
    );
    const answers = [];
    for (const [i, p] of [
      ['nobody@example.net', 'x'],
      [OPERATOR.email, 'wrong'],
      [silent.login, PASSWORD],
      [off.email, PASSWORD],
      ['', ''],
      ['x'.repeat(300), 'x'],
      [OPERATOR.email, 'x'.repeat(300)],
      [OPERATOR.email, `${OPERATOR.password} `],
    ])
      answers.push(await signIn(i, p));
    const { locations: _, ...first } = answers[0].body.errors[0];
    expect(first.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    for (const {
      body: {
        errors: [{ locations: _place, ...error }],
      },
    } of answers)
      expect(error).toEqual(first);
  });

  it('takes about as long for an unknown account as for a wrong password', async () => {
    const times: { unknown: number[]; known: number[] } = { unknown: [], known: [] };
    // in turn, so that whatever else the machine does weighs on both
    for (let i = 0; i < 5; i++) {
      for (const [kind, identifier] of [
        ['unknown', `nobody${i}@example.net`],
        ['known', OPERATOR.email],
      ] as const) {
        const begun = performance.now();
        await signIn(identifier, 'wrong password');
        times[kind].push(performance.now() - begun);
      }
    }
    const [unknown, known] = [times.unknown, times.known].map(
      (each) => each.sort((x, y) => x - y)[2],
    );
    expect(Math.max(unknown, known) / Math.min(unknown, known)).toBeLessThan(2.5);
  });

  it('ignores letter case and blanks around, by e-mail and by login', async () => {
    const customer = await makeCustomer(server, north.id, {
      login: 'Ada.L',
      email: 'Ada@Example.NET',
    });
    for (const identifier of ['ada.l', 'ADA.L', ' Ada.L ', 'ada@example.net', 'ADA@EXAMPLE.NET'])
      expect((await signIn(identifier, PASSWORD)).body.data.signIn.viewer).toMatchObject({
        id: customer.id,
        kind: 'CUSTOMER',
      });
    expect(
      (await signIn(OPERATOR.email.toUpperCase(), OPERATOR.password)).body.data.signIn.viewer.kind,
    ).toBe('OPERATOR');
    expect((await signIn(north.email, PASSWORD)).body.data.signIn.viewer.kind).toBe('PARTNER');
  });

  it('tells two customers with one e-mail address apart by their passwords', async () => {
    const [one, two] = [
      await makeCustomer(server, north.id, {
        email: 'family@example.net',
        password: 'the first password',
      }),
      await makeCustomer(server, north.id, {
        email: 'family@example.net',
        password: 'the second password',
      }),
    ];
    expect(
      (await signIn('family@example.net', 'the first password')).body.data.signIn.viewer.id,
    ).toBe(one.id);
    expect(
      (await signIn('family@example.net', 'the second password')).body.data.signIn.viewer.id,
    ).toBe(two.id);
    expect(codeOf(await signIn('family@example.net', 'a third password'))).toBe('UNAUTHENTICATED');
  });

  it('is recorded, and so is failing to', async () => {
    const user = await makeUser(server, north.id, 'READ_ONLY');
    await fail(user.email, 2);
    await expect
      .poll(
        async () =>
          (
            await owner.query(
              `select action, count(*)::int n from audit_entry where entity_id = $1 and action like 'sign-in%' group by 1 order by 1`,
              [user.id],
            )
          ).rows,
      )
      .toEqual([
        { action: 'sign-in', n: 1 },
        { action: 'sign-in-failed', n: 2 },
      ]);
  });
});

describe('the limits of failing', () => {
  it('are ten for a name, however it is spelled, and touch no other', async () => {
    const customer = await makeCustomer(server, north.id, { email: 'limited@example.net' });
    const other = await makeCustomer(server, north.id);
    await fail(customer.login, 9);
    expect(codeOf(await signIn(customer.login, PASSWORD))).toBeUndefined(); // nine failures: not blocked, and forgotten
    await fail(customer.login, 5);
    await fail(customer.login.toUpperCase(), 5);
    expect(codeOf(await signIn(customer.login, PASSWORD))).toBe('RATE_LIMITED');
    expect(codeOf(await signIn(customer.login, 'wrong password'))).toBe('RATE_LIMITED');
    // another name of the same account would tell that it is one
    expect(codeOf(await signIn('limited@example.net', 'wrong password'))).toBe('UNAUTHENTICATED');
    expect(codeOf(await signIn(other.login, PASSWORD))).toBeUndefined();
    expect(codeOf(await signIn(OPERATOR.email, OPERATOR.password))).toBeUndefined();
    await owner.query(`update sign_in_failure set at = at - interval '16 minutes'`);
    expect(codeOf(await signIn(customer.login, PASSWORD))).toBeUndefined();
  });

  it('hold for accounts that there are not, too', async () => {
    await fail('nobody@example.net', 10);
    expect(codeOf(await signIn('nobody@example.net', 'x'))).toBe('RATE_LIMITED');
  });

  it('hold when all attempts come at once', async () => {
    const user = await makeUser(server, north.id, 'READ_ONLY');
    const guesses = await Promise.all(
      Array.from({ length: 60 }, (_, i) => signIn(user.email, i === 59 ? PASSWORD : `guess ${i}`)),
    );
    expect(guesses.filter((answer) => codeOf(answer) === undefined)).toEqual([]);
  });

  it('are a hundred for an address', async () => {
    await owner.query(`delete from sign_in_failure`);
    await Promise.all(Array.from({ length: 99 }, (_, i) => signIn(`nobody${i}@example.net`, 'x')));
    expect(codeOf(await signIn(OPERATOR.email, OPERATOR.password))).toBeUndefined();
    await fail('one-more@example.net', 1);
    expect(codeOf(await signIn(OPERATOR.email, OPERATOR.password))).toBe('RATE_LIMITED');
    expect(codeOf(await signIn('nobody-else@example.net', 'x'))).toBe('RATE_LIMITED');
  });

  it('never count success', async () => {
    const user = await makeUser(server, north.id, 'READ_ONLY');
    const answers = await Promise.all(
      Array.from({ length: 120 }, () => signIn(user.email, PASSWORD)),
    );
    expect(answers.filter((answer) => codeOf(answer) !== undefined)).toEqual([]);
  });
});

describe('sessions', () => {
  it('are each their own, listed to their owner only, and end by themselves, by their owner, and by time', async () => {
    const user = await makeUser(server, north.id, 'READ_ONLY');
    const second = await server.signIn(user.email, PASSWORD);
    expect(second).not.toBe(user.token);
    const { sessions } = await server.must(
      '{ sessions { id current userAgent address expiresAt } }',
      {},
      user.token,
    );
    expect(sessions).toHaveLength(2);
    const other = sessions.find((session: { current: boolean }) => !session.current);
    expect(
      (
        await server.refused(
          'mutation ($id: ID!) { revokeSession(id: $id) }',
          { id: other.id },
          north.token,
        )
      ).code,
    ).toBe('NOT_FOUND');
    await server.must(
      'mutation ($id: ID!) { revokeSession(id: $id) }',
      { id: other.id },
      user.token,
    );
    expect((await server.refused('{ sessions { id } }', {}, second)).code).toBe('UNAUTHENTICATED');
    expect((await server.must('{ viewer { id } }', {}, second)).viewer).toBeNull();
    expect((await server.refused('mutation { signOut }', {}, second)).code).toBe('UNAUTHENTICATED');
    await owner.query(`update session set expires_at = now() where user_id = $1`, [user.id]);
    expect((await server.refused('{ sessions { id } }', {}, user.token)).code).toBe(
      'UNAUTHENTICATED',
    );
    const {
      rows: [stored],
    } = await owner.query('select * from session where user_id = $1 limit 1', [user.id]);
    expect(JSON.stringify(stored)).not.toContain(user.token);
  });

  it('other than the present one end when the password changes', async () => {
    const user = await makeUser(server, north.id, 'READ_ONLY');
    const second = await server.signIn(user.email, PASSWORD);
    expect(
      (
        await server.refused(
          'mutation { changePassword(current: "wrong", next: "a new password") }',
          {},
          user.token,
        )
      ).fields,
    ).toHaveProperty('current');
    await server.must(
      'mutation ($p: String!) { changePassword(current: $p, next: "a new password") }',
      { p: PASSWORD },
      user.token,
    );
    expect((await server.must('{ viewer { id } }', {}, user.token)).viewer.id).toBe(user.id);
    expect((await server.must('{ viewer { id } }', {}, second)).viewer).toBeNull();
    expect(codeOf(await signIn(user.email, PASSWORD))).toBe('UNAUTHENTICATED');
    expect(codeOf(await signIn(user.email, 'a new password'))).toBeUndefined();
  });

  it('obey another role from the next request on, and end when the user is switched off', async () => {
    const user = await makeUser(server, north.id, 'ADMINISTRATOR');
    const create = () =>
      server.ask(
        'mutation ($p: ID!) { createTaxRate(input: { partnerId: $p, name: "Rate", percent: "1" }) { id } }',
        { p: north.id },
        user.token,
      );
    const update = (input: object) =>
      server.must(
        'mutation ($id: ID!, $input: UserUpdateInput!) { updateUser(id: $id, input: $input) { id } }',
        { id: user.id, input },
      );
    expect((await create()).errors).toBeUndefined();
    await update({ role: 'READ_ONLY' });
    expect((await create()).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect(
      (await server.must('{ viewer { role permissions } }', {}, user.token)).viewer,
    ).toMatchObject({
      role: 'READ_ONLY',
      permissions: expect.not.arrayContaining(['tariffs:write']),
    });
    await update({ active: false });
    expect((await create()).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  it('are not opened by tokens that look like one', async () => {
    for (const authorization of [
      'Bearer',
      'Bearer x',
      `Bearer ${'a'.repeat(43)}`,
      `Basic ${Buffer.from(`${OPERATOR.email}:${OPERATOR.password}`).toString('base64')}`,
      `bearer  ${server.operator}x`,
      server.operator,
    ]) {
      expect(codeOf(await call('{ sessions { id } }', {}, { authorization })), authorization).toBe(
        'UNAUTHENTICATED',
      );
    }
    expect(
      codeOf(await call('{ sessions { id } }', {}, { authorization: `bearer ${server.operator}` })),
    ).toBeUndefined();
  });
});

describe('the doors of the two apps', () => {
  it('let in users at the back office and customers at the portal only', async () => {
    const customer = await makeCustomer(server, north.id);
    expect(codeOf(await signIn(customer.login, PASSWORD, { 'x-backhaul-app': 'admin' }))).toBe(
      'UNAUTHENTICATED',
    );
    expect(
      codeOf(await signIn(OPERATOR.email, OPERATOR.password, { 'x-backhaul-app': 'portal' })),
    ).toBe('UNAUTHENTICATED');
    expect(
      codeOf(await signIn(customer.login, PASSWORD, { 'x-backhaul-app': 'portal' })),
    ).toBeUndefined();
    expect(
      codeOf(await signIn(OPERATOR.email, OPERATOR.password, { 'x-backhaul-app': 'admin' })),
    ).toBeUndefined();
  });

  it('keep the token in a cookie that no script reads and no other site sends, and rotate it', async () => {
    const user = await makeUser(server, north.id, 'READ_ONLY');
    const first = await signIn(user.email, PASSWORD, { 'x-backhaul-app': 'admin' });
    expect(first.setCookie).toHaveLength(1);
    expect(first.setCookie[0]).toMatch(/^backhaul_admin=[\w-]{43};/);
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Expires='])
      expect(first.setCookie[0]).toContain(part);
    expect(first.setCookie[0]).not.toContain('Secure');
    expect(JSON.stringify(first.body)).not.toContain(first.cookie!.split('=')[1]);
    const who = async (cookie: string, app = 'admin') =>
      (await call('{ viewer { id } }', {}, { cookie, ...(app ? { 'x-backhaul-app': app } : {}) }))
        .body.data.viewer?.id ?? null;
    expect(await who(first.cookie!)).toBe(user.id);
    expect(await who(first.cookie!, '')).toBeNull(); // without the header that another site cannot send
    expect(await who(first.cookie!, 'portal')).toBeNull();
    const second = await signIn(user.email, PASSWORD, {
      'x-backhaul-app': 'admin',
      cookie: first.cookie!,
    });
    expect(await who(second.cookie!)).toBe(user.id);
    expect(await who(first.cookie!)).toBeNull();
    const out = await call(
      'mutation { signOut }',
      {},
      { 'x-backhaul-app': 'admin', cookie: second.cookie! },
    );
    expect(out.setCookie[0]).toMatch(/^backhaul_admin=;.*Expires=Thu, 01 Jan 1970/);
    expect(await who(second.cookie!)).toBeNull();
  });

  it('refuse a page that was opened for another person than is signed in now', async () => {
    const user = await makeUser(server, north.id, 'ADMINISTRATOR');
    const { cookie } = await signIn(user.email, PASSWORD, { 'x-backhaul-app': 'admin' });
    const asked = (person: string) =>
      call(
        '{ sessions { current } }',
        {},
        {
          cookie: cookie!,
          'x-backhaul-app': 'admin',
          'x-backhaul-viewer': person,
        },
      );
    const sent = (person: string) => {
      const body = new FormData();
      body.append('file', new Blob(['typed']), 'typed.txt');
      return fetch(`${server.url}/files`, {
        method: 'POST',
        headers: { cookie: cookie!, 'x-backhaul-app': 'admin', 'x-backhaul-viewer': person },
        body,
      });
    };
    expect(codeOf(await asked(user.id))).toBeUndefined();
    expect((await sent(user.id)).status).not.toBe(401);
    const another = await makeUser(server, north.id, 'ADMINISTRATOR');
    for (const person of [another.id, ''])
      expect([codeOf(await asked(person)), (await sent(person)).status]).toEqual([
        'UNAUTHENTICATED',
        401,
      ]);
  });

  it('refuse what another site sends', async () => {
    const { cookie } = await signIn(OPERATOR.email, OPERATOR.password, {
      'x-backhaul-app': 'admin',
    });
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1', 'x']) {
      const answer = await call(
        '{ viewer { id } }',
        {},
        { 'x-backhaul-app': 'admin', cookie: cookie!, origin },
      );
      expect([answer.status, codeOf(answer)]).toEqual([403, 'FORBIDDEN']);
      expect(answer.body.data).toBeUndefined();
    }
    expect(
      (
        await call(
          '{ viewer { id } }',
          {},
          { 'x-backhaul-app': 'admin', cookie: cookie!, origin: server.url },
        )
      ).body.data.viewer,
    ).not.toBeNull();
    // what a form of another site could send
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      expect(
        (
          await fetch(`${server.url}/graphql`, {
            method: 'POST',
            headers: { 'content-type': type, cookie: cookie!, 'x-backhaul-app': 'admin' },
            body: JSON.stringify({ query: 'mutation { signOut }' }),
          })
        ).status,
      ).toBeGreaterThanOrEqual(400);
    }
  });

  it('send it over https only where the address is https, and know their own address behind a proxy', async () => {
    const secure = await startTestServer({
      DATABASE_URL: server.ownerUrl,
      PUBLIC_URL: 'https://billing.example.net',
    });
    try {
      expect(
        (await signIn(OPERATOR.email, OPERATOR.password, { 'x-backhaul-app': 'admin' }, secure.url))
          .setCookie[0],
      ).toContain('Secure');
      expect(
        (await call('{ __typename }', {}, { origin: 'https://billing.example.net' }, secure.url))
          .status,
      ).toBe(200);
      expect(
        (await fetch(`${secure.url}/healthz`)).headers.get('strict-transport-security'),
      ).toMatch(/max-age/);
    } finally {
      await secure.stop();
    }
  });
});

describe('the log', () => {
  it('holds no password and no token, however much it says', async () => {
    const child = spawn(process.execPath, ['server/dist/main.js'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        DATABASE_URL: server.ownerUrl,
        PORT: '0',
        HOST: '127.0.0.1',
        SECRET_KEY: SECRET,
        SEED: 'none',
        LOG_LEVEL: 'debug',
        WORKER: 'none',
      },
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        text += String(chunk);
      });
    const ended = new Promise((resolve) => {
      child.once('exit', resolve);
    });
    try {
      await expect.poll(() => /GraphQL +http/.test(text), { timeout: 60_000 }).toBe(true);
      const at = /GraphQL +(http:\S+)\/graphql/.exec(text)![1];
      const { body } = await signIn(OPERATOR.email, OPERATOR.password, {}, at);
      const { cookie } = await signIn(
        OPERATOR.email,
        OPERATOR.password,
        { 'x-backhaul-app': 'admin' },
        at,
      );
      await signIn(OPERATOR.email, 'a wrong secret', {}, at);
      await call(
        'mutation ($n: String!) { changePassword(current: "another wrong secret", next: $n) }',
        { n: 'a new secret' },
        { authorization: `Bearer ${body.data.signIn.token}` },
        at,
      );
      await call(
        'mutation ($p: Int!) { signIn(identifier: "x", password: $p) { token } }',
        { p: 'a secret of the wrong type' },
        {},
        at,
      );
      await expect.poll(() => text.split('"msg":"operation"').length).toBeGreaterThan(4); // it does say what it does
      for (const secret of [
        OPERATOR.password,
        'secret',
        SECRET,
        body.data.signIn.token,
        cookie!.split('=')[1],
      ])
        expect(text).not.toContain(secret);
    } finally {
      child.kill('SIGTERM');
      await ended;
    }
  });
});
