import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { preview, settled } from '../support/story.ts';
import { life } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let owner: pg.Client;
const said: string[] = [];
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-20' });
  tell = life(server);
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  // the application's own log is where a job that had to be tried again would show
  const { error } = server.app.log;
  server.app.log.error = ((...given: unknown[]) => {
    said.push(JSON.stringify(given));
    error.apply(server.app.log, given as never);
  }) as typeof error;
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

it('a large run goes on while everybody changes everything: nobody waits in a circle, nobody is charged twice', async () => {
  const shop = await tell.shop();
  const { id } = await tell.household(shop);
  // ids of one statement are in no order of the numbers: what locks by one and what locks by the other would meet
  await owner.query(
    `insert into customer (partner_id, partner_path, name, status, currency, created_on, next_billing_date) select partner_id, partner_path, 'Guest ' || g, 'ACTIVE', currency, created_on, '2026-04-01' from customer, generate_series(1, 1200) g where id = $1`,
    [id],
  );
  await owner.query(
    `insert into service (partner_id, partner_path, customer_id, tariff_id, description, start_date, charged_until) select partner_id, partner_path, id, $1, 'Plan', '2026-04-01', '2026-04-01' from customer where name like 'Guest %'`,
    [shop.tariff],
  );
  const guests = (
    await owner.query<{ id: string }>('select id from customer order by md5(id::text) limit 60')
  ).rows.map((row) => row.id);
  const [run] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
  await server.must(
    'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { id } }',
    { id: run.id, f: run.fingerprint },
  );
  const times = <T>(count: number, act: (i: number) => T): T[] =>
    Array.from({ length: count }, (_, i) => act(i));
  const answers = await Promise.all([
    ...times(4, (i) =>
      server.ask(
        'mutation ($p: ID!, $n: Int) { updateFinanceSettings(partnerId: $p, input: { blockingPeriodDays: $n }) { overridden } }',
        { p: shop.id, n: i },
      ),
    ),
    ...times(4, (i) =>
      server.ask(
        'mutation ($id: ID!, $input: TariffInput!) { updateTariff(id: $id, input: $input) { id } }',
        {
          id: shop.tariff,
          input: {
            kind: i % 2 ? 'INTERNET' : 'VOICE',
            name: 'Plan',
            price: '100',
            partnerIds: [shop.id],
          },
        },
      ),
    ),
    ...times(2, () =>
      server.ask(
        'mutation ($p: ID!) { runDunning(partnerId: $p, date: "2026-04-30") { blocked } }',
        { p: shop.id },
      ),
    ),
    ...guests.map((customerId) =>
      server.ask('mutation ($i: PaymentInput!) { recordPayment(input: $i) { id } }', {
        i: { customerId, amount: '100', date: '2026-04-02', method: 'CASH' },
      }),
    ),
    ...guests
      .slice(0, 20)
      .map((c) =>
        server.ask(
          'mutation ($c: ID!) { chargeCustomer(customerId: $c, date: "2026-04-01") { id } }',
          { c },
        ),
      ),
  ]);
  expect(answers.flatMap((answer) => answer.errors ?? [])).toEqual([]);
  expect(await settled(server, run.id)).toMatchObject({ status: 'PROCESSED' });
  expect(said).toEqual([]);
  const { rows } = await owner.query(
    `select (select count(*)::int from invoice) invoices, (select count(*)::int from customer where next_billing_date = '2026-05-01') moved_on, (select count(distinct number)::int from invoice) numbers, (select count(*)::int from charge) charges`,
  );
  expect(rows).toEqual([{ invoices: 1201, moved_on: 1201, numbers: 1201, charges: 1201 }]);
}, 120_000);
