import pg from 'pg';
import { expect, it } from 'vitest';
import { freshDatabase, startTestServer } from '../support/backhaul.ts';

it('makes sample data that holds together, once', async () => {
  const database = await freshDatabase();
  const env = { DATABASE_URL: database, SEED: 'demo', BUSINESS_DATE: '2026-04-20', WORKER: 'none' };
  const client = new pg.Client({ connectionString: database });
  const first = await startTestServer(env);
  await client.connect();
  const count = async () =>
    (
      await client.query(
        'select (select count(*) from customer) c, (select count(*) from invoice) i, (select count(*) from payment) p, (select count(*) from billing_run) r, (select count(*) from app_user) u',
      )
    ).rows[0];
  try {
    const made = await count();
    expect(Number(made.c)).toBeGreaterThan(150);
    const wrong =
      await client.query(`select 1 from customer c left join lateral (select coalesce(sum(case type when 'CREDIT' then amount_minor else -amount_minor end), 0) sum from ledger_transaction t where t.customer_id = c.id) l on true where c.balance_minor <> l.sum
      union all select 1 from invoice i left join lateral (select coalesce(sum(amount_minor), 0) sum from allocation a where a.invoice_id = i.id) a on true where num_nonnulls(i.of_payment, i.of_month) = 0 and i.paid_minor <> a.sum`);
    expect(wrong.rows).toEqual([]);
    const { rows } = await client.query(
      'select status, count(*)::int n from billing_run group by 1 order by 1',
    );
    expect(rows).toEqual([
      { status: 'PROCESSED', n: 12 },
      { status: 'READY', n: 1 },
    ]);
    const states = await client.query<{ status: string }>('select distinct status from customer');
    expect(states.rows.map((row) => row.status).sort()).toEqual([
      'ACTIVE',
      'BLOCKED',
      'INACTIVE',
      'NEW',
    ]);
    // one plan became dearer in the middle of the year, for the days since then
    const prices = await client.query(
      `select distinct l.period_from < '2025-11-01' earlier, l.unit_price::text price
      from invoice_line l join service s on s.id = l.service_id
      join tariff t on t.id = s.tariff_id
      where l.description = 'Fibre 300' and l.kind = 'SERVICE' and t.earlier_prices <> '[]' order by 1 desc, 2`,
    );
    expect(prices.rows).toEqual([
      { earlier: true, price: '39.9000' },
      { earlier: false, price: '42.9000' },
    ]);
    // whoever pays ahead, and whoever is tried with, is at the partner of that kind
    const apart = await client.query(
      `select p.name, count(c.id)::int customers from partner p left join customer c on c.partner_id = p.id
      where p.name in ('Vorab Funk', 'Tagwerk Netz', 'Trial') group by 1 order by 1`,
    );
    expect(apart.rows).toEqual([
      { name: 'Tagwerk Netz', customers: 2 },
      { name: 'Trial', customers: 3 },
      { name: 'Vorab Funk', customers: 2 },
    ]);
    // statements of two accounts in three formats, and a payment that the bank took back
    const statements = await client.query(
      `select format, named_account_id is not null named, position('<RtrInf>' in convert_from(p.bytes, 'UTF8')) > 0 returned
      from bank_file f join bank_file_part p on p.file_id = f.id order by 1`,
    );
    expect(statements.rows).toEqual([
      { format: 'CAMT_053', named: false, returned: true },
      { format: 'CSV', named: true, returned: false },
      { format: 'MT940', named: false, returned: false },
    ]);
    // every kind of field has somebody with a value, every partner a face, and nobody was written to about a year that is past
    const paper = (
      await client.query(`select (select count(*)::int from custom_field) fields, (select count(distinct entity)::int from custom_field) entities, (select count(*)::int from customer where custom_fields ? 'contract') filled, (select count(*)::int from company_setting) companies,
      (select count(*)::int from document_template) templates, (select count(*)::int from message where kind = 'INVOICE_MAIL') told, (select count(*)::int from invoice where state = 'ISSUED' and template_version_id is null) unprinted`)
    ).rows[0];
    expect(paper).toMatchObject({
      filled: Number(made.c),
      companies: 8,
      templates: 1,
      unprinted: 0,
    });
    expect(paper.fields).toBeGreaterThan(10);
    expect(paper.entities).toBeGreaterThan(5);
    expect(paper.told).toBeGreaterThan(0);
    expect(paper.told).toBeLessThan(20);
    for (const who of [
      'admin@demo.example',
      'reseller@demo.example',
      'cashier@demo.example',
      'demo',
    ])
      expect(await first.signIn(who, 'backhaul-demo')).toMatch(/^[\w-]+$/);
    await first.stop();
    await (await startTestServer(env)).stop();
    expect(await count()).toEqual(made);
  } finally {
    await client.end();
  }
}, 180_000);
