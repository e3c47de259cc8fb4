import { createHash, createHmac } from 'node:crypto';
import { sandboxKeys } from '../../server/src/modules/checkout/sandboxGateway.ts';
import type { TestServer } from './backhaul.ts';
import { SECRET } from './secret.ts';

/** The sandbox provider says that a checkout was paid, by so many cents of a currency, signed as it signs. */
export async function sandboxSaysPaid(
  server: TestServer,
  partnerId: string,
  checkoutId: string,
  took: { amount: string; currency: string },
): Promise<void> {
  const { gatewayAccounts } = await server.must(
    'query ($p: ID!) { gatewayAccounts(partnerId: $p) { id } }',
    { p: partnerId },
  );
  const account: string = gatewayAccounts[0].id;
  const id = `sandbox_${createHash('sha256').update(checkoutId).digest('hex').slice(0, 24)}`;
  const body = JSON.stringify({
    id: `${id}_told`,
    type: 'payment.paid',
    failure: null,
    payment: { id, ...took, reference: { partnerId, checkoutId } },
  });
  const time = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(sandboxKeys(SECRET, account).webhookSecret, 'base64');
  const response = await fetch(`${server.url}/webhooks/sandbox/${account}`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': 'msg',
      'webhook-timestamp': time,
      'webhook-signature': `v1,${createHmac('sha256', key).update(`msg.${time}.${body}`).digest('base64')}`,
    },
  });
  if (response.status !== 204) throw new Error(`the webhook was answered ${response.status}`);
}
