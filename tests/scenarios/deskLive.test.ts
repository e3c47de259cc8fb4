import 'reflect-metadata';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONSEQUENCES } from '../../server/src/app/consequences.ts';
import { createBoundary, type Boundary } from '../../server/src/tenancy/boundary.ts';
import { freshDatabase, startTestServer, type TestServer } from '../support/backhaul.ts';
import { money } from '../support/money.ts';
import { countStatements, type Counter } from '../support/statements.ts';
import { life } from './household.ts';
import { dashboard } from '../../server/src/modules/dashboards/dashboard.service.ts';
import { DashboardKind } from '../../server/src/modules/dashboards/dashboard.types.ts';

const TODAY = '2026-05-15';
let server: TestServer;
let counter: Counter;
let counted: Boundary;
let tell: ReturnType<typeof life>;
let cash: ReturnType<typeof money>;
let socket: Client;
beforeAll(async () => {
  const database = await freshDatabase();
  server = await startTestServer({
    DATABASE_URL: database,
    BUSINESS_DATE: TODAY,
    WORKER: 'none',
  });
  tell = life(server);
  cash = money(server);
  counter = await countStatements(database);
  counted = createBoundary(counter.through(database), {
    publicUrl: () => 'https://isp.example',
    today: server.app.clock.today,
    consequences: CONSEQUENCES,
  });
  socket = createClient({
    url: `${server.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${server.operator}` },
  });
});
afterAll(async () => {
  await socket.dispose();
  await counted.close();
  await counter.close();
  await server.stop();
});

const WATCH = `subscription ($p: ID) { dashboard(kind: FINANCE, partnerId: $p) {
  complete asOf tiles { key value } } }`;
interface Told {
  complete: boolean;
  asOf: string;
  tiles: { key: string; value: string | null }[];
}
async function watching(p: string) {
  const messages = socket.iterate<any>({ query: WATCH, variables: { p } });
  return {
    next: async (): Promise<Told> => (await messages.next()).value.data.dashboard,
    end: () => messages.return?.(),
  };
}
const valueOf = ({ tiles }: Told, wanted: string) => tiles.find(({ key }) => key === wanted)?.value;

describe('a dashboard', () => {
  it.each(Object.values(DashboardKind))(
    '%s is opened by at most 12 statements, those of its transaction included',
    async (kind) => {
      const shop = await tell.shop();
      const below = await tell.shop({ parentId: shop.id, timeZone: 'Pacific/Kiritimati' });
      for (const at of [shop, below]) await cash.invoice((await tell.household(at)).id, '12');
      const scope = (await server.app.boundary.jobScope(shop.id))!;
      const asking = { partnerId: shop.id, currency: null, month: null };
      const app = { ...server.app, boundary: counted };
      for (const includeDescendants of [true, false]) {
        const statements = await counter.during(() =>
          counted.atOnce(scope, (sql) =>
            dashboard(app, sql, { can: () => true, partnerId: shop.id }, kind, {
              ...asking,
              includeDescendants,
            }),
          ),
        );
        expect(statements).toBeLessThanOrEqual(12);
      }
    },
  );

  it('tells within two seconds of a change, once a second at most, and drops no last value', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    const arrived: { at: number; told: Told }[] = [];
    const end = socket.subscribe<any>(
      { query: WATCH, variables: { p: shop.id } },
      {
        next: ({ data }) => arrived.push({ at: performance.now(), told: data.dashboard }),
        error: () => undefined,
        complete: () => undefined,
      },
    );
    await expect.poll(() => arrived.length).toBe(1);
    for (let i = 1; i <= 6; i += 1) await cash.pay(id, '5', { date: TODAY });
    const committed = performance.now();
    const last = () => arrived.find(({ told }) => valueOf(told, 'paid') === '30.00');
    await expect.poll(last, { timeout: 5000 }).toBeDefined();
    expect(last()!.at - committed).toBeLessThan(2000);
    // the first answer and the first change may follow each other closely
    for (const [i, { at, told }] of arrived.slice(2).entries()) {
      expect(at - arrived[i + 1].at).toBeGreaterThan(700);
      expect(told.asOf >= arrived[i + 1].told.asOf).toBe(true);
    }
    end();
  });

  it('tells all of it again at midnight of the partner, when what depends on the day is another', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    await cash.invoice(id, '9', { documentDate: '2026-05-01', dueDate: TODAY });
    const { clock } = server.app;
    const { today, untilTomorrow } = clock;
    try {
      let midnight = false;
      clock.untilTomorrow = () => (midnight ? null : 1500);
      clock.today = (at) => (midnight ? '2026-05-16' : today(at));
      const watched = await watching(shop.id);
      expect(valueOf(await watched.next(), 'overdue')).toBe('0.00');
      midnight = true;
      let told = await watched.next();
      while (!told.complete) told = await watched.next();
      expect(valueOf(told, 'overdue')).toBe('9.00');
      await watched.end();
    } finally {
      Object.assign(clock, { today, untilTomorrow });
    }
  });
});
