import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { Socket } from '../support/socket.ts';
import { makeTenant, makeUser } from '../support/tenants.ts';
import { life } from '../scenarios/household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let socket: Socket;
let owner: pg.Client;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-05-20' });
  tell = life(server);
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  socket = await new Socket(server.url).init({ authorization: `Bearer ${server.operator}` });
});
afterAll(async () => {
  socket.end();
  await owner.end();
  await server.stop();
});

const JOB = `id status confirmed progress fingerprint total changes alreadySo refused
  undoableUntil undoing undone leftSo
  rows { recordId label before after effect refusal }`;
const PREVIEW = `mutation ($i: MassChangeInput!) { previewMassChange(input: $i) { ${JOB} } }`;
const CONFIRM = `mutation ($id: ID!, $f: String!) { confirmMassJob(id: $id, fingerprint: $f) { ${JOB} } }`;
const UNDO = `mutation ($id: ID!) { undoMassJob(id: $id) { ${JOB} } }`;
const one = async (query: string, variables: object, token?: string): Promise<any> =>
  Object.values(await server.must<Record<string, any>>(query, variables, token))[0];

let asked = 0;
/** The job, as soon as nothing works on it any more, as it is pushed. */
async function settled({ id }: { id: string }): Promise<any> {
  const key = String((asked += 1));
  socket.subscribe(key, `subscription ($id: ID!) { massProgress(id: $id) { ${JOB} } }`, { id });
  const { payload } = await socket.until(() =>
    socket.messages.find(
      (message) =>
        message.id === key &&
        !['QUEUED', 'RUNNING'].includes(message.payload?.data?.massProgress.status),
    ),
  );
  return payload.data.massProgress;
}
const looked = async (input: object): Promise<any> => settled(await one(PREVIEW, { i: input }));
const confirmed = async (job: { id: string; fingerprint: string }) =>
  settled(await one(CONFIRM, { id: job.id, f: job.fingerprint }));
const undone = async (job: { id: string }) => settled(await one(UNDO, { id: job.id }));
const step = (field: string, operation: string, value: unknown = null, more: object = {}) => ({
  field,
  operation,
  value,
  ...more,
});
const customer = (id: string): Promise<any> =>
  one(
    `query ($id: ID!) { customer(id: $id) { name city status labels { name } location { name } customFields
      billing { billingDay overridden nextBillingDate }
      services(first: 5) { nodes { id unitPrice priceFromTariff tariff { name } datedPrices { from price } } } } }`,
    { id },
  );

/** A household that is charged until the end of May. */
async function charged(shop: { id: string; tariff: string }, more: object = {}) {
  const house = await tell.household(shop, { start: '2026-05-01', ...more });
  await tell.charge(house.id, '2026-05-01');
  return house;
}

describe('a billing setting of many customers', () => {
  it('says what becomes of each next bill, is set, and is inherited again when taken back', async () => {
    const shop = await tell.shop();
    const [first, second] = [await charged(shop), await charged(shop)];
    await tell.billing(second.id, { billingDay: 15 });
    const change = {
      list: 'customers',
      filter: { partnerId: shop.id },
      steps: [step('billing.billingDay', 'SET', 15)],
    };
    const job = await looked(change);
    expect(job).toMatchObject({ status: 'READY', total: 2, changes: 1, alreadySo: 1, refused: 0 });
    expect(job.rows[0]).toMatchObject({
      recordId: first.id,
      before: { 'billing.billingDay': null },
      after: { 'billing.billingDay': 15 },
      effect: 'Next bill 15 Jun instead of 1 Jun: 1 Jun - 14 Jul, 145.16 instead of 100.00.',
    });
    expect((await customer(first.id)).billing.billingDay).toBe(1);
    expect(await confirmed(job)).toMatchObject({ status: 'DONE', changes: 1, alreadySo: 1 });
    expect((await customer(first.id)).billing).toMatchObject({
      billingDay: 15,
      nextBillingDate: '2026-06-15',
    });
    // sent again it is the same work, done once
    expect(await confirmed(job)).toMatchObject({ status: 'DONE', changes: 1 });
    const back = await undone(job);
    expect(back).toMatchObject({ status: 'UNDONE', undone: 1, leftSo: 0, undoableUntil: null });
    expect((await customer(first.id)).billing).toMatchObject({
      billingDay: 1,
      nextBillingDate: '2026-06-01',
    });
    expect((await customer(second.id)).billing.billingDay).toBe(15);
    expect(await undone(job)).toMatchObject({ status: 'UNDONE', undone: 1 });
  });

  it('is not done where it would come to something else by now, with names', async () => {
    const shop = await tell.shop();
    const house = await charged(shop);
    const job = await looked({
      list: 'customers',
      ids: [house.id],
      steps: [step('billing.billingDay', 'SET', 15)],
    });
    await tell.update(house.service, { unitPrice: '200' });
    const refused = await server.refused(CONFIRM, { id: job.id, f: job.fingerprint });
    expect(refused).toMatchObject({ code: 'CONFLICT', reason: 'STALE_PREVIEW' });
    expect(refused.message).toContain('Household');
    expect((await customer(house.id)).billing.billingDay).toBe(1);
  });

  it('is inherited again for all at once', async () => {
    const shop = await tell.shop();
    const house = await charged(shop, { billing: { billingDay: 9 } });
    const job = await looked({
      list: 'customers',
      ids: [house.id],
      steps: [step('billing.billingDay', 'INHERIT')],
    });
    await confirmed(job);
    expect((await customer(house.id)).billing.overridden).not.toContain('billingDay');
    await undone(job);
    expect((await customer(house.id)).billing.billingDay).toBe(9);
  });
});

describe('details, labels and places of many customers', () => {
  it('change together, and what somebody touched since stays when it is taken back', async () => {
    const shop = await tell.shop();
    const names = ['VIP', 'Fibre', 'Later'];
    const labels: string[] = [];
    for (const name of names)
      labels.push(
        (
          await one(
            'mutation ($p: ID, $n: String!) { saveLabel(partnerId: $p, name: $n, colour: "#1d4ed8") { id } }',
            { p: shop.id, n: `${name} of massChange` },
          )
        ).id,
      );
    const place = await one('mutation ($i: LocationInput!) { saveLocation(input: $i) { id } }', {
      i: { partnerId: shop.id, name: 'Harbour' },
    });
    const [anna, ben] = [await tell.household(shop), await tell.household(shop)];
    const update = (id: string, i: object) =>
      one(
        'mutation ($id: ID!, $i: CustomerUpdateInput!) { updateCustomer(id: $id, input: $i) { id } }',
        {
          id,
          i,
        },
      );
    await update(anna.id, { labelIds: [labels[0]], city: 'Durban' });
    const job = await looked({
      list: 'customers',
      ids: [anna.id, ben.id],
      steps: [
        step('labels', 'ADD', [labels[1]]),
        step('labels', 'REMOVE', [labels[0]]),
        step('locationId', 'SET', place.id),
        step('city', 'SET', 'Cape Town'),
        step('status', 'SET', 'INACTIVE'),
      ],
    });
    expect(job.rows[0]).toMatchObject({
      before: {
        labelIds: ['VIP of massChange'],
        locationId: null,
        city: 'Durban',
        status: 'ACTIVE',
      },
      after: {
        labelIds: ['Fibre of massChange'],
        locationId: 'Harbour',
        city: 'Cape Town',
        status: 'INACTIVE',
      },
    });
    await confirmed(job);
    expect(await customer(anna.id)).toMatchObject({
      city: 'Cape Town',
      status: 'INACTIVE',
      location: { name: 'Harbour' },
      labels: [{ name: 'Fibre of massChange' }],
    });
    await update(anna.id, { city: 'Paarl', labelIds: [labels[1], labels[2]] });
    const back = await undone(job);
    expect(back).toMatchObject({ status: 'UNDONE', undone: 2, leftSo: 0 });
    expect(back.rows[0].effect).toBe('Changed since: city.');
    expect(await customer(anna.id)).toMatchObject({
      city: 'Paarl',
      status: 'ACTIVE',
      location: null,
      labels: [{ name: 'Later of massChange' }, { name: 'VIP of massChange' }],
    });
  });

  it('follow the rules of the single update: what it refuses is told of each, and the others go on', async () => {
    const shop = await tell.shop();
    const other = await tell.shop();
    const [house, foreign] = [await tell.household(shop), await tell.household(other)];
    const place = await one('mutation ($i: LocationInput!) { saveLocation(input: $i) { id } }', {
      i: { partnerId: shop.id, name: 'Hill' },
    });
    await one('mutation ($i: CustomFieldInput!) { createCustomField(input: $i) { key } }', {
      i: {
        entity: 'CUSTOMER',
        key: 'roof',
        label: 'Roof',
        type: 'TEXT',
        required: true,
        default: 'flat',
      },
    });
    const job = await looked({
      list: 'customers',
      ids: [house.id, foreign.id],
      steps: [step('location', 'SET', place.id), step('cf:roof', 'SET', 'steep')],
    });
    expect(job).toMatchObject({ changes: 1, refused: 1 });
    expect(job.rows[1].refusal).toContain('is not for customers of this partner');
    await confirmed(job);
    expect(await customer(house.id)).toMatchObject({
      location: { name: 'Hill' },
      customFields: { roof: 'steep' },
    });
    expect((await customer(foreign.id)).location).toBeNull();
    expect(
      await server.refused(PREVIEW, {
        i: { list: 'customers', ids: [house.id], steps: [step('cf:roof', 'CLEAR')] },
      }),
    ).toMatchObject({ fields: { 'steps.0.operation': expect.any(String) } });
  });
});

describe('prices and tariffs of many services', () => {
  it('rise by a percentage from a day, rounded, and fall back', async () => {
    const shop = await tell.shop();
    const [plain, own] = [await charged(shop), await charged(shop)];
    await tell.update(own.service, { unitPrice: '33.33' });
    const job = await looked({
      list: 'services',
      ids: [plain.service, own.service],
      steps: [step('unitPrice', 'INCREASE_PERCENT', '7.5', { roundTo: '0.10' })],
      from: '2026-06-01',
    });
    expect(job.rows.map(({ before, after }: any) => [before, after])).toEqual([
      [{ unitPrice: '100.00' }, { unitPrice: '107.50' }],
      [{ unitPrice: '33.33' }, { unitPrice: '35.80' }],
    ]);
    expect(job.rows[0].effect).toBe('Next bill 1 Jun: 1 Jun - 30 Jun, 107.50 instead of 100.00.');
    await confirmed(job);
    const [service] = (await customer(plain.id)).services.nodes;
    expect(service.datedPrices.at(-1)).toMatchObject({ price: '107.50', from: '2026-06-01' });
    expect(await undone(job)).toMatchObject({ undone: 2, leftSo: 0 });
    expect((await customer(plain.id)).services.nodes[0]).toMatchObject({ priceFromTariff: true });
    expect((await customer(own.id)).services.nodes[0].datedPrices.at(-1).price).toBe('33.33');
  });

  it('stay where somebody gave another price since', async () => {
    const shop = await tell.shop();
    const house = await charged(shop);
    const job = await looked({
      list: 'services',
      ids: [house.service],
      steps: [step('price', 'INCREASE', '5')],
    });
    await confirmed(job);
    await tell.update(house.service, { unitPrice: '50' });
    const back = await undone(job);
    expect(back).toMatchObject({ status: 'UNDONE', undone: 0, leftSo: 1 });
    expect(back.rows[0].refusal).toContain('unitPrice');
    expect((await customer(house.id)).services.nodes[0].datedPrices.at(-1).price).toBe('50.00');
  });

  it('change to another tariff as planned, and back while it is', async () => {
    const shop = await tell.shop();
    const house = await charged(shop);
    const { id: fast } = await tell.tariff({
      name: 'Fast',
      price: '150',
      currency: 'EUR',
      partnerIds: [shop.id],
    });
    const job = await looked({
      list: 'services',
      filter: { partnerId: shop.id },
      steps: [step('tariff', 'SET', fast)],
      from: '2026-06-01',
    });
    expect(job.rows[0]).toMatchObject({
      before: { tariffId: 'Plan' },
      after: { tariffId: 'Fast' },
    });
    await confirmed(job);
    const tariffs = async () =>
      (await customer(house.id)).services.nodes.map(({ tariff }: any) => tariff.name).sort();
    expect(await tariffs()).toEqual(['Fast', 'Plan']);
    expect(await undone(job)).toMatchObject({ undone: 1, leftSo: 0 });
    expect(await tariffs()).toEqual(['Plan']);
  });
});

describe('who and what', () => {
  it('nothing, too much, unknown fields and wrong values are refused before anything is looked at', async () => {
    const shop = await tell.shop();
    const house = await tell.household(shop);
    const refusedField = async (input: object) =>
      Object.keys(
        (await server.refused(PREVIEW, { i: { list: 'customers', ids: [house.id], ...input } }))
          .fields ?? {},
      );
    const city = step('city', 'SET', 'Paarl');
    expect(await refusedField({ ids: [], steps: [city] })).toEqual(['ids']);
    expect(await refusedField({ ids: null, steps: [city] })).toEqual(['ids']);
    expect(await refusedField({ ids: null, filter: { nobody: 1 }, steps: [city] })).toEqual([
      'filter',
    ]);
    expect(await refusedField({ list: 'invoices', steps: [city] })).toEqual(['list']);
    expect(await refusedField({ steps: [] })).toEqual(['steps']);
    expect(await refusedField({ steps: [step('balance', 'SET', '1')] })).toEqual(['steps.0.field']);
    expect(await refusedField({ steps: [step('password', 'SET', 'x')] })).toEqual([
      'steps.0.field',
    ]);
    expect(await refusedField({ steps: [step('cf:none', 'SET', 'x')] })).toEqual(['steps.0.field']);
    expect(await refusedField({ steps: [city, step('billing.billingDay', 'SET', 45)] })).toEqual([
      'steps.1.value',
    ]);
    expect(await refusedField({ steps: [step('city', 'INCREASE', 1)] })).toEqual([
      'steps.0.operation',
    ]);
    expect(await refusedField({ steps: [city], from: '2026-06-01' })).toEqual(['from']);
    const { rows } = await owner.query('select from mass_job where partner_id = $1', [shop.id]);
    expect(rows).toEqual([]);
  });

  it('takes the right to work on many and that to change one; others see none of it', async () => {
    const north = await makeTenant(server, 'North of massChange');
    const south = await makeTenant(server, 'South of massChange');
    const change = (ids: string[]) => ({
      i: { list: 'customers', ids, steps: [step('city', 'SET', 'Paarl')] },
    });
    const house = await tell.customer({ partnerId: north.id, name: 'North house' });
    const [manager, finance] = [
      await makeUser(server, north.id, 'MANAGER'),
      await makeUser(server, north.id, 'FINANCIAL_MANAGER'),
    ];
    for (const { token } of [manager, finance])
      expect(await server.refused(PREVIEW, change([house.id]), token)).toMatchObject({
        code: 'FORBIDDEN',
      });
    expect(await server.refused(PREVIEW, change([house.id]), south.token)).toMatchObject({
      code: 'NOT_FOUND',
    });
    const job = await one(PREVIEW, change([house.id]), north.token);
    const ready = await settled(job);
    for (const query of [CONFIRM, UNDO])
      expect(
        await server.refused(
          query,
          { id: job.id, ...(query === CONFIRM && { f: ready.fingerprint }) },
          south.token,
        ),
      ).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await server.refused(CONFIRM, { id: job.id, f: ready.fingerprint }, manager.token),
    ).toMatchObject({ code: 'FORBIDDEN' });
    await settled(await one(CONFIRM, { id: job.id, f: ready.fingerprint }, north.token));
    const listed = (await one('{ massJobs { id status } }', {}, north.token)) as any[];
    expect(listed).toEqual([{ id: job.id, status: 'DONE' }]);
    expect(await one('{ massJobs { id } }', {}, south.token)).toEqual([]);
  });

  it('is taken back within thirty days only', async () => {
    const shop = await tell.shop();
    const house = await tell.household(shop);
    const job = await looked({
      list: 'customers',
      ids: [house.id],
      steps: [step('city', 'SET', 'Paarl')],
    });
    expect(await server.refused(UNDO, { id: job.id })).toMatchObject({ reason: 'NOT_ENDED' });
    await confirmed(job);
    await owner.query(`update mass_job set undoable_until = now() where id = $1`, [job.id]);
    expect(await server.refused(UNDO, { id: job.id })).toMatchObject({ reason: 'TOO_LATE' });
    expect((await customer(house.id)).city).toBe('Paarl');
  });
});
