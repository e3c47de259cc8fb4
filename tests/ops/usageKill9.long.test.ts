import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { manyCustomers, operatorToken, wrongsAfterRun } from '../support/billable.ts';
import {
  killProgram,
  startServerProcess,
  stopProgram,
  type ServerProcess,
} from '../support/process.ts';

const CUSTOMERS = 1000;
const FILES = 8;
const ROWS = 5000;
const KILLS = 8;
/** A kill falls anywhere into what follows the moment that work began: a file or a chunk takes about this long. */
const WITHIN_MS = 700;

it('usage is recorded once and billed once, whenever the server is killed while it reads a file or bills', async () => {
  const { url, owner } = await manyCustomers(CUSTOMERS);
  const { rows: services } = await owner.query<{ id: string }>(
    `select distinct on (customer_id) id from service order by customer_id, id`,
  );
  const one = async <T>(query: string): Promise<T> => (await owner.query(query)).rows[0] as T;
  let server: ServerProcess = await startServerProcess(url);

  async function killed(): Promise<void> {
    await pause(Math.random() * WITHIN_MS);
    await killProgram(server);
    server = await startServerProcess(url);
  }
  /** Whoever hears no answer sends it again. */
  async function sent(csv: string, kill: boolean): Promise<void> {
    const FILE =
      'mutation ($csv: String!) { recordUsageFile(csv: $csv) { accepted alreadyThere } }';
    const asked = server.ask(FILE, { csv }, await operatorToken(server)).catch(() => null);
    if (kill) await killed();
    const answer = await asked;
    if (!answer) return sent(csv, false);
    expect(answer.errors).toBeUndefined();
    const { accepted, alreadyThere } = answer.data.recordUsageFile;
    expect([0, ROWS]).toContain(accepted);
    expect(accepted + alreadyThere).toBe(ROWS);
  }
  for (let file = 0; file < FILES; file += 1) await sent(csvOf(services, file), true);

  const records = FILES * ROWS;
  expect(await one('select count(*)::int records from usage_record')).toEqual({ records });
  expect(await one(BESIDE)).toEqual({ sums: 0 });

  const run = () =>
    one<{ id: string; status: string; processed: number; fingerprint: string }>(
      'select id, status, processed, fingerprint from billing_run',
    );
  async function reached(status: string): Promise<void> {
    for (let now = await run(); now.status !== status; now = await run()) {
      expect(now.status).not.toBe('FAILED');
      await pause(20);
    }
  }
  const token = await operatorToken(server);
  await server.ask(
    'mutation { createBillingRun(input: { date: "2026-04-01" }) { id } }',
    {},
    token,
  );
  await killed();
  await reached('READY');
  const { id, fingerprint } = await run();
  const confirmed = await server.ask(
    'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { id } }',
    { id, f: fingerprint },
    await operatorToken(server),
  );
  expect(confirmed.errors).toBeUndefined();
  for (let n = 0; n < KILLS && (await run()).status === 'CONFIRMING'; n += 1) await killed();
  await reached('PROCESSED');

  expect(await wrongsAfterRun(owner)).toEqual({});
  expect(await one(BESIDE)).toEqual({ sums: 0 });
  expect(
    await one(`select
      (select sum(records)::int from usage_sum where charge_id is not null) billed,
      (select count(*)::int from usage_sum where charge_id is null) open,
      (select sum(quantity)::int from invoice_line where kind = 'USAGE') quantity`),
  ).toEqual({ billed: records, open: 0, quantity: records });
  expect((await stopProgram(server)).code).toBe(0);
  await owner.end();
}, 300_000);

/** Sums that are something else than their records. */
const BESIDE = `select count(*)::int sums
  from usage_sum s
  cross join lateral (
    select count(*) records, sum(quantity) quantity, min(day) first_day, max(day) last_day
    from usage_record where sum_id = s.id) r
  where (s.records, s.quantity, s.first_day, s.last_day)
    is distinct from (r.records, r.quantity, r.first_day, r.last_day)`;

function csvOf(services: readonly { id: string }[], file: number): string {
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const n = file * ROWS + i;
    const day = String(1 + (n % 31)).padStart(2, '0');
    const kind = ['Calls', 'Messages', 'Data'][n % 3];
    return `cdr-${n},${services[(n * 7) % services.length].id},2026-03-${day}T10:00:00Z,${kind},1,0.05`;
  });
  return ['source_id,service_id,at,kind,quantity,unit_price', ...rows].join('\n');
}
