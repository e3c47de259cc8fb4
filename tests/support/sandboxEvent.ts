import { createHash, createHmac } from 'node:crypto';
import { sandboxKeys } from '../../server/src/modules/checkout/sandboxKeys.ts';
import type { TestServer } from './backhaul.ts';
import { SECRET } from './secret.ts';

/** What the sandbox calls the payment of a checkout. */
export function sandboxPayment(checkoutId: string): string {
  return `sandbox_${createHash('sha256').update(checkoutId).digest('hex').slice(0, 24)}`;
}

/** Something happens at the sandbox's side to the payment of a checkout; quiet: and it tells nobody. */
export async function sandboxActs(
  server: TestServer,
  account: string,
  checkoutId: string,
  act: Record<string, unknown>,
): Promise<any> {
  const response = await sandboxCall(
    server,
    account,
    `payments/${sandboxPayment(checkoutId)}/acts`,
    act,
  );
  if (response.status !== 200) throw new Error(`the sandbox answered ${response.status}`);
  return response.json();
}

/** Calls the sandbox's API with an account's key. */
export function sandboxCall(
  server: TestServer,
  account: string,
  path: string,
  body: object,
): Promise<Response> {
  return fetch(`${server.url}/sandbox-gateway/v1/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${sandboxKeys(SECRET, account).apiKey}`,
    },
  });
}

interface SandboxEvent {
  /** The sandbox's name of the payment. */
  payment: string;
  type?: string;
  secret?: string;
  at?: Date;
}

/** An event as the sandbox signs it, with whatever is to be wrong about it; the status of the answer. */
export async function sandboxTells(
  server: TestServer,
  account: string,
  { payment, type = 'payment.paid', secret, at = new Date() }: SandboxEvent,
): Promise<number> {
  const body = JSON.stringify({ id: `${payment}_told`, type, payment: { id: payment } });
  const time = String(Math.floor(at.getTime() / 1000));
  // by hand, as the Standard Webhooks specification writes it
  const key = Buffer.from(secret ?? sandboxKeys(SECRET, account).webhookSecret, 'base64');
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
  return response.status;
}

/** The sandbox took so many cents of a currency for a checkout, and says so. */
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
  await sandboxActs(server, account, checkoutId, { act: 'pay', ...took, quiet: true });
  const status = await sandboxTells(server, account, { payment: sandboxPayment(checkoutId) });
  if (status !== 204) throw new Error(`the webhook was answered ${status}`);
}
