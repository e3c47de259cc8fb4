import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Postgres } from '../../server/src/platform/postgres.ts';
import { SECRET } from '../support/secret.ts';
import { copySeconds, rowsOfRun } from './copied.ts';
import { withClient } from './database.ts';
import { movedIn, OWNER } from './moveIn.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
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
const MONTHS = Array.from({ length: 12 }, (_, i) =>
  new Date(Date.UTC(2026, 3 + i, 1)).toISOString().slice(0, 10),
);

/** A month's run: its id, and the seconds that it took. */
interface Billed {
  id: string;
  preview: number;
  confirm: number;
}

/**
 * Moves customers in by command and bills twelve months through the server; then copies the rows
 * that came out into an equal database, month by month. A row for the first and the twelfth month.
 */
export async function billingRunBench(
  postgres: Postgres,
  customers: number,
): Promise<Record<string, string | number>[]> {
  const { url, seconds } = await movedIn(postgres, 'bench', customers);
  await withClient(postgres.url('postgres'), async (client) => {
    await client.query('drop database if exists bench_copy with (force)');
    await client.query('create database bench_copy template bench');
  });
  const { runs, restMb, peakMb } = await billOnServer(url);
  const table: Record<string, string | number>[] = [];
  for (const [i, run] of runs.entries()) {
    const rows = await rowsOfRun(url, run.id);
    const copy = await copySeconds(postgres.url('bench_copy'), rows);
    rows.remove();
    if (i === 0 || i === runs.length - 1)
      table.push({
        customers,
        'import s': seconds.toFixed(1),
        month: i + 1,
        'preview s': run.preview.toFixed(1),
        'confirm s': run.confirm.toFixed(1),
        'COPY s': copy.toFixed(1),
        ratio: ((run.preview + run.confirm) / copy).toFixed(2),
        'MB copied': Math.round(rows.bytes / MB),
        'server MB at rest': restMb,
        'server MB at most': peakMb,
      });
  }
  return table;
}

async function billOnServer(
  url: string,
): Promise<{ runs: Billed[]; restMb: number; peakMb: number }> {
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
      BUSINESS_DATE: MONTHS[0],
      OPERATOR_EMAIL: OWNER.email,
      OPERATOR_PASSWORD: OWNER.password,
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
    const runs: Billed[] = [];
    for (const date of MONTHS) {
      // in a month the database looks at its tables by itself; here it has seconds
      if (runs.length) await withClient(url, (client) => client.query('vacuum (analyze)'));
      runs.push(await bill(ask, date));
    }
    return { runs, restMb, peakMb: memoryMb(child.pid!).most };
  } finally {
    child.removeAllListeners('exit');
    const gone = new Promise((resolve) => {
      child.on('exit', resolve);
    });
    child.kill('SIGTERM');
    await gone;
  }
}

async function bill(ask: Ask, date: string): Promise<Billed> {
  const started = performance.now();
  const {
    createBillingRun: [{ id }],
  } = await ask(`mutation { createBillingRun(input: { date: "${date}" }) { id } }`);
  const ready = await until(ask, id, 'READY');
  const previewed = performance.now();
  await ask(
    `mutation { confirmBillingRun(id: "${id}", fingerprint: "${ready.fingerprint}") { id } }`,
  );
  await until(ask, id, 'PROCESSED');
  const billed = {
    id,
    preview: (previewed - started) / 1000,
    confirm: (performance.now() - previewed) / 1000,
  };
  console.log(`${date}: ${billed.preview.toFixed(1)} s + ${billed.confirm.toFixed(1)} s`);
  return billed;
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
      `mutation { signIn(identifier: "${OWNER.email}", password: "${OWNER.password}") { token } }`,
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
