import { expect, it, vi } from 'vitest';
import { camtOf, IBAN } from '../support/bank.ts';
import { manyCustomers } from '../support/billable.ts';
import { startKillable } from '../support/killing.ts';

const LONG = process.env.BACKHAUL_LONG === 'yes';
const NOISE = LONG ? 20_000 : 1500;
const PAYERS = LONG ? 60 : 12;
const KILLS = LONG ? 8 : 1;
/** A kill falls anywhere into what follows the moment that work began. */
const WITHIN_MS = LONG ? 3000 : 700;

it(
  'reads, posts and takes back a bank’s file exactly once, whenever the server is killed',
  async () => {
    const { url, owner } = await manyCustomers(PAYERS);
    const server = await startKillable(url, { withinMs: WITHIN_MS });
    const { ask, kill } = server;
    const facts = async () =>
      (
        await owner.query(
          `select
            (select count(*)::int from bank_transaction) entries,
            (select count(*)::int from bank_transaction where status = 'POSTED') posted,
            (select count(*)::int from payment where reversed_at is null) payments,
            (select count(*)::int from payment where reversed_at is not null) reversed,
            (select count(*)::int from invoice where due_minor > 0) due`,
        )
      ).rows[0];

    const { partner } = await ask('{ viewer { partner { id currency } } }');
    await ask('mutation ($i: BankAccountInput!) { createBankAccount(input: $i) { id } }', {
      i: { partnerId: partner.id, name: 'Main', iban: IBAN, currency: partner.currency },
    });
    const set = (autoPostFrom: number | null) =>
      ask(
        'mutation ($p: ID!, $i: PaymentSettingsInput!) { updatePaymentSettings(partnerId: $p, input: $i) { autoPostFrom } }',
        { p: partner.id, i: { autoPostFrom } },
      );
    await set(95);
    const { rows: customers } = await owner.query<{ id: string }>(
      'select id from customer where currency = $1 order by id',
      [partner.currency],
    );
    const numbers: string[] = [];
    for (const { id } of customers) {
      const { number } = await ask(
        'mutation ($i: InvoiceInput!) { createInvoice(input: $i) { number } }',
        {
          i: {
            customerId: id,
            documentDate: '2026-04-01',
            lines: [{ description: 'Router', unitPrice: '10.00' }],
          },
        },
      );
      numbers.push(number);
    }
    const movements = [
      ...numbers.map((text, i) => ({ amount: '10.00', text, reference: `N${i}` })),
      ...Array.from({ length: NOISE }, (_, i) => ({
        amount: '0.07',
        text: `${i}`,
        reference: `X${i}`,
      })),
    ];
    const content = camtOf(movements, { currency: partner.currency });
    const send = async (): Promise<string> => {
      const form = new FormData();
      form.append('file', new Blob([content]), 'statement.xml');
      const { url: address, token } = server.now();
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(`${address}/bank-files`, {
        method: 'POST',
        body: form,
        headers,
      });
      return ((await answer.json()) as { id: string }).id;
    };
    const settled = (id: string) =>
      vi.waitFor(
        async () => {
          const { rows } = await owner.query('select status from bank_file where id = $1', [id]);
          if (rows[0].status === 'READING') throw new Error('it is still being read');
        },
        { timeout: 120_000, interval: 50 },
      );
    const all = { entries: movements.length, posted: numbers.length, payments: numbers.length };

    const file = await send();
    for (let n = 0; n < KILLS; n += 1) await kill();
    await settled(file);
    expect(await facts()).toEqual({ ...all, reversed: 0, due: 0 });

    const undo = () =>
      ask('mutation ($id: ID!) { undoBankFile(id: $id, reason: "wrong") { status } }', {
        id: file,
      });
    for (let n = 0; n < KILLS; n += 1) {
      const undone = undo().catch(() => null);
      await kill();
      await undone;
      const { payments } = await facts();
      expect([0, all.payments]).toContain(payments);
    }
    const { rows } = await owner.query('select status from bank_file where id = $1', [file]);
    if (rows[0].status !== 'UNDONE') await undo();
    expect(await facts()).toEqual({
      entries: 0,
      posted: 0,
      payments: 0,
      reversed: numbers.length,
      due: numbers.length,
    });

    await set(null);
    const again = await send();
    await settled(again);
    const { rows: accounts } = await owner.query<{ id: string }>('select id from bank_account');
    const { rows: entries } = await owner.query<{ id: string }>(
      'select id from bank_transaction where amount_minor = 1000 order by id limit 3',
    );
    const post = async () => {
      const single = entries.map(({ id }) =>
        ask('mutation ($id: ID!) { postBankTransaction(id: $id) { id } }', { id }),
      );
      const whole = ask(
        'mutation ($id: ID!) { postBankSuggestions(bankAccountId: $id, from: 95) }',
        { id: accounts[0].id },
      );
      await Promise.allSettled([...single, whole]);
    };
    for (let n = 0; n < KILLS; n += 1) {
      const posting = post();
      await kill();
      await posting;
    }
    await post();
    expect(await facts()).toEqual({ ...all, reversed: numbers.length, due: 0 });
    const { rows: amiss } = await owner.query(
      `select c.id from customer c
      where balance_minor <> (
        select coalesce(sum(case type when 'CREDIT' then amount_minor else -amount_minor end), 0)
        from ledger_transaction where customer_id = c.id)`,
    );
    expect(amiss).toEqual([]);
    expect(await server.stop()).toBe(0);
    await owner.end();
  },
  LONG ? 900_000 : 180_000,
);
