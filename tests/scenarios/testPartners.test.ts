import pg from 'pg';
import { addDays } from '@backhaul/domain/time/calendar';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { fetchAs, readPdf } from '../support/files.ts';
import { preview } from '../support/story.ts';
import { usageTold } from '../support/usage.ts';
import { makeCustomer, makeTenant, NOWHERE } from '../support/tenants.ts';
import { life } from './household.ts';

const START = '2027-01-01';

let server: TestServer;
let owner: pg.Client;
let tell: ReturnType<typeof life>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: START });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  tell = life(server);
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const one = async (query: string, variables: object, token?: string): Promise<any> =>
  Object.values(
    await server.must<Record<string, any>>(query, variables, token ?? server.operator),
  )[0];
let made = 0;
const CREATE =
  'mutation ($p: ID!, $n: String!, $d: Date!) { createTestPartner(parentId: $p, name: $n, currency: "EUR", startsOn: $d) { id test clock } }';
const testPartner = async (
  parentId?: string,
): Promise<{ id: string; test: boolean; clock: string }> =>
  one(CREATE, {
    p: parentId ?? (await tell.operatorPartner()).id,
    n: `Trial ${(made += 1)}`,
    d: START,
  });
const ADVANCE =
  'mutation ($p: ID!, $to: Date!) { advanceClock(partnerId: $p, to: $to) { id clock } }';
const advance = (partnerId: string, to: string, token?: string): Promise<unknown> =>
  one(ADVANCE, { p: partnerId, to }, token);
const refused = (partnerId: string, to: string, token?: string) =>
  server.refused(ADVANCE, { p: partnerId, to }, token);
const CLOCK = 'day until problem nextBillingDay days(first: 200) { date words }';
const clock = (partnerId: string): Promise<any> =>
  one(`query ($p: ID!) { testClock(partnerId: $p) { ${CLOCK} } }`, { p: partnerId });
/** Moves a clock and waits until it is there. */
async function passTo(partnerId: string, to: string): Promise<void> {
  await advance(partnerId, to);
  await expect.poll(async () => (await clock(partnerId)).day, { timeout: 30_000 }).toBe(to);
}
const automate = (partnerId: string, until: string): Promise<unknown> =>
  one('mutation ($u: DateTime!, $p: ID) { runAutomation(until: $u, partnerId: $p) { id } }', {
    u: until,
    p: partnerId,
  });
const AUTOMATION = { enabled: true, daysBefore: 5, confirmationDays: 3, confirmationTime: '22:00' };

/** A partner's rules, and four customers: one who pays, one who pays late, one who never does, one who pays ahead. */
async function settle(partnerId: string): Promise<Record<string, string>> {
  await one(
    'mutation ($p: ID!, $i: AutomationSettingsInput!) { updateAutomationSettings(partnerId: $p, input: $i) { enabled } }',
    { p: partnerId, i: AUTOMATION },
  );
  await tell.settings(partnerId, {
    blockingEnabled: true,
    deactivationEnabled: true,
    deactivationDays: 10,
    reminderDays: [9, 5, 5],
    lateFee: '5',
    lateFeeAfterDays: 2,
  });
  const { id: tariff } = await tell.tariff({
    name: 'Plan',
    price: '100',
    currency: 'EUR',
    partnerIds: [partnerId],
  });
  const shop = { id: partnerId, tariff };
  const named = async (name: string, customer: object = {}) =>
    (
      await tell.household(shop, {
        start: START,
        customer: { name, email: `${name}@mail.example`, ...customer },
      })
    ).id;
  return {
    pays: await named('pays'),
    late: await named('late'),
    never: await named('never'),
    ahead: await named('ahead', { billingType: 'PREPAID_DAILY' }),
  };
}

/** What customers pay, by the day on which they do. */
const PAYMENTS: Record<string, [name: string, amount: string][]> = {
  '2027-01-01': [['ahead', '50']],
  '2027-02-03': [['pays', '200']],
  '2027-02-24': [['late', '205']],
  '2027-03-02': [['pays', '100']],
};
async function pays(names: Record<string, string>, on: string): Promise<void> {
  for (const [name, amount] of PAYMENTS[on] ?? [])
    await tell.pay({ customerId: names[name], amount, date: on });
}

/** Everything that became of a partner, without ids and numbers. */
async function became(partnerId: string): Promise<unknown> {
  const read = async (sql: string) => (await owner.query(sql, [partnerId])).rows;
  return {
    invoices: await read(
      `select c.name, i.document_date::text, i.due_date::text, i.total_minor::int, i.due_minor::int,
        i.late_fee_for is not null fee
      from invoice i join customer c on c.id = i.customer_id
      where i.partner_id = $1 order by 1, 2, 4`,
    ),
    ledger: await read(
      `select c.name, t.date::text, t.type, t.amount_minor::int, t.category
      from ledger_transaction t join customer c on c.id = t.customer_id
      where t.partner_id = $1 order by 1, 2, 3, 4, 5`,
    ),
    statuses: await read(
      `select c.name, s.date::text, s.to_status, s.reason
      from status_change s join customer c on c.id = s.customer_id
      where s.partner_id = $1 order by 1, 2, s.at`,
    ),
    messages: await read(
      `select c.name, m.kind, case when m.kind = 'REMINDER_MAIL' then split_part(m.cause, ':', 3) end "day", count(*)::int
      from message m join customer c on c.id = m.customer_id
      where m.partner_id = $1 group by 1, 2, 3 order by 1, 2, 3`,
    ),
    runs: await read(
      `select date::text, status, customer_count, invoice_count from billing_run where partner_id = $1 order by date`,
    ),
    balances: await read(
      `select name, status, balance_minor::int, next_billing_date::text from customer where partner_id = $1 order by 1`,
    ),
  };
}

describe('a quarter passes', () => {
  it('at a test partner as the same days do by hand at a real one', async () => {
    const tested = await testPartner();
    expect(tested).toMatchObject({ test: true, clock: START });
    const real = await tell.partner({ name: 'Real', currency: 'EUR' });
    const [there, here] = [await settle(tested.id), await settle(real.id)];
    const last = '2027-04-02';
    for (const on of [...Object.keys(PAYMENTS), last]) {
      if (on > START) await passTo(tested.id, on);
      await pays(there, on);
    }
    await pays(here, START);
    for (let day = addDays(START, 1); day <= last; day = addDays(day, 1)) {
      await automate(real.id, `${day}T00:00:00Z`);
      await tell.dun(day, real.id);
      await automate(real.id, `${day}T23:59:59.999Z`);
      await pays(here, day);
    }
    const both: any = [await became(tested.id), await became(real.id)];
    expect(both[0]).toEqual(both[1]);
    // and it was a quarter in which something happened
    expect(both[0].invoices.filter((each: any) => !each.fee).length).toBeGreaterThan(6);
    expect(both[0].statuses.map((each: any) => each.to_status)).toEqual(
      expect.arrayContaining(['BLOCKED', 'INACTIVE', 'ACTIVE']),
    );
    expect(both[0].messages.some((each: any) => each.kind === 'REMINDER_MAIL')).toBe(true);
    const { days } = await clock(tested.id);
    expect(days.length).toBe(91);
    expect(days.flatMap((each: any) => each.words)).toEqual(
      expect.arrayContaining(['1 customer blocked', expect.stringMatching(/^3 invoices, 300\.00/)]),
    );
  }, 240_000);
});

describe('the clock of a test partner', () => {
  it('goes forward only, so far at once, and stands for everybody below it', async () => {
    const { id } = await testPartner();
    const below = await tell.partner({ name: 'Below', parentId: id });
    await passTo(id, '2027-01-05');
    expect(
      await one('query ($p: ID!) { partner(id: $p) { test clock } }', { p: below.id }),
    ).toEqual({ test: true, clock: '2027-01-05' });
    expect(await refused(id, '2027-01-04')).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { to: expect.stringMatching(/is over: it is 5 January 2027 there/) },
    });
    expect(await refused(id, '2028-03-01')).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { to: expect.stringMatching(/400 days ahead/) },
    });
    expect(await refused(below.id, '2027-02-01')).toMatchObject({
      reason: 'NO_OWN_CLOCK',
    });
    await advance(id, '2027-01-05');
    expect((await clock(id)).day).toBe('2027-01-05');
  });

  it('is nobody else’s: neither a real partner’s nor one that the viewer does not see', async () => {
    const tenant = await makeTenant(server, 'Seller');
    const other = await makeTenant(server, 'Other');
    const { id } = await testPartner(tenant.id);
    expect(await refused(tenant.id, '2027-02-01')).toMatchObject({
      code: 'CONFLICT',
      reason: 'NO_OWN_CLOCK',
    });
    for (const where of [id, NOWHERE])
      expect(await refused(where, '2027-02-01', other.token)).toMatchObject({
        code: 'NOT_FOUND',
      });
    await advance(id, '2027-01-02', tenant.token);
    await expect.poll(async () => (await clock(id)).day).toBe('2027-01-02');
  });

  it('moved by twenty at once lives each day once', async () => {
    const { id } = await testPartner();
    const names = await settle(id);
    await Promise.all(Array.from({ length: 20 }, () => advance(id, '2027-02-10')));
    await expect.poll(async () => (await clock(id)).day, { timeout: 60_000 }).toBe('2027-02-10');
    const { days } = await clock(id);
    expect(days.length).toBe(40);
    const { invoices } = await tell.now(names.never);
    expect(invoices.nodes.filter((each: any) => each.total === '100.00').length).toBe(1);
  }, 90_000);
});

it('a clock that is stopped lives the day under way to its end, and goes on from there', async () => {
  const { id } = await testPartner();
  await settle(id);
  await advance(id, '2028-01-31');
  await expect
    .poll(async () => (await clock(id)).days.length, { timeout: 30_000 })
    .toBeGreaterThan(1);
  const STOP = `mutation ($p: ID!) { stopClock(partnerId: $p) { day until } }`;
  const { day, until } = await one(STOP, { p: id });
  expect([day, addDays(day, 1)]).toContain(until);
  await expect.poll(async () => (await clock(id)).day, { timeout: 30_000 }).toBe(until);
  await passTo(id, addDays(until, 1));
  const { days } = await clock(id);
  expect(days[0].date).toBe(addDays(until, 1));
  expect(new Set(days.map(({ date }: { date: string }) => date)).size).toBe(days.length);
  // one that rests has nothing to stop
  expect((await one(STOP, { p: id })).until).toBe(addDays(until, 1));
});

describe('what is tested', () => {
  it('stays a test: nothing moves into it, out of it, and none lies below another', async () => {
    const { id } = await testPartner();
    const real = await tell.partner({ name: 'Real', currency: 'EUR' });
    const below = await tell.partner({ name: 'Below', parentId: id });
    const move = (what: string, parentId: string) =>
      server.refused('mutation ($p: ID!, $to: ID!) { movePartner(id: $p, parentId: $to) { id } }', {
        p: what,
        to: parentId,
      });
    for (const [what, where] of [
      [real.id, id],
      [id, real.id],
      [below.id, real.id],
    ])
      expect(await move(what, where)).toMatchObject({ reason: 'TEST_PARTNER_STAYS' });
    expect(
      await server.refused(CREATE, { p: below.id, n: 'Below a test', d: START }),
    ).toMatchObject({
      reason: 'BELOW_A_TEST_PARTNER',
    });
    await expect(
      owner.query(
        `update partner set test_day = '2026-12-31', test_through = '2026-12-31' where id = $1`,
        [id],
      ),
    ).rejects.toThrow(/forward only/);
    await expect(
      owner.query(`update partner set test_day = null, test_through = null where id = $1`, [id]),
    ).rejects.toThrow(/partner_test_day_check/);
  });

  it('is in no figure, list or file of partners above, and in all of its own', async () => {
    const seller = await makeTenant(server, 'Figures');
    const { id } = await testPartner(seller.id);
    const names = await settle(id);
    await makeCustomer(server, seller.id, { name: 'Really there' });
    await passTo(id, '2027-01-16');
    const figures = (partnerId: string) =>
      one(
        'query ($p: ID!) { financeMetrics(partnerId: $p) { invoicedThisMonth outstanding activeCustomers blockedCustomers monthlyRecurringRevenue } }',
        { p: partnerId },
        seller.token,
      );
    expect(await figures(seller.id)).toMatchObject({
      outstanding: '0.00',
      activeCustomers: 0,
      monthlyRecurringRevenue: '0.00',
    });
    expect(await figures(id)).toMatchObject({ outstanding: '300.00', blockedCustomers: 4 });
    const count = (list: string, partnerId?: string): Promise<number> =>
      one(
        `query ($f: ${list === 'customers' ? 'CustomerFilter' : list === 'invoices' ? 'InvoiceFilter' : list === 'services' ? 'ServiceFilter' : 'TransactionFilter'}) { ${list}(filter: $f) { totalCount nodes { id } } }`,
        { f: partnerId ? { partnerId } : null },
        seller.token,
      ).then(({ totalCount, nodes }) => {
        expect(nodes.length).toBe(Math.min(totalCount, 25));
        return totalCount;
      });
    for (const [list, own, tested] of [
      ['customers', 1, 4],
      ['invoices', 0, 3],
      ['services', 0, 4],
    ] as const) {
      expect([list, await count(list)]).toEqual([list, own]);
      expect([list, await count(list, seller.id)]).toEqual([list, own]);
      expect([list, await count(list, id)]).toEqual([list, tested]);
    }
    const overdue = (partnerId?: string) =>
      one(
        'query ($f: InvoiceFilter) { invoices(filter: $f) { totalCount } }',
        { f: { status: 'OVERDUE', partnerId } },
        seller.token,
      );
    expect(await overdue()).toEqual({ totalCount: 0 });
    expect(await overdue(id)).toEqual({ totalCount: 3 });
    // what is asked for by name is there
    const { invoices, services } = await tell.now(names.never);
    expect(invoices.nodes.length).toBe(1);
    const use = usageTold(server);
    await use.record([use.call(services.nodes[0].id, `${START}T10:00:00Z`, { unitPrice: null })]);
    const unrated = (partnerId?: string) =>
      one(
        'query ($p: ID) { unratedUsage(partnerId: $p) { id } }',
        { p: partnerId },
        seller.token,
      ).then((records) => records.length);
    expect([await unrated(), await unrated(seller.id), await unrated(id)]).toEqual([0, 0, 1]);
    const RATE =
      'mutation ($p: ID) { rateUsage(input: { unitPrice: "1", kind: "Calls", partnerId: $p }) { rated } }';
    for (const [p, rated] of [
      [undefined, 0],
      [seller.id, 0],
      [id, 1],
    ] as const)
      expect(await one(RATE, { p }, seller.token)).toEqual({ rated });
    const journal = await (await fetchAs(server, '/exports/ledger.hledger', seller.token)).text();
    expect(journal).not.toMatch(/^2027-/m);
    expect(
      await server.refused(
        'mutation ($p: [ID!]) { createBillingRun(input: { date: "2027-02-01", partnerIds: $p }) { id } }',
        { p: [seller.id, id] },
        seller.token,
      ),
    ).toMatchObject({ fields: { partnerIds: expect.stringContaining('test partners') } });
  }, 60_000);

  it('is told what is planned of its own months, and nothing of those that are over', async () => {
    const { id } = await testPartner();
    await settle(id);
    const planned = async (): Promise<string[]> => {
      const { months } = await one(
        'query ($p: ID) { plannedFigures(partnerId: $p) { months { month } } }',
        { p: id },
      );
      return months.map(({ month }: any) => month);
    };
    const workedOut = async (months: string[]) => {
      await one('mutation ($p: ID) { refreshPlanned(partnerId: $p) }', { p: id });
      await vi.waitFor(async () => expect(await planned()).toEqual(months), 20_000);
    };
    await workedOut(['2027-01-01', '2027-02-01']);
    await passTo(id, '2027-02-01');
    expect(await planned()).toEqual([]);
    await workedOut(['2027-02-01', '2027-03-01']);
  }, 60_000);

  it('is offered what is sold above, so that there is something to try', async () => {
    const shop = await tell.shop();
    const { id } = await testPartner(shop.id);
    const { nodes } = await one(
      'query ($f: TariffFilter) { tariffs(filter: $f) { nodes { id } } }',
      {
        f: { partnerId: id },
      },
    );
    expect(nodes).toEqual([{ id: shop.tariff }]);
  });

  it('goes by its own clock alone: nothing that is done above reaches it', async () => {
    const seller = await makeTenant(server, 'Above');
    const { id } = await testPartner(seller.id);
    const { never } = await settle(id);
    await passTo(id, '2027-01-05');
    const before = await became(id);
    await automate(seller.id, '2027-03-02T12:00:00Z');
    await tell.dun('2027-03-02', seller.id);
    for (const date of ['2027-02-01', '2027-03-01']) {
      const runs = await preview(server, {
        date,
        partnerIds: [seller.id],
        includeDescendants: true,
      });
      expect(runs.map(({ customerCount }) => customerCount)).toEqual([0]);
    }
    const { rehearsal } = await server.must(
      'query ($i: RehearsalInput!) { rehearsal(input: $i) { months { invoiceCount } } }',
      { i: { partnerId: seller.id, from: '2027-02-01' } },
    );
    expect(rehearsal.months).toEqual([{ invoiceCount: 0 }]);
    const file = await (await fetchAs(server, '/exports/customers.csv', seller.token)).text();
    expect(file).not.toContain('never@mail.example');
    expect(await became(id)).toEqual(before);
    expect((await tell.now(never)).status).toBe('ACTIVE');
  }, 60_000);

  it('says so on its documents, whatever their template', async () => {
    const { id } = await testPartner();
    const { never } = await settle(id);
    await server.must(
      'mutation ($p: ID!, $s: String!) { setDocumentTemplate(partnerId: $p, kind: INVOICE_PDF, source: $s) { source } }',
      { p: id, s: '<p>Only this: {{document.number}}</p>' },
    );
    await passTo(id, '2027-01-05');
    const [invoice] = (await tell.now(never)).invoices.nodes;
    const answer = await fetchAs(server, `/documents/invoices/${invoice.id}.pdf`);
    const { text } = await readPdf(Buffer.from(await answer.arrayBuffer()));
    expect(text).toContain('TEST: this is no real document');
    expect(text).toContain(`Only this: ${invoice.number}`);
  });

  it('has its messages caught, with nobody to send them to', async () => {
    const { id } = await testPartner();
    await settle(id);
    await passTo(id, '2027-02-02');
    const { nodes } = await one(
      'query ($f: MessageFilter) { messages(filter: $f) { nodes { status error kind } } }',
      { f: { partnerId: id } },
    );
    expect(nodes.length).toBeGreaterThan(3);
    for (const each of nodes)
      expect(each).toMatchObject({
        status: 'CAUGHT',
        error: expect.stringMatching(/go to nobody/),
      });
  }, 60_000);
});
