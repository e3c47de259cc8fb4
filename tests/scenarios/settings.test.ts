import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { life } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-20' });
  tell = life(server);
});
afterAll(() => server.stop());

const at = async (id: string): Promise<any> =>
  (
    await server.must<any>(
      'query ($id: ID!) { financeSettings(partnerId: $id) { paymentDueDays billingDay minimumBalance prepaidMonths taxRounding overridden } }',
      { id },
    )
  ).financeSettings;

describe('settings from the operator down', () => {
  it('are inherited until somebody below sets them, and again when that is taken back', async () => {
    const operator = (await tell.operatorPartner()).id;
    const shop = await tell.shop();
    const branch = await tell.shop({ parentId: shop.id });
    const { id } = await tell.household(branch, { start: '2026-04-15' });
    const days = async () => [
      (await at(operator)).paymentDueDays,
      (await at(shop.id)).paymentDueDays,
      (await at(branch.id)).paymentDueDays,
      (await tell.now(id)).billing.paymentDueDays,
    ];
    expect(await days()).toEqual([15, 15, 15, 15]);
    await tell.settings(operator, { paymentDueDays: 20 });
    expect(await days()).toEqual([20, 20, 20, 20]);
    await tell.settings(shop.id, { paymentDueDays: 7 });
    expect(await days()).toEqual([20, 7, 7, 7]);
    expect([(await at(shop.id)).overridden, (await at(branch.id)).overridden]).toEqual([
      ['paymentDueDays'],
      [],
    ]);
    await tell.billing(id, { paymentDueDays: 0 });
    expect(await days()).toEqual([20, 7, 7, 0]);
    expect((await tell.now(id)).billing.overridden).toEqual(['paymentDueDays']);
    await tell.settings(shop.id, { paymentDueDays: null });
    await tell.billing(id, { paymentDueDays: null });
    expect(await days()).toEqual([20, 20, 20, 20]);
    expect((await tell.now(id)).billing.overridden).toEqual([]);
    await tell.settings(operator, { paymentDueDays: null });
    expect(await days()).toEqual([15, 15, 15, 15]);
  });

  it('move the next billing date of everybody who inherits, at once', async () => {
    const shop = await tell.shop();
    const branch = await tell.shop({ parentId: shop.id });
    const [fresh, charged, own] = [
      await tell.household(branch, { start: '2026-04-15' }),
      await tell.household(branch),
      await tell.household(branch, { start: '2026-04-15', billing: { billingDay: 28 } }),
    ];
    await tell.charge(charged.id, '2026-04-01');
    const dates = () =>
      Promise.all(
        [fresh, charged, own].map(async ({ id }) => (await tell.now(id)).billing.nextBillingDate),
      );
    expect(await dates()).toEqual(['2026-05-01', '2026-05-01', '2026-04-28']);
    await tell.settings(shop.id, { billingDay: 20 });
    expect(await dates()).toEqual(['2026-04-20', '2026-05-20', '2026-04-28']);
    await tell.settings(shop.id, { billingDay: null, prepaidMonths: 3 });
    expect(await dates()).toEqual(['2026-05-01', '2026-05-01', '2026-04-28']);
    await tell.settings(shop.id, { prepaidMonths: null, paymentPeriod: 'POSTPAID' });
    expect(await dates()).toEqual(['2026-05-01', '2026-06-01', '2026-04-28']);
  });

  it('give a new customer its day of creation, 29 to 31 as 28', async () => {
    const shop = await tell.shop({ settings: { billingDayFromCreation: true } });
    for (const [createdOn, day] of [
      ['2026-04-20', 20],
      ['2026-03-30', 28],
      ['2026-03-31', 28],
      ['2026-02-28', 28],
    ] as const) {
      const { id } = await tell.customer({ partnerId: shop.id, name: 'Of its day', createdOn });
      expect((await tell.now(id)).billing.billingDay).toBe(day);
    }
    const { id } = await tell.customer({ partnerId: shop.id, name: 'Of today' });
    expect((await tell.now(id)).billing.billingDay).toBe(20);
    const { id: own } = await tell.customer({
      partnerId: shop.id,
      name: 'Of its own',
      billing: { billingDay: 3 },
    });
    expect((await tell.now(own)).billing.billingDay).toBe(3);
  });

  it.each([
    { billingDay: 0 },
    { billingDay: 29 },
    { prepaidMonths: 0 },
    { prepaidMonths: 13 },
    { paymentDueDays: 29 },
    { paymentDueDays: -1 },
    { blockingPeriodDays: 100 },
    { deactivationDays: 0 },
    { deactivationDays: 100 },
    { minimumBalance: '0.001' },
  ])('%j is refused by name and changes nothing', async (input) => {
    const shop = await tell.shop();
    const field = Object.keys(input)[0];
    const refusal = await server.refused(
      'mutation ($p: ID!, $input: FinanceSettingsInput!) { updateFinanceSettings(partnerId: $p, input: $input) { overridden } }',
      { p: shop.id, input: { ...input, taxRounding: 'PER_LINE' } },
    );
    expect(refusal).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { [field]: expect.any(String) },
    });
    expect((await at(shop.id)).overridden).toEqual([]);
    const { id } = await tell.household(shop);
    expect(
      await server.refused(
        'mutation ($c: ID!, $input: CustomerBillingInput!) { updateCustomerBilling(customerId: $c, input: $input) { id } }',
        { c: id, input },
      ),
    ).toMatchObject({ fields: { [field]: expect.any(String) } });
  });
});
