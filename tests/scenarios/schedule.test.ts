import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toDayNumber } from '@backhaul/domain/time/dayNumber';
import type { ServiceFacts, TariffKind } from '@backhaul/domain/charging/facts';
import { nextBillingDate } from '@backhaul/domain/schedule/schedule';
import { FINANCE_DEFAULTS } from '@backhaul/domain/settings/finance';
import { freshDatabase, startTestServer, type TestServer } from '../support/backhaul.ts';
import { confirm, preview } from '../support/story.ts';
import { life, told } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let owner: pg.Client;
const env: Record<string, string> = { BUSINESS_DATE: '2026-04-20' };
beforeAll(async () => {
  env.DATABASE_URL = await freshDatabase();
  server = await startTestServer(env);
  tell = life(server);
  owner = new pg.Client({ connectionString: env.DATABASE_URL });
  await owner.connect();
});
afterAll(async () => {
  await server.stop();
  await owner.end();
});

const next = async (id: string): Promise<string | null> =>
  (await tell.now(id)).billing.nextBillingDate;
const STATUS =
  'mutation ($id: ID!, $status: CustomerStatus!) { updateCustomer(id: $id, input: { status: $status }) { id } }';
async function run(shop: { id: string }, date: string): Promise<any> {
  const [made] = await preview(server, { date, partnerIds: [shop.id] });
  return confirm(server, made);
}

describe('the next billing date follows from the earliest uncharged day alone', () => {
  it('1 month becomes 12 after April is paid: next 1 May, and its run takes a year', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    await tell.charge(id, '2026-04-01');
    await tell.billing(id, { prepaidMonths: 12 });
    expect(await next(id)).toBe('2026-05-01');
    await run(shop, '2026-05-01');
    expect(
      told(
        (await tell.now(id)).invoices.nodes.find(
          (invoice: any) => invoice.documentDate === '2026-05-01',
        ).lines,
      ),
    ).toEqual(['2026-05-01 - 2027-04-30: 1200.00']);
    expect(await next(id)).toBe('2027-05-01');
  });

  it('12 become 1 after a year is paid: due nowhere before its end', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, {
      start: '2026-02-01',
      billing: { prepaidMonths: 12 },
    });
    await tell.charge(id, '2026-02-01');
    await tell.billing(id, { prepaidMonths: null });
    expect(await next(id)).toBe('2027-02-01');
    expect(await run(shop, '2027-01-01')).toMatchObject({ customerCount: 0 });
  });

  it('postpaid with April open becomes prepaid 3: the run for 1 May takes April and May - July', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, { billing: { paymentPeriod: 'POSTPAID' } });
    expect(await next(id)).toBe('2026-05-01');
    await tell.billing(id, { paymentPeriod: 'PREPAID', prepaidMonths: 3 });
    expect(await next(id)).toBe('2026-04-01');
    await run(shop, '2026-05-01');
    expect(told((await tell.now(id)).invoices.nodes[0].lines)).toEqual([
      '2026-04-01 - 2026-07-31: 400.00',
    ]);
  });

  it('a second service within a yearly cycle is due on the next billing day, and ends with the first', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, {
      start: '2026-05-01',
      billing: { prepaidMonths: 12 },
    });
    await tell.charge(id, '2026-05-01');
    await tell.service({ customerId: id, tariffId: shop.tariff, startDate: '2026-05-15' });
    expect(await next(id)).toBe('2026-06-01');
    await run(shop, '2026-06-01');
    expect(
      told(
        (await tell.now(id)).invoices.nodes.find(
          (invoice: any) => invoice.documentDate === '2026-06-01',
        ).lines,
      ),
    ).toEqual(['2026-05-15 - 2027-04-30: 1154.84']);
    expect(await next(id)).toBe('2027-05-01');
  });

  it('an inactive customer is due once more, for the days before it became inactive', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, { billing: { paymentPeriod: 'POSTPAID' } });
    await server.must(STATUS, { id, status: 'INACTIVE' });
    expect(await next(id)).toBe('2026-05-01');
    expect(
      (
        await server.must<any>(
          '{ partnersDue(date: "2026-05-01") { partner { id } customersDue } }',
        )
      ).partnersDue,
    ).toContainEqual({ partner: { id: shop.id }, customersDue: 1 });
    await run(shop, '2026-05-01');
    expect(told((await tell.now(id)).invoices.nodes[0].lines)).toEqual([
      '2026-04-01 - 2026-04-19: 63.33',
    ]);
    expect([(await tell.now(id)).status, await next(id)]).toEqual(['INACTIVE', null]);
    expect(await run(shop, '2026-07-01')).toMatchObject({ customerCount: 0 });
  });
});

/** What decides a customer's date, read from the tables by the test itself. */
async function derived(id: string): Promise<string | null> {
  const { billing, status } = await tell.now(id);
  const { rows: services } = await owner.query<{
    kind: TariffKind;
    state: string;
    start: string;
    end: string | null;
    until: string;
    pauses: ServiceFacts['pauses'];
  }>(
    `select t.kind, s.state, s.start_date::text start, s.end_date::text "end", s.charged_until::text until, s.pauses from service s join tariff t on t.id = s.tariff_id where s.customer_id = $1`,
    [id],
  );
  const {
    rows: [{ since }],
  } = await owner.query<{ since: string | null }>(
    'select inactive_since::text since from customer where id = $1',
    [id],
  );
  return nextBillingDate({
    status,
    inactiveSince: since,
    futureItems: [],
    settings: { ...FINANCE_DEFAULTS, ...billing },
    services: services.map((row, i) => ({
      id: String(i),
      description: '',
      kind: row.kind,
      status: row.state === 'PAUSED' ? 'PAUSED' : 'ACTIVE',
      startDate: row.start,
      endDate: row.end,
      chargedUntil: row.until,
      quantity: '1',
      unitPrice: '1',
      earlierPrices: [],
      taxPercent: '0',
      taxIncluded: false,
      setupFee: '0',
      setupCharged: true,
      pauses: row.pauses,
      discounts: [],
    })),
  });
}

/** The same sequence for the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

describe('the stored date', () => {
  it.each([1, 2, 3])(
    'is that of the rule after whatever is done to a customer, and no day is charged twice or left behind (%i)',
    async (seed) => {
      const roll = dice(seed);
      const shop = await tell.shop({ settings: { billingDay: 1 + roll(28) } });
      const elsewhere = await tell.shop({
        settings: { billingDay: 1 + roll(28), prepaidMonths: 1 + roll(12) },
      });
      const { id, service } = await tell.household(shop, { start: '2026-02-11' });
      const services = [service];
      const date = (months: number) =>
        `2026-${String(1 + roll(months)).padStart(2, '0')}-${String(1 + roll(28)).padStart(2, '0')}`;
      const steps: [string, () => Promise<unknown>][] = [
        [
          'billing',
          () =>
            tell.billing(id, {
              billingDay: roll(2) ? 1 + roll(28) : null,
              prepaidMonths: 1 + roll(12),
              paymentPeriod: roll(3) ? 'PREPAID' : 'POSTPAID',
              cycleWeeks: roll(2) ? null : roll(3),
            }),
        ],
        [
          'settings',
          () => tell.settings(shop.id, { billingDay: 1 + roll(28), cycleWeeks: roll(3) || null }),
        ],
        [
          'service',
          async () =>
            services.push(
              (await tell.service({ customerId: id, tariffId: shop.tariff, startDate: date(9) }))
                .id,
            ),
        ],
        ['end', () => tell.end(services[roll(services.length)], `2026-12-${10 + roll(20)}`)],
        ['charge', () => tell.charge(id, date(8)).catch(() => null)],
        ['run', () => run(shop, date(8))],
        ['undo', () => tell.undo(id).catch(() => null)],
        [
          'status',
          async () => {
            for (const status of ['INACTIVE', 'ACTIVE']) await server.must(STATUS, { id, status });
          },
        ],
        ['dunning', () => tell.dun('2026-04-20', shop.id)],
        [
          'move',
          () =>
            server
              .must('mutation ($id: ID!, $p: ID!) { movePartner(id: $id, parentId: $p) { id } }', {
                id: shop.id,
                p: elsewhere.id,
              })
              .catch(() => null),
        ],
      ];
      for (let n = 0; n < 24; n += 1) {
        const [name, act] = steps[roll(steps.length)];
        await act();
        expect([name, await next(id)]).toEqual([name, await derived(id)]);
      }
      const { rows } = await owner.query<{ service: string; from: string; to: string }>(
        `select l.service_id service, l.period_from::text "from", l.period_to::text "to" from invoice_line l join invoice i on i.id = l.invoice_id where l.customer_id = $1 and i.state = 'ISSUED' and l.kind = 'SERVICE' order by 1, 2`,
        [id],
      );
      for (const [i, line] of rows.entries()) {
        const before = rows[i - 1];
        if (before?.service === line.service)
          expect(toDayNumber(line.from)).toBeGreaterThanOrEqual(toDayNumber(before.to));
      }
    },
  );
});

describe('when the rule changes', () => {
  it('stored dates are worked out again: by a job after the start, and before a preview needs them', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    const other = await tell.household(shop, { start: '2026-06-01' });
    await tell.charge(id, '2026-04-01');
    // as a migration leaves it that marks every partner
    const forget = () =>
      owner.query(
        `with marked as (update partner set schedule_from = 0 returning 1) update customer set next_billing_date = '2030-01-01'`,
      );
    await forget();
    const [made] = await preview(server, { date: '2026-05-01', partnerIds: [shop.id] });
    expect(made).toMatchObject({ customerCount: 1 });
    expect([await next(id), await next(other.id)]).toEqual(['2026-05-01', '2026-06-01']);
    await server.stop();
    await forget();
    server = await startTestServer(env);
    tell = life(server);
    await expect
      .poll(
        async () =>
          (await owner.query('select 1 from partner where schedule_from is not null')).rowCount,
        { timeout: 30_000 },
      )
      .toBe(0);
    expect([await next(id), await next(other.id)]).toEqual(['2026-05-01', '2026-06-01']);
    expect(
      (await owner.query(`select 1 from customer where next_billing_date = '2030-01-01'`)).rowCount,
    ).toBe(0);
  });
});
