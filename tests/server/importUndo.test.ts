import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { BROKEN_FIGURES } from '../support/figures.ts';
import { importing } from '../support/importScreen.ts';
import { money } from '../support/money.ts';
import { Socket } from '../support/socket.ts';
import { makeUser, NOWHERE } from '../support/tenants.ts';
import { life } from '../scenarios/household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let cash: ReturnType<typeof money>;
let socket: Socket;
let owner: pg.Client;
let screen: ReturnType<typeof importing>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-06-12' });
  tell = life(server);
  cash = money(server);
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  socket = await new Socket(server.url).init({ authorization: `Bearer ${server.operator}` });
  screen = importing(server, socket);
});
afterAll(async () => {
  socket.end();
  await owner.end();
  await server.stop();
});

const customersOf = async (partnerId: string) =>
  (
    await owner.query(
      `select c.id, external_id, name, login, phone, city, status, balance_minor::int balance,
        billing, custom_fields, (select count(*)::int from service s where s.customer_id = c.id) services
      from customer c where partner_id = $1 order by external_id, name`,
      [partnerId],
    )
  ).rows;
const entriesOf = async (partnerId: string) =>
  (
    await owner.query(
      `select t.type, t.category, t.description, t.amount_minor::int amount, t.balance_after_minor::int after,
        t.reverses_id is not null reverses
      from ledger_transaction t where t.partner_id = $1 order by t.customer_id, t.id`,
      [partnerId],
    )
  ).rows;

/** What is kept of customers and their money is what their rows come to. */
async function figuresHold() {
  for (const [what, query] of Object.entries(BROKEN_FIGURES))
    expect((await owner.query(query)).rows, what).toEqual([]);
}

async function imported(kind: string, file: string, partnerId: string, mapping = {}) {
  const mapped = await screen.map(await screen.create(kind, file, { partnerId }), {}, mapping);
  const done = await screen.run(await screen.check(mapped), true);
  expect(done.status).toBe('DONE');
  return done;
}

describe('what an import made', () => {
  it('of 1,000 customers of whom 3 were invoiced since, 997 go, and it can be run again', async () => {
    const shop = await tell.shop();
    await owner.query(`update tariff set code = 'PLAN' where id = $1`, [shop.tariff]);
    const rows = Array.from(
      { length: 1000 },
      (_, i) => `K${i},Kunde ${i},kunde${i},PLAN,2026-06-01`,
    );
    const file = ['externalId,name,login,tariff,startDate', ...rows].join('\n');
    const done = await imported('CUSTOMER', file, shop.id);
    expect(done).toMatchObject({ creates: 1000, undoing: false, undone: 0, kept: 0 });
    expect(Date.parse(done.undoableUntil)).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    const there = new Map((await customersOf(shop.id)).map((each) => [each.external_id, each.id]));
    for (const key of ['K7', 'K500', 'K999']) await cash.invoice(there.get(key), '10');

    const look = await screen.undoPreview(done);
    expect(look).toMatchObject({ removes: 997, closes: 0, restores: 0, keeps: 3 });
    expect(look.kept[0]).toMatch(/^customer \d+, Kunde 7: has documents$/);
    expect(await customersOf(shop.id)).toHaveLength(1000);

    const [undone] = await Promise.all([screen.undo(done), screen.undo(done)]);
    expect(undone).toMatchObject({ status: 'UNDONE', undone: 997, kept: 3, undoableUntil: null });
    expect(undone.rows.map(({ line, errors }: any) => [line, errors['0']])).toEqual(
      [9, 502, 1001].map((line, i) => [line, look.kept[i]]),
    );
    const left = await customersOf(shop.id);
    expect(left.map(({ external_id }) => external_id).sort()).toEqual(['K500', 'K7', 'K999']);
    expect(left.every(({ services }) => services === 1)).toBe(true);
    await figuresHold();
    // a second time changes nothing
    expect(await screen.undo(done)).toMatchObject({ status: 'UNDONE', undone: 997, kept: 3 });

    const again = await screen.check(undone);
    expect(again).toMatchObject({ status: 'CHECKED', creates: 997, errors: 0 });
    expect(await screen.run(again)).toMatchObject({ status: 'DONE', creates: 997 });
    expect(await customersOf(shop.id)).toHaveLength(1000);
  });

  it('an opening balance is reversed, not erased, and its customer is free to come again', async () => {
    const shop = await tell.shop();
    const file =
      'externalId,name,login,balance\nO1,Ann,undo-ann,"-12.50"\nO2,Bob,undo-bob,5.00\nO3,Cy,,\n';
    const done = await imported('CUSTOMER', file, shop.id);
    expect(await screen.undoPreview(done)).toEqual({
      removes: 3,
      closes: 2,
      restores: 0,
      keeps: 0,
      kept: [],
    });
    expect(await screen.undo(done)).toMatchObject({ status: 'UNDONE', undone: 3, kept: 0 });
    expect(await customersOf(shop.id)).toMatchObject([
      { external_id: null, name: 'Ann', login: null, status: 'INACTIVE', balance: 0 },
      { external_id: null, name: 'Bob', login: null, status: 'INACTIVE', balance: 0 },
    ]);
    const opened = { category: 'Correction', description: 'Opening balance', reverses: false };
    const back = { category: 'Correction', after: 0, reverses: true };
    expect((await entriesOf(shop.id)).sort((a, b) => b.amount - a.amount)).toMatchObject([
      { ...opened, type: 'DEBIT', amount: 1250, after: -1250 },
      { ...back, type: 'CREDIT', amount: 1250 },
      { ...opened, type: 'CREDIT', amount: 500, after: 500 },
      { ...back, type: 'DEBIT', amount: 500 },
    ]);
    const { rows } = await owner.query(
      'select sum(remaining_minor)::int left from credit where partner_id = $1',
      [shop.id],
    );
    expect(rows).toEqual([{ left: 0 }]);
    await figuresHold();
    const again = await screen.check(done);
    expect(again).toMatchObject({ creates: 3, errors: 0 });
    expect(await screen.run(again)).toMatchObject({ status: 'DONE', creates: 3 });
  });

  it('balances by themselves are reversed, but for money that has paid since', async () => {
    const shop = await tell.shop();
    const [a, b] = [
      await tell.customer({ partnerId: shop.id, name: 'A', externalId: 'P1' }),
      await tell.customer({ partnerId: shop.id, name: 'B', externalId: 'P2' }),
    ];
    const file = 'customer;balance\nP1;-12,50\nP2;5,00\n';
    const done = await imported('OPENING_BALANCE', file, shop.id);
    await cash.invoice(b.id, '3');
    const look = await screen.undoPreview(done);
    expect(look).toMatchObject({ removes: 1, closes: 0, keeps: 1 });
    expect(look.kept[0]).toMatch(/^opening balance of customer \d+, B: has paid invoices$/);
    expect(await screen.undo(done)).toMatchObject({ status: 'UNDONE', undone: 1, kept: 1 });
    expect((await tell.now(a.id)).balance).toBe('0.00');
    const fresh = await screen.create('OPENING_BALANCE', file, { partnerId: shop.id });
    expect(await screen.check(await screen.map(fresh))).toMatchObject({ creates: 1, errors: 1 });
  });

  it('services, locations and labels go where nothing refers to them', async () => {
    const shop = await tell.shop();
    await owner.query(`update tariff set code = 'SV' where id = $1`, [shop.tariff]);
    const a = await tell.customer({ partnerId: shop.id, name: 'A', externalId: 'V1' });
    await tell.customer({ partnerId: shop.id, name: 'B', externalId: 'V2' });
    const file = 'customer,tariff,start\nV1,SV,2026-06-01\nV2,SV,2026-06-01\n';
    const services = await imported('SERVICE', file, shop.id);
    await tell.charge(a.id, '2026-06-12');
    expect((await screen.undoPreview(services)).kept[0]).toMatch(
      /of customer \d+, A: was charged$/,
    );
    expect(await screen.undo(services)).toMatchObject({ undone: 1, kept: 1 });
    expect((await customersOf(shop.id)).map(({ services: n }) => n)).toEqual([1, 0]);
    const places = await imported('LOCATION', 'name,parent\nTown,\nMast,Town\nLake,\n', shop.id);
    await owner.query(
      `update customer set location_id = (select id from location where partner_id = $1 and name = 'Mast')
      where id = $2`,
      [shop.id, a.id],
    );
    expect((await screen.undoPreview(places)).kept).toEqual([
      'location Town: holds other locations',
      'location Mast: has customers',
    ]);
    expect(await screen.undo(places)).toMatchObject({ status: 'UNDONE', undone: 1, kept: 2 });
    const labels = await imported('LABEL', 'Name,Farbe\nUndo me,#1d4ed8\n', shop.id);
    expect(await screen.undo(labels)).toMatchObject({ status: 'UNDONE', undone: 1 });
    expect((await owner.query('select from label where partner_id = $1', [shop.id])).rowCount).toBe(
      0,
    );
  });
});

it('what an import changed returns to what it was; what was changed since stays', async () => {
  const shop = await tell.shop();
  const known = async (n: number, more: object) =>
    tell.customer({ partnerId: shop.id, name: `Old ${n}`, externalId: `C${n}`, ...more });
  await known(1, { phone: '123' });
  const second = await known(2, { phone: '456' });
  const file = 'externalId,name,phone,city,billing_day\nC1,New 1,999,Ulm,7\nC2,New 2,888,Ulm,7\n';
  const before = await customersOf(shop.id);
  const done = await imported('CUSTOMER', file, shop.id, {
    mode: 'UPDATE',
    matchBy: 'externalId',
  });
  expect(done).toMatchObject({ creates: 0, updates: 2 });
  await server.must(
    'mutation ($id: ID!) { updateCustomer(id: $id, input: { phone: "777" }) { id } }',
    { id: second.id },
  );
  const look = await screen.undoPreview(done);
  expect(look).toEqual({
    removes: 0,
    closes: 0,
    restores: 2,
    keeps: 1,
    kept: ['customer New 2: phone changed since'],
  });
  expect(await screen.undo(done)).toMatchObject({ status: 'UNDONE', undone: 1, kept: 1 });
  expect(await customersOf(shop.id)).toEqual([before[0], { ...before[1], phone: '777' }]);
});

describe('an undo is refused', () => {
  it('of what is not there, of others, of what did nothing, and after 30 days', async () => {
    const shop = await tell.shop();
    const stranger = await makeUser(server, (await tell.shop()).id, 'ADMINISTRATOR');
    const done = await imported('CUSTOMER', 'externalId,name\nR1,Rae\n', shop.id);
    for (const refused of [
      await screen.refusedUndo(done, stranger.token),
      await screen.refusedUndoPreview(done, stranger.token),
      await screen.refusedUndo({ id: NOWHERE }),
      await screen.refusedUndoPreview({ id: NOWHERE }),
    ])
      expect(refused.code).toBe('NOT_FOUND');
    const same = await imported('CUSTOMER', 'externalId,name\nR1,Rae\n', shop.id);
    expect(same.undoableUntil).toBeNull();
    expect((await screen.refusedUndo(same)).reason).toBe('NOTHING_DONE');
    const partners = await imported('PARTNER', 'number,name\n9311,Below\n', shop.id);
    expect(partners.undoableUntil).toBeNull();
    expect((await screen.refusedUndo(partners)).reason).toBe('NOT_UNDOABLE');
    await owner.query(
      `update import_job set ended_at = now() - interval '30 days 1 minute' where id = $1`,
      [done.id],
    );
    expect((await screen.refusedUndo(done)).reason).toBe('TOO_LATE');
    expect((await screen.job(done.id)).undoableUntil).toBeNull();
    expect(await customersOf(shop.id)).toHaveLength(1);
  });
});
