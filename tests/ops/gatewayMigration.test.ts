import { expect, it } from 'vitest';
import { startTestServer } from '../support/backhaul.ts';
import { migratedFrom, notForced } from '../support/before.ts';
import { SECRET } from '../support/secret.ts';
import { derive } from '../../server/src/platform/secret.ts';
import { sealSession } from '../../server/src/modules/checkout/sandbox-provider/session.ts';

const MIGRATION = '20261128000100_gateway_accounts';
const ID = (n: number) => `01890000-0000-7000-8000-00000000000${n}`;

/** An installation as it was before accounts: one customer paid through the sandbox, another is about to, a third pays in cash. */
const BEFORE = `
  insert into partner (id, number, path, name, currency, time_zone, parent_id) values ('${ID(1)}', 1, '1.', 'ISP', 'EUR', 'UTC', null), ('${ID(2)}', 2, '1.2.', 'Quiet Net', 'EUR', 'UTC', '${ID(1)}');
  insert into customer (id, partner_id, partner_path, number, name, status, currency, created_on) select ('01890000-0000-7000-8000-0000000001' || lpad(n::text, 2, '0'))::uuid, '${ID(1)}', '1.', 100 + n, 'Customer ' || n, 'ACTIVE', 'EUR', '2026-01-01' from generate_series(1, 3) n;
  insert into payment (id, partner_id, partner_path, customer_id, receipt_number, amount_minor, currency, date, method, content_hash, recorded_by)
    select ('01890000-0000-7000-8000-0000000002' || lpad(n::text, 2, '0'))::uuid, '${ID(1)}', '1.', ('01890000-0000-7000-8000-0000000001' || lpad(n::text, 2, '0'))::uuid, 'R' || n, 3000, 'EUR', '2026-04-01', 'CARD', '', 'Somebody' from unnest(array[1, 3]) n;
  insert into checkout (id, partner_id, partner_path, customer_id, amount_minor, currency, status, provider, idempotency_key, content_hash, payment_id) values
    ('${ID(5)}', '${ID(1)}', '1.', '01890000-0000-7000-8000-000000000101', 3000, 'EUR', 'PAID', 'sandbox', 'a', '', '01890000-0000-7000-8000-000000000201'),
    ('${ID(6)}', '${ID(1)}', '1.', '01890000-0000-7000-8000-000000000102', 3000, 'EUR', 'PENDING', 'sandbox', 'b', '', null);`;

it(
  'what was under way when accounts came is settled, and every payment says where it came from',
  { timeout: 180_000 },
  async () => {
    const { owner, admin, stop } = await migratedFrom(MIGRATION, BEFORE);
    try {
      const { rows: accounts } = await admin.query(
        'select partner_id, kind, mode, enabled, secrets from gateway_account',
      );
      expect(accounts).toEqual([
        { partner_id: ID(1), kind: 'SANDBOX', mode: 'TEST', enabled: false, secrets: null },
      ]);
      const { rows: payments } = await admin.query(
        'select receipt_number, source, gateway_kind, test from payment order by 1',
      );
      expect(payments).toEqual([
        { receipt_number: 'R1', source: 'GATEWAY', gateway_kind: 'SANDBOX', test: true },
        { receipt_number: 'R3', source: 'MANUAL', gateway_kind: null, test: false },
      ]);
      expect(await notForced(admin)).toEqual([]);

      const server = await startTestServer({ DATABASE_URL: owner, SANDBOX_GATEWAY: '' });
      try {
        // the page as it was opened before: it knows no account
        const page = await sealSession(
          Buffer.from(derive(SECRET, 'sandbox session'), 'base64url'),
          {
            amount: '3000',
            currency: 'EUR',
            description: 'Account 102',
            reference: { partnerId: ID(1), checkoutId: ID(6) },
            returnUrl: server.url,
            webhookUrl: `${server.url}/webhooks/sandbox`,
          },
        );
        await fetch(`${server.url}/sandbox-gateway/pay/${page}`, {
          method: 'POST',
          redirect: 'manual',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: 'outcome=paid',
        });
        const checkout = async () =>
          (
            await server.must(
              'query ($id: ID!) { checkout(id: $id) { status payment { source origin } } }',
              { id: ID(6) },
            )
          ).checkout;
        await expect.poll(checkout, { timeout: 20_000 }).toEqual({
          status: 'PAID',
          payment: { source: 'GATEWAY', origin: 'Sandbox (simulated, no real money)' },
        });
      } finally {
        await server.stop();
      }
    } finally {
      await stop();
    }
  },
);
