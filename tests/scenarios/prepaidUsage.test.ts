import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { usageTold } from '../support/usage.ts';
import { life, told } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let use: ReturnType<typeof usageTold>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-05-01' });
  tell = life(server);
  use = usageTold(server);
});
afterAll(() => server.stop());

const one = async (query: string, variables: object): Promise<any> =>
  Object.values(await server.must<Record<string, any>>(query, variables))[0];
const pay = (customerId: string, amount: string, date: string): Promise<any> =>
  one('mutation ($i: PaymentInput!) { recordPayment(input: $i) { id } }', {
    i: { customerId, amount, date, method: 'CASH' },
  });
const who = (shop: { id: string; tariff: string }, billingType: string) =>
  tell.household(shop, { customer: { billingType, status: 'NEW' } });
const now = async (id: string) => {
  const { status, statusReason, balance } = await tell.now(id);
  return { status, statusReason, balance };
};
const call = (service: string, day: string, over: object = {}) =>
  use.call(service, `2026-${day}T10:00:00Z`, { quantity: '100', ...over });
const howFar = (id: string) =>
  one('query ($id: ID!) { customer(id: $id) { prepaid { until missing } } }', { id });

describe('what was used, of who pays ahead by periods', () => {
  const open = (settings: object = {}) => tell.shop({ settings, tariff: { price: '30' } });

  it('is on the invoice of the renewal, once, with its records', async () => {
    const shop = await open();
    const { id, service } = await who(shop, 'PREPAID_CUSTOM');
    await pay(id, '65', '2026-04-01');
    await use.record(['04-03', '04-30', '05-01'].map((day) => call(service, day)));
    await tell.dun('2026-04-30', shop.id);
    expect((await now(id)).balance).toBe('35.00');
    expect(await howFar(id)).toEqual({ prepaid: { until: '2026-05-01', missing: '5.00' } });
    await pay(id, '5', '2026-04-30');
    for (let twice = 0; twice < 2; twice += 1) await tell.dun('2026-05-01', shop.id);
    expect(await now(id)).toMatchObject({ status: 'ACTIVE', balance: '0.00' });
    const invoice = (await tell.now(id)).invoices.nodes.find(
      (each: any) => each.documentDate === '2026-05-01',
    );
    expect(told(invoice.lines)).toEqual([
      '2026-05-01 - 2026-05-31: 30.00',
      '2026-04-03 - 2026-04-30: 10.00',
    ]);
    expect(invoice.status).toBe('PAID');
    expect(await use.of({ invoiceId: invoice.id })).toHaveLength(2);
    expect(await use.open(id)).toMatchObject([{ from: '2026-05-01', records: 1 }]);
  });

  it('not covered with the renewal: both wait, the night says so, and money begins both', async () => {
    const shop = await open();
    const { id, service } = await who(shop, 'PREPAID_CUSTOM');
    await pay(id, '60', '2026-04-01');
    await use.record([call(service, '04-03')]);
    const simulated = await one(
      'query ($p: ID) { dunningSimulation(date: "2026-05-01", partnerId: $p) { changes { reason } } }',
      { p: shop.id },
    );
    const reason = 'balance 30.00 does not cover 35.00 from 1 May on';
    expect(simulated).toEqual({ changes: [{ reason }] });
    await tell.dun('2026-05-01', shop.id);
    expect(await now(id)).toEqual({ status: 'BLOCKED', statusReason: reason, balance: '30.00' });
    await pay(id, '5', '2026-05-01');
    expect(await now(id)).toMatchObject({ status: 'ACTIVE', balance: '0.00' });
    await tell.undo(id);
    expect((await now(id)).balance).toBe('35.00');
    expect(await use.open(id)).toMatchObject([{ quantity: '100' }]);
  });
});

describe('what was used, of who pays ahead by days', () => {
  it('is charged with the day after it, and stands on the invoice of the month with its records', async () => {
    const shop = await tell.shop({ tariff: { price: '30' } });
    const { id, service } = await who(shop, 'PREPAID_DAILY');
    await pay(id, '100', '2026-04-01');
    await use.record([
      call(service, '04-01'),
      call(service, '04-02', { quantity: '20' }),
      call(service, '04-02', { kind: 'SMS', unitPrice: '0.1' }),
    ]);
    await tell.dun('2026-04-02', shop.id);
    expect((await now(id)).balance).toBe('93.00');
    await tell.dun('2026-05-01', shop.id);
    expect(await use.open(id)).toEqual([]);
    expect((await now(id)).balance).toBe('53.03');
    const [invoice] = (await tell.now(id)).invoices.nodes;
    expect(invoice.lines.map((line: any) => [line.kind, line.quantity, line.total])).toEqual([
      ['SERVICE', '1', '30.00'],
      ['USAGE', '120', '6.00'],
      ['USAGE', '100', '10.00'],
    ]);
    expect(await use.of({ invoiceId: invoice.id })).toHaveLength(3);
    const { usageCount, usageUrl } = await one(
      'query ($id: ID!) { invoice(id: $id) { usageCount usageUrl } }',
      { id: invoice.id },
    );
    expect(usageCount).toBe(3);
    const response = await fetch(`${server.url}${usageUrl}`, {
      headers: { authorization: `Bearer ${server.operator}` },
    });
    expect((await response.text()).trim().split('\r\n')).toHaveLength(4);
    const { entries } = await one(
      'query ($c: ID!) { statement(customerId: $c, from: "2026-04-01", to: "2026-04-30") { entries { description debit } } }',
      { c: id },
    );
    expect(entries.slice(1)).toEqual([
      { description: 'Plan: Calls', debit: '6.00' },
      { description: 'Plan: SMS', debit: '10.00' },
      { description: '30 × Plan', debit: '30.00' },
    ]);
  });

  it('blocks with the day that it leaves without money', async () => {
    const shop = await tell.shop({ tariff: { price: '30' } });
    const { id, service } = await who(shop, 'PREPAID_DAILY');
    await pay(id, '5', '2026-04-01');
    await use.record([call(service, '04-01')]);
    await tell.dun('2026-04-02', shop.id);
    expect(await now(id)).toMatchObject({
      status: 'BLOCKED',
      statusReason: 'balance 4.00 does not cover 6.00 from 2 Apr on',
    });
  });
});
