import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, PHONE, signInto, useBrowser } from '../support/browser.ts';
import { preview, confirm } from '../support/story.ts';
import { PASSWORD } from '../support/tenants.ts';
import { inspect } from './everyPage.ts';
import { openIsp, TODAY, type Isp } from './isp.ts';
import { portalPages } from './pages.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 6 });
  const [run] = await preview(isp.server, { date: TODAY, partnerIds: [isp.karoo.id] });
  await confirm(isp.server, run);
});
afterAll(async () => {
  await isp.server.stop();
});

describe('every page of the portal', () => {
  it.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ])(
    'on a %s is accessible in light and dark, fits, and complains about nothing',
    async (_, viewport) => {
      const [{ login, id }] = isp.karoo.customers;
      const token = await isp.server.signIn(login, PASSWORD);
      const { startCheckout } = await isp.server.must(
        'mutation ($k: String!) { startCheckout(input: { amount: "10", idempotencyKey: $k }) { id } }',
        { k: `walk ${viewport.width}` },
        token,
      );
      const [invoice] = (await isp.tell.customerNow(id)).invoices.nodes;
      const window = await browser.open(isp.server.url, { viewport });
      await signInto(window, 'portal', login, PASSWORD);
      expect(await inspect(window, portalPages(invoice.id, startCheckout.id))).toEqual([]);
    },
    120_000,
  );

  it('begins with a sign-in that is accessible too', async () => {
    for (const viewport of [DESKTOP, PHONE]) {
      const window = await browser.open(isp.server.url, { viewport });
      expect(await inspect(window, [{ name: 'portal-sign-in', path: '/' }])).toEqual([]);
    }
  });
});
