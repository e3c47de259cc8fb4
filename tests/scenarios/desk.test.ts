import { createClient, type Client } from 'graphql-ws';
import pg from 'pg';
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldFigures } from '../../server/src/modules/dashboards/keeping.ts';
import { announce } from '../../server/src/platform/signals.ts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { BROKEN_FIGURES } from '../support/figures.ts';
import { money } from '../support/money.ts';
import { makeUser } from '../support/tenants.ts';
import { life } from './household.ts';

const TODAY = '2026-05-15';
let server: TestServer;
let tell: ReturnType<typeof life>;
let cash: ReturnType<typeof money>;
let owner: pg.Client;
let socket: Client;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: TODAY, WORKER: 'none' });
  tell = life(server);
  cash = money(server);
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  socket = createClient({
    url: `${server.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${server.operator}` },
  });
});
afterAll(async () => {
  await socket.dispose();
  await owner.end();
  await server.stop();
});

const ARGS = '$k: DashboardKind!, $p: ID, $c: String, $m: Date, $d: Boolean';
const GIVEN = 'kind: $k, partnerId: $p, currency: $c, month: $m, includeDescendants: $d';
const SHOWN = `kind partner { id } currency currencies month asOf complete tiles {
  key unit value count previous changePercent series { at value } link { list filter } asOf
  rows { label value count note link { list filter } } }`;
const QUERY = `query (${ARGS}) { dashboard(${GIVEN}) { ${SHOWN} } }`;
const asked = async (kind: string, p: string | null, more: object = {}, token?: string) =>
  (await server.must<any>(QUERY, { k: kind, p, ...more }, token ?? server.operator)).dashboard;
type Tile = Record<string, any>;
const byKey = ({ tiles }: { tiles: Tile[] }): Record<string, Tile> =>
  Object.fromEntries(tiles.map((tile) => [tile.key, tile]));
const tilesOf = async (p: string, more: object = {}) => byKey(await asked('FINANCE', p, more));

const cents = (texts: readonly string[]): string =>
  (texts.reduce((sum, text) => sum + Math.round(Number(text) * 100), 0) / 100).toFixed(2);
const FILTERS: Record<string, string> = {
  creditNotes: 'DocumentFilter',
  proformas: 'DocumentFilter',
};
/** A figure with the list that holds the same; field: what is summed there, null: how many there are is the figure. */
interface Claim {
  of: string;
  link: { list: string; filter: object };
  field: string | null;
  value: string;
  count: number | null;
}
/** Each figure is what its list gives, all of them asked for at once. */
async function expectSame(claims: readonly Claim[]) {
  const types = claims.map(
    ({ link: { list } }) => FILTERS[list] ?? `${list[0].toUpperCase()}${list.slice(1, -1)}Filter`,
  );
  const found = await server.must<any>(
    `query (${types.map((type, i) => `$f${i}: ${type}`).join(', ')}) { ${claims
      .map(
        ({ link: { list }, field }, i) =>
          `l${i}: ${list}(filter: $f${i}, first: 40) { totalCount nodes { ${field ?? '__typename'} } }`,
      )
      .join(' ')} }`,
    Object.fromEntries(claims.map(({ link }, i) => [`f${i}`, link.filter])),
  );
  const given = claims.map(({ of, field }, i) => {
    const { totalCount, nodes } = found[`l${i}`];
    expect(nodes).toHaveLength(totalCount);
    return field
      ? { of, value: cents(nodes.map((node: any) => node[field])), count: totalCount }
      : { of, value: String(totalCount), count: null };
  });
  expect(claims.map(({ of, value, count }) => ({ of, value, count }))).toEqual(given);
}
/** Which field of its list a tile is the sum of. */
const SUMS: Record<string, string> = {
  invoiced: 'total',
  invoicedByPeriod: 'total',
  credited: 'total',
  invoicesPaid: 'total',
  invoicesPartlyPaid: 'total',
  invoicesUnpaid: 'total',
  proformasPaid: 'total',
  proformasUnpaid: 'total',
  paid: 'amount',
  paidByPeriod: 'amount',
  outstanding: 'due',
  overdue: 'due',
  mrrMovements: 'amount',
  topPayers: 'amount',
  topDebtors: 'due',
};
/** Every tile and row with a list is what its list gives, at the same moment. */
async function expectListed(p: string, more: object = {}) {
  const { tiles } = await asked('FINANCE', p, more);
  const claims: Claim[] = [];
  for (const { key, value, count, link, rows, series } of tiles) {
    const field = SUMS[key] ?? null;
    if (link && field) claims.push({ of: key, link, field, value, count });
    if (link && key === 'customers') claims.push({ of: key, link, field, value, count: null });
    if (key.endsWith('ByPeriod'))
      expect(cents(series.map((point: any) => point.value))).toBe(value);
    for (const row of rows)
      if (row.link) claims.push({ ...row, of: `${key}: ${row.label}`, field });
  }
  await expectSame(claims);
}

/** Tells whoever watches a partner that something happened there, though nothing did. */
async function saySomething(partnerId: string) {
  const { boundary } = server.app;
  const scope = (await boundary.jobScope(partnerId))!;
  if (scope.kind === 'nobody') throw new Error('no such partner');
  await boundary.inSql(scope, (sql) => announce(sql, { topic: 'finance', path: scope.path }));
}

describe('the finance dashboard', () => {
  it('shows the worked month', async () => {
    const shop = await tell.shop();
    const home = (start: string, service: object = {}) => tell.household(shop, { start, service });
    await home('2026-01-01');
    const b = await home('2026-02-01');
    await tell.update(b.service, { unitPrice: '160', from: '2026-05-10' });
    await home('2026-03-01', {
      unitPrice: '80',
      discounts: [{ kind: 'PERCENT', value: '25', from: '2026-05-01' }],
    });
    const d = await home('2026-01-01', { unitPrice: '50', endDate: '2026-04-20' });
    const more = (customerId: string, startDate: string, unitPrice: string) =>
      tell.service({ customerId, tariffId: shop.tariff, startDate, unitPrice });
    await more(d.id, '2026-05-12', '40');
    await home('2026-01-01', { endDate: '2026-04-30' });
    const f = await home('2026-05-04', { unitPrice: '90' });
    await more(f.id, '2026-05-04', '30');
    const tiles = await tilesOf(shop.id);
    const shown = (key: string) => [
      tiles[key].value,
      tiles[key].previous,
      tiles[key].changePercent,
    ];
    expect(shown('mrr')).toEqual(['480.00', '380.00', '26.3']);
    expect(tiles.mrr.count).toBe(5);
    expect(tiles.mrr.series.slice(-5)).toEqual([
      { at: '2026-01-31', value: '250.00' },
      { at: '2026-02-28', value: '350.00' },
      { at: '2026-03-31', value: '430.00' },
      { at: '2026-04-30', value: '380.00' },
      { at: '2026-05-15', value: '480.00' },
    ]);
    expect(tiles.mrrMovements.value).toBe('100.00');
    expect(
      tiles.mrrMovements.rows.map(({ label, value, count }: Tile) => `${label} ${value} ${count}`),
    ).toEqual([
      'NEW 120.00 1',
      'EXPANSION 60.00 1',
      'REACTIVATION 40.00 1',
      'CONTRACTION -20.00 1',
      'CHURN -100.00 1',
    ]);
    expect(tiles.arpu.value).toBe('96.00');
    expect([tiles.growth.value, tiles.churn.value, tiles.churn.count]).toEqual(['26.3', '25.0', 1]);
    expect([tiles.grossChurn.value, tiles.netChurn.value]).toEqual(['31.6', '5.3']);
    expect([tiles.retention.value, tiles.quickRatio.value]).toEqual(['84.2', '1.83']);
    // April as it was: D went, and nobody came
    const april = await tilesOf(shop.id, { m: '2026-04-30' });
    expect([april.mrr.value, april.mrr.previous, april.quickRatio.value]).toEqual([
      '380.00',
      '430.00',
      '0.00',
    ]);
    expect(april.outstanding).toBeUndefined();
    await expectListed(shop.id);
    await expectListed(shop.id, { m: '2026-04-01' });
  });

  it('compares a month so far with the one before up to the same day', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    for (const [documentDate, amount] of [
      ['2026-04-15', '10'],
      ['2026-04-16', '1000'],
      ['2026-05-01', '15'],
      ['2026-05-20', '1'],
    ])
      await cash.invoice(id, amount, { documentDate });
    expect((await tilesOf(shop.id)).invoiced).toMatchObject({
      value: '16.00',
      count: 2,
      previous: '10.00',
      changePercent: '60.0',
    });
    expect((await tilesOf(shop.id, { m: '2026-04-01' })).invoiced).toMatchObject({
      value: '1010.00',
      previous: '0.00',
      changePercent: null,
    });
  });

  it('is its lists, whatever happens, at a partner with those below it and at it alone', async () => {
    const shop = await tell.shop();
    const below = await tell.shop({ parentId: shop.id });
    const homes = [
      await tell.household(shop),
      await tell.household(below),
      await tell.household(shop),
    ];
    let seed = 7;
    const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
    const invoices: string[] = [];
    const payments: string[] = [];
    const on = () => `2026-0${4 + random(2)}-${String(1 + random(15)).padStart(2, '0')}`;
    const amount = () => `${1 + random(200)}.${10 + random(89)}`;
    const steps: (() => Promise<unknown>)[] = [
      async () =>
        invoices.push(
          (await cash.invoice(homes[random(3)].id, amount(), { documentDate: on() })).id,
        ),
      async () => payments.push((await cash.pay(homes[random(3)].id, amount(), { date: on() })).id),
      () => cash.invoice(homes[random(3)].id, amount(), { draft: true }),
      () =>
        server.must('mutation ($i: ProformaInput!) { createProforma(input: $i) { id } }', {
          i: {
            customerId: homes[random(3)].id,
            documentDate: on(),
            lines: [{ description: 'Ahead', unitPrice: amount() }],
          },
        }),
      () => cash.void(invoices[random(invoices.length)]),
      () => cash.reverse(payments[random(payments.length)]),
      () =>
        server.must('mutation ($i: CreditNoteInput!) { createCreditNote(input: $i) { id } }', {
          i: { invoiceId: invoices[random(invoices.length)], amount: '1', reason: 'goodwill' },
        }),
      () =>
        server.must(
          'mutation ($id: ID!, $s: CustomerStatus!) { updateCustomer(id: $id, input: { status: $s }) { id } }',
          { id: homes[random(3)].id, s: ['ACTIVE', 'BLOCKED', 'INACTIVE'][random(3)] },
        ),
      () => tell.update(homes[random(3)].service, { unitPrice: amount(), from: on() }),
      () => tell.end(homes[random(3)].service, on()),
    ];
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 8; i += 1) await steps[random(steps.length)]().catch(() => null);
      await expectListed(shop.id);
      await expectListed(below.id, { m: '2026-04-01' });
      if (round === 1) await foldFigures(server.app, new AbortController().signal);
    }
    expect(invoices.length * payments.length).toBeGreaterThan(0);
    const { proformasUnpaid } = await tilesOf(shop.id);
    expect(proformasUnpaid.link).toMatchObject({ list: 'proformas' });
    for (const [rule, query] of Object.entries(BROKEN_FIGURES))
      expect({ rule, broken: (await owner.query(query)).rows }).toEqual({ rule, broken: [] });
    // those below and what lies above them add up to all of it
    const [whole, alone, part] = [
      await tilesOf(shop.id),
      await tilesOf(shop.id, { d: false }),
      await tilesOf(below.id),
    ];
    for (const key of ['invoiced', 'paid', 'mrr', 'outstanding', 'customers'])
      expect({ key, sum: cents([alone[key].value, part[key].value]) }).toEqual({
        key,
        sum: cents([whole[key].value]),
      });
    expect(alone.invoiced.link).toBeNull();
  });

  it('says what was taken back of earlier months, and what is owed where nothing is invoiced', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, { start: '2026-06-01' });
    const owing = await tilesOf(shop.id);
    expect([owing.outstanding.value, owing.outstanding.link.list]).toEqual(['0.00', 'invoices']);
    await cash.correct(id, 'DEBIT', '30');
    const { outstanding, overdue } = await tilesOf(shop.id);
    expect([outstanding.value, outstanding.count, overdue.value]).toEqual(['30.00', 1, '0.00']);
    expect(outstanding.link).toMatchObject({ list: 'customers', filter: { debt: true } });
    const wrong = await cash.invoice(id, '77', { documentDate: '2026-04-20' });
    await cash.void(wrong.id);
    const paid = await cash.pay(id, '5', { date: '2026-04-20' });
    await cash.reverse(paid.id);
    const tiles = await tilesOf(shop.id);
    const back = (key: string) =>
      tiles[key].rows.map(({ label, value, count }: Tile) => [label, value, count]);
    expect(back('invoiced')).toEqual([['VOIDED_OF_EARLIER', '77.00', 1]]);
    expect(back('paid')).toEqual([['REVERSED_OF_EARLIER', '5.00', 1]]);
    await cash.invoice(id, '8');
    await expectListed(shop.id);
  });

  it('names those who paid and who owe most, the longest overdue first among equals', async () => {
    const shop = await tell.shop();
    const below = await tell.shop({ parentId: shop.id });
    const home = async (of: { id: string; tariff: string }, name: string) =>
      (await tell.household(of, { customer: { name } })).id;
    const ids: string[] = [];
    for (let i = 0; i < 12; i += 1) ids.push(await home(i % 3 ? shop : below, `Payer ${i}`));
    for (const [i, id] of ids.entries()) {
      await cash.invoice(id, i < 3 ? '70' : `${10 + i}`, {
        documentDate: '2026-04-01',
        dueDate: i === 2 ? '2026-04-01' : '2026-04-11',
      });
      await cash.invoice(id, '1000', { documentDate: '2026-05-10', dueDate: '2026-06-10' });
    }
    const tiles = await tilesOf(shop.id);
    expect(
      tiles.topDebtors.rows.map(({ label, value, count, note }: Tile) => [
        label,
        value,
        count,
        note,
      ]),
    ).toEqual([
      ['Payer 2', '70.00', 1, '44 days'],
      ['Payer 0', '70.00', 1, '34 days'],
      ['Payer 1', '70.00', 1, '34 days'],
      ...[11, 10, 9, 8, 7, 6, 5].map((i) => [`Payer ${i}`, `${10 + i}.00`, 1, '34 days']),
    ]);
    expect((await tilesOf(shop.id, { d: false })).topDebtors.rows).toHaveLength(8);
    const paid = await cash.pay(ids[4], '900', { date: '2026-05-02' });
    await cash.pay(ids[5], '600', { date: '2026-05-02' });
    await cash.pay(ids[6], '700', { date: '2026-04-30' });
    await server.must(
      'mutation ($id: ID!) { refundPayment(id: $id, amount: "400", date: "2026-05-03") { id } }',
      { id: paid.id },
    );
    expect(
      (await tilesOf(shop.id)).topPayers.rows.map(({ label, value, count }: Tile) => [
        label,
        value,
        count,
      ]),
    ).toEqual([
      ['Payer 5', '600.00', 1],
      ['Payer 4', '500.00', 1],
    ]);
    await expectListed(below.id);
  });

  it('comes at once to whoever watches, then what changes alone', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    const watched = socket.iterate<any>({
      query: `subscription (${ARGS}) { dashboard(${GIVEN}) { ${SHOWN} } }`,
      variables: { k: 'FINANCE', p: shop.id },
    });
    const next = async () => (await watched.next()).value.data.dashboard;
    const first = await next();
    expect(first).toMatchObject({ complete: true, partner: { id: shop.id }, month: '2026-05-01' });
    await cash.pay(id, '40', { date: TODAY });
    let changed = await next();
    while (!byKey(changed).paid) {
      expect(changed.tiles.map(({ key }: Tile) => key)).not.toContain('mrr');
      changed = await next();
    }
    expect(changed.complete).toBe(false);
    expect(changed.asOf >= first.asOf).toBe(true);
    expect(changed.tiles.map(({ key }: Tile) => key).sort()).toEqual([
      'paid',
      'paidByPeriod',
      'topPayers',
    ]);
    expect(byKey(changed).paid.value).toBe('40.00');
    // what changes nothing here is told to nobody: the next message is of the next change
    await saySomething(shop.id);
    await cash.pay(id, '2', { date: TODAY });
    for (let told = await next(); byKey(told).paid?.value !== '42.00'; told = await next())
      expect(told.tiles).not.toEqual([]);
    await watched.return?.();
  });

  it('shows to each what it may read, and is refused to whoever may see none', async () => {
    const shop = await tell.shop();
    const { token } = await makeUser(server, shop.id, 'READ_ONLY');
    const own = await asked('FINANCE', null, {}, token);
    expect(own.partner.id).toBe(shop.id);
    expect(own.currencies).toEqual(['EUR']);
    const { dashboardLayout } = await server.must<any>(
      '{ dashboardLayout(kind: FINANCE) { key } }',
      {},
      token,
    );
    expect(own.tiles.map(({ key }: Tile) => key).sort()).toEqual(
      dashboardLayout.map(({ key }: Tile) => key).sort(),
    );
    expect(own.tiles.map(({ key }: Tile) => key)).toContain('mrr');
    const reseller = await asked('RESELLER', null, {}, token);
    expect(reseller.tiles.map(({ key }: Tile) => key)).toEqual([
      'customers',
      'mrr',
      'invoiced',
      'paid',
      'overdue',
    ]);
    expect((await asked('GENERAL', null, {}, token)).tiles).toHaveLength(8);
    // the installation is its operator's alone
    const { system } = byKey(await asked('GENERAL', null));
    const rows = new Map(system.rows.map(({ label, value }: Tile) => [label, Number(value)]));
    expect(rows.get('DATABASE_BYTES')).toBeGreaterThan(1_000_000);
    expect(rows.get('JOBS_WAITING')).toBeGreaterThan(0);
    expect(byKey(await asked('GENERAL', shop.id)).system).toBeUndefined();
    const boss = await makeUser(server, shop.id, 'ADMINISTRATOR');
    expect(byKey(await asked('GENERAL', null, {}, boss.token)).system).toBeUndefined();
    const next = await asked('FINANCE', shop.id, { m: '2026-06-10' });
    expect(next.tiles.map(({ key }: Tile) => key)).toEqual(['planned', 'plannedProformas']);
    const cashier = await makeUser(server, shop.id, 'CASHIER');
    const refused = (variables: object, as = server.operator) =>
      server.refused(QUERY, { k: 'FINANCE', ...variables }, as);
    expect((await refused({}, cashier.token)).code).toBe('FORBIDDEN');
    expect((await refused({ p: 'x' })).code).toBe('NOT_FOUND');
    const other = await tell.shop();
    expect((await refused({ p: other.id }, token)).code).toBe('NOT_FOUND');
    expect((await refused({ c: 'EURO' })).fields).toHaveProperty('currency');
    expect((await refused({ m: '2026-07-01' })).fields).toHaveProperty('month');
    expect((await refused({ k: 'RESELLER' })).fields).toHaveProperty('kind');
  });
});

describe('the layout of a dashboard', () => {
  const PLACES = 'key width hidden';
  const laidOut = async (token?: string): Promise<Tile[]> =>
    (
      await server.must<any>(
        `{ dashboardLayout(kind: FINANCE) { ${PLACES} } }`,
        {},
        token ?? server.operator,
      )
    ).dashboardLayout;
  const SET = `mutation ($places: [TilePlaceInput!], $for: ID) {
    setDashboardLayout(kind: FINANCE, places: $places, forPartnerId: $for) { ${PLACES} } }`;
  const set = async (variables: object, token: string): Promise<Tile[]> =>
    (await server.must<any>(SET, variables, token)).setDashboardLayout;

  it("is a user's own, else that of the nearest partner above, else the one it comes with", async () => {
    const shop = await tell.shop();
    const below = await tell.shop({ parentId: shop.id });
    const [reader, boss] = [
      await makeUser(server, below.id, 'READ_ONLY'),
      await makeUser(server, shop.id, 'ADMINISTRATOR'),
    ];
    const built = await laidOut(reader.token);
    expect(built[0]).toEqual({ key: 'invoiced', width: 1, hidden: false });
    const mrr = { key: 'mrr', width: 4, hidden: false };
    const rest = (of: Tile[], key: string) => of.filter((place) => place.key !== key);
    const [first] = await set({ places: [mrr], for: shop.id }, boss.token);
    expect(first).toEqual(mrr);
    // for those below too, and what stands nowhere comes after it
    expect(await laidOut(reader.token)).toEqual([mrr, ...rest(built, 'mrr')]);
    const paid = { key: 'paid', width: 2, hidden: true };
    const own = [paid, ...rest(built, 'paid')];
    expect(await set({ places: [paid] }, reader.token)).toEqual(own);
    expect(await laidOut(reader.token)).toEqual(own);
    expect((await laidOut(boss.token))[0]).toEqual(mrr);
    expect((await set({ places: null }, reader.token))[0]).toEqual(mrr);
    await set({ places: null, for: shop.id }, boss.token);
    expect(await laidOut(reader.token)).toEqual(built);

    const refused = (variables: object, token: string) => server.refused(SET, variables, token);
    expect((await refused({ places: [mrr], for: below.id }, reader.token)).code).toBe('FORBIDDEN');
    expect((await refused({ places: [mrr], for: (await tell.shop()).id }, boss.token)).code).toBe(
      'NOT_FOUND',
    );
    expect((await refused({ places: [mrr, mrr] }, boss.token)).fields).toHaveProperty([
      'places.1.key',
    ]);
    expect((await refused({ places: [{ key: 'mood' }] }, boss.token)).fields).toHaveProperty([
      'places.0.key',
    ]);
    expect((await refused({ places: [{ ...mrr, width: 5 }] }, boss.token)).fields).toHaveProperty([
      'places.0.width',
    ]);
  });
});
