import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { DESKTOP, PHONE, signInto, useBrowser } from '../support/browser.ts';
import { picture, violations } from './everyPage.ts';
import { openIsp, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 3 });
});
afterAll(async () => {
  await isp.server.stop();
});

const cityOf = async (id: string): Promise<string | null> =>
  (await isp.server.must<any>('query ($id: ID!) { customer(id: $id) { city } }', { id })).customer
    .city;

describe('many customers', () => {
  it('are changed together after each was shown, and get back what they had', async () => {
    const [customer] = isp.karoo.customers;
    const before = await cityOf(customer.id);
    const window = await browser.open(isp.server.url, { viewport: DESKTOP });
    const { page } = window;
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    await page.goto(`/admin/customers?filter=${JSON.stringify({ partnerId: isp.karoo.id })}`);
    await page.getByRole('button', { name: 'Change all customers' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Show what changes' }).click();
    await dialog.getByText('Choose what is to change.').waitFor();
    const what = async (row: number, field: string) => {
      const group = dialog.getByRole('group', { name: `Change ${row}` });
      await group.getByRole('combobox', { name: 'What' }).fill(field);
      await page.getByRole('option', { name: field, exact: true }).click();
      return group;
    };
    await (await what(1, 'City')).getByRole('textbox', { name: 'Value' }).fill('Paarl');
    await dialog.getByRole('button', { name: 'Add another change' }).click();
    await (await what(2, 'Billing day')).getByRole('textbox', { name: 'Value' }).fill('45');
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Show what changes' }).click();
    const day = dialog.getByRole('group', { name: 'Change 2' }).getByRole('textbox');
    await expect.poll(() => day.getAttribute('aria-invalid')).toBe('true');
    await day.fill('15');
    await picture(page, 'what is to change of many');
    await dialog.getByRole('button', { name: 'Show what changes' }).click();
    const change = dialog.getByRole('button', { name: /^Change \d+ customers$/ });
    await change.waitFor();
    await dialog
      .getByText(/^City: .* → Paarl$/)
      .first()
      .waitFor();
    await dialog
      .getByText(/^Next bill /)
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'what would change of many');
    await page.setViewportSize(PHONE);
    await picture(page, 'what would change of many on a phone');
    await page.setViewportSize(DESKTOP);
    await change.click();
    await dialog.getByText(/customers changed/).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    expect(await cityOf(customer.id)).toBe('Paarl');

    await page.goto('/admin/mass-jobs');
    await page.getByRole('button', { name: 'Take back' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'work on many records');
    await page.setViewportSize(PHONE);
    await picture(page, 'work on many records on a phone');
    await page.setViewportSize(DESKTOP);
    await page.getByRole('button', { name: 'Take back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    await page
      .getByRole('dialog')
      .getByText(/customers taken back/)
      .waitFor();
    expect(await cityOf(customer.id)).toBe(before);
  });
});
