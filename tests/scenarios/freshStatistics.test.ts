import pg from 'pg';
import { expect, it } from 'vitest';
import { startTestServer } from '../support/backhaul.ts';
import { manyCustomers } from '../support/billable.ts';
import { confirm, preview } from '../support/story.ts';

/** More than a few hundred: of fewer rows any index will do. */
const CUSTOMERS = 600;
/** Hold what every month adds to; an index of one of them that is read whole for each chunk is read more each month. */
const GROWING = [
  'billing_run_entry',
  'charge',
  'invoice',
  'invoice_line',
  'ledger_transaction',
  'credit',
  'allocation',
  'message',
];

/** How often rows were read by each index of the growing tables until now: what a connection counted is there when it has ended. */
async function read(client: pg.Client): Promise<Map<string, number>> {
  await expect
    .poll(async () => {
      const others = await client.query(
        'select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
      return others.rowCount;
    })
    .toBe(0);
  const { rows } = await client.query<{ index: string; n: number }>(
    `select indexrelname index, idx_tup_read::int n
    from pg_stat_user_indexes
    where relname = any($1)`,
    [GROWING],
  );
  return new Map(rows.map(({ index, n }) => [index, n]));
}

/** The database knows nothing of its tables and never will, and reads them by indexes as if they were large. */
async function knowNothing(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(relname) name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  for (const { name } of rows)
    await client.query(`alter table ${name} set (autovacuum_enabled = false)`);
  await client.query(
    `delete from pg_statistic s using pg_class c
    where c.oid = s.starelid and c.relnamespace = 'public'::regnamespace`,
  );
  await client.query(
    `update pg_class set reltuples = -1, relpages = 0
    where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  await client.query(
    `do $$ begin
      execute format('alter database %I set enable_seqscan = off', current_database());
    end $$`,
  );
}

/** Everybody has money left, so that what is issued is paid from it. */
async function giveCredit(client: pg.Client): Promise<void> {
  await client.query(
    `with given as (
      insert into ledger_transaction (partner_id, partner_path, customer_id,
        type, amount_minor, tax_minor, currency, category, description,
        date, balance_after_minor, recorded_by_kind, recorded_by)
      select partner_id, partner_path, id,
        'CREDIT', 1000000, 0, currency, 'Payment', 'Paid ahead',
        '2026-03-01', 1000000, 'system', 'test'
      from customer
      returning id, partner_id, partner_path, customer_id, date)
    insert into credit (transaction_id, partner_id, partner_path, customer_id, date, remaining_minor)
    select id, partner_id, partner_path, customer_id, date, 1000000 from given`,
  );
  await client.query('update customer set balance_minor = 1000000');
}

it(
  'reads what runs write a few times for each customer, though the database knows nothing of it or only what was there before',
  { timeout: 240_000 },
  async () => {
    const { url, owner } = await manyCustomers(CUSTOMERS);
    try {
      await giveCredit(owner);
      await knowNothing(owner);
      for (const date of ['2026-04-01', '2026-05-01', '2026-06-01']) {
        const before = await read(owner);
        const server = await startTestServer({ DATABASE_URL: url, BUSINESS_DATE: date });
        const [run] = await preview(server, { date });
        await confirm(server, run);
        await server.stop();
        const after = [...(await read(owner))].map(
          ([index, n]) => [index, (n - (before.get(index) ?? 0)) / CUSTOMERS] as const,
        );
        expect(Math.max(...after.map(([, each]) => each)), date).toBeGreaterThan(1);
        expect(
          after.filter(([, each]) => each > 20),
          date,
        ).toEqual([]);
        // as it is years later: what is known of the tables says nothing of the next run
        if (date === '2026-05-01') await owner.query('analyze');
      }
      const { rows } = await owner.query<{ paid: boolean; n: number }>(
        `select paid_minor = total_minor paid, count(*)::int n from invoice group by 1`,
      );
      expect(rows).toEqual([{ paid: true, n: 3 * CUSTOMERS }]);
    } finally {
      await owner.end();
    }
  },
);
