import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, startTestServer, type TestServer } from '../support/backhaul.ts';
import { folderOf, importFolder } from '../support/imports.ts';
import { makeTenant, makeUser } from '../support/tenants.ts';

let server: TestServer;
let database: string;
beforeAll(async () => {
  database = await freshDatabase();
  server = await startTestServer({ DATABASE_URL: database, BUSINESS_DATE: '2026-04-20' });
});
afterAll(async () => {
  await server.stop();
});

async function run(files: Record<string, string[]>, ...args: string[]) {
  const folder = folderOf(files);
  return { ...(await importFolder(database, folder, ...args)), folder };
}
const define = (input: object) =>
  server.must('mutation ($input: CustomFieldInput!) { createCustomField(input: $input) { id } }', {
    input: { label: 'A field', ...input },
  });

const PARTNERS = [
  'number,parent,name,currency,time_zone,cf:region',
  '1,,Karoo Fibre,ZAR,Africa/Johannesburg,',
  '2,1,Cape Link,ZAR,Africa/Johannesburg,Cape',
];
const TARIFFS = [
  'code,name,kind,price,tax_percent,tax_included,currency,partners,cf:speed',
  'A,Fibre,INTERNET,100,15,no,ZAR,1|2,50',
];
const CUSTOMERS =
  'customer,partner,name,email,login,status,billing_type,billing_enabled,payment_period,prepaid_months,billing_day,payment_due_days,balance,street,city,zip,country,phone,created,cf:roof,cf:serial,cf:home,cf:vip';
const customer = (number: string, cells: string) =>
  `${number},2,Somebody ${number},,,ACTIVE,RECURRING,,,,,,,,,,,,2026-01-05,${cells}`;
const SERVICES = [
  'customer,tariff,description,quantity,unit_price,start,end,charged_until,discount_kind,discount_value,discount_from,discount_until,cf:mac',
  'C1,A,,,,2026-04-01,,,,,,,00-1A-2B-3C-4D-5E',
];

it('carries custom fields in columns of their own, by the rules of the API, and says what is wrong with which row', async () => {
  await define({ entity: 'PARTNER', key: 'region', type: 'TEXT' });
  await define({ entity: 'TARIFF', key: 'speed', type: 'INTEGER' });
  await define({
    entity: 'CUSTOMER',
    key: 'roof',
    type: 'CHOICE',
    options: ['flat', 'steep'],
    required: true,
  });
  await define({ entity: 'CUSTOMER', key: 'serial', type: 'TEXT', unique: true, searchable: true });
  await define({ entity: 'CUSTOMER', key: 'home', type: 'PLACE' });
  await define({ entity: 'CUSTOMER', key: 'vip', type: 'BOOLEAN', default: false });
  await define({ entity: 'SERVICE', key: 'mac', type: 'MAC_ADDRESS' });
  const files = { 'partners.csv': PARTNERS, 'tariffs.csv': TARIFFS, 'services.csv': SERVICES };
  const bad = await run({
    ...files,
    'customers.csv': [
      CUSTOMERS,
      customer('C1', 'flat,SN-1,"-33.9,18.4",yes'),
      customer('C2', 'round,SN-2,,'),
      customer('C3', ',SN-3,,'),
      customer('C4', 'flat,sn-1,,'),
      customer('C5', 'flat,,somewhere,'),
    ],
  });
  expect(bad.status).toBe(1);
  expect(bad.faults).toEqual([
    'customers.csv:3 cf:roof: is not one of the options',
    'customers.csv:4 cf:roof: is missing',
    'customers.csv:5 cf:serial: is given already on line 2',
    expect.stringMatching(/^customers\.csv:6 cf:home: must be/),
  ]);

  const good = await run(
    {
      ...files,
      'customers.csv': [
        CUSTOMERS,
        customer('C1', 'flat,SN-1,"-33.9,18.4",yes'),
        customer('C2', 'steep,,,'),
        customer('C3', 'steep,sn-1,,'),
      ],
    },
    '--skip-bad-rows',
  );
  expect(good.lines).toEqual([
    'partners.csv: 2 read, 2 imported, 0 skipped, 0 rejected',
    'tariffs.csv: 1 read, 1 imported, 0 skipped, 0 rejected',
    'customers.csv: 3 read, 2 imported, 0 skipped, 1 rejected',
    'services.csv: 1 read, 1 imported, 0 skipped, 0 rejected',
  ]);
  expect(readFileSync(path.join(good.folder, 'customers.rejected.csv'), 'utf8')).toContain(
    'cf:serial,is given already on line 2',
  );
  const { customers, partners, tariffs, services } = await server.must<any>(`{
    customers { nodes { externalId customFields } } partners(filter: { customFields: [{ key: "region", value: "Cape" }] }) { nodes { number customFields } }
    tariffs { nodes { customFields } } services { nodes { customFields } } }`);
  expect(customers.nodes).toEqual([
    {
      externalId: 'C1',
      customFields: { roof: 'flat', serial: 'SN-1', home: { lat: -33.9, lon: 18.4 }, vip: true },
    },
    { externalId: 'C2', customFields: { roof: 'steep', vip: false } },
  ]);
  expect(partners.nodes).toEqual([{ number: 2, customFields: { region: 'Cape' } }]);
  expect([tariffs.nodes, services.nodes]).toEqual([
    [{ customFields: { speed: 50 } }],
    [{ customFields: { mac: '00:1a:2b:3c:4d:5e' } }],
  ]);
  const { found } = await server.must(
    '{ found: customers(filter: { search: "sn-1", customFields: [{ key: "vip", value: true }] }, sort: [{ field: "customFields.serial" }]) { nodes { externalId } } }',
  );
  expect(found.nodes).toEqual([{ externalId: 'C1' }]);

  const again = await run({ 'customers.csv': [CUSTOMERS, customer('C9', 'flat,SN-1,,')] });
  expect(again.faults).toEqual(['customers.csv:2 cf:serial: is used by another record already']);
});

it('gives them out again in the same columns, nothing in them runs in a spreadsheet, and each sees its own', async () => {
  const get = (file: string, token: string | null = server.operator) =>
    fetch(`${server.url}/exports/${file}`, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
  const { customers } = await server.must<any>('{ customers { nodes { id externalId } } }');
  const first = customers.nodes.find((node: { externalId: string }) => node.externalId === 'C1');
  await server.must(
    'mutation ($id: ID!, $f: JSON) { updateCustomer(id: $id, input: { name: "<b>Bold</b>", phone: "+27 21 555", customFields: $f }) { id } }',
    { id: first.id, f: { serial: '=HYPERLINK("http://x.example")' } },
  );
  const answer = await get('customers.csv');
  expect([
    answer.status,
    answer.headers.get('content-type'),
    answer.headers.get('content-disposition'),
  ]).toEqual([200, expect.stringContaining('text/csv'), 'attachment; filename=customers.csv']);
  const [head, ...rows] = (await answer.text()).replace('\ufeff', '').trim().split('\r\n');
  expect(head!.split(',')).toEqual(expect.arrayContaining(CUSTOMERS.split(',')));
  // its own number beside the other one, which a new customer of the same kind does not get
  const row = rows.find((each) => each.startsWith('C1,'))!.replace(/^C1,\d+,/, 'C1,,');
  expect(row).toBe(
    'C1,,2,<b>Bold</b>,,,ACTIVE,RECURRING,,,,,,0.00,,,,,+27 21 555,2026-01-05,,,,,,,flat,"\'=HYPERLINK(""http://x.example"")","-33.9,18.4",yes',
  );
  const back = await run({
    'customers.csv': [head!, row.replace('C1,', 'C7,').replace('HYPERLINK', 'OTHER')],
  });
  expect([back.faults, back.status]).toEqual([[], 0]);
  const { found } = await server.must(
    '{ found: customers(filter: { search: "C7" }) { nodes { customFields } } }',
  );
  expect(found.nodes[0].customFields.serial).toBe('=OTHER("http://x.example")');
  await define({ entity: 'CUSTOMER', key: 'directions', type: 'LONG_TEXT' });
  await server.must(
    'mutation ($id: ID!) { updateCustomer(id: $id, input: { customFields: { directions: "First gate\\nthen left" } }) { id } }',
    { id: first.id },
  );
  expect(await (await get('customers.csv')).text()).toContain('"First gate\nthen left"');
  expect(await (await get('services.csv')).text()).toContain('00:1a:2b:3c:4d:5e');
  expect((await (await get('tariffs.csv')).text()).split('\r\n')[1]).toBe(
    'A,Fibre,INTERNET,100,15,no,ZAR,1|2,1,0,no,,,,,,no,,50',
  );
  const { partners } = await server.must<any>(
    '{ partners(filter: { search: "Cape" }) { nodes { id } } }',
  );
  const other = await makeTenant(server, 'Elsewhere');
  for (const role of ['CASHIER', 'TECHNICIAN'])
    expect(
      (await get('customers.csv', (await makeUser(server, other.id, role)).token)).status,
      role,
    ).toBe(403);
  expect(
    (await get('customers.csv', (await makeUser(server, other.id, 'READ_ONLY')).token)).status,
  ).toBe(200);
  expect(
    (await (await get('customers.csv', other.token)).text()).trim().split('\r\n'),
  ).toHaveLength(1);
  const cashier = await makeUser(server, partners.nodes[0].id, 'CASHIER');
  expect([
    (await get('services.csv', cashier.token)).status,
    (await get('customers.csv', null)).status,
    (await get('nothing.csv')).status,
    (await get('constructor.csv')).status,
  ]).toEqual([403, 401, 404, 404]);
});
