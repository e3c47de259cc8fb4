import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { manyCustomers, operatorToken } from '../support/billable.ts';
import { killProgram, startServerProcess, stopProgram } from '../support/process.ts';

const CUSTOMERS = 60;
const TAKE = `mutation ($i: CashDeskPaymentInput!) { takeCashDeskPayment(input: $i) { id } }`;

it('takes money exactly once, whenever the server is killed while it does', async () => {
  const { url, owner } = await manyCustomers(CUSTOMERS);
  let server = await startServerProcess(url);
  let token = await operatorToken(server);
  const { viewer } = (await server.ask('{ viewer { id partner { id } } }', {}, token)).data;
  const { createTill } = (
    await server.ask(
      'mutation ($i: TillInput!) { createTill(input: $i) { id } }',
      { i: { partnerId: viewer.partner.id, name: 'Till', userIds: [viewer.id] } },
      token,
    )
  ).data;
  const { openTill } = (
    await server.ask(
      'mutation ($t: ID!) { openTill(tillId: $t, float: "100") { id } }',
      { t: createTill.id },
      token,
    )
  ).data;
  const { rows: customers } = await owner.query<{ id: string }>(
    'select id from customer where currency = (select currency from till) and starts_with(partner_path, (select partner_path from till)) order by id limit 40',
  );
  expect(customers.length).toBeGreaterThan(10);
  // whoever hears nothing asks again with the same key, as the page does
  const take = async (id: string) => {
    for (;;) {
      const answer = await server
        .ask(
          TAKE,
          { i: { customerId: id, amount: '5', method: 'CASH', idempotencyKey: id } },
          token,
        )
        .catch(() => null);
      if (answer?.data?.takeCashDeskPayment) return;
      await pause(50);
    }
  };
  const all = Promise.all(customers.map(({ id }) => take(id)));
  for (let kills = 0; kills < 3; kills += 1) {
    await pause(Math.round(Math.random() * 150));
    await killProgram(server);
    server = await startServerProcess(url);
    token = await operatorToken(server);
  }
  await all;
  const { rows } = await owner.query(
    `select
      (select count(*)::int from payment where source = 'CASH_DESK') payments,
      (select count(*)::int from till_movement) movements,
      (select count(*)::int from payment p where not exists (
        select from till_movement m where m.payment_id = p.id and m.amount_minor = p.amount_minor)) "beside the till",
      (select count(*)::int from ledger_transaction where type = 'CREDIT' and payment_id is not null) credits`,
  );
  const each = customers.length;
  expect(rows[0]).toEqual({
    payments: each,
    movements: each,
    'beside the till': 0,
    credits: each,
  });
  const { data } = await server.ask(
    'query ($id: ID!) { tillSession(id: $id) { expected } }',
    { id: openTill.id },
    token,
  );
  expect(data.tillSession.expected).toBe(`${100 + 5 * each}.00`);
  expect((await stopProgram(server)).code).toBe(0);
  await owner.end();
}, 240_000);
