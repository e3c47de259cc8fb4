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

/** The sentences of the back office are English whoever reads them, and so is what stands in them. */
describe('a browser in German', () => {
  it('reads weekdays and months in the language of the words around them', async () => {
    const { karoo, server } = isp;
    const window = await browser.open(server.url, { languages: ['de-DE'] });
    await signInto(window, 'admin', karoo.email, PASSWORD);
    const { page } = window;
    await page.goto('/admin/billing-runs/create');
    await page.getByLabel('Billing date').fill('2036-12-01');
    await page.getByText('Monday, in 11 years').waitFor();
    await page
      .getByText('The billing date 1 Dec 2036 lies', { exact: false })
      .or(page.getByText('The billing date Dec 1, 2036 lies', { exact: false }))
      .waitFor();
    const preview = page.getByRole('button', { name: 'Preview December 2036' });
    expect(await preview.isDisabled()).toBe(true);
    const described = (await preview.getAttribute('aria-describedby'))!.split(' ');
    expect(await page.locator(`[id="${described[1]}"]`).innerText()).toBe(
      'Tick the box above first.',
    );
    expect(await page.locator('main').innerText()).not.toMatch(
      /more than a year|Dezember|Montag|Mo\./,
    );
    await page.getByLabel('Billing date').fill('2026-04-03');
    await page.getByText('Friday, in 2 days').waitFor();
    await page.goto('/admin/settings/notifications');
    await page
      .getByText(/confirmed Friday 17:30/)
      .first()
      .waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/Freitag|Montag|\bMi\b/);
  }, 60_000);
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
