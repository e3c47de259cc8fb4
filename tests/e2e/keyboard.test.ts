import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { preview } from '../support/story.ts';
import { PASSWORD } from '../support/tenants.ts';
import { violations } from './everyPage.ts';
import { openIsp, TODAY, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 20 });
  await preview(isp.server, { date: TODAY, partnerIds: [isp.karoo.id] });
});
afterAll(async () => {
  await isp.server.stop();
});

/** Presses Tab until the focus is there, as somebody without a mouse does; too many presses fail. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error('the focus never came there');
}

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText ?? '');

it('a run is reviewed and confirmed with the keyboard alone, from signing in', async () => {
  const { page } = await browser.open(isp.server.url);
  await page.goto('/admin/');
  await page.getByLabel('E-mail').waitFor();
  await page.keyboard.type(isp.karoo.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Dashboard' }).waitFor();

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search and commands' }).waitFor();
  await page.keyboard.type('karoo');
  await page.getByRole('option', { name: /Karoo Fibre.*Partner \d/ }).waitFor();
  await page.getByRole('combobox', { name: 'Search and commands' }).fill('billing runs');
  await page.getByRole('option', { name: 'Billing runs', exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Billing runs' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search and commands' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Search and commands' }).waitFor({ state: 'detached' });
  const ready = page.getByRole('row').filter({ hasText: 'Ready to confirm' }).getByRole('link');
  await tabTo(page, ready);
  await page.keyboard.press('Enter');

  const grid = page.getByRole('treegrid', { name: 'Customers of the preview' });
  await grid.locator('[data-row="0"]').waitFor();
  await tabTo(page, grid.locator('[data-row="0"]'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await grid.locator('[data-row="1"][aria-expanded="true"]').waitFor();
  await page.keyboard.press('n');
  await expect.poll(() => focused(page)).toMatch(/New|First charge|Changed/);
  const flagged = (await focused(page)).split(/ #\d/)[0].trim();
  await page.keyboard.press('x');
  await page.getByRole('dialog', { name: `Exclude ${flagged}` }).waitFor();
  await page.keyboard.type('asked to wait');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Left out 1' }).waitFor();

  await tabTo(page, page.getByRole('button', { name: 'Confirm 19 invoices' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Confirm 19 invoices' });
  await tabTo(page, dialog.getByRole('button', { name: 'Confirm 19 invoices' }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Invoices of this run' }).waitFor();
}, 60_000);
