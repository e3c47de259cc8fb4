import { createClient } from 'graphql-ws';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { fetchAs } from '../support/files.ts';
import { Socket } from '../support/socket.ts';
import { confirm, preview, settled, story } from '../support/story.ts';
import {
  makeCustomer,
  makeTenant,
  makeTree,
  makeUser,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';

let server: TestServer;
let tell: ReturnType<typeof story>;
let north: Tenant, northChild: Tenant, south: Tenant, operatorId: string;
/** The run over everybody: two customers of the operator, one of north, two of its child, three of south. */
let run: string;

beforeAll(async () => {
  server = await startTestServer();
  tell = story(server);
  ({ north, northChild, south, operatorId } = await makeTree(server));
  for (const [partnerId, count, price] of [
    [operatorId, 2, '1000'],
    [north.id, 1, '10'],
    [northChild.id, 2, '20'],
    [south.id, 3, '300'],
  ] as const) {
    const tariff = await tell.tariff({ name: `Plan of ${price}`, price, partnerIds: [partnerId] });
    for (let i = 0; i < count; i += 1) {
      const customer = await tell.customer({ partnerId, name: `Payer of ${price}` });
      await tell.service({
        customerId: customer.id,
        tariffId: tariff.id,
        startDate: '2026-04-01',
      });
    }
  }
  await tell.customer({ partnerId: south.id, name: 'Left out in the south' });
  [{ id: run }] = await preview(server, { date: '2026-04-01' });
});
afterAll(async () => {
  await server.stop();
});

const ALL = `id date status createdAt confirmedAt progress failure customerCount invoiceCount leftOutCount
  net { amount currency } tax { amount currency } total { amount currency } fingerprint createdBy confirmedBy
  processed candidates fromAbove flagCounts { flag count } partners { id }
  partnerTotals { partner { id } currency customerCount invoiceCount leftOutCount net tax total
    previousTotal previousDate missingCount billedAlreadyCount }
  entries(first: 50) { totalCount nodes { customer { name } partner { id } total flags excludedReason } }
  missing { customer { id } } staleBecause stale { tree count } warnings { code }
  mails { emails texts withoutAddress notSent held }`;
const REPREVIEW = 'mutation ($id: ID!) { repreviewBillingRun(id: $id) { id } }';
const DELETE = 'mutation ($id: ID!) { deleteBillingRun(id: $id) { id } }';
const MOVE = 'mutation ($id: ID!, $to: ID!) { movePartner(id: $id, parentId: $to) { id } }';
const EXCLUDE =
  'mutation ($id: ID!, $c: ID!, $why: String!) { excludeFromBillingRun(id: $id, customerId: $c, reason: $why) { id } }';
const ONE = `query ($id: ID!) { billingRun(id: $id) { ${ALL} } }`;
const LIST = `query ($f: BillingRunFilter) { billingRuns(filter: $f) { totalCount nodes { ${ALL} } } }`;
const asked = async (token: string, id = run): Promise<any> =>
  (await server.must<any>(ONE, { id }, token)).billingRun;
const listed = async (token: string, f: object = {}): Promise<any> =>
  (await server.must<any>(LIST, { f }, token)).billingRuns;
const customersOf = async ({ id }: Tenant): Promise<string[]> =>
  (
    await server.must<any>(
      'query ($p: ID!) { customers(filter: { partnerId: $p }) { nodes { id partner { id } } } }',
      { p: id },
    )
  ).customers.nodes
    .filter(({ partner }: any) => partner.id === id)
    .map((each: any) => each.id);
const planOf = async (price: number): Promise<string> =>
  (await server.must<any>('{ tariffs(first: 50) { nodes { id name } } }')).tariffs.nodes.find(
    ({ name }: any) => name === `Plan of ${price}`,
  ).id;
/** What is asked while previews are held up. */
async function gated<T>(work: () => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  try {
    await owner.query('begin; lock table billing_run_entry in share row exclusive mode');
    return await work();
  } finally {
    await owner.query('rollback');
    await owner.end();
  }
}
const amount = (euros: string) => [{ amount: euros, currency: 'EUR' }];

describe('a run made above', () => {
  it('shows a reseller its own part with those below it, in its list and as a page', async () => {
    const part = await asked(north.token);
    expect(part).toMatchObject({
      id: run,
      date: '2026-04-01',
      status: 'READY',
      progress: 1,
      fromAbove: true,
      customerCount: 3,
      invoiceCount: 3,
      leftOutCount: 0,
      processed: 3,
      candidates: 3,
      net: amount('50.00'),
      tax: amount('0.00'),
      total: amount('50.00'),
      flagCounts: [{ flag: 'FIRST_CHARGE', count: 3 }],
      mails: { emails: 0, withoutAddress: 3 },
    });
    expect(part.partners.map(({ id }: any) => id)).toEqual([north.id, northChild.id]);
    expect(part.partnerTotals.map(({ partner, total }: any) => [partner.id, total])).toEqual([
      [northChild.id, '40.00'],
      [north.id, '10.00'],
    ]);
    expect(part.entries.totalCount).toBe(3);
    expect(new Set(part.entries.nodes.map(({ customer }: any) => customer.name))).toEqual(
      new Set(['Payer of 10', 'Payer of 20']),
    );
    const list = await listed(north.token);
    expect(list.totalCount).toBe(1);
    expect(list.nodes).toEqual([part]);
  });

  it('is another part for each who looks, and adds up to the whole', async () => {
    const whole = await asked(server.operator);
    expect(whole).toMatchObject({ fromAbove: false, customerCount: 8, total: amount('2950.00') });
    expect(whole.flagCounts).toEqual([{ flag: 'FIRST_CHARGE', count: 8 }]);
    expect(await asked(northChild.token)).toMatchObject({
      customerCount: 2,
      total: amount('40.00'),
    });
    expect(await asked(south.token)).toMatchObject({ customerCount: 3, total: amount('900.00') });
  });

  it('tells nothing of others in any field: no name, id, number or count, nor who made it', async () => {
    const whole = await asked(server.operator);
    expect(whole.createdBy).toBeTruthy();
    const hidden = [
      whole.createdBy,
      whole.fingerprint,
      operatorId,
      south.id,
      'Payer of 300',
      'Payer of 1000',
      '300.00',
      '900.00',
      '2000.00',
      '2950.00',
    ];
    for (const token of [north.token, northChild.token]) {
      const text = JSON.stringify([await asked(token), await listed(token)]);
      for (const secret of hidden) expect(text).not.toContain(secret);
    }
    expect(await asked(north.token)).toMatchObject({
      fingerprint: null,
      createdBy: null,
      confirmedBy: null,
      staleBecause: null,
      stale: null,
      missing: [],
    });
    expect(JSON.stringify(await asked(northChild.token))).not.toContain(north.id);
  });

  it('can be narrowed to what one may decide, and to a partner of one’s own only', async () => {
    expect((await listed(north.token, { fromAbove: false })).totalCount).toBe(0);
    expect((await listed(north.token, { fromAbove: true })).totalCount).toBe(1);
    expect((await listed(north.token, { partnerId: northChild.id })).totalCount).toBe(1);
    for (const partnerId of [south.id, operatorId])
      expect((await listed(north.token, { partnerId })).totalCount).toBe(0);
    const only = async (filter: object) =>
      (
        await server.must<any>(
          'query ($id: ID!, $f: BillingRunEntryFilter) { billingRun(id: $id) { entries(filter: $f) { totalCount } } }',
          { id: run, f: filter },
          north.token,
        )
      ).billingRun.entries.totalCount;
    expect(await only({ search: 'Payer of 300' })).toBe(0);
    expect(await only({ partnerId: south.id })).toBe(0);
    expect(await only({ leftOut: true })).toBe(0);
  });

  it('can neither be confirmed, deleted, made again, retried nor changed from below', async () => {
    const whole = await asked(server.operator);
    const mine = (await listed(north.token)).nodes[0].entries.nodes;
    expect(mine).toHaveLength(3);
    const { entries } = (
      await server.must<any>(
        'query ($id: ID!) { billingRun(id: $id) { entries { nodes { customer { id } } } } }',
        { id: run },
        north.token,
      )
    ).billingRun;
    const customerId = entries.nodes[0].customer.id;
    for (const [mutation, variables] of [
      ['confirmBillingRun(id: $id, fingerprint: $f)', { f: whole.fingerprint }],
      ['deleteBillingRun(id: $id)', {}],
      ['repreviewBillingRun(id: $id)', {}],
      ['retryBillingRun(id: $id)', {}],
      ['excludeFromBillingRun(id: $id, customerId: $c, reason: "no")', { c: customerId }],
      ['includeInBillingRun(id: $id, customerId: $c)', { c: customerId }],
    ] as const) {
      const types = [
        '$id: ID!',
        ...('f' in variables ? ['$f: String!'] : []),
        ...('c' in variables ? ['$c: ID!'] : []),
      ];
      const refused = await server.refused(
        `mutation (${types.join(', ')}) { ${mutation} { id } }`,
        { id: run, ...variables },
        north.token,
      );
      expect(refused, mutation).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(
      await server.refused(
        'mutation ($runs: [RunToConfirmInput!]!) { confirmBillingRuns(runs: $runs) { run { id } } }',
        { runs: [{ id: run, fingerprint: whole.fingerprint }] },
        north.token,
      ),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect(await asked(server.operator)).toEqual(whole);
  });

  it('is downloaded as its part, and nobody’s without the right', async () => {
    const csv = await (
      await fetchAs(server, `/downloads/billing-runs/${run}.csv`, north.token)
    ).text();
    expect(csv).toContain('Payer of 10');
    for (const other of ['Payer of 300', 'Payer of 1000']) expect(csv).not.toContain(other);
    const cashier = await makeUser(server, north.id, 'CASHIER');
    expect(await server.refused(ONE, { id: run }, cashier.token)).toMatchObject({
      code: 'FORBIDDEN',
    });
    const { login } = await makeCustomer(server, north.id);
    const customer = await server.signIn(login, PASSWORD);
    expect((await server.ask(ONE, { id: run }, customer)).errors?.[0].extensions.code).toMatch(
      /FORBIDDEN|NOT_FOUND/,
    );
  });

  it('does not show to whom it does not cover', async () => {
    const [{ id }] = await preview(server, {
      date: '2026-04-01',
      partnerIds: [operatorId, south.id],
      includeDescendants: false,
    });
    expect((await asked(south.token, id)).total).toEqual(amount('900.00'));
    for (const token of [north.token, northChild.token]) {
      expect(await server.refused(ONE, { id }, token)).toMatchObject({ code: 'NOT_FOUND' });
      expect((await listed(token)).nodes.map((each: any) => each.id)).toEqual([run]);
    }
    await server.must('mutation ($id: ID!) { deleteBillingRun(id: $id) { id } }', { id });
  });

  it('is pushed as its part when it is confirmed, and its invoices lead to it', async () => {
    const client = createClient({
      url: `${server.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${north.token}` },
    });
    const pushed: any[] = [];
    const processed = new Promise<void>((resolve, reject) => {
      client.subscribe(
        {
          query: `subscription ($id: ID!) { billingRunProgress(id: $id) { ${ALL} } }`,
          variables: { id: run },
        },
        {
          next: ({ data }: any) => {
            pushed.push(data.billingRunProgress);
            if (data.billingRunProgress.status === 'PROCESSED') resolve();
          },
          error: reject,
          complete: resolve,
        },
      );
    });
    await expect.poll(() => pushed.length).toBeGreaterThan(0);
    await confirm(server, await settled(server, run));
    await processed;
    await client.dispose();
    for (const each of pushed)
      expect(each).toMatchObject({ customerCount: 3, total: amount('50.00'), fingerprint: null });
    const { invoices } = await server.must<any>(
      '{ invoices { totalCount nodes { billingRun { id fromAbove total { amount } } } } }',
      {},
      north.token,
    );
    expect(invoices.totalCount).toBe(3);
    expect(invoices.nodes[0].billingRun).toEqual({
      id: run,
      fromAbove: true,
      total: [{ amount: '50.00' }],
    });
  });

  it('tells of a part alone whether it holds', async () => {
    const [{ id }] = await preview(server, { date: '2026-05-01' });
    const stale = async (token: string) => {
      const { staleBecause, stale: found } = await asked(token, id);
      return { staleBecause, tree: found?.tree, count: found?.count ?? 0 };
    };
    const holds = { staleBecause: null, tree: undefined, count: 0 };
    const [one] = await customersOf(northChild);
    await tell.service({ customerId: one, tariffId: await planOf(20), startDate: '2026-05-01' });
    for (const token of [north.token, northChild.token])
      expect(await stale(token)).toEqual({
        staleBecause: expect.stringContaining('40.00 EUR instead of 20.00'),
        tree: [],
        count: 1,
      });
    expect(await stale(south.token)).toEqual(holds);
    // somebody new in the south is nothing of the north's
    const late = await tell.customer({ partnerId: south.id, name: 'Late in the south' });
    await tell.service({
      customerId: late.id,
      tariffId: await planOf(300),
      startDate: '2026-05-01',
    });
    expect(await stale(south.token)).toMatchObject({ count: 1 });
    expect(await stale(northChild.token)).toMatchObject({ count: 1 });
    await server.must(REPREVIEW, { id });
    await settled(server, id);
    for (const token of [north.token, northChild.token, south.token])
      expect(await stale(token)).toEqual(holds);
    await server.must(MOVE, { id: northChild.id, to: south.id });
    for (const { token } of [north, south])
      expect((await stale(token)).tree).toEqual([
        expect.stringContaining('moved to another place'),
      ]);
    await server.must(MOVE, { id: northChild.id, to: north.id });
    for (const { token } of [north, south]) expect(await stale(token)).toEqual(holds);
    await server.must(DELETE, { id });
  });

  it('tells whose customer was left out above that it was, and not in whose words', async () => {
    const [{ id }] = await preview(server, { date: '2026-05-01' });
    const [c] = await customersOf(northChild);
    await server.must(EXCLUDE, { id, c, why: 'Between us: they are about to leave' });
    const reasons = async (token: string) =>
      (await asked(token, id)).entries.nodes
        .filter((entry: any) => entry.excludedReason !== null)
        .map((entry: any) => entry.excludedReason);
    const csv = async (token: string) =>
      (await fetchAs(server, `/downloads/billing-runs/${id}.csv`, token)).text();
    expect(await reasons(server.operator)).toContain('Between us: they are about to leave');
    expect(await csv(server.operator)).toContain('Between us');
    for (const { token } of [north, northChild]) {
      expect(await reasons(token)).toEqual([
        'A partner above you left this customer out of the run.',
      ]);
      expect(await csv(token)).not.toContain('Between us');
      expect(await csv(token)).toContain('A partner above you left this customer out');
    }
    await server.must(DELETE, { id });
    // of a run that is the reseller's own, each sees the words of those whom it sees
    const [own] = await preview(server, { date: '2026-05-01' }, northChild.token);
    const said = async (token: string) =>
      (await asked(token, own.id)).entries.nodes.map((entry: any) => entry.excludedReason);
    await server.must(EXCLUDE, { id: own.id, c, why: 'Ours' }, northChild.token);
    for (const { token } of [northChild, north, { token: server.operator }])
      expect(await said(token)).toContain('Ours');
    await server.must(EXCLUDE, { id: own.id, c, why: 'Between us' }, north.token);
    expect(await said(north.token)).toContain('Between us');
    expect(await said(server.operator)).toContain('Between us');
    expect(await said(northChild.token)).toContain(
      'A partner above you left this customer out of the run.',
    );
    await server.must(DELETE, { id: own.id }, northChild.token);
  });

  it('is not there for whom nobody is due, neither while it is previewed nor after', async () => {
    const lone = await makeTenant(server, 'Nobody due');
    const seenWhile: number[] = [];
    const whole = await gated(async () => {
      const { createBillingRun } = await server.must<any>(
        'mutation { createBillingRun(input: { date: "2026-05-01" }) { id } }',
      );
      const { id } = createBillingRun[0];
      seenWhile.push((await listed(lone.token)).totalCount, (await listed(south.token)).totalCount);
      expect(await asked(south.token, id)).toMatchObject({
        status: 'PREVIEWING',
        progress: 0,
        processed: 0,
        candidates: 0,
        customerCount: 0,
      });
      return id;
    });
    expect(seenWhile).toEqual([0, 2]);
    await settled(server, whole);
    expect((await listed(lone.token)).totalCount).toBe(0);
    const part = await asked(south.token, whole);
    expect(part).toMatchObject({ status: 'READY', progress: 1, processed: part.candidates });
    expect(part.candidates).toBe(part.customerCount + part.leftOutCount);
    await server.must(DELETE, { id: whole });
  });

  it('pushes what concerns whom it is pushed to, and no refusal', async () => {
    const sockets = await Promise.all(
      [server.operator, north.token, south.token].map((token) =>
        new Socket(server.url).init({ authorization: `Bearer ${token}` }),
      ),
    );
    const [operators, norths, souths] = sockets;
    const [{ id }] = await preview(server, { date: '2026-05-01' });
    for (const each of sockets) {
      each.subscribe('all', 'subscription { billingRuns { id status leftOutCount } }');
      each.subscribe(
        'one',
        'subscription ($id: ID!) { billingRunProgress(id: $id) { id leftOutCount } }',
        { id },
      );
      await each.first('one');
    }
    const pushed = (socket: Socket, of: string) =>
      socket.messages.filter((message) => message.id === of).map(({ payload }) => payload);
    const [c] = await customersOf(north);
    const before = (await asked(north.token, id)).leftOutCount;
    await server.must(EXCLUDE, { id, c, why: 'no' });
    const now = before + 1;
    await norths.until(
      () => pushed(norths, 'one').at(-1)?.data?.billingRunProgress.leftOutCount === now,
    );
    await norths.until(() => pushed(norths, 'all').at(-1)?.data?.billingRuns.leftOutCount === now);
    await operators.until(() => pushed(operators, 'all').length > 0);
    // a run that does not cover the south at all, and then one that does
    const [other] = await preview(server, {
      date: '2026-05-01',
      partnerIds: [operatorId, north.id],
      includeDescendants: false,
    });
    await server.must(DELETE, { id: other.id });
    await server.must(DELETE, { id });
    for (const each of sockets)
      await each.until(() => pushed(each, 'all').at(-1)?.data?.billingRuns.status === 'DELETED');
    expect(pushed(souths, 'all')).toEqual([
      { data: { billingRuns: { id, status: 'DELETED', leftOutCount: expect.any(Number) } } },
    ]);
    for (const each of sockets) {
      expect(pushed(each, 'all').filter(({ errors }) => errors)).toEqual([]);
      each.end();
    }
  });
});
