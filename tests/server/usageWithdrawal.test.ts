import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { makeTree, makeUser, NOWHERE } from '../support/tenants.ts';
import { confirm, preview } from '../support/story.ts';
import { usageTold } from '../support/usage.ts';
import { life } from '../scenarios/household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let use: ReturnType<typeof usageTold>;
let shop: Awaited<ReturnType<ReturnType<typeof life>['shop']>>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-20' });
  tell = life(server);
  use = usageTold(server);
  shop = await tell.shop();
});
afterAll(() => server.stop());

const AT = '2026-03-05T10:00:00Z';
const EFFECT = 'records billed before customers amounts { amount currency }';
const WITHDRAW = `mutation ($input: WithdrawUsageInput!) { withdrawUsage(input: $input) { ${EFFECT} } }`;
const LOOK = `query ($input: UsageWithdrawalInput!) { usageWithdrawal(input: $input) { ${EFFECT} } }`;
const RECORD =
  'mutation ($input: [UsageInput!]!) { recordUsage(input: $input) { accepted alreadyThere withdrawn batchId } }';

const withdraw = async (input: object, token = server.operator): Promise<any> =>
  (await server.must<any>(WITHDRAW, { input: { reason: 'Wrong rate', ...input } }, token))
    .withdrawUsage;
const record = async (input: object[]): Promise<any> =>
  (await server.must<any>(RECORD, { input })).recordUsage;
const idsOf = async (filter: object): Promise<string[]> =>
  (await use.of(filter)).map(({ id }) => id);
const household = () => tell.household(shop, { start: '2026-03-01' });

describe('a wrong record', () => {
  it('is withdrawn with a reason: kept, marked, audited, and out of its sum', async () => {
    const { id, service } = await household();
    const wrong = use.call(service, '2026-03-28T10:00:00Z', { quantity: '900' });
    await record([use.call(service, AT), wrong, use.call(service, AT, { kind: 'SMS' })]);
    const ids = await idsOf({ customerId: id, sourceId: wrong.sourceId });
    const effect = {
      records: 1,
      billed: 0,
      before: 0,
      customers: 1,
      amounts: [{ amount: '45.00', currency: 'EUR' }],
    };
    expect((await server.must<any>(LOOK, { input: { ids } })).usageWithdrawal).toEqual(effect);
    expect(await use.open(id)).toMatchObject([{ quantity: '901', to: '2026-03-28' }, {}]);
    expect(await withdraw({ ids })).toEqual(effect);
    expect(await use.open(id)).toMatchObject([
      { kind: 'Calls', quantity: '1', records: 1, from: '2026-03-05', to: '2026-03-05' },
      { kind: 'SMS' },
    ]);
    const { usage } = await server.must<any>(
      'query ($f: UsageFilter) { usage(filter: $f) { nodes { sourceId state withdrawnBy withdrawnReason invoice { id } } } }',
      { f: { customerId: id, state: 'WITHDRAWN' } },
    );
    expect(usage.nodes).toEqual([
      {
        sourceId: wrong.sourceId,
        state: 'WITHDRAWN',
        withdrawnBy: 'owner',
        withdrawnReason: 'Wrong rate',
        invoice: null,
      },
    ]);
    const { auditEntries } = await server.must<any>(
      '{ auditEntries(filter: { action: "withdraw" }, first: 1) { nodes { sentence } } }',
    );
    expect(auditEntries.nodes[0].sentence).toContain('withdrew 1 record of usage');
    // twice changes nothing
    expect(await withdraw({ ids })).toMatchObject({ records: 0, before: 1 });
    expect(await use.open(id)).toHaveLength(2);
    expect((await tell.charge(id, '2026-04-01')).lines.slice(1)).toMatchObject([
      { total: '0.05' },
      { total: '0.05' },
    ]);
  });

  it('the last of a sum takes it along, and nothing is due for it any more', async () => {
    const { id, service } = await household();
    await tell.end(service, '2026-03-31');
    await tell.charge(id, '2026-03-01');
    await record([use.call(service, AT)]);
    expect((await tell.now(id)).billing.nextBillingDate).toBe('2026-04-01');
    await withdraw({ ids: await idsOf({ customerId: id }) });
    expect(await use.open(id)).toEqual([]);
    expect((await tell.now(id)).billing.nextBillingDate).toBeNull();
  });

  it('without a price is listed as unrated no more, and gets none', async () => {
    const { id, service } = await household();
    await record([use.call(service, AT, { unitPrice: null, kind: 'Odd' })]);
    await withdraw({ ids: await idsOf({ customerId: id }) });
    expect(await use.of({ customerId: id, state: 'UNRATED' })).toEqual([]);
    expect(
      await server.must('mutation ($i: RateUsageInput!) { rateUsage(input: $i) { rated left } }', {
        i: { unitPrice: '1', kind: 'Odd' },
      }),
    ).toEqual({ rateUsage: { rated: 0, left: 0 } });
  });

  it('stays withdrawn when it is sent again as it was; with something else it is its correction', async () => {
    const { id, service } = await household();
    const call = use.call(service, AT);
    await record([call]);
    await withdraw({ ids: await idsOf({ customerId: id }) });
    const known = { accepted: 0, alreadyThere: 1, withdrawn: 1, batchId: null };
    expect(await record([call])).toEqual(known);
    expect(await use.open(id)).toEqual([]);
    const right = { ...call, quantity: '2' };
    expect(await record([right])).toMatchObject({ accepted: 1, withdrawn: 0 });
    expect(await use.open(id)).toMatchObject([{ quantity: '2', records: 1 }]);
    // the file it came with first may be sent as often as one likes
    expect(await record([call])).toEqual(known);
    expect(await record([right])).toMatchObject({ alreadyThere: 1, withdrawn: 0 });
    expect(await server.refused(RECORD, { input: [{ ...call, quantity: '3' }] })).toMatchObject({
      fields: { 'input.0.sourceId': expect.stringContaining('withdraw') },
    });
    expect(await use.of({ customerId: id })).toHaveLength(2);
  });

  it('that is billed stays, and is told how it is put right', async () => {
    const { id, service } = await household();
    const billed = use.call(service, AT);
    await record([billed]);
    const invoice = await tell.charge(id, '2026-04-01');
    const { batchId } = await record([use.call(service, AT), use.call(service, AT)]);
    const ids = await idsOf({ customerId: id });
    const refused = await server.refused(WITHDRAW, { input: { ids, reason: 'wrong' } });
    expect(refused).toMatchObject({ code: 'CONFLICT', reason: 'USAGE_BILLED' });
    expect(refused.message).toContain(
      `1 record is billed already with invoice ${invoice.number} (${billed.sourceId})`,
    );
    expect(refused.message).toContain('credit note');
    expect(await use.open(id)).toMatchObject([{ records: 2 }]);
    expect(await withdraw({ ids, leaveBilled: true })).toMatchObject({ records: 2, billed: 1 });
    expect(await use.open(id)).toEqual([]);
    expect(batchId).not.toBeNull();
  });
});

describe('all that came with one file', () => {
  it('are withdrawn at once, of however many customers', async () => {
    const homes = [await household(), await household()];
    const csv = [
      'source_id,service_id,at,kind,quantity,unit_price',
      ...homes.flatMap(({ service }) =>
        [1, 2, 3].map((n) => `${service}-${n},${service},${AT},Calls,${n},0.05`),
      ),
    ].join('\n');
    const { recordUsageFile: file } = await server.must<any>(
      'mutation ($csv: String!) { recordUsageFile(csv: $csv) { accepted batchId } }',
      { csv },
    );
    await record([use.call(homes[0].service, AT)]);
    expect(await use.of({ batchId: file.batchId })).toHaveLength(6);
    expect(await withdraw({ batchId: file.batchId })).toMatchObject({ records: 6, customers: 2 });
    expect(await use.open(homes[0].id)).toMatchObject([{ records: 1 }]);
    expect(await use.open(homes[1].id)).toEqual([]);
  });
});

describe('withdrawing', () => {
  it('names what is wrong, and knows nothing of what others have', async () => {
    const refused = (input: object) =>
      server.refused(WITHDRAW, { input: { reason: 'wrong', ...input } });
    const { id, service } = await household();
    await record([use.call(service, AT)]);
    const ids = await idsOf({ customerId: id });
    expect(await refused({})).toMatchObject({ fields: { ids: expect.any(String) } });
    expect(await refused({ ids, batchId: NOWHERE })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refused({ ids: ['none'] })).toMatchObject({
      fields: { 'ids.0': 'is not an id' },
    });
    expect(await refused({ ids, reason: ' ' })).toMatchObject({
      fields: { reason: expect.any(String) },
    });
    const many = Array.from({ length: 2001 }, () => randomUUID());
    expect(await refused({ ids: many })).toMatchObject({
      fields: { ids: expect.stringContaining('2000') },
    });
    expect(await refused({ ids: [...ids, NOWHERE] })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refused({ batchId: NOWHERE })).toMatchObject({ code: 'NOT_FOUND' });
    const tree = await makeTree(server);
    const stranger = await makeUser(server, tree.north.id, 'MANAGER');
    expect(
      await server.refused(WITHDRAW, { input: { ids, reason: 'mine' } }, stranger.token),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect(await use.open(id)).toHaveLength(1);
  });

  it('and a run at once: what is billed is not withdrawn, and the other way round', async () => {
    const homes = await Promise.all([1, 2, 3, 4].map(() => household()));
    await record(homes.map(({ service }) => use.call(service, AT, { quantity: '100' })));
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
    const of = await Promise.all(homes.map(({ id }) => idsOf({ customerId: id })));
    const results = await Promise.allSettled([
      confirm(server, run),
      ...of.map((ids) => withdraw({ ids })),
    ]);
    for (const [i, { id }] of homes.entries()) {
      const [{ state }] = await use.of({ customerId: id });
      const lines = (await tell.now(id)).invoices.nodes.flatMap((each: any) => each.lines);
      const usage = lines.filter(({ kind }: any) => kind === 'USAGE');
      expect(usage).toHaveLength(state === 'BILLED' ? 1 : 0);
      if (results[i + 1].status === 'fulfilled') expect(state).toBe('WITHDRAWN');
    }
  });
});
