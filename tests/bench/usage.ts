// npm run bench -- usage: a month of usage recorded by the API and as files, and what the month's run costs with it, without it, and
// with services in its place that make as many lines: what remains between the last two is what usage itself costs.
import type { Client } from 'pg';
import type { Postgres } from '../../server/src/platform/postgres.ts';
import { bill } from './billingRun.ts';
import { withClient } from './database.ts';
import { movedIn } from './moveIn.ts';
import { startBenchServer, type BenchServer } from './server.ts';

const DATE = '2026-04-01';
/** So many records of each customer. */
const EACH = 100;
const KINDS = [
  ['Calls to landlines', '0.0150'],
  ['Calls to mobile networks', '0.0890'],
  ['Messages', '0.0900'],
  ['Data', '0.0020'],
] as const;
const CALL = 2000;
const FILE = 5000;

type Row = Record<string, string | number>;

/** records: in all, half of them by calls of the API, half as files. */
export async function usageBench(postgres: Postgres, records: number): Promise<Row[]> {
  const customers = Math.ceil(records / EACH);
  const { url } = await movedIn(postgres, 'bench_usage', customers);
  for (const name of ['bench_usage_without', 'bench_usage_services'])
    await withClient(postgres.url('postgres'), async (client) => {
      await client.query(`drop database if exists ${name} with (force)`);
      await client.query(`create database ${name} template bench_usage`);
    });
  const services = await withClient(
    url,
    async (client) =>
      (
        await client.query<{ id: string }>(
          `select distinct on (customer_id) id from service order by customer_id, id`,
        )
      ).rows,
  );
  const without = await run(postgres.url('bench_usage_without'), 'run without usage');
  const server = await startBenchServer(url, DATE);
  const rows: Row[] = [];
  try {
    const half = Math.floor(records / 2);
    const part = { services, all: records };
    rows.push(await recorded(server, 'by the API', { ...part, from: 0, to: half, size: CALL }));
    rows.push(await recorded(server, 'as files', { ...part, from: half, to: records, size: FILE }));
  } finally {
    await server.stop();
  }
  await withClient(url, (client) => client.query('vacuum (analyze)'));
  const inPlace = postgres.url('bench_usage_services');
  await withClient(inPlace, async (client) => {
    await moreServices(client, KINDS.length);
    await client.query('vacuum (analyze)');
  });
  return [
    ...rows,
    without,
    await run(inPlace, 'run with services in its place'),
    await run(url, 'run with usage'),
  ];
}

/** Gives each customer its first service so many times more. */
async function moreServices(client: Client, times: number): Promise<void> {
  const { rows } = await client.query<{ names: string }>(
    `select string_agg(quote_ident(column_name), ', ') names
    from information_schema.columns
    where table_name = 'service' and is_generated = 'NEVER'
      and column_name not in ('id', 'created_at')`,
  );
  const [{ names }] = rows;
  await client.query(
    `insert into service (${names})
    select ${names}
    from (select distinct on (customer_id) * from service order by customer_id, id) first
    cross join generate_series(1, $1)`,
    [times],
  );
}

async function run(url: string, what: string): Promise<Row> {
  const server = await startBenchServer(url, DATE);
  try {
    const { preview, confirm } = await bill(server.ask, DATE);
    const lines = await withClient(
      url,
      async (client) =>
        (await client.query<{ n: number }>('select count(*)::int n from invoice_line')).rows[0].n,
    );
    return {
      what,
      'preview s': preview.toFixed(1),
      'confirm s': confirm.toFixed(1),
      lines,
      'ms a line': (((preview + confirm) * 1000) / lines).toFixed(2),
      'server MB at most': server.memoryMb().most,
    };
  } finally {
    await server.stop();
  }
}

interface Part {
  /** So many records in all. */
  all: number;
  services: readonly { id: string }[];
  from: number;
  to: number;
  /** So many records at once. */
  size: number;
}

async function recorded(server: BenchServer, what: string, part: Part): Promise<Row> {
  server.forgetPeak();
  const started = performance.now();
  for (let at = part.from; at < part.to; at += part.size) {
    const records = Array.from({ length: Math.min(part.size, part.to - at) }, (_, i) =>
      recordOf(part, at + i),
    );
    await (part.size === FILE ? sendFile(server, records) : sendCall(server, records));
  }
  const seconds = (performance.now() - started) / 1000;
  return {
    what,
    records: part.to - part.from,
    s: seconds.toFixed(1),
    'records a second': Math.round((part.to - part.from) / seconds),
    'server MB at most': server.memoryMb().most,
  };
}

/** As a switch writes them: as time goes by, whoever calls next. */
function recordOf({ services, all }: Part, i: number) {
  const [kind, unitPrice] = KINDS[Math.floor(i / services.length) % KINDS.length];
  const minute = Math.floor((i / all) * 31 * 24 * 60);
  return {
    sourceId: `cdr-${i}`,
    serviceId: services[(i * 7919) % services.length].id,
    at: new Date(Date.UTC(2026, 2, 1) + minute * 60_000).toISOString(),
    kind,
    quantity: `${1 + (i % 30)}.${i % 10}`,
    unitPrice,
  };
}

type Sent = ReturnType<typeof recordOf>;

const sendCall = (server: BenchServer, input: readonly Sent[]) =>
  server.ask('mutation ($input: [UsageInput!]!) { recordUsage(input: $input) { accepted } }', {
    input,
  });

function sendFile(server: BenchServer, records: readonly Sent[]) {
  const lines = records.map(({ sourceId, serviceId, at, kind, quantity, unitPrice }) =>
    [sourceId, serviceId, at, kind, quantity, unitPrice].join(','),
  );
  const csv = ['source_id,service_id,at,kind,quantity,unit_price', ...lines].join('\n');
  return server.ask('mutation ($csv: String!) { recordUsageFile(csv: $csv) { accepted } }', {
    csv,
  });
}
