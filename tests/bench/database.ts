import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startPostgres, type Postgres } from '../../server/src/platform/postgres.ts';
import { prepareDatabase } from '../../server/src/platform/database.ts';
import { SECRET } from '../support/secret.ts';

/** With full durability: what is measured must survive a crash, as in production. */
export function openBenchServer(): Promise<Postgres> {
  return startPostgres(path.join(tmpdir(), 'backhaul-bench'), { durable: true });
}

export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A migrated database with that many customers of five partners, two services each, all due on 1 April 2026. */
export async function billableDatabase(
  postgres: Pick<Postgres, 'url'>,
  name: string,
  customers: number,
): Promise<string> {
  await withClient(postgres.url('postgres'), async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
  });
  await prepareDatabase(postgres.url(name), SECRET);
  await withClient(postgres.url(name), async (client) => {
    await client.query(
      `insert into partner (number, path, name, currency, time_zone) values (1, '1.', 'Bench ISP', 'EUR', 'UTC')`,
    );
    await client.query(
      `insert into partner (number, parent_id, path, name, currency, time_zone) select n, p.id, '1.' || n || '.', 'Reseller ' || n, 'EUR', 'UTC' from partner p, generate_series(2, 6) n where p.number = 1`,
    );
    await client.query(
      `insert into tax_rate (partner_id, partner_path, name, percent) select id, path, 'VAT', 19 from partner where number = 1`,
    );
    await client.query(
      `insert into tariff (partner_id, partner_path, kind, name, price, currency, tax_rate_id, tax_included) select p.id, p.path, 'INTERNET', 'Plan ' || n, 20 + n, 'EUR', r.id, n = 2 from partner p, tax_rate r, generate_series(1, 2) n where p.number = 1`,
    );
    await client.query(
      `insert into tariff_partner (tariff_id, partner_id, partner_path) select t.id, p.id, p.path from tariff t, partner p`,
    );
    await client.query(
      `insert into customer (partner_id, partner_path, name, email, login, login_key, currency, created_on, status, next_billing_date, street, city, zip, country)
      select p.id, p.path, 'Customer Number ' || n, 'c' || n || '@example.net', 'c' || n, 'c' || n, 'EUR', '2025-01-01', 'ACTIVE', '2026-04-01', n || ' Main Road', 'Berlin', '10115', 'DE' from generate_series(1, $1::int) n join partner p on p.number = 2 + n % 5 order by n`,
      [customers],
    );
    await client.query(`insert into service (partner_id, partner_path, customer_id, tariff_id, description, start_date, charged_until, discounts)
      select c.partner_id, c.partner_path, c.id, t.id, t.name, '2025-01-01', case when c.number % 10 = 0 then date '2026-03-15' else date '2026-04-01' end, case when c.number % 7 = 0 then '[{"kind":"PERCENT","value":"10","from":null,"until":null,"message":null}]'::jsonb else '[]' end
      from customer c cross join tariff t order by c.number`);
    await client.query(
      `insert into app_user (partner_id, partner_path, email, email_key, name, password_hash, role) select id, path, 'none@bench.example', 'none@bench.example', 'nobody', null, 'READ_ONLY' from partner where number = 1`,
    );
    await client.query('vacuum analyze');
  });
  return postgres.url(name);
}
