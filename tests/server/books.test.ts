import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { life } from '../scenarios/household.ts';
import { money } from '../support/money.ts';
import { confirm, preview } from '../support/story.ts';
import { makeTenant } from '../support/tenants.ts';
import { checkAllBooks } from '../../server/src/modules/books/night.ts';

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

const NAMES = ['LEDGER', 'DOCUMENTS', 'NUMBERS', 'ALLOCATIONS', 'NOTES', 'PERIODS', 'SUMS'];
const BOOKS =
  'query ($p: ID) { books(partnerId: $p) { name holds checked offending records { kind id name problem } } }';
const books = async (p: string | null = null, token?: string): Promise<any[]> =>
  (await server.must(BOOKS, { p }, token)).books;
const red = async (p: string | null = null) => (await books(p)).filter(({ holds }) => !holds);

/** A shop in which something of every kind happened. */
async function shopOfEverything(parentId?: string) {
  const shop = await tell.shop(parentId ? { parentId } : {});
  const house = await tell.household(shop, { start: '2026-02-10', customer: { name: 'Amy Oz' } });
  await tell.charge(house.id, '2026-03-01');
  const [run] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
  await confirm(server, run);
  const other = await cash.invoice(house.id, '40');
  const payment = await cash.pay(house.id, '120');
  await server.must(
    'mutation ($id: ID!) { refundPayment(id: $id, amount: "10", date: "2026-04-03") { id } }',
    { id: payment.id },
  );
  const { createCreditNote: note } = await server.must(
    `mutation ($input: CreditNoteInput!) { createCreditNote(input: $input) { id number } }`,
    {
      input: {
        customerId: house.id,
        invoiceId: other.id,
        documentDate: '2026-04-05',
        amount: '15',
        reason: 'late',
      },
    },
  );
  await server.must('mutation ($input: ProformaInput!) { createProforma(input: $input) { id } }', {
    input: {
      customerId: house.id,
      documentDate: '2026-04-05',
      lines: [{ description: 'Dish', unitPrice: '7' }],
    },
  });
  const gone = await cash.invoice(house.id, '3');
  await cash.void(gone.id);
  await tell.undo(house.id);
  const lost = await cash.invoice(house.id, '9');
  await server.must('mutation ($id: ID!) { writeOff(invoiceId: $id, reason: "x") { id } }', {
    id: lost.id,
  });
  return { shop, house, other, payment, note };
}

describe('the books', () => {
  it('are in order after whatever people do, and say how much was looked at', async () => {
    await shopOfEverything();
    const found = await books();
    expect(found.map(({ name }) => name)).toEqual(NAMES);
    for (const { name, holds, checked, offending } of found)
      expect({ name, holds, offending, some: checked > 0 }).toEqual({
        name,
        holds: true,
        offending: [],
        some: true,
      });
  });

  it('name the record of which one thing does not hold, and all others hold', async () => {
    const { shop, house, other, payment, note } = await shopOfEverything();
    /** As its owner, past every trigger; taken back with the same. */
    const bend = async (statements: readonly string[]) => {
      await owner.query('set session_replication_role = replica');
      for (const each of statements) await owner.query(each);
      await owner.query('set session_replication_role = default');
    };
    const service = `'${house.service}'`;
    const cases: [string, string[], string[], { kind: string; id: string; says: string }][] = [
      [
        'LEDGER',
        [
          `update ledger_transaction set balance_after_minor = balance_after_minor + 5 where seq = (select max(seq) from ledger_transaction where customer_id = '${house.id}')`,
        ],
        [
          `update ledger_transaction set balance_after_minor = balance_after_minor - 5 where seq = (select max(seq) from ledger_transaction where customer_id = '${house.id}')`,
        ],
        {
          kind: 'CUSTOMER',
          id: house.id,
          says: `Customer Amy Oz #${house.number}: the last entry`,
        },
      ],
      [
        'DOCUMENTS',
        [
          `update invoice_line set total_minor = total_minor - 100, net_minor = net_minor - 100 where invoice_id = '${other.id}'`,
        ],
        [
          `update invoice_line set total_minor = total_minor + 100, net_minor = net_minor + 100 where invoice_id = '${other.id}'`,
        ],
        {
          kind: 'INVOICE',
          id: other.id,
          says: `Invoice ${other.number}: its lines come to 39.00 EUR, not 40.00 EUR`,
        },
      ],
      [
        'NUMBERS',
        [
          `update number_counter set last = last + 1 where partner_id = '${shop.id}' and kind = 'RECEIPT'`,
        ],
        [
          `update number_counter set last = last - 1 where partner_id = '${shop.id}' and kind = 'RECEIPT'`,
        ],
        {
          kind: 'PARTNER',
          id: shop.id,
          says: 'receipts 2026-02-{next}: numbers are given, the first that is missing is 2 1, not 2',
        },
      ],
      [
        'ALLOCATIONS',
        [
          `update credit set remaining_minor = remaining_minor + 1 where payment_id = '${payment.id}'`,
        ],
        [
          `update credit set remaining_minor = remaining_minor - 1 where payment_id = '${payment.id}'`,
        ],
        {
          kind: 'PAYMENT',
          id: payment.id,
          says: `Payment ${payment.receiptNumber}: has of a credit left`,
        },
      ],
      [
        'NOTES',
        [`update credit_note set applied_minor = applied_minor - 1 where id = '${note.id}'`],
        [`update credit_note set applied_minor = applied_minor + 1 where id = '${note.id}'`],
        { kind: 'CREDIT_NOTE', id: note.id, says: `Credit note ${note.number}: settles` },
      ],
      [
        'PERIODS',
        [`update service set charged_until = charged_until + 1 where id = ${service}`],
        [`update service set charged_until = charged_until - 1 where id = ${service}`],
        {
          kind: 'SERVICE',
          id: house.service,
          says: `Service Amy Oz #${house.number}, Plan: is charged until 2026-04-02, not 2026-04-01`,
        },
      ],
      [
        'SUMS',
        [`update payment set refunded_minor = refunded_minor + 1 where id = '${payment.id}'`],
        [`update payment set refunded_minor = refunded_minor - 1 where id = '${payment.id}'`],
        {
          kind: 'PAYMENT',
          id: payment.id,
          says: `Payment ${payment.receiptNumber}: is given back by 10.01 EUR, not 10.00 EUR`,
        },
      ],
    ];
    for (const [name, wrong, right, { kind, id, says }] of cases) {
      await bend(wrong);
      const broken = await red(shop.id);
      expect(
        broken.map((each) => each.name),
        name,
      ).toEqual([name]);
      expect(broken[0].records, name).toEqual([expect.objectContaining({ kind, id })]);
      expect(broken[0].offending[0], name).toContain(says);
      await bend(right);
      expect(await red(shop.id), name).toEqual([]);
    }
  });

  it('tell a balance that is not on the ledger, a missing entry, days charged twice, a figure beside its rows', async () => {
    const { shop, house, other } = await shopOfEverything();
    const names = async () => (await red(shop.id)).map(({ name }) => name);
    // with its triggers, so that the figures follow
    await owner.query('update customer set balance_minor = balance_minor + 100 where id = $1', [
      house.id,
    ]);
    expect(await names()).toEqual(['LEDGER']);
    await owner.query('update customer set balance_minor = balance_minor - 100 where id = $1', [
      house.id,
    ]);
    await owner.query('begin; set local session_replication_role = replica');
    await owner.query('update ledger_transaction set invoice_id = null where invoice_id = $1', [
      other.id,
    ]);
    await owner.query('commit');
    expect((await red(shop.id))[0]).toMatchObject({
      name: 'DOCUMENTS',
      offending: [`Invoice ${other.number}: the ledger has of it 0.00 EUR, not 40.00 EUR`],
    });
    const twice = await shopOfEverything();
    await owner.query('begin; set local session_replication_role = replica');
    await owner.query(
      `update ledger_transaction set period_from = period_from - 3 where service_id = $1 and period_from = '2026-04-01'`,
      [twice.house.service],
    );
    await owner.query(`update charge set undone_at = null where customer_id = $1`, [
      twice.house.id,
    ]);
    await owner.query(`update service set charged_until = '2026-05-01' where id = $1`, [
      twice.house.service,
    ]);
    await owner.query('commit');
    expect((await red(twice.shop.id)).find(({ name }) => name === 'PERIODS')?.offending).toEqual([
      `Service Amy Oz #${twice.house.number}, Plan: days are charged twice: from 2026-03-29, not 2026-04-01`,
    ]);
    const kept = await shopOfEverything();
    expect(await red(kept.shop.id)).toEqual([]);
    await server.app.boundary.alone.rows('select fold_figures(100000)');
    await owner.query(
      `update figure_sum set amount = amount + 1 where partner_id = $1 and figure = 'PAID' and period = '2026-04-02'`,
      [kept.shop.id],
    );
    expect(await red(kept.shop.id)).toEqual([
      expect.objectContaining({
        name: 'SUMS',
        offending: [expect.stringContaining('figure PAID of 2026-04-02: is kept as 120.01 EUR')],
      }),
    ]);
  });

  it('are checked of a partner and those below it alone, by whoever sees them', async () => {
    const north = await makeTenant(server, 'Books North');
    const south = await makeTenant(server, 'Books South');
    const { house } = await shopOfEverything(north.id);
    await owner.query('update customer set balance_minor = balance_minor + 1 where id = $1', [
      house.id,
    ]);
    const wrong = async (p: string | null, token: string) =>
      (await books(p, token)).flatMap(({ records }) => records.map(({ id }: any) => id));
    expect(await wrong(null, north.token)).toContain(house.id);
    expect(await wrong(north.id, server.operator)).toContain(house.id);
    expect(await wrong(null, south.token)).toEqual([]);
    expect(await server.refused(BOOKS, { p: north.id }, south.token)).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('are checked each night: administrators get one mail a day that names what is wrong', async () => {
    const { house } = await shopOfEverything();
    await owner.query('update customer set balance_minor = balance_minor + 1 where id = $1', [
      house.id,
    ]);
    await checkAllBooks(server.app);
    await checkAllBooks(server.app);
    const { rows } = await owner.query(
      `select u.email, m.said from message m join app_user u on u.id = m.user_id where m.kind = 'BOOKS_MAIL'`,
    );
    expect(rows.map(({ email }) => email)).toEqual(['owner@isp.example']);
    expect(rows[0].said.booksHeadline).toContain('LEDGER');
    expect(rows[0].said.booksText).toContain('Customer ');
  });
});
