import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { money } from '../support/money.ts';
import { life } from './household.ts';
import { workOutPlanned } from '../../server/src/modules/dashboards/planned.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let cash: ReturnType<typeof money>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-05-15', WORKER: 'none' });
  tell = life(server);
  cash = money(server);
});
afterAll(async () => {
  await server.stop();
});

const QUERY = `query ($p: ID, $m: Date) { dashboard(kind: FINANCE, partnerId: $p, month: $m) {
  tiles { key value count asOf series { at value } rows { label value count } } } }`;
async function foreseen(p: string, m: string | null = null): Promise<Record<string, any>> {
  await workOutPlanned(server.app, p);
  const { dashboard } = await server.must<any>(QUERY, { p, m });
  return Object.fromEntries(dashboard.tiles.map((tile: any) => [tile.key, tile]));
}
const rowsOf = ({ rows }: { rows: { label: string; value: string }[] }) =>
  Object.fromEntries(rows.map(({ label, value }) => [label, value]));
const weeksOf = ({ series }: { series: { at: string; value: string }[] }) =>
  series.filter(({ value }) => Number(value)).map(({ at, value }) => `${at} ${value}`);

/** A customer whose services begin in years: nothing of it is planned. */
const quiet = async (shop: { id: string; tariff: string }): Promise<string> =>
  (await tell.household(shop, { start: '2028-01-01' })).id;
const paidLate = async (id: string, dueDate: string, date: string, amount = '10') => {
  await cash.invoice(id, amount, { documentDate: '2025-06-01', dueDate });
  await cash.pay(id, amount, { date });
};

describe('the cash forecast', () => {
  it('is the worked one: each open invoice by when its customer usually pays, and what of it is likely', async () => {
    const shop = await tell.shop();
    const payer = await quiet(shop);
    for (const [due, paid] of [
      ['2026-03-10', '2026-03-08'],
      ['2026-03-20', '2026-03-20'],
      ['2026-04-01', '2026-04-02'],
      ['2026-04-10', '2026-04-13'],
      ['2026-04-15', '2026-04-27'],
    ])
      await paidLate(payer, due, paid);
    await cash.invoice(payer, '200', { documentDate: '2026-05-06', dueDate: '2026-05-20' });
    const other = await quiet(shop);
    await paidLate(other, '2025-10-01', '2025-12-30', '9600');
    await cash.invoice(other, '400', { documentDate: '2025-09-01', dueDate: '2025-10-01' });
    const { cashForecast } = await foreseen(shop.id);
    expect(weeksOf(cashForecast)).toEqual(['2026-05-18 200.00']);
    expect(cashForecast.series).toHaveLength(13);
    expect(cashForecast.series[0].at).toBe('2026-05-11');
    expect([cashForecast.value, cashForecast.count]).toEqual(['200.00', 1]);
    expect(rowsOf(cashForecast)).toEqual({
      LIKELY: '192.00',
      COLLECTED_PERCENT: '96.0',
      LATE: '400.00',
    });
    expect(cashForecast.asOf).not.toBeNull();
    // 91 days and more after it was due a payment comes too late to count
    await cash.pay(other, '100', { date: '2026-05-14' });
    const later = (await foreseen(shop.id)).cashForecast;
    expect(rowsOf(later)).toMatchObject({ COLLECTED_PERCENT: '96.0', LATE: '300.00' });
  });

  it('asks the partner where a customer has paid too little to tell, and nobody where there is none', async () => {
    const shop = await tell.shop();
    const [known, fresh] = [await quiet(shop), await quiet(shop)];
    await cash.invoice(fresh, '5', { documentDate: '2026-05-06', dueDate: '2026-05-22' });
    expect(weeksOf((await foreseen(shop.id)).cashForecast)).toEqual(['2026-05-18 5.00']);
    for (const paid of ['2026-04-11', '2026-04-12', '2026-04-13'])
      await paidLate(known, '2026-04-01', paid);
    expect(weeksOf((await foreseen(shop.id)).cashForecast)).toEqual(['2026-06-01 5.00']);
  });

  it('has what is planned in it, and what is to be asked for ahead beside it', async () => {
    const shop = await tell.shop({ settings: { autoProforma: true } });
    await tell.household(shop, { start: '2026-06-01' });
    const now = await foreseen(shop.id);
    expect([now.planned.value, now.plannedProformas.value]).toEqual(['0.00', '0.00']);
    const june = await foreseen(shop.id, '2026-06-01');
    expect(Object.keys(june).sort()).toEqual(['planned', 'plannedProformas']);
    expect([june.planned.value, june.planned.count]).toEqual(['100.00', 1]);
    expect([june.plannedProformas.value, june.plannedProformas.count]).toEqual(['100.00', 1]);
    expect(rowsOf(june.plannedProformas)).toEqual({ NET: '100.00', TAX: '0.00' });
    const { cashForecast } = now;
    // billed on the first of June, July and August, and due two weeks later
    expect(cashForecast.series.map(({ value }: any) => value).filter(Number)).toEqual(
      Array.from({ length: cashForecast.count }, () => '100.00'),
    );
    expect(cashForecast.count).toBeGreaterThanOrEqual(2);
    const plain = await tell.shop();
    await tell.household(plain, { start: '2026-06-01' });
    expect((await foreseen(plain.id, '2026-06-01')).plannedProformas.value).toBe('0.00');
  });
});
