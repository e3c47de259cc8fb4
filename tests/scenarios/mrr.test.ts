import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldFigures } from '../../server/src/modules/dashboards/keeping.ts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { BROKEN_FIGURES } from '../support/figures.ts';
import { reporting } from '../support/reports.ts';
import { life } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let owner: pg.Client;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-05-15', WORKER: 'none' });
  tell = life(server);
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const LIST = `query ($f: MrrMovementFilter, $sort: [SortInput!], $after: String, $first: Int) {
  mrrMovements(filter: $f, sort: $sort, after: $after, first: $first) {
    totalCount sums { amount currency } pageInfo { hasNextPage endCursor }
    nodes { customer { id } date kind amount before after services { id } } } }`;
const movements = async (filter: object, more: object = {}): Promise<any> =>
  (await server.must<any>(LIST, { f: filter, first: 200, ...more })).mrrMovements;
/** As "day kind amount", oldest first. */
const told = async (filter: object): Promise<string[]> =>
  (await movements(filter, { sort: [{ field: 'date' }] })).nodes.map(
    ({ date, kind, amount }: any) => `${date} ${kind} ${amount}`,
  );
const recurring = async (partnerId: string): Promise<[last: string, now: string]> => {
  const { financeMetrics: figures, now } = await server.must<any>(
    `query ($p: ID) {
      financeMetrics(partnerId: $p) { monthlyRecurringRevenue monthlyRecurringRevenueLastMonth }
      now: services(filter: { partnerId: $p, activeOn: "2026-05-15" }) { monthlyRecurringRevenue { amount } }
    }`,
    { p: partnerId },
  );
  // the list of services that bring it in comes to the same
  expect(now.monthlyRecurringRevenue[0]?.amount ?? '0.00').toBe(figures.monthlyRecurringRevenue);
  return [figures.monthlyRecurringRevenueLastMonth, figures.monthlyRecurringRevenue];
};
const change = (id: string, input: object) =>
  server.must(
    'mutation ($id: ID!, $i: ServiceUpdateInput!) { updateService(serviceId: $id, input: $i) { id } }',
    {
      id,
      i: input,
    },
  );
const status = (id: string, to: string) =>
  server.must(
    'mutation ($id: ID!, $s: CustomerStatus!) { updateCustomer(id: $id, input: { status: $s }) { id } }',
    {
      id,
      s: to,
    },
  );
const noneBroken = async () => {
  for (const [rule, query] of Object.entries(BROKEN_FIGURES))
    expect({ rule, broken: (await owner.query(query)).rows }).toEqual({ rule, broken: [] });
};
const MAY = { from: '2026-05-01', to: '2026-05-31' };

describe('movements of monthly recurring revenue', () => {
  it('are those of the worked month', async () => {
    const shop = await tell.shop();
    const home = (start: string, service: object = {}) => tell.household(shop, { start, service });
    const more = (customerId: string, startDate: string, unitPrice: string) =>
      tell.service({ customerId, tariffId: shop.tariff, startDate, unitPrice });
    await home('2026-01-01');
    const b = await home('2026-02-01');
    await change(b.service, { unitPrice: '160', from: '2026-05-10' });
    const c = await home('2026-03-01', {
      unitPrice: '80',
      discounts: [{ kind: 'PERCENT', value: '25', from: '2026-05-01' }],
    });
    const d = await home('2026-01-01', { unitPrice: '50', endDate: '2026-04-20' });
    const back = await more(d.id, '2026-05-12', '40');
    const e = await tell.household(shop, {
      start: '2026-01-01',
      service: { endDate: '2026-04-30' },
      billing: { paymentPeriod: 'PREPAID', prepaidMonths: 3 },
    });
    const f = await home('2026-05-04', { unitPrice: '90' });
    const second = await more(f.id, '2026-05-04', '30');

    expect(await recurring(shop.id)).toEqual(['380.00', '480.00']);
    const { nodes, totalCount, sums } = await movements(
      { partnerId: shop.id, ...MAY },
      { sort: [{ field: 'date', order: 'DESC' }] },
    );
    expect(
      nodes.map(({ customer, date, kind, amount, before, after, services }: any) => [
        customer.id,
        `${date} ${kind} ${amount} from ${before} to ${after}`,
        services.map(({ id }: any) => id).sort(),
      ]),
    ).toEqual([
      [d.id, '2026-05-12 REACTIVATION 40.00 from 0.00 to 40.00', [back.id]],
      [b.id, '2026-05-10 EXPANSION 60.00 from 100.00 to 160.00', [b.service]],
      [f.id, '2026-05-04 NEW 120.00 from 0.00 to 120.00', [f.service, second.id].sort()],
      ...[
        [c.id, '2026-05-01 CONTRACTION -20.00 from 80.00 to 60.00', [c.service]],
        [e.id, '2026-05-01 CHURN -100.00 from 100.00 to 0.00', [e.service]],
      ].sort(
        (x, y) =>
          nodes.findIndex(({ customer }: any) => customer.id === x[0]) -
          nodes.findIndex(({ customer }: any) => customer.id === y[0]),
      ),
    ]);
    expect([totalCount, sums]).toEqual([5, [{ amount: '100.00', currency: 'EUR' }]]);
    const report = await reporting(server).report({
      kind: 'CHURN',
      partnerId: shop.id,
      ...MAY,
      groupBy: ['month'],
    });
    const worked = ['120.00', '60.00', '40.00', '-20.00', '-100.00', '100.00', '1', '1'];
    expect(report.rows.map(({ values }) => values)).toEqual([
      ['2026-05', ...worked, null, null, null, null],
    ]);
    expect(report.totals.values).toEqual([null, ...worked, '380.00', '480.00', '4', '5']);
    for (const [n, standing] of ['380.00', '480.00'].entries())
      expect((await movements(report.totals.drills[9 + n]!.filter)).sums[0].amount).toBe(standing);
    expect(report.notes).toEqual([
      'Recurring revenue a month was 380.00 EUR before, and 480.00 EUR at the end.',
    ]);
    for (const [n, drill] of report.rows[0].drills.slice(1, 7).entries())
      expect((await movements(drill!.filter)).sums[0].amount).toBe(worked[n]);
    expect((await movements({ partnerId: shop.id, ...MAY, kinds: ['CHURN', 'NEW'] })).sums).toEqual(
      [{ amount: '20.00', currency: 'EUR' }],
    );
    expect(await told({ customerId: d.id })).toEqual([
      '2026-01-01 NEW 50.00',
      '2026-04-21 CHURN -50.00',
      '2026-05-12 REACTIVATION 40.00',
    ]);
    expect((await movements({ customerId: d.id })).sums).toEqual([
      { amount: '40.00', currency: 'EUR' },
    ]);
    // page by page they are the same
    const paged: unknown[] = [];
    for (let after: string | undefined; ;) {
      const page = await movements({ partnerId: shop.id }, { first: 2, after });
      paged.push(...page.nodes);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(paged).toEqual((await movements({ partnerId: shop.id })).nodes);
    expect(await movements({ partnerId: '00000000-0000-7000-8000-000000000000' })).toMatchObject({
      totalCount: 0,
      sums: [],
      nodes: [],
    });
    await noneBroken();
    await foldFigures(server.app, new AbortController().signal);
    await noneBroken();
    expect((await movements({ partnerId: shop.id, ...MAY })).sums).toEqual(sums);
  });

  it('who pays ahead brings nothing while blocked, and a price of days as much of a month', async () => {
    const shop = await tell.shop({ tariff: { price: '30', periodDays: 30 } });
    const ahead = await tell.household(shop, {
      start: '2026-05-01',
      customer: { billingType: 'PREPAID_CUSTOM' },
    });
    const monthly = await tell.household(shop, { start: '2026-05-01' });
    expect(await told({ partnerId: shop.id })).toEqual(
      expect.arrayContaining(['2026-05-01 NEW 30.42', '2026-05-01 NEW 30.00']),
    );
    await status(ahead.id, 'BLOCKED');
    await status(monthly.id, 'BLOCKED');
    expect(await recurring(shop.id)).toEqual(['0.00', '30.00']);
    expect(await told({ customerId: ahead.id })).toEqual([
      '2026-05-01 NEW 30.42',
      '2026-05-15 CHURN -30.42',
    ]);
    await noneBroken();
    await status(ahead.id, 'ACTIVE');
    expect(await told({ customerId: ahead.id })).toEqual(['2026-05-01 NEW 30.42']);
    await status(monthly.id, 'INACTIVE');
    expect((await told({ customerId: monthly.id })).at(-1)).toBe('2026-05-15 CHURN -30.00');
    await noneBroken();
  });

  it('lead from any day to any other, whatever happens', async () => {
    const vat = await tell.taxRate({ name: 'VAT held', percent: '19' });
    const shop = await tell.shop({
      tariff: { price: '119.99', taxRateId: vat.id, taxIncluded: true },
    });
    const unbilled = await tell.shop({ parentId: shop.id, settings: { billingEnabled: false } });
    const homes = [
      await tell.household(shop, { start: '2026-01-10' }),
      await tell.household(unbilled, { start: '2026-01-10' }),
      await tell.household(unbilled, { start: '2026-02-01', billing: { billingEnabled: true } }),
    ];
    const day = fc
      .integer({ min: 0, max: 134 })
      .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
    const cents = (text: string) => Math.round(Number(text) * 100);
    const at = async (to: string) =>
      (await movements({ partnerId: shop.id, to })).sums.reduce(
        (all: number, { amount }: any) => all + cents(amount),
        0,
      );
    const step = fc.record({
      who: fc.nat(2),
      what: fc.constantFrom('service', 'price', 'discount', 'end', 'status', 'pause'),
      day,
      value: fc.integer({ min: 1, max: 99 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 6, maxLength: 6 }),
        day,
        day,
        async (steps, x, y) => {
          for (const { who, what, day: on, value } of steps) {
            const { id, service } = homes[who];
            // what is refused changes nothing
            await (
              what === 'service'
                ? tell.service({
                    customerId: id,
                    tariffId: shop.tariff,
                    startDate: on,
                    unitPrice: `${value}.33`,
                  })
                : what === 'price'
                  ? change(service, { unitPrice: `${value}`, from: on })
                  : what === 'discount'
                    ? change(service, {
                        discounts: [{ kind: 'PERCENT', value: `${value}`, from: on }],
                        from: on,
                      })
                    : what === 'end'
                      ? server.must(
                          'mutation ($s: ID!, $d: Date!) { endService(serviceId: $s, endDate: $d) { id } }',
                          { s: service, d: on },
                        )
                      : what === 'pause'
                        ? server.must(
                            'mutation ($s: ID!, $d: Date!) { pauseService(serviceId: $s, from: $d) { id } }',
                            { s: service, d: on },
                          )
                        : status(id, ['ACTIVE', 'BLOCKED', 'INACTIVE'][value % 3])
            ).catch(() => null);
          }
          const [from, to] = [x, y].sort();
          const between = new Date(Date.parse(from) + 86_400_000).toISOString().slice(0, 10);
          const { nodes, totalCount, sums } = await movements({
            partnerId: shop.id,
            from: between,
            to,
          });
          expect(nodes).toHaveLength(from === to ? 0 : totalCount);
          const moved = cents(sums[0]?.amount ?? '0');
          // three sums, each rounded once
          expect(
            Math.abs((await at(from)) + (from === to ? 0 : moved) - (await at(to))),
          ).toBeLessThan(2);
          expect(await at('2026-05-15')).toBe(cents((await recurring(shop.id))[1]));
          await noneBroken();
        },
      ),
      { numRuns: 6 },
    );
  });

  it('of closed months stay: what changes them counts on the first open day', async () => {
    const shop = await tell.shop();
    const early = await tell.household(shop, { start: '2026-02-01' });
    await server.must(
      'mutation ($p: ID!) { closeBooks(partnerId: $p, through: "2026-04-30") { closedThrough } }',
      { p: shop.id },
    );
    const late = await tell.household(shop, { start: '2026-03-10' });
    await change(early.service, {
      discounts: [{ kind: 'FIXED', value: '10', from: '2026-03-01', until: '2026-05-09' }],
      from: '2026-03-01',
    });
    expect(await told({ customerId: late.id })).toEqual(['2026-05-01 NEW 100.00']);
    expect(await told({ customerId: early.id })).toEqual([
      '2026-02-01 NEW 100.00',
      '2026-05-01 CONTRACTION -10.00',
      '2026-05-10 EXPANSION 10.00',
    ]);
    expect(await recurring(shop.id)).toEqual(['100.00', '200.00']);
    // what is kept stands as it is: to count it anew changes nothing
    const { rows } = await owner.query(
      `select count(*)::int n from figures_amiss('', chr(1114111)) where kept <> counted`,
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('are refused by field where they are asked for wrongly', async () => {
    const fields = async (f: object, more: object = {}) =>
      (await server.refused(LIST, { f, ...more })).fields;
    expect(await fields({ partnerId: 'x' })).toHaveProperty('filter.partnerId');
    expect(await fields({ customerId: 'x' })).toHaveProperty('filter.customerId');
    expect(await fields({ currency: 'EURO' })).toHaveProperty('filter.currency');
    expect(await fields({}, { sort: [{ field: 'mood' }] })).toHaveProperty('sort.field');
  });
});
