import { expect } from 'vitest';
import type { TestServer } from './backhaul.ts';
import { makeCustomer, PASSWORD } from './tenants.ts';

/** Cards, autopay and attempts of a customer as they stand. */
export async function cardsNow(server: TestServer, customer: string): Promise<any> {
  const { customer: now } = await server.must(
    `query ($c: ID!) { customer(id: $c) {
      balance savedMethods { id brand last4 isDefault status }
      autopay { kind nextAttempt nextAmount retries offsetDays halt haltWords method { last4 } }
      chargeAttempts { id number status retryOn date failure automatic payment { amount } }
    } }`,
    { c: customer },
  );
  return now;
}

/** A customer of a partner who saved a card of the sandbox on its page. account: the sandbox's. */
export async function withCard(
  server: TestServer,
  { partner, account, last4 }: { partner: string; account: string; last4: string },
): Promise<{ id: string; token: string; method: any }> {
  const { id, login } = await makeCustomer(server, partner, { email: 'card@example.net' });
  const token = await server.signIn(login, PASSWORD);
  const { startMethodSetup } = await server.must(
    'mutation ($g: ID!) { startMethodSetup(gatewayId: $g) { id redirectUrl amount } }',
    { g: account },
    token,
  );
  // 3220 asks its owner once more
  for (const outcome of last4 === '3220' ? ['paid', 'confirmed'] : ['paid'])
    await fetch(startMethodSetup.redirectUrl, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `outcome=${outcome}&card=${last4}`,
    });
  await expect
    .poll(async () => (await cardsNow(server, id)).savedMethods.length, { timeout: 15_000 })
    .toBe(1);
  const [method] = (await cardsNow(server, id)).savedMethods;
  return { id, token, method };
}
