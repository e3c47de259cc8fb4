// npm run bench -- watchers: many subscribers of the dashboards of 50 partners while a run of 10,000 customers is confirmed
// and single payments come in: how soon each had them, whether what everybody saw last is right, and how late the event
// loop of the server was.
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import type { Postgres } from '../../server/src/platform/postgres.ts';
import { bill } from './billingRun.ts';
import { withClient } from './database.ts';
import { movedIn } from './moveIn.ts';
import { startBenchServer, type BenchServer } from './server.ts';

const PARTNERS = 50;
const CUSTOMERS = 10_000;
const PER_SOCKET = 100;
const PAYMENTS = 20;
/** How long everybody may take to hear of the last change. */
const SETTLED_MS = 10_000;
const DATE = '2026-04-01';

const WATCH =
  'subscription ($p: ID) { dashboard(kind: FINANCE, partnerId: $p) { complete tiles { key value } } }';

/** What one of them knows, and whom it waits to hear from: until when a value comes. */
class Watcher {
  readonly tiles = new Map<string, string | null>();
  private waiting: { value: string; heard: (at: number) => void } | null = null;

  take(tiles: readonly { key: string; value: string | null }[]): void {
    for (const { key, value } of tiles) this.tiles.set(key, value);
    if (this.waiting && this.tiles.get('paid') === this.waiting.value) {
      this.waiting.heard(performance.now());
      this.waiting = null;
    }
  }
  until(value: string): Promise<number> {
    return new Promise((heard) => {
      this.waiting = { value, heard };
    });
  }
}

export async function watchersBench(
  postgres: Postgres,
  many: number,
): Promise<Record<string, string | number>[]> {
  // the operator is one more
  const { url } = await movedIn(postgres, 'bench_watchers', CUSTOMERS, PARTNERS + 1);
  const partners = await withClient(
    url,
    async (client) =>
      (
        await client.query<{ id: string; customer: string }>(
          `select p.id, (select min(c.id::text) from customer c where c.partner_id = p.id) customer
          from partner p where p.number > 1 order by p.number`,
        )
      ).rows,
  );
  const server = await startBenchServer(url, DATE);
  try {
    const watchers = await watch(server, partners, many);
    const run = bill(server.ask, DATE);
    const delays: number[] = [];
    for (let i = 0; i < PAYMENTS; i += 1)
      delays.push(...(await payAndHear(server, partners[i % PARTNERS], watchers)));
    await run;
    await new Promise((resolve) => {
      setTimeout(resolve, SETTLED_MS);
    });
    delays.sort((a, b) => a - b);
    const at = (share: number) => (delays[Math.floor((delays.length - 1) * share)] ?? 0).toFixed(0);
    return [
      {
        subscribers: many,
        partners: PARTNERS,
        'heard p50 ms': at(0.5),
        'heard p99 ms': at(0.99),
        'wrong at the end': await countWrong(server, partners, watchers),
        'event loop p99 ms': await loopDelay(server),
        'server MB at most': server.memoryMb().most,
      },
    ];
  } finally {
    await server.stop();
  }
}

type Watchers = ReadonlyMap<string, readonly Watcher[]>;

/** Subscribes so many, spread over the partners; there once each has its first answer. */
async function watch(
  { address, token }: BenchServer,
  partners: readonly { id: string }[],
  many: number,
): Promise<Watchers> {
  const watchers = new Map<string, Watcher[]>(partners.map(({ id }) => [id, []]));
  const begun: Promise<void>[] = [];
  let client: Client | null = null;
  for (let i = 0; i < many; i += 1) {
    if (i % PER_SOCKET === 0)
      client = createClient({
        url: `${address.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${token}` },
      });
    const { id } = partners[i % partners.length];
    const watcher = new Watcher();
    watchers.get(id)!.push(watcher);
    begun.push(
      new Promise((resolve, reject) => {
        client!.subscribe<any>(
          { query: WATCH, variables: { p: id } },
          {
            next: ({ data, errors }) => {
              if (errors) reject(new Error(JSON.stringify(errors)));
              if (data) watcher.take(data.dashboard.tiles);
              resolve();
            },
            error: reject,
            complete: () => undefined,
          },
        );
      }),
    );
  }
  await Promise.all(begun);
  return watchers;
}

/** Takes a payment, and how long after its answer each watcher of the partner had the new figure. */
async function payAndHear(
  { ask }: BenchServer,
  { id, customer }: { id: string; customer: string },
  watchers: Watchers,
): Promise<number[]> {
  const those = watchers.get(id)!;
  const before = Number(those[0]?.tiles.get('paid') ?? 0);
  const heard = Promise.all(those.map((each) => each.until((before + 7).toFixed(2))));
  await ask(
    `mutation ($c: ID!) { recordPayment(input: { customerId: $c, amount: "7", date: "${DATE}", method: OTHER }) { id } }`,
    { c: customer },
  );
  const committed = performance.now();
  return (await heard).map((at) => Math.max(0, at - committed));
}

async function countWrong(
  { ask }: BenchServer,
  partners: readonly { id: string }[],
  watchers: Watchers,
): Promise<number> {
  let wrong = 0;
  for (const { id } of partners) {
    const { dashboard } = await ask(
      'query ($p: ID) { dashboard(kind: FINANCE, partnerId: $p) { tiles { key value } } }',
      { p: id },
    );
    for (const { tiles } of watchers.get(id)!)
      if (dashboard.tiles.some(({ key, value }: any) => tiles.get(key) !== value)) wrong += 1;
  }
  return wrong;
}

async function loopDelay({ address }: BenchServer): Promise<string> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const seconds = /^nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(text)?.[1];
  return seconds ? (Number(seconds) * 1000).toFixed(0) : '?';
}
