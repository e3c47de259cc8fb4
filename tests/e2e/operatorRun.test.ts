import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { PHONE, signInto, useBrowser } from '../support/browser.ts';
import { PASSWORD } from '../support/tenants.ts';
import { overflow, violations } from './everyPage.ts';
import { openIsp, rand, type Isp, type Reseller } from './isp.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp();
});
afterAll(async () => {
  await isp.server.stop();
});

const total = ({ customers }: Reseller): number =>
  customers.reduce((sum, { monthly }) => sum + monthly, 0);
const newInApril = ({ customers }: Reseller): number => customers.length * 0.1;

/** The line under the table: how many customers it holds and what they add up to. */
const tableSum = (page: Page) => page.getByRole('status').filter({ hasText: /customers?.*Total/ });

describe('the operator', () => {
  it('previews April for each reseller, reviews one, excludes a customer, confirms, and finds the invoices', async () => {
    const { karoo, berg } = isp;
    const { page } = await browser.open(isp.server.url);
    await page.goto('/admin/');
    await page.getByLabel('E-mail').fill(OPERATOR.email);
    await page.getByLabel('Password').fill(OPERATOR.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Dashboard' }).waitFor();

    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Billing runs' })
      .click();
    await page.getByRole('link', { name: 'New billing run' }).click();
    const date = page.getByLabel('Billing date');
    await date.waitFor();
    await date.fill('2026-04-01');
    await page.getByLabel('One preview for each partner, confirmed one by one').check();
    await page
      .getByText(
        /the invoices of 120 customers of 2 partners for Wed, 1 Apr 2026, in 2 separate previews/,
      )
      .waitFor();
    await page.getByRole('button', { name: 'Preview April' }).click();

    const previews = page.getByRole('list', { name: 'Previews' });
    await previews.getByRole('link', { name: `Review ${berg.name}` }).waitFor();
    await previews.getByRole('link', { name: `Review ${karoo.name}` }).click();

    const sums = page.getByLabel('Totals of the run');
    await sums.getByText(rand(total(karoo))).waitFor();
    const grid = page.getByRole('treegrid', { name: 'Customers of the preview' });
    const [first] = karoo.customers;

    await grid.getByRole('row', { name: first.name, exact: false }).first().click();
    const lines = grid.getByRole('table', { name: `Lines of ${first.name}` });
    expect(await lines.innerText()).toMatch(/Fibre 50\/50[\s\S]*1\s?–\s?30 Apr 2026[\s\S]*499/);

    await page
      .getByRole('group', { name: 'Flags' })
      .getByRole('button', { name: `New ${newInApril(karoo)}`, exact: true })
      .click();
    await tableSum(page)
      .getByText(`${newInApril(karoo)} customers`)
      .waitFor();
    const find = page.getByLabel('Find a customer');
    await find.fill('called like nobody');
    await page.getByText('Nobody fits these filters').waitFor();
    await page.getByRole('button', { name: 'Show everybody' }).click();
    await tableSum(page).getByText('60 customers').waitFor();
    expect(await find.inputValue()).toBe('');

    await page.getByLabel('Find a customer').fill(first.name);
    await tableSum(page).getByText('1 customer').waitFor();
    await grid.getByRole('button', { name: `Exclude ${first.name}` }).click();
    const exclude = page.getByRole('dialog', { name: `Exclude ${first.name}` });
    await exclude.getByRole('button', { name: 'Exclude from this run' }).click();
    await exclude.getByText('Say why, for whoever looks at this run later.').waitFor();
    expect(await violations(page)).toEqual([]);
    await exclude.getByLabel('Reason').fill('disputes the speed');
    await exclude.getByRole('button', { name: 'Exclude from this run' }).click();
    await exclude.waitFor({ state: 'detached' });
    await page.getByLabel('Find a customer').fill('');
    await page.getByRole('tab', { name: 'Left out 1' }).click();
    await page
      .getByRole('treegrid', { name: 'Customers left out' })
      .getByText('disputes the speed')
      .waitFor();

    const rest = total(karoo) - first.monthly;
    await sums.getByText(rand(rest)).waitFor();
    await page.getByRole('button', { name: 'Confirm 59 invoices' }).click();
    const dialog = page.getByRole('dialog', { name: 'Confirm 59 invoices' });
    await dialog.getByText('to be paid by').waitFor();
    expect(await dialog.innerText()).toContain(`59 invoices for ${rand(rest)} are issued`);
    expect(await dialog.innerText()).toContain('1 customer stays left out');
    await dialog.getByText(/59 invoices go to nobody by mail|mails? (go|wait|are)/).waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Confirm 59 invoices' }).click();

    await page.getByRole('heading', { name: 'Invoices of this run' }).waitFor();
    await page.getByRole('link', { name: 'Show in invoices' }).click();
    await page.getByRole('heading', { level: 1, name: 'Invoices' }).waitFor();
    await page.getByText('59', { exact: true }).waitFor();
    await page
      .getByRole('region', { name: 'Invoices' })
      .getByRole('link', { name: karoo.customers[1].name, exact: true })
      .waitFor();
    expect((await isp.tell.customerNow(first.id)).invoices.nodes).toHaveLength(1);
  }, 120_000);

  it('confirms the other reseller’s preview from a phone, coming from the dashboard', async () => {
    const { berg } = isp;
    const window = await browser.open(isp.server.url, { viewport: PHONE });
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    const { page } = window;
    await page.goto('/admin/');
    await page
      .getByRole('region', { name: 'What needs you' })
      .getByRole('listitem')
      .filter({ hasText: berg.name })
      .getByRole('link', { name: 'Review' })
      .click();
    const grid = page.getByRole('treegrid', { name: 'Customers of the preview' });
    await grid.getByText(berg.customers[0].name).click();
    await grid.getByRole('table', { name: `Lines of ${berg.customers[0].name}` }).waitFor();
    expect([...(await violations(page)), ...(await overflow(page))]).toEqual([]);
    await page.getByRole('button', { name: 'Confirm 60 invoices' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm 60 invoices' }).click();
    await page.getByRole('heading', { name: 'Invoices of this run' }).waitFor();
    const { invoices } = await isp.server.must(
      'query ($p: ID!) { invoices(filter: { partnerId: $p, documentDateFrom: "2026-04-01" }) { totalCount } }',
      { p: berg.id },
    );
    expect(invoices.totalCount).toBe(60);
  }, 60_000);
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
