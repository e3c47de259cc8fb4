import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { manyCustomers, operatorToken } from '../support/billable.ts';
import { killProgram, startServerProcess, stopProgram } from '../support/process.ts';

const CUSTOMERS = 1500;
/** On the 20th they are asked for the charge of 1 April, on which all of them are due. */
const ENV = { BUSINESS_DATE: '2026-03-20' };

it('asks everybody to pay ahead exactly once, by two servers, whenever one is killed', async () => {
  const { url, owner } = await manyCustomers(CUSTOMERS);
  const asked = async () =>
    (
      await owner.query<{ n: number; done: boolean }>(
        `select (select count(*)::int from proforma) n,
          (select bool_and(made_through is not null) from proforma_partner) done`,
      )
    ).rows[0];
  const [first, second] = [await startServerProcess(url, ENV), await startServerProcess(url, ENV)];
  const token = await operatorToken(first);
  const { data } = await first.ask(
    `mutation ($i: FinanceSettingsInput!, $p: ID!) { updateFinanceSettings(partnerId: $p, input: $i) { autoProforma } }`,
    {
      i: { autoProforma: true },
      p: (await first.ask('{ viewer { partner { id } } }', {}, token)).data.viewer.partner.id,
    },
    token,
  );
  expect(data.updateFinanceSettings.autoProforma).toBe(true);
  // each looks at its start: both have the same to do from here on
  await killProgram(first);
  await killProgram(second);
  const kills: number[] = [];
  let servers = await Promise.all([startServerProcess(url, ENV), startServerProcess(url, ENV)]);
  for (let now = await asked(); !now.done; now = await asked()) {
    const before = kills.at(-1) ?? -1;
    if (now.n > 0 && now.n > before && kills.length < 3) {
      await pause(Math.round(Math.random() * 200));
      await killProgram(servers[0]);
      kills.push((await asked()).n);
      servers = [servers[1], await startServerProcess(url, ENV)];
    }
    await pause(20);
  }
  const { rows } = await owner.query(`select
    (select count(*)::int from customer c where (select count(*) from proforma f where f.customer_id = c.id and f.billing_date = '2026-04-01') <> 1) "not asked once",
    (select count(*)::int from proforma f where total_minor <> (select sum(total_minor) from proforma_line l where l.proforma_id = f.id)) "beside their lines",
    (select count(*)::int from (select right(number, 6)::int - row_number() over (partition by partner_id order by number) gap from proforma) g where gap <> 0) "gaps in the numbers",
    (select count(*)::int from number_counter n where kind = 'PROFORMA' and last <> (select count(*) from proforma f where f.partner_id = n.partner_id)) "counters beside them",
    (select count(*)::int from ledger_transaction) "entries on the ledger"`);
  expect(rows[0], kills.join(', ')).toEqual({
    'not asked once': 0,
    'beside their lines': 0,
    'gaps in the numbers': 0,
    'counters beside them': 0,
    'entries on the ledger': 0,
  });
  expect(kills.length).toBeGreaterThan(0);
  for (const server of servers) expect((await stopProgram(server)).code).toBe(0);
  await owner.end();
}, 240_000);
