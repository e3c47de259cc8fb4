import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { dunPartner, scheduleDunning } from '../../server/src/modules/dunning/dunning.tasks.ts';
import { story } from '../support/story.ts';
import { makeTenant, makeUser, NOWHERE, type Tenant } from '../support/tenants.ts';

let server: TestServer;
let tell: ReturnType<typeof story>;
let shop: Tenant;
let tariff: string;

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-20', WORKER: 'none' });
  tell = story(server);
  shop = await makeTenant(server, 'Shop Net', { currency: 'EUR' });
  tariff = (
    await tell.tariff({ name: 'Fibre', price: '100', currency: 'EUR', partnerIds: [shop.id] })
  ).id;
});
afterAll(() => server.stop());

/** A customer with one service at 100.00, charged on 1 April. */
async function charged(
  billing: object = {},
  of: { partnerId: string; tariff: string } = { partnerId: shop.id, tariff },
): Promise<string> {
  const { id } = await tell.customer({
    partnerId: of.partnerId,
    name: 'Somebody',
    status: 'ACTIVE',
    billing,
  });
  await tell.service({ customerId: id, tariffId: of.tariff, startDate: '2026-04-01' });
  await server.must(
    'mutation ($id: ID!) { chargeCustomer(customerId: $id, date: "2026-04-01") { id } }',
    { id },
  );
  return id;
}
/** A partner with a tariff of its own. */
async function branch(
  name: string,
  parentId?: string,
): Promise<Tenant & { partnerId: string; tariff: string }> {
  const tenant = await makeTenant(server, name, {
    currency: 'EUR',
    ...(parentId ? { parentId } : {}),
  });
  const { id } = await tell.tariff({
    name: `Fibre of ${name}`,
    price: '100',
    currency: 'EUR',
    partnerIds: [tenant.id],
  });
  return { ...tenant, partnerId: tenant.id, tariff: id };
}
const run = async (
  date: string,
  partnerId: string | null = shop.id,
  token = server.operator,
): Promise<{ blocked: number; deactivated: number; activated: number }> =>
  (
    await server.must<any>(
      'mutation ($d: Date!, $p: ID) { runDunning(date: $d, partnerId: $p) { blocked deactivated activated } }',
      { d: date, p: partnerId },
      token,
    )
  ).runDunning;
const standing = async (id: string) =>
  (
    await server.must<any>(
      'query ($id: ID!) { customer(id: $id) { status statusReason balance blockedSince statusHistory { from to reason date } services { nodes { status chargedUntil } } } }',
      { id },
    )
  ).customer;

describe('blocking', () => {
  it.each([
    ['0', '100', 'ACTIVE'],
    ['0', '99.99', 'BLOCKED'],
    ['50', '150', 'ACTIVE'],
    ['50', '100', 'BLOCKED'],
    ['-50', '50', 'ACTIVE'],
    ['-50', '60', 'ACTIVE'],
    ['-50', '40', 'BLOCKED'],
  ])(
    'with the minimum %s, having paid %s, is %s on the 16th',
    async (minimumBalance, amount, status) => {
      const id = await charged({ minimumBalance });
      await tell.pay({ customerId: id, amount, date: '2026-04-10' });
      await run('2026-04-15');
      expect((await standing(id)).status).toBe('ACTIVE');
      await run('2026-04-16');
      expect((await standing(id)).status).toBe(status);
      // nobody is left for the next case
      await server.must(
        'mutation ($id: ID!) { updateCustomer(id: $id, input: { status: INACTIVE }) { id } }',
        { id },
      );
    },
  );

  it('says why, changes nothing the second time, and lifts the block with the money', async () => {
    const id = await charged({ minimumBalance: '-50' });
    await tell.pay({ customerId: id, amount: '40', date: '2026-04-10' });
    expect(await run('2026-04-16')).toEqual({ blocked: 1, deactivated: 0, activated: 0 });
    expect(await run('2026-04-16')).toEqual({ blocked: 0, deactivated: 0, activated: 0 });
    const blocked = await standing(id);
    expect(blocked).toMatchObject({
      status: 'BLOCKED',
      statusReason: 'balance -60.00 is below the minimum -50.00 since 16 Apr',
      blockedSince: '2026-04-16',
    });
    await tell.pay({ customerId: id, amount: '9.99', date: '2026-04-18' });
    expect((await standing(id)).status).toBe('BLOCKED');
    await tell.pay({ customerId: id, amount: '0.01', date: '2026-04-18' });
    const lifted = await standing(id);
    expect(lifted).toMatchObject({ status: 'ACTIVE', blockedSince: null });
    expect(lifted.statusHistory).toContainEqual({
      from: 'BLOCKED',
      to: 'ACTIVE',
      reason: 'balance -50.00 reaches the minimum -50.00',
      date: '2026-04-18',
    });
  });

  it('deactivates ten days later, bills no more from that day, and restarts with a prorated charge', async () => {
    const id = await charged();
    await run('2026-04-16');
    expect(await run('2026-04-25')).toEqual({ blocked: 0, deactivated: 0, activated: 0 });
    expect(await run('2026-04-26')).toEqual({ blocked: 0, deactivated: 1, activated: 0 });
    expect(await run('2026-04-26')).toEqual({ blocked: 0, deactivated: 0, activated: 0 });
    expect((await standing(id)).status).toBe('INACTIVE');
    // paid on 17 May: 15 of May's 31 days are charged, the days before are not
    await tell.pay({ customerId: id, amount: '100', date: '2026-05-17' });
    const { status, balance, services } = await standing(id);
    expect({ status, balance, services }).toEqual({
      status: 'ACTIVE',
      balance: '-48.39',
      services: { nodes: [{ status: 'ACTIVE', chargedUntil: '2026-06-01' }] },
    });
    const { invoices } = await tell.customerNow(id);
    expect(
      invoices.nodes.map((invoice: { total: string; documentDate: string }) => [
        invoice.documentDate,
        invoice.total,
      ]),
    ).toContainEqual(['2026-05-17', '48.39']);
  });

  it('takes money of a deactivated customer whose billing is off, without a charge', async () => {
    const id = await charged();
    await run('2026-04-16');
    await run('2026-04-26');
    await server.must(
      'mutation ($id: ID!) { updateCustomerBilling(customerId: $id, input: { billingEnabled: false }) { id } }',
      { id },
    );
    await tell.pay({ customerId: id, amount: '100', date: '2026-05-17' });
    expect(await standing(id)).toMatchObject({ status: 'ACTIVE', balance: '0.00' });
  });

  it('never blocks where blocking is off, nor whoever switched somebody off is overruled', async () => {
    const spared = await charged({ blockingEnabled: false });
    const off = await charged();
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { status: INACTIVE }) { id } }',
      { id: off },
    );
    await run('2026-06-30');
    expect((await standing(spared)).status).toBe('ACTIVE');
    await tell.pay({ customerId: off, amount: '500', date: '2026-06-30' });
    expect((await standing(off)).status).toBe('INACTIVE');
  });

  it('waits for a working day where weekends and holidays are spared', async () => {
    const calm = await branch('Calm Net');
    await tell.settings(calm.id, {
      blockOnWeekends: false,
      holidays: ['2026-04-20'],
      blockingPeriodDays: 2,
    });
    const id = await charged({}, calm);
    await run('2026-04-20', calm.id); // the 18th is a Saturday, the 20th a holiday
    expect((await standing(id)).status).toBe('ACTIVE');
    await run('2026-04-21', calm.id);
    expect((await standing(id)).status).toBe('BLOCKED');
  });
});

describe('the door', () => {
  it('refuses what is not allowed, and what lies outside the scope like what does not exist', async () => {
    const other = await makeTenant(server, 'Other Net', { currency: 'EUR' });
    const reader = await makeUser(server, shop.id, 'READ_ONLY');
    const mutation =
      'mutation ($p: ID) { runDunning(date: "2026-04-16", partnerId: $p) { blocked } }';
    expect((await server.refused(mutation, { p: shop.id }, reader.token)).code).toBe('FORBIDDEN');
    expect((await server.refused(mutation, { p: shop.id }, null)).code).toBe('UNAUTHENTICATED');
    const foreign = await server.refused(mutation, { p: shop.id }, other.token);
    expect(foreign).toEqual(await server.refused(mutation, { p: NOWHERE }, other.token));
    expect(foreign.code).toBe('NOT_FOUND');
    expect((await server.refused(mutation, { p: 'x' })).fields).toHaveProperty('partnerId');
    expect(
      (
        await server.refused('mutation ($d: Date!) { runDunning(date: $d) { blocked } }', {
          d: '2026-02-30',
        })
      ).code,
    ).toBe('BAD_USER_INPUT');
  });

  it('reaches the viewer and below, and nobody beside', async () => {
    const left = await branch('Left Net');
    const below = await branch('Below Left Net', left.id);
    const [mine, beneath, beside] = [
      await charged({}, left),
      await charged({}, below),
      await charged(),
    ];
    expect(await run('2026-04-16', null, left.token)).toEqual({
      blocked: 2,
      deactivated: 0,
      activated: 0,
    });
    expect([
      (await standing(mine)).status,
      (await standing(beneath)).status,
      (await standing(beside)).status,
    ]).toEqual(['BLOCKED', 'BLOCKED', 'ACTIVE']);
  });
});

/** What a night would do, of all kinds. */
const simulate = async (
  date: string,
  partnerId: string,
  slice: { first?: number; offset?: number; kinds?: string[] | null } = {},
): Promise<any> =>
  (
    await server.must<any>(
      `query ($d: Date!, $p: ID, $first: Int, $offset: Int, $kinds: [DunningKind!]) {
        dunningSimulation(date: $d, partnerId: $p) {
          blocked deactivated activated lateFees reminders
          changes(first: $first, offset: $offset, kinds: $kinds) {
            kind from to reason amount currency customer { id } invoice { id }
          }
        }
      }`,
      {
        d: date,
        p: partnerId,
        kinds: ['ACTIVATE', 'LATE_FEE', 'BLOCK', 'DEACTIVATE', 'REMIND'],
        ...slice,
      },
    )
  ).dunningSimulation;
const promise = async (
  id: string,
  until: string | null,
  reason: string | null = null,
  token?: string,
): Promise<any> =>
  (
    await server.must<any>(
      `mutation ($id: ID!, $until: Date, $reason: String) {
        promiseToPay(customerId: $id, until: $until, reason: $reason) {
          status statusReason promiseToPay { until by reason }
        }
      }`,
      { id, until, reason },
      token ?? server.operator,
    )
  ).promiseToPay;
const ahead = async (id: string): Promise<any[]> =>
  (
    await server.must<any>(
      'query ($id: ID!) { customer(id: $id) { dunningAhead { kind on amount invoice { number } } } }',
      { id },
    )
  ).customer.dunningAhead;
const mailsTo = async (customerId: string): Promise<any[]> =>
  (
    await server.must<any>(
      'query ($id: ID!) { messages(filter: { customerId: $id }) { nodes { id kind status error } } }',
      { id: customerId },
    )
  ).messages.nodes;
const remindersTo = async (customerId: string): Promise<any[]> =>
  (await mailsTo(customerId)).filter(({ kind }) => kind === 'REMINDER_MAIL');
const invoicesOf = async (id: string): Promise<any> =>
  (
    await server.must<any>(
      `query ($id: ID!) { customer(id: $id) {
        invoices(first: 50) { nodes { id number status documentDate dueDate net tax total due lines { description } } }
        transactions(first: 50) { nodes { category type amount description } } } }`,
      { id },
    )
  ).customer;

describe('the simulation', () => {
  it('says who would be blocked, deactivated and activated and why, changes nothing, and is what then happens', async () => {
    const seen = await branch('Seen Net');
    const below = await branch('Seen Village', seen.id);
    const late = await charged({}, seen);
    const beneath = await charged({}, below);
    const spared = await charged({ minimumBalance: '-100' }, seen);
    const stopped = await charged({ deactivationDays: 1 }, seen);
    await run('2026-04-20', seen.id);
    await server.must(
      'mutation ($a: ID!, $b: ID!) { a: updateCustomer(id: $a, input: { status: ACTIVE }) { id } b: updateCustomer(id: $b, input: { status: ACTIVE }) { id } }',
      { a: late, b: beneath },
    );
    const before = await Promise.all([late, beneath, spared, stopped].map(standing));
    const said = await simulate('2026-04-21', seen.id);
    expect(said).toEqual(await simulate('2026-04-21', seen.id));
    expect(await Promise.all([late, beneath, spared, stopped].map(standing))).toEqual(before);
    const moves = said.changes.map((each: any) => [each.customer.id, each.from, each.to]);
    expect(moves).toEqual([
      [late, 'ACTIVE', 'BLOCKED'],
      [stopped, 'BLOCKED', 'INACTIVE'],
      [beneath, 'ACTIVE', 'BLOCKED'],
    ]);
    expect(said.changes[0].reason).toBe('balance -100.00 is below the minimum 0.00 since 16 Apr');
    const { runDunning: done } = await server.must<any>(
      `mutation ($p: ID) { runDunning(date: "2026-04-21", partnerId: $p) {
        blocked deactivated activated lateFees reminders
        changes { kind from to reason amount currency customer { id } invoice { id } } } }`,
      { p: seen.id },
    );
    expect(done).toEqual(said);
    for (const { customer, to, reason } of said.changes)
      expect(await standing(customer.id)).toMatchObject({ status: to, statusReason: reason });
    expect(await simulate('2026-04-21', seen.id)).toEqual({
      blocked: 0,
      deactivated: 0,
      activated: 0,
      lateFees: 0,
      reminders: 0,
      changes: [],
    });
  });

  it('is paged, and refused where it reads nothing', async () => {
    const paged = await branch('Paged Net');
    for (let i = 0; i < 3; i += 1) await charged({}, paged);
    const whole = await simulate('2026-04-20', paged.id);
    expect(whole.blocked).toBe(3);
    const second = await simulate('2026-04-20', paged.id, { first: 1, offset: 1 });
    expect(second.changes).toEqual([whole.changes[1]]);
    expect((await simulate('2026-04-20', paged.id, { offset: 3 })).changes).toEqual([]);
    const other = await makeTenant(server, 'Blind Net', { currency: 'EUR' });
    const query =
      'query ($d: Date!, $p: ID) { dunningSimulation(date: $d, partnerId: $p) { blocked } }';
    const foreign = await server.refused(query, { d: '2026-04-20', p: paged.id }, other.token);
    expect(foreign.code).toBe('NOT_FOUND');
    expect((await server.refused(query, { d: '2026-04-19', p: paged.id })).fields).toEqual({
      date: 'lies before today: its night is over. Choose today or a later day.',
    });
    expect((await server.refused(query, { d: '2026-02-30', p: paged.id })).code).toBe(
      'BAD_USER_INPUT',
    );
    expect((await server.refused(query, { d: '2026-04-20', p: 'x' })).fields).toHaveProperty(
      'partnerId',
    );
    const slice =
      'query ($p: ID) { dunningSimulation(date: "2026-04-20", partnerId: $p) { changes(offset: -1) { kind } } }';
    expect((await server.refused(slice, { p: paged.id })).fields).toHaveProperty('offset');
  });
});

describe('a random book', () => {
  /** The same numbers each time, so that a failure can be looked at. */
  const dice = (seed: number) => {
    let state = seed;
    return (sides: number): number => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return Math.floor((state / 2147483648) * sides);
    };
  };
  const GIVEN = `blocked deactivated activated lateFees reminders
    changes(first: 100, kinds: [ACTIVATE, LATE_FEE, BLOCK, DEACTIVATE, REMIND]) {
      kind from to reason amount currency customer { id } invoice { id } }`;

  it.each([1, 2, 3])('has done to it each night what was said of that night (%s)', async (seed) => {
    const roll = dice(seed * 7919);
    const book = await branch(`Book Net ${seed}`);
    const below = await branch(`Book Village ${seed}`, book.id);
    const dearer = await tell.tariff({
      name: 'Faster',
      price: '160',
      currency: 'EUR',
      partnerIds: [book.id, below.id],
    });
    await tell.settings(book.id, {
      lateFee: '3',
      lateFeePercent: '1.5',
      lateFeeAfterDays: 5,
      reminderDays: [20, 1, 2],
      blockingPeriodDays: 6,
      deactivationDays: 2,
    });
    await tell.settings(below.id, { oneTimeInvoicesCount: false, blockOnWeekends: false });
    for (let i = 0; i < 14; i += 1) {
      const id = await charged(
        [{}, { minimumBalance: '-101' }, { blockingPeriodDays: roll(8) }][roll(3)],
        roll(3) ? book : below,
      );
      if (roll(2))
        await server.must(
          'mutation ($id: ID!) { updateCustomer(id: $id, input: { email: "book@mail.example" }) { id } }',
          { id },
        );
      const paid = [0, 40, 99.99, 100, 0, 0][roll(6)];
      if (paid) await tell.pay({ customerId: id, amount: String(paid), date: '2026-04-10' });
      if (!roll(4)) await promise(id, `2026-04-2${roll(5)}`);
      if (!roll(3)) {
        const { customer } = await server.must<any>(
          'query ($id: ID!) { customer(id: $id) { services { nodes { id } } } }',
          { id },
        );
        await server.must('mutation ($i: PlanChangeInput!) { changePlan(input: $i) { id } }', {
          i: {
            serviceId: customer.services.nodes[0].id,
            tariffId: dearer.id,
            date: `2026-04-2${1 + roll(4)}`,
          },
        });
      }
    }
    let happened = 0;
    for (let day = 20; day < 28; day += 1) {
      const date = `2026-04-${day}`;
      const { dunningSimulation: said } = await server.must<any>(
        `query ($p: ID) { dunningSimulation(date: "${date}", partnerId: $p) { ${GIVEN} } }`,
        { p: book.id },
      );
      const { runDunning: done } = await server.must<any>(
        `mutation ($p: ID) { runDunning(date: "${date}", partnerId: $p) { ${GIVEN} } }`,
        { p: book.id },
      );
      expect(done, date).toEqual(said);
      expect(await run(date, book.id), `${date} again`).toEqual({
        blocked: 0,
        deactivated: 0,
        activated: 0,
      });
      happened += said.changes.length;
    }
    expect(happened).toBeGreaterThan(14);
  });

  it('has plan changes that are due come before its night, and keeps none of them when it is only said', async () => {
    const moving = await branch('Moving Net');
    const dearer = await tell.tariff({
      name: 'Fastest',
      price: '400',
      currency: 'EUR',
      partnerIds: [moving.id],
    });
    const id = await charged({ minimumBalance: '-20', paymentDueDays: 0 }, moving);
    await tell.pay({ customerId: id, amount: '100', date: '2026-04-10' });
    const { customer } = await server.must<any>(
      'query ($id: ID!) { customer(id: $id) { services { nodes { id } } } }',
      { id },
    );
    await server.must('mutation ($i: PlanChangeInput!) { changePlan(input: $i) { id } }', {
      i: {
        serviceId: customer.services.nodes[0].id,
        tariffId: dearer.id,
        date: '2026-04-21',
      },
    });
    const before = await invoicesOf(id);
    expect(await simulate('2026-04-20', moving.id)).toMatchObject({ blocked: 0 });
    const said = await simulate('2026-04-21', moving.id);
    expect(said).toMatchObject({ blocked: 1, changes: [{ customer: { id } }] });
    expect(await invoicesOf(id)).toEqual(before);
    await run('2026-04-21', moving.id);
    expect(await standing(id)).toMatchObject({
      status: 'BLOCKED',
      statusReason: said.changes[0].reason,
    });
  });

  it('stays blocked when the fee of the same night takes what would have lifted the block', async () => {
    const narrow = await branch('Narrow Net');
    const id = await charged({}, narrow);
    await run('2026-04-20', narrow.id);
    await tell.settings(narrow.id, { minimumBalance: '-100', lateFee: '5' });
    expect(await run('2026-04-21', narrow.id)).toEqual({
      blocked: 0,
      deactivated: 0,
      activated: 0,
    });
    expect(await standing(id)).toMatchObject({ status: 'BLOCKED', balance: '-105.00' });
    expect((await run('2026-04-21', narrow.id)).blocked).toBe(0);
  });
});

describe('a promise to pay', () => {
  it('lifts a block at once, spares through its day, and the day after the rules hold again', async () => {
    const trusting = await branch('Trusting Net');
    const id = await charged({}, trusting);
    await run('2026-04-16', trusting.id);
    expect(await promise(id, '2026-04-25', 'called, salary on the 24th')).toEqual({
      status: 'ACTIVE',
      statusReason: 'promised to pay by 25 Apr',
      promiseToPay: {
        until: '2026-04-25',
        by: expect.any(String),
        reason: 'called, salary on the 24th',
      },
    });
    expect(await run('2026-04-25', trusting.id)).toMatchObject({ blocked: 0, deactivated: 0 });
    expect((await standing(id)).status).toBe('ACTIVE');
    expect(await run('2026-04-26', trusting.id)).toMatchObject({ blocked: 1, deactivated: 0 });
    const { statusReason, blockedSince } = await standing(id);
    expect({ statusReason, blockedSince }).toEqual({
      statusReason: 'balance -100.00 is below the minimum 0.00 since 16 Apr',
      blockedSince: '2026-04-26',
    });
  });

  it('keeps a blocked customer from being deactivated, and is taken back', async () => {
    const trusting = await branch('Trusting Too Net');
    const id = await charged({}, trusting);
    await promise(id, '2026-05-01');
    await run('2026-04-20', trusting.id);
    expect((await standing(id)).status).toBe('ACTIVE');
    expect((await promise(id, null, 'it was somebody else')).promiseToPay).toBeNull();
    await promise(id, null);
    await run('2026-04-20', trusting.id);
    expect((await standing(id)).status).toBe('BLOCKED');
  });

  it('is refused by field, for foreign customers like for none, and without the right', async () => {
    const trusting = await branch('Careful Net');
    const id = await charged({}, trusting);
    const mutation =
      'mutation ($id: ID!, $until: Date, $reason: String) { promiseToPay(customerId: $id, until: $until, reason: $reason) { id } }';
    expect((await server.refused(mutation, { id, until: '2026-04-19' })).fields).toHaveProperty(
      'until',
    );
    expect((await server.refused(mutation, { id, until: '2027-04-22' })).fields).toHaveProperty(
      'until',
    );
    expect(
      (await server.refused(mutation, { id, until: '2026-04-25', reason: 'x'.repeat(501) })).fields,
    ).toHaveProperty('reason');
    expect((await server.refused(mutation, { id: 'x', until: null })).fields).toHaveProperty(
      'customerId',
    );
    const other = await makeTenant(server, 'Nosy Net', { currency: 'EUR' });
    const foreign = await server.refused(mutation, { id, until: '2026-04-25' }, other.token);
    expect(foreign).toEqual(
      await server.refused(mutation, { id: NOWHERE, until: '2026-04-25' }, other.token),
    );
    expect(foreign.code).toBe('NOT_FOUND');
    const reader = await makeUser(server, trusting.id, 'READ_ONLY');
    expect((await server.refused(mutation, { id, until: null }, reader.token)).code).toBe(
      'FORBIDDEN',
    );
    const ahead = await tell.customer({
      partnerId: trusting.id,
      name: 'Pays ahead',
      billingType: 'PREPAID_CUSTOM',
    });
    expect(await server.refused(mutation, { id: ahead.id, until: '2026-04-25' })).toMatchObject({
      code: 'CONFLICT',
      reason: 'NOT_RECURRING',
    });
  });
});

describe('late fees', () => {
  it('come once for an invoice, as an invoice of their own with the usual tax, never for a late fee', async () => {
    const strict = await branch('Strict Net');
    await tell.settings(strict.id, { lateFee: '5', lateFeePercent: '2', lateFeeAfterDays: 6 });
    await tell.taxRate({ name: 'VAT', percent: '20', partnerId: strict.id });
    const id = await charged({}, strict);
    const [{ number }] = (await invoicesOf(id)).invoices.nodes;
    expect(await simulate('2026-04-20', strict.id)).toMatchObject({ lateFees: 0 });
    const said = await simulate('2026-04-21', strict.id, { kinds: ['LATE_FEE'] });
    expect(said).toMatchObject({
      lateFees: 1,
      changes: [{ amount: '8.40', reason: `Late fee for invoice ${number}: 8.40` }],
    });
    await run('2026-04-21', strict.id);
    await run('2026-04-21', strict.id);
    await run('2026-06-21', strict.id);
    const { invoices, transactions } = await invoicesOf(id);
    expect(
      invoices.nodes
        .filter(({ documentDate }: any) => documentDate !== '2026-04-01')
        .map(({ documentDate, dueDate, net, tax, total, lines }: any) => [
          documentDate,
          dueDate,
          net,
          tax,
          total,
          lines,
        ]),
    ).toEqual([
      [
        '2026-04-21',
        '2026-05-05',
        '7.00',
        '1.40',
        '8.40',
        [{ description: `Late fee for invoice ${number}` }],
      ],
    ]);
    expect(transactions.nodes).toContainEqual({
      category: 'Fee',
      type: 'DEBIT',
      amount: '8.40',
      description: `Late fee for invoice ${number}`,
    });
    expect((await standing(id)).balance).toBe('-108.40');
  });

  it('bring a block in the same night, wait for a promise, and spare who paid or is long overdue', async () => {
    const strict = await branch('Strictest Net');
    await tell.settings(strict.id, { lateFee: '5' });
    const edge = await charged({ minimumBalance: '-100' }, strict);
    const promising = await charged({}, strict);
    const paid = await charged({}, strict);
    await tell.pay({ customerId: paid, amount: '100', date: '2026-04-10' });
    await promise(promising, '2026-04-22');
    await run('2026-04-16', strict.id);
    expect(await standing(edge)).toMatchObject({ status: 'BLOCKED', balance: '-105.00' });
    expect((await standing(promising)).balance).toBe('-100.00');
    expect((await standing(paid)).balance).toBe('0.00');
    await run('2026-04-23', strict.id);
    expect((await standing(promising)).balance).toBe('-105.00');
    const old = await charged({}, strict);
    await run('2026-07-16', strict.id);
    expect((await standing(old)).balance).toBe('-100.00');
  });

  it('are refused beyond 100 percent, below zero and on the due date itself, by field', async () => {
    const mutation =
      'mutation ($p: ID!, $i: FinanceSettingsInput!) { updateFinanceSettings(partnerId: $p, input: $i) { overridden } }';
    for (const [key, value] of [
      ['lateFeePercent', '100.01'],
      ['lateFeePercent', '-1'],
      ['lateFee', '-1'],
      ['lateFeeAfterDays', 0],
      ['reminderDays', [0]],
      ['reminderDays', [1, 2, 3, 4]],
      ['reminderFixedDays', [32]],
      ['holidayCountry', 'Germany'],
    ] as const)
      expect(
        (await server.refused(mutation, { p: shop.id, i: { [key]: value } })).fields,
        key,
      ).toHaveProperty(key);
  });
});

describe('reminders by timetable', () => {
  it('go on the 10th, 15th and 20th after a charge of the 1st, each once, not under a promise', async () => {
    const kind = await branch('Kind Net');
    await tell.settings(kind.id, { reminderDays: [9, 5, 5], blockingEnabled: false });
    const id = await charged({}, kind);
    const promising = await charged({}, kind);
    const mute = await charged({}, kind);
    for (const customer of [id, promising])
      await server.must(
        'mutation ($id: ID!) { updateCustomer(id: $id, input: { email: "somebody@mail.example" }) { id } }',
        { id: customer },
      );
    await promise(promising, '2026-04-21');
    const sent: number[] = [];
    for (const day of ['09', '10', '11', '15', '20', '20', '30']) {
      await run(`2026-04-${day}`, kind.id);
      sent.push((await remindersTo(id)).length);
    }
    expect(sent).toEqual([0, 1, 1, 2, 3, 3, 3]);
    expect(await remindersTo(promising)).toEqual([]);
    expect(await remindersTo(mute)).toEqual([]);
  });

  it('are cancelled with words when the debt is over or a promise is made, and remind nobody by hand then', async () => {
    const kind = await branch('Kinder Net');
    await tell.settings(kind.id, { reminderFixedDays: [20], blockingEnabled: false });
    const ids = [await charged({}, kind), await charged({}, kind)];
    for (const customer of ids)
      await server.must(
        'mutation ($id: ID!) { updateCustomer(id: $id, input: { email: "somebody@mail.example" }) { id } }',
        { id: customer },
      );
    expect(await simulate('2026-04-20', kind.id)).toMatchObject({ reminders: 2 });
    await run('2026-04-20', kind.id);
    await tell.pay({ customerId: ids[0], amount: '100', date: '2026-04-20' });
    await promise(ids[1], '2026-04-30');
    const remindersOf = await Promise.all(ids.map(remindersTo));
    expect(remindersOf.map(([{ status, error }]) => [status, error])).toEqual([
      ['CANCELLED', 'Nothing is owed any more.'],
      ['CANCELLED', 'The customer promised to pay by 30 Apr.'],
    ]);
    const { remindCustomers } = await server.must<any>(
      'mutation ($ids: [ID!]!) { remindCustomers(customerIds: $ids) }',
      { ids: [ids[1]] },
    );
    expect(remindCustomers).toBe(0);
  });
});

describe('reminders by text message', () => {
  const contact = (id: string, input: object) =>
    server.must(
      'mutation ($id: ID!, $i: CustomerUpdateInput!) { updateCustomer(id: $id, input: $i) { id } }',
      { id, i: input },
    );
  const channelsTo = async (customerId: string): Promise<string[]> =>
    (
      await server.must<any>(
        'query ($id: ID!) { messages(filter: { customerId: $id }) { nodes { kind channel } } }',
        { id: customerId },
      )
    ).messages.nodes
      .filter(({ kind }: any) => kind === 'REMINDER_MAIL')
      .map(({ channel }: any) => channel)
      .sort();

  it.each([
    ['EMAIL', ['EMAIL'], ['EMAIL'], []],
    ['SMS', ['SMS'], [], ['SMS']],
    ['BOTH', ['EMAIL', 'SMS'], ['EMAIL'], ['SMS']],
  ])('where %s is chosen', async (reminderChannel, ofBoth, ofMail, ofPhone) => {
    const texting = await branch(`Text ${reminderChannel}`);
    await tell.settings(texting.id, {
      reminderDays: [19],
      reminderChannel,
      blockingEnabled: false,
    });
    const both = await charged({}, texting);
    const mail = await charged({}, texting);
    const phone = await charged({}, texting);
    const neither = await charged({}, texting);
    await contact(both, { email: 'both@mail.example', phone: '+49 170 1234567' });
    await contact(mail, { email: 'mail@mail.example', phone: null });
    await contact(phone, { email: null, phone: '+49 170 7654321' });
    await contact(neither, { email: null, phone: null });
    const wanted = [ofBoth, ofMail, ofPhone, []];
    const reached = wanted.filter((channels) => channels.length).length;
    expect(await simulate('2026-04-20', texting.id)).toMatchObject({ reminders: reached });
    await run('2026-04-20', texting.id);
    await run('2026-04-20', texting.id);
    expect(await Promise.all([both, mail, phone, neither].map(channelsTo))).toEqual(wanted);
    await tell.pay({ customerId: both, amount: '100', date: '2026-04-20' });
    for (const { status } of await remindersTo(both)) expect(status).toBe('CANCELLED');
  });

  it('by hand go the same ways, and count customers', async () => {
    const texting = await branch('Text by hand');
    await tell.settings(texting.id, { reminderChannel: 'BOTH', blockingEnabled: false });
    const id = await charged({}, texting);
    await contact(id, { email: 'hand@mail.example', phone: '+49 170 1234567' });
    const { remindCustomers } = await server.must<any>(
      'mutation ($ids: [ID!]!) { remindCustomers(customerIds: $ids) }',
      { ids: [id] },
    );
    expect(remindCustomers).toBe(1);
    expect(await channelsTo(id)).toEqual(['EMAIL', 'SMS']);
  });
});

describe('what comes next', () => {
  it('is said from the same rules: reminder, late fee, block, deactivation', async () => {
    const open = await branch('Open Net');
    await tell.settings(open.id, {
      reminderDays: [21],
      lateFee: '5',
      lateFeeAfterDays: 10,
      blockingPeriodDays: 10,
    });
    const id = await charged({}, open);
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { email: "somebody@mail.example" }) { id } }',
      { id },
    );
    const [{ number }] = (await invoicesOf(id)).invoices.nodes;
    const steps = [
      { kind: 'REMINDER', on: '2026-04-22', amount: null, invoice: null },
      { kind: 'LATE_FEE', on: '2026-04-25', amount: '5.00', invoice: { number } },
      { kind: 'BLOCK', on: '2026-04-26', amount: '105.00', invoice: null },
      { kind: 'DEACTIVATE', on: '2026-05-06', amount: '105.00', invoice: null },
    ];
    expect(await ahead(id)).toEqual(steps);
    for (const { on, kind } of steps)
      expect(
        (
          await simulate(on, open.id, {
            kinds: [kind === 'REMINDER' ? 'REMIND' : kind],
          })
        ).changes.length,
        `${kind} ${on}`,
      ).toBe(kind === 'DEACTIVATE' ? 0 : 1);
    await promise(id, '2026-05-20');
    expect(await ahead(id)).toEqual([
      { kind: 'PROMISE', on: '2026-05-20', amount: null, invoice: null },
      { kind: 'LATE_FEE', on: '2026-05-21', amount: '5.00', invoice: { number } },
      { kind: 'BLOCK', on: '2026-05-21', amount: '105.00', invoice: null },
      { kind: 'DEACTIVATE', on: '2026-05-31', amount: '105.00', invoice: null },
    ]);
  });
});

describe('what money does', () => {
  it('is known before it is taken back, and before it is taken at the desk', async () => {
    const id = await charged();
    const { recordPayment: paid } = await server.must<any>(
      'mutation ($i: PaymentInput!) { recordPayment(input: $i) { id } }',
      { i: { customerId: id, amount: '100.00', date: '2026-04-20', method: 'CASH' } },
    );
    const asked = 'query ($p: ID!) { blockedIfReversed(paymentId: $p) }';
    const { blockedIfReversed } = await server.must<any>(asked, { p: paid.id });
    expect(blockedIfReversed).toMatch(/^2026-04-2[01]$/);
    // it was only asked
    expect(await standing(id)).toMatchObject({ status: 'ACTIVE', balance: '0.00' });
    expect(await ahead(id)).toEqual([]);
    await server.must(
      'mutation ($p: ID!) { reversePayment(id: $p, reason: "typed twice") { id } }',
      { p: paid.id },
    );
    expect((await ahead(id)).find(({ kind }) => kind === 'BLOCK').on).toBe(blockedIfReversed);
    expect((await server.refused(asked, { p: paid.id })).reason).toBe('ALREADY_REVERSED');
    const reader = await makeUser(server, shop.id, 'READ_ONLY');
    expect((await server.refused(asked, { p: paid.id }, reader.token)).code).toBe('FORBIDDEN');

    await run(blockedIfReversed);
    const { customer } = await server.must<any>(
      'query ($id: ID!) { customer(id: $id) { number comesBackWith } }',
      { id },
    );
    expect(customer.comesBackWith).toBe('100.00');
    const cashier = await makeUser(server, shop.id, 'CASHIER');
    const { cashDeskSearch } = await server.must<any>(
      'query ($t: String!) { cashDeskSearch(text: $t) { status comesBackWith } }',
      { t: String(customer.number) },
      cashier.token,
    );
    expect(cashDeskSearch).toEqual([{ status: 'BLOCKED', comesBackWith: '100.00' }]);
  });
});

describe('holidays', () => {
  it('of countries are offered, and unknown countries and years refused by name', async () => {
    const { publicHolidays, holidayCountries } = await server.must<any>(
      '{ publicHolidays(country: "DE-BY", year: 2026) { date name } holidayCountries { code name regions { code } } }',
    );
    expect(publicHolidays).toContainEqual({ date: '2026-04-03', name: 'Good Friday' });
    expect(publicHolidays).toContainEqual({ date: '2026-06-04', name: 'Corpus Christi' });
    expect(holidayCountries.length).toBeGreaterThan(150);
    const query =
      'query ($c: String!, $y: Int!) { publicHolidays(country: $c, year: $y) { date } }';
    expect((await server.refused(query, { c: 'XX', y: 2026 })).fields).toHaveProperty('country');
    expect((await server.refused(query, { c: 'DE', y: 1 })).fields).toHaveProperty('year');
    const set =
      'mutation ($p: ID!, $c: String) { updateFinanceSettings(partnerId: $p, input: { holidayCountry: $c }) { holidayCountry } }';
    expect((await server.refused(set, { p: shop.id, c: 'XX' })).fields).toHaveProperty(
      'holidayCountry',
    );
    expect(await server.must<any>(set, { p: shop.id, c: 'de' })).toEqual({
      updateFinanceSettings: { holidayCountry: 'DE' },
    });
  });

  it('of the partner and of all above it add up', async () => {
    const top = await branch('Holy Net');
    const village = await branch('Holy Village', top.id);
    await tell.settings(top.id, { holidays: ['2026-04-16'] });
    await tell.settings(village.id, { holidays: ['2026-04-17'] });
    const { financeSettings } = await server.must<any>(
      'query ($p: ID!) { financeSettings(partnerId: $p) { holidays overridden } }',
      { p: village.id },
    );
    expect(financeSettings).toEqual({
      holidays: ['2026-04-16', '2026-04-17'],
      overridden: ['holidays'],
    });
    const id = await charged({}, village);
    await run('2026-04-17', top.id);
    expect((await standing(id)).status).toBe('ACTIVE');
    await run('2026-04-18', top.id);
    expect((await standing(id)).status).toBe('BLOCKED');
  });
});

describe('the nightly job', () => {
  it('evaluates each partner alone, once for its day', async () => {
    const night = await branch('Night Net');
    const below = await branch('Below Night Net', night.id);
    const mine = await charged({}, night);
    const beneath = await charged({}, below);
    await dunPartner(server.app, night.id, new AbortController().signal);
    expect([(await standing(mine)).status, (await standing(beneath)).status]).toEqual([
      'BLOCKED',
      'ACTIVE',
    ]);
    // the same day again is not looked at, even where something would change
    const late = await charged({}, night);
    await dunPartner(server.app, night.id, new AbortController().signal);
    expect((await standing(late)).status).toBe('ACTIVE');
  });

  it('leaves nothing out of the nights that it slept over', async () => {
    const slept = await branch('Slept Net');
    await tell.settings(slept.id, {
      lateFee: '5',
      reminderDays: [2],
      blockingEnabled: false,
      paymentDueDays: 2,
    });
    const id = await charged({}, slept);
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { email: "slept@mail.example" }) { id } }',
      { id },
    );
    const client = new pg.Client({ connectionString: server.ownerUrl });
    await client.connect();
    const livedUntil = (date: string) =>
      client.query(
        `insert into dunning_day (partner_id, partner_path, date)
        select id, path, $2 from partner where id = $1
        on conflict (partner_id) do update set date = excluded.date`,
        [slept.id, date],
      );
    const night = () => dunPartner(server.app, slept.id, new AbortController().signal);
    await livedUntil('2026-04-19');
    await night();
    expect(await remindersTo(id), 'the reminder of the 3rd had its night').toEqual([]);
    await livedUntil('2026-04-02');
    await night();
    expect(await remindersTo(id)).toHaveLength(1);
    await client.query('delete from dunning_day where partner_id = $1', [slept.id]);
    await client.end();
    expect((await standing(id)).balance).toBe('-105.00');
  });

  it('is scheduled for every partner whose day was not evaluated, and for no other', async () => {
    const queued = async () => {
      // as the owner of the queue sees it
      const client = new pg.Client({ connectionString: server.ownerUrl });
      await client.connect();
      const { rows } = await client.query<{ key: string }>(
        `select key from graphile_worker.jobs where key like 'dunning:partner:%'`,
      );
      await client.end();
      return rows.map((row) => row.key);
    };
    await dunPartner(server.app, shop.id, new AbortController().signal);
    await scheduleDunning(server.app);
    await scheduleDunning(server.app);
    const keys = await queued();
    expect(keys).not.toContain(`dunning:partner:${shop.id}`);
    const { partners } = await server.must<any>('{ partners(first: 200) { nodes { id name } } }');
    const open = partners.nodes.filter(
      (partner: { name: string }) => !['Shop Net', 'Night Net'].includes(partner.name),
    );
    expect(keys.sort()).toEqual(
      open.map((partner: { id: string }) => `dunning:partner:${partner.id}`).sort(),
    );
  });
});
