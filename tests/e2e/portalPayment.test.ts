import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { DESKTOP, PHONE, signInto, useBrowser, type Window } from '../support/browser.ts';
import { sandboxSaysPaid } from '../support/sandboxEvent.ts';
import { confirm, preview } from '../support/story.ts';
import { must } from '../../server/src/platform/must.ts';
import { PASSWORD } from '../support/tenants.ts';
import { violations } from './everyPage.ts';
import { openIsp, rand, TODAY, type Isp, type Subscriber } from './isp.ts';
import { tile, untilTile } from './tiles.ts';

let isp: Isp;
const browser = useBrowser();
const free: Subscriber[] = [];

beforeAll(async () => {
  isp = await openIsp({ customers: 24, march: false });
  for (const partner of [isp.karoo, isp.berg]) {
    const [run] = await preview(isp.server, { date: TODAY, partnerIds: [partner.id] });
    await confirm(isp.server, run);
  }
  // Those of the cheapest plan since March owe March and April on one invoice.
  free.push(...isp.karoo.customers.filter(({ monthly }) => monthly === 499));
});
afterAll(async () => {
  await isp.server.stop();
});

/** A customer nobody has used yet, signed in on a phone. */
async function aCustomer(): Promise<Window & { who: Subscriber; owed: string }> {
  const who = free.shift() as Subscriber;
  const window = await browser.open(isp.server.url, { viewport: PHONE });
  await signInto(window, 'portal', who.login, PASSWORD);
  const { balance } = await isp.tell.customerNow(who.id);
  await window.page.goto('/');
  return { ...window, who, owed: rand(-Number(balance)) };
}

/** From home to the payment page of the provider. */
async function toThePaymentPage(page: Page, owed: string): Promise<void> {
  await page.getByRole('link', { name: `Pay ${owed}` }).click();
  await page.getByRole('button', { name: `Pay ${owed}` }).click();
  await page.getByText('Sandbox: no real money moves').waitFor();
}

/** An online payment of 30 rand for which the provider took something else. */
async function sandboxTakes(
  who: Subscriber,
  took: { amount: string; currency: string },
): Promise<{ id: string }> {
  const { startCheckout } = await isp.server.must(
    'mutation ($k: String!) { startCheckout(input: { amount: "30", idempotencyKey: $k }) { id } }',
    { k: took.currency },
    await isp.server.signIn(who.login, PASSWORD),
  );
  await sandboxSaysPaid(isp.server, isp.karoo.id, startCheckout.id, took);
  return startCheckout;
}

async function readGerman(page: Page): Promise<void> {
  await page.evaluate(() => localStorage.setItem('language', 'de'));
  await page.reload();
}

async function paymentsOf({ id }: Subscriber): Promise<{ amount: string; method: string }[]> {
  const { payments } = await isp.server.must(
    'query ($id: ID!) { payments(filter: { customerId: $id }) { nodes { amount method } } }',
    { id },
  );
  return payments.nodes;
}

describe('a customer on a phone', () => {
  it('sees what is due and why, pays, and is thanked; the back office sees the money arrive', async () => {
    const office = await browser.open(isp.server.url);
    await signInto(office, 'admin', isp.karoo.email, PASSWORD);
    await office.page.goto('/admin/');
    const paidBefore = await tile(office.page, 'Paid this month');
    await office.page.evaluate(() => {
      document.body.dataset.untouched = 'yes';
    });

    const who = free.shift() as Subscriber;
    const { page } = await browser.open(isp.server.url, { viewport: PHONE });
    await page.goto('/');
    await page.getByLabel('E-mail or login').fill(who.login);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const owed = rand(2 * who.monthly);
    const standing = page.getByRole('region', { name: 'You owe' });
    await standing.getByText(owed, { exact: true }).waitFor();
    expect(await standing.innerText()).toContain('Pay by Wed 15 Apr');
    expect(
      (await standing.getByRole('link', { name: `Pay ${owed}` }).boundingBox())?.y,
      'the button is on the first screen',
    ).toBeLessThan(PHONE.height - 100);
    const next = page.getByRole('region', { name: 'Next invoice' });
    await next.getByText(`${rand(who.monthly)} less than last time`).waitFor();
    await next.getByText('Fibre 50/50: 31 days instead of 61').waitFor();

    await page
      .getByRole('region', { name: 'Latest invoices' })
      .getByRole('link', { name: /^Invoice/ })
      .click();
    await page.getByRole('heading', { level: 1, name: /^Invoice/ }).waitFor();
    const why = page.getByRole('group').filter({ hasText: 'Why this amount?' }).first();
    await why.getByText('Why this amount?').click();
    expect(await why.innerText()).toContain(`at ${rand(who.monthly)} a month`);

    await page.getByRole('link', { name: `Pay ${owed}` }).click();
    await page.getByRole('button', { name: `Pay ${owed}` }).click();
    await page.getByRole('button', { name: 'Pay', exact: true }).click();
    await page.getByRole('heading', { name: 'Thank you, your payment has arrived' }).waitFor();
    await page.getByText(/^Receipt/).waitFor();

    await page.getByRole('link', { name: 'Back to home' }).click();
    await page.getByRole('heading', { name: 'All paid' }).waitFor();
    expect(await paymentsOf(who)).toEqual([{ amount: '998.00', method: 'CARD' }]);

    await untilTile(office.page, 'Paid this month', (now) => now !== paidBefore);
    expect(
      await office.page.evaluate(() => document.body.dataset.untouched),
      'without loading the page again',
    ).toBe('yes');
  });

  it.each([
    ['Decline', 'The payment did not go through'],
    ['Cancel', 'You cancelled the payment'],
  ])(
    'who presses %s on the payment page is told that nothing was taken, and can pay after all',
    async (button, says) => {
      const { page, who, owed } = await aCustomer();
      await toThePaymentPage(page, owed);
      await page.getByRole('button', { name: button, exact: true }).click();
      await page.getByRole('heading', { name: says }).waitFor();
      await page.getByText(/Nothing was taken/).waitFor();
      expect(await paymentsOf(who)).toEqual([]);

      await page.getByRole('link', { name: 'Pay again' }).click();
      await page.getByRole('button', { name: `Pay ${owed}` }).click();
      await page.getByRole('button', { name: 'Pay', exact: true }).click();
      await page.getByRole('heading', { name: 'Thank you, your payment has arrived' }).waitFor();
      expect(await paymentsOf(who)).toHaveLength(1);
    },
  );

  it('is told what came where that was not what was asked for', async () => {
    const { page, who } = await aCustomer();
    const { id } = await sandboxTakes(who, { amount: '2999', currency: 'ZAR' });
    await page.goto(`/pay/return?checkout=${id}`);
    await page.getByRole('heading', { name: 'Thank you, your payment has arrived' }).waitFor();
    await page.getByText(`instead of ${rand(30)}`, { exact: true }).waitFor();
    await page.getByText(`${rand(29.99)} is on your account.`, { exact: true }).waitFor();
    expect(await page.locator('.figure').innerText()).toBe(rand(29.99));
    expect(await violations(page)).toEqual([]);
    await readGerman(page);
    await page.getByText('sind auf Ihrem Konto.').waitFor();
    await page.getByText(/^statt .*30,00/).waitFor();
  });

  it('whose money came in another currency is told that it is seen to, and not to pay again', async () => {
    const { page, who } = await aCustomer();
    const { id } = await sandboxTakes(who, { amount: '3000', currency: 'USD' });
    await page.goto(`/pay/return?checkout=${id}`);
    await page
      .getByRole('heading', { name: /^Your payment arrived in another currency/ })
      .waitFor();
    await page.getByText(`instead of ${rand(30)}`, { exact: true }).waitFor();
    expect(await page.locator('.figure').innerText()).toBe('US$30.00');
    const text = await page.locator('main').innerText();
    expect(text).not.toMatch(/Nothing was taken|was taken instead of/);
    expect(await page.getByRole('link', { name: 'Pay again' }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await readGerman(page);
    await page.getByRole('heading', { name: /^Ihre Zahlung kam in einer anderen/ }).waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/taken|lost|Noch einmal/);
  });

  it('never pays twice: not by a double press, a second look at the payment page, or loading the outcome again', async () => {
    const { page, who, owed } = await aCustomer();
    await page.getByRole('link', { name: `Pay ${owed}` }).click();
    await page.getByRole('button', { name: `Pay ${owed}` }).dblclick();
    await page.getByText('Sandbox: no real money moves').waitFor();
    const paymentPage = page.url();
    await page.getByRole('button', { name: 'Pay', exact: true }).dblclick();
    await page.getByRole('heading', { name: 'Thank you, your payment has arrived' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Thank you, your payment has arrived' }).waitFor();
    await page.goto(paymentPage);
    const again = page.getByRole('button', { name: 'Pay', exact: true });
    if (await again.count()) {
      await again.click();
      await page.getByRole('heading', { name: 'Thank you, your payment has arrived' }).waitFor();
    }
    expect(await paymentsOf(who)).toHaveLength(1);
    expect((await isp.tell.customerNow(who.id)).balance).toBe('0.00');
  });

  it('keeps the payment that was made in another tab from being made again here', async () => {
    const { page, context, who, owed } = await aCustomer();
    await page.getByRole('link', { name: `Pay ${owed}` }).click();
    await page.getByRole('button', { name: `Pay ${owed}` }).waitFor();
    const other = await context.newPage();
    await other.goto('/');
    await toThePaymentPage(other, owed);
    await other.getByRole('button', { name: 'Pay', exact: true }).click();
    await other.getByRole('heading', { name: 'Thank you, your payment has arrived' }).waitFor();
    await page.getByText('Nothing is due').waitFor();
    expect(await paymentsOf(who)).toHaveLength(1);
  });
});

describe('a customer who is blocked', () => {
  it('is told why and the amount that unblocks at once', async () => {
    const who = isp.berg.customers[0];
    await isp.server.must(
      'mutation ($p: ID) { runDunning(date: "2026-04-16", partnerId: $p) { __typename } }',
      { p: isp.berg.id },
    );
    const window = await browser.open(isp.server.url, { viewport: PHONE });
    await signInto(window, 'portal', who.login, PASSWORD);
    await window.page.goto('/');
    await window.page.getByRole('heading', { name: 'Your service is blocked' }).waitFor();
    await window.page
      .getByRole('link', { name: `Pay ${rand(2 * who.monthly)} and unblock` })
      .click();
    await window.page.getByRole('button', { name: `Pay ${rand(2 * who.monthly)}` }).click();
    await window.page.getByRole('button', { name: 'Pay', exact: true }).click();
    await window.page
      .getByRole('heading', { name: 'Thank you, your payment has arrived' })
      .waitFor();
    await window.page.getByRole('link', { name: 'Back to home' }).click();
    await window.page.getByRole('heading', { name: 'All paid' }).waitFor();
    expect((await isp.tell.customerNow(who.id)).status).toBe('ACTIVE');
  });
});

it('the operator’s dashboard in rand moves too', async () => {
  const window = await browser.open(isp.server.url);
  await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
  await window.page.goto('/admin/');
  await window.page.getByRole('combobox', { name: 'Currency' }).click();
  await window.page.getByRole('option', { name: 'ZAR' }).click();
  await untilTile(window.page, 'Outstanding', (now) => now.includes('ZAR'));
  const before = await tile(window.page, 'Paid this month');
  const who = isp.berg.customers[1];
  await isp.tell.pay({ customerId: who.id, amount: '100', date: TODAY });
  await untilTile(window.page, 'Paid this month', (now) => now !== before);
});

describe('whoever holds a payment link', () => {
  const unpaid: { id: string; number: string; due: string; customer: { id: string } }[] = [];
  beforeAll(async () => {
    const { invoices } = await isp.server.must(
      'query ($p: ID!) { invoices(filter: { partnerId: $p, open: true }) { nodes { id number due dueDate customer { id } } } }',
      { p: isp.karoo.id },
    );
    unpaid.push(...invoices.nodes.filter(({ dueDate }: any) => dueDate === '2026-04-15'));
  });

  /** An invoice that nobody has paid, and its link. */
  async function aLink(): Promise<{
    who: Subscriber;
    url: string;
    id: string;
    number: string;
    due: string;
  }> {
    const { id, number, due, customer } = must(unpaid.shift());
    const who = must(isp.karoo.customers.find((each) => each.id === customer.id));
    const { paymentLink } = await isp.server.must(
      'query ($id: ID!) { paymentLink(invoiceId: $id) { url } }',
      { id },
    );
    return { who, url: paymentLink.url, id, number, due };
  }

  it.each([
    ['a laptop', DESKTOP],
    ['a phone', PHONE],
  ])(
    'pays the invoice on %s without signing in, and is told when the money came',
    async (_where, viewport) => {
      const { who, url, number, due } = await aLink();
      const { page } = await browser.open(isp.server.url, { viewport });
      await page.goto(url);
      await page.getByRole('heading', { level: 1, name: `Invoice ${number}` }).waitFor();
      await page.getByText('Karoo Fibre').first().waitFor();
      await page.getByText('Pay by Wed 15 Apr').waitFor();
      expect(await page.locator('body').innerText()).not.toContain(who.name);
      expect(await page.getByRole('navigation').count()).toBe(0);
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: `Pay ${rand(Number(due))}` }).click();
      await page.getByText('Sandbox: no real money moves').waitFor();
      await page.getByRole('button', { name: 'Pay', exact: true }).click();
      await page.getByRole('heading', { name: 'Thank you, your payment has arrived' }).waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await page.locator('body').innerText()).not.toContain(who.name);
      expect(await paymentsOf(who)).toContainEqual({ amount: due, method: 'CARD' });
      await page.goto(url);
      await page.getByText('This invoice is paid').waitFor();
    },
  );

  it('is told when it was revoked in the back office, where another is copied', async () => {
    const { url, id, number } = await aLink();
    const office = await browser.open(isp.server.url);
    await signInto(office, 'admin', isp.karoo.email, PASSWORD);
    await office.page.goto(`/admin/invoices/${id}/show`);
    await office.page.getByRole('button', { name: 'Payment link', exact: true }).click();
    await office.page.getByRole('dialog').getByText(url, { exact: true }).waitFor();
    expect(await violations(office.page)).toEqual([]);
    await office.page.getByRole('button', { name: 'Revoke all links' }).click();
    await office.page.getByText(`The payment links of invoice ${number} work no longer.`).waitFor();
    const { page } = await browser.open(isp.server.url, { viewport: PHONE });
    await page.goto(url);
    await page.getByText('This link does not work').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
