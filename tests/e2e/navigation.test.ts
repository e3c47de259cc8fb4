import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { DESKTOP, PHONE, signInto, useBrowser } from '../support/browser.ts';
import { goTo, overflow, picture, shown, violations } from './everyPage.ts';
import { openIsp, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 6 });
});
afterAll(async () => {
  await isp.server.stop();
});

/** The back office at one of its pages, shown to the end. */
async function opened(
  path: string,
  viewport = DESKTOP,
  expected: readonly string[] = [],
): Promise<Page> {
  const window = await browser.open(isp.server.url, { viewport, expected });
  await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
  await window.page.clock.install();
  await window.page.goto(`/admin${path}`);
  await shown(window.page);
  return window.page;
}

const menu = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name });
const focused = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText);
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

/** From now on the parts of the app do not arrive, as over a bad line; returns what lets them through. */
async function heldUp(page: Page): Promise<() => void> {
  let letThrough = () => {};
  const through = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route('**/assets/**', async (route) => {
    await through;
    await route.continue();
  });
  return letThrough;
}

/** What the filters of a list say, they say half a second later: that has passed now. */
const filtersHaveSpoken = (page: Page) => page.clock.fastForward(1000);

describe('following a link', () => {
  it('leaves the list at once, though its date filter was just touched and the next page comes late', async () => {
    const page = await opened('/payments');
    const letThrough = await heldUp(page);
    await page.getByLabel('From', { exact: true }).focus();
    await menu(page, 'Tariffs').click();
    await heading(page, 'Payments').waitFor({ state: 'detached', timeout: 1000 });
    expect(await menu(page, 'Tariffs').getAttribute('aria-current')).toBe('page');
    expect(await page.title()).toBe('Tariffs · Cape Carrier');
    letThrough();
    await heading(page, 'Tariffs').waitFor();
    await filtersHaveSpoken(page);
    expect(new URL(page.url()).pathname).toBe('/admin/tariffs');
  });

  it('brings the keyboard to the heading of the page that it leads to', async () => {
    const page = await opened('/payments');
    await menu(page, 'Customers').click();
    await shown(page);
    await expect.poll(() => focused(page)).toBe('Customers');
    await page.getByRole('row').getByRole('link').first().click();
    await page.getByRole('tab', { name: 'Services' }).waitFor();
    await expect.poll(() => focused(page)).toBe(await page.locator('h1').innerText());
  });

  it('out of the menu of a phone does the same', async () => {
    const page = await opened('/payments', PHONE);
    await page.getByRole('button', { name: 'Open navigation' }).click();
    await menu(page, 'Tariffs').click();
    await heading(page, 'Tariffs').waitFor();
    await expect.poll(() => focused(page)).toBe('Tariffs');
  });
});

/** The lists of the back office, each with something in it. */
const LISTS = [
  '/billing-runs',
  '/customers',
  '/services',
  '/invoices',
  '/payments',
  '/transactions',
  '/tariffs',
  '/partners?sort=name&order=ASC',
  '/users',
  '/messages',
];

describe('a list on a phone', () => {
  it('is a card for each row, heard as a list of headings that lead there', async () => {
    const page = await opened('/settings', PHONE);
    for (const path of LISTS) {
      await goTo(page, `/admin${path}`);
      await shown(page);
      const title = await page.locator('h1').innerText();
      const cards = page.getByRole('region', { name: title, exact: true }).getByRole('listitem');
      await cards.first().waitFor();
      expect(await page.getByRole('table').count(), path).toBe(0);
      const ways = cards.getByRole('heading', { level: 2 }).getByRole('link');
      expect(await ways.count(), path).toBe(await cards.count());
      expect(await overflow(page), path).toEqual([]);
      const way = await ways.first().getAttribute('href');
      await cards.first().click();
      await expect.poll(() => new URL(page.url()).pathname).toBe(way);
      await shown(page);
    }
  }, 60_000);

  it('is sorted and ticked as its table is, also where all are ticked at once', async () => {
    const page = await opened('/invoices', PHONE);
    const cards = page.getByRole('region', { name: 'Invoices', exact: true }).getByRole('listitem');
    const rows = await cards.count();
    // faster than the list is drawn: the second choice builds on the first
    await page.getByRole('button', { name: 'Descending: turn round' }).evaluate((button) => {
      const select = button.parentElement!.querySelector('select')!;
      select.value = 'number';
      select.dispatchEvent(new Event('change', { bubbles: true }));
      (button as HTMLElement).click();
    });
    await page.waitForURL(/sort=number&order=ASC|order=ASC.*sort=number/);
    const names = await cards.getByRole('heading').allInnerTexts();
    await expect.poll(() => cards.getByRole('heading').allInnerTexts()).toEqual([...names].sort());
    await cards.first().getByRole('checkbox').check();
    const chosen = page.getByRole('region', { name: 'Chosen invoices' });
    await chosen.getByText('1 invoice chosen').waitFor();
    await page.getByLabel('Choose all on this page').check();
    await chosen.getByText(`${rows} invoices chosen`).waitFor();
    await chosen.getByRole('button', { name: 'Download PDFs' }).waitFor();
  });
});

describe('the filters of a list on a phone', () => {
  it('are one button, which says how many are set, and what is set can be taken away', async () => {
    const page = await opened('/invoices', PHONE);
    const button = page.getByRole('button', { name: 'Filters' });
    const dialog = page.getByRole('dialog', { name: 'Filters' });
    const set = page.getByRole('list', { name: 'Filters that are set' });
    expect(await page.getByRole('combobox', { name: 'Status' }).count()).toBe(0);
    await button.click();
    await dialog.getByRole('combobox', { name: 'Status' }).click();
    await page.getByRole('option', { name: 'Paid', exact: true }).click();
    await filtersHaveSpoken(page);
    await dialog.getByLabel('Dated from').fill('2026-01-01');
    await filtersHaveSpoken(page);
    await dialog.getByRole('button', { name: 'More filters' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Issued, not void' }).click();
    await filtersHaveSpoken(page);
    await picture(page, 'filters-open-light');
    await dialog.getByRole('button', { name: /^Show \d+ rows?$/ }).click();
    await picture(page, 'filters-set-light');
    await page.reload();
    await shown(page);
    await page.getByRole('button', { name: 'Filters (3)' }).waitFor();
    expect(await set.getByRole('listitem').allInnerTexts()).toEqual([
      'Status: Paid',
      'Dated from: 1 Jan 2026',
      'Issued, not void',
    ]);
    expect(await violations(page)).toEqual([]);
    await set.getByRole('button', { name: 'Remove the filter: Status: Paid' }).click();
    await page.getByRole('button', { name: 'Filters (2)' }).waitFor();
    await expect
      .poll(() => new URL(page.url()).searchParams.get('filter'))
      .toBe('{"documentDateFrom":"2026-01-01","issued":true}');
    expect(await focused(page)).toBe('Filters (2)');
  });

  it('say what a link has set, by its name', async () => {
    const filter = JSON.stringify({ partnerId: isp.karoo.id, debt: true });
    const page = await opened(`/customers?filter=${encodeURIComponent(filter)}`, PHONE);
    const set = page.getByRole('list', { name: 'Filters that are set' });
    await set.getByText('Partner: Karoo Fibre').waitFor();
    await set.getByText('Balance: In debt').waitFor();
    await page.getByRole('button', { name: 'Filters (2)' }).click();
    await page.getByRole('button', { name: 'Take away all' }).click();
    await page.getByRole('button', { name: /^Show \d+ rows$/ }).click();
    await page.getByRole('button', { name: 'Filters', exact: true }).waitFor();
    expect(await set.count()).toBe(0);
    await expect.poll(() => new URL(page.url()).searchParams.get('filter')).toBe('{}');
  });
});

describe('a page that is fetched over a bad line', () => {
  it('says in plain words that it did not arrive, and comes when one goes there again', async () => {
    const page = await opened('/payments', DESKTOP, ['ERR_CONNECTION_RESET', 'NotFetched']);
    await page.route('**/assets/TariffList-*.js', (route) => route.abort('connectionreset'));
    await menu(page, 'Tariffs').click();
    const alert = page.getByRole('alert').filter({ hasText: 'The page could not be loaded.' });
    expect(await alert.innerText()).not.toMatch(/http|import|module|\.js/);
    await alert.getByRole('button', { name: 'Reload' }).waitFor();
    await page.unroute('**/assets/TariffList-*.js');
    await menu(page, 'Customers').click();
    await heading(page, 'Customers').waitFor();
    await menu(page, 'Tariffs').click();
    await heading(page, 'Tariffs').waitFor();
  });
});

describe('what fails beside the page', () => {
  /** The questions that contain the text are answered with a failure. */
  const failing = (page: Page, text: string) =>
    page.route('**/graphql', (route) =>
      route.request().postData()?.includes(text)
        ? route.fulfill({
            json: {
              data: null,
              errors: [
                {
                  message: 'Something went wrong.',
                  extensions: { code: 'INTERNAL', correlationId: 'quote-me-0002' },
                },
              ],
            },
          })
        : route.continue(),
    );
  const expected = ['the server failed'];

  it('is said with what to quote and another try: a level of the tree of partners', async () => {
    const page = await opened('/tariffs', DESKTOP, expected);
    await failing(page, 'PartnerChildren');
    await menu(page, 'Partners').click();
    const alert = page.getByRole('alert').filter({ hasText: 'The partners below Cape Carrier' });
    await alert.getByText('quote-me-0002').waitFor();
    await page.unroute('**/graphql');
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('treeitem', { name: /Karoo Fibre/ }).waitFor();
  });

  it('keeps a dialog open, with what to quote: a tariff that is taken off sale', async () => {
    const page = await opened('/tariffs', DESKTOP, expected);
    await page.getByRole('row').getByRole('link').first().click();
    await page.getByRole('button', { name: 'Archive tariff' }).click();
    await failing(page, 'mutation');
    const dialog = page.getByRole('dialog', { name: /^Archive / });
    await dialog.getByRole('button', { name: 'Archive tariff' }).click();
    await dialog.getByText('quote-me-0002').waitFor();
    await page.unroute('**/graphql');
    await dialog.getByRole('button', { name: 'Archive tariff' }).click();
    await page.getByText('Archived', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Put back on sale' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Put back on sale' }).click();
    await page.getByRole('button', { name: 'Archive tariff' }).waitFor();
  });

  it('leaves no settings without a name for good: another partner can be chosen', async () => {
    const page = await opened('/settings', DESKTOP, expected);
    await failing(page, 'query FinanceSettings');
    await page.getByRole('link', { name: /Finance/ }).click();
    await page.getByText('quote-me-0002').waitFor();
    await page.getByRole('button', { name: 'Choose a partner' }).waitFor();
  });

  it('has a heading, also when it is not known who is there', async () => {
    const window = await browser.open(isp.server.url, { expected });
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    await failing(window.page, 'query Viewer');
    await window.page.goto('/admin/tariffs');
    await heading(window.page, 'The back office could not be opened').waitFor();
    await window.page.unroute('**/graphql');
    await window.page.getByRole('button', { name: 'Try again' }).click();
    await heading(window.page, 'Tariffs').waitFor();
  });
});

describe('going past the filters of a list', () => {
  it('with the keyboard changes neither the address nor the history', async () => {
    const page = await opened('/payments');
    const before = await page.evaluate(() => [location.href, history.length]);
    await page.getByLabel('From', { exact: true }).focus();
    await page.getByLabel('To', { exact: true }).focus();
    await page.getByRole('combobox', { name: 'Method' }).focus();
    await filtersHaveSpoken(page);
    expect(await page.evaluate(() => [location.href, history.length])).toEqual(before);
  });
});
