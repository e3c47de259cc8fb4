import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { DESKTOP, PHONE, signInto, useBrowser } from '../support/browser.ts';
import { picture, violations } from './everyPage.ts';
import { openIsp, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 6 });
});
afterAll(async () => {
  await isp.server.stop();
});

async function office(viewport = DESKTOP) {
  const window = await browser.open(isp.server.url, { viewport });
  await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
  return window.page;
}

/** Drafts of a reseller's customers, 50.00 each. */
async function drafts(count: number): Promise<void> {
  for (const customer of isp.berg.customers.slice(0, count))
    await isp.server.must('mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }', {
      i: {
        customerId: customer.id,
        documentDate: '2026-04-01',
        draft: true,
        lines: [{ description: 'Site visit', unitPrice: '50' }],
      },
    });
}

describe('a new invoice', () => {
  it('is issued from its form as paid: both or neither', async () => {
    const [customer] = isp.karoo.customers;
    const page = await office();
    await page.goto(`/admin/invoices/create?customer=${customer.id}`);
    await page.getByRole('button', { name: 'Issue as paid' }).click();
    await page.getByText('Enter a price.').waitFor();
    await page.getByLabel('Description').fill('Router');
    await page.getByLabel('Unit price').fill('80');
    await page.getByRole('button', { name: 'Issue as paid' }).click();
    const dialog = page.getByRole('dialog', { name: 'Issue this invoice as paid' });
    expect(await dialog.getByLabel('Amount').inputValue()).toBe('92.00');
    expect(await violations(page)).toEqual([]);
    await picture(page, 'issue as paid');
    await dialog.getByRole('button', { name: 'Issue and record payment' }).click();
    await page.getByText(/^Issued as 2026\d+, ZAR\s92.00 recorded\.$/).waitFor();
    await page.waitForURL(/\/admin\/invoices\/[0-9a-f-]+\/show/);
    await page.getByText('Paid').first().waitFor();
  });
});

describe('many at once', () => {
  it('all drafts that are found are issued together, and said to be', async () => {
    await drafts(3);
    const page = await office();
    await page.goto(`/admin/invoices?filter=${encodeURIComponent('{"status":"DRAFT"}')}`);
    await page.getByRole('button', { name: 'Approve all' }).click();
    const done = page.getByRole('dialog', { name: 'Approve drafts' });
    await done.getByText('3 drafts to be issued: ZAR 150.00.').waitFor();
    await done.getByText(/3 mails wait/).waitFor();
    await picture(page, 'drafts to be issued');
    await done.getByRole('button', { name: 'Issue 3 drafts' }).click();
    await done.getByText('3 drafts issued: ZAR 150.00.').waitFor();
    await done.getByRole('row').nth(3).waitFor();
    expect(await done.getByRole('row').count()).toBe(4);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'drafts issued together');
    await done.getByRole('button', { name: 'Close' }).click();
    await page.getByText('Nothing matches these filters').waitFor();
  });

  it('customers are charged together after what each is charged was shown', async () => {
    const page = await office();
    await page.goto('/admin/customers');
    for (const row of [1, 2]) await page.getByRole('row').nth(row).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Charge now' }).click();
    const asked = page.getByRole('dialog', { name: 'Charge 2 customers now' });
    await asked.getByLabel('As of').fill('2026-05-01');
    await picture(page, 'charge customers');
    await asked.getByRole('button', { name: 'Show what is charged' }).click();
    const looked = page.getByRole('dialog', { name: 'Charge customers now' });
    await looked.getByText('2 customers to be charged: ZAR').waitFor();
    expect(await looked.getByRole('row').nth(1).innerText()).toMatch(/1 Apr - 31 May\s+ZAR/);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'what customers are charged');
    await page.setViewportSize(PHONE);
    await picture(page, 'what customers are charged on a phone');
    await looked.getByRole('button', { name: 'Charge 2 customers' }).click();
    await looked.getByText('2 customers charged: ZAR').waitFor();
  });

  it('the same invoice goes to several customers, or says by its field what is wrong', async () => {
    const page = await office();
    await page.goto('/admin/customers');
    for (const row of [3, 4]) await page.getByRole('row').nth(row).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'One-time invoice' }).click();
    const asked = page.getByRole('dialog', { name: 'The same invoice for 2 customers' });
    await asked.getByRole('button', { name: 'Show what is invoiced' }).click();
    await asked.getByText('Enter a price.').waitFor();
    await asked.getByLabel('Description').fill('Mast maintenance');
    await asked.getByLabel('Unit price').fill('150');
    await picture(page, 'the same invoice for customers');
    await asked.getByRole('button', { name: 'Show what is invoiced' }).click();
    const looked = page.getByRole('dialog', { name: 'Invoice customers' });
    await looked.getByRole('button', { name: 'Invoice 2 customers' }).click();
    await looked.getByText('2 customers invoiced: ZAR 345.00.').waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'the same invoice was made');
    await looked.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'One-time invoice' }).waitFor({ state: 'detached' });
  });
});
