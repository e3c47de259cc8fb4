import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { Socket } from '../support/socket.ts';
import { story } from '../support/story.ts';
import {
  makeCustomer,
  makeTree,
  makeUser,
  NOWHERE,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';

const METRICS =
  'subscription ($p: ID, $c: String) { financeMetrics(partnerId: $p, currency: $c) { outstanding currency } }';
let server: TestServer;
let owner: pg.Client;
let north: Tenant;
let south: Tenant;
const sockets: Socket[] = [];
beforeAll(async () => {
  server = await startTestServer();
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  ({ north, south } = await makeTree(server));
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.end();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

function socket(options: ConstructorParameters<typeof Socket>[1] = {}, url = server.url): Socket {
  const made = new Socket(url, options);
  sockets.push(made);
  return made;
}
const signedIn = (token = server.operator, url = server.url): Promise<Socket> =>
  socket({}, url).init({ authorization: `Bearer ${token}` });
async function cookieOf(app: string, identifier: string): Promise<string> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-backhaul-app': app },
    body: JSON.stringify({
      query:
        'mutation ($i: String!, $p: String!) { signIn(identifier: $i, password: $p) { expiresAt } }',
      variables: { i: identifier, p: PASSWORD },
    }),
  });
  return response.headers.getSetCookie()[0].split(';')[0];
}

describe('opening', () => {
  it('wants a bearer token in connection_init, or the cookie of one of the apps', async () => {
    expect((await signedIn()).messages).toEqual([{ type: 'connection_ack' }]);
    const cookie = await cookieOf('admin', north.email);
    expect((await socket({ headers: { cookie } }).init({ app: 'admin' })).messages).toEqual([
      { type: 'connection_ack' },
    ]);
    for (const [headers, payload] of [
      [{}, undefined],
      [{}, {}],
      [{}, { authorization: 'Bearer x' }],
      [{}, { authorization: `Bearer ${'a'.repeat(43)}` }],
      [{}, { authorization: null }],
      [{}, { authorization: { x: 1 } }],
      [{ cookie }, {}],
      [{ cookie }, { app: 'portal' }],
      [{ cookie }, { app: 'admin', viewer: randomUUID() }],
      [{ cookie: 'backhaul_admin=%00' }, { app: 'admin' }],
    ] as const) {
      expect(
        await (await socket({ headers }).init(payload)).code(),
        JSON.stringify([headers, payload]),
      ).toBe(4403);
    }
  });

  it('is refused to other sites, other paths and other protocols', async () => {
    const cookie = await cookieOf('admin', north.email);
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1'])
      expect((await socket({ headers: { cookie, origin } }).opened()).status).toBe(403);
    expect(
      (
        await socket({ headers: { origin: server.url } }).init({
          authorization: `Bearer ${server.operator}`,
        })
      ).messages,
    ).toHaveLength(1);
    expect((await socket({}, `${server.url}/other`).opened()).status).toBe(403);
    expect(await (await socket({ protocol: '' }).opened()).code()).toBe(4406);
  });

  it('keeps to the protocol', async () => {
    const early = await socket().opened();
    early.subscribe('1', METRICS);
    expect(await early.code()).toBe(4401);
    const nonsense = await signedIn();
    nonsense.send('no message');
    expect(await nonsense.code()).toBe(4400);
    const twice = await signedIn();
    twice.send({ type: 'connection_init' });
    expect(await twice.code()).toBe(4429);
    const pinged = await signedIn();
    pinged.send({ type: 'ping' });
    await pinged.until(() => pinged.messages.find((message) => message.type === 'pong'));
    const same = await signedIn();
    same.subscribe('1', METRICS);
    same.subscribe('1', METRICS);
    expect(await same.code()).toBe(4409);
    expect(await (await socket().opened()).code()).toBe(4408); // nobody said who it is
  });

  it('survives whatever comes instead of a WebSocket', async () => {
    for (const text of [
      'GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      'GET // HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      'GET http://[ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n',
    ]) {
      const raw = connect(server.port, '127.0.0.1');
      raw.on('error', () => {});
      raw.write(text);
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
      raw.resetAndDestroy();
    }
    expect(await server.must('{ __typename }')).toEqual({ __typename: 'Query' });
  });

  it('is allowed a thousand times with one token', async () => {
    const user = await makeUser(server, north.id, 'READ_ONLY');
    const many: Socket[] = [];
    for (let i = 0; i < 20; i++)
      many.push(...(await Promise.all(Array.from({ length: 50 }, () => signedIn(user.token)))));
    expect(many.filter((each) => each.closed)).toEqual([]);
    expect(await (await signedIn(user.token)).code()).toBe(4403);
    many[0].subscribe('1', METRICS);
    expect((await many[0].first('1')).type).toBe('next');
    await server.must('mutation { signOut }', {}, user.token);
    expect(new Set(await Promise.all(many.map((each) => each.code())))).toEqual(new Set([4403]));
  });
});

describe('what runs over it', () => {
  it('answers at once, and again when something changed', async () => {
    const ws = await signedIn(north.token);
    ws.subscribe('1', METRICS);
    expect(await ws.first('1')).toEqual({
      id: '1',
      type: 'next',
      payload: { data: { financeMetrics: { outstanding: '0.00', currency: 'EUR' } } },
    });
    const customer = await makeCustomer(server, north.id);
    await server.must(
      'mutation ($c: ID!) { createInvoice(input: { customerId: $c, documentDate: "2026-04-01", lines: [{ description: "x", unitPrice: "12.50" }] }) { id } }',
      { c: customer.id },
    );
    await ws.until(
      () =>
        ws.messages.find(
          (message) => message.payload?.data?.financeMetrics.outstanding === '12.50',
        ),
      10_000,
    );
    ws.send({ id: '1', type: 'complete' });
  });

  it('is subscriptions only, within the limits that hold by HTTP, and with the same errors', async () => {
    const ws = await signedIn();
    const errorOf = async (id: string): Promise<any> => {
      const message = await ws.first(id);
      return message.type === 'error' ? message.payload[0] : message.payload.errors[0];
    };
    ws.subscribe('query', '{ viewer { id } }');
    ws.subscribe('mutation', 'mutation { signOut }');
    ws.subscribe('syntax', 'subscription {');
    ws.subscribe('unknown', 'subscription { nothing { id } }');
    ws.subscribe('two', 'subscription { billingRuns { id } financeMetrics { currency } }');
    ws.subscribe(
      'deep',
      `subscription { billingRuns { partners { ${'parent { '.repeat(14)} id ${'} '.repeat(14)} } } }`,
    );
    ws.subscribe(
      'large',
      'subscription { billingRuns { entries(first: 200) { nodes { customer { services(first: 200) { nodes { customer { invoices(first: 200) { nodes { id } } } } } } } } } }',
    );
    ws.subscribe('wide', `subscription { billingRuns { ${'id '.repeat(202)} } }`);
    ws.subscribe('roots', `subscription { ${'billingRuns { id } '.repeat(31)} }`);
    ws.subscribe(
      'decorated',
      `subscription { billingRuns { id ${'@skip(if: false) '.repeat(6)} } }`,
    );
    for (const id of [
      'query',
      'mutation',
      'syntax',
      'unknown',
      'two',
      'deep',
      'large',
      'wide',
      'roots',
      'decorated',
    ])
      expect(await errorOf(id), id).toMatchObject({
        message: expect.any(String),
        extensions: { code: 'BAD_USER_INPUT', fields: { query: expect.any(String) } },
      });
    ws.subscribe('type', METRICS, { p: {} });
    expect((await errorOf('type')).extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { partnerId: expect.any(String) },
    });
    ws.subscribe('currency', METRICS, { c: 'XXX' });
    expect((await errorOf('currency')).extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { currency: expect.any(String) },
    });
    ws.subscribe('text', METRICS, { c: 'E\u0000R' });
    expect((await errorOf('text')).extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { currency: expect.any(String) },
    });
    for (const id of ['x', NOWHERE]) {
      ws.subscribe(id, METRICS, { p: id });
      expect((await errorOf(id)).extensions.code).toBe('NOT_FOUND');
    }
    expect((await server.must('{ viewer { kind } }')).viewer.kind).toBe('OPERATOR');
    expect(ws.closed).toBeNull();
  });

  it('refuses other tenants, and whoever may not, at once and with one text', async () => {
    const customer = await makeCustomer(server, south.id);
    const [run] = (
      await server.must(
        'mutation ($p: [ID!]) { createBillingRun(input: { date: "2026-04-01", partnerIds: $p }) { id } }',
        { p: [south.id] },
        south.token,
      )
    ).createBillingRun;
    const ws = await signedIn(north.token);
    ws.subscribe('metrics', METRICS, { p: south.id });
    ws.subscribe('random', METRICS, { p: NOWHERE });
    ws.subscribe('run', 'subscription ($id: ID!) { billingRunProgress(id: $id) { id } }', {
      id: run.id,
    });
    ws.subscribe('checkout', 'subscription ($id: ID!) { checkout(id: $id) { id } }', {
      id: run.id,
    });
    const texts = new Set<string>();
    for (const id of ['metrics', 'random', 'run', 'checkout']) {
      const message = await ws.first(id);
      const [error] = message.payload.errors ?? message.payload;
      expect(error.extensions).toEqual({ code: 'NOT_FOUND' });
      texts.add(error.message);
    }
    expect(texts.size).toBe(1);
    const own = await signedIn(south.token);
    own.subscribe('run', 'subscription ($id: ID!) { billingRunProgress(id: $id) { id status } }', {
      id: run.id.toUpperCase(),
    });
    expect((await own.first('run')).payload.data.billingRunProgress.id).toBe(run.id);

    const cashier = await signedIn((await makeUser(server, north.id, 'CASHIER')).token);
    const portal = await signedIn(await server.signIn(customer.login, PASSWORD));
    for (const ws of [cashier, portal]) {
      ws.subscribe('metrics', METRICS);
      ws.subscribe('runs', 'subscription { billingRuns { id } }');
      ws.subscribe('run', 'subscription ($id: ID!) { billingRunProgress(id: $id) { id } }', {
        id: run.id,
      });
      for (const id of ['metrics', 'runs', 'run']) {
        const message = await ws.first(id);
        expect((message.payload.errors ?? message.payload)[0].extensions, id).toEqual({
          code: 'FORBIDDEN',
        });
      }
    }
    const staff = await signedIn(north.token);
    staff.subscribe('account', 'subscription { myAccount { id } }');
    expect(
      ((await staff.first('account')).payload.errors ?? (await staff.first('account')).payload)[0]
        .extensions.code,
    ).toBe('FORBIDDEN');
    portal.subscribe('account', 'subscription { myAccount { id balance } }');
    expect((await portal.first('account')).payload.data.myAccount.id).toBe(customer.id);
  });

  it('holds no database connection: three hundred subscriptions leave room for queries', async () => {
    const ws = await signedIn();
    for (let i = 0; i < 300; i++) ws.subscribe(String(i), METRICS);
    await ws.until(() => new Set(ws.messages.map((message) => message.id)).size > 300, 60_000);
    const begun = Date.now();
    await Promise.all(
      Array.from({ length: 30 }, () =>
        server.must('{ customers(first: 5) { totalCount nodes { name } } }'),
      ),
    );
    expect(Date.now() - begun).toBeLessThan(30_000);
    const {
      rows: [{ n }],
    } = await owner.query(
      `select count(*)::int n from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`,
    );
    expect(n).toBe(0);
    await story(server).customer({ partnerId: north.id, name: 'One more' });
    await ws.until(() => ws.messages.length > 600, 60_000);
  });
});

describe('many subscriptions of one viewer', () => {
  it(
    'slow nobody else down: equal ones are read once, different ones take turns, and each gets the last value',
    { timeout: 300_000 },
    async () => {
      const other = await makeUser(server, south.id, 'MANAGER');
      const milliseconds = async (times: number): Promise<number> => {
        const taken: number[] = [];
        for (let i = 0; i < times; i++) {
          const begun = performance.now();
          await server.must(
            '{ viewer { id } customers(first: 5) { totalCount } }',
            {},
            other.token,
          );
          taken.push(performance.now() - begun);
        }
        return taken.sort((a, b) => a - b)[Math.floor(times / 2)];
      };
      await milliseconds(5);
      const alone = await milliseconds(15);
      const ws = await signedIn(north.token);
      const value = (id: string) =>
        ws.messages.findLast((message) => message.id === id)?.payload?.data?.financeMetrics
          .outstanding;
      const ids: string[] = [];
      for (let i = 0; i < 300; i++) {
        ws.subscribe(`equal ${i}`, METRICS);
        ws.subscribe(
          `other ${i}`,
          `subscription { financeMetrics { outstanding currency as${i}: currency } }`,
        );
        ids.push(`equal ${i}`, `other ${i}`);
      }
      const meanwhile = [await milliseconds(15)];
      const customer = await makeCustomer(server, north.id);
      for (let n = 0; n < 5; n++) {
        await server.must(
          'mutation ($c: ID!) { createInvoice(input: { customerId: $c, documentDate: "2026-04-01", lines: [{ description: "x", unitPrice: "1.25" }] }) { id } }',
          { c: customer.id },
        );
        meanwhile.push(await milliseconds(15));
      }
      // without turns each of these is several seconds
      for (const each of meanwhile) expect(each).toBeLessThan(alone * 8 + 20);
      const {
        financeMetrics: { outstanding },
      } = await server.must('{ financeMetrics { outstanding } }', {}, north.token);
      await ws.until(() => ids.every((id) => value(id) === outstanding), 240_000);
      // one reading for all equal ones: whoever was there first got each of the six changes at most, and one to begin with
      const counts = ids
        .filter((id) => id.startsWith('equal'))
        .map((id) => ws.messages.filter((message) => message.id === id).length);
      expect(Math.max(...counts)).toBeLessThanOrEqual(8);
    },
  );

  it('are read with their own rights: equal words of others are others', async () => {
    const [one, two] = [await signedIn(north.token), await signedIn(south.token)];
    const cashier = await signedIn((await makeUser(server, north.id, 'CASHIER')).token);
    for (const ws of [one, two, cashier]) ws.subscribe('1', METRICS);
    const [first, second] = [
      (await one.first('1')).payload.data.financeMetrics,
      (await two.first('1')).payload.data.financeMetrics,
    ];
    expect(first.outstanding).not.toBe(second.outstanding);
    const message = await cashier.first('1');
    expect((message.payload.errors ?? message.payload)[0].extensions.code).toBe('FORBIDDEN');
    // one who goes takes nothing from those who stay
    const third = await signedIn((await makeUser(server, south.id, 'ADMINISTRATOR')).token);
    third.subscribe('1', METRICS);
    expect((await third.first('1')).payload.data.financeMetrics.outstanding).toBe(
      second.outstanding,
    );
    two.end();
    const customer = await makeCustomer(server, south.id);
    await server.must(
      'mutation ($c: ID!) { createInvoice(input: { customerId: $c, documentDate: "2026-04-01", lines: [{ description: "x", unitPrice: "77.50" }] }) { id } }',
      { c: customer.id },
    );
    await third.until(
      () =>
        third.messages.some(
          (each) =>
            Number(each.payload?.data?.financeMetrics.outstanding) ===
            Number(second.outstanding) + 77.5,
        ),
      20_000,
    );
  });
});

describe('closing', () => {
  const closes = async (
    change: (user: { id: string; token: string; email: string }) => Promise<unknown>,
  ): Promise<void> => {
    const user = await makeUser(server, north.id, 'MANAGER');
    const ws = await signedIn(user.token);
    ws.subscribe('1', METRICS);
    expect((await ws.first('1')).type).toBe('next');
    const other = await signedIn(north.token);
    await change(user);
    expect(await ws.code(15_000)).toBe(4403);
    expect(other.closed).toBeNull();
  };
  const update = (input: object) => (user: { id: string }) =>
    server.must(
      'mutation ($id: ID!, $input: UserUpdateInput!) { updateUser(id: $id, input: $input) { id } }',
      { id: user.id, input },
    );
  it('happens when the user signs out', () =>
    closes((user) => server.must('mutation { signOut }', {}, user.token)));
  it('happens when the role changes', () => closes(update({ role: 'CASHIER' })));
  it('happens when the user is switched off', () => closes(update({ active: false })));
  it('happens when somebody sets another password', () =>
    closes(update({ password: 'another password' })));
  it('happens when the session is revoked from elsewhere', () =>
    closes(async (user) => {
      const { sessions } = await server.must('{ sessions { id } }', {}, user.token);
      await server.must(
        'mutation ($id: ID!) { revokeSession(id: $id) }',
        { id: sessions[0].id },
        await server.signIn(user.email, PASSWORD),
      );
    }));
  it('happens when the session runs out', async () => {
    const user = await makeUser(server, north.id, 'MANAGER');
    await owner.query(
      `update session set expires_at = now() + interval '1500 milliseconds' where user_id = $1`,
      [user.id],
    );
    expect(await (await signedIn(user.token)).code(15_000)).toBe(4403);
  });
  it('happens when the partner moves: what it sees is another place', async () => {
    const {
      createPartner: { id },
    } = await server.must('mutation { createPartner(input: { name: "Passing" }) { id } }');
    const { token } = await makeUser(server, id, 'MANAGER');
    const ws = await signedIn(token);
    await server.must(
      'mutation ($id: ID!, $to: ID!) { movePartner(id: $id, parentId: $to) { id } }',
      { id, to: south.id },
    );
    expect(await ws.code(15_000)).toBe(4403);
    const again = await signedIn(token);
    again.subscribe('1', METRICS);
    expect((await again.first('1')).payload.data.financeMetrics.currency).toBe('EUR');
  });

  it('happens to everybody when the server stops, soon, answered or not', async () => {
    const other = await startTestServer({ DATABASE_URL: server.ownerUrl });
    const ws = await signedIn(other.operator, other.url);
    ws.subscribe('1', METRICS);
    await ws.first('1');
    // one that opens a WebSocket and never says anything again
    const silent = connect(other.port, '127.0.0.1');
    silent.on('error', () => {});
    silent.write(
      'GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n',
    );
    await new Promise((resolve) => {
      silent.once('data', resolve);
    });
    const begun = Date.now();
    const [code] = await Promise.all([ws.code(8000), other.stop()]);
    expect(code).toBe(1001);
    expect(Date.now() - begun).toBeLessThan(8000);
    silent.destroy();
  });
});
