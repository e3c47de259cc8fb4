import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer } from '../support/backhaul.ts';
import { manyCustomers } from '../support/billable.ts';
import { confirm, preview } from '../support/story.ts';

/** More than a few hundred: of fewer rows any index will do. */
const CUSTOMERS = 600;
/** Who is billed much later, and whose rows are nobody's business until then. */
const LATER = 6000;
/** A statement of a run goes through so many rows for each customer that it charges. */
const EACH = 10;
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

/** What the database counted until now: what a connection counted is there when it has ended. */
async function counted(client: pg.Client, text: string): Promise<Map<string, number>> {
  await expect
    .poll(async () => {
      const others = await client.query(
        'select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
      return others.rowCount;
    })
    .toBe(0);
  // what this connection itself has read counts before, not later
  await client.query('select pg_stat_force_next_flush()');
  const { rows } = await client.query<{ name: string; n: number }>(text, [GROWING]);
  return new Map(rows.map(({ name, n }) => [name, n]));
}

/** How often rows were found by each index of the growing tables. */
const found = (client: pg.Client) =>
  counted(
    client,
    `select indexrelname name, idx_tup_read::int n
    from pg_stat_user_indexes
    where relname = any($1)`,
  );

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
      -- and as if they lay far apart
      execute format('alter database %I set random_page_cost = 40', current_database());
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

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Function Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Join Filter'?: number;
  Plans?: PlanNode[];
}

/** The steps of a plan that went through more rows than so many, in words. */
function longSteps(node: PlanNode, most: number): string[] {
  const rows = Math.round(
    (node['Actual Rows'] +
      (node['Rows Removed by Filter'] ?? 0) +
      (node['Rows Removed by Join Filter'] ?? 0)) *
      node['Actual Loops'],
  );
  const what = [node['Node Type'], node['Relation Name'] ?? node['Function Name'] ?? ''].join(' ');
  return [
    ...(rows > most ? [`${what.trim()}: ${rows} rows`] : []),
    ...(node.Plans ?? []).flatMap((below) => longSteps(below, most)),
  ];
}

/**
 * Has the database tell, of each statement that writes with what it is given, what it went through, while the work runs.
 * Returns the steps that were too long, by the statements' beginnings.
 */
async function longStepsOf(most: number, work: () => Promise<unknown>): Promise<string[]> {
  const found: string[] = [];
  let told = 0;
  const query = pg.Client.prototype.query as (...args: unknown[]) => any;
  async function explained(this: pg.Client, text: string, values: unknown[]): Promise<unknown> {
    await query.call(this, 'savepoint explained');
    const { rows } = await query.call(this, `explain (analyze, format json) ${text}`, values);
    await query.call(this, 'rollback to explained');
    told += 1;
    const steps = longSteps(rows[0]['QUERY PLAN'][0].Plan as PlanNode, most);
    found.push(...steps.map((step) => `${text.trim().slice(0, 60)} ... ${step}`));
    return query.call(this, text, values);
  }
  pg.Client.prototype.query = function asked(this: pg.Client, ...args: unknown[]) {
    const asked = args[0] as { text?: string; values?: unknown[] };
    return typeof asked.text === 'string' && /(json_to_recordset|unnest)\(\$/.test(asked.text)
      ? explained.call(this, asked.text, asked.values ?? [])
      : query.apply(this, args);
  } as typeof pg.Client.prototype.query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query as typeof pg.Client.prototype.query;
  }
  expect(told).toBeGreaterThan(10);
  return found;
}

let url: string;
let owner: pg.Client;
beforeAll(async () => {
  ({ url, owner } = await manyCustomers(CUSTOMERS + LATER));
  await owner.query(`update customer set next_billing_date = '2030-01-01' where number > $1`, [
    CUSTOMERS,
  ]);
  await giveCredit(owner);
  await knowNothing(owner);
});
afterAll(() => owner.end());

it(
  'runs read what they write a few times for each customer, though the database knows nothing of it or only what was there before',
  { timeout: 240_000 },
  async () => {
    for (const date of ['2026-04-01', '2026-05-01', '2026-06-01']) {
      const before = await found(owner);
      const server = await startTestServer({ DATABASE_URL: url, BUSINESS_DATE: date });
      const [run] = await preview(server, { date });
      expect(await longStepsOf(EACH * CUSTOMERS, () => confirm(server, run)), date).toEqual([]);
      await server.stop();
      const each = [...(await found(owner))].map(
        ([index, n]) => [index, (n - (before.get(index) ?? 0)) / CUSTOMERS] as const,
      );
      expect(Math.max(...each.map(([, n]) => n)), date).toBeGreaterThan(1);
      expect(
        // 20, by each statement twice: once told, once done
        each.filter(([, n]) => n > 40),
        date,
      ).toEqual([]);
      // as it is years later: what is known of the tables says nothing of the next run
      if (date === '2026-05-01') await owner.query('analyze');
    }
    const { rows } = await owner.query<{ paid: boolean; n: number }>(
      `select paid_minor = total_minor paid, count(*)::int n from invoice group by 1`,
    );
    expect(rows).toEqual([{ paid: true, n: 3 * CUSTOMERS }]);
  },
);

/** How PostgreSQL answers the application when the operator asks: its plan. */
async function planOf(text: string): Promise<string> {
  await owner.query('begin');
  await owner.query('set local role backhaul_app');
  await owner.query(
    `select set_config('app.partner_path', '1.', true), set_config('app.partner_end', '1.' || chr(1114111), true),
      set_config('app.customer_id', '', true), set_config('app.desk_user', '', true)`,
  );
  const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${text}`);
  await owner.query('rollback');
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

it.each([
  ['invoice', 'document_date desc, id desc'],
  ['ledger_transaction', 'date desc, seq desc'],
])(
  'a list of %s is counted by an index alone, and read in the order of one',
  async (table, order) => {
    await owner.query(`vacuum analyze ${table}`);
    // as the list asks; what is left to a filter is worked out anew for every row
    const count = await planOf(`select count(*) from (select id from ${table} offset 0) counted`);
    expect(count).toMatch(/Index Only Scan/);
    expect(count).not.toMatch(/Filter/);
    const page = await planOf(`select * from ${table} order by ${order} limit 51`);
    expect(page).toMatch(/Index Scan Backward/);
    expect(page).not.toMatch(/Sort/);
  },
);
