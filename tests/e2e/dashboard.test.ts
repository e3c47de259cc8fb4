import type { Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { DESKTOP, PHONE, signInto, useBrowser, type Window } from '../support/browser.ts';
import { money } from '../support/money.ts';
import { PASSWORD } from '../support/tenants.ts';
import { openIsp, TODAY, type Isp } from './isp.ts';
import { tile, untilTile } from './tiles.ts';

let isp: Isp;
let cash: ReturnType<typeof money>;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 6 });
  cash = money(isp.server);
});
afterAll(async () => {
  await isp.server.stop();
});

async function opened(at: string, options: object = {}): Promise<Window> {
  const window = await browser.open(isp.server.url, { viewport: DESKTOP, ...options });
  await signInto(window, 'admin', isp.karoo.email, PASSWORD);
  await window.page.goto(`/admin/${at}`);
  return window;
}
const figures = (page: Page) => page.getByRole('region', { name: 'Figures of this month' });
const card = (page: Page, name: string) => figures(page).getByRole('region', { name, exact: true });

describe('the dashboard of tiles', () => {
  it('leads from each figure to the list that adds up to it', async () => {
    await cash.invoice(isp.karoo.customers[1].id, '19', { documentDate: TODAY });
    await cash.pay(isp.karoo.customers[1].id, '23', { date: TODAY });
    const { page } = await opened('?board=FINANCE');
    for (const [label, heading] of [
      ['Invoiced this month', 'Invoices'],
      ['Paid this month', 'Payments'],
      ['Outstanding', 'Invoices'],
      ['Recurring a month (MRR)', 'Services'],
    ]) {
      const said = await tile(page, label);
      await figures(page).getByRole('link', { name: label }).click();
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await page
        .getByRole('status', { name: 'What they come to' })
        .getByText(said)
        .first()
        .waitFor();
      await page.goBack();
    }
    for (const [label, report] of [
      ['Quick ratio', 'Churn'],
      ['Refunded', 'Payments'],
    ]) {
      await figures(page).getByRole('link', { name: label }).click();
      await page.getByRole('heading', { level: 1, name: 'Reports' }).waitFor();
      await page
        .getByRole('region', { name: `${report}, table` })
        .getByText('Total')
        .waitFor();
      await page.goBack();
    }
    await card(page, 'How recurring revenue moved').getByRole('link', { name: 'New' }).click();
    await page.getByRole('heading', { level: 1, name: 'How recurring revenue moved' }).waitFor();
  }, 90_000);

  it('moves while one looks, and says so while nothing can arrive', async () => {
    const window = await browser.open(isp.server.url, { expected: ['WebSocket'] });
    await signInto(window, 'admin', isp.karoo.email, PASSWORD);
    const { page } = window;
    let down = false;
    const lines: WebSocketRoute[] = [];
    await page.routeWebSocket('**/graphql', (line) => {
      if (down) void line.close({ code: 1012 });
      else lines.push((line.connectToServer(), line));
    });
    await page.goto('/admin/');
    const before = await tile(page, 'Paid this month');
    await cash.pay(isp.karoo.customers[2].id, '41', { date: TODAY });
    await untilTile(page, 'Paid this month', (now) => now !== before);
    down = true;
    for (const line of lines) await line.close({ code: 1012 });
    await page.getByRole('alert').getByText('Offline').waitFor();
    const offline = await tileNow(page);
    await cash.pay(isp.karoo.customers[2].id, '42', { date: TODAY });
    down = false;
    await untilTile(page, 'Paid this month', (now) => now !== offline);
    await expect.poll(() => page.getByRole('alert').count(), { timeout: 30_000 }).toBe(0);
  }, 120_000);

  it('shows each chart as a table too', async () => {
    const { page } = await opened('?board=FINANCE');
    await page.getByRole('button', { name: 'Show as table: Paid by day' }).click();
    const table = page.getByRole('region', { name: 'Paid by day, all points' });
    expect(await table.getByRole('row').count()).toBe(31);
  });

  it('is arranged by keyboard alone, for oneself, and put back', async () => {
    const { page } = await opened('?board=RESELLER');
    const names = () =>
      figures(page)
        .getByRole('region')
        .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    await card(page, 'Customers').waitFor();
    const built = await names();
    await page.getByRole('button', { name: 'Arrange' }).click();
    const handle = page.getByRole('button', { name: 'Move: Customers' });
    await handle.focus();
    await page.keyboard.press('Space');
    await page.getByText(/^Customers .*place 1 of 5\.$/).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByText(/^Customers .*place 2 of 5\.$/).waitFor();
    await page.keyboard.press('Space');
    await page.getByText('Customers put down at place 2 of 5.').waitFor();
    await page.getByRole('button', { name: 'Hide: Overdue' }).click();
    await page.getByRole('button', { name: 'Save my layout' }).click();
    await card(page, 'Customers').waitFor();
    expect(await names()).toEqual([built[1], built[0], ...built.slice(2, 4)]);
    await page.reload();
    await card(page, 'Customers').waitFor();
    expect(await names()).toEqual([built[1], built[0], ...built.slice(2, 4)]);
    await page.getByRole('button', { name: 'Arrange' }).click();
    await page.getByRole('button', { name: 'Back to the default' }).click();
    await card(page, 'Overdue').waitFor();
    expect(await names()).toEqual(built);
  });

  it('has one column on a phone, and no board of a reseller for the operator', async () => {
    const { page } = await opened('?board=FINANCE', { viewport: PHONE });
    const left = await Promise.all(
      ['Outstanding', 'Overdue', 'Paid by day'].map(
        async (name) => (await card(page, name).boundingBox())!.x,
      ),
    );
    expect(new Set(left).size).toBe(1);
    const operator = await browser.open(isp.server.url);
    await signInto(operator, 'admin', OPERATOR.email, OPERATOR.password);
    await operator.page.goto('/admin/?board=RESELLER');
    await operator.page.getByRole('tab', { name: 'General', selected: true }).waitFor();
    expect(await operator.page.getByRole('tab').allInnerTexts()).toEqual(['General', 'Finance']);
  });
});

const tileNow = (page: Page) =>
  figures(page).getByRole('link', { name: 'Paid this month' }).locator('span').nth(1).innerText();
