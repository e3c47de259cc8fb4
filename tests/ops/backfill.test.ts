import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { migrate } from '../../server/src/platform/migrate.ts';
import { BROKEN_FIGURES } from '../support/figures.ts';
import { ROOT } from '../support/process.ts';

const MIGRATIONS = path.join(ROOT, 'prisma/migrations');
const FIRST_NEW = '20261128000600_reversals';
let folder: string;
let db: pg.Client;
const owner = `owner_${randomBytes(6).toString('hex')}`;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'backhaul-backfill-'));
  const admin = new pg.Client({ connectionString: inject('postgresUrl') });
  await admin.connect();
  // as a deployment has it: an owner that is no superuser, whom row level security holds as well
  await admin.query(`create role ${owner} login createrole password 'owner'`);
  const name = `t_${inject('run')}_${randomBytes(6).toString('hex')}`;
  await admin.query(`create database ${name} owner ${owner}`);
  const {
    rows: [app],
  } = await admin.query(`select 1 from pg_roles where rolname = 'backhaul_app'`);
  if (app) await admin.query(`grant backhaul_app, backhaul_identity to ${owner} with admin option`);
  await admin.end();
  const url = new URL(inject('postgresUrl').replace(/\/postgres$/, `/${name}`));
  url.username = owner;
  url.password = 'owner';
  const old = path.join(folder, 'old');
  cpSync(MIGRATIONS, old, { recursive: true });
  for (const each of readdirSync(old))
    if (each >= FIRST_NEW) rmSync(path.join(old, each), { recursive: true });
  await migrate(url.href, old);
  db = new pg.Client({ connectionString: url.href });
  await db.connect();
  await fill();
  await migrate(url.href, MIGRATIONS);
  for (const table of [
    'allocation',
    'invoice',
    'payment',
    'charge',
    'billing_run_entry',
    'customer',
    'service',
    'tariff',
    'tax_rate',
    'figure_sum',
    'figure_change',
    'recurring_step',
    'customer_word',
  ])
    await db.query(`alter table ${table} no force row level security`);
}, 120_000);
afterAll(async () => {
  await db.end();
  rmSync(folder, { recursive: true });
});

const ID = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** What a database holds that was worked with before: rows of every case, told apart by number or id. */
async function fill(): Promise<void> {
  for (const table of [
    'partner',
    'customer',
    'finance_setting',
    'tax_rate',
    'tariff',
    'service',
    'invoice',
    'payment',
    'ledger_transaction',
    'credit',
    'allocation',
    'charge',
    'billing_run',
    'billing_run_entry',
  ])
    await db.query(`alter table ${table} no force row level security`);
  const place = `'${ID(1)}', '1.'`;
  await db.query(
    `insert into partner (id, number, path, name, currency, time_zone) values ('${ID(1)}', 1, '1.', 'ISP', 'EUR', 'UTC')`,
  );
  await db.query(
    `insert into finance_setting (partner_id, partner_path, "values") values (${place}, '{"paymentDueDays": 10}')`,
  );
  await db.query(
    `insert into customer (id, partner_id, partner_path, name, phone, status, currency, created_on, billing) values ('${ID(2)}', ${place}, 'Usual', null, 'ACTIVE', 'EUR', '2026-01-01', '{}'), ('${ID(3)}', ${place}, 'Ímmediät', '+43 1 588 000', 'ACTIVE', 'EUR', '2026-01-01', '{"paymentDueDays": 0}')`,
  );
  await db.query(
    `insert into tax_rate (id, partner_id, partner_path, name, percent) values ('${ID(60)}', ${place}, 'VAT', 19)`,
  );
  await db.query(
    `insert into tariff (id, partner_id, partner_path, kind, name, price, currency, tax_rate_id, tax_included) values ('${ID(61)}', ${place}, 'INTERNET', 'Fibre', 119, 'EUR', '${ID(60)}', true)`,
  );
  await db.query(
    `insert into service (partner_id, partner_path, customer_id, tariff_id, description, start_date, end_date, charged_until, discounts) values
      (${place}, '${ID(2)}', '${ID(61)}', 'Fibre', '2026-01-15', null, '2026-02-01', '[{"kind":"PERCENT","value":"10","from":"2026-03-01","until":"2026-04-30"}]'),
      (${place}, '${ID(3)}', '${ID(61)}', 'Fibre', '2026-02-01', '2026-06-30', '2026-02-01', '[]')`,
  );
  const invoice = (n: number, customer: number, number: string, due: string, state = 'ISSUED') =>
    db.query(`insert into invoice (id, partner_id, partner_path, customer_id, number, state, document_date, due_date, currency, net_minor, tax_minor, total_minor, paid_minor, billed_to, billed_by, recorded_by)
    values ('${ID(n)}', ${place}, '${ID(customer)}', '${number}', '${state}', '2026-02-01', '${due}', 'EUR', 100, 0, 100, 0, '{}', '{}', 'test')`);
  await invoice(10, 2, 'A', '2026-02-15');
  await invoice(11, 2, 'B', '2026-02-01');
  await invoice(12, 3, 'C', '2026-02-01');
  await invoice(13, 2, 'D', '2026-02-15', 'VOID');
  const charge = (n: number, customer: number, of: string) =>
    db.query(
      `insert into charge (id, partner_id, partner_path, customer_id, billing_date, document_date, total_minor, invoice_id, before, recorded_by) values ('${ID(n)}', ${place}, '${ID(customer)}', '2026-02-01', '2026-02-01', 100, ${of}, '{}', 'test')`,
    );
  await charge(20, 2, `'${ID(10)}'`);
  await charge(21, 2, 'null');
  await charge(22, 3, 'null');
  const entry = (n: number, type: string, more: string, date: string) =>
    db.query(`insert into ledger_transaction (id, partner_id, partner_path, customer_id, type, amount_minor, currency, category, description, date, balance_after_minor, recorded_by_kind, recorded_by, payment_id, invoice_id, reverses_id)
    values ('${ID(n)}', ${place}, '${ID(2)}', '${type}', 100, 'EUR', 'Payment', 'x', '${date}', 0, 'USER', 'test', ${more})`);
  await db.query(
    `insert into payment (id, partner_id, partner_path, customer_id, receipt_number, amount_minor, currency, date, method, content_hash, recorded_by, recorded_at, reversed_at) values ('${ID(30)}', ${place}, '${ID(2)}', 'R1', 100, 'EUR', '2026-02-01', 'CASH', '', 'test', '2026-02-01', null), ('${ID(31)}', ${place}, '${ID(2)}', 'R2', 100, 'EUR', '2026-02-01', 'CASH', '', 'test', '2026-02-01', '2026-03-03')`,
  );
  await entry(40, 'CREDIT', `'${ID(30)}', null, null`, '2026-02-01');
  await entry(41, 'CREDIT', `'${ID(31)}', null, null`, '2026-02-01');
  await entry(42, 'DEBIT', `'${ID(31)}', null, '${ID(41)}'`, '2026-03-04');
  await entry(43, 'DEBIT', `null, '${ID(13)}', null`, '2026-02-01');
  await entry(44, 'CREDIT', `null, '${ID(13)}', '${ID(43)}'`, '2026-03-05');
  const allocation = (
    n: number,
    of: number,
    credit: number,
    payment: string,
    amount: number,
    at: string,
  ) =>
    db.query(
      `insert into allocation (id, partner_id, partner_path, customer_id, invoice_id, transaction_id, payment_id, amount_minor, date, created_at) values ('${ID(n)}', ${place}, '${ID(2)}', '${ID(of)}', '${ID(credit)}', ${payment}, ${amount}, '2026-02-01', '${at}')`,
    );
  await allocation(50, 10, 40, `'${ID(30)}'`, 60, '2026-02-01'); // with the payment
  await allocation(51, 11, 40, `'${ID(30)}'`, 40, '2026-02-02'); // what was left of it, later
  await allocation(52, 10, 43, 'null', 10, '2026-02-01'); // a credit that was no payment
  await allocation(53, 10, 41, `'${ID(31)}'`, 30, '2026-02-01');
  await allocation(54, 10, 41, `'${ID(31)}'`, -30, '2026-03-03'); // taken back with its payment
  await db.query(
    `insert into billing_run (id, partner_id, partner_path, date, status, partner_ids, include_descendants, created_by) values ('${ID(60)}', ${place}, '2026-03-01', 'READY', '{${ID(1)}}', false, 'test')`,
  );
  const previewed = (customer: number, previous: string, words: string) =>
    db.query(
      `insert into billing_run_entry (run_id, customer_id, partner_id, partner_path, customer_number, customer_name, facts_version, currency, total_minor, previous_minor, differences, hash, flags) values ('${ID(60)}', '${ID(customer)}', ${place}, ${customer}, 'x', 0, 'EUR', 150, ${previous}, '${words}', '', '{}')`,
    );
  await previewed(2, '100', '{"Plan: price 1.00 -> 1.40","Voice: new"}');
  await previewed(3, 'null', '{}');
}

it("tells the payments' own allocations from those of the balance, what was taken back with them", async () => {
  const { rows } = await db.query(
    'select right(id::text, 2)::int id, made_by from allocation order by id',
  );
  expect(rows).toEqual([
    { id: 50, made_by: 'PAYMENT' },
    { id: 51, made_by: 'BALANCE' },
    { id: 52, made_by: 'BALANCE' },
    { id: 53, made_by: 'PAYMENT' },
    { id: 54, made_by: 'PAYMENT' },
  ]);
});

it('has the words that customers are found by without accents, and phone numbers as digits', async () => {
  const { rows } = await db.query(
    `select array_agg(word order by word) words from customer_word
    where customer_id = '${ID(3)}' and field in (-1, -6)`,
  );
  expect(rows[0].words).toEqual(
    ['+43', '000', '1', '1588000', '31588000', '431588000', '588', 'immediat'].sort(),
  );
});

it('dates what was taken back as the ledger does', async () => {
  const { rows } = await db.query(
    `select number, void_on::text on_day from invoice where void_on is not null union all select receipt_number, reversed_on::text from payment where reversed_on is not null order by 1`,
  );
  expect(rows).toEqual([
    { number: 'D', on_day: '2026-03-05' },
    { number: 'R2', on_day: '2026-03-04' },
  ]);
});

it('keeps the due dates that were printed, and gives a charge without an invoice the one it would have had', async () => {
  const { rows } = await db.query(
    `select right(id::text, 2)::int id, due_date::text due, due_at_once once from charge union all select right(id::text, 2)::int, due_date::text, due_at_once from invoice order by 1`,
  );
  expect(rows).toEqual([
    { id: 10, due: '2026-02-15', once: false },
    { id: 11, due: '2026-02-01', once: false },
    { id: 12, due: '2026-02-01', once: true },
    { id: 13, due: '2026-02-15', once: false },
    { id: 20, due: '2026-02-15', once: false },
    { id: 21, due: '2026-02-10', once: false },
    { id: 22, due: '2026-02-01', once: true },
  ]);
});

it('keeps the sums of what is there', async () => {
  const { rows } = await db.query(
    `select figure, period, rate::float, amount::float, n::int from figure_sum
    where (figure, period) in (('OPEN', ''), ('VOIDED', '2026-03'), ('RECURRING_INHERITED', '2026-03'), ('CUSTOMERS', '2026'))
    order by figure, n`,
  );
  expect(rows).toEqual([
    { figure: 'CUSTOMERS', period: '2026', rate: 0, amount: 0, n: 2 },
    { figure: 'OPEN', period: '', rate: 0, amount: 300, n: 3 },
    { figure: 'RECURRING_INHERITED', period: '2026-03', rate: 19, amount: -11.9, n: 0 },
    { figure: 'VOIDED', period: '2026-03', rate: 0, amount: 100, n: 1 },
  ]);
  for (const [rule, query] of Object.entries(BROKEN_FIGURES))
    expect({ rule, broken: (await db.query(query)).rows }).toEqual({ rule, broken: [] });
});
