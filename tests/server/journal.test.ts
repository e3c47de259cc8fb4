import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { readJournal } from '../support/journal.ts';
import { money } from '../support/money.ts';
import { life } from '../scenarios/household.ts';
import { makeTenant, makeUser } from '../support/tenants.ts';

let server: TestServer;
let owner: pg.Client;
let tell: ReturnType<typeof life>;
let cash: ReturnType<typeof money>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-20' });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  tell = life(server);
  cash = money(server);
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const get = (token = server.operator) =>
  fetch(`${server.url}/exports/ledger.hledger`, { headers: { authorization: `Bearer ${token}` } });
const journal = async (token?: string) => {
  const answer = await get(token);
  expect(answer.status).toBe(200);
  return answer.text();
};

/** Whether hledger is on the PATH: then it reads what the strict reader reads. */
const HLEDGER = spawnSync('hledger', ['--version']).status === 0;
function acceptedByHledger(text: string): void {
  if (!HLEDGER) return;
  const folder = mkdtempSync(path.join(tmpdir(), 'journal-'));
  try {
    const file = path.join(folder, 'ledger.hledger');
    writeFileSync(file, text);
    for (const checks of [['--strict'], ['payees'], ['ordereddates']])
      expect(
        spawnSync('hledger', ['-f', file, 'check', ...checks], { encoding: 'utf8' }),
      ).toMatchObject({ status: 0, stderr: '' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the ledger as a journal', () => {
  it('is accepted by a strict reader, and its accounts are the balances of the customers', async () => {
    const rate = await tell.taxRate({ name: 'VAT', percent: '19' });
    for (const currency of ['EUR', 'KWD', 'JPY']) {
      const shop = await tell.shop({ currency, tariff: { taxRateId: rate.id } });
      const { id } = await tell.household(shop, { start: '2026-04-01' });
      await tell.charge(id, '2026-04-01');
      await tell.undo(id);
      const lost = await cash.invoice(id, '9');
      await server.must('mutation ($id: ID!) { writeOff(invoiceId: $id, reason: "x") { id } }', {
        id: lost.id,
      });
      const payment = await cash.pay(id, '30', { method: 'CARD' });
      await server.must(
        'mutation ($id: ID!) { refundPayment(id: $id, amount: "10", date: "2026-04-03") { id } }',
        { id: payment.id },
      );
      const wrong = await cash.pay(id, '5', { method: 'CASH' });
      await cash.reverse(wrong.id);
    }
    const text = await journal();
    acceptedByHledger(text);
    const { transactions, digits } = readJournal(text);
    expect(Object.fromEntries(digits)).toMatchObject({ EUR: 2, KWD: 3, JPY: 0 });
    const { rows } = await owner.query(
      `select p.number partner, c.number, (-c.balance_minor)::text owed from customer c join partner p on p.id = c.partner_id order by 2`,
    );
    const sumOf = (account: string, currency?: string) =>
      transactions
        .flatMap(({ postings }) => postings)
        .filter((each) => each.account === account && each.currency === (currency ?? each.currency))
        .reduce((sum, { minor }) => sum + minor, 0n);
    for (const { partner, number, owed } of rows)
      expect(String(sumOf(`assets:receivable:${partner}:${number}`)), `${number}`).toBe(owed);
    // what came by card less what went back, what came by cash was taken back; the charge and its tax were undone
    expect(sumOf('assets:money:card', 'EUR')).toBe(2000n);
    expect(sumOf('assets:money:cash', 'EUR')).toBe(0n);
    expect(sumOf('liabilities:tax', 'EUR')).toBe(0n);
    expect(sumOf('revenues:services', 'EUR')).toBe(-900n);
    expect(sumOf('expenses:written-off', 'EUR')).toBe(900n);
    // the same again, byte for byte
    expect(await journal()).toBe(text);
  });

  it('holds whatever people write, in its line', async () => {
    const shop = await tell.shop();
    const name = '* (x) ; a\u2028comment | "b"  =  @ {1} ! #2026-01-01 ) \t end';
    const { id, number } = await tell.household(shop, {
      customer: { name: name.replace(/[\u2028\t]/g, ' ') },
    });
    await owner.query('update customer set name = $2 where id = $1', [
      id,
      `${name}\n2026-01-01 x\n`,
    ]);
    await cash.invoice(id, '5', {
      lines: [{ description: '  ; | 2026-04-01 "x" account y', unitPrice: '5' }],
    });
    const text = await journal();
    acceptedByHledger(text);
    const { transactions, payees } = readJournal(text);
    const payee = payees.find((each) => each.endsWith(`#${number}`));
    expect(payee).toMatch(
      /^\* \(x\) , a comment \/ 'b' = @ \{1\} ! #2026-01-01 \) end 2026-01-01 x #\d+$/,
    );
    expect(transactions.find((each) => each.payee === payee)?.note).toContain(", / 2026-04-01 'x'");
  });

  it('holds what the viewer sees and no more, for whoever may take it home', async () => {
    const north = await makeTenant(server, 'Journal North');
    const shop = await tell.shop({ parentId: north.id });
    const { id, number } = await tell.household(shop);
    await cash.invoice(id, '7');
    const { transactions, accounts } = readJournal(await journal(north.token));
    expect(transactions.map(({ payee }) => payee)).toEqual([expect.stringContaining(`#${number}`)]);
    expect(accounts.filter((each) => each.startsWith('assets:receivable'))).toEqual([
      `assets:receivable:${shop.number}:${number}`,
    ]);
    const cashier = await makeUser(server, north.id, 'CASHIER');
    expect((await get(cashier.token)).status).toBe(403);
    expect((await get('nobody')).status).toBe(401);
    const { rows } = await owner.query(
      `select count(*)::int n from audit_entry where action = 'export' and entity = 'ledger' and partner_id = $1`,
      [north.id],
    );
    expect(rows[0].n).toBe(1);
  });
});
