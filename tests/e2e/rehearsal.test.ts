import { afterAll, beforeAll, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { DESKTOP, PHONE, signInto, useBrowser } from '../support/browser.ts';
import { overflow, picture, shown, violations } from './everyPage.ts';
import { openIsp, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();
beforeAll(async () => {
  isp = await openIsp({ customers: 6 });
});
afterAll(async () => {
  await isp.server.stop();
});

it.each([
  ['on a desktop', DESKTOP],
  ['on a phone', PHONE],
])(
  'months to come are rehearsed %s, and with another price it says who pays more',
  async (_, viewport) => {
    const window = await browser.open(isp.server.url, { viewport });
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    const { page } = window;
    await page.goto('/admin/rehearsal?month=2026-07&months=3');
    await page.getByRole('rowheader', { name: 'September 2026' }).waitFor();
    await picture(page, 'rehearsal');
    await page.getByRole('button', { name: 'Try another price' }).click();
    await page.getByLabel('Tariff').click();
    await page.getByRole('option').first().click();
    await page.getByLabel('Would cost').fill('abc');
    await page.getByText('Enter a price, like 29.90.').waitFor();
    await page.getByLabel('Would cost').fill('5000');
    await page.getByRole('heading', { name: 'Who pays more and who less' }).waitFor();
    await page.getByText(/pays? more, 0 customers less/).waitFor();
    expect(
      await page
        .getByRole('region', { name: 'Customers and their difference' })
        .getByRole('row')
        .count(),
    ).toBeGreaterThan(1);
    await shown(page);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toEqual([]);
    await picture(page, 'rehearsal with another price');
  },
);
