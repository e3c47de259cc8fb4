import { afterAll, beforeAll, expect, it } from 'vitest';
import { OPERATOR, startTestServer, type TestServer } from '../support/backhaul.ts';
import { story } from '../support/story.ts';
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

it('a customer of another member state owes its tax: its form, its page and an invoice for it say so', async () => {
  const { viewer } = await server.must('{ viewer { partner { id } } }');
  const partnerId = viewer.partner.id;
  await server.must(
    'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { name } }',
    {
      p: partnerId,
      i: {
        name: 'Isar Net GmbH',
        street: '1 Ufer',
        city: 'München',
        country: 'DE',
        taxNumber: 'none',
        vatId: 'DE136695976',
      },
    },
  );
  const tell = story(server);
  const customer = await tell.customer({ partnerId, name: 'Donau Hosting OG', country: 'AT' });
  await tell.taxRate({ name: 'VAT', percent: '19' });
  const window = await browser.open(server.url);
  await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
  const { page } = window;
  await page.goto(`/admin/customers/${customer.id}`);
  await page.getByLabel('Kind').selectOption('Company');
  await page.getByLabel('VAT number').fill('ATU13585628');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page
    .getByText(/wrong check digit/i)
    .first()
    .waitFor();
  await page.getByLabel('VAT number').fill('ATU 135.856.27');
  await picture(page, 'customer-tax');
  await page.setViewportSize(PHONE);
  await picture(page, 'customer-tax');
  await page.setViewportSize(DESKTOP);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('heading', { level: 1, name: /Donau Hosting OG/ }).waitFor();
  await page.goto(`/admin/customers/${customer.id}/show?tab=profile`);
  await page.getByText('ATU13585627: reverse charge').waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, 'customer-reverse-charge');

  await page.goto(`/admin/invoices/create?customer=${customer.id}`);
  await page.getByLabel('Description').fill('Router');
  await page.getByLabel('Unit price').fill('100');
  await page.getByLabel('Tax', { exact: true }).selectOption('VAT, 19%');
  const estimate = page.getByRole('status').filter({ hasText: 'Reverse charge' });
  await estimate.waitFor();
  expect((await estimate.innerText()).replace(/\s+/g, ' ')).toMatch(
    /Tax, about €0\.00 Estimated total €100\.00/,
  );
  await picture(page, 'invoice-reverse-charge');
  await page.getByRole('button', { name: 'Issue invoice' }).click();
  await page.getByText('Tax reverse charge').waitFor();
  await picture(page, 'invoice-reverse-charge-issued');
}, 60_000);
