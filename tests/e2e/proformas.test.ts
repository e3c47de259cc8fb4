import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { PHONE, signInto, useBrowser } from '../support/browser.ts';
import { money } from '../support/money.ts';
import { makeCustomer, PASSWORD } from '../support/tenants.ts';
import { picture, shown, violations } from './everyPage.ts';
import { openIsp, rand, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 2 });
});
afterAll(async () => {
  await isp.server.stop();
});

describe('a request for payment', () => {
  it('is looked at once more before it goes, waits with its money, and says what it became, in German too', async () => {
    const { server, karoo } = isp;
    const customer = await makeCustomer(server, karoo.id, {
      name: 'Vera Moser',
      email: 'vera@customer.example',
    });
    const cash = money(server);
    const { page } = await (async () => {
      const window = await browser.open(server.url);
      await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
      return window;
    })();
    await page.goto(`/admin/proformas/create?customer=${customer.id}`);
    await page.getByLabel('Description').fill('Router');
    await page.getByLabel('Unit price').fill('800');
    await page.getByLabel('Tax', { exact: true }).selectOption({ label: 'No tax' });
    await page.getByText('To be paid by Wed, 15 Apr 2026, by the customer’s terms').waitFor();
    await page.getByRole('button', { name: 'Issue proforma' }).click();
    const dialog = page.getByRole('dialog', { name: 'Issue this proforma' });
    await dialog.getByText('To vera@customer.example').waitFor();
    expect(await dialog.innerText()).toMatch(/Vera Moser #\d+[^]*Wed, 15 Apr 2026/);
    await shown(page);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'issue-proforma');
    const none = await server.must<any>(
      'query ($id: ID!) { proformas(filter: { customerId: $id }) { totalCount } }',
      { id: customer.id },
    );
    expect(none.proformas.totalCount, 'while it is looked at').toBe(0);
    await dialog.getByRole('button', { name: `Ask for ${rand(800)}` }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1, name: /^Proforma/ }).waitFor();
    const { proformas } = await server.must<any>(
      'query ($id: ID!) { proformas(filter: { customerId: $id }) { nodes { id number } } }',
      { id: customer.id },
    );
    const [asked] = proformas.nodes;

    await cash.pay(customer.id, '300', { proformaId: asked.id });
    await page.goto(`/admin/customers/${customer.id}/show`);
    await page.getByText('of the balance waits, and pays nothing else').waitFor();
    await page.getByRole('link', { name: asked.number }).waitFor();
    await picture(page, 'waiting-money');

    const window = await browser.open(server.url, { viewport: PHONE, languages: ['de-DE', 'de'] });
    await signInto(window, 'portal', customer.login, PASSWORD);
    const { page: portal } = window;
    await portal.goto('/');
    await portal
      .getByText(`für Proforma-Rechnung ${asked.number} vorgemerkt und bezahlen nichts anderes`)
      .waitFor();
    const { id: last } = await cash.pay(customer.id, '500', { proformaId: asked.id });
    await portal.goto(`/proformas/${asked.id}/pdf`);
    await portal.getByText('Bezahlt', { exact: true }).waitFor();
    await portal.getByText(/Sie ist bezahlt: daraus wurde Rechnung/).waitFor();
    expect(await violations(portal)).toEqual([]);
    await picture(portal, 'portal-paid-proforma');
    await portal.getByRole('link', { name: /^Rechnung \d+ ansehen$/ }).click();
    await portal.waitForURL(/\/invoices\//);

    await cash.reverse(last);
    await page.goto(`/admin/proformas/${asked.id}/show`);
    await page.getByText(/is open again/).waitFor();
    await page.getByRole('button', { name: 'Send proforma' }).click();
    const send = page.getByRole('dialog', { name: `Send proforma ${asked.number}` });
    await send.getByRole('button', { name: 'Send proforma' }).click();
    await send.waitFor({ state: 'detached' });
  });
});
