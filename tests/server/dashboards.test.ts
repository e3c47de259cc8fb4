import { createClient, type Client } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { monthlyRecurring } from '@backhaul/domain/charging/mrr';
import { add, fromInt, roundToMinor } from '@backhaul/domain/money/fraction';
import { formatMinor } from '@backhaul/domain/money/money';
import pg from 'pg';
import { BROKEN_FIGURES } from '../support/figures.ts';
import {
  foldFigures,
  recountPartner,
  scheduleRecounts,
} from '../../server/src/modules/dashboards/keeping.ts';
import { billableCustomers } from '../../server/src/modules/runs/facts.store.ts';
import { ensureOperator } from '../../server/src/app/bootstrap.ts';
import { story } from '../support/story.ts';
import { makeTenant, makeUser, NOWHERE, type Tenant } from '../support/tenants.ts';

const TODAY = '2026-04-20';
const METRICS = `financeMetrics(partnerId: $p, currency: $c) { currency invoicedThisMonth invoicedLastMonth paidThisMonth paidLastMonth outstanding openInvoiceCount overdue overdueCount
  activeCustomers blockedCustomers newCustomersThisMonth monthlyRecurringRevenue monthlyRecurringRevenueLastMonth averageRevenuePerUser runsWaiting }`;

let server: TestServer;
let tell: ReturnType<typeof story>;
let shop: Tenant, below: Tenant, other: Tenant;
let tax: string;
const customers: string[] = [];

/** A small generator of its own, so that every run sees the same data. */
let seed = 7;
const roll = (sides: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * sides);
};
const one = <T>(...of: T[]): T => of[roll(of.length)]!;
const day = (month: number) => `2026-0${month}-${String(1 + roll(28)).padStart(2, '0')}`;

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: TODAY, WORKER: 'none' });
  tell = story(server);
  shop = await makeTenant(server, 'Shop Net', { currency: 'EUR' });
  below = await makeTenant(server, 'Below Shop Net', { currency: 'EUR', parentId: shop.id });
  other = await makeTenant(server, 'Other Net', { currency: 'EUR' });
  tax = (await tell.taxRate({ name: 'VAT', percent: '19' })).id;
  const tariffs = await Promise.all(
    [
      { name: 'Net', price: '29.9', taxRateId: tax },
      { name: 'Gross', price: '44.9999', taxRateId: tax, taxIncluded: true },
      { name: 'Free of tax', price: '7.49' },
      { name: 'Once', price: '99', kind: 'ONE_TIME' },
    ].map((input) =>
      tell.tariff({ currency: 'EUR', partnerIds: [shop.id, below.id, other.id], ...input }),
    ),
  );
  for (let i = 0; i < 30; i += 1) {
    const { id } = await tell.customer({
      partnerId: one(shop.id, below.id),
      name: `Customer ${i}`,
      status: one('ACTIVE', 'ACTIVE', 'NEW', 'BLOCKED'),
      createdOn: day(one(3, 4)),
    });
    customers.push(id);
    for (let s = roll(4); s > 0; s -= 1) {
      const startDate = day(one(2, 3, 4));
      await tell.service({
        customerId: id,
        tariffId: one(...tariffs).id,
        startDate,
        quantity: one('1', '2', '1.5'),
        ...(roll(3) ? {} : { unitPrice: '12.3456' }),
        ...(roll(4) ? {} : { endDate: day(5) }),
        discounts: Array.from({ length: roll(4) }, () => ({
          ...one(
            { kind: 'PERCENT', value: '33.3333' },
            { kind: 'PERCENT', value: '60' },
            { kind: 'FIXED', value: '5.5' },
            { kind: 'FIXED', value: '19.99' },
          ),
          ...one(
            {},
            { from: day(4) },
            { until: day(one(3, 4, 5)) },
            { from: day(4), until: day(5) },
          ),
        })),
      });
    }
    await server.ask(
      'mutation ($id: ID!, $d: Date!) { chargeCustomer(customerId: $id, date: $d) { id } }',
      { id, d: day(one(3, 4)) },
    );
    if (roll(2))
      await tell.pay({ customerId: id, amount: one('10', '25.5', '200'), date: day(one(3, 4)) });
    if (!roll(6))
      await server.must(
        'mutation ($id: ID!) { updateCustomer(id: $id, input: { status: INACTIVE }) { id } }',
        { id },
      );
  }
  // who has something for nothing is no customer that brings something
  const guest = await tell.customer({ partnerId: shop.id, name: 'Guest', status: 'ACTIVE' });
  customers.push(guest.id);
  await tell.service({
    customerId: guest.id,
    tariffId: tariffs[0].id,
    startDate: '2026-04-01',
    unitPrice: '0',
  });
  const elsewhere = await tell.customer({
    partnerId: other.id,
    name: 'Elsewhere',
    status: 'ACTIVE',
  });
  await tell.service({
    customerId: elsewhere.id,
    tariffId: tariffs[0].id,
    startDate: '2026-04-01',
  });
}, 120_000);
afterAll(() => server.stop());

const metrics = async (
  partnerId: string | null,
  token = server.operator,
  currency: string | null = null,
): Promise<any> =>
  (
    await server.must<any>(
      `query ($p: ID, $c: String) { ${METRICS} }`,
      { p: partnerId, c: currency },
      token,
    )
  ).financeMetrics;
const nodes = async (list: string, filter: object, fields: string): Promise<any[]> => {
  const type = `${list[0]!.toUpperCase()}${list.slice(1, -1)}Filter`;
  return (
    await server.must<any>(
      `query ($f: ${type}) { ${list}(filter: $f, first: 200) { nodes { ${fields} } } }`,
      { f: { partnerId: shop.id, ...filter } },
    )
  )[list].nodes;
};
const cents = (texts: string[]) =>
  formatMinor(
    texts.reduce((sum, text) => sum + BigInt(text.replace('.', '')), 0n),
    2,
  );

describe('the figures', () => {
  it('equal the lists behind them', async () => {
    const figures = await metrics(shop.id);
    const issued = (rows: any[]) =>
      cents(
        rows
          .filter((row) => row.status !== 'DRAFT' && row.status !== 'VOID')
          .map((row) => row.total),
      );
    const stand = (rows: any[]) =>
      cents(rows.filter((row) => !row.reversed).map((row) => row.amount));
    expect(figures.invoicedThisMonth).toBe(
      issued(
        await nodes(
          'invoices',
          { documentDateFrom: '2026-04-01', documentDateTo: '2026-04-30' },
          'status total',
        ),
      ),
    );
    expect(figures.invoicedLastMonth).toBe(
      issued(
        await nodes(
          'invoices',
          { documentDateFrom: '2026-03-01', documentDateTo: '2026-03-31' },
          'status total',
        ),
      ),
    );
    expect(figures.paidThisMonth).toBe(
      stand(
        await nodes(
          'payments',
          { dateFrom: '2026-04-01', dateTo: '2026-04-30' },
          'reversed amount',
        ),
      ),
    );
    expect(figures.paidLastMonth).toBe(
      stand(
        await nodes(
          'payments',
          { dateFrom: '2026-03-01', dateTo: '2026-03-31' },
          'reversed amount',
        ),
      ),
    );
    const open = await nodes('invoices', { open: true }, 'due');
    expect([figures.outstanding, figures.openInvoiceCount]).toEqual([
      cents(open.map((row) => row.due)),
      open.length,
    ]);
    const overdue = await nodes('invoices', { status: 'OVERDUE' }, 'due');
    expect([figures.overdue, figures.overdueCount]).toEqual([
      cents(overdue.map((row) => row.due)),
      overdue.length,
    ]);
    expect(figures.activeCustomers).toBe(
      (await nodes('customers', { status: 'ACTIVE' }, 'id')).length,
    );
    expect(figures.blockedCustomers).toBe(
      (await nodes('customers', { status: 'BLOCKED' }, 'id')).length,
    );
    expect(figures.newCustomersThisMonth).toBe(
      (await nodes('customers', {}, 'createdOn')).filter((row) => row.createdOn >= '2026-04-01')
        .length,
    );
    for (const amount of [
      figures.invoicedThisMonth,
      figures.paidThisMonth,
      figures.outstanding,
      figures.overdue,
    ])
      expect(Number(amount)).toBeGreaterThan(0);
  });

  it('recur as the domain says, service by service', async () => {
    const { scope } = await ensureOperator(server.app);
    const billable = await server.app.boundary.inSql(scope, (sql) =>
      billableCustomers(sql, customers),
    );
    const on = (date: string) =>
      billable
        .flatMap(({ facts }) =>
          facts.status === 'INACTIVE' && date === TODAY ? [] : facts.services,
        )
        .reduce((sum, service) => add(sum, monthlyRecurring(service, date)), fromInt(0));
    const paying = billable.filter(
      ({ facts }) =>
        facts.status !== 'INACTIVE' &&
        facts.services.some((service) => monthlyRecurring(service, TODAY).n > 0n),
    ).length;
    const figures = await metrics(shop.id);
    expect(figures.monthlyRecurringRevenue).toBe(formatMinor(roundToMinor(on(TODAY), 2), 2));
    expect(figures.monthlyRecurringRevenueLastMonth).toBe(
      formatMinor(roundToMinor(on('2026-03-31'), 2), 2),
    );
    const total = on(TODAY);
    expect(figures.averageRevenuePerUser).toBe(
      formatMinor(roundToMinor({ n: total.n, d: total.d * BigInt(paying) }, 2), 2),
    );
  });

  it('are those of one partner with everything below it, in one currency', async () => {
    expect(await metrics(null, shop.token)).toEqual(await metrics(shop.id));
    const parts = [await metrics(other.id), await metrics(shop.id)];
    const whole = await metrics(null, server.operator, 'EUR');
    expect(whole.activeCustomers).toBe(parts[0].activeCustomers + parts[1].activeCustomers);
    expect(whole.outstanding).toBe(cents(parts.map((part) => part.outstanding)));
    expect(await metrics(shop.id, server.operator, 'JPY')).toMatchObject({
      currency: 'JPY',
      outstanding: '0',
      activeCustomers: 0,
    });
  });

  it('have a history whose last months are those of the tiles', async () => {
    const { financeHistory } = await server.must<any>(
      'query ($p: ID) { financeHistory(partnerId: $p, months: 3) { month invoiced paid } }',
      { p: shop.id },
    );
    const figures = await metrics(shop.id);
    expect(financeHistory).toEqual([
      { month: '2026-02-01', invoiced: '0.00', paid: '0.00' },
      { month: '2026-03-01', invoiced: figures.invoicedLastMonth, paid: figures.paidLastMonth },
      { month: '2026-04-01', invoiced: figures.invoicedThisMonth, paid: figures.paidThisMonth },
    ]);
  });

  it('are refused to whoever may not see them', async () => {
    const query =
      'query ($p: ID, $c: String) { financeMetrics(partnerId: $p, currency: $c) { asOf } }';
    const cashier = await makeUser(server, shop.id, 'CASHIER');
    expect((await server.refused(query, {}, cashier.token)).code).toBe('FORBIDDEN');
    expect((await server.refused(query, {}, null)).code).toBe('UNAUTHENTICATED');
    const foreign = await server.refused(query, { p: shop.id }, other.token);
    expect(foreign).toEqual(await server.refused(query, { p: NOWHERE }, other.token));
    expect(foreign).toEqual(await server.refused(query, { p: 'x' }, other.token));
    expect(foreign.code).toBe('NOT_FOUND');
    expect((await server.refused(query, { c: 'EURO' })).fields).toHaveProperty('currency');
    expect((await server.refused('{ financeHistory(months: 0) { month } }')).fields).toHaveProperty(
      'months',
    );
  });
});

describe('kept figures', () => {
  let owner: pg.Client;
  let beside: pg.Client;
  beforeAll(async () => {
    owner = new pg.Client({ connectionString: server.ownerUrl });
    beside = new pg.Client({ connectionString: server.ownerUrl });
    await owner.connect();
    await beside.connect();
  });
  afterAll(async () => {
    await owner.end();
    await beside.end();
  });
  const waiting = async (): Promise<number> =>
    (await owner.query<{ n: number }>('select count(*)::int n from figure_change')).rows[0]!.n;
  const expectRight = async (): Promise<void> => {
    for (const [rule, query] of Object.entries(BROKEN_FIGURES))
      expect({ rule, broken: (await owner.query(query)).rows }).toEqual({ rule, broken: [] });
  };

  it('are the same before and after their changes are folded, and nothing else is kept than what rows give', async () => {
    const before = await metrics(shop.id);
    expect(await waiting()).toBeGreaterThan(0);
    await expectRight();
    await foldFigures(server.app, new AbortController().signal);
    expect(await waiting()).toBe(0);
    await expectRight();
    expect(await metrics(shop.id)).toEqual(before);
    expect((await owner.query('select 1 from figure_sum where amount = 0 and n = 0')).rows).toEqual(
      [],
    );
  });

  it('that are wrong are told when they are counted anew, and right afterwards', async () => {
    const before = await metrics(shop.id);
    expect(await recountPartner(server.app, shop.id)).toEqual({ customers: 0, figures: [] });
    await owner.query(
      `update figure_sum set amount = amount + 7 where partner_id = $1 and figure = 'OPEN' and period = ''`,
      [shop.id],
    );
    await owner.query(
      `delete from recurring_step where id = (select min(id) from recurring_step where partner_id = $1)`,
      [shop.id],
    );
    const { customers: drifted, figures } = await recountPartner(server.app, shop.id);
    expect(drifted).toBe(1);
    const { partner } = (await server.must<any>('{ viewer { partner { id } } }')).viewer;
    expect((await recountPartner(server.app, partner.id)).figures.length).toBeGreaterThan(0);
    expect(figures).toContainEqual(
      expect.objectContaining({ figure: 'OPEN', currency: 'EUR', period: '', rate: '0' }),
    );
    await expectRight();
    expect(await metrics(shop.id)).toEqual(before);
    expect(await recountPartner(server.app, shop.id)).toEqual({ customers: 0, figures: [] });
  });

  it('are counted from each row once, and those above again where one below was wrong', async () => {
    const queued = async () =>
      (
        await owner.query<{ id: string }>(
          `with taken as (
            delete from graphile_worker._private_jobs
            where key like 'figures:partner:%'
            returning id, payload)
          select payload ->> 'partnerId' id from taken order by taken.id`,
        )
      ).rows.map(({ id }) => id);
    await scheduleRecounts(server.app);
    const all = await queued();
    const { rows: partners } = await owner.query<{ id: string; path: string }>(
      'select id, path from partner',
    );
    expect([...all].sort()).toEqual(partners.map(({ id }) => id).sort());
    expect(all.indexOf(below.id)).toBeLessThan(all.indexOf(shop.id));
    const read = async () => {
      await owner.query('select pg_stat_force_next_flush()');
      await owner.query('select pg_stat_clear_snapshot()');
      return (
        await owner.query<{ n: number }>(
          `select (seq_tup_read + idx_tup_fetch)::int n from pg_stat_xact_user_tables where relname = 'payment'`,
        )
      ).rows[0]!.n;
    };
    await owner.query('begin');
    const before = await read();
    for (const { id, path } of partners) {
      await owner.query(
        `select set_config('app.partner_path', $1, true), set_config('app.partner_end', $1 || chr(1114111), true)`,
        [path],
      );
      await owner.query('set local enable_seqscan = off');
      expect((await owner.query('select * from recount_figures($1)', [id])).rows).toEqual([]);
    }
    const rows = (await read()) - before;
    await owner.query('rollback');
    const paid = (await owner.query<{ n: number }>('select count(*)::int n from payment')).rows[0]!
      .n;
    expect(rows).toBe(paid);

    await owner.query(
      `update figure_sum set amount = amount + 7 where partner_id = $1 and figure = 'OPEN' and period = ''`,
      [below.id],
    );
    await recountPartner(server.app, shop.id);
    expect(await queued()).toHaveLength(1);
    expect((await recountPartner(server.app, below.id)).figures).toHaveLength(1);
    expect(await queued()).toEqual([shop.id]);
    await recountPartner(server.app, shop.id);
    const [above] = await queued();
    expect((await recountPartner(server.app, above!)).figures).toEqual([]);
    await expectRight();
  });

  it('of one partner are written by two at once, neither waiting for the other', async () => {
    await beside.query('begin');
    await beside.query('update customer set balance_minor = balance_minor - 1 where id = $1', [
      customers[2],
    ]);
    await tell.pay({ customerId: customers[3]!, amount: '1', date: TODAY });
    await foldFigures(server.app, new AbortController().signal);
    await beside.query('rollback');
    await expectRight();
  });

  it('know a price that changes while somebody adds a service at it, whoever is first', async () => {
    const { id } = await tell.tariff({
      name: 'Moving',
      price: '10',
      currency: 'EUR',
      partnerIds: [shop.id],
    });
    const price = (to: number) =>
      owner.query('update tariff set price = $2 where id = $1', [id, to]);
    const serve = (customer: string) =>
      beside.query(
        `insert into service (partner_id, partner_path, customer_id, tariff_id, description, start_date, charged_until)
        select partner_id, partner_path, id, $2, 'Moving', '2026-04-01', '2026-04-01' from customer where id = $1`,
        [customer, id],
      );
    await beside.query('begin');
    await serve(customers[4]!);
    const priced = price(20);
    await beside.query('commit');
    await priced;
    await expectRight();
    await owner.query('begin');
    await price(30);
    const served = serve(customers[5]!);
    await owner.query('commit');
    await served;
    await expectRight();
  });

  it('move with their partner, whose rows are all there are of them', async () => {
    const whole = await metrics(null, server.operator, 'EUR');
    const [own, moved] = [await metrics(other.id), await metrics(below.id)];
    const move = (parentId: string) =>
      server.must('mutation ($id: ID!, $to: ID!) { movePartner(id: $id, parentId: $to) { id } }', {
        id: below.id,
        to: parentId,
      });
    await move(other.id);
    await expectRight();
    expect(await metrics(null, server.operator, 'EUR')).toEqual(whole);
    expect((await metrics(other.id)).activeCustomers).toBe(
      own.activeCustomers + moved.activeCustomers,
    );
    await move(shop.id);
    expect(await metrics(other.id)).toEqual(own);
  });
});

describe('pushed figures', () => {
  const sockets: Client[] = [];
  afterAll(async () => {
    for (const socket of sockets) await socket.dispose();
  });

  /** What a subscription has sent so far. */
  function listen(token: string, partnerId: string | null): { figures: any[]; errors: any[] } {
    const client = createClient({
      url: `${server.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
    });
    sockets.push(client);
    const seen = { figures: [] as any[], errors: [] as any[] };
    client.subscribe<any>(
      {
        query: `subscription ($p: ID, $c: String) { ${METRICS} }`,
        variables: { p: partnerId, c: null },
      },
      {
        next: (answer) => {
          if (answer.errors) seen.errors.push(...answer.errors);
          else seen.figures.push(answer.data.financeMetrics);
        },
        error: (error) => {
          seen.errors.push(...(Array.isArray(error) ? error : [error]));
        },
        complete: () => {},
      },
    );
    return seen;
  }
  const until = async (happened: () => boolean, ms = 10_000) => {
    for (const end = Date.now() + ms; !happened() && Date.now() < end;)
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    expect(happened()).toBe(true);
  };

  it('come at once, and again within a second of a change, not of one elsewhere', async () => {
    const mine = listen(shop.token, null);
    const theirs = listen(other.token, null);
    await until(() => mine.figures.length === 1 && theirs.figures.length === 1);
    const began = Date.now();
    await tell.pay({ customerId: customers[0]!, amount: '1.23', date: TODAY });
    await until(() => mine.figures.length > 1, 1000);
    expect(Date.now() - began).toBeLessThan(1000);
    expect(mine.figures.at(-1)).toEqual(await metrics(shop.id));
    await new Promise((resolve) => {
      setTimeout(resolve, 600);
    });
    expect(theirs.figures).toHaveLength(1);
  });

  it('come again when the partner has another day, without anything having happened', async () => {
    const { clock } = server.app;
    let day = TODAY;
    const today = vi.spyOn(clock, 'today').mockImplementation(() => day);
    const wait = vi
      .spyOn(clock, 'untilTomorrow')
      .mockReturnValueOnce(50)
      .mockImplementation(() => {
        day = '2026-05-01';
        return null;
      });
    try {
      const before = await metrics(shop.id);
      const mine = listen(server.operator, shop.id);
      await until(() => mine.figures.at(-1)?.invoicedLastMonth === before.invoicedThisMonth);
      expect(wait).toHaveBeenCalledWith('UTC');
      expect(mine.figures.at(-1)).toEqual(await metrics(shop.id));
      expect(mine.figures.at(-1)).not.toEqual(before);
    } finally {
      // the next who asks for the same would share it, with the day that it knows
      await sockets.at(-1)!.dispose();
      today.mockRestore();
      wait.mockRestore();
    }
  });

  it('come seldom in a burst, and its last change is never lost', async () => {
    const mine = listen(server.operator, shop.id);
    await until(() => mine.figures.length === 1);
    const began = performance.now();
    for (let i = 0; i < 20; i += 1)
      await tell.pay({ customerId: customers[1]!, amount: '0.01', date: TODAY });
    const last = await metrics(shop.id);
    await until(() => mine.figures.at(-1).paidThisMonth === last.paidThisMonth);
    // every 400 ms at most, however long the burst takes
    expect(mine.figures.length).toBeLessThan(3 + (performance.now() - began) / 400);
  });

  it('are refused for a partner outside the scope', async () => {
    const seen = listen(other.token, shop.id);
    await until(() => seen.errors.length > 0);
    expect(seen.errors[0]).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    expect(seen.figures).toEqual([]);
  });
});
