import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { beginCharge, sendCharge } from '../../server/src/modules/checkout/charge.service.ts';
import { startSetup } from '../../server/src/modules/checkout/setup.service.ts';
import { must } from '../../server/src/platform/must.ts';
import type { Scope } from '../../server/src/tenancy/scope.ts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { money } from '../support/money.ts';
import { makeCustomer, makeTenant, openSandbox, type Tenant } from '../support/tenants.ts';

let server: TestServer;
let owner: pg.Client;
let partner: Tenant;
let gatewayId: string;
let scope: Scope;
let cash: ReturnType<typeof money>;

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  partner = await makeTenant(server, 'Card Net');
  gatewayId = await openSandbox(server, partner.id);
  scope = must(await server.app.boundary.jobScope(partner.id));
  cash = money(server);
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

async function checkoutOf(id: string): Promise<any> {
  const { rows } = await owner.query(
    'select status, purpose, refusal, failure, payment_id from checkout where id = $1',
    [id],
  );
  return rows[0];
}
const begin = (customerId: string, key: string, invoiceId: string | null = null) =>
  server.app.boundary.inSql(scope, (sql) =>
    beginCharge(server.app, sql, { customerId, gatewayId, amountMinor: 3000n, invoiceId, key }),
  );
const send = (checkoutId: string, last4: string) =>
  sendCharge(server.app, {
    partnerId: partner.id,
    checkoutId,
    methodRef: `sandbox_card_${last4}_of somebody`,
    description: 'Card Net',
  });

it('a saved card is charged once, however often it is sent at once', async () => {
  const { id } = await makeCustomer(server, partner.id);
  const invoice = await cash.invoice(id, '30');
  const all = await Promise.all([1, 2, 3].map(() => begin(id, 'one', invoice.id)));
  expect(new Set(all).size).toBe(1);
  await Promise.all(Array.from({ length: 20 }, () => send(all[0], '4242')));
  expect(await checkoutOf(all[0])).toMatchObject({ status: 'PAID', purpose: 'CHARGE' });
  expect([await cash.balance(id), (await cash.invoiceNow(invoice.id)).due]).toEqual([
    '0.00',
    '0.00',
  ]);
});

it.each([
  ['9995', 'INSUFFICIENT_FUNDS', /not enough money/],
  ['9987', 'LOST_CARD', /cannot be used any more/],
  ['3220', 'AUTHENTICATION_REQUIRED', /confirm this payment yourself/],
])('card %s takes nothing and says why: %s', async (last4, refusal, failure) => {
  const { id } = await makeCustomer(server, partner.id);
  const checkout = await begin(id, 'one');
  await send(checkout, last4);
  expect(await checkoutOf(checkout)).toMatchObject({
    status: 'FAILED',
    refusal,
    failure: expect.stringMatching(failure),
    payment_id: null,
  });
  expect(await cash.balance(id)).toBe('0.00');
});

it('a card is saved on the provider’s page without paying', async () => {
  const { id } = await makeCustomer(server, partner.id);
  const payer = {
    id,
    scope: {
      kind: 'customer' as const,
      partnerId: partner.id,
      path: must(scope.kind === 'job' ? scope.path : null),
      customerId: id,
      actor: { kind: 'CUSTOMER' as const, id, name: 'Somebody' },
    },
  };
  const checkout = await startSetup(server.app, payer, 'localhost', { gatewayId, key: 'save' });
  const { rows } = await owner.query('select redirect_url url from checkout where id = $1', [
    checkout,
  ]);
  const page = await (await fetch(rows[0].url)).text();
  expect(page).toContain('Save a card');
  expect(page).toContain('Sandbox: no real money moves');
  await fetch(rows[0].url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'outcome=paid&card=4242',
  });
  await expect
    .poll(() => checkoutOf(checkout), { timeout: 20_000 })
    .toMatchObject({ status: 'PAID', purpose: 'SETUP', payment_id: null });
  expect(await cash.balance(id)).toBe('0.00');
});
