import { expect, it } from 'vitest';
import { manyCustomers } from '../support/billable.ts';
import { startKillable } from '../support/killing.ts';

const LONG = process.env.BACKHAUL_LONG === 'yes';
const CUSTOMERS = LONG ? 60 : 10;
const KILLS = LONG ? 8 : 1;
/** A kill falls anywhere into what follows the moment that work began. */
const WITHIN_MS = LONG ? 2500 : 600;
const RUN = 'mutation { runAutopay(date: "2026-05-15") { id } }';
const CHARGE =
  'mutation ($m: ID!, $k: String!) { chargeSavedMethod(methodId: $m, amount: "10.00", idempotencyKey: $k) { id } }';
const PAY =
  'mutation ($t: String!, $k: String!) { payByLink(token: $t, idempotencyKey: $k) { redirectUrl } }';

it(
  'charges each card and books each payment exactly once, whenever the server is killed',
  async () => {
    const { url, owner } = await manyCustomers(CUSTOMERS);
    const env = { BUSINESS_DATE: '2026-05-15', SANDBOX_GATEWAY: 'allow' };
    const server = await startKillable(url, { withinMs: WITHIN_MS, env });
    const { ask, kill } = server;
    /** What waits for its minute comes now, until nothing is under way. */
    const settled = async () => {
      await expect
        .poll(
          async () => {
            await owner.query(
              `update graphile_worker._private_jobs j set run_at = now()
              from graphile_worker._private_tasks t
              where t.id = j.task_id and j.run_at > now() and j.locked_at is null
                and (t.identifier in ('charges:send', 'sandbox:webhook')
                  -- its ten minutes are over after the half minute of what is sent again
                  or t.identifier = 'checkout:ask' and not exists (
                    select 1 from graphile_worker._private_jobs s
                    join graphile_worker._private_tasks k on k.id = s.task_id
                    where k.identifier = 'charges:send'))`,
            );
            const { rows } = await owner.query<{ n: number }>(
              "select count(*)::int n from checkout where status = 'PENDING'",
            );
            return rows[0].n;
          },
          { timeout: 120_000, interval: 250 },
        )
        .toBe(0);
    };
    /** How many payments there are, how many charges that the provider took, and what is wrong. */
    const facts = async () => {
      const { rows } = await owner.query(
        `select
          (select count(*)::int from payment) payments,
          (select count(*)::int from sandbox_object where body ->> 'status' = 'paid') taken,
          (select count(*)::int from checkout where status <> 'PAID' or payment_id is null) unpaid,
          (select count(*)::int from customer c where balance_minor <> (
            select coalesce(sum(case type when 'CREDIT' then amount_minor else -amount_minor end), 0)
            from ledger_transaction where customer_id = c.id)) amiss`,
      );
      return rows[0];
    };
    const good = { unpaid: 0, amiss: 0 };

    const { partner } = await ask('{ viewer { partner { id } } }');
    await ask(
      'mutation ($p: ID!, $i: GatewayAccountInput!) { saveGatewayAccount(partnerId: $p, input: $i) { id } }',
      { p: partner.id, i: { kind: 'SANDBOX', mode: 'TEST', sharedBelow: true } },
    );
    const { rows: cards } = await owner.query<{ id: string; customer: string }>(
      `insert into saved_method (partner_id, partner_path, customer_id, gateway_account_id, provider_ref, brand, last4)
      select c.partner_id, c.partner_path, c.id, g.id, 'sandbox_card_4242_' || c.number, 'Visa', '4242'
      from customer c, gateway_account g
      returning id, customer_id customer`,
    );
    await owner.query(
      `insert into autopay (customer_id, partner_id, partner_path, method_id)
      select customer_id, partner_id, partner_path, id from saved_method`,
    );
    const bill = async (customerId: string, dueDate: string, unitPrice: string): Promise<string> =>
      (
        await ask('mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }', {
          i: {
            customerId,
            documentDate: '2026-05-01',
            dueDate,
            lines: [{ description: 'Router', unitPrice }],
          },
        })
      ).id;
    for (const { customer } of cards) await bill(customer, '2026-05-15', '10.00');

    // autopay
    for (let n = 0; n < KILLS; n += 1) {
      const running = ask(RUN).catch(() => null);
      await kill();
      await running;
    }
    await ask(RUN);
    await settled();
    expect(await facts()).toEqual({ ...good, payments: CUSTOMERS, taken: CUSTOMERS });
    expect(await ask(RUN)).toEqual([]);

    // by hand, each with its key
    const charge = () =>
      Promise.allSettled(cards.map(({ id }) => ask(CHARGE, { m: id, k: `by hand ${id}` })));
    for (let n = 0; n < KILLS; n += 1) {
      const charging = charge();
      await kill();
      await charging;
    }
    const last = await charge();
    expect(last.filter(({ status }) => status === 'rejected')).toEqual([]);
    await settled();
    expect(await facts()).toEqual({ ...good, payments: 2 * CUSTOMERS, taken: 2 * CUSTOMERS });

    // on the provider's page, which tells by an event
    const pages: string[] = [];
    for (const { customer } of cards) {
      // half of it is paid by what was charged by hand
      const id = await bill(customer, '2026-06-15', '20.00');
      const { url: link } = await ask('query ($id: ID!) { paymentLink(invoiceId: $id) { url } }', {
        id,
      });
      const { redirectUrl } = await ask(PAY, { t: link.split('/pay/')[1], k: id });
      pages.push(redirectUrl);
    }
    const pay = () =>
      Promise.allSettled(
        pages.map((page) =>
          fetch(page, {
            method: 'POST',
            redirect: 'manual',
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            body: 'outcome=paid&card=4242',
          }),
        ),
      );
    for (let n = 0; n < KILLS; n += 1) {
      const paying = pay();
      await kill();
      await paying;
    }
    await pay();
    await settled();
    expect(await facts()).toEqual({ ...good, payments: 3 * CUSTOMERS, taken: 3 * CUSTOMERS });
    expect(await server.stop()).toBe(0);
    await owner.end();
  },
  LONG ? 900_000 : 240_000,
);
