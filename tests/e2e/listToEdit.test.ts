import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { signInto, useBrowser } from '../support/browser.ts';
import { PASSWORD } from '../support/tenants.ts';
import { picture, shown } from './everyPage.ts';
import { openIsp, type Isp } from './isp.ts';

let isp: Isp;
let plan: string;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 6, march: false });
  const {
    createTaxRate: { id: taxRateId },
  } = await isp.server.must(
    'mutation { createTaxRate(input: { name: "VAT", percent: "15" }) { id } }',
  );
  const { createTariff } = await isp.server.must(
    'mutation ($input: TariffInput!) { createTariff(input: $input) { id } }',
    {
      input: {
        kind: 'INTERNET',
        name: 'Aaa taxed',
        price: '100',
        currency: 'ZAR',
        taxRateId,
        partnerIds: [isp.karoo.id],
        setupFee: '20',
      },
    },
  );
  plan = createTariff.id;
  await isp.server.must(
    'mutation ($id: ID!) { updatePartner(id: $id, input: { supportEmail: "help@karoo.example", supportPhone: "012 345" }) { id } }',
    { id: isp.karoo.id },
  );
});
afterAll(async () => {
  await isp.server.stop();
});

/** What a form holds, by name; what is chosen in it as it is read. */
async function formOf(page: Page): Promise<string[]> {
  await shown(page);
  return page
    .locator('main form')
    .evaluate((form) => [
      ...[...form.querySelectorAll<HTMLInputElement>('input[name], textarea[name]')].map(
        ({ name, type, checked, value }) => `${name}: ${type === 'checkbox' ? checked : value}`,
      ),
      ...[...form.querySelectorAll('.MuiChip-label, [role=combobox]')].map(
        (field) => (field as HTMLInputElement).value ?? field.textContent,
      ),
    ]);
}

describe('a record opened from its list and edited at once', () => {
  const firstUser = async () =>
    (await isp.server.must<any>('{ users(first: 1) { nodes { id } } }')).users.nodes[0].id;
  it.each([
    ['tariffs', async () => plan, /Karoo Fibre/],
    ['partners', async () => isp.karoo.id, /help@karoo/],
    ['users', firstUser, /@/],
  ])('has the same fields in %s as one whose address was typed', async (resource, idOf, told) => {
    const window = await browser.open(isp.server.url);
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    const { page } = window;
    const id = await idOf();
    await page.goto(`/admin/${resource}/${id}`);
    await expect.poll(async () => (await formOf(page)).join('\n')).toMatch(told);
    const typed = await formOf(page);

    await page.goto(`/admin/${resource}${resource === 'partners' ? '?sort=name&order=ASC' : ''}`);
    await shown(page);
    await page.locator(`main a[href*="/${resource}/${id}"]`).first().click();
    await page.waitForURL(new RegExp(id));
    // some lists lead to the form, others to a page that does
    if (page.url().endsWith('/show')) await page.getByRole('link', { name: /^Edit / }).click();
    await page.waitForURL(`**/${resource}/${id}`);
    await expect.poll(() => formOf(page)).toEqual(typed);
  });
});

describe('a new tariff', () => {
  it('is taxed as those that the partner sells already', async () => {
    const window = await browser.open(isp.server.url);
    await signInto(window, 'admin', isp.karoo.email, PASSWORD);
    const { page } = window;
    await page.goto('/admin/tariffs/create');
    await page.getByRole('combobox', { name: 'Tax rate' }).getByText('VAT, 15').waitFor();
  });
});

describe('a draft of an invoice', () => {
  async function draftFor(customerId: string): Promise<{ id: string }> {
    const { taxRates } = await isp.server.must('{ taxRates { id } }');
    const { createInvoice } = await isp.server.must(
      'mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }',
      {
        i: {
          customerId,
          documentDate: '2026-04-01',
          draft: true,
          lines: [
            { description: 'Router', quantity: '2', unitPrice: '100', taxRateId: taxRates[0].id },
            {
              description: 'Visit',
              unitPrice: '50',
              discount: { kind: 'FIXED', value: '10', message: 'as agreed' },
            },
          ],
        },
      },
    );
    return createInvoice;
  }

  it('is issued together with its payment, or neither', async () => {
    const { server, karoo, tell } = isp;
    const customer = karoo.customers[1];
    const { id } = await draftFor(customer.id);
    const window = await browser.open(server.url);
    await signInto(window, 'admin', karoo.email, PASSWORD);
    const { page } = window;
    await page.goto(`/admin/invoices/${id}/show`);
    await page.getByRole('button', { name: 'Issue as paid' }).click();
    const dialog = page.getByRole('dialog', { name: 'Issue this draft as paid' });
    const amount = dialog.getByLabel('Amount');
    expect(await amount.inputValue()).toBe('270.00');
    await dialog.getByText('This payment settles it.').waitFor();
    await amount.fill('200');
    await dialog.getByText('ZAR 70.00 of it stays due').waitFor();
    expect(await dialog.getByText('settles it').count()).toBe(0);
    await picture(page, 'issue-as-paid-with-less');
    await amount.fill('300');
    await dialog.getByText('ZAR 30.00 more than that stays on the balance.').waitFor();
    await amount.fill('0');
    await dialog.getByRole('button', { name: 'Issue and record payment' }).click();
    await dialog.getByText('Enter how much was paid').waitFor();
    await amount.fill('300');
    for (const box of await dialog.getByRole('checkbox').all()) await box.check();
    await dialog.getByRole('button', { name: 'Issue and record payment' }).click();
    await page.getByText(', ZAR 300.00 recorded.').waitFor();
    await page.getByText('Paid', { exact: true }).first().waitFor();
    expect(await tell.customerNow(customer.id)).toMatchObject({
      balance: '30.00',
      invoices: { nodes: [{ id, status: 'PAID', total: '270.00' }] },
    });
  });

  it('is changed with what was entered, line by line, and discarded', async () => {
    const { server, karoo, tell } = isp;
    const [customer] = karoo.customers;
    const createInvoice = await draftFor(customer.id);
    const window = await browser.open(server.url);
    await signInto(window, 'admin', karoo.email, PASSWORD);
    const { page } = window;
    await page.goto(`/admin/invoices/${createInvoice.id}/show`);
    await page.getByRole('link', { name: 'Change draft' }).click();
    await page.getByRole('heading', { level: 1, name: 'Change the draft' }).waitFor();
    const price = page.getByLabel('Unit price').first();
    await expect.poll(() => price.inputValue()).toBe('100');
    await page.getByText('ZAR 270.00').waitFor();
    await price.fill('abc');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('Enter a price.').waitFor();
    await price.fill('120');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('Draft saved.').waitFor();
    expect(await tell.customerNow(customer.id)).toMatchObject({
      balance: '0.00',
      invoices: { nodes: [{ id: createInvoice.id, status: 'DRAFT', total: '316.00' }] },
    });
    await page.getByText('as agreed').waitFor();
    await page.getByRole('button', { name: 'Discard draft' }).click();
    const dialog = page.getByRole('dialog', { name: 'Discard this draft' });
    await dialog.getByText('The draft over ZAR 316.00').waitFor();
    await dialog.getByRole('button', { name: 'Discard draft' }).click();
    await page.getByText('Draft discarded.').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Invoices' }).waitFor();
    expect((await tell.customerNow(customer.id)).invoices.nodes).toEqual([]);
    await page.goto(`/admin/invoices/${createInvoice.id}`);
    await page
      .getByText(/no such invoice|does not exist|not there/i)
      .first()
      .waitFor();
  });
});
