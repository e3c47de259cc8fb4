import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, startTestServer, type TestServer } from '../support/backhaul.ts';
import { readCsv } from '../support/csv.ts';
import { importFiles } from '../support/imports.ts';
import { story } from '../support/story.ts';
import { makeCustomer, makeTenant } from '../support/tenants.ts';

const FILES = ['partners', 'tariffs', 'customers', 'services'] as const;
const servers: TestServer[] = [];
const databases: string[] = [];
const start = async () => {
  const database = await freshDatabase();
  const server = await startTestServer({
    DATABASE_URL: database,
    BUSINESS_DATE: '2026-04-20',
    WORKER: 'none',
  });
  servers.push(server);
  databases.push(database);
  return server;
};
afterAll(async () => {
  for (const server of servers) await server.stop();
});
const exported = async (server: TestServer): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      FILES.map(async (file) => {
        const answer = await fetch(`${server.url}/exports/${file}.csv`, {
          headers: { authorization: `Bearer ${server.operator}` },
        });
        expect(answer.status, file).toBe(200);
        return [`${file}.csv`, await answer.text()];
      }),
    ),
  );
/** Rows in an order of their own: which id a record has is no part of it. */
const sorted = (files: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(files).map(([file, text]) => [
      file,
      readCsv(text)
        .map((row) => JSON.stringify(row))
        .sort(),
    ]),
  );

beforeAll(async () => {
  const server = await start();
  const tell = story(server);
  const north = await makeTenant(server, 'North; "Net"', { currency: 'EUR' });
  const south = await makeTenant(server, '=South', { currency: 'EUR', parentId: north.id });
  await tell.settings(north.id, {
    billingDay: 5,
    minimumBalance: '-12.5',
    autoCreateInvoices: false,
  });
  const tax = await tell.taxRate({ name: 'VAT', percent: '19' });
  const shared = await tell.tariff({
    name: 'Fibre',
    price: '30.1234',
    currency: 'EUR',
    partnerIds: [north.id, south.id],
    taxRateId: tax.id,
    setupFee: '25',
  });
  const own = await tell.tariff(
    { name: 'Own', price: '10', currency: 'EUR', partnerIds: [south.id], taxIncluded: true },
    south.token,
  );
  for (const partner of [north, south]) {
    const first = await makeCustomer(server, partner.id, {
      externalId: 'SAME',
      name: '-1+1;=2',
      createdOn: '2026-03-01',
      status: 'ACTIVE',
      billing: {
        billingDay: 9,
        blockingEnabled: false,
        deactivationDays: 33,
        minimumBalance: '-50',
        autoCreateInvoices: true,
        paymentMethod: 'CARD',
      },
    });
    const second = await makeCustomer(server, partner.id, { createdOn: '2026-03-02' });
    await tell.service({
      customerId: first.id,
      tariffId: shared.id,
      startDate: '2026-03-01',
      quantity: '2',
      setupFee: '7.5',
      discounts: [
        { kind: 'PERCENT', value: '10', message: 'Loyal; =thanks' },
        { kind: 'FIXED', value: '1.5', from: '2026-04-01', until: '2026-06-30' },
        { kind: 'PERCENT', value: '5' },
      ],
    });
    if (partner === south)
      await tell.service({
        customerId: second.id,
        tariffId: own.id,
        startDate: '2026-03-02',
        unitPrice: '8.75',
        endDate: '2026-12-31',
      });
    await tell.pay({ customerId: second.id, amount: '3.72', date: '2026-04-05' });
    await server.must(
      'mutation ($id: ID!) { createTransaction(customerId: $id, type: DEBIT, amount: "3.72", date: "2026-04-06", description: "Cable") { id } }',
      { id: first.id },
    );
  }
}, 120_000);

it('a full export, imported into an empty installation, gives the same installation', async () => {
  const files = await exported(servers[0]!);
  const customers = readCsv(files['customers.csv']!);
  expect(customers.map((row) => [row.customer, row.number !== '', row.balance]).sort()).toEqual([
    ['', true, '3.72'],
    ['', true, '3.72'],
    ['SAME', true, '-3.72'],
    ['SAME', true, '-3.72'],
  ]);
  expect(readCsv(files['services.csv']!).find((row) => row.more_discounts)).toMatchObject({
    discount_value: '10',
    more_discounts: expect.stringContaining('1.5'),
    setup_fee: '7.5',
    setup_charged: 'no',
  });
  const copy = await start();
  const done = await importFiles(databases[1]!, files);
  expect([done.faults, done.status], done.errors).toEqual([[], 0]);
  expect(sorted(await exported(copy))).toEqual(sorted(files));
  // numbers go on behind those that came
  const { partners } = await copy.must<any>(
    '{ partners(filter: { search: "North" }) { nodes { id } } }',
  );
  const fresh = await makeCustomer(copy, partners.nodes[0].id, {});
  expect(customers.every((row) => Number(row.number) < fresh.number)).toBe(true);
  const again = await importFiles(databases[1]!, files);
  expect(again.lines.every((line) => line.includes(' 0 imported'))).toBe(true);
}, 240_000); // each import starts a program of its own
