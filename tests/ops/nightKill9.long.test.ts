import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { manyCustomers, operatorToken } from '../support/billable.ts';
import {
  killProgram,
  startServerProcess,
  stopProgram,
  type ServerProcess,
} from '../support/process.ts';

const CUSTOMERS = 5000;

it('a night charges each late fee once, while two servers live through it and one of them is killed', async () => {
  const { url, owner } = await manyCustomers(CUSTOMERS);
  await owner.query(`insert into invoice (partner_id, partner_path, customer_id, number, state,
      document_date, due_date, currency, net_minor, tax_minor, total_minor, recurring,
      billed_to, billed_by, recorded_by, issued_at)
    select partner_id, partner_path, id, 'OLD' || number, 'ISSUED',
      '2026-04-01', '2026-04-15', currency, 5000, 0, 5000, true,
      '{}', '{}', 'test', now()
    from customer`);
  await owner.query('update customer set balance_minor = -5000');
  await owner.query(
    `insert into finance_setting (partner_id, partner_path, "values", provenance)
    select id, path, '{"lateFee": "5", "reminderDays": [15]}', '{}' from partner where number = 1`,
  );
  const charged = async () =>
    (
      await owner.query<{ n: number }>(
        'select count(*)::int n from invoice where late_fee_for is not null',
      )
    ).rows[0].n;
  const servers: ServerProcess[] = [
    await startServerProcess(url, { WORKER: 'none' }),
    await startServerProcess(url, { WORKER: 'none' }),
  ];
  const night = async (server: ServerProcess) =>
    server.ask(
      'mutation { runDunning(date: "2026-04-16") { blocked lateFees reminders } }',
      {},
      await operatorToken(server),
    );
  const [doomed, other] = servers;
  const cut = night(doomed).catch(() => null);
  const whole = night(other);
  while ((await charged()) === 0) await pause(5);
  await killProgram(doomed);
  await cut;
  expect((await whole).errors).toBeUndefined();
  expect((await night(other)).data.runDunning).toEqual({ blocked: 0, lateFees: 0, reminders: 0 });
  const {
    rows: [wrongs],
  } = await owner.query(`select
    (select count(*)::int from invoice) invoices,
    (select count(*)::int from invoice o where not recurring
      and total_minor <> (select sum(total_minor) from invoice_line where invoice_id = o.id)) "beside their lines",
    (select count(*)::int from customer where status <> 'BLOCKED' or balance_minor <> -5595) "not blocked with their fee",
    (select count(*)::int from customer c where 595 <> (
      select sum(amount_minor) from ledger_transaction where customer_id = c.id and category = 'Fee')) "beside the ledger",
    (select count(*)::int from dunning_reminder) reminders,
    (select count(*)::int from message where kind = 'REMINDER_MAIL') mails,
    (select count(*)::int from status_change where to_status = 'BLOCKED') moves,
    (select sum(last)::int from number_counter where kind = 'INVOICE') numbers`);
  expect(wrongs).toEqual({
    invoices: 2 * CUSTOMERS,
    'beside their lines': 0,
    'not blocked with their fee': 0,
    'beside the ledger': 0,
    reminders: CUSTOMERS,
    mails: CUSTOMERS,
    moves: CUSTOMERS,
    numbers: CUSTOMERS,
  });
  await stopProgram(other);
  await owner.end();
}, 300_000);
