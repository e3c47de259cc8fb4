import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareDatabase } from '../../server/src/platform/database.ts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { life } from '../scenarios/household.ts';
import { money } from '../support/money.ts';
import { SECRET } from '../support/secret.ts';

let server: TestServer;
let app: pg.Client;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-20' });
  const tell = life(server);
  const cash = money(server);
  const shop = await tell.shop();
  const { id } = await tell.household(shop, { start: '2026-03-01' });
  await tell.charge(id, '2026-03-01');
  await tell.undo(id);
  const kept = await cash.invoice(id, '40', { note: 'closed', terms: 'net' });
  await cash.invoice(id, '5', { draft: true });
  const gone = await cash.invoice(id, '3');
  await cash.void(gone.id);
  const payment = await cash.pay(id, '50');
  await server.must(
    'mutation ($id: ID!) { refundPayment(id: $id, amount: "1", date: "2026-04-03") { id } }',
    { id: payment.id },
  );
  await cash.reverse((await cash.pay(id, '7')).id);
  await server.must(
    'mutation ($input: CreditNoteInput!) { createCreditNote(input: $input) { id } }',
    {
      input: {
        customerId: id,
        invoiceId: kept.id,
        documentDate: '2026-04-05',
        amount: '15',
        reason: 'late',
      },
    },
  );
  const lost = await cash.invoice(id, '900');
  await server.must('mutation ($id: ID!) { writeOff(invoiceId: $id, reason: "x") { id } }', {
    id: lost.id,
  });
  const { createProforma } = await server.must(
    'mutation ($input: ProformaInput!) { createProforma(input: $input) { id } }',
    {
      input: {
        customerId: id,
        documentDate: '2026-04-05',
        lines: [{ description: 'Dish', unitPrice: '7' }],
      },
    },
  );
  await server.must('mutation ($id: ID!) { voidProforma(id: $id, reason: "x") { id } }', {
    id: createProforma.id,
  });
  const ended = await tell.household(shop, { start: '2026-04-01' });
  await tell.charge(ended.id, '2026-04-01');
  await tell.end(ended.service, '2026-04-10');
  await server.must('mutation ($s: ID!) { creditUnused(serviceId: $s) { id } }', {
    s: ended.service,
  });
  await server.must(
    'mutation ($p: ID!) { closeBooks(partnerId: $p, through: "2026-01-31") { closedThrough } }',
    { p: shop.id },
  );
  const { appUrl } = await prepareDatabase(server.ownerUrl, SECRET);
  app = new pg.Client({ connectionString: appUrl });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await server.stop();
});

/** Another value of a column, whatever it is now. */
const OTHER: Readonly<Record<string, (column: string) => string>> = {
  uuid: () => 'gen_random_uuid()',
  text: (column) => `coalesce(${column}, '') || 'x'`,
  bigint: (column) => `coalesce(${column}, 0) + 1`,
  integer: (column) => `coalesce(${column}, 0) + 1`,
  numeric: (column) => `coalesce(${column}, 0) + 1`,
  boolean: (column) => `not coalesce(${column}, false)`,
  date: (column) => `coalesce(${column}, '2026-04-01') + 1`,
  'timestamp with time zone': (column) => `coalesce(${column}, now()) + interval '1 day'`,
  jsonb: () => `'{"other": true}'`,
};

/**
 * The rows that are there for good, and what of them moves all the same: what is settled of a document and what was
 * given back of it, notes of the office and custom fields. An invoice is printed with other details when its document is
 * renewed, which counts.
 */
const FOR_GOOD: Readonly<Record<string, { rows?: string; moves?: readonly string[] }>> = {
  ledger_transaction: {},
  allocation: {},
  refund: {},
  write_off: {},
  credit_note_line: {},
  proforma_line: {},
  unused_days: {},
  books_closing: {},
  audit_entry: {},
  invoice: {
    rows: `state <> 'DRAFT'`,
    moves: ['paid_minor', 'memo', 'custom_fields', 'renewals'],
  },
  invoice_line: {
    rows: `invoice_id in (select id from invoice where state <> 'DRAFT')`,
  },
  credit_note: { moves: ['applied_minor', 'refunded_minor', 'custom_fields'] },
  proforma: { rows: `status = 'VOID'`, moves: ['paid_minor', 'custom_fields'] },
  payment: {
    rows: 'reversed_at is not null',
    moves: ['custom_fields', 'refunded_minor', 'provider_fee_minor'],
  },
  charge: { rows: 'undone_at is not null' },
  credit: { moves: ['remaining_minor', 'proforma_id'] },
};
/** No right to do it; an issued thing; a column that the database computes. */
const REFUSED = new Set(['42501', 'BH001', '428C9']);

/** What a statement of the application's role comes to, in the scope of everything: an error's code, or how many rows. */
async function tried(statement: string): Promise<string | number> {
  await app.query('begin');
  await app.query(
    `select set_config('app.partner_path', '1.', true), set_config('app.partner_end', '1.' || chr(1114111), true)`,
  );
  try {
    return (await app.query(statement)).rowCount ?? 0;
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await app.query('rollback');
  }
}

describe('what is on the ledger, issued, taken back or undone', () => {
  it.each(Object.entries(FOR_GOOD))(
    'stays as it is, also for SQL as the application: %s',
    async (table, { rows = 'true', moves = [] }) => {
      expect(await tried(`select 1 from ${table} where ${rows}`), 'rows').toBeGreaterThan(0);
      const { rows: columns } = await app.query<{ name: string; type: string }>(
        `select attname "name", format_type(atttypid, null) "type" from pg_attribute
         where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
        [table],
      );
      const changed: string[] = [];
      for (const { name, type } of columns) {
        const code = await tried(
          `update ${table} set ${name} = ${OTHER[type](name)} where ${rows}`,
        );
        // the place in the tree is the partner's, by a key
        if (name === 'partner_path' && code === '23503') continue;
        if (!REFUSED.has(String(code))) changed.push(name);
      }
      expect(changed.filter((name) => !moves.includes(name))).toEqual([]);
      expect(REFUSED.has(String(await tried(`delete from ${table} where ${rows}`)))).toBe(true);
      expect(await tried(`truncate ${table}`)).toBe('42501');
    },
  );

  it('is no word: a draft is changed and discarded by the same statements', async () => {
    const draft = `state = 'DRAFT'`;
    expect(await tried(`update invoice set note = 'other' where ${draft}`)).toBe(1);
    expect(
      await tried(
        `delete from invoice_line where invoice_id in (select id from invoice where ${draft})`,
      ),
    ).toBe(1);
  });
});
