import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { BROKEN_FIGURES } from '../support/figures.ts';
import { confirm, preview, settled } from '../support/story.ts';
import { makeUser } from '../support/tenants.ts';
import { life } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let owner: pg.Client;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-20' });
  tell = life(server);
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const EFFECT =
  'query ($input: TariffPriceInput!) { tariffPriceEffect(input: $input) { services customers monthlyBefore { amount currency } monthlyAfter { amount currency } fingerprint } }';
const CHANGE =
  'mutation ($input: TariffPriceInput!, $fingerprint: String!) { changeTariffPrice(input: $input, fingerprint: $fingerprint) { price pricePlannedFrom datedPrices { from price } priceChanges { before price from scope takenBack } } }';
const UPDATE =
  'mutation ($id: ID!, $input: ServiceUpdateInput!) { updateService(serviceId: $id, input: $input) { unitPrice priceFromTariff pricePlannedFrom datedPrices { from price } discounts { kind value from until } } }';
const SERVICE =
  'query ($id: ID!) { service(id: $id) { unitPrice priceFromTariff pricePlannedFrom datedPrices { from price } chargedUntil startDate endDate neverCharged } }';
const effect = async (input: object, token?: string): Promise<any> =>
  (await server.must<any>(EFFECT, { input }, token)).tariffPriceEffect;
const change = async (input: object): Promise<any> => {
  const { fingerprint } = await effect(input);
  return (await server.must<any>(CHANGE, { input, fingerprint })).changeTariffPrice;
};
const update = async (id: string, input: object): Promise<any> =>
  (await server.must<any>(UPDATE, { id, input })).updateService;
const service = async (id: string): Promise<any> =>
  (await server.must<any>(SERVICE, { id })).service;
/** The lines of the customer's last charge, as "from - to at price: net". */
const charged = async (id: string, date: string): Promise<string[]> =>
  (await tell.charge(id, date)).lines.map(
    (line: any) => `${line.periodFrom} - ${line.periodTo} at ${line.unitPrice}: ${line.net}`,
  );
/** What the partner brings in on a day, by the dashboard. */
async function monthly(shop: { id: string }, day: string): Promise<string> {
  const { rows } = await owner.query(
    `select coalesce(sum(amount), 0)::numeric(20,2)::text amount
    from recurring_step where partner_id = $1 and "day" <= $2 and figure like 'RECURRING%'`,
    [shop.id, day],
  );
  return rows[0].amount;
}
const noneBroken = async () => {
  for (const [rule, query] of Object.entries(BROKEN_FIGURES))
    expect({ rule, broken: (await owner.query(query)).rows }).toEqual({ rule, broken: [] });
};

describe('a new price of a tariff', () => {
  it('without a day holds from the first period that is not charged; charged days stay, charged again too', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, { start: '2026-04-01' });
    await tell.charge(id, '2026-04-01');
    const postpaid = await tell.household(shop, {
      start: '2026-04-10',
      billing: { paymentPeriod: 'POSTPAID' },
    });
    expect(await effect({ tariffId: shop.tariff, price: '130' })).toEqual({
      services: 2,
      customers: 2,
      monthlyBefore: [{ amount: '200.00', currency: 'EUR' }],
      monthlyAfter: [{ amount: '260.00', currency: 'EUR' }],
      fingerprint: expect.any(String),
    });
    expect(await change({ tariffId: shop.tariff, price: '130' })).toEqual({
      price: '130.00',
      pricePlannedFrom: null,
      datedPrices: [{ from: null, price: '130.00' }],
      priceChanges: [
        {
          before: '100.00',
          price: '130.00',
          from: null,
          scope: 'THOSE_AT_THE_OLD_PRICE',
          takenBack: false,
        },
      ],
    });
    const newcomer = await tell.household(shop, { start: '2026-04-16' });
    // the charge of April comes back, and is made again as it was
    await tell.undo(id, 'to see it again');
    expect(await charged(id, '2026-05-01')).toEqual([
      '2026-04-01 - 2026-04-30 at 100.00: 100.00',
      '2026-05-01 - 2026-05-31 at 130.00: 130.00',
    ]);
    expect(await charged(postpaid.id, '2026-05-01')).toEqual([
      '2026-04-10 - 2026-04-30 at 130.00: 91.00',
    ]);
    expect(await charged(newcomer.id, '2026-05-01')).toEqual([
      '2026-04-16 - 2026-05-31 at 130.00: 195.00',
    ]);
    // what it brought in March and brings today is by the price of each day
    expect(await monthly(shop, '2026-04-15')).toBe('230.00');
    expect(await monthly(shop, '2026-05-01')).toBe('390.00');
    await noneBroken();
  });

  it('from a day splits the line that spans it; charged late the days before cost what they did', async () => {
    const shop = await tell.shop({ settings: { paymentPeriod: 'POSTPAID' } });
    const [one, late] = [await tell.household(shop), await tell.household(shop)];
    const answer = await change({ tariffId: shop.tariff, price: '130', from: '2026-04-15' });
    expect(answer).toMatchObject({
      price: '130.00',
      datedPrices: [
        { from: null, price: '100.00' },
        { from: '2026-04-15', price: '130.00' },
      ],
    });
    expect(await charged(one.id, '2026-05-01')).toEqual([
      '2026-04-01 - 2026-04-14 at 100.00: 46.67',
      '2026-04-15 - 2026-04-30 at 130.00: 69.33',
    ]);
    expect(await charged(late.id, '2026-06-01')).toEqual([
      '2026-04-01 - 2026-04-14 at 100.00: 46.67',
      '2026-04-15 - 2026-05-31 at 130.00: 199.33',
    ]);
    expect([await monthly(shop, '2026-04-14'), await monthly(shop, '2026-04-15')]).toEqual([
      '200.00',
      '260.00',
    ]);
    const [line] = (await tell.now(one.id)).invoices.nodes[0].lines;
    expect(line).toMatchObject({ periodFrom: '2026-04-01' });
  });

  it('is for those at the old one, all, or new ones only', async () => {
    const made = async (scope: string, more: object) => {
      const shop = await tell.shop();
      const own = (unitPrice?: string) => tell.household(shop, { service: { unitPrice } });
      const houses = [await own(), await own('100'), await own('80')];
      const input = { tariffId: shop.tariff, price: '130', scope, ...more };
      const { services, monthlyBefore, monthlyAfter } = await effect(input);
      await change(input);
      houses.push(await own());
      const prices = [];
      for (const house of houses)
        prices.push((await charged(house.id, '2026-05-01')).map((line) => line.split(' at ')[1]));
      return [services, monthlyBefore[0].amount, monthlyAfter[0].amount, prices];
    };
    const [old, dearer, cheap] = [['100.00: 200.00'], ['130.00: 260.00'], ['80.00: 160.00']];
    expect(await made('THOSE_AT_THE_OLD_PRICE', {})).toEqual([
      2,
      '200.00',
      '260.00',
      [dearer, dearer, cheap, dearer],
    ]);
    expect(await made('ALL', {})).toEqual([
      3,
      '280.00',
      '390.00',
      [dearer, dearer, dearer, dearer],
    ]);
    expect(await made('NEW_SERVICES_ONLY', {})).toEqual([
      0,
      '0.00',
      '0.00',
      [old, old, cheap, dearer],
    ]);
    const from = { from: '2026-05-01' };
    const [split, splitCheap] = [
      ['100.00: 100.00', '130.00: 130.00'],
      ['80.00: 80.00', '130.00: 130.00'],
    ];
    expect(await made('THOSE_AT_THE_OLD_PRICE', from)).toEqual([
      2,
      '200.00',
      '260.00',
      [split, split, cheap, split],
    ]);
    expect(await made('ALL', from)).toEqual([
      3,
      '280.00',
      '390.00',
      [split, split, splitCheap, split],
    ]);
    expect(await made('NEW_SERVICES_ONLY', from)).toEqual([
      0,
      '0.00',
      '0.00',
      [old, old, cheap, split],
    ]);
    await noneBroken();
  });

  it('that is planned stands beside what holds today, keeps others out, and can be taken back', async () => {
    const shop = await tell.shop();
    const follows = await tell.household(shop);
    const cheap = await tell.household(shop, { service: { unitPrice: '80' } });
    const planned = { tariffId: shop.tariff, price: '130', from: '2026-06-01', scope: 'ALL' };
    expect(await change(planned)).toMatchObject({
      price: '100.00',
      pricePlannedFrom: '2026-06-01',
    });
    expect(await service(cheap.service)).toMatchObject({
      unitPrice: '80.00',
      priceFromTariff: false,
      pricePlannedFrom: null,
      datedPrices: [
        { from: null, price: '80.00' },
        { from: '2026-06-01', price: '130.00' },
      ],
    });
    for (const more of [{}, { from: '2026-05-01' }, { from: '2026-06-01' }])
      expect(
        await server.refused(EFFECT, { input: { tariffId: shop.tariff, price: '140', ...more } }),
      ).toMatchObject({
        code: 'CONFLICT',
        reason: 'PRICE_PLANNED',
        message: expect.stringContaining('130.00'),
      });
    const CANCEL =
      'mutation ($id: ID!) { cancelTariffPrice(tariffId: $id) { price pricePlannedFrom priceChanges { price takenBack } } }';
    const { cancelTariffPrice } = await server.must<any>(CANCEL, { id: shop.tariff });
    expect(cancelTariffPrice).toEqual({
      price: '100.00',
      pricePlannedFrom: null,
      priceChanges: [
        { price: '100.00', takenBack: true },
        { price: '130.00', takenBack: false },
      ],
    });
    expect((await service(cheap.service)).datedPrices).toEqual([{ from: null, price: '80.00' }]);
    expect((await service(follows.service)).datedPrices).toEqual([{ from: null, price: '100.00' }]);
    expect(await server.refused(CANCEL, { id: shop.tariff })).toMatchObject({
      code: 'CONFLICT',
      reason: 'NOTHING_PLANNED',
    });
    // one that begins today is no plan any more
    await change({ tariffId: shop.tariff, price: '130', from: '2026-04-20' });
    expect(await server.refused(CANCEL, { id: shop.tariff })).toMatchObject({
      reason: 'NOTHING_PLANNED',
    });
  });

  it('counts discounts in its effect, and whoever is gone or was charged once for all not', async () => {
    const shop = await tell.shop();
    await tell.household(shop, {
      service: { quantity: '2', discounts: [{ kind: 'PERCENT', value: '10' }] },
    });
    const gone = await tell.household(shop, { start: '2026-03-01' });
    await server.must(
      'mutation ($s: ID!) { endService(serviceId: $s, endDate: "2026-04-30") { id } }',
      { s: gone.service },
    );
    const input = { tariffId: shop.tariff, price: '130', from: '2026-05-01' };
    expect(await effect(input)).toMatchObject({
      services: 1,
      monthlyBefore: [{ amount: '180.00' }],
      monthlyAfter: [{ amount: '234.00' }],
    });
    const once = await tell.shop({ tariff: { kind: 'ONE_TIME' } });
    const done = await tell.household(once);
    await tell.charge(done.id, '2026-04-01');
    await tell.household(once, { start: '2026-04-25' });
    expect(await effect({ tariffId: once.tariff, price: '130' })).toMatchObject({ services: 1 });
  });

  it('is refused when it would change something else than was shown', async () => {
    const shop = await tell.shop();
    const house = await tell.household(shop);
    const input = { tariffId: shop.tariff, price: '130' };
    const { fingerprint } = await effect(input);
    const stale = { code: 'CONFLICT', reason: 'STALE_EFFECT' };
    const asked = (more: object = {}) =>
      server.refused(CHANGE, { input: { ...input, ...more }, fingerprint });
    expect(await asked({ price: '131' })).toMatchObject(stale);
    expect(await asked({ from: '2026-05-01' })).toMatchObject(stale);
    expect(await asked({ scope: 'ALL' })).toMatchObject(stale);
    // one service more, one that is charged meanwhile, and one with another quantity
    const more = await tell.household(shop);
    expect(await asked()).toMatchObject(stale);
    const second = await effect(input);
    await tell.charge(more.id, '2026-04-01');
    expect(await server.refused(CHANGE, { input, fingerprint: second.fingerprint })).toMatchObject(
      stale,
    );
    const third = await effect(input);
    await update(house.service, { quantity: '2' });
    expect(await server.refused(CHANGE, { input, fingerprint: third.fingerprint })).toMatchObject(
      stale,
    );
    expect(await change(input)).toMatchObject({ price: '130.00' });
  });

  it('is for whoever may change the tariff: not for a partner that it is only offered to, nor a role without', async () => {
    const shop = await tell.shop();
    const input = { tariffId: shop.tariff, price: '130' };
    const { fingerprint } = await effect(input);
    const manager = await makeUser(server, shop.id, 'MANAGER');
    const cashier = await makeUser(server, shop.id, 'CASHIER');
    const stranger = await makeUser(server, (await tell.shop()).id, 'MANAGER');
    for (const [token, code] of [
      [manager.token, 'FORBIDDEN'],
      [cashier.token, 'FORBIDDEN'],
      [stranger.token, 'NOT_FOUND'],
    ]) {
      expect((await server.refused(EFFECT, { input }, token)).code).toBe(code);
      expect((await server.refused(CHANGE, { input, fingerprint }, token)).code).toBe(code);
      expect(
        (
          await server.refused(
            'mutation ($id: ID!) { cancelTariffPrice(tariffId: $id) { id } }',
            { id: shop.tariff },
            token,
          )
        ).code,
      ).toBe(code);
    }
    expect((await effect(input)).services).toBe(0);
  });

  it('makes previews that wait stale where it changes what they charge, with the price as the reason', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    await tell.charge(id, '2026-04-01');
    const [run] = await preview(server, { date: '2026-05-01', partnerIds: [shop.id] });
    const CONFIRM =
      'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { id } }';
    // a price from a later day changes nothing of it
    await change({ tariffId: shop.tariff, price: '140', from: '2026-06-01' });
    await server.must('mutation ($id: ID!) { cancelTariffPrice(tariffId: $id) { id } }', {
      id: shop.tariff,
    });
    await change({ tariffId: shop.tariff, price: '130', from: '2026-05-16' });
    expect(await server.refused(CONFIRM, { id: run.id, f: run.fingerprint })).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('price 100.00 → 130.00'),
    });
    const [again] = await preview(server, { date: '2026-05-01', partnerIds: [shop.id] });
    await confirm(server, again);
    // 15/31 x 100 + 16/31 x 130
    expect((await tell.now(id)).invoices.nodes[0]).toMatchObject({ total: '115.49' });
    const [june] = await preview(server, { date: '2026-06-01', partnerIds: [shop.id] });
    const { billingRun } = await server.must<any>(
      'query ($id: ID!) { billingRun(id: $id) { entries { nodes { total changes { kind before now } } } } }',
      { id: june.id },
    );
    expect(billingRun.entries.nodes).toMatchObject([
      { total: '130.00', changes: [{ kind: 'PRICE', before: '100.00', now: '130.00' }] },
    ]);
  });

  it('that comes while a run is confirmed holds for a customer wholly or not at all', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    await owner.query(
      `insert into customer (partner_id, partner_path, name, status, currency, created_on, next_billing_date)
      select partner_id, partner_path, 'Lodger ' || g, 'ACTIVE', currency, created_on, '2026-04-01'
      from customer, generate_series(1, 700) g where id = $1`,
      [id],
    );
    await owner.query(
      `insert into service (partner_id, partner_path, customer_id, tariff_id, description, start_date, charged_until)
      select partner_id, partner_path, id, $1, 'Plan', '2026-04-01', '2026-04-01' from customer where name like 'Lodger %'`,
      [shop.tariff],
    );
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
    await server.must(
      'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { id } }',
      { id: run.id, f: run.fingerprint },
    );
    const input = { tariffId: shop.tariff, price: '130' };
    // charged meanwhile, what it changes is another thing each time; in the end it is the one that was shown
    for (let made = false; !made;) {
      const { fingerprint } = await effect(input);
      const { errors } = await server.ask<any>(CHANGE, { input, fingerprint });
      if (errors) expect(errors[0].extensions).toMatchObject({ reason: 'STALE_EFFECT' });
      made = !errors;
    }
    await settled(server, run.id);
    const { rows } = await owner.query(
      `select distinct t.unit_price::numeric::int charged, coalesce((s.earlier_prices -> 0 ->> 'price')::numeric::int, 130) kept, s.charged_until::text
      from service s left join ledger_transaction t on t.service_id = s.id
      where s.tariff_id = $1 order by 1 nulls last`,
      [shop.tariff],
    );
    for (const { charged: paid, kept, charged_until: until } of rows)
      expect([
        [100, 100, '2026-05-01'],
        [null, 130, '2026-04-01'],
      ]).toContainEqual([paid, kept, until]);
    expect(rows.length).toBeGreaterThan(0);
    await noneBroken();
  });
});

describe('a service', () => {
  it('gets a price or discounts from a day; the old ones hold until the day before', async () => {
    const shop = await tell.shop();
    const { id, service: s } = await tell.household(shop, {
      service: { discounts: [{ kind: 'PERCENT', value: '10' }] },
    });
    await tell.charge(id, '2026-04-01');
    // without a day from what is not charged yet
    expect(await update(s, { unitPrice: '80' })).toMatchObject({
      unitPrice: '100.00',
      pricePlannedFrom: '2026-05-01',
      datedPrices: [
        { from: null, price: '100.00' },
        { from: '2026-05-01', price: '80.00' },
      ],
    });
    expect(
      await update(s, { discounts: [{ kind: 'FIXED', value: '5' }], from: '2026-05-11' }),
    ).toMatchObject({
      discounts: [
        { kind: 'PERCENT', from: null, until: '2026-05-10' },
        { kind: 'FIXED', from: '2026-05-11', until: null },
      ],
    });
    // 80 less 10 % for 10 of 31 days, less 5 a month for 21 of them
    expect(await charged(id, '2026-05-01')).toEqual([
      '2026-05-01 - 2026-05-31 at 80.00: 80.00',
      '2026-05-01 - 2026-05-10 at -2.58: -2.58',
      '2026-05-11 - 2026-05-31 at -3.39: -3.39',
    ]);
    await tell.undo(id, 'again');
    await tell.undo(id, 'and again');
    expect((await charged(id, '2026-05-01')).slice(0, 3)).toEqual([
      '2026-04-01 - 2026-04-30 at 100.00: 100.00',
      '2026-05-01 - 2026-05-31 at 80.00: 80.00',
      '2026-04-01 - 2026-05-10 at -12.58: -12.58',
    ]);
    // the tariff's again, later; and that taken back
    expect(await update(s, { unitPrice: null, from: '2026-07-01' })).toMatchObject({
      pricePlannedFrom: '2026-07-01',
    });
    const CANCEL =
      'mutation ($id: ID!) { cancelServicePrice(serviceId: $id) { datedPrices { from price } } }';
    expect((await server.must<any>(CANCEL, { id: s })).cancelServicePrice.datedPrices).toEqual([
      { from: null, price: '100.00' },
      { from: '2026-05-01', price: '80.00' },
    ]);
    expect(
      await server.refused(UPDATE, {
        id: s,
        input: { discounts: [{ kind: 'FIXED', value: '1', until: '2026-05-01' }] },
      }),
    ).toMatchObject({ fields: { 'discounts.0.until': expect.stringContaining('2026-06-01') } });
  });

  it('moves its start, or is deleted, while it was never charged; and loses its end', async () => {
    const shop = await tell.shop();
    const MOVE =
      'mutation ($s: ID!, $d: Date!) { moveServiceStart(serviceId: $s, startDate: $d) { startDate chargedUntil customer { billing { nextBillingDate } } } }';
    const DELETE = 'mutation ($s: ID!) { deleteService(serviceId: $s) }';
    const UNEND = 'mutation ($s: ID!) { removeServiceEnd(serviceId: $s) { endDate status } }';
    const { id, service: s } = await tell.household(shop, {
      start: '2026-04-15',
      service: { endDate: '2026-05-10' },
    });
    expect((await server.must<any>(MOVE, { s, d: '2026-05-03' })).moveServiceStart).toEqual({
      startDate: '2026-05-03',
      chargedUntil: '2026-05-03',
      customer: { billing: { nextBillingDate: '2026-06-01' } },
    });
    expect(await server.refused(MOVE, { s, d: '2026-05-11' })).toMatchObject({
      fields: { startDate: expect.stringContaining('2026-05-10') },
    });
    await server.must(MOVE, { s, d: '2026-04-10' });
    expect((await server.must<any>(UNEND, { s })).removeServiceEnd).toEqual({
      endDate: null,
      status: 'ACTIVE',
    });
    expect(await server.refused(UNEND, { s })).toMatchObject({ reason: 'NO_END' });
    expect(await charged(id, '2026-04-20')).toEqual(['2026-04-10 - 2026-04-30 at 100.00: 70.00']);
    expect(await service(s)).toMatchObject({ neverCharged: false });
    for (const [mutation, more] of [
      [MOVE, { d: '2026-04-11' }],
      [DELETE, {}],
    ] as const)
      expect(await server.refused(mutation, { s, ...more })).toMatchObject({
        code: 'CONFLICT',
        reason: 'ALREADY_CHARGED',
      });
    await tell.undo(id, 'wrong start');
    expect(await server.refused(DELETE, { s })).toMatchObject({ reason: 'ALREADY_CHARGED' });
    await server.must(MOVE, { s, d: '2026-04-21' });
    const other = await tell.service({
      customerId: id,
      tariffId: shop.tariff,
      startDate: '2026-04-01',
    });
    expect(await service(other.id)).toMatchObject({ neverCharged: true });
    const [run] = await preview(server, { date: '2026-05-01', partnerIds: [shop.id] });
    expect((await server.must<any>(DELETE, { s: other.id })).deleteService).toBe(true);
    expect((await server.refused(SERVICE, { id: other.id })).code).toBe('NOT_FOUND');
    expect(
      await server.refused(
        'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { id } }',
        { id: run.id, f: run.fingerprint },
      ),
    ).toMatchObject({ code: 'CONFLICT' });
    await noneBroken();
  });
});
