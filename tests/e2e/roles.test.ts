import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHONE, signInto, useBrowser, type Window } from '../support/browser.ts';
import { money } from '../support/money.ts';
import { makeUser, PASSWORD } from '../support/tenants.ts';
import { goTo, shown } from './everyPage.ts';
import { openIsp, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 6 });
  await money(isp.server).invoice(isp.karoo.customers[0].id, '40', { documentDate: '2026-03-20' });
});
afterAll(async () => {
  await isp.server.stop();
});

/** The window of somebody with a role, and what the server refused it. */
async function windowOf(
  role: string,
  viewport?: typeof PHONE,
): Promise<{ window: Window; refused: string[] }> {
  const { email } = await makeUser(isp.server, isp.karoo.id, role);
  const window = await browser.open(isp.server.url, viewport ? { viewport } : {});
  const refused: string[] = [];
  window.context.on('response', (response) => {
    if (response.url().endsWith('/graphql'))
      void response.text().then(
        (text) => {
          if (text.includes('"FORBIDDEN"'))
            refused.push(
              `${new URL(window.page.url()).pathname}: ${response.request().postData()?.slice(0, 120)}`,
            );
        },
        () => undefined,
      );
  });
  await signInto(window, 'admin', email, PASSWORD);
  return { window, refused };
}

describe('whoever reads less', () => {
  it('opens its pages, and none asks for what the role does not read', async () => {
    const [customer] = isp.karoo.customers;
    const pages = [
      '/',
      '/customers',
      `/customers/${customer.id}/show?tab=services`,
      `/customers/${customer.id}/show?tab=profile`,
      `/customers/${customer.id}/show?tab=billing`,
      '/services',
      `/services/${customer.serviceId}/show`,
    ];
    const more: Record<string, string[]> = {
      TECHNICIAN: [],
      ENGINEER: ['/tariffs', '/partners'],
      CUSTOMER_CREATOR: ['/customers/create', `/customers/${customer.id}`],
    };
    for (const [role, own] of Object.entries(more)) {
      const {
        window: { page },
        refused,
      } = await windowOf(role);
      for (const path of [...pages, ...own]) {
        await goTo(page, `/admin${path}`);
        await shown(page);
        const text = await page.locator('main').innerText();
        expect(text, `${role} ${path}`).not.toMatch(
          /could not be loaded|not allowed|Not part of your role/,
        );
        expect(text, `${role} ${path}`).not.toMatch(/Setup fee|tariff’s price|Portal login/);
      }
      expect(refused, role).toEqual([]);
    }
  }, 240_000);

  it('adds a service without seeing or saying what it costs, and finds the form for the portal’s login closed', async () => {
    const {
      window: { page },
      refused,
    } = await windowOf('CUSTOMER_CREATOR');
    const [, customer] = isp.karoo.customers;
    await page.goto(`/admin/customers/${customer.id}/show?tab=services`);
    await page.getByRole('button', { name: 'Add service' }).click();
    await page.getByRole('combobox', { name: 'Tariff' }).click();
    await page.getByRole('option').first().click();
    expect(await page.getByRole('textbox', { name: /^(Price|Setup fee)/ }).count()).toBe(0);
    await page.getByRole('dialog').getByRole('button', { name: 'Add service' }).click();
    await page.getByText(/ added\./).waitFor();
    await page.goto(`/admin/customers/${customer.id}`);
    await shown(page);
    expect(await page.getByRole('textbox', { name: 'Login' }).count()).toBe(0);
    await page.getByRole('textbox', { name: 'Phone' }).fill('+27 21 555 0000');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Changes saved.').waitFor();
    expect(refused).toEqual([]);
  }, 120_000);
});

describe('at the desk', () => {
  for (const [name, viewport] of [
    ['on a desktop', undefined],
    ['on a phone', PHONE],
  ] as const) {
    it(`a cashier finds who pays, takes the money and has the receipt, ${name}`, async () => {
      const {
        window: { page },
        refused,
      } = await windowOf('CASHIER', viewport);
      const [customer] = isp.karoo.customers;
      await page.goto('/admin/');
      await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor();
      await page.getByPlaceholder('Name or number').fill(customer.name);
      // the list is narrowed a moment after the typing rests
      await page.getByText('1–1 of 1').waitFor();
      await page.getByRole('link', { name: customer.name }).click();
      await page.getByRole('heading', { level: 1, name: customer.name }).waitFor();
      await page.getByRole('heading', { name: 'Open invoices' }).waitFor();
      await page.getByRole('button', { name: 'Record payment' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Amount' }).fill('5');
      await dialog.getByRole('button', { name: /^Record / }).click();
      await page.getByText(/recorded, receipt/).waitFor();
      await page.getByRole('region', { name: 'payments' }).getByRole('link').first().waitFor();
      for (const path of ['/payments', '/invoices', '/payments/create']) {
        await goTo(page, `/admin${path}`);
        await shown(page);
        expect(await page.locator('body').innerText(), path).not.toMatch(
          /could not be loaded|not allowed|Not part of your role/,
        );
      }
      await page.goto('/admin/payments');
      await page.getByRole('region', { name: 'Taken by you' }).getByRole('link').first().click();
      await page.getByRole('heading', { level: 1, name: /^Payment / }).waitFor();
      await page.getByRole('button', { name: 'PDF' }).click();
      await page.getByRole('menuitem', { name: 'View PDF' }).click();
      await page.getByRole('dialog').getByRole('img').first().waitFor();
      expect(refused).toEqual([]);
    }, 120_000);
  }
});
