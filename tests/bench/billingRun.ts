import { spawn } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { hashPassword } from '../../server/src/modules/access/password.ts';
import type { Postgres } from '../../server/src/platform/postgres.ts';
import { SECRET } from '../support/secret.ts';
import { billableDatabase, withClient } from './database.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** What a run writes, in an order that every foreign key is content with. */
const TABLES = [
  'billing_run',
  'number_counter',
  'template_version',
  'company_version',
  'invoice',
  'invoice_line',
  'charge',
  'ledger_transaction',
  'message',
  'billing_run_partner',
  'billing_run_entry',
];
const PORT = 4790;
/** The server exactly as npm start runs it, its memory settings included. */
const START = (
  JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  }
).scripts.start
  .split(' ')
  .slice(2);
const MB = 1024 * 1024;

/** Previews and confirms with the real server, then copies the rows that came out into an equal database without them. */
export async function billingRunBench(
  postgres: Postgres,
  customers: number,
): Promise<Record<string, string | number>> {
  const url = await billableDatabase(postgres, 'bench', customers);
  await withClient(url, async (client) =>
    client.query(
      `insert into app_user (partner_id, partner_path, email, email_key, name, password_hash, role) select id, path, 'bench@bench.example', 'bench@bench.example', 'Bench', $1, 'SUPER_ADMINISTRATOR' from partner where number = 1`,
      [await hashPassword('bench bench')],
    ),
  );
  await withClient(postgres.url('postgres'), async (client) => {
    await client.query('drop database if exists bench_copy with (force)');
    await client.query('create database bench_copy template bench');
  });
  const run = await runOnServer(url);
  const copy = await copySeconds(url, postgres.url('bench_copy'));
  return {
    customers,
    'preview s': run.preview.toFixed(1),
    'confirm s': run.confirm.toFixed(1),
    'COPY s': copy.seconds.toFixed(1),
    ratio: ((run.preview + run.confirm) / copy.seconds).toFixed(2),
    'rows copied': copy.rows,
    'MB copied': Math.round(copy.bytes / MB),
    'server MB at rest': run.restMb,
    'server MB at most': run.peakMb,
  };
}

async function runOnServer(
  url: string,
): Promise<{ preview: number; confirm: number; restMb: number; peakMb: number }> {
  const child = spawn(process.execPath, START, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: url,
      PORT: String(PORT),
      SECRET_KEY: SECRET,
      SEED: 'none',
      LOG_LEVEL: 'warn',
    },
  });
  try {
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (text: Buffer) => {
        if (text.includes('is ready')) resolve();
      });
      child.on('exit', () => reject(new Error('the server did not start')));
    });
    const ask = asker(await signIn());
    const restMb = memoryMb(child.pid!).now;
    const started = performance.now();
    const {
      createBillingRun: [{ id }],
    } = await ask('mutation { createBillingRun(input: { date: "2026-04-01" }) { id } }');
    const ready = await until(ask, id, 'READY');
    const previewed = performance.now();
    await ask(
      `mutation { confirmBillingRun(id: "${id}", fingerprint: "${ready.fingerprint}") { id } }`,
    );
    await until(ask, id, 'PROCESSED');
    return {
      preview: (previewed - started) / 1000,
      confirm: (performance.now() - previewed) / 1000,
      restMb,
      peakMb: memoryMb(child.pid!).most,
    };
  } finally {
    child.removeAllListeners('exit');
    const gone = new Promise((resolve) => {
      child.on('exit', resolve);
    });
    child.kill('SIGTERM');
    await gone;
  }
}

/** From the kernel's own record: no sampling can miss the peak. */
function memoryMb(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mb = (name: string) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)![1]) / 1024);
  return { now: mb('VmRSS'), most: mb('VmHWM') };
}

type Ask = (query: string) => Promise<any>;
function asker(token: string | null): Ask {
  return async (query) => {
    const response = await fetch(`http://127.0.0.1:${PORT}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
}
async function signIn(): Promise<string> {
  return (
    await asker(null)(
      'mutation { signIn(identifier: "bench@bench.example", password: "bench bench") { token } }',
    )
  ).signIn.token;
}

async function until(ask: Ask, id: string, status: string): Promise<{ fingerprint: string }> {
  for (;;) {
    const { billingRun } = await ask(`{ billingRun(id: "${id}") { status fingerprint failure } }`);
    if (billingRun.status === status) return billingRun;
    if (billingRun.status === 'FAILED') throw new Error(billingRun.failure);
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
}

async function copySeconds(
  fromUrl: string,
  toUrl: string,
): Promise<{ seconds: number; rows: number; bytes: number }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'backhaul-copy-'));
  const file = (table: string) => path.join(folder, table);
  const columns = new Map<string, string>();
  let rows = 0;
  await withClient(fromUrl, async (client) => {
    for (const table of TABLES) {
      columns.set(table, await plainColumns(client, table));
      await pipeline(
        client.query(copyTo(`copy ${table} (${columns.get(table)}) to stdout`)),
        createWriteStream(file(table)),
      );
      rows += (await client.query<{ n: number }>(`select count(*)::int n from ${table}`)).rows[0].n;
    }
  });
  const seconds = await withClient(toUrl, async (client) => {
    const started = performance.now();
    await client.query('begin');
    for (const table of TABLES)
      await pipeline(
        createReadStream(file(table)),
        client.query(copyFrom(`copy ${table} (${columns.get(table)}) from stdin`)),
      );
    await client.query('commit');
    return (performance.now() - started) / 1000;
  });
  const bytes = TABLES.reduce((sum, table) => sum + statSync(file(table)).size, 0);
  rmSync(folder, { recursive: true });
  return { seconds, rows, bytes };
}

/** Generated columns are computed, not copied. */
async function plainColumns(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(column_name) name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  );
  return rows.map((row) => row.name).join(', ');
}
