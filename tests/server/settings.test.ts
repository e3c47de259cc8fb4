import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FINANCE } from '@backhaul/domain/settings/finance';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import {
  makeCustomer,
  makeTariff,
  makeTree,
  makeUser,
  NOWHERE,
  type Tenant,
} from '../support/tenants.ts';

let server: TestServer, north: Tenant, northChild: Tenant, south: Tenant, operatorId: string;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  ({ north, northChild, south, operatorId } = await makeTree(server));
});
afterAll(() => server.stop());

const FIELDS =
  'partner { id } billingDay paymentPeriod prepaidMonths paymentDueDays minimumBalance holidays invoiceNumberFormat paymentMethod overridden customersAffected provenance { key origin originName setBy setAt inheritedValue }';
const READ = `query ($id: ID!) { financeSettings(partnerId: $id) { ${FIELDS} } }`;
const WRITE = `mutation ($id: ID!, $input: FinanceSettingsInput!) { updateFinanceSettings(partnerId: $id, input: $input) { ${FIELDS} } }`;

interface Origin {
  key: string;
  origin: string;
  originName: string | null;
  setBy: string | null;
  setAt: string | null;
  inheritedValue: unknown;
}
async function originOf(key: string, partnerId: string, token?: string): Promise<Origin> {
  const { financeSettings } = await server.must(READ, { id: partnerId }, token);
  return financeSettings.provenance.find((each: Origin) => each.key === key);
}

describe('finance settings', () => {
  it('begin with the built-in values, and say so', async () => {
    const { financeSettings } = await server.must(READ, { id: south.id }, south.token);
    expect(financeSettings).toMatchObject({
      partner: { id: south.id },
      billingDay: 1,
      paymentPeriod: 'PREPAID',
      prepaidMonths: 1,
      paymentDueDays: 15,
      minimumBalance: '0.00',
      paymentMethod: 'BANK_TRANSFER',
      overridden: [],
    });
    expect(financeSettings.provenance).toHaveLength(FINANCE.keys.length);
    expect(await originOf('billingDay', south.id)).toEqual({
      key: 'billingDay',
      origin: 'BUILT_IN',
      originName: null,
      setBy: null,
      setAt: null,
      inheritedValue: 1,
    });
  });
  it('are inherited down the tree, set here, and inherited again', async () => {
    await server.must(WRITE, { id: operatorId, input: { billingDay: 5, minimumBalance: '-12.5' } });
    await server.must(WRITE, { id: north.id, input: { billingDay: 9 } }, north.token);
    const read = async () =>
      (await server.must(READ, { id: northChild.id }, north.token)).financeSettings;
    expect(await read()).toMatchObject({ billingDay: 9, minimumBalance: '-12.50', overridden: [] });
    const own = await server.must(
      WRITE,
      { id: northChild.id, input: { billingDay: 20 } },
      north.token,
    );
    expect(own.updateFinanceSettings).toMatchObject({ billingDay: 20, overridden: ['billingDay'] });
    expect(await originOf('billingDay', northChild.id, north.token)).toMatchObject({
      origin: 'HERE',
      originName: null,
      setBy: expect.stringMatching(/^Test ADMINISTRATOR \d+$/),
      inheritedValue: 9,
    });
    const back = await server.must(
      WRITE,
      { id: northChild.id, input: { billingDay: null } },
      north.token,
    );
    expect(back.updateFinanceSettings).toMatchObject({ billingDay: 9, overridden: [] });
    expect(await originOf('billingDay', northChild.id, north.token)).toMatchObject({
      origin: 'INHERITED',
      originName: 'North Net',
      setBy: expect.stringMatching(/^Test ADMINISTRATOR \d+$/),
    });
  });
  it('never tell a reseller who above it set what', async () => {
    expect(await originOf('minimumBalance', north.id, north.token)).toEqual({
      key: 'minimumBalance',
      origin: 'INHERITED',
      originName: null,
      setBy: null,
      setAt: null,
      inheritedValue: '-12.50',
    });
    expect(await originOf('billingDay', northChild.id, northChild.token)).toMatchObject({
      origin: 'INHERITED',
      originName: null,
      setBy: null,
      setAt: null,
    });
    expect(await originOf('minimumBalance', north.id)).toMatchObject({
      origin: 'INHERITED',
      originName: 'My ISP',
      setBy: 'owner',
    });
  });
  it('keep what an update does not name', async () => {
    await server.must(WRITE, {
      id: south.id,
      input: { holidays: ['2026-12-25', '2026-12-25', '2026-01-01'] },
    });
    const { updateFinanceSettings } = await server.must(WRITE, {
      id: south.id,
      input: { paymentMethod: 'CASH' },
    });
    expect(updateFinanceSettings).toMatchObject({
      holidays: ['2026-01-01', '2026-12-25'],
      paymentMethod: 'CASH',
      overridden: ['paymentMethod', 'holidays'],
    });
  });
  it('reach the next billing dates of customers below at once', async () => {
    const customer = await makeCustomer(server, northChild.id);
    await server.must(
      'mutation ($c: ID!, $t: ID!) { createService(input: { customerId: $c, tariffId: $t, startDate: "2026-04-10" }) { id } }',
      { c: customer.id, t: await makeTariff(server, [northChild.id]) },
    );
    const next = async () =>
      (
        await server.must(
          'query ($id: ID!) { customer(id: $id) { billing { billingDay nextBillingDate } } }',
          { id: customer.id },
        )
      ).customer.billing;
    expect(await next()).toEqual({ billingDay: 9, nextBillingDate: '2026-05-09' });
    await server.must(WRITE, { id: north.id, input: { billingDay: 15 } });
    expect(await next()).toEqual({ billingDay: 15, nextBillingDate: '2026-04-15' });
    expect((await server.must(READ, { id: north.id })).financeSettings.customersAffected).toBe(1);
  });
  it('refuse wrong values by name', async () => {
    const wrong: object[] = [
      { billingDay: 29 },
      { billingDay: 0 },
      { prepaidMonths: 13 },
      { paymentDueDays: 29 },
      { blockingPeriodDays: 100 },
      { deactivationDays: 0 },
      { minimumBalance: '0.001' },
      { minimumBalance: 'NaN' },
      { minimumBalance: '1e3' },
      { invoiceNumberFormat: 'INV' },
      { invoiceNumberFormat: '{next}{type}' },
      { holidays: ['2026-02-30'] },
      { paymentPeriod: 'SOMETIMES' },
    ];
    for (const input of wrong) {
      const refused = await server.refused(WRITE, { id: north.id, input });
      expect(refused.code).toBe('BAD_USER_INPUT');
      expect(Object.keys(refused.fields ?? {})[0]).toMatch(new RegExp(`^${Object.keys(input)[0]}`));
    }
    expect((await server.refused(WRITE, { id: 'x', input: {} })).fields).toHaveProperty(
      'partnerId',
    );
  });
  it("are nobody else's", async () => {
    for (const id of [south.id, operatorId, NOWHERE]) {
      expect((await server.refused(READ, { id }, north.token)).code).toBe('NOT_FOUND');
      expect(
        (await server.refused(WRITE, { id, input: { billingDay: 2 } }, north.token)).code,
      ).toBe('NOT_FOUND');
    }
    const reader = await makeUser(server, north.id, 'READ_ONLY');
    expect(
      (await server.refused(WRITE, { id: north.id, input: { billingDay: 2 } }, reader.token)).code,
    ).toBe('FORBIDDEN');
    const cashier = await makeUser(server, north.id, 'CASHIER');
    expect((await server.refused(READ, { id: north.id }, cashier.token)).code).toBe('FORBIDDEN');
  });
});
