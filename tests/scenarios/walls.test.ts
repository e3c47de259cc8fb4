import {
  buildClientSchema,
  getIntrospectionQuery,
  isNonNullType,
  type GraphQLSchema,
} from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { money } from '../support/money.ts';
import { QUERIES } from '../support/operations.ts';
import { Socket } from '../support/socket.ts';
import { makeUser, NOWHERE } from '../support/tenants.ts';
import { sample, withVariables } from '../support/walker.ts';
import { life } from './household.ts';

const NAME = 'Marmalade Household';
let server: TestServer;
let tell: ReturnType<typeof life>;
let cash: ReturnType<typeof money>;
let shop: { id: string; tariff: string };
let schema: GraphQLSchema;
const sockets: Socket[] = [];
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-05-15', WORKER: 'none' });
  tell = life(server);
  cash = money(server);
  schema = buildClientSchema(await server.must(getIntrospectionQuery()));
  shop = await tell.shop();
  const { id } = await tell.household(shop, { customer: { name: NAME } });
  await cash.invoice(id, '70', { documentDate: '2026-04-01', dueDate: '2026-04-11' });
  await cash.pay(id, '12', { date: '2026-05-02' });
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.end();
});
afterAll(async () => {
  await server.stop();
});

const IN_A_WEEK = () => new Date(Date.now() + 7 * 86_400_000).toISOString();
const WALL = 'id name dashboards seconds showMoney showNames expiresAt lastSeenAt url';
const CREATE = `mutation ($input: WallDisplayInput!) { createWallDisplay(input: $input) { ${WALL} } }`;
const REVOKE = 'mutation ($id: ID!) { revokeWallDisplay(id: $id) }';
const input = (more: object = {}) => ({
  partnerId: shop.id,
  name: 'Hall',
  dashboards: ['FINANCE', 'GENERAL'],
  expiresAt: IN_A_WEEK(),
  ...more,
});
async function hungUp(more: object = {}) {
  const { createWallDisplay: wall } = await server.must<any>(CREATE, { input: input(more) });
  return { ...wall, token: wall.url.split('#')[1] };
}
async function connected(token: string): Promise<Socket> {
  const made = new Socket(server.url);
  sockets.push(made);
  return made.init({ authorization: `Bearer ${token}` });
}
const BOARD = `subscription ($k: DashboardKind!, $p: ID) { dashboard(kind: $k, partnerId: $p) { complete tiles {
  key unit value count previous changePercent series { value } link { list } rows { label value link { list } } } } }`;
async function shown(token: string, k: string): Promise<any[]> {
  const socket = await connected(token);
  socket.subscribe('1', BOARD, { k });
  return (await socket.first('1')).payload.data.dashboard.tiles;
}

describe('a wall display', () => {
  it('shows neither money nor names unless that was chosen: the server leaves them out', async () => {
    const plain = await hungUp();
    expect(plain.url).toMatch(/\/admin\/wall#[\w-]{43}$/);
    const bare = await shown(plain.token, 'FINANCE');
    expect(bare.map(({ key }) => key)).toContain('invoiced');
    for (const tile of bare) {
      expect(tile.link).toBeNull();
      for (const row of tile.rows) expect(row.link).toBeNull();
      if (tile.unit === 'MONEY')
        expect([tile.value, tile.previous, tile.changePercent, tile.series, tile.rows]).toEqual([
          null,
          null,
          null,
          [],
          [],
        ]);
    }
    expect(JSON.stringify(bare)).not.toContain('70.00');
    expect(JSON.stringify(bare)).not.toContain(NAME);
    const rich = await hungUp({ showMoney: true, showNames: true });
    const full = await shown(rich.token, 'FINANCE');
    expect(full.find(({ key }) => key === 'overdue').value).toBe('58.00');
    expect(JSON.stringify(full)).toContain(NAME);
    const amounts = await hungUp({ showMoney: true });
    const nameless = JSON.stringify(await shown(amounts.token, 'FINANCE'));
    expect(nameless).toContain('58.00');
    expect(nameless).not.toContain(NAME);
    // two of them at one partner share nothing that only one of them may show
    expect(JSON.stringify(await shown(plain.token, 'FINANCE'))).not.toContain('58.00');
  });

  it('is told what it is to show, moves live, and is opened by its token alone', async () => {
    const { token, id } = await hungUp({ showMoney: true, seconds: 12 });
    const socket = await connected(token);
    socket.subscribe('own', 'subscription { wallShown { name dashboards seconds } }');
    expect((await socket.first('own')).payload.data.wallShown).toEqual({
      name: 'Hall',
      dashboards: ['FINANCE', 'GENERAL'],
      seconds: 12,
    });
    socket.subscribe('1', BOARD, { k: 'GENERAL' });
    await socket.first('1');
    const payer = await tell.household(shop);
    await cash.pay(payer.id, '5', { date: '2026-05-15' });
    await socket.until(() =>
      socket.messages.find(({ payload }) =>
        payload?.data?.dashboard?.tiles.some(
          ({ key, value }: any) => key === 'paid' && value === '17.00',
        ),
      ),
    );
    const { wallDisplays } = await server.must<any>(`{ wallDisplays { ${WALL} partner { id } } }`);
    const listed = wallDisplays.find((each: any) => each.id === id);
    expect(listed).toMatchObject({ url: null, partner: { id: shop.id } });
    expect(listed.lastSeenAt).not.toBeNull();
  });

  it('opens nothing else: no query, no mutation, no other subscription, no other board or partner', async () => {
    const below = await tell.shop({ parentId: shop.id });
    const { token } = await hungUp({ dashboards: ['GENERAL'] });
    const open = Object.keys(QUERIES).filter((name) => QUERIES[name] === 'anybody');
    for (const [kind, type] of [
      ['query', schema.getQueryType()],
      ['mutation', schema.getMutationType()],
    ] as const)
      for (const field of Object.values(type!.getFields())) {
        if (open.includes(field.name)) continue;
        const values = Object.fromEntries(
          field.args
            .filter((arg) => isNonNullType(arg.type))
            .map((arg) => [arg.name, sample(arg.type, NOWHERE)]),
        );
        const { query, variables } = withVariables(kind, field, values);
        const asWall = (await server.ask(query, variables, token)).errors?.[0].extensions.code;
        const asNobody = (await server.ask(query, variables, null)).errors?.[0].extensions.code;
        expect({ name: field.name, code: asWall }).toEqual({ name: field.name, code: asNobody });
      }
    for (const at of ['/exports/customers.csv', '/exports/ledger.hledger']) {
      const headers = { authorization: `Bearer ${token}` };
      expect((await fetch(server.url + at, { headers })).status).toBeGreaterThanOrEqual(400);
    }
    const socket = await connected(token);
    const others = Object.values(schema.getSubscriptionType()!.getFields()).filter(
      ({ name }) => name !== 'wallShown',
    );
    for (const field of others) {
      const values = Object.fromEntries(
        field.args
          .filter((arg) => isNonNullType(arg.type))
          .map((arg) => [arg.name, sample(arg.type, NOWHERE)]),
      );
      const given = field.name === 'dashboard' ? { kind: 'FINANCE' } : values;
      const { query, variables } = withVariables('subscription', field, given);
      socket.subscribe(field.name, query, variables);
      const { payload } = await socket.first(field.name);
      const code = (payload.errors ?? payload)[0]?.extensions.code;
      expect({ name: field.name, code }).toEqual({ name: field.name, code: 'FORBIDDEN' });
    }
    socket.subscribe('below', BOARD, { k: 'GENERAL', p: below.id });
    const { payload } = await socket.first('below');
    expect((payload.errors ?? payload)[0].extensions.code).toBe('FORBIDDEN');
  });

  it('ends at once when it is taken back, and by itself when its time is over', async () => {
    const { id, token } = await hungUp();
    const running = await connected(token);
    running.subscribe('1', BOARD, { k: 'GENERAL' });
    await running.first('1');
    expect(await server.must(REVOKE, { id })).toEqual({ revokeWallDisplay: true });
    expect(await running.code(2000)).toBe(4403);
    expect(await (await connected(token)).code()).toBe(4403);
    expect((await server.refused(REVOKE, { id })).code).toBe('NOT_FOUND');
    const short = await hungUp({ expiresAt: new Date(Date.now() + 2500).toISOString() });
    expect(await (await connected(short.token)).code(6000)).toBe(4403);
    expect(await (await connected(short.token)).code()).toBe(4403);
  });

  it('is an administrator’s to hang up, for its own partner and those below', async () => {
    const boss = await makeUser(server, shop.id, 'ADMINISTRATOR');
    const other = await tell.shop();
    const refused = (more: object, token = server.operator) =>
      server.refused(CREATE, { input: input(more) }, token);
    expect((await refused({ partnerId: other.id }, boss.token)).code).toBe('NOT_FOUND');
    const reader = await makeUser(server, shop.id, 'READ_ONLY');
    expect((await refused({}, reader.token)).code).toBe('FORBIDDEN');
    for (const [more, field] of [
      [{ name: ' ' }, 'name'],
      [{ dashboards: [] }, 'dashboards'],
      [{ dashboards: ['GENERAL', 'GENERAL'] }, 'dashboards'],
      [{ dashboards: ['RESELLER'], partnerId: null }, 'dashboards'],
      [{ seconds: 9 }, 'seconds'],
      [{ seconds: 601 }, 'seconds'],
      [{ expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
      [{ expiresAt: new Date(Date.now() + 400 * 86_400_000).toISOString() }, 'expiresAt'],
    ] as const)
      expect(Object.keys((await refused(more)).fields!)).toEqual([field]);
    // what it was made by may not read, it does not show
    const mine = await server.must<any>(CREATE, { input: input({ partnerId: null }) }, boss.token);
    const tiles = await shown(mine.createWallDisplay.url.split('#')[1], 'GENERAL');
    expect(tiles.map(({ key }) => key)).not.toContain('system');
    const { wallDisplays } = await server.must<any>('{ wallDisplays { id } }', {}, boss.token);
    expect(wallDisplays.map(({ id }: any) => id)).toContain(mine.createWallDisplay.id);
  });
});
