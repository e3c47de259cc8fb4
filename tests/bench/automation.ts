// npm run bench -- automation: how soon the previews of many partners that are due at the same hour begin and are ready,
// with one partner among them that has as many customers as all others together.
import type { Postgres } from '../../server/src/platform/postgres.ts';
import { withClient } from './database.ts';
import { filledDatabase, TODAY } from './million.ts';
import { startBenchServer } from './server.ts';

const CUSTOMERS_EACH = 20;
const LOOK_MS = 500;
const PATIENCE_MS = 15 * 60_000;

/** One row: seconds from the start of the worker until previews are made, and are ready. */
export async function automationBench(
  postgres: Postgres,
  partners: number,
): Promise<Record<string, string | number>[]> {
  const url = await filledDatabase(postgres, 'bench_automation', {
    partners,
    customers: 2 * partners * CUSTOMERS_EACH,
    invoices: 2 * partners * CUSTOMERS_EACH,
  });
  await withClient(url, async (client) => {
    await client.query('set session_replication_role = replica');
    // half of all customers are the first reseller's
    await client.query(
      `update customer c
      set partner_id = p.id, partner_path = p.path
      from partner p
      where p.number = 2 and c.number % 2 = 0`,
    );
    await client.query(
      `update service s
      set partner_id = c.partner_id, partner_path = c.partner_path
      from customer c
      where c.id = s.customer_id`,
    );
    await client.query(
      `insert into automation_setting (partner_id, partner_path, values)
      select id, path, '{"enabled": true, "separatePerPartner": true, "daysBefore": 11}'
      from partner where number = 1`,
    );
    await client.query('set session_replication_role = origin');
    await client.query('vacuum analyze');
  });
  const server = await startBenchServer(url, TODAY);
  const started = performance.now();
  try {
    return await withClient(url, async (client) => {
      const seconds: { made: number[]; ready: number[] } = { made: [], ready: [] };
      const now = () => (performance.now() - started) / 1000;
      for (let all = 1; seconds.ready.length < all && now() * 1000 < PATIENCE_MS;) {
        const { rows } = await client.query<{ due: number; made: number; ready: number }>(
          `select (select count(distinct partner_id)::int from customer) due,
            count(*)::int made, count(*) filter (where status = 'READY')::int ready
          from billing_run`,
        );
        all = rows[0].due;
        while (seconds.made.length < rows[0].made) seconds.made.push(now());
        while (seconds.ready.length < rows[0].ready) seconds.ready.push(now());
        await new Promise((resolve) => {
          setTimeout(resolve, LOOK_MS);
        });
      }
      const at = (times: readonly number[], share: number) =>
        times[Math.ceil(times.length * share) - 1]?.toFixed(1) ?? '-';
      return [
        {
          partners: seconds.made.length,
          'first made s': seconds.made[0]?.toFixed(1) ?? '-',
          'half made s': at(seconds.made, 0.5),
          'last made s': at(seconds.made, 1),
          'first ready s': seconds.ready[0]?.toFixed(1) ?? '-',
          'half ready s': at(seconds.ready, 0.5),
          'last ready s': at(seconds.ready, 1),
          'server MB at most': server.memoryMb().most,
        },
      ];
    });
  } finally {
    await server.stop();
  }
}
