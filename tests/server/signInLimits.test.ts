import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR, startTestServer, type TestServer } from '../support/backhaul.ts';
import {
  makeCustomer,
  makeTenant,
  makeTree,
  makeUser,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';
import { visit, type Visit } from '../support/visit.ts';

let server: TestServer;
let second: TestServer;
let owner: pg.Client;
let north: Tenant, northChild: Tenant, south: Tenant, operatorId: string;
beforeAll(async () => {
  server = await startTestServer({ TRUST_PROXY: '1' });
  second = await startTestServer({ TRUST_PROXY: '1', DATABASE_URL: server.ownerUrl });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  ({ north, northChild, south, operatorId } = await makeTree(server));
});
afterAll(async () => {
  await owner.end();
  await second.stop();
  await server.stop();
});
beforeEach(async () => {
  await owner.query('delete from sign_in_failure');
});

const SIGN_IN =
  'mutation ($i: String!, $p: String!) { signIn(identifier: $i, password: $p) { token viewer { id } } }';
const signIn = (
  i: string,
  p: string,
  headers: Record<string, string> = {},
  at = server,
): Promise<Visit> => visit(at.url, SIGN_IN, { i, p }, headers);
const from = (address: string) => ({ 'x-forwarded-for': address });
const codeOf = (answer: Visit): string => answer.body.errors?.[0].extensions.code ?? 'ok';
const idOf = (answer: Visit): string | undefined => answer.body.data?.signIn?.viewer.id;
/** What failures to sign in by a name count by. */
const keyOf = (name: string) =>
  `account:${createHash('sha256').update(name.toLowerCase()).digest('base64')}`;
/** Ten failures at once: the waiting for each answer, which tells nothing by its time, is then one. */
const tenTimes = (attempt: (i: number) => Promise<Visit>): Promise<string[]> =>
  Promise.all(Array.from({ length: 10 }, async (_, i) => codeOf(await attempt(i))));
const REFUSED_TEN_TIMES = Array.from({ length: 10 }, () => 'UNAUTHENTICATED');
/** Failures by a name from many addresses, as if they had come in the last minutes. */
const tried = (name: string, times: number) =>
  owner.query(
    `insert into sign_in_failure (key, source) select $1, '198.18.0.' || n from generate_series(1, $2::int) n`,
    [keyOf(name), times],
  );

describe('failures to sign in', () => {
  it('of a stranger keep nobody out who comes from elsewhere', async () => {
    const user = await makeUser(server, north.id, 'READ_ONLY');
    expect(await tenTimes(() => signIn(user.email, 'wrong', from('192.0.2.1')))).toEqual(
      REFUSED_TEN_TIMES,
    );
    expect(codeOf(await signIn(user.email, PASSWORD, from('192.0.2.1')))).toBe('RATE_LIMITED');
    expect(codeOf(await signIn(user.email, PASSWORD, from('192.0.2.2')))).toBe('ok');
  });

  it('count by the /64 of an IPv6 address, and IPv4 written as IPv6 is the same address', async () => {
    const user = await makeUser(server, north.id, 'READ_ONLY');
    expect(
      await tenTimes((i) => signIn(user.email, 'wrong', from(`2001:db8:1:2:${i + 1}::${i}`))),
    ).toEqual(REFUSED_TEN_TIMES);
    expect(codeOf(await signIn(user.email, PASSWORD, from('2001:db8:1:2:ffff::1')))).toBe(
      'RATE_LIMITED',
    );
    expect(codeOf(await signIn(user.email, PASSWORD, from('2001:db8:1:3::1')))).toBe('ok');
    await tenTimes(() => signIn(user.email, 'wrong', from('192.0.2.9')));
    expect(codeOf(await signIn(user.email, PASSWORD, from('::ffff:192.0.2.9')))).toBe(
      'RATE_LIMITED',
    );
  });

  it('tell nobody whether there is such an account: they count by the name at every door', async () => {
    const user = await makeUser(server, north.id, 'READ_ONLY');
    const customer = await makeCustomer(server, north.id, { email: 'asked@home.example' });
    const at = (door: string) => ({ 'x-backhaul-app': door, ...from('192.0.2.4') });
    for (const [name, others] of [
      [user.email, 'asked@home.example'],
      ['ASKED@home.example', customer.login],
      ['nobody@home.example', 'nobody'],
    ])
      for (const [first, then] of [
        ['portal', 'admin'],
        ['admin', 'portal'],
      ]) {
        await owner.query('delete from sign_in_failure');
        await tenTimes(() => signIn(name, 'wrong', at(first)));
        expect(
          (
            await Promise.all([
              signIn(name.toLowerCase(), 'wrong', at(then)),
              signIn(others, 'wrong', at(first)),
            ])
          ).map(codeOf),
        ).toEqual(['RATE_LIMITED', 'UNAUTHENTICATED']);
      }
  });

  it('are counted exactly when they come at once, to two servers', async () => {
    const user = await makeUser(server, north.id, 'READ_ONLY');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        signIn(user.email, `guess ${i}`, from('192.0.2.3'), i % 2 ? server : second),
      ),
    );
    expect(answers.filter((answer) => codeOf(answer) === 'UNAUTHENTICATED')).toHaveLength(10);
    expect(answers.filter((answer) => codeOf(answer) === 'RATE_LIMITED')).toHaveLength(10);
  });

  it('from everywhere slow an account down, and do not lock it', async () => {
    const user = await makeUser(server, north.id, 'READ_ONLY');
    await tried(user.email, 20);
    const begun = performance.now();
    const others = server.must('{ viewer { id } }', {}, north.token);
    expect(codeOf(await signIn(user.email, PASSWORD, from('192.0.2.77')))).toBe('ok');
    expect(performance.now() - begun).toBeGreaterThan(900);
    expect((await others).viewer.id).toBe(north.userId);
  });

  it('do not slow down a program where it signed in before', async () => {
    const user = await makeUser(server, north.id, 'READ_ONLY');
    expect(codeOf(await signIn(user.email, PASSWORD, from('192.0.2.4')))).toBe('ok');
    await tried(user.email, 200);
    const begun = performance.now();
    expect(codeOf(await signIn(user.email, PASSWORD, from('192.0.2.4')))).toBe('ok');
    expect(performance.now() - begun).toBeLessThan(6000);
  });

  it('hold no connection while they wait', async () => {
    const user = await makeUser(server, north.id, 'READ_ONLY');
    await tried(user.email, 25);
    const waiting = Array.from({ length: 40 }, (_, i) =>
      signIn(user.email, PASSWORD, from(`198.51.100.${i}`)),
    );
    const begun = performance.now();
    await server.must('{ customers { totalCount } }', {}, north.token);
    expect(performance.now() - begun).toBeLessThan(1900);
    for (const answer of await Promise.all(waiting)) expect(codeOf(answer)).toBe('ok');
  });
});

describe('a browser in which somebody signed in before', () => {
  const app = { 'x-backhaul-app': 'portal' };
  const pair = (cookies: string[]): string => cookies.map((each) => each.split(';')[0]).join('; ');

  it('lets its owner in whatever strangers try, from the same address too', async () => {
    const customer = await makeCustomer(server, north.id, { email: 'device@home.example' });
    const first = await signIn(customer.login, PASSWORD, { ...app, ...from('192.0.2.5') });
    const session = pair(first.setCookie);
    const { setCookie } = await visit(
      server.url,
      '{ viewer { id } }',
      {},
      { ...app, cookie: session },
    );
    expect(setCookie).toHaveLength(1);
    expect(setCookie[0]).toMatch(/^backhaul_device=/);
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Expires='])
      expect(setCookie[0]).toContain(part);
    const device = pair(setCookie);
    // once is enough
    expect(
      (
        await visit(
          server.url,
          '{ viewer { id } }',
          {},
          { ...app, cookie: `${session}; ${device}` },
        )
      ).setCookie,
    ).toEqual([]);
    await tried(customer.login, 200);
    await owner.query(
      `insert into sign_in_failure (key) select 'address:192.0.2.5' from generate_series(1, 100)`,
    );
    await owner.query(
      `insert into sign_in_failure (key, source) select $1, '192.0.2.5' from generate_series(1, 10)`,
      [keyOf(customer.login)],
    );
    expect(codeOf(await signIn(customer.login, PASSWORD, { ...app, ...from('192.0.2.5') }))).toBe(
      'RATE_LIMITED',
    );
    const begun = performance.now();
    for (const name of [customer.login, 'device@home.example'])
      expect(
        idOf(await signIn(name, PASSWORD, { ...app, ...from('192.0.2.5'), cookie: device })),
      ).toBe(customer.id);
    expect(performance.now() - begun).toBeLessThan(6000);
  });

  it('counts its own failures, ten of them, and vouches for no other account and for nothing that was changed in it', async () => {
    const [mine, other] = [
      await makeCustomer(server, north.id),
      await makeCustomer(server, north.id),
    ];
    const session = pair(
      (await signIn(mine.login, PASSWORD, { ...app, ...from('192.0.2.6') })).setCookie,
    );
    const device = pair(
      (await visit(server.url, '{ viewer { id } }', {}, { ...app, cookie: session })).setCookie,
    );
    await owner.query(
      `insert into sign_in_failure (key) select 'address:192.0.2.6' from generate_series(1, 100)`,
    );
    expect(
      codeOf(await signIn(other.login, PASSWORD, { ...app, ...from('192.0.2.6'), cookie: device })),
    ).toBe('RATE_LIMITED');
    for (const forged of [
      device.replaceAll(mine.id, other.id),
      `${device}x`,
      device.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      'backhaul_device=x',
      `backhaul_device=${'~'.repeat(50)}`,
    ]) {
      expect(
        codeOf(
          await signIn(other.login, PASSWORD, { ...app, ...from('192.0.2.6'), cookie: forged }),
        ),
        forged,
      ).toBe('RATE_LIMITED');
    }
    expect(
      await tenTimes(() =>
        signIn(mine.login, 'wrong', { ...app, ...from('192.0.2.6'), cookie: device }),
      ),
    ).toEqual(REFUSED_TEN_TIMES);
    expect(
      codeOf(await signIn(mine.login, PASSWORD, { ...app, ...from('192.0.2.6'), cookie: device })),
    ).toBe('RATE_LIMITED');
    expect(codeOf(await signIn(mine.login, PASSWORD, { ...app, ...from('192.0.2.60') }))).toBe(
      'ok',
    );
  });
});

describe('the present password', () => {
  it('may be guessed ten times by whoever found a session open', async () => {
    const user = await makeUser(server, north.id, 'READ_ONLY');
    const change = (current: string) =>
      server.ask(
        'mutation ($c: String!) { changePassword(current: $c, next: "another password") }',
        { c: current },
        user.token,
      );
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => change(`guess ${i}`)));
    expect(
      answers.filter((answer) => answer.errors?.[0].extensions.code === 'BAD_USER_INPUT'),
    ).toHaveLength(10);
    expect((await change(PASSWORD)).errors?.[0].extensions.code).toBe('RATE_LIMITED');
    await owner.query(`update sign_in_failure set at = at - interval '16 minutes'`);
    expect((await change(PASSWORD)).errors).toBeUndefined();
  });
});

describe("somebody else's e-mail address", () => {
  it(
    'given to thousands of customers shuts its owner out nowhere',
    { timeout: 120_000 },
    async () => {
      const address = 'victim@home.example';
      const hosts = { north: 'my.north.example', south: 'my.south.example' };
      for (const [tenant, host] of [
        [north, hosts.north],
        [south, hosts.south],
      ] as const) {
        await server.must(
          'mutation ($p: ID!, $h: String!) { addPartnerHost(partnerId: $p, host: $h) { host } verifyPartnerHost(partnerId: $p, host: $h, approve: true) { status } }',
          { p: tenant.id, h: host },
        );
      }
      const east = await makeTenant(server, 'East Net', { parentId: south.id });
      // the attacker was there first, and has the older ids
      const copies = async (partnerId: string, count: number) =>
        owner.query(
          `insert into customer (partner_id, partner_path, name, email, email_key, password_hash, billing_type, currency, status, status_reason, created_on, number)
      select p.id, p.path, 'Copy ' || n, $2, $2, 'nothing that fits', 'RECURRING', p.currency, 'NEW', 'created', '2026-01-01', 1000000 + p.number * 20000 + n from partner p cross join generate_series(1, $3::int) n where p.id = $1`,
          [partnerId, address, count],
        );
      await copies(south.id, 5000);
      await copies(east.id, 5000);
      const victim = await makeCustomer(server, northChild.id, {
        email: address,
        password: 'the password of the victim',
      });
      await owner.query('analyze customer');
      for (const headers of [{}, { host: hosts.north }, { host: 'unknown.example' }] as Record<
        string,
        string
      >[])
        expect(
          idOf(await signIn(address, 'the password of the victim', headers)),
          JSON.stringify(headers),
        ).toBe(victim.id);
      expect(idOf(await signIn(victim.login, 'the password of the victim'))).toBe(victim.id);
      // beyond what is checked: the same answer as for nobody
      const [many, none] = [
        await signIn(address, 'wrong', from('192.0.2.30')),
        await signIn('nobody@home.example', 'wrong', from('192.0.2.31')),
      ];
      expect(many.body).toEqual(none.body);
      const { rows } = await owner.query(
        `select count(*)::int n from accounts_named('portal', $1, '1.', '{}')`,
        [address],
      );
      expect(rows[0].n).toBe(20);
    },
  );

  it("does not decide at a partner's host: only its customers and those below sign in there, its users too", async () => {
    const host = { host: 'my.north.example' };
    const customers = {
      north: await makeCustomer(server, north.id),
      northChild: await makeCustomer(server, northChild.id),
      south: await makeCustomer(server, south.id),
      operator: await makeCustomer(server, operatorId),
    };
    for (const [name, expected] of [
      ['north', 'ok'],
      ['northChild', 'ok'],
      ['south', 'UNAUTHENTICATED'],
      ['operator', 'UNAUTHENTICATED'],
    ] as const)
      expect(codeOf(await signIn(customers[name].login, PASSWORD, host)), name).toBe(expected);
    for (const each of Object.values(customers))
      expect(codeOf(await signIn(each.login, PASSWORD))).toBe('ok');
    expect(codeOf(await signIn(north.email, PASSWORD, host))).toBe('ok');
    for (const [email, password] of [
      [south.email, PASSWORD],
      [OPERATOR.email, OPERATOR.password],
    ])
      expect(codeOf(await signIn(email, password, host))).toBe('UNAUTHENTICATED');
  });
});

describe('what is over', () => {
  it('of failures and sessions is deleted in batches', async () => {
    const user = await makeUser(server, north.id, 'READ_ONLY');
    await owner.query(
      `insert into sign_in_failure (key, at) select 'old', now() - interval '2 hours' from generate_series(1, 12000)`,
    );
    await owner.query(`insert into sign_in_failure (key) values ('young')`);
    await owner.query(
      `insert into session (partner_id, partner_path, token_hash, user_id, expires_at, revoked_at) select partner_id, partner_path, sha256(n::text::bytea), id, now() - interval '91 days', null from app_user, generate_series(1, 3) n where id = $1`,
      [user.id],
    );
    await owner.query(`select graphile_worker.add_job('sign-ins:purge', '{}')`);
    await expect
      .poll(
        async () =>
          (
            await owner.query(
              `select (select count(*)::int from sign_in_failure where key = 'old') old, (select count(*)::int from session where user_id = $1) sessions`,
              [user.id],
            )
          ).rows[0],
        { timeout: 20_000 },
      )
      .toEqual({ old: 0, sessions: 1 });
    expect((await owner.query(`select 1 from sign_in_failure where key = 'young'`)).rowCount).toBe(
      1,
    );
    expect((await server.must('{ viewer { id } }', {}, user.token)).viewer.id).toBe(user.id);
  });
});
