import pg from 'pg';
import { expect, it } from 'vitest';
import { startTestServer } from '../support/backhaul.ts';
import { manyCustomers } from '../support/billable.ts';
import { confirm, preview } from '../support/story.ts';

const CUSTOMERS = 600;

/** How often entries of runs were read by an index, until now: what a connection counted is there when it has ended. */
async function read(client: pg.Client): Promise<number> {
  await expect
    .poll(async () => {
      const others = await client.query(
        'select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
      return others.rowCount;
    })
    .toBe(0);
  const { rows } = await client.query<{ n: number }>(
    `select coalesce(sum(idx_tup_read), 0)::int n
    from pg_stat_user_indexes
    where relname = 'billing_run_entry'`,
  );
  return rows[0].n;
}

it('reads the entries of a run a few times each, though the database knows only those before it', async () => {
  const { url, owner } = await manyCustomers(CUSTOMERS);
  try {
    await owner.query('alter table billing_run_entry set (autovacuum_enabled = false)');
    for (const date of ['2026-04-01', '2026-05-01']) {
      const before = await read(owner);
      const server = await startTestServer({ DATABASE_URL: url, BUSINESS_DATE: date });
      const [run] = await preview(server, { date });
      await confirm(server, run);
      await server.stop();
      const each = ((await read(owner)) - before) / CUSTOMERS;
      expect(each, date).toBeGreaterThan(1);
      expect(each, date).toBeLessThan(60);
      // as it is years later: what is known of the table says nothing of the next run
      await owner.query('analyze billing_run_entry');
    }
  } finally {
    await owner.end();
  }
});
