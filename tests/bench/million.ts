import type { Postgres } from '../../server/src/platform/postgres.ts';
import { prepareDatabase } from '../../server/src/platform/database.ts';
import { SECRET } from '../support/secret.ts';
import { withClient } from './database.ts';

/** How much is in a big installation: invoices are spread over the customers, these over the partners. */
export interface Size {
  partners: number;
  customers: number;
  invoices: number;
}

/** The day that it is in the filled installation. */
export const TODAY = '2026-04-20';

/**
 * A migrated database of years of business, the same each time: an operator with resellers below
 * it, customers with two services each, and an invoice a month, of which nearly all are paid. What
 * is not asked for when lists and figures are read (lines, charges, allocations) is left out.
 */
export async function filledDatabase(
  postgres: Pick<Postgres, 'url'>,
  name: string,
  { partners, customers, invoices }: Size,
): Promise<string> {
  const url = postgres.url(name);
  await withClient(postgres.url('postgres'), async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
  });
  await prepareDatabase(url, SECRET);
  await withClient(url, async (client) => {
    // loading is not what is measured: no checks and no triggers while it lasts
    await client.query('set session_replication_role = replica');
    const run = (text: string, params: unknown[] = []) => client.query(text, params);
    await run(
      `insert into partner (number, path, name, currency, time_zone)
      values (1, '1.', 'Bench ISP', 'EUR', 'UTC')`,
    );
    await run(
      `insert into partner (number, parent_id, path, name, currency, time_zone)
      select n, p.id, '1.' || n || '.', 'Reseller ' || n, 'EUR', 'UTC'
      from partner p, generate_series(2, $1::int) n`,
      [partners],
    );
    await run(
      `insert into tax_rate (partner_id, partner_path, name, percent)
      select id, path, 'VAT', 19 from partner where number = 1`,
    );
    await run(
      `insert into tariff (partner_id, partner_path, kind, name, price, currency, tax_rate_id, tax_included)
      select p.id, p.path, 'INTERNET', 'Plan ' || n, 20 + n, 'EUR', r.id, n = 2
      from partner p, tax_rate r, generate_series(1, 2) n
      where p.number = 1`,
    );
    await run(
      `insert into tariff_partner (tariff_id, partner_id, partner_path)
      select t.id, p.id, p.path from tariff t, partner p`,
    );
    await run(
      `insert into customer (partner_id, partner_path, name, email, login, login_key, currency,
        created_on, status, next_billing_date, balance_minor)
      select p.id, p.path, 'Customer Number ' || n, 'c' || n || '@example.net', 'c' || n, 'c' || n, 'EUR',
        date '2024-01-01' + n % 840, case n % 40 when 0 then 'BLOCKED' when 1 then 'INACTIVE' else 'ACTIVE' end,
        '2026-05-01', case n % 20 when 0 then -2900 else 0 end
      from generate_series(1, $1::int) n
      join partner p on p.number = case $2::int when 1 then 1 else 2 + n % ($2::int - 1) end
      order by n`,
      [customers, partners],
    );
    await run(
      `insert into service (partner_id, partner_path, customer_id, tariff_id, description,
        start_date, charged_until, end_date, discounts)
      select c.partner_id, c.partner_path, c.id, t.id, t.name,
        c.created_on, '2026-05-01', case when c.number % 50 = 3 then date '2026-05-01' + c.number % 300 end,
        case when c.number % 7 = 0
          then '[{"kind":"PERCENT","value":"10","from":null,"until":"2026-06-30","message":null}]'::jsonb
          else '[]' end
      from customer c
      cross join tariff t
      order by c.number`,
    );
    // the n-th invoice is the customers' in turns, months back from this one; every 50th of the past is never paid
    await run(
      `create temporary table bill as
      select new_id() id, c.id customer_id, c.partner_id, c.partner_path, n,
        (date '2026-04-01' - make_interval(months => n / $2::int))::date + c.number % 5 "on",
        2000 + n % 5000 total,
        n % 50 = 0 or (n < $2::int and n % 5 = 0) open
      from generate_series(0, $1::int - 1) n
      join (select *, row_number() over (order by number) - 1 place from customer) c on c.place = n % $2::int`,
      [invoices, customers],
    );
    await run(
      `insert into invoice (id, partner_id, partner_path, customer_id, number, state, document_date, due_date,
        currency, net_minor, tax_minor, total_minor, paid_minor, recurring,
        billed_to, billed_by, recorded_by, issued_at, void_on, void_reason)
      select id, partner_id, partner_path, customer_id, lpad(n::text, 9, '0'),
        case when n % 300 = 7 then 'VOID' else 'ISSUED' end, "on", "on" + 14,
        'EUR', total, 0, total, case when open or n % 300 = 7 then 0 else total end, true,
        '{}', '{}', 'Bench', "on", case when n % 300 = 7 then "on" + 33 end, case when n % 300 = 7 then 'wrong' end
      from bill
      order by n desc`,
    );
    await run(
      `insert into payment (partner_id, partner_path, customer_id, receipt_number, amount_minor, currency, date,
        method, content_hash, recorded_by, recorded_at, reversed_at, reversed_on, reversal_reason)
      select partner_id, partner_path, customer_id, lpad(n::text, 9, '0'), total, 'EUR', "on" + n % 14,
        'BANK_TRANSFER', '', 'Bench', "on",
        case when n % 500 = 9 then "on" + 40 end, case when n % 500 = 9 then "on" + 40 end,
        case when n % 500 = 9 then 'bounced' end
      from bill
      where not open
      order by n desc`,
    );
    await run(
      `insert into ledger_transaction (partner_id, partner_path, customer_id, type, amount_minor, currency,
        category, description, invoice_id, date, balance_after_minor, recorded_by_kind, recorded_by)
      select partner_id, partner_path, customer_id, case k when 1 then 'DEBIT' else 'CREDIT' end, total, 'EUR',
        case k when 1 then 'Service' else 'Payment' end, 'Plan', case k when 1 then id end,
        "on" + (k - 1) * (n % 14), 0, 'JOB', 'Bench'
      from bill
      cross join generate_series(1, 2) k
      where k = 1 or not open
      order by n desc`,
    );
    await run('set session_replication_role = origin');
    await run('vacuum analyze');
    // what triggers would have kept, of each partner after those below it
    const { rows } = await client.query<{ id: string; path: string }>(
      'select id, path from partner order by path desc',
    );
    const each = async (text: string) => {
      for (const { id, path } of rows) {
        await run(
          `select set_config('app.partner_path', $1, false), set_config('app.partner_end', $2, false)`,
          [path, `${path}\u{10FFFF}`],
        );
        await run(text, [id]);
      }
    };
    await each('select mend_recurring(array(select customer_id from recurring_drift($1)))');
    await run('select fold_figures(2147483647)');
    await each('select count(*) from recount_figures($1)');
    await run('vacuum analyze');
  });
  return url;
}
