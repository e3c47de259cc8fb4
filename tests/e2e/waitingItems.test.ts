import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { DESKTOP, PHONE, signInto, useBrowser } from '../support/browser.ts';
import { picture, violations } from './everyPage.ts';
import { openIsp, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 2 });
});
afterAll(async () => {
  await isp.server.stop();
});

describe('what waits for the next invoice', () => {
  it('is added with its tax, shown on the customer, and taken back', async () => {
    const [customer] = isp.karoo.customers;
    const { page } = await browser
      .open(isp.server.url, { viewport: DESKTOP })
      .then(async (window) => {
        await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
        return window;
      });
    await page.goto(`/admin/customers/${customer.id}/show`);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Charge with the next invoice' }).click();
    const dialog = page.getByRole('dialog', { name: 'Charge with the next invoice' });
    await dialog.getByRole('button', { name: 'Let it wait' }).click();
    await dialog.getByText('Enter a price.').waitFor();
    await dialog.getByLabel('What it is').fill('Outage on 3 March');
    await dialog.getByLabel('Unit price').fill('-12');
    // what the partner taxes most with, without anybody choosing it
    const usual = await dialog.getByLabel('Tax', { exact: true }).inputValue();
    expect(usual).not.toBe('');
    expect(await violations(page)).toEqual([]);
    await picture(page, 'charge with the next invoice');
    await dialog.getByRole('button', { name: 'Let it wait' }).click();
    const waiting = page.getByRole('region', { name: 'Waits for the next invoice' });
    await waiting.getByText('Outage on 3 March').waitFor();
    await waiting.getByText(/12\.00.*tax/).waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'waits for the next invoice');
    await page.setViewportSize(PHONE);
    await picture(page, 'waits for the next invoice on a phone');
    await waiting.getByRole('button', { name: 'Take back Outage on 3 March' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
    await waiting.waitFor({ state: 'detached' });
  });
});
