import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { fetchAs } from '../support/files.ts';
import { confirm, preview, settled, story } from '../support/story.ts';
import { makeCustomer, makeTree, makeUser, PASSWORD, type Tenant } from '../support/tenants.ts';

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
const ONE = `query ($id: ID!) { billingRun(id: $id) { ${ALL} } }`;
const LIST = `query ($f: BillingRunFilter) { billingRuns(filter: $f) { totalCount nodes { ${ALL} } } }`;
const asked = async (token: string, id = run): Promise<any> =>
  (await server.must<any>(ONE, { id }, token)).billingRun;
const listed = async (token: string, f: object = {}): Promise<any> =>
  (await server.must<any>(LIST, { f }, token)).billingRuns;
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
      processed: 0,
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
});
