import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInto, useBrowser } from '../support/browser.ts';
import { confirm, preview } from '../support/story.ts';
import { makeUser, PASSWORD } from '../support/tenants.ts';
import { goTo, shown } from './everyPage.ts';
import { openIsp, rand, TODAY, type Isp } from './isp.ts';
import { tile, untilTile } from './tiles.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 20 });
});
afterAll(async () => {
  await isp.server.stop();
});

describe('a reseller in the same back office', () => {
  it('sees its own customers and nothing of its sibling, on any page', async () => {
    const { karoo, berg } = isp;
    const window = await browser.open(isp.server.url);
    await signInto(window, 'admin', karoo.email, PASSWORD);
    const { page } = window;
    for (const path of [
      '/',
      '/customers',
      '/services',
      '/invoices',
      '/payments',
      '/transactions',
      '/partners',
      '/users',
      '/tariffs',
      '/settings/finance',
      '/settings/tax-rates',
      '/billing-runs',
      '/billing-runs/create',
    ]) {
      await goTo(page, `/admin${path}`);
      await shown(page);
      const text = await page.locator('body').innerText();
      expect(text, path).not.toContain(berg.name);
      for (const { name } of berg.customers) expect(text, path).not.toContain(name);
    }
    await page.goto('/admin/customers');
    await page
      .getByRole('region', { name: 'Customers' })
      .getByText(karoo.customers[0].name, { exact: false })
      .first()
      .waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search and commands' }).fill(berg.customers[0].name);
    await page.getByText('Nothing is called').waitFor();
  }, 60_000);

  it('sees its part of a run that was made above, and nothing to decide it with', async () => {
    const { karoo, berg, server } = isp;
    const [{ id }] = await preview(server, { date: TODAY });
    const window = await browser.open(server.url);
    await signInto(window, 'admin', karoo.email, PASSWORD);
    const { page } = window;
    await page.goto('/admin/billing-runs');
    const row = page
      .getByRole('row')
      .filter({ hasText: 'by a partner above you; you see your part' });
    await row.getByRole('link').first().click();
    await page.waitForURL(`**/billing-runs/${id}/show`);
    await page.getByText('Made and decided by a partner above you').waitFor();
    await page.locator('main').getByText(karoo.customers[0].name).first().waitFor();
    await page.getByRole('button', { name: 'Download' }).waitFor();
    for (const name of [/^Confirm/, /^Delete/, /^Preview again/, /^Exclude/, /^Leave out/])
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    const text = await page.locator('body').innerText();
    for (const { name } of berg.customers) expect(text).not.toContain(name);
    await server.must('mutation ($id: ID!) { deleteBillingRun(id: $id) { id } }', { id });
  });

  it('shows its cashier no form and no page that the server would refuse, and asks for nothing it may not see', async () => {
    const { karoo, server } = isp;
    const { email } = await makeUser(server, karoo.id, 'CASHIER');
    const window = await browser.open(server.url);
    await signInto(window, 'admin', email, PASSWORD);
    const { id } = karoo.customers[0];
    for (const path of [
      '/billing-runs/create',
      '/customers',
      '/invoices',
      '/payments',
      '/tills',
      '/customers/create',
      `/customers/${id}`,
      '/invoices/create',
      '/partners',
      '/tariffs',
      '/messages',
      '/users/create',
      '/settings/tax-rates',
    ]) {
      await goTo(window.page, `/admin${path}`);
      await window.page.getByRole('heading', { level: 1, name: 'Not part of your role' }).waitFor();
    }
  });

  it('is told that a sibling’s customer does not exist', async () => {
    const window = await browser.open(isp.server.url);
    await signInto(window, 'admin', isp.karoo.email, PASSWORD);
    await window.page.goto(`/admin/customers/${isp.berg.customers[0].id}/show`);
    await window.page.getByText('This customer does not exist').waitFor();
    expect(await window.page.locator('body').innerText()).not.toContain(isp.berg.customers[0].name);
  });

  it('watches its figures move while a run is confirmed and money arrives elsewhere', async () => {
    const { karoo } = isp;
    const window = await browser.open(isp.server.url);
    await signInto(window, 'admin', karoo.email, PASSWORD);
    const { page } = window;
    await page.goto('/admin/');
    const invoiced = await tile(page, 'Invoiced this month');
    const outstanding = await tile(page, 'Outstanding');
    await page.evaluate(() => {
      document.body.dataset.untouched = 'yes';
    });

    const [run] = await preview(isp.server, { date: TODAY, partnerIds: [karoo.id] });
    await page.getByText('The preview for 1 Apr 2026 waits to be confirmed').waitFor();
    await page.getByRole('link', { name: /^Billing runs.*1 waiting/ }).waitFor();
    await confirm(isp.server, run);
    await untilTile(page, 'Invoiced this month', (now) => now !== invoiced);
    await untilTile(page, 'Outstanding', (now) => now !== outstanding);
    await page
      .getByText('The preview for 1 Apr 2026 waits to be confirmed')
      .waitFor({ state: 'detached' });

    const owed = await tile(page, 'Outstanding');
    const debtor = karoo.customers[1];
    await isp.tell.pay(
      { customerId: debtor.id, amount: String(debtor.monthly), date: TODAY },
      karoo.token,
    );
    await untilTile(page, 'Outstanding', (now) => now !== owed);
    expect(await page.evaluate(() => document.body.dataset.untouched)).toBe('yes');
  }, 60_000);

  it('previews and confirms its own batch, which is on one screen because there is nobody below it', async () => {
    const { berg } = isp;
    const { page } = await browser.open(isp.server.url);
    await page.goto('/admin/billing-runs/create');
    await page.getByLabel('E-mail').fill(berg.email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'New billing run' }).waitFor();
    await page.getByLabel('Billing date').fill(TODAY);
    await page.getByText('the invoices of 20 customers of 1 partner').waitFor();
    await page.getByRole('button', { name: 'Preview April' }).click();
    await page.getByRole('button', { name: 'Confirm 20 invoices' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm 20 invoices' }).click();
    await page.getByRole('heading', { name: 'Invoices of this run' }).waitFor();
    await page
      .getByLabel('Totals of the run')
      .getByText(rand(berg.customers.reduce((sum, { monthly }) => sum + monthly, 0)))
      .waitFor();
  }, 60_000);
});
