import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextBillInWords } from '@backhaul/domain/charging/nextBill';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { makeTenant } from '../support/tenants.ts';
import { life } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-05-20' });
  tell = life(server);
});
afterAll(() => server.stop());

const CHANGE =
  'query ($c: ID!, $i: CustomerBillingInput!) { billingChange(customerId: $c, input: $i) { words before { date total } after { date total } } }';
const change = async (c: string, i: object): Promise<any> =>
  (await server.must(CHANGE, { c, i })).billingChange;

describe('what other billing settings would do', () => {
  it('is said as the run will do it, and nothing is kept', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, { start: '2026-05-01' });
    await tell.charge(id, '2026-05-01');
    expect(await change(id, { billingDay: 15 })).toEqual({
      words: 'Next bill 15 Jun instead of 1 Jun: 1 Jun - 14 Jul, 145.16 instead of 100.00.',
      before: { date: '2026-06-01', total: '100.00' },
      after: { date: '2026-06-15', total: '145.16' },
    });
    expect((await tell.now(id)).billing).toMatchObject({
      billingDay: 1,
      nextBillingDate: '2026-06-01',
      overridden: [],
    });
    await tell.billing(id, { billingDay: 15 });
    expect((await tell.charge(id, '2026-06-15')).total).toBe('145.16');
  });

  it('is said for months, arrears, weeks and no billing at all', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, { start: '2026-05-01' });
    await tell.charge(id, '2026-05-01');
    const said = async (input: object) => (await change(id, input)).words;
    expect(await said({ prepaidMonths: 3 })).toBe(
      'Next bill 1 Jun: 1 Jun - 31 Aug, 300.00 instead of 100.00.',
    );
    expect(await said({ paymentPeriod: 'POSTPAID' })).toBe(
      'Next bill 1 Jul instead of 1 Jun: 1 Jun - 30 Jun, 100.00.',
    );
    expect(await said({ cycleWeeks: 1 })).toMatch(
      /^Next bill 1 Jun: 1 Jun - 7 Jun, 23\.08 instead/,
    );
    expect(await said({ billingEnabled: false })).toBe(
      'No bill comes by itself any more; the next would have been 1 Jun: 1 Jun - 30 Jun, 100.00.',
    );
    expect(await said({ paymentDueDays: 3 })).toBe(
      'The next bill stays as it is: 1 Jun: 1 Jun - 30 Jun, 100.00.',
    );
  });

  it('refuses as the change itself does', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    const other = await makeTenant(server, 'Other');
    expect(await server.refused(CHANGE, { c: id, i: { billingDay: 40 } })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    expect(
      await server.refused(CHANGE, { c: id, i: { billingDay: 4 } }, other.token),
    ).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is none where none comes, before and after', () => {
    expect(nextBillInWords(null, null)).toBe('No bill comes by itself, as before.');
  });
});
