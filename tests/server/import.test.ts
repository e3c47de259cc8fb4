import { existsSync, readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, startTestServer } from '../support/backhaul.ts';
import { folderOf, importCommand, importFolder } from '../support/imports.ts';
import { preview } from '../support/story.ts';

const shared = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
async function query<T extends object = Record<string, unknown>>(
  database: string,
  text: string,
): Promise<T[]> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}
/** How much there is of everything, to see that nothing changed. */
const census = async (database: string) =>
  (
    await query(
      database,
      `select (select count(*) from partner) p, (select count(*) from tariff) t, (select count(*) from tax_rate) r, (select count(*) from customer) c,
  (select count(*) from service) s, (select count(*) from ledger_transaction) l, (select count(*) from credit) k, (select count(*) from audit_entry) a, (select string_agg(name || currency || time_zone, ',' order by number) from partner) n`,
    )
  )[0];

const PARTNERS = [
  'number,parent,name,currency,time_zone',
  '1,,Karoo Fibre,ZAR,Africa/Johannesburg',
  '2,1,Cape Link,ZAR,Africa/Johannesburg',
];
const TARIFFS = [
  'code,name,kind,price,tax_percent,tax_included,currency,partners',
  'A,Fibre,INTERNET,100,15,no,ZAR,1|2',
  'B,Exempt,RECURRING,33.3333,0,yes,ZAR,2',
];
const CUSTOMER_HEAD =
  'customer;partner;name;email;login;status;billing_type;billing_enabled;payment_period;prepaid_months;billing_day;payment_due_days;balance;street;city;zip;country;phone;created';
const SERVICE_HEAD =
  'customer,tariff,description,quantity,unit_price,start,end,charged_until,discount_kind,discount_value,discount_from,discount_until';
const customer = (over: Partial<Record<string, string>>) => {
  const row: Record<string, string> = {
    customer: 'C1',
    partner: '2',
    name: 'Somebody',
    status: 'ACTIVE',
    billing_type: 'RECURRING',
    created: '2026-01-05',
    ...over,
  } as Record<string, string>;
  return CUSTOMER_HEAD.split(';')
    .map((column) => row[column] ?? '')
    .join(';');
};

let database: string;
beforeEach(async () => {
  database = await freshDatabase();
});

describe.runIf(existsSync(shared))('the data an ISP moves in with', () => {
  it('goes in whole, once, and is billed to the cent', async () => {
    expect((await importCommand(database, path.join(shared, 'migration'))).lines).toEqual([
      'partners.csv: 6 read, 6 imported, 0 skipped, 0 rejected',
      'tariffs.csv: 12 read, 12 imported, 0 skipped, 0 rejected',
      'customers.csv: 2000 read, 2000 imported, 0 skipped, 0 rejected',
      'services.csv: 3067 read, 3067 imported, 0 skipped, 0 rejected',
    ]);
    const before = await census(database);
    expect(before).toMatchObject({ p: '6', t: '12', c: '2000', s: '3067' });
    const again = await importFolder(database, path.join(shared, 'migration'));
    expect([again.status, ...again.lines.map((line) => line.split(': ')[1])]).toEqual([
      0,
      ...[6, 12, 2000, 3067].map((n) => `${n} read, 0 imported, ${n} skipped, 0 rejected`),
    ]);
    expect(await census(database)).toEqual(before);
    expect(
      await query(
        database,
        `select 1 from customer c left join lateral (select coalesce(sum(case type when 'CREDIT' then amount_minor else -amount_minor end), 0) sum from ledger_transaction t where t.customer_id = c.id) l on true where c.balance_minor <> l.sum`,
      ),
    ).toEqual([]);

    const server = await startTestServer({ DATABASE_URL: database });
    try {
      const { partners } = await server.must<any>(
        '{ partners(filter: { search: "Cape Link" }) { nodes { id } } }',
      );
      const [made] = await preview(server, {
        date: '2026-04-01',
        partnerIds: [partners.nodes[0].id],
        includeDescendants: false,
      });
      expect([made.invoiceCount, made.net, made.tax, made.total]).toEqual([
        390,
        ...['254124.06', '38118.77', '292242.83'].map((amount) => [{ amount, currency: 'ZAR' }]),
      ]);
    } finally {
      await server.stop();
    }
  });

  it('is refused with every fault named, or goes in without its bad rows', async () => {
    await importFolder(database, path.join(shared, 'migration'));
    const before = await census(database);
    const folder = folderOf({});
    await cp(path.join(shared, 'migration-dirty'), folder, { recursive: true });
    const refused = await importFolder(database, folder);
    expect([refused.status, ...refused.lines]).toEqual([
      1,
      'customers.csv: 102 read, 0 imported, 0 skipped, 19 rejected',
    ]);
    expect(refused.faults.map((fault) => fault.split(' ').slice(0, 2).join(' '))).toEqual([
      'customers.csv:5 name:',
      'customers.csv:9 partner:',
      'customers.csv:13 status:',
      'customers.csv:17 billing_day:',
      'customers.csv:21 billing_day:',
      'customers.csv:25 customer:',
      'customers.csv:29 login:',
      'customers.csv:33 email:',
      'customers.csv:37 balance:',
      'customers.csv:41 created:',
      'customers.csv:45 prepaid_months:',
      'customers.csv:49 payment_due_days:',
      'customers.csv:53 name:',
      'customers.csv:57 billing_enabled:',
      'customers.csv:61 payment_period:',
      'customers.csv:65 balance:',
      'customers.csv:69 balance:',
      'customers.csv:103 the',
      'customers.csv:104 street:',
    ]);
    expect(await census(database)).toEqual(before);

    const good = await importFolder(database, folder, '--skip-bad-rows');
    expect(good.said).toContain('Note: customers.csv:77 name: a line break in it became a space');
    expect([good.status, ...good.lines]).toEqual([
      0,
      'customers.csv: 102 read, 83 imported, 0 skipped, 19 rejected',
    ]);
    const odd = await query<{ name: string }>(
      database,
      `select name from customer where external_id in ('D000072', 'D000080') order by external_id`,
    );
    expect(odd.map((row) => row.name)).toEqual(['=HYPERLINK("http://example.net";"x")', 'padded']);
    const aside = readFileSync(path.join(folder, 'customers.rejected.csv'), 'latin1')
      .replace(/^\u00ef\u00bb\u00bf/, '')
      .split('\n');
    expect(aside[0]).toBe(`line;column;reason;${CUSTOMER_HEAD}`);
    expect(aside[1]).toMatch(/^5;name;is missing;D000004;5;;d4@example\.net/);
    expect(aside.at(-2)).toContain(';Stra\u00df' + 'e 1;'); // the byte as it was
    expect((await importFolder(database, folder, '--skip-bad-rows')).lines).toEqual([
      'customers.csv: 102 read, 0 imported, 83 skipped, 19 rejected',
    ]);
  });
});

describe('partners', () => {
  it('come in any order; circles, unknown parents and numbers given twice are refused', async () => {
    const folder = folderOf({
      'partners.csv': [
        PARTNERS[0]!,
        '4,3,Grandchild,EUR,Europe/Oslo',
        '3,1,Child,EUR,Europe/Berlin',
        '1,,The ISP,EUR,Europe/Berlin',
        '5,6,Round,EUR,Europe/Berlin',
        '6,5,About,EUR,Europe/Berlin',
        '7,99,Lost,EUR,Europe/Berlin',
        '8,7,Lost too,EUR,Europe/Berlin',
        '3,1,Twice,EUR,Europe/Berlin',
        '9,,Second root,EUR,Mars/Base',
        '10,1,Wrong,XYZ,Europe/Berlin',
      ],
    });
    const refused = await importFolder(database, folder);
    expect(refused.faults.sort()).toEqual(
      [
        'partners.csv:10 time_zone: is not a time zone like Europe/Berlin',
        'partners.csv:11 currency: is not a currency of ISO 4217 like EUR',
        'partners.csv:5 parent: leads back to the partner itself: 5 -> 6 -> 5',
        'partners.csv:6 parent: leads back to the partner itself: 5 -> 6 -> 5',
        'partners.csv:7 parent: there is no partner 99',
        'partners.csv:8 parent: partner 7 is rejected itself (partners.csv:7)',
        'partners.csv:9 number: 3 is given already on line 3',
      ].sort(),
    );
    expect(await query(database, 'select number from partner order by number')).toEqual([
      { number: 1 },
    ]);
    expect((await importFolder(database, folder, '--skip-bad-rows')).lines).toEqual([
      'partners.csv: 10 read, 3 imported, 0 skipped, 7 rejected',
    ]);
    expect(
      await query(database, 'select number, path, name, currency from partner order by number'),
    ).toEqual([
      { number: 1, path: '1.', name: 'The ISP', currency: 'EUR' },
      { number: 3, path: '1.3.', name: 'Child', currency: 'EUR' },
      { number: 4, path: '1.3.4.', name: 'Grandchild', currency: 'EUR' },
    ]);
  });
});

describe('customers and services', () => {
  it('bring their balance, and only the settings that they give', async () => {
    const folder = folderOf({
      'partners.csv': PARTNERS,
      'tariffs.csv': TARIFFS,
      'customers.csv': [
        CUSTOMER_HEAD,
        customer({
          customer: 'C1',
          balance: '12.30',
          billing_day: '10',
          email: 'A@B.example',
          login: 'Some.Body',
        }),
        customer({ customer: 'C2', balance: '-7', status: 'BLOCKED' }),
        customer({ customer: 'C3', status: 'INACTIVE', billing_enabled: 'no' }),
      ],
      'services.csv': [
        SERVICE_HEAD,
        'C1,A,,2,,2026-03-15,,,PERCENT,10,,2026-04-30',
        'C1,A,,2,,2026-03-15,,,,,,',
        'C3,B,Old line,,9.5,2025-01-01,2026-12-31,2026-03-01,,,,',
      ],
    });
    expect((await importFolder(database, folder)).status).toBe(0);
    // the first run is planned for what moved in, not for empty tables
    expect(
      await query(
        database,
        `select relname from pg_class where relname in ('customer', 'service') and reltuples = -1`,
      ),
    ).toEqual([]);
    expect(
      await query(
        database,
        'select external_id, status, email_key, login_key, billing, balance_minor::text balance, currency, blocked_since::text blocked, next_billing_date::text next, created_on::text created from customer order by external_id',
      ),
    ).toEqual([
      {
        external_id: 'C1',
        status: 'ACTIVE',
        email_key: 'a@b.example',
        login_key: 'some.body',
        billing: { billingDay: 10 },
        balance: '1230',
        currency: 'ZAR',
        blocked: null,
        next: '2026-04-10',
        created: '2026-01-05',
      },
      {
        external_id: 'C2',
        status: 'BLOCKED',
        email_key: null,
        login_key: null,
        billing: {},
        balance: '-700',
        currency: 'ZAR',
        blocked: '2026-04-20',
        next: null,
        created: '2026-01-05',
      },
      {
        external_id: 'C3',
        status: 'INACTIVE',
        email_key: null,
        login_key: null,
        billing: { billingEnabled: false },
        balance: '0',
        currency: 'ZAR',
        blocked: null,
        next: null,
        created: '2026-01-05',
      },
    ]);
    expect(
      await query(
        database,
        'select type, amount_minor::text amount, category, date::text, balance_after_minor::text after from ledger_transaction order by seq',
      ),
    ).toEqual([
      { type: 'CREDIT', amount: '1230', category: 'Correction', date: '2026-01-05', after: '1230' },
      { type: 'DEBIT', amount: '700', category: 'Correction', date: '2026-01-05', after: '-700' },
    ]);
    expect(await query(database, 'select remaining_minor::text remaining from credit')).toEqual([
      { remaining: '1230' },
    ]);
    expect(
      await query(
        database,
        'select name, trim_scale(percent)::text percent from tax_rate order by name',
      ),
    ).toEqual([
      { name: 'VAT 15 %', percent: '15' },
      { name: 'Zero-rated 0 %', percent: '0' },
    ]);
    // two equal lines are two services, and stay two
    expect(
      await query(
        database,
        'select description, quantity::text, unit_price::text price, charged_until::text charged, setup_charged setup, discounts, pauses from service order by created_at, start_date desc, jsonb_array_length(discounts) desc',
      ),
    ).toEqual([
      {
        description: 'Fibre',
        quantity: '2.0000',
        price: null,
        charged: '2026-03-15',
        setup: true,
        discounts: [
          { kind: 'PERCENT', value: '10', from: null, until: '2026-04-30', message: null },
        ],
        pauses: [],
      },
      {
        description: 'Fibre',
        quantity: '2.0000',
        price: null,
        charged: '2026-03-15',
        setup: true,
        discounts: [],
        pauses: [],
      },
      {
        description: 'Old line',
        quantity: '1.0000',
        price: '9.5000',
        charged: '2026-03-01',
        setup: true,
        discounts: [],
        pauses: [{ from: '2026-03-01', until: null }],
      },
    ]);
    expect((await importFolder(database, folder)).lines.at(-1)).toBe(
      'services.csv: 3 read, 0 imported, 3 skipped, 0 rejected',
    );
  });

  it('are rejected with what they need, and their lines are those of an editor', async () => {
    const folder = folderOf({
      'partners.csv': [...PARTNERS, '3,1,Kuwait,KWD,Asia/Kuwait'],
      'tariffs.csv': [
        ...TARIFFS,
        'A,Twice,INTERNET,1,15,no,ZAR,1',
        'E,Euro,INTERNET,1,15,no,EUR,1',
        'N,Nobody,INTERNET,1,101,no,ZAR,77',
      ],
      'customers.csv': [
        CUSTOMER_HEAD,
        customer({ customer: 'C1', street: '"Main\u0007\r\nRoad"' }),
        '',
        customer({ customer: 'C2', partner: '3', balance: '1.2345' }),
        customer({ customer: 'C3', partner: '1' }),
      ],
      'services.csv': [
        SERVICE_HEAD,
        'C1,A,,,,2026-03-15,,,,,,',
        'C9,A,,,,2026-03-15,,,,,,',
        'C3,B,,,,2026-03-15,2026-03-14,2026-03-01,,5,,',
        'C3,A,,0,,2026-03-15,,,PERCENT,101,,',
      ],
    });
    const { status, faults, lines } = await importFolder(database, folder);
    expect(status).toBe(1);
    expect(faults).toEqual([
      'tariffs.csv:4 code: A is given already on line 2',
      'tariffs.csv:5 partners: partner 1 bills in ZAR, the tariff is in EUR',
      'tariffs.csv:6 tax_percent: must be 100 or less',
      'customers.csv:2 street: may not contain line breaks or control characters',
      'customers.csv:5 balance: "1.2345" has more than the 3 decimals of KWD',
      'services.csv:2 customer: customer C1 is rejected itself (customers.csv:2)',
      'services.csv:3 customer: there is no customer C9',
      "services.csv:4 tariff: B is not offered to the customer's partner",
      'services.csv:4 end: lies before the start 2026-03-15',
      'services.csv:4 charged_until: lies before the start 2026-03-15',
      'services.csv:4 discount_value: is given without a discount_kind',
      'services.csv:5 quantity: must be more than zero',
    ]);
    expect(lines.at(-1)).toBe('services.csv: 4 read, 0 imported, 0 skipped, 4 rejected');
    expect(await query(database, 'select 1 from customer')).toEqual([]);
  });

  it('are read with any delimiter, with or without a byte order mark, in UTF-8 or UTF-16', async () => {
    const tab = (text: string) => text.replaceAll(',', '\t');
    const folder = folderOf({
      'partners.csv': PARTNERS.map(tab),
      'tariffs.csv': Buffer.from(
        `\ufeff${TARIFFS.map((line) => line.replaceAll('|', '&').replaceAll(',', '|').replaceAll('1&2', '2')).join('\r\n')}`,
      ),
      'customers.csv': Buffer.from(
        `\ufeff${[CUSTOMER_HEAD, customer({ name: '"Weiß ""&"" Sons; Ltd"' })].join('\r\n')}`,
        'utf16le',
      ),
    });
    expect((await importFolder(database, folder)).lines).toEqual([
      'partners.csv: 2 read, 2 imported, 0 skipped, 0 rejected',
      'tariffs.csv: 2 read, 2 imported, 0 skipped, 0 rejected',
      'customers.csv: 1 read, 1 imported, 0 skipped, 0 rejected',
    ]);
    expect(await query(database, 'select name from customer')).toEqual([
      { name: 'Weiß "&" Sons; Ltd' },
    ]);
  });
});

describe('what cannot be imported at all', () => {
  it('is said in words', async () => {
    expect(await importFolder(database, '/nowhere/at/all')).toMatchObject({
      status: 1,
      lines: [],
      said: expect.stringContaining('There is no folder /nowhere/at/all.'),
    });
    expect(await importCommand(database)).toMatchObject({
      status: 1,
      said: expect.stringContaining('Usage: npm run import -- FOLDER [--skip-bad-rows]'),
    });
    expect(await importFolder(database, folderOf({ 'other.csv': ['a'] }))).toMatchObject({
      status: 1,
      said: expect.stringContaining(
        'holds none of partners.csv, tariffs.csv, customers.csv, services.csv',
      ),
    });
    expect(
      await importFolder(
        database,
        folderOf({ 'partners.csv': ['number;name', '1;x'] }),
        '--skip-bad-rows',
      ),
    ).toMatchObject({
      status: 1,
      said: expect.stringContaining('partners.csv:1 has no column parent, currency, time_zone.'),
    });
    expect(
      await importFolder(
        database,
        folderOf({
          'partners.csv': [
            ...PARTNERS,
            '',
            '3,1,"Open,ZAR,Africa/Johannesburg',
            '4,1,Next,ZAR,Africa/Johannesburg',
          ],
        }),
        '--skip-bad-rows',
      ),
    ).toMatchObject({
      status: 1,
      said: expect.stringContaining(
        'partners.csv:5 the record that begins here cannot be read: a quote is opened in it and never closed.',
      ),
    });
  });
});
