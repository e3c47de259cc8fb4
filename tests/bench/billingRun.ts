import type { Postgres } from '../../server/src/platform/postgres.ts';
import { copySeconds, rowsOfRun } from './copied.ts';
import { withClient } from './database.ts';
import { movedIn } from './moveIn.ts';
import { startBenchServer, type Ask } from './server.ts';

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
  months = MONTHS.length,
): Promise<Record<string, string | number>[]> {
  const { url, seconds } = await movedIn(postgres, 'bench', customers);
  await withClient(postgres.url('postgres'), async (client) => {
    await client.query('drop database if exists bench_copy with (force)');
    await client.query('create database bench_copy template bench');
  });
  const { runs, restMb, peakMb } = await billOnServer(url, MONTHS.slice(0, months));
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
  dates: readonly string[],
): Promise<{ runs: Billed[]; restMb: number; peakMb: number }> {
  const server = await startBenchServer(url, dates[0]);
  try {
    const restMb = server.memoryMb().now;
    const runs: Billed[] = [];
    for (const date of dates) {
      // in a month the database looks at its tables by itself; here it has seconds
      if (runs.length) await withClient(url, (client) => client.query('vacuum (analyze)'));
      runs.push(await bill(server.ask, date));
    }
    return { runs, restMb, peakMb: server.memoryMb().most };
  } finally {
    await server.stop();
  }
}

/** Previews and confirms the run of a date. */
export async function bill(ask: Ask, date: string): Promise<Billed> {
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
