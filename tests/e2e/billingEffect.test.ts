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

describe('another billing day', () => {
  it('says what it does to the next bill before it is saved, and before it is reset', async () => {
    const [customer] = isp.karoo.customers;
    const window = await browser.open(isp.server.url, { viewport: DESKTOP });
    const { page } = window;
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    await page.goto(`/admin/customers/${customer.id}/show?tab=billing`);
    await page.getByRole('button', { name: 'Change Billing day' }).click();
    const day = page.getByRole('textbox', { name: 'Billing day' });
    await day.fill('15');
    const effect = page.getByText(/^Next bill 15 .* instead of /);
    await effect.waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'another billing day');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Reset Billing day' }).click();
    await page.getByText(/^Next bill 1 .* instead of 15 /).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    await picture(page, 'the billing day reset on a phone');
    await page.getByRole('button', { name: /^Follow .* again$/ }).click();
    await page.getByRole('button', { name: 'Reset Billing day' }).waitFor({ state: 'detached' });
  });
});
