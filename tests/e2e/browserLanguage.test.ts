import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { signInto, useBrowser } from '../support/browser.ts';
import { preview } from '../support/story.ts';
import { PASSWORD } from '../support/tenants.ts';
import { inspect } from './everyPage.ts';
import { openIsp, TODAY, type Isp } from './isp.ts';
import { adminPages, portalPages } from './pages.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 4 });
  await preview(isp.server, { date: TODAY, partnerIds: [isp.karoo.id] });
});
afterAll(async () => {
  await isp.server.stop();
});

/** As browsers say it that a system without a language, or with one of its own making, has started. */
describe('a browser whose language is no language', () => {
  it('opens every page of the back office', async () => {
    const window = await browser.open(isp.server.url, { languages: ['C'] });
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    const pages = await adminPages(isp);
    expect(await inspect(window, pages, { accessible: false })).toEqual([]);
  }, 300_000);

  it('opens every page of the portal', async () => {
    const [customer] = isp.karoo.customers;
    const token = await isp.server.signIn(customer.login, PASSWORD);
    const { startCheckout } = await isp.server.must(
      'mutation { startCheckout(input: { amount: "10", idempotencyKey: "language" }) { id } }',
      {},
      token,
    );
    const [invoice] = (await isp.tell.customerNow(customer.id)).invoices.nodes;
    const window = await browser.open(isp.server.url, { languages: ['en-US@posix'] });
    await signInto(window, 'portal', customer.login, PASSWORD);
    const pages = portalPages(invoice.id, startCheckout.id);
    expect(await inspect(window, pages, { accessible: false })).toEqual([]);
  }, 120_000);
});
