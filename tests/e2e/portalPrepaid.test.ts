import { afterAll, beforeAll, expect, it } from 'vitest';
import { DESKTOP, PHONE, signInto, useBrowser } from '../support/browser.ts';
import { overflow, picture, violations } from './everyPage.ts';
import { openIsp, TODAY, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();
let topUp: string;
beforeAll(async () => {
  isp = await openIsp({ customers: 6 });
  const customer = await isp.tell.customer({
    partnerId: isp.karoo.id,
    name: 'Dora Daily',
    status: 'NEW',
    billingType: 'PREPAID_DAILY',
    login: 'dora',
    password: 'correct horse battery',
  });
  const { tariffs } = await isp.server.must<any>(
    'query ($p: ID!) { tariffs(filter: { partnerId: $p, kind: INTERNET }, first: 1) { nodes { id } } }',
    { p: isp.karoo.id },
  );
  await isp.tell.service({
    customerId: customer.id,
    tariffId: tariffs.nodes[0].id,
    startDate: TODAY,
  });
  await isp.tell.pay({ customerId: customer.id, amount: '100', date: TODAY });
  const asked = await isp.server.must<any>(
    'query ($id: ID!) { customer(id: $id) { prepaid { topUp missing } } }',
    { id: customer.id },
  );
  ({ topUp } = asked.customer.prepaid);
  expect(Number(topUp)).toBeGreaterThan(20 * Number(asked.customer.prepaid.missing));
});
afterAll(async () => {
  await isp.server.stop();
});

it.each([
  ['on a desktop', DESKTOP],
  ['on a phone', PHONE],
])('who pays ahead sees how long the money lasts, and tops up, %s', async (_, viewport) => {
  const window = await browser.open(isp.server.url, { viewport });
  await signInto(window, 'portal', 'dora', 'correct horse battery');
  const { page } = window;
  await page.goto('/');
  await page.getByText(/It lasts (one more day|\d+ more days), through/).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toEqual([]);
  await picture(page, 'portal prepaid');
  await page.getByText(/With .* more your service/).waitFor();
  await page.getByRole('link', { name: 'Top up' }).click();
  expect(await page.getByLabel(/amount/i).inputValue()).toBe(topUp);
  await picture(page, 'portal top up');
});
