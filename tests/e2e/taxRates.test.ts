import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { DESKTOP, PHONE, signInto, useBrowser } from '../support/browser.ts';
import { picture, violations } from './everyPage.ts';
import { makeTenant, makeUser, PASSWORD } from '../support/tenants.ts';

let server: TestServer;
const browser = useBrowser();
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
});
afterAll(async () => {
  await server.stop();
});

it('a group of taxes says what it comes to while it is typed, and changes on a day', async () => {
  const shop = await makeTenant(server, 'Tax Net');
  const manager = await makeUser(server, shop.id, 'MANAGER');
  const window = await browser.open(server.url);
  await signInto(window, 'admin', manager.email, PASSWORD);
  const { page } = window;
  await page.goto('/admin/settings/tax-rates');
  await page.getByRole('button', { name: 'Create tax rate' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Create tax rate' });
  await dialog.getByLabel('Name').fill('Sales taxes');
  await dialog.getByLabel('It takes').selectOption('Several taxes together');
  const tax = (n: number) => dialog.getByRole('group', { name: `Tax ${n}` });
  const rows = [
    ['Federal', '10', 'the net amount'],
    ['Surcharge', '18', 'the tax before it'],
    ['State', '13', 'net and the tax before it'],
    ['City', '2', 'net and all taxes before it'],
  ] as const;
  for (const [i, [name, percent, basis]] of rows.entries()) {
    if (i) await dialog.getByRole('button', { name: 'Add a tax' }).click();
    await tax(i + 1)
      .getByLabel('Name')
      .fill(name);
    await dialog.getByRole('status').filter({ hasText: 'Enter the percent' }).waitFor();
    await tax(i + 1)
      .getByLabel('Percent')
      .fill(percent);
    await tax(i + 1)
      .getByLabel('Of', { exact: true })
      .selectOption(basis);
  }
  await dialog.getByRole('status').filter({ hasText: 'Together 27.53468%' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, 'tax-rate-group');
  await page.setViewportSize(PHONE);
  expect(await violations(page)).toEqual([]);
  await picture(page, 'tax-rate-group');
  await page.setViewportSize(DESKTOP);
  // the percents together are the server's to refuse, and what was typed stays
  await tax(4).getByLabel('Percent').fill('80');
  await dialog.getByRole('button', { name: 'Create tax rate' }).click();
  await dialog.getByText('come to more than 100 percent together').first().waitFor();
  await picture(page, 'tax-rate-refused');
  await tax(4).getByLabel('Percent').fill('2');
  await dialog.getByRole('button', { name: 'Create tax rate' }).click();
  const row = page.getByRole('row', { name: /Sales taxes/ });
  await row.getByText('27.53468%').waitFor();
  expect(await row.innerText()).toContain('Federal 10%, Surcharge 18%, State 13%, City 2%');

  await row.getByRole('button', { name: 'Change Sales taxes' }).click();
  const change = page.getByRole('dialog', { name: 'Change Sales taxes' });
  await change.getByLabel('It takes').selectOption('Nothing: exempt');
  await change.getByLabel('Holds from').fill('2026-07-01');
  await change.getByLabel('Why, as invoices print it').fill('Art. 132 (1) i');
  await picture(page, 'tax-rate-change');
  await change.getByRole('button', { name: 'Change tax rate' }).click();
  await change.waitFor({ state: 'detached' });
  await row.getByText('exempt: Art. 132 (1) i').waitFor();
  expect(await row.innerText()).toMatch(/from 1 Jul 2026 \(planned\)[\s\S]*27\.53468% at first/);
  await picture(page, 'tax-rates');
  await page.setViewportSize(PHONE);
  await picture(page, 'tax-rates');
}, 60_000);
