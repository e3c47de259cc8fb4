import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { hashPassword } from '../../server/src/modules/access/password.ts';
import { billableDatabase } from '../bench/database.ts';
import { OPERATOR } from './backhaul.ts';
import { BROKEN_FIGURES } from './figures.ts';
import type { ServerProcess } from './process.ts';

/** A database of one's own with that many customers, all due on 1 April 2026, and the operator's user. */
export async function manyCustomers(customers: number): Promise<{ url: string; owner: pg.Client }> {
  const url = (database: string) => inject('postgresUrl').replace(/\/postgres$/, `/${database}`);
  const database = await billableDatabase(
    { url },
    `t_${inject('run')}_${randomBytes(6).toString('hex')}`,
    customers,
  );
  const owner = new pg.Client({ connectionString: database });
  await owner.connect();
  await owner.query(
    `insert into app_user (partner_id, partner_path, email, email_key, name, password_hash, role) select id, path, $1, $1, 'Owner', $2, 'SUPER_ADMINISTRATOR' from partner where number = 1`,
    [OPERATOR.email, await hashPassword(OPERATOR.password)],
  );
  return { url: database, owner };
}

export async function operatorToken(server: ServerProcess): Promise<string> {
  return (
    await server.ask(
      'mutation ($e: String!, $p: String!) { signIn(identifier: $e, password: $p) { token } }',
      { e: OPERATOR.email, p: OPERATOR.password },
    )
  ).data.signIn.token;
}

/** What must hold when a run over all of them is processed, however often the server was killed: the wrongs found, by name. */
export async function wrongsAfterRun(owner: pg.Client): Promise<Record<string, number>> {
  const {
    rows: [wrongs],
  } = await owner.query<Record<string, number>>(`select
    (select count(*)::int from customer c where (select count(*) from charge where customer_id = c.id) <> 1) "not charged once",
    (select count(*)::int from customer c where (select count(*) from invoice where customer_id = c.id) <> 1) "not invoiced once",
    (select count(*)::int from service where charged_until <> '2026-05-01') "charged until another day",
    (select count(*)::int from customer where next_billing_date <> '2026-05-01') "billed next on another day",
    (select count(*)::int from billing_run_entry where charge_id is null or invoice_id is null or left_out_code is not null) "entries not written",
    (select count(*)::int from (select 1 from invoice group by partner_id, number having count(*) > 1) d) "numbers given twice",
    (select count(*)::int from number_counter n where kind = 'INVOICE' and last <> (select count(*) from invoice i where i.partner_id = n.partner_id)) "counters beside their invoices",
    (select count(*)::int from (select right(number, 6)::int - row_number() over (partition by partner_id order by number) gap, partner_id from invoice) g where gap <> 0) "gaps in the numbers",
    (select count(*)::int from customer c where balance_minor <> (select coalesce(sum(case type when 'CREDIT' then amount_minor else -amount_minor end), 0) from ledger_transaction where customer_id = c.id)) "balances beside the ledger",
    (select count(*)::int from invoice i where total_minor <> (select coalesce(sum(total_minor), 0) from invoice_line where invoice_id = i.id)) "invoices beside their lines",
    (select count(*)::int from invoice i where total_minor <> (select coalesce(sum(case type when 'DEBIT' then amount_minor else -amount_minor end), 0) from ledger_transaction where invoice_id = i.id)) "invoices beside the ledger"`);
  for (const [rule, query] of Object.entries(BROKEN_FIGURES))
    wrongs[rule] = (await owner.query(query)).rowCount ?? 0;
  return Object.fromEntries(Object.entries(wrongs).filter(([, n]) => n > 0));
}
