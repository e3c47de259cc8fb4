import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { manyCustomers, operatorToken } from '../support/billable.ts';
import { killProgram, startServerProcess, stopProgram } from '../support/process.ts';

const ENV = { BUSINESS_DATE: '2027-01-01' };
const UNTIL = '2027-02-20';

it('goes on where it stopped when the server is killed, and does nothing twice', async () => {
  const { url, owner } = await manyCustomers(1);
  let server = await startServerProcess(url, ENV);
  const token = await operatorToken(server);
  const must = async (query: string, variables: object): Promise<any> => {
    const { data, errors } = await server.ask(query, variables, token);
    expect(errors).toBeUndefined();
    return Object.values(data)[0];
  };
  const { partner: operator } = await must('{ viewer { partner { id } } }', {});
  const { id } = await must(
    'mutation ($p: ID!) { createTestPartner(parentId: $p, name: "Trial", currency: "EUR", startsOn: "2027-01-01") { id } }',
    { p: operator.id },
  );
  await must(
    'mutation ($p: ID!, $i: AutomationSettingsInput!) { updateAutomationSettings(partnerId: $p, input: $i) { enabled } }',
    { p: id, i: { enabled: true, daysBefore: 3, confirmationDays: 1 } },
  );
  await must(
    'mutation ($p: ID!, $i: FinanceSettingsInput!) { updateFinanceSettings(partnerId: $p, input: $i) { overridden } }',
    { p: id, i: { blockingEnabled: false, reminderDays: [9], lateFee: '5' } },
  );
  const tariff = await must('mutation ($i: TariffInput!) { createTariff(input: $i) { id } }', {
    i: { kind: 'INTERNET', name: 'Plan', price: '100', currency: 'EUR', partnerIds: [id] },
  });
  for (let i = 0; i < 8; i += 1) {
    const customer = await must(
      'mutation ($i: CustomerInput!) { createCustomer(input: $i) { id } }',
      {
        i: { partnerId: id, name: `Household ${i}`, email: `h${i}@mail.example`, status: 'ACTIVE' },
      },
    );
    await must('mutation ($i: ServiceInput!) { createService(input: $i) { id } }', {
      i: { customerId: customer.id, tariffId: tariff.id, startDate: '2027-01-01' },
    });
  }
  await must('mutation ($p: ID!, $to: Date!) { advanceClock(partnerId: $p, to: $to) { id } }', {
    p: id,
    to: UNTIL,
  });
  const through = async (): Promise<string> =>
    (await owner.query(`select test_through::text t from partner where id = $1`, [id])).rows[0].t;
  const killedAt: string[] = [];
  for (let now = await through(); now < UNTIL; now = await through()) {
    if (killedAt.length < 4 && now > (killedAt.at(-1) ?? '2027-01-01')) {
      await pause(Math.round(Math.random() * 150));
      await killProgram(server);
      killedAt.push(await through());
      server = await startServerProcess(url, ENV);
    }
    await pause(20);
  }
  const { rows } = await owner.query(
    `select
      (select count(*)::int from test_clock_day where partner_id = $1) days,
      (select count(*)::int from invoice where partner_id = $1 and late_fee_for is null) invoices,
      (select count(distinct (customer_id, document_date))::int from invoice where partner_id = $1 and late_fee_for is null) "of their dates",
      (select count(*)::int from invoice where partner_id = $1 and late_fee_for is not null) fees,
      (select count(distinct late_fee_for)::int from invoice where partner_id = $1) "of their invoices",
      (select count(*)::int from message where partner_id = $1 and kind = 'REMINDER_MAIL') reminders,
      (select count(*)::int from (select right(number, 6)::int - row_number() over (order by number) gap from invoice where partner_id = $1) g where gap <> 0) gaps`,
    [id],
  );
  expect(rows[0], killedAt.join(', ')).toEqual({
    days: 50,
    invoices: 16,
    'of their dates': 16,
    fees: 16,
    'of their invoices': 16,
    // of the oldest that is open
    reminders: 8,
    gaps: 0,
  });
  expect((await stopProgram(server)).code).toBe(0);
  await owner.end();
}, 240_000);
