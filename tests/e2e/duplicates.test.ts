import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { DESKTOP, PHONE, signInto, useBrowser } from '../support/browser.ts';
import { makeCustomer } from '../support/tenants.ts';
import { overflow, picture, shown, violations } from './everyPage.ts';
import { openIsp, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 3 });
});
afterAll(async () => {
  await isp.server.stop();
});

const known = {
  name: 'Palesa Radebe',
  email: 'palesa@mail.example',
  phone: '+27 82 555 1234',
  street: 'Church Street 4',
  zip: '7646',
  city: 'Paarl',
};

describe('a customer who may be there already', () => {
  it('is named before another one is saved, beside it, and in the list until both are told apart', async () => {
    const first = await makeCustomer(isp.server, isp.karoo.id, known);
    const window = await browser.open(isp.server.url, { viewport: DESKTOP });
    const { page } = window;
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    await page.goto('/admin/duplicates');
    await page.getByText('Nobody is there twice').waitFor();
    await picture(page, 'duplicates empty');

    await page.goto('/admin/customers/create');
    await page.getByLabel('Name', { exact: false }).first().fill('P. Radebe');
    await page.getByLabel('Phone').fill('082 5551234');
    const alike = page.getByRole('list', { name: 'Customers alike' });
    const link = alike.getByRole('link', { name: known.name });
    await link.waitFor();
    await alike.getByText('Same phone').waitFor();
    expect(await link.getAttribute('href')).toBe(`/admin/customers/${first.id}/show`);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'a new customer alike');
    await page.setViewportSize(PHONE);
    await expect.poll(() => overflow(page)).toEqual([]);
    await picture(page, 'a new customer alike on a phone');
    await page.setViewportSize(DESKTOP);
    await page.getByRole('button', { name: 'Add customer' }).click();
    await page.waitForURL(/\/customers\/[0-9a-f-]+\/show/);

    const beside = page.getByRole('list', { name: 'May be the same' });
    await beside.getByRole('link', { name: known.name }).waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'a customer alike');
    await page.setViewportSize(PHONE);
    await expect.poll(() => overflow(page)).toEqual([]);
    await picture(page, 'a customer alike on a phone');
    await page.goto('/admin/duplicates');
    await page.getByRole('list', { name: 'Customers who may be one' }).waitFor();
    await shown(page);
    expect(await overflow(page)).toEqual([]);
    await picture(page, 'duplicates on a phone');
    await page.setViewportSize(DESKTOP);
    await picture(page, 'duplicates');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: /are not the same/ }).click();
    await page.getByText('Nobody is there twice').waitFor();
  });
});
