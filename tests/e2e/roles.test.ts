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
