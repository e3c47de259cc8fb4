import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, startTestServer, type TestServer } from '../support/backhaul.ts';
import { importFiles } from '../support/imports.ts';
import { makeCustomer, makeTenant, type Tenant } from '../support/tenants.ts';

let server: TestServer;
let database: string;
let north: Tenant, south: Tenant;
beforeAll(async () => {
  database = await freshDatabase();
  server = await startTestServer({ DATABASE_URL: database, BUSINESS_DATE: '2026-04-20' });
  north = await makeTenant(server, 'North Net', { currency: 'ZAR' });
  south = await makeTenant(server, 'South Net', { currency: 'ZAR' });
});
afterAll(() => server.stop());

const CUSTOMERS =
  'customer,partner,name,email,login,status,billing_type,billing_enabled,payment_period,prepaid_months,billing_day,payment_due_days,balance,street,city,zip,country,phone,created';
const customer = (number: string, partner: number, login = '') =>
  `${number},${partner},Somebody ${number} of ${partner},,${login},ACTIVE,RECURRING,,,,,,,,,,,,2026-01-05`;
const TARIFFS = [
  'code,name,kind,price,tax_percent,tax_included,currency,partners',
  'A,Fibre,INTERNET,100,15,no,ZAR,2|3',
];
const SERVICES =
  'customer,partner,tariff,description,quantity,unit_price,start,end,charged_until,discount_kind,discount_value,discount_from,discount_until';
const service = (number: string, partner: string) => `${number},${partner},A,,,,2026-04-01,,,,,,`;

describe('an external number', () => {
  it('belongs to its partner: another may use the same, and learns nothing of it', async () => {
    await makeCustomer(server, north.id, { externalId: 'X-1' });
    const second = await makeCustomer(server, south.id, { externalId: 'X-1' });
    const { customers } = await server.must<any>(
      '{ customers(filter: { externalId: "X-1" }) { totalCount } }',
    );
    expect(customers.totalCount).toBe(2);
    expect(
      (
        await server.must<any>(
          '{ customers(filter: { externalId: "X-1" }) { nodes { id } } }',
          {},
          south.token,
        )
      ).customers.nodes,
    ).toEqual([{ id: second.id }]);
    const again = await server.refused(
      'mutation ($input: CustomerInput!) { createCustomer(input: $input) { id } }',
      { input: { partnerId: south.id, name: 'Again', externalId: 'X-1' } },
      south.token,
    );
    expect(again.fields).toEqual({ externalId: 'is used by another customer of this partner' });
  });

  it('is imported for each partner, once however often, and a service says whose it means where several have it', async () => {
    const customers = {
      'tariffs.csv': TARIFFS,
      'customers.csv': [
        CUSTOMERS,
        customer('C1', 2, 'one.of.two'),
        customer('C1', 3),
        customer('C2', 3),
      ],
    };
    const unclear = await importFiles(database, {
      ...customers,
      'services.csv': [
        SERVICES.replace('partner,', ''),
        service('C2', '').replace(',,', ','),
        service('C1', '').replace(',,', ','),
      ],
    });
    expect(unclear.faults).toEqual([
      'services.csv:3 customer: C1 is the number of 2 customers: say whose in a column "partner"',
    ]);
    const files = {
      ...customers,
      'services.csv': [SERVICES, service('C2', ''), service('C1', '2'), service('C1', '3')],
    };
    expect(await importFiles(database, files)).toMatchObject({
      status: 0,
      faults: [],
      lines: [
        expect.anything(),
        'customers.csv: 3 read, 3 imported, 0 skipped, 0 rejected',
        'services.csv: 3 read, 3 imported, 0 skipped, 0 rejected',
      ],
    });
    expect(await importFiles(database, files)).toMatchObject({
      status: 0,
      lines: [
        'tariffs.csv: 1 read, 0 imported, 1 skipped, 0 rejected',
        'customers.csv: 3 read, 0 imported, 3 skipped, 0 rejected',
        'services.csv: 3 read, 0 imported, 3 skipped, 0 rejected',
      ],
    });
    for (const each of [north, south])
      expect(
        (await server.must<any>('{ services { totalCount } }', {}, each.token)).services.totalCount,
      ).toBe(each === north ? 1 : 2);
    const wrong = await importFiles(database, {
      'customers.csv': [
        CUSTOMERS,
        customer('C9', 2),
        customer('C9', 2),
        customer('C8', 3, 'one.of.two'),
      ],
      'services.csv': [SERVICES, service('C2', '2'), service('C1', '77')],
    });
    expect(wrong.faults).toEqual([
      'customers.csv:3 customer: C9 is given already on line 2',
      'customers.csv:4 login: one.of.two is the login of another customer already',
      'services.csv:2 customer: there is no customer C2',
      'services.csv:3 partner: there is no partner 77',
    ]);
  });
});
