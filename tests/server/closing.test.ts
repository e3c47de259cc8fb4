import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { life } from '../scenarios/household.ts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import {
  APPROVE,
  CREATE_INVOICE,
  CREATE_TRANSACTION,
  money,
  RECORD_PAYMENT,
} from '../support/money.ts';
import { confirm, preview } from '../support/story.ts';
import { makeTenant, makeUser } from '../support/tenants.ts';

let server: TestServer;
let owner: pg.Client;
let tell: ReturnType<typeof life>;
let cash: ReturnType<typeof money>;
let operatorId: string;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-20' });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  tell = life(server);
  cash = money(server);
  operatorId = (await tell.operatorPartner()).id;
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const SHOWN =
  'closedThrough closedBy closedAt closedAbove closedFor partner { id } history { through closedBy }';
const CLOSE = `mutation ($p: ID!, $t: Date) { closeBooks(partnerId: $p, through: $t) { ${SHOWN} } }`;
const close = async (p: string, t: string | null, token?: string): Promise<any> =>
  (await server.must(CLOSE, { p, t }, token)).closeBooks;
const closing = async (p: string, token?: string): Promise<any> =>
  (
    await server.must(
      `query ($p: ID!) { booksClosing(partnerId: $p) { ${SHOWN} open(through: "2026-04-30") { drafts runs } } }`,
      { p },
      token,
    )
  ).booksClosing;
const CLOSED = { code: 'CONFLICT', reason: 'PERIOD_CLOSED' };
const LINES = [{ description: 'Router', unitPrice: '10' }];
const rename = (p: string, name: string) =>
  server.must(
    'mutation ($p: ID!, $name: String!) { updateCompanyDetails(partnerId: $p, input: { name: $name }) { name } }',
    { p, name },
  );

/** A shop with a customer whose March is written, closed through the end of March. */
async function closedShop() {
  const shop = await tell.shop();
  const house = await tell.household(shop, { start: '2026-03-01' });
  const invoice = await tell.charge(house.id, '2026-03-01');
  const payment = await cash.pay(house.id, '30', { date: '2026-03-05' });
  await close(shop.id, '2026-03-31');
  return { shop, house, invoice, payment };
}

const marchOf = async (customerId: string) =>
  (
    await owner.query(
      `select coalesce(sum(case type when 'CREDIT' then amount_minor else -amount_minor end), 0)::int balance, count(*)::int entries
       from ledger_transaction where customer_id = $1 and date <= '2026-03-31'`,
      [customerId],
    )
  ).rows[0];

describe('closed books', () => {
  it('say who closed them, through which day, and keep what was closed and opened before', async () => {
    const shop = await tell.shop();
    expect(await closing(shop.id)).toMatchObject({ closedThrough: null, closedBy: null });
    await close(shop.id, '2026-02-28');
    await close(shop.id, '2026-03-31');
    expect(await close(shop.id, '2026-03-31')).toMatchObject({
      closedThrough: '2026-03-31',
      closedBy: 'owner',
      closedAbove: false,
      closedFor: shop.id,
      partner: { id: shop.id },
      history: [
        { through: '2026-03-31', closedBy: 'owner' },
        { through: '2026-02-28', closedBy: 'owner' },
      ],
    });
    expect(await close(shop.id, null)).toMatchObject({ closedThrough: null });
    const { rows } = await owner.query(
      `select action, before, after from audit_entry where entity = 'books' and entity_id = $1 order by at`,
      [shop.id],
    );
    expect(rows.map(({ action, after }) => [action, after.through])).toEqual([
      ['close', '2026-02-28'],
      ['close', '2026-03-31'],
      ['reopen', null],
    ]);
  });

  it('refuse whatever is dated in them, with words that name the day, and change nothing', async () => {
    const { shop, house, invoice, payment } = await closedShop();
    const before = await marchOf(house.id);
    const customerId = house.id;
    const date = '2026-03-31';
    const attempts: [string, string, object][] = [
      ['an invoice', CREATE_INVOICE, { input: { customerId, documentDate: date, lines: LINES } }],
      [
        'a draft',
        CREATE_INVOICE,
        { input: { customerId, documentDate: date, lines: LINES, draft: true } },
      ],
      ['a payment', RECORD_PAYMENT, { input: { customerId, amount: '5', date, method: 'CASH' } }],
      ['an entry', CREATE_TRANSACTION, { c: customerId, type: 'DEBIT', amount: '5', date, d: 'x' }],
      [
        'a credit note',
        'mutation ($input: CreditNoteInput!) { createCreditNote(input: $input) { id } }',
        {
          input: {
            customerId,
            invoiceId: invoice.id,
            documentDate: date,
            amount: '5',
            reason: 'x',
          },
        },
      ],
      [
        'a proforma',
        'mutation ($input: ProformaInput!) { createProforma(input: $input) { id } }',
        { input: { customerId, documentDate: date, lines: LINES } },
      ],
      [
        'a refund',
        'mutation ($id: ID!, $date: Date!) { refundPayment(id: $id, amount: "1", date: $date) { id } }',
        { id: payment.id, date },
      ],
      [
        'a run',
        'mutation ($input: BillingRunInput!) { createBillingRun(input: $input) { id } }',
        { input: { date, partnerIds: [shop.id] } },
      ],
      [
        'a charge',
        'mutation ($c: ID!, $date: Date!) { chargeCustomer(customerId: $c, date: $date) { id } }',
        { c: (await tell.household(shop, { start: '2026-03-10' })).id, date },
      ],
    ];
    for (const [what, mutation, variables] of attempts) {
      const refused = await server.refused(mutation, variables);
      expect(refused, what).toMatchObject(CLOSED);
      expect(refused.message, what).toBe(
        'The books are closed through 31 Mar 2026. Date it 1 Apr 2026 or later, or have the books opened again.',
      );
    }
    expect(await marchOf(house.id)).toEqual(before);
    await cash.pay(house.id, '5', { date: '2026-04-01' });
    await close(shop.id, null);
    await cash.pay(house.id, '5', { date: '2026-03-31' });
  });

  it('date corrections of what is older on the first open day, with a link to it', async () => {
    const { shop, house, invoice, payment } = await closedShop();
    const other = await cash.invoice(house.id, '40', { documentDate: '2026-04-02' });
    await close(shop.id, '2026-04-30');
    const before = await cash.balance(house.id);
    await cash.reverse(payment.id);
    await cash.void(other.id);
    await server.must('mutation ($id: ID!) { writeOff(invoiceId: $id, reason: "gone") { id } }', {
      id: invoice.id,
    });
    await server.must(
      'mutation ($id: ID!) { takeBackWriteOff(invoiceId: $id, reason: "back") { id } }',
      { id: invoice.id },
    );
    await tell.undo(house.id, 'wrong plan');
    const { rows } = await owner.query(
      `select date::text, reverses_id is not null linked from ledger_transaction where customer_id = $1 and date > '2026-04-02' order by seq`,
      [house.id],
    );
    expect(rows.map(({ date }) => date)).toEqual(rows.map(() => '2026-05-01'));
    expect(rows.map(({ linked }) => linked)).toEqual([true, true, false, true, true]);
    expect(before).toBe('-110.00');
    expect(await cash.balance(house.id)).toBe('0.00');
    const { rows: void_ } = await owner.query(
      `select void_on::text from invoice where customer_id = $1`,
      [house.id],
    );
    expect(void_.map(({ void_on }) => void_on)).toEqual(['2026-05-01', '2026-05-01']);
  });

  it('keep what was waiting from being issued: a draft is dated anew first, a preview is made anew', async () => {
    const shop = await tell.shop();
    const house = await tell.household(shop);
    const draft = await cash.invoice(house.id, '10', { draft: true });
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
    expect((await closing(shop.id)).open).toEqual({ drafts: 1, runs: 1 });
    await close(shop.id, '2026-04-30');
    expect(await server.refused(APPROVE, { id: draft.id })).toMatchObject(CLOSED);
    expect(
      await server.refused(
        'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { id } }',
        { id: run.id, f: run.fingerprint },
      ),
    ).toMatchObject(CLOSED);
    await server.must(
      'mutation ($id: ID!, $input: InvoiceInput!) { updateDraftInvoice(id: $id, input: $input) { id } }',
      {
        id: draft.id,
        input: { customerId: house.id, documentDate: '2026-05-01', lines: LINES, draft: true },
      },
    );
    expect((await server.must(APPROVE, { id: draft.id })).approveInvoice).toMatchObject({
      documentDate: '2026-05-01',
      number: expect.any(String),
    });
    const [later] = await preview(server, { date: '2026-05-01', partnerIds: [shop.id] });
    expect(await confirm(server, later)).toMatchObject({ status: 'PROCESSED', invoiceCount: 1 });
  });

  it('leave late fees for a night whose day is open', async () => {
    const shop = await tell.shop({ settings: { lateFee: '5', blockingPeriodDays: null } });
    const house = await tell.household(shop, { start: '2026-04-01' });
    await tell.charge(house.id, '2026-04-01');
    await close(shop.id, '2026-04-17');
    await tell.dun('2026-04-17', shop.id);
    expect(await cash.balance(house.id)).toBe('-100.00');
    await tell.dun('2026-04-18', shop.id);
    expect(await cash.balance(house.id)).toBe('-105.00');
  });

  it('are refused by the database itself, also to its owner', async () => {
    const { house } = await closedShop();
    const add = (date: string) =>
      owner.query(
        `insert into ledger_transaction (partner_id, partner_path, customer_id, type, amount_minor, currency, category, description, date, balance_after_minor, recorded_by_kind, recorded_by)
         select partner_id, partner_path, id, 'DEBIT', 0, currency, 'Correction', 'by hand', $2, balance_minor, 'SYSTEM', 'test' from customer where id = $1`,
        [house.id, date],
      );
    await expect(add('2026-03-31')).rejects.toMatchObject({ code: 'BH003' });
    await expect(add('2026-04-01')).resolves.toMatchObject({ rowCount: 1 });
    for (const change of [
      `update invoice set state = 'VOID', void_on = '2026-03-15', void_reason = 'x' where customer_id = $1`,
      `update payment set reversed_at = now(), reversed_on = '2026-03-15', reversal_reason = 'x' where customer_id = $1`,
    ])
      await expect(owner.query(change, [house.id]), change).rejects.toMatchObject({
        code: 'BH003',
      });
  });

  it('wait for whoever is writing to them, and are closed to whoever comes then', async () => {
    const shop = await tell.shop();
    const house = await tell.household(shop);
    const other = await tell.household(shop);
    const writer = new pg.Client({ connectionString: server.ownerUrl });
    await writer.connect();
    await writer.query('begin');
    await writer.query(
      `insert into ledger_transaction (partner_id, partner_path, customer_id, type, amount_minor, currency, category, description, date, balance_after_minor, recorded_by_kind, recorded_by)
       select partner_id, partner_path, id, 'DEBIT', 0, currency, 'Correction', 'under way', '2026-03-31', balance_minor, 'SYSTEM', 'test' from customer where id = $1`,
      [house.id],
    );
    let closed = false;
    const closes = close(shop.id, '2026-03-31').then(() => {
      closed = true;
    });
    const waiting = async () =>
      (
        await owner.query(
          `select count(*)::int n from pg_locks where locktype = 'advisory' and classid = 4125 and not granted
             and database = (select oid from pg_database where datname = current_database())`,
        )
      ).rows[0].n;
    await expect.poll(waiting, { timeout: 10_000 }).toBe(1);
    const late = server.refused(RECORD_PAYMENT, {
      input: { customerId: other.id, amount: '5', date: '2026-03-31', method: 'CASH' },
    });
    await expect.poll(waiting, { timeout: 10_000 }).toBe(2);
    expect(closed).toBe(false);
    await writer.query('commit');
    await writer.end();
    await closes;
    expect(await late).toMatchObject(CLOSED);
    expect((await marchOf(house.id)).entries).toBe(1);
    expect((await marchOf(other.id)).entries).toBe(0);
  });
});

describe('whose books are closed', () => {
  it('are those of the partner and of all below that invoice through it', async () => {
    const north = await makeTenant(server, 'Closing North');
    const through = await tell.shop({ parentId: north.id });
    const other = await tell.shop({ parentId: north.id });
    await rename(other.id, 'Other Ltd');
    await close(north.id, '2026-03-31');
    const pay = (shop: { id: string; tariff: string }) => async () => {
      const house = await tell.household(shop);
      return server.ask(RECORD_PAYMENT, {
        input: { customerId: house.id, amount: '5', date: '2026-03-31', method: 'CASH' },
      });
    };
    expect((await pay(through)()).errors?.[0].extensions).toMatchObject(CLOSED);
    expect((await pay(other)()).errors).toBeUndefined();
    expect(await closing(through.id)).toMatchObject({
      closedThrough: '2026-03-31',
      closedAbove: true,
      closedFor: north.id,
    });
    // below, nothing of it can be opened; closing further is its own matter
    expect(await server.refused(CLOSE, { p: through.id, t: null })).toMatchObject({
      code: 'CONFLICT',
      reason: 'CLOSED_ABOVE',
    });
    expect(await close(through.id, '2026-04-10')).toMatchObject({ closedThrough: '2026-04-10' });
    expect(await closing(north.id)).toMatchObject({ closedThrough: '2026-03-31' });
  });

  it('stay closed for a partner that takes a name of its own, or another place in the tree', async () => {
    const north = await makeTenant(server, 'Closing West');
    const child = await tell.shop({ parentId: north.id });
    const moved = await tell.shop({ parentId: north.id });
    const below = await tell.shop({ parentId: moved.id });
    await close(north.id, '2026-03-31');
    await rename(child.id, 'Child Ltd');
    await server.must('mutation ($p: ID!, $n: ID!) { movePartner(id: $p, parentId: $n) { id } }', {
      p: moved.id,
      n: operatorId,
    });
    for (const { id } of [child, moved, below])
      expect(await closing(id)).toMatchObject({ closedThrough: '2026-03-31' });
    expect(await closing(below.id)).toMatchObject({ closedAbove: true, closedFor: moved.id });
    // now they are its own
    expect(await close(child.id, null)).toMatchObject({ closedThrough: null });
  });

  it('are told below without whoever works above', async () => {
    const north = await makeTenant(server, 'Closing East');
    await rename(north.id, 'East Ltd');
    const child = await makeTenant(server, 'Closing East Village', { parentId: north.id });
    await close(north.id, '2026-03-31', north.token);
    expect(await closing(child.id, child.token)).toMatchObject({
      closedThrough: '2026-03-31',
      closedBy: null,
      closedFor: null,
      closedAbove: true,
    });
    expect(
      await server.refused(CLOSE, { p: north.id, t: '2026-04-01' }, child.token),
    ).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are opened again only by whoever may: closing further is another right', async () => {
    const shop = await tell.shop();
    const finance = await makeUser(server, shop.id, 'FINANCIAL_MANAGER');
    const reader = await makeUser(server, shop.id, 'READ_ONLY');
    await close(shop.id, '2026-02-28', finance.token);
    await close(shop.id, '2026-03-31', finance.token);
    for (const t of [null, '2026-02-28'])
      expect(await server.refused(CLOSE, { p: shop.id, t }, finance.token)).toMatchObject({
        code: 'FORBIDDEN',
      });
    expect(
      await server.refused(CLOSE, { p: shop.id, t: '2026-04-01' }, reader.token),
    ).toMatchObject({ code: 'FORBIDDEN' });
    expect(await closing(shop.id, reader.token)).toMatchObject({ closedThrough: '2026-03-31' });
    const admin = await makeUser(server, shop.id, 'ADMINISTRATOR');
    expect(await close(shop.id, '2026-02-28', admin.token)).toMatchObject({
      closedThrough: '2026-02-28',
    });
  });
});
