import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { expect, it } from 'vitest';
import { manyCustomers, operatorToken } from '../support/billable.ts';
import { startServerProcess, stopProgram, type ServerProcess } from '../support/process.ts';

/** Customers of a small and of a large installation: what grows with them is read about four times as often. */
const [SMALL, LARGE] = [150, 600];
/** Reading grows by four where each customer costs the same; by sixteen where each is compared with all. */
const GROWTH_MAX = 7;
/** So little of a table is read whatever is done. */
const FEW = 20_000;

type Ask = (query: string, variables?: object) => Promise<any>;
interface Flow {
  /** What the customers are before. */
  before?: (owner: pg.Client) => Promise<unknown>;
  env?: Record<string, string>;
  run: (ask: Ask, owner: pg.Client) => Promise<unknown>;
}

const settings = (values: string) => (owner: pg.Client) =>
  owner.query(
    `insert into finance_setting (partner_id, partner_path, "values", provenance)
    select id, path, $1, '{}' from partner where number = 1`,
    [values],
  );
const night = (date: string) => (ask: Ask) =>
  ask(`mutation { runDunning(date: "${date}") { blocked lateFees reminders } }`);
/** They pay ahead, and have brought money. */
const payAhead = (type: string) => async (owner: pg.Client) => {
  await owner.query(
    `update customer set billing_type = $1, balance_minor = 100000, next_billing_date = null`,
    [type],
  );
  await owner.query(`insert into ledger_transaction (partner_id, partner_path, customer_id, type,
      amount_minor, tax_minor, currency, category, description, date, balance_after_minor,
      recorded_by_kind, recorded_by)
    select partner_id, partner_path, id, 'CREDIT', 100000, 0, currency, 'Correction',
      'Brought along', '2026-03-31', 100000, 'SYSTEM', 'test'
    from customer`);
  await owner.query(`update service set charged_until = '2026-04-29'`);
};
/** They owe an invoice that is long due. */
const owe = async (owner: pg.Client) => {
  await owner.query(`insert into invoice (partner_id, partner_path, customer_id, number, state,
      document_date, due_date, currency, net_minor, tax_minor, total_minor, recurring,
      billed_to, billed_by, recorded_by, issued_at)
    select partner_id, partner_path, id, 'OLD' || number, 'ISSUED',
      '2026-04-01', '2026-04-15', currency, 5000, 0, 5000, true,
      '{}', '{}', 'test', now()
    from customer`);
  await owner.query('update customer set balance_minor = -5000');
  await settings('{"lateFee": "5", "reminderDays": [15]}')(owner);
};

/** Asks again until the answer is what is waited for. */
async function until(ask: Ask, query: string, found: (data: any) => boolean): Promise<any> {
  for (;;) {
    const data = await ask(query);
    if (found(data)) return data;
    await pause(50);
  }
}

async function billed(ask: Ask): Promise<void> {
  const {
    createBillingRun: [{ id }],
  } = await ask('mutation { createBillingRun(input: { date: "2026-04-01" }) { id } }');
  const state = `{ billingRun(id: "${id}") { status fingerprint } }`;
  const ready = await until(ask, state, ({ billingRun }) => billingRun.status === 'READY');
  await ask(
    `mutation { confirmBillingRun(id: "${id}", fingerprint: "${ready.billingRun.fingerprint}") { id } }`,
  );
  await until(ask, state, ({ billingRun }) => billingRun.status === 'PROCESSED');
}

async function massWork(ask: Ask, preview: string): Promise<void> {
  const [job] = Object.values<any>(await ask(`mutation { ${preview} { id } }`));
  const state = `{ massJob(id: "${job.id}") { status fingerprint } }`;
  const ready = await until(ask, state, ({ massJob }) => massJob.status === 'READY');
  await ask(
    `mutation { confirmMassJob(id: "${job.id}", fingerprint: "${ready.massJob.fingerprint}") { id } }`,
  );
  await until(ask, state, ({ massJob }) => massJob.status === 'DONE');
}

const FLOWS: Record<string, Flow> = {
  'a billing run, the books, and a rehearsal': {
    run: async (ask) => {
      await billed(ask);
      await ask('{ books { name holds } }');
      await ask(
        '{ rehearsal(input: { from: "2026-05-01", months: 3 }) { months { invoiceCount } } }',
      );
    },
  },
  'charging all that are found': {
    // each is a transaction of its own: by the time there are thousands the database has had its minute to look
    run: async (ask, owner) => {
      const { partners } = await ask('{ partners(first: 2) { nodes { id } } }');
      const [, { id }] = partners.nodes;
      await massWork(ask, `previewCharges(filter: { partnerId: "${id}" }, date: "2026-04-01")`);
      await owner.query('analyze');
      await massWork(ask, 'previewCharges(filter: {}, date: "2026-04-01")');
    },
  },
  'a night over who owes': { before: owe, run: night('2026-04-16') },
  'what a night would do': {
    before: owe,
    run: (ask) =>
      ask('{ dunningSimulation(date: "2026-04-16") { blocked changes(first: 50) { reason } } }'),
  },
  'a night of those who pay by days': {
    before: payAhead('PREPAID_DAILY'),
    env: { BUSINESS_DATE: '2026-05-01' },
    run: async (ask) => {
      await night('2026-04-30')(ask);
      await night('2026-05-01')(ask);
    },
  },
  'a night of those who pay by periods': {
    before: payAhead('PREPAID_CUSTOM'),
    env: { BUSINESS_DATE: '2026-05-01' },
    run: night('2026-05-01'),
  },
  'requests to pay ahead': {
    before: settings('{"autoProforma": true}'),
    env: { BUSINESS_DATE: '2026-03-20' },
    run: (ask) => ask('mutation { runAutomation(until: "2026-03-20T12:00:00Z") { id } }'),
  },
};

/** What was read of each table, by scans and by indexes: rows, and how often was looked for them. */
async function readOf(owner: pg.Client): Promise<Map<string, number>> {
  const { rows } = await owner.query<{ name: string; read: string }>(
    `select relname name, seq_tup_read + coalesce(idx_tup_fetch, 0) + coalesce(idx_scan, 0) as read
    from pg_stat_user_tables`,
  );
  return new Map(rows.map(({ name, read }) => [name, Number(read)]));
}

/** What a flow reads in an installation whose tables are all young. */
async function reads({ before, env, run }: Flow, customers: number): Promise<Map<string, number>> {
  const { url, owner } = await manyCustomers(customers);
  await before?.(owner);
  const server: ServerProcess = await startServerProcess(url, {
    BUSINESS_DATE: '2026-04-16',
    ...env,
  });
  const token = await operatorToken(server);
  const earlier = await readOf(owner);
  await run(async (query, variables) => {
    const { data, errors } = await server.ask(query, variables, token);
    expect(errors).toBeUndefined();
    return data;
  }, owner);
  // sessions that end hand in what they counted
  await stopProgram(server);
  await owner.query('select pg_stat_clear_snapshot()');
  const later = await readOf(owner);
  await owner.end();
  return new Map([...later].map(([name, read]) => [name, read - (earlier.get(name) ?? 0)]));
}

it.each(Object.entries(FLOWS))(
  '%s: nothing is read more often for each customer, the more there are',
  async (_name, flow) => {
    const small = await reads(flow, SMALL);
    const large = await reads(flow, LARGE);
    expect([...large.values()].some((read) => read > LARGE)).toBe(true);
    const grown = [...large]
      .filter(([name, read]) => read > FEW && read > GROWTH_MAX * (small.get(name) ?? 0))
      .map(([name, read]) => `${name}: ${small.get(name)} at ${SMALL}, ${read} at ${LARGE}`);
    expect(grown).toEqual([]);
  },
  300_000,
);
