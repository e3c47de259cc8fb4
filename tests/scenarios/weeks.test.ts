import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { confirm, preview } from '../support/story.ts';
import { life, told } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-06-03' });
  tell = life(server);
});
afterAll(async () => {
  await server.stop();
});

const weekly = (weeks: number) => ({ settings: { cycleWeeks: weeks }, tariff: { price: '43.33' } });
const run = async (partnerId: string, date: string): Promise<void> => {
  const [made] = await preview(server, { date, partnerIds: [partnerId] });
  await confirm(server, made);
};

describe('customers that are billed by weeks', () => {
  it('are charged a week after the other, caught up, and undone as a unit', async () => {
    const shop = await tell.shop(weekly(1));
    const { id } = await tell.household(shop, { start: '2026-06-03' });
    expect((await tell.now(id)).billing.nextBillingDate).toBe('2026-06-03');
    expect(told((await tell.charge(id, '2026-06-03')).lines)).toEqual([
      '2026-06-03 - 2026-06-09: 10.00',
    ]);
    expect((await tell.now(id)).billing.nextBillingDate).toBe('2026-06-10');
    expect(told((await tell.charge(id, '2026-06-24')).lines)).toEqual([
      '2026-06-10 - 2026-06-30: 30.00',
    ]);
    await tell.undo(id);
    expect((await tell.now(id)).billing.nextBillingDate).toBe('2026-06-10');
  });

  it('may pay a fortnight afterwards, and change to months where their partner has weeks', async () => {
    const shop = await tell.shop(weekly(2));
    const { id } = await tell.household(shop, {
      start: '2026-06-03',
      billing: { paymentPeriod: 'POSTPAID' },
    });
    expect((await tell.now(id)).billing.nextBillingDate).toBe('2026-06-17');
    expect(told((await tell.charge(id, '2026-06-17')).lines)).toEqual([
      '2026-06-03 - 2026-06-16: 20.00',
    ]);
    await tell.billing(id, { cycleWeeks: 0, paymentPeriod: 'PREPAID' });
    expect((await tell.now(id)).billing.nextBillingDate).toBe('2026-07-01');
    await tell.billing(id, { cycleWeeks: null });
    expect((await tell.now(id)).billing.nextBillingDate).toBe('2026-06-17');
  });

  it('get the unused days of a week back as they were counted', async () => {
    const shop = await tell.shop(weekly(2));
    const { id, service } = await tell.household(shop, { start: '2026-06-03' });
    await tell.charge(id, '2026-06-03');
    await tell.end(service, '2026-06-09');
    const { creditUnused } = await server.must<any>(
      'mutation ($s: ID!) { creditUnused(serviceId: $s) { total } }',
      { s: service },
    );
    expect(creditUnused).toEqual([{ total: '10.00' }]);
  });

  it('take part in runs beside those that are billed by months', async () => {
    const shop = await tell.shop({ tariff: { price: '43.33' } });
    const { id } = await tell.household(shop, {
      start: '2026-06-03',
      billing: { cycleWeeks: 1 },
    });
    const monthly = await tell.household(shop, { start: '2026-06-03' });
    expect((await tell.now(monthly.id)).billing.nextBillingDate).toBe('2026-07-01');
    await run(shop.id, '2026-06-10');
    expect((await tell.now(id)).billing.nextBillingDate).toBe('2026-06-17');
    expect((await tell.now(monthly.id)).balance).toBe('0.00');
  });

  it.each([[3], [-1]])('is refused by its field: %i', async (cycleWeeks) => {
    const shop = await tell.shop();
    expect(
      await server.refused(
        'mutation ($p: ID!, $i: FinanceSettingsInput!) { updateFinanceSettings(partnerId: $p, input: $i) { cycleWeeks } }',
        { p: shop.id, i: { cycleWeeks } },
      ),
    ).toMatchObject({ code: 'BAD_USER_INPUT', fields: { cycleWeeks: expect.any(String) } });
  });
});
