import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { ARTIFACTS, DESKTOP, PHONE, signInto, useBrowser } from '../support/browser.ts';
import { money } from '../support/money.ts';
import { makeUser, openSandbox, PASSWORD } from '../support/tenants.ts';
import { overflow, shown } from './everyPage.ts';
import { openIsp, rand, TODAY, type Isp } from './isp.ts';

let isp: Isp;
let cash: ReturnType<typeof money>;
const browser = useBrowser();
const folder = path.join(ARTIFACTS, 'offered');

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  isp = await openIsp({ customers: 12 });
  cash = money(isp.server);
}, 240_000);
afterAll(async () => {
  await isp.server.stop();
});

const picture = (page: Page, name: string) =>
  page.screenshot({ path: path.join(folder, `${name}.png`) });

describe('the dashboard', () => {
  it('says what was taken back of earlier months beside the figure, with a list that shows it', async () => {
    const { karoo, server } = isp;
    const wrong = await cash.invoice(karoo.customers[5].id, '77', { documentDate: '2026-03-20' });
    await cash.void(wrong.id);
    for (const [name, viewport] of [
      ['desktop', DESKTOP],
      ['phone', PHONE],
    ] as const) {
      const window = await browser.open(server.url, { viewport });
      await signInto(window, 'admin', karoo.email, PASSWORD);
      const { page } = window;
      await page.goto('/admin/');
      const figures = page.getByRole('region', { name: 'Figures of this month' });
      await figures.getByRole('link', { name: /77\.00 made void from earlier months/ }).waitFor();
      await picture(page, `tiles-${name}`);
      await figures.getByRole('link', { name: /77\.00 made void from earlier months/ }).click();
      await page.getByRole('heading', { level: 1, name: 'Invoices' }).waitFor();
      await page.getByRole('status', { name: 'What they come to' }).waitFor();
      const foot = await page.getByRole('status', { name: 'What they come to' }).innerText();
      expect(foot).toContain(rand(77));
      expect(foot).toContain('all of it void');
    }
  }, 120_000);
});

describe('what cannot be done', () => {
  it('is not offered, with the way that works: taking a tariff from a partner whose customers have it', async () => {
    const { karoo, berg, server, tell } = isp;
    const tariff = await tell.tariff({
      name: 'Kept plan',
      price: '10',
      currency: 'ZAR',
      partnerIds: [karoo.id, berg.id],
    });
    await tell.service({
      customerId: karoo.customers[3].id,
      tariffId: tariff.id,
      startDate: TODAY,
    });
    const window = await browser.open(server.url);
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    const { page } = window;
    await page.goto(`/admin/tariffs/${tariff.id}`);
    await page.getByText(`It stays with ${karoo.name}: customers there have services`).waitFor();
    const chip = (name: string) => page.locator('.MuiChip-root').filter({ hasText: name });
    expect(await chip(karoo.name).locator('svg').count()).toBe(0);
    await picture(page, 'tariff-kept');
    await chip(berg.name).locator('svg').click();
    await page.getByLabel('Offered to').press('Backspace');
    await page.getByRole('button', { name: 'Save tariff' }).click();
    await page.waitForURL(`**/tariffs/${tariff.id}/show`);
    const { partners } = (
      await server.must('query ($id: ID!) { tariff(id: $id) { partners { id } } }', {
        id: tariff.id,
      })
    ).tariff;
    expect(partners).toEqual([{ id: karoo.id }]);
  });

  it('is not offered, with the reason beside it: the undo of a charge that was paid', async () => {
    const { karoo, server } = isp;
    const paid = karoo.customers[0];
    const { customer } = await server.must(
      'query ($id: ID!) { customer(id: $id) { lastChargeKept } }',
      { id: paid.id },
    );
    if (!customer.lastChargeKept) await cash.pay(paid.id, String(paid.monthly), { date: TODAY });
    const window = await browser.open(server.url);
    await signInto(window, 'admin', karoo.email, PASSWORD);
    const { page } = window;
    await page.goto(`/admin/customers/${paid.id}/show`);
    await page.getByRole('button', { name: 'More actions' }).click();
    const undo = page.getByRole('menuitem', { name: /Undo last charge/ });
    await undo.getByText('Correct it with a credit note').waitFor();
    expect(await undo.getAttribute('aria-disabled')).toBe('true');
    await picture(page, 'undo');

    // nor the void of its invoice, with the way to the payment beside it
    const { customer: bought } = await server.must<any>(
      'query ($id: ID!) { customer(id: $id) { invoices { nodes { id status voidKept } } } }',
      { id: paid.id },
    );
    const settled = bought.invoices.nodes.find((each: any) => each.status === 'PAID');
    expect(settled.voidKept).toContain('Correct it with a credit note');
    await page.goto(`/admin/invoices/${settled.id}/show`);
    const voiding = page.getByRole('button', { name: 'Make it void' });
    await page.getByRole('button', { name: 'Correct this invoice' }).click();
    await page.getByText('Write what each line should have been').waitFor();
    expect(await voiding.count()).toBe(0);
    await picture(page, 'correct');
    const { invoice } = await server.must<any>(
      'query ($id: ID!) { invoice(id: $id) { allocations { payment { id } } } }',
      { id: settled.id },
    );
    const paying = invoice.allocations.find((each: any) => each.payment).payment;
    await page.goto(`/admin/payments/${paying.id}/show`);
    await page.getByRole('button', { name: 'Reverse payment' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('entered twice');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Reverse/ })
      .click();
    await page.getByText('Reversed: entered twice').waitFor();
    await page.goto(`/admin/invoices/${settled.id}/show`);
    await page.getByRole('button', { name: 'Correct this invoice' }).click();
    await voiding.waitFor();
    expect(await voiding.isEnabled()).toBe(true);
  }, 60_000);

  it('is a message about a payment that was reversed', async () => {
    const { karoo, server } = isp;
    const { id } = await cash.pay(karoo.customers[6].id, '12');
    await cash.reverse(id);
    const { messages } = await server.must(
      'query ($c: ID) { messages(filter: { customerId: $c }) { nodes { id over payment { id } } } }',
      { c: karoo.customers[6].id },
    );
    for (const message of messages.nodes)
      if (message.payment?.id === id) expect(message.over).toBe('The payment was taken back.');
  });
});

describe('money that came in otherwise than was asked for', () => {
  it('stands on the dashboard and among the payments until somebody has dealt with it', async () => {
    const { karoo, server } = isp;
    await openSandbox(server, karoo.id);
    await server.app.boundary.inSql((await server.app.boundary.jobScope(karoo.id))!, (sql) =>
      sql.rows(
        `insert into payment_task
            (partner_id, partner_path, customer_id, cause, words, kind,
              asked_minor, asked_currency, received_minor, received_currency)
          select partner_id, partner_path, id, 'test ' || id,
            'Raw words (its number there: sandbox_0123456789abcdef0123456789abcdef).', 'OTHER_CURRENCY',
            12345678901, 'ZAR', 12345678901, 'EUR'
          from customer where id = any($1)`,
        [[karoo.customers[7].id, karoo.customers[8].id]],
      ),
    );
    const window = await browser.open(server.url, { viewport: PHONE });
    await signInto(window, 'admin', karoo.email, PASSWORD);
    const { page } = window;
    await page.goto('/admin/');
    await page
      .getByText(/took €123,456,789\.01 for an online payment of ZAR\s123,456,789\.01/)
      .waitFor();
    await page.getByRole('link', { name: 'Open payments: 2 payments need somebody' }).click();
    const tasks = page.getByRole('region', { name: 'Payments that need you' });
    await tasks.getByText('2 payments need somebody').waitFor();
    const above = await page.getByRole('heading', { level: 1 }).boundingBox();
    expect(above?.y).toBeLessThan((await tasks.boundingBox())?.y ?? 0);
    expect((await tasks.boundingBox())?.height).toBeLessThan(110);
    await tasks.getByRole('button', { name: 'Show' }).click();
    await picture(page, 'tasks-phone');
    expect(await overflow(page)).toEqual([]);
    const copy = page.getByRole('button', { name: 'Copy number at the provider' });
    expect(await copy.count()).toBe(2);
    await tasks.getByRole('button', { name: 'Mark as dealt with' }).first().click();
    await page.getByLabel('What was done').fill('Given back');
    await page.getByRole('dialog').getByRole('button', { name: 'Mark as dealt with' }).click();
    await tasks.getByText('2 payments need somebody').waitFor({ state: 'detached' });
    // what is not booked is recorded from there, which deals with it
    await tasks.getByRole('button', { name: 'Record payment' }).click();
    await page.getByRole('textbox', { name: 'Amount' }).fill('2000');
    await page.getByRole('button', { name: /^Record ZAR\s2,000/ }).click();
    await tasks.waitFor({ state: 'detached' });
  }, 60_000);

  it('is said on the page of the payment that it is booked with, and not above a list that is filtered', async () => {
    const { karoo, server } = isp;
    const { id } = await cash.pay(karoo.customers[9].id, '29.99');
    await server.app.boundary.inSql((await server.app.boundary.jobScope(karoo.id))!, (sql) =>
      sql.rows(
        `insert into payment_task
            (partner_id, partner_path, customer_id, payment_id, cause, words, kind,
              asked_minor, asked_currency, received_minor, received_currency)
          select partner_id, partner_path, id, $2, 'paid', 'Raw words.', 'OTHER_AMOUNT',
            3000, 'ZAR', 2999, 'ZAR'
          from customer where id = $1`,
        [karoo.customers[9].id, id],
      ),
    );
    const window = await browser.open(server.url);
    await signInto(window, 'admin', karoo.email, PASSWORD);
    const { page } = window;
    await page.goto(`/admin/payments/${id}/show`);
    await page.getByText(/29\.99 came in by an online payment of ZAR\s30\.00/).waitFor();
    await page.goto(`/admin/payments?filter=${encodeURIComponent('{"methods":["CASH"]}')}`);
    await shown(page);
    expect(await page.getByRole('region', { name: 'Payments that need you' }).count()).toBe(0);
    await page.goto('/admin/payments?filter=%7B%7D');
    await page.getByRole('region', { name: 'Payments that need you' }).waitFor();
  }, 60_000);
});

describe("one's own e-mail address", () => {
  it('is changed by somebody who may not see users', async () => {
    const { karoo, server } = isp;
    const { email } = await makeUser(server, karoo.id, 'TECHNICIAN');
    const window = await browser.open(server.url);
    await signInto(window, 'admin', email, PASSWORD);
    const { page } = window;
    await page.goto('/admin/');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Change e-mail address' }).click();
    await page.getByLabel('New e-mail address').fill('moved@karoo.example');
    await page.getByLabel('Current password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Change e-mail address' }).click();
    await page.getByText('You sign in with moved@karoo.example now.').waitFor();
    await picture(page, 'email');
  }, 60_000);
});

describe('a run for a date far away', () => {
  it('says the date as its reader writes it, and asks only where somebody is due', async () => {
    const window = await browser.open(isp.server.url);
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    const { page } = window;
    await page.goto('/admin/billing-runs/create');
    await page.getByLabel('Billing date').fill('2027-06-01');
    const asked = page.getByText('The billing date 1 Jun 2027 lies more than one period ahead');
    await asked.waitFor();
    await picture(page, 'far-run');
    await page.getByLabel('Billing date').fill('2024-01-01');
    await page
      .getByText(/nobody is due|Nobody is due/)
      .first()
      .waitFor();
    expect(await page.getByText('Yes, preview it for this date').count()).toBe(0);
    await shown(page);
  }, 60_000);
});

describe('a server that fails', () => {
  it('is said without numbers, with what to do and what to quote, and the portal keeps its head', async () => {
    const { karoo, server } = isp;
    const window = await browser.open(server.url, { expected: ['/graphql', '500'] });
    await signInto(window, 'portal', karoo.customers[3].login, PASSWORD);
    const { page } = window;
    await page.goto('/');
    await page.getByRole('navigation').first().waitFor();
    await page.route('**/graphql', (route) =>
      route.fulfill({
        status: 500,
        headers: { 'x-correlation-id': 'quote-me' },
        body: '<html>broken</html>',
      }),
    );
    await page.reload();
    await page.getByText('quote-me').waitFor();
    expect(await page.locator('header.top').innerText()).toContain(karoo.name);
    await picture(page, 'portal-fails');
    const back = await browser.open(server.url, { expected: ['/graphql', '500'] });
    await signInto(back, 'admin', karoo.email, PASSWORD);
    await back.page.goto('/admin/customers');
    await back.page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor();
    await back.page.route('**/graphql', (route) =>
      route.fulfill({
        status: 500,
        headers: { 'x-correlation-id': 'quote-me' },
        body: '<html>broken</html>',
      }),
    );
    await back.page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Tariffs' })
      .click();
    await back.page.getByText('Tariffs could not be loaded.').waitFor();
    await back.page.getByText('quote-me', { exact: true }).waitFor();
    expect(await back.page.locator('main').innerText()).not.toContain('(500)');
  }, 60_000);
});

describe('moving a partner', () => {
  it('says what changes before it is moved, who issues the invoices first', async () => {
    const { karoo, berg, server, tell } = isp;
    const { id } = await tell.partner({ name: 'Klein Net', parentId: karoo.id });
    await tell.settings(berg.id, { paymentDueDays: 9 });
    await server.must(
      'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { name } }',
      { p: berg.id, i: { name: 'Berg Wireless (Pty) Ltd' } },
    );
    for (const [name, viewport, dark] of [
      ['desktop', DESKTOP, false],
      ['phone', PHONE, true],
    ] as const) {
      const window = await browser.open(server.url, { viewport, dark });
      await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
      const { page } = window;
      await page.goto(`/admin/partners/${id}/show`);
      await page.getByRole('button', { name: 'Move partner' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(berg.name).first().click();
      const changes = dialog.getByRole('status').filter({ hasText: 'What changes for Klein Net' });
      expect(await changes.getByRole('listitem').first().innerText()).toBe(
        'Invoices will be issued by Berg Wireless (Pty) Ltd instead of Karoo Fibre.',
      );
      await changes.getByText('Time to pay: 9 days instead of').waitFor();
      await changes.scrollIntoViewIfNeeded();
      await picture(page, `move-${name}`);
      expect(await overflow(page)).toEqual([]);
    }
  }, 60_000);
});
