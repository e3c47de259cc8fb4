import { afterAll, beforeAll, expect, it } from 'vitest';
import { percentOf } from '@backhaul/domain/figures/percent';
import { ratio } from '@backhaul/domain/figures/movements';
import { formatDecimal, fromDecimal, fromInt } from '@backhaul/domain/money/fraction';
import { cohorts } from '@backhaul/domain/reports/cohorts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { reporting } from '../support/reports.ts';
import { makeUser } from '../support/tenants.ts';
import { life } from './household.ts';

const TODAY = '2026-05-15';
let server: TestServer;
let tell: ReturnType<typeof life>;
let tables: ReturnType<typeof reporting>;
let shop: { id: string; tariff: string };

/** The worked customers of the desk, A to F. */
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: TODAY, WORKER: 'none' });
  tell = life(server);
  tables = reporting(server);
  shop = await tell.shop();
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
});
afterAll(() => server.stop());

const input = (more: object = {}) => ({
  kind: 'COHORTS',
  partnerId: shop.id,
  from: '2026-01-01',
  to: TODAY,
  ...more,
});

it('the worked cohorts stay and bring as they do', async () => {
  const { columns } = await tables.report(input());
  expect(columns.map(({ key, unit }) => `${key} ${unit ?? ''}`.trim())).toEqual([
    'month',
    'customers COUNT',
    'mrr MONEY',
    ...[1, 2, 3, 4].map((k) => `kept${k} PERCENT`),
    ...[1, 2, 3, 4].map((k) => `revenue${k} PERCENT`),
  ]);
  expect(await tables.table(input())).toEqual([
    ['2026-01', '3', '250.00', '100.0', '100.0', '66.7', '66.7', '100.0', '100.0', '80.0', '56.0'],
    ['2026-02', '1', '100.00', '100.0', '100.0', '100.0', null, '100.0', '100.0', '160.0', null],
    ['2026-03', '1', '80.00', '100.0', '100.0', null, null, '100.0', '75.0', null, null],
    ['2026-05', '1', '120.00', ...Array<null>(8).fill(null)],
    // of those that are so old: three months after, A, E and B of A, D, E and B
    [null, '6', '550.00', '100.0', '100.0', '75.0', '66.7', '100.0', '95.3', '102.9', '56.0'],
  ]);
});

it('cohorts are those of the movements, of any days and grouping', async () => {
  const { mrrMovements } = await server.must<any>(
    `query ($p: ID!) { mrrMovements(filter: { partnerId: $p }, first: 100) { nodes { date after customer { id } } } }`,
    { p: shop.id },
  );
  const levels = mrrMovements.nodes
    .map(({ date, after, customer }: any) => ({
      customer: customer.id,
      day: date,
      amount: fromDecimal(after),
    }))
    .sort((a: { day: string }, b: { day: string }) => a.day.localeCompare(b.day));
  const expected = [...cohorts(levels, TODAY)].map(([month, [first, ...cells]]) => {
    const row = (of: (cell: typeof first) => string | null) =>
      Array.from({ length: 4 }, (_, k) => (cells[k] ? of(cells[k]) : null));
    return [
      month,
      String(first.customers),
      formatDecimal(first.mrr, 2, 2),
      ...row(({ customers }) => percentOf(ratio(fromInt(customers), fromInt(first.customers)))),
      ...row(({ mrr }) => percentOf(ratio(mrr, first.mrr))),
    ];
  });
  expect((await tables.table(input())).slice(0, -1)).toEqual(expected);
  const [some] = await tables.table(input({ to: '2026-02-28', groupBy: ['partner'] }));
  expect(some.slice(1, 3)).toEqual(['4', '350.00']);
  expect(await tables.table(input({ from: TODAY }))).toEqual([[null, '0', '0.00']]);
});

it('cohorts are read by who reads what recurs, by month at the finest', async () => {
  const text = 'query ($i: ReportInput!) { report(input: $i) { rowCount } }';
  const cashier = await makeUser(server, shop.id, 'CASHIER');
  const refused = (more: object, token = server.operator) =>
    server.refused(text, { i: input(more) }, token);
  expect((await refused({}, cashier.token)).code).toBe('FORBIDDEN');
  expect((await refused({ groupBy: ['day'] })).fields).toHaveProperty('groupBy');
  const other = await tell.shop();
  const { token } = await makeUser(server, other.id, 'READ_ONLY');
  expect((await refused({}, token)).code).toBe('NOT_FOUND');
});

it('a tile that is a ratio leads to the two that it is made of, in the total of a report', async () => {
  const { tiles, report } = await led(shop.id);
  const { rows, totals, columns } = await report('churn');
  expect(rows).toHaveLength(1);
  const of = Object.fromEntries(columns.map(({ key }, n) => [key, Number(totals.values[n])]));
  const percent = (part: number, whole: number) => ((100 * part) / whole).toFixed(1);
  const lost = -(of.contraction + of.churn);
  expect(tiles.growth.value).toBe(percent(of.closing - of.opening, of.opening));
  expect(tiles.arpu.value).toBe((of.closing / of.customersClosing).toFixed(2));
  expect(tiles.churn.value).toBe(percent(of.left, of.customersOpening));
  expect(tiles.churn.count).toBe(of.left);
  expect(tiles.grossChurn.value).toBe(percent(lost, of.opening));
  expect(tiles.netChurn.value).toBe(percent(lost - of.expansion - of.reactivation, of.opening));
  expect(tiles.retention.value).toBe(percent(of.opening + of.expansion - lost, of.opening));
  expect(tiles.quickRatio.value).toBe(
    ((of.new + of.expansion + of.reactivation) / lost).toFixed(2),
  );
  for (const key of ['growth', 'arpu', 'grossChurn', 'netChurn', 'retention', 'quickRatio'])
    expect(tiles[key].link, key).toEqual(tiles.churn.link);
});

it('what was refunded leads to the report that holds it below zero', async () => {
  const north = await tell.shop();
  const below = await tell.shop({ parentId: north.id });
  for (const [at, refund] of [
    [north, '30'],
    [below, '4.50'],
  ] as const) {
    const { id } = await tell.household(at);
    const paid = await tell.pay({ customerId: id, amount: '90', date: '2026-05-02' });
    await server.must(
      'mutation ($id: ID!, $a: Decimal!) { refundPayment(id: $id, amount: $a, date: "2026-05-03") { id } }',
      { id: paid.id, a: refund },
    );
  }
  for (const [includeDescendants, sum] of [
    [true, '34.50'],
    [false, '30.00'],
  ] as const) {
    const { tiles, report } = await led(north.id, includeDescendants);
    const { totals, columns } = await report('refunded');
    const at = columns.findIndex(({ key }) => key === 'refunded');
    expect([tiles.refunded.value, totals.values[at]]).toEqual([sum, `-${sum}`]);
  }
});

/** The tiles of a partner, and the reports that they lead to. */
async function led(partnerId: string, includeDescendants = true) {
  const { dashboard } = await server.must<any>(
    `query ($p: ID!, $d: Boolean) { dashboard(kind: FINANCE, partnerId: $p, includeDescendants: $d) {
      tiles { key value count link { list filter } } } }`,
    { p: partnerId, d: includeDescendants },
  );
  const tiles: Record<string, any> = Object.fromEntries(
    dashboard.tiles.map((each: { key: string }) => [each.key, each]),
  );
  const report = (key: string) => {
    expect(tiles[key].link.list).toBe('report');
    return tables.report(tiles[key].link.filter);
  };
  return { tiles, report };
}
