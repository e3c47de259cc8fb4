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
