// npm run bench -- dunning: what a night of 100,000 customers does, first only said and then done, beside one bare pass of
// SQL over the same rows as the owner, whom no policy holds up; and the most memory that the server's process took.
import type { Postgres } from '../../server/src/platform/postgres.ts';
import { withClient } from './database.ts';
import { filledDatabase, TODAY } from './million.ts';
import { startBenchServer, type Ask } from './server.ts';

const PARTNERS = 50;
const INVOICES_EACH = 6;
const COUNTS = 'activated lateFees blocked deactivated reminders';
const ALL_KINDS = 'kinds: [ACTIVATE, LATE_FEE, BLOCK, DEACTIVATE, REMIND]';

/** One row for each way of asking. */
export async function dunningBench(
  postgres: Postgres,
  customers: number,
): Promise<Record<string, string | number>[]> {
  const url = await filledDatabase(postgres, 'bench_dunning', {
    partners: PARTNERS,
    customers,
    invoices: customers * INVOICES_EACH,
  });
  await makeDue(url);
  return measureDunning(url);
}

/** The same on a database that is there. */
export async function measureDunning(url: string): Promise<Record<string, string | number>[]> {
  const bare = await barePass(url);
  const server = await startBenchServer(url, TODAY, { WORKER: 'none' });
  const rows: Record<string, string | number>[] = [];
  const measure = async (what: string, ask: () => ReturnType<Ask>) => {
    server.forgetPeak();
    const restMb = server.memoryMb().now;
    const started = performance.now();
    const counts = Object.values<any>(await ask())[0];
    const seconds = (performance.now() - started) / 1000;
    delete counts.changes;
    rows.push({
      what,
      s: seconds.toFixed(2),
      'SQL s': bare.toFixed(2),
      times: (seconds / bare).toFixed(1),
      'MB before': restMb,
      'MB at most': server.memoryMb().most,
      ...counts,
    });
    console.log(`${what}: ${seconds.toFixed(2)} s`);
  };
  try {
    const said = (changes: string) => () =>
      server.ask(`{ dunningSimulation(date: "${TODAY}") { ${COUNTS} ${changes} } }`);
    await measure('counts', said(''));
    await measure('first page', said(`changes(first: 100, ${ALL_KINDS}) { kind reason }`));
    await measure(
      'deep page',
      said(`changes(first: 100, offset: 20000, ${ALL_KINDS}) { kind reason }`),
    );
    await forgetStatistics(url);
    await measure('counts, without statistics', said(''));
    const done = () => server.ask(`mutation { runDunning(date: "${TODAY}") { ${COUNTS} } }`);
    await measure('the night', done);
    await measure('again', done);
  } finally {
    await server.stop();
  }
  return rows;
}

/**
 * A bad month: nobody has paid it, so that the night looks at every customer. Some are blocked for
 * so long that they are deactivated, some paid and come back.
 */
async function makeDue(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query(
      `insert into finance_setting (partner_id, partner_path, values)
      select id, path, '{"lateFee": "5", "reminderDays": [9, 5, 5]}' from partner where number = 1`,
    );
    await client.query(
      `update invoice i
      set paid_minor = case when c.number % 20 = 1 then i.total_minor else 0 end
      from customer c
      where c.id = i.customer_id and i.state = 'ISSUED'
        and (c.number % 20 = 1 or i.document_date >= date_trunc('month', $1::date))`,
      [TODAY],
    );
    await client.query(
      `update customer c
      set status = case when number % 20 < 4 then 'BLOCKED' else 'ACTIVE' end,
        blocked_since = case when number % 20 < 4 then date '2026-04-05' + number % 2 * 10 end,
        balance_minor = -(
          select coalesce(sum(due_minor), 0) from invoice i where i.customer_id = c.id and i.due_minor > 0)`,
    );
    await client.query('set session_replication_role = origin');
    await client.query('vacuum analyze');
  });
}

/** As right after so much was moved in: PostgreSQL takes the tables for what they were, and empty. */
async function forgetStatistics(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('delete from pg_statistic where starelid >= 16384');
    await client.query(
      `update pg_class set reltuples = 0, relpages = 0
      where relnamespace = 'public'::regnamespace`,
    );
  });
}

/** Seconds of one pass over what decides a night: each customer with what is open, and since when. */
async function barePass(url: string): Promise<number> {
  return withClient(url, async (client) => {
    const pass = () =>
      client.query(
        `select count(*), sum(open.due), min(open.since)
        from customer c
        left join (
          select customer_id, sum(due_minor) due, min(document_date) since
          from invoice where due_minor > 0 group by 1) open on open.customer_id = c.id
        where c.balance_minor < 0 or c.status = 'BLOCKED'`,
      );
    await pass();
    const started = performance.now();
    await pass();
    return (performance.now() - started) / 1000;
  });
}
