import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, startTestServer, type TestServer } from '../support/backhaul.ts';
import { money } from '../support/money.ts';
import {
  makeCustomer,
  makeTenant,
  makeTree,
  makeUser,
  NOWHERE,
  openSandbox,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';

const ACCOUNT =
  'id kind mode enabled inherited inheritedFrom sharedBelow methods feePercent feeFixed webhookUrl hasSecrets unusable';
const ACCOUNTS = `query ($p: ID!) { gatewayAccounts(partnerId: $p) { ${ACCOUNT} } }`;
const SAVE = `mutation ($p: ID!, $i: GatewayAccountInput!) { saveGatewayAccount(partnerId: $p, input: $i) { ${ACCOUNT} } }`;
const START =
  'mutation ($input: CheckoutInput!) { startCheckout(input: $input) { id status sandbox redirectUrl } }';
const OFFERED = '{ viewer { customer { onlinePayment { gatewayId kind test } } } }';

let server: TestServer;
let north: Tenant, northChild: Tenant, south: Tenant;
let operatorId: string;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  ({ north, northChild, south, operatorId } = await makeTree(server));
});
afterAll(async () => {
  await server.stop();
});

async function customerOf(
  partnerId: string,
  at = server,
): Promise<{
  id: string;
  token: string;
  offered: () => Promise<{ gatewayId: string }[]>;
  start: (input: object) => Promise<any>;
  refused: (input: object) => Promise<any>;
}> {
  const { id, login } = await makeCustomer(at, partnerId);
  const token = await at.signIn(login, PASSWORD);
  return {
    id,
    token,
    offered: async () => (await at.must(OFFERED, {}, token)).viewer.customer.onlinePayment,
    start: async (input) =>
      (await at.must(START, { input: { amount: '10', ...input } }, token)).startCheckout,
    refused: (input) => at.refused(START, { input: { amount: '10', ...input } }, token),
  };
}
const accountsOf = async (partnerId: string, token = server.operator): Promise<any[]> =>
  (await server.must(ACCOUNTS, { p: partnerId }, token)).gatewayAccounts;
const save = async (partnerId: string, input: object = {}, token = server.operator): Promise<any> =>
  (await server.must(SAVE, { p: partnerId, i: { kind: 'SANDBOX', mode: 'TEST', ...input } }, token))
    .saveGatewayAccount;

describe('without an account', () => {
  it('nothing is offered and no checkout begins', async () => {
    const me = await customerOf(south.id);
    expect(await accountsOf(south.id)).toEqual([]);
    expect(await me.offered()).toEqual([]);
    expect(await me.refused({ idempotencyKey: 'a' })).toMatchObject({
      code: 'CONFLICT',
      reason: 'NO_GATEWAY',
    });
    expect(await me.refused({ idempotencyKey: 'a', gatewayId: NOWHERE })).toMatchObject({
      code: 'CONFLICT',
      reason: 'NO_GATEWAY',
    });
    expect(
      (
        await server.must('query ($id: ID!) { customer(id: $id) { payments { totalCount } } }', {
          id: me.id,
        })
      ).customer.payments.totalCount,
    ).toBe(0);
  });
});

it('what is passed on of the fee is said before paying, and is none for a consumer in the EEA', async () => {
  const partner = await makeTenant(server, 'Fee Net');
  await save(partner.id, { feePercent: '2.9', feeFixed: '0.30' });
  const fees = async (input: object) => {
    const { login } = await makeCustomer(server, partner.id, input);
    const { viewer } = await server.must(
      '{ viewer { customer { onlinePayment { keepsCards feePercent feeFixed } } } }',
      {},
      await server.signIn(login, PASSWORD),
    );
    return viewer.customer.onlinePayment;
  };
  const passedOn = { keepsCards: true, feePercent: '2.9', feeFixed: '0.30' };
  expect(await fees({ country: 'ZA' })).toEqual([passedOn]);
  expect(await fees({ country: 'DE' })).toEqual([
    { ...passedOn, feePercent: '0', feeFixed: '0.00' },
  ]);
});

describe('an account', () => {
  it('of the partner is offered to its customers until it is switched off', async () => {
    const partner = await makeTenant(server, 'East Net');
    const made = await save(partner.id, {}, partner.token);
    expect(made).toEqual({
      id: made.id,
      kind: 'SANDBOX',
      mode: 'TEST',
      enabled: true,
      inherited: false,
      inheritedFrom: null,
      sharedBelow: false,
      methods: ['CARD'],
      feePercent: '0',
      feeFixed: '0.00',
      webhookUrl: `${server.url}/webhooks/sandbox/${made.id}`,
      hasSecrets: true,
      unusable: null,
    });
    const me = await customerOf(partner.id);
    expect(await me.offered()).toEqual([{ gatewayId: made.id, kind: 'SANDBOX', test: true }]);
    expect(await me.start({ idempotencyKey: 'a', gatewayId: made.id })).toMatchObject({
      status: 'PENDING',
      sandbox: true,
    });
    // one account of each kind: saving again changes it
    expect(await save(partner.id, { enabled: false }, partner.token)).toMatchObject({
      id: made.id,
      enabled: false,
      unusable: 'It is switched off.',
    });
    expect(await me.offered()).toEqual([]);
    for (const key of ['a', 'b'])
      expect(
        await me.refused({ idempotencyKey: key, ...(key === 'a' ? { gatewayId: made.id } : {}) }),
        key,
      ).toMatchObject({ code: 'CONFLICT', reason: 'NO_GATEWAY' });
    expect((await server.must(`{ viewer { kind } }`, {}, partner.token)).viewer.kind).toBe(
      'PARTNER',
    );
  });

  it('still settles what it took when it is switched off', async () => {
    const partner = await makeTenant(server, 'West Net');
    await save(partner.id);
    const me = await customerOf(partner.id);
    const checkout = await me.start({ idempotencyKey: 'a' });
    await save(partner.id, { enabled: false });
    await fetch(checkout.redirectUrl, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'outcome=paid',
    });
    await expect.poll(() => money(server).balance(me.id), { timeout: 15_000 }).toBe('10.00');
    // what is paid is answered as paid, so that nobody pays again
    expect(await me.start({ idempotencyKey: 'a' })).toMatchObject({
      id: checkout.id,
      status: 'PAID',
    });
  });

  it('is used by partners below only where it is shared, and an own one ends that', async () => {
    const me = await customerOf(northChild.id);
    const above = await save(north.id);
    expect([await accountsOf(northChild.id), await me.offered()]).toEqual([[], []]);
    await save(north.id, { sharedBelow: true });
    expect(await accountsOf(northChild.id, northChild.token)).toMatchObject([
      {
        id: above.id,
        inherited: true,
        inheritedFrom: 'North Net',
        sharedBelow: true,
        unusable: null,
      },
    ]);
    const grandchild = await makeTenant(server, 'North Hamlet', { parentId: northChild.id });
    expect(await accountsOf(grandchild.id)).toMatchObject([
      { id: above.id, inherited: true, inheritedFrom: 'North Net' },
    ]);
    const checkout = await me.start({ idempotencyKey: 'inherited' });
    await fetch(checkout.redirectUrl, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'outcome=paid',
    });
    await expect.poll(() => money(server).balance(me.id), { timeout: 15_000 }).toBe('10.00');
    const own = await save(northChild.id, { enabled: false }, northChild.token);
    expect(await accountsOf(northChild.id)).toMatchObject([{ id: own.id, inherited: false }]);
    expect(await me.offered()).toEqual([]);
    // its own is not shared: below it there is none either
    expect(await accountsOf(grandchild.id)).toEqual([]);
    expect(await (await customerOf(south.id)).offered()).toEqual([]);
  });

  it('of another partner cannot be named', async () => {
    const foreign = await openSandbox(server, operatorId);
    const partner = await makeTenant(server, 'Coast Net');
    await save(partner.id);
    const me = await customerOf(partner.id);
    for (const gatewayId of [foreign, NOWHERE])
      expect(await me.refused({ idempotencyKey: gatewayId, gatewayId })).toMatchObject({
        code: 'NOT_FOUND',
      });
    expect(await me.refused({ idempotencyKey: 'x', gatewayId: 'nothing' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { gatewayId: 'is not an id' },
    });
  });

  it('is changed by administrators, read with the settings, and a foreign partner’s does not exist', async () => {
    for (const role of ['FINANCIAL_MANAGER', 'MANAGER', 'READ_ONLY', 'CASHIER']) {
      const { token } = await makeUser(server, south.id, role);
      expect(
        (await server.refused(SAVE, { p: south.id, i: { kind: 'SANDBOX', mode: 'TEST' } }, token))
          .code,
        role,
      ).toBe('FORBIDDEN');
      if (role === 'CASHIER')
        expect((await server.refused(ACCOUNTS, { p: south.id }, token)).code).toBe('FORBIDDEN');
      else expect(await accountsOf(south.id, token)).toEqual([]);
    }
    for (const id of [north.id, operatorId, NOWHERE]) {
      expect(
        (await server.refused(SAVE, { p: id, i: { kind: 'SANDBOX', mode: 'TEST' } }, south.token))
          .code,
      ).toBe('NOT_FOUND');
      expect((await server.refused(ACCOUNTS, { p: id }, south.token)).code).toBe('NOT_FOUND');
    }
  });

  it('is refused by field where the sandbox has no such thing, and a provider without keys', async () => {
    for (const [input, field] of [
      [{ kind: 'STRIPE', mode: 'LIVE' }, 'secrets.secretKey'],
      [{ kind: 'PAYPAL' }, 'secrets.clientId'],
      [{ mode: 'LIVE' }, 'mode'],
      [{ methods: ['CASH'] }, 'methods'],
      [{ methods: [] }, 'methods'],
      [{ feePercent: '100.1' }, 'feePercent'],
      [{ feePercent: '-1' }, 'feePercent'],
      [{ feeFixed: '0.301' }, 'feeFixed'],
      [{ secrets: { webhookSecret: 'mine' } }, 'secrets'],
    ] as const) {
      expect(
        await server.refused(SAVE, { p: south.id, i: { kind: 'SANDBOX', mode: 'TEST', ...input } }),
        JSON.stringify(input),
      ).toMatchObject({ code: 'BAD_USER_INPUT', fields: { [field]: expect.any(String) } });
    }
    expect(await accountsOf(south.id)).toEqual([]);
  });

  it('keeps its keys encrypted, gives them to nobody, and its changes are on record', async () => {
    const partner = await makeTenant(server, 'Vale Net');
    const { id } = await save(partner.id);
    await save(partner.id, { sharedBelow: true });
    const owner = new pg.Client({ connectionString: server.ownerUrl });
    await owner.connect();
    const {
      rows: [row],
    } = await owner.query('select secrets from gateway_account where id = $1', [id]);
    const { rows: entries } = await owner.query(
      `select action, before, after from audit_entry where entity = 'gateway-account' and entity_id = $1 order by at`,
      [id],
    );
    await owner.end();
    expect(row.secrets).toMatch(/^v1\.[\w-]+$/);
    expect(entries).toMatchObject([
      { action: 'create' },
      { action: 'update', before: { sharedBelow: false }, after: { sharedBelow: true } },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/apiKey|webhookSecret|v1\./);
  });
});

describe('a payment', () => {
  it('says by which channel it came, in lists too', async () => {
    const partner = await makeTenant(server, 'Hill Net');
    await save(partner.id);
    const me = await customerOf(partner.id);
    await money(server).pay(me.id, '1.00');
    const checkout = await me.start({ idempotencyKey: 'a' });
    await fetch(checkout.redirectUrl, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'outcome=paid',
    });
    await expect.poll(() => money(server).balance(me.id), { timeout: 15_000 }).toBe('11.00');
    const payments = async (source: string | null) =>
      (
        await server.must(
          'query ($f: PaymentFilter) { payments(filter: $f) { nodes { id source origin sandbox amount } } }',
          { f: { customerId: me.id, source } },
          partner.token,
        )
      ).payments.nodes;
    expect(await payments('MANUAL')).toMatchObject([
      { source: 'MANUAL', origin: 'Recorded by hand', sandbox: false, amount: '1.00' },
    ]);
    const [simulated] = await payments('GATEWAY');
    expect(simulated).toMatchObject({
      source: 'GATEWAY',
      origin: 'Sandbox (simulated, no real money)',
      sandbox: true,
      amount: '10.00',
    });
    expect(await payments(null)).toHaveLength(2);
    const [entry] = (await money(server).ledger(me.id)).filter(
      (each) => each.payment?.id === simulated.id,
    );
    expect(entry.description).toMatch(/^Payment .+, Sandbox \(simulated, no real money\)$/);
  });
});

describe('where nobody may switch the sandbox on', () => {
  it('SANDBOX_GATEWAY=refuse, the default of a database of one’s own, keeps it from new checkouts', async () => {
    const database = await freshDatabase();
    const open = await startTestServer({ DATABASE_URL: database });
    expect((await open.must('{ noSandbox }')).noSandbox).toBeNull();
    const { id } = await makeTenant(open, 'North Net');
    await openSandbox(open, id);
    const { login } = await makeCustomer(open, id);
    await open.stop();
    const closed = await startTestServer({ DATABASE_URL: database, SANDBOX_GATEWAY: '' });
    try {
      const token = await closed.signIn(login, PASSWORD);
      expect((await closed.must(OFFERED, {}, token)).viewer.customer.onlinePayment).toEqual([]);
      expect(
        await closed.refused(START, { input: { amount: '1', idempotencyKey: 'a' } }, token),
      ).toMatchObject({ reason: 'NO_GATEWAY' });
      expect(
        await closed.refused(SAVE, { p: id, i: { kind: 'SANDBOX', mode: 'TEST' } }),
      ).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: { kind: expect.stringContaining('SANDBOX_GATEWAY=allow') },
      });
      expect((await closed.must(ACCOUNTS, { p: id })).gatewayAccounts).toMatchObject([
        { enabled: true, unusable: 'The sandbox is switched off on this server.' },
      ]);
      expect((await closed.must('{ noSandbox }')).noSandbox).toMatch(/may not be switched on/);
      expect(
        (await closed.must(SAVE, { p: id, i: { kind: 'SANDBOX', mode: 'TEST', enabled: false } }))
          .saveGatewayAccount.enabled,
      ).toBe(false);
    } finally {
      await closed.stop();
    }
  });

  it('in production it does not exist: no account, no checkout, no page, no webhook, and nothing is settled', async () => {
    const database = await freshDatabase();
    const before = await startTestServer({ DATABASE_URL: database });
    const { id } = await makeTenant(before, 'North Net');
    const account = await openSandbox(before, id);
    const me = await customerOf(id, before);
    const checkout = await me.start({ idempotencyKey: 'a' });
    const { login } = await makeCustomer(before, id);
    await before.stop();
    const live = await startTestServer({ DATABASE_URL: database, NODE_ENV: 'production' });
    try {
      expect((await live.must('{ noSandbox }')).noSandbox).toMatch(/no sandbox in production/);
      const token = await live.signIn(login, PASSWORD);
      expect((await live.must(OFFERED, {}, token)).viewer.customer.onlinePayment).toEqual([]);
      expect(
        await live.refused(START, { input: { amount: '1', idempotencyKey: 'a' } }, token),
      ).toMatchObject({ code: 'CONFLICT', reason: 'NO_GATEWAY' });
      // the checkout that was under way leads to no page, and its page to nothing
      expect(
        (
          await live.must('query ($id: ID!) { checkout(id: $id) { status redirectUrl } }', {
            id: checkout.id,
          })
        ).checkout,
      ).toEqual({
        status: 'PENDING',
        redirectUrl: `${live.url}/pay/return?checkout=${checkout.id}`,
      });
      const token24h = checkout.redirectUrl.split('/pay/')[1];
      for (const [method, path] of [
        ['GET', `/sandbox-gateway/pay/${token24h}`],
        ['POST', `/sandbox-gateway/pay/${token24h}`],
        ['POST', '/sandbox-gateway/v1/payments'],
        ['POST', `/webhooks/sandbox/${account}`],
        ['GET', '/sandbox-gateway'],
      ]) {
        expect(
          (
            await fetch(live.url + path, {
              method,
              ...(method === 'POST'
                ? {
                    headers: { 'content-type': 'application/x-www-form-urlencoded' },
                    body: 'outcome=paid',
                  }
                : {}),
            })
          ).status,
          path,
        ).toBe(404);
      }
      expect((await live.must(ACCOUNTS, { p: id })).gatewayAccounts).toEqual([]);
      for (const enabled of [true, false])
        expect(
          await live.refused(SAVE, { p: id, i: { kind: 'SANDBOX', mode: 'TEST', enabled } }),
        ).toMatchObject({
          code: 'BAD_USER_INPUT',
          fields: { kind: expect.stringContaining('production') },
        });
      expect((await live.must('{ payments { totalCount } }')).payments.totalCount).toBe(0);
    } finally {
      await live.stop();
    }
  });
});
