import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { manyCustomers, operatorToken } from '../support/billable.ts';
import {
  killProgram,
  startServerProcess,
  stopProgram,
  type ServerProcess,
} from '../support/process.ts';

const CUSTOMERS = 1500;
/** What was used on the day before the nights, of so many. */
const USED = 400;

it('a night charges each day of those who pay ahead once, and the month’s invoice once, while two servers live through it and one is killed', async () => {
  const { url, owner } = await manyCustomers(CUSTOMERS);
  await owner.query(
    `update customer set billing_type = 'PREPAID_DAILY', balance_minor = 100000, next_billing_date = null`,
  );
  await owner.query(
    `insert into ledger_transaction (partner_id, partner_path, customer_id, type, amount_minor, tax_minor,
      currency, category, description, date, balance_after_minor, recorded_by_kind, recorded_by)
    select partner_id, partner_path, id, 'CREDIT', 100000, 0, currency, 'Correction', 'Brought along', '2026-03-31', 100000, 'SYSTEM', 'test'
    from customer`,
  );
  // the month's last day is all that is left of it
  await owner.query(`update service set charged_until = '2026-04-30'`);
  const services = (
    await owner.query<{ n: number }>(
      `select count(*)::int n from service where start_date <= '2026-04-30' and (end_date is null or end_date >= '2026-04-30')`,
    )
  ).rows[0].n;
  expect(services).toBeGreaterThan(0);
  const charged = async () =>
    (await owner.query<{ n: number }>('select count(*)::int n from charge')).rows[0].n;
  const started = (): Promise<ServerProcess> =>
    startServerProcess(url, { WORKER: 'none', BUSINESS_DATE: '2026-05-01' });
  const servers = [await started(), await started()];
  const night = async (server: ServerProcess, date: string) =>
    server.ask(
      'mutation ($d: Date!) { runDunning(date: $d) { blocked } }',
      { d: date },
      await operatorToken(server),
    );
  let [doomed, other] = servers;
  const { rows: used } = await owner.query<{ id: string }>(
    `select distinct on (customer_id) id from service
    where start_date <= '2026-04-29' and (end_date is null or end_date >= '2026-04-30')
    order by customer_id, id limit $1`,
    [USED],
  );
  const recorded = await other.ask(
    'mutation ($input: [UsageInput!]!) { recordUsage(input: $input) { accepted } }',
    {
      input: used.map(({ id: serviceId }, i) => ({
        sourceId: `call ${i}`,
        serviceId,
        at: '2026-04-29T10:00:00Z',
        kind: 'Calls',
        quantity: '10',
        unitPrice: '0.05',
      })),
    },
    await operatorToken(other),
  );
  expect(recorded.data.recordUsage).toEqual({ accepted: used.length });
  for (const date of ['2026-04-30', '2026-05-01']) {
    const before = await charged();
    const invoices = async () =>
      (await owner.query<{ n: number }>('select count(*)::int n from invoice')).rows[0].n;
    const cut = night(doomed, date).catch(() => null);
    const whole = night(other, date);
    while ((await charged()) === before && (await invoices()) === 0) await pause(5);
    await killProgram(doomed);
    await cut;
    expect((await whole).errors).toBeUndefined();
    doomed = await started();
    expect((await night(doomed, date)).data.runDunning).toEqual({ blocked: 0 });
  }
  const {
    rows: [wrongs],
  } = await owner.query(
    `select
    (select count(*)::int from (
      select 1 from ledger_transaction where category = 'Service' and type = 'DEBIT'
      group by service_id, period_from having count(*) > 1) d) "days charged twice",
    (select count(*)::int - $1::int from ledger_transaction where category = 'Usage') "usage charged twice or not",
    (select count(*)::int from usage_sum where charge_id is null) "usage that waits",
    (select count(*)::int - $1::int from invoice_line where kind = 'USAGE') "usage on invoices twice or not",
    (select count(*)::int from customer c where balance_minor <> (
      select coalesce(sum(case type when 'CREDIT' then amount_minor else -amount_minor end), 0)
      from ledger_transaction where customer_id = c.id)) "balances beside the ledger",
    (select count(*)::int from (
      select 1 from invoice group by customer_id, of_month having count(*) > 1) d) "months invoiced twice",
    (select count(*)::int from invoice i where total_minor <> (
      select sum(total_minor) from invoice_line where invoice_id = i.id)) "invoices beside their lines",
    (select count(*)::int from customer c where not exists (
      select from invoice where customer_id = c.id and of_month = '2026-04-01')) "months without invoice"`,
    [used.length],
  );
  expect(wrongs).toEqual({
    'days charged twice': 0,
    'usage charged twice or not': 0,
    'usage that waits': 0,
    'usage on invoices twice or not': 0,
    'balances beside the ledger': 0,
    'months invoiced twice': 0,
    'invoices beside their lines': 0,
    'months without invoice': 0,
  });
  for (const server of [doomed, other]) await stopProgram(server);
  await owner.end();
}, 300_000);
