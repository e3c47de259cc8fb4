import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '../../server/src/platform/must.ts';
import { PHONE, signInto, useBrowser } from '../support/browser.ts';
import { confirm, preview } from '../support/story.ts';
import { openSandbox, PASSWORD } from '../support/tenants.ts';
import { overflow, picture, violations } from './everyPage.ts';
import { openIsp, rand, TODAY, type Isp, type Subscriber } from './isp.ts';

let isp: Isp;
const browser = useBrowser();
const free: Subscriber[] = [];

beforeAll(async () => {
  isp = await openIsp({ customers: 24, march: false });
  const [run] = await preview(isp.server, { date: TODAY, partnerIds: [isp.karoo.id] });
  await confirm(isp.server, run);
  free.push(...isp.karoo.customers.filter(({ monthly }) => monthly === 499));
});
afterAll(async () => {
  await isp.server.stop();
});

/** The portal on a phone of somebody who owes March and April. */
async function aPhone(): Promise<{ page: Page; who: Subscriber; owed: string }> {
  const who = must(free.shift());
  const window = await browser.open(isp.server.url, { viewport: PHONE });
  await signInto(window, 'portal', who.login, PASSWORD);
  const { balance } = await isp.tell.customerNow(who.id);
  return { page: window.page, who, owed: rand(-Number(balance)) };
}

/** Saves a card of the sandbox by the page for it. */
async function saveCard(page: Page, last4: string): Promise<void> {
  await page.goto('/cards');
  await page.getByRole('button', { name: 'Add a card' }).click();
  await page.getByRole('radio', { name: new RegExp(last4) }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Your card is saved').waitFor();
  await page
    .getByRole('listitem')
    .filter({ hasText: `… ${last4}` })
    .waitFor();
}

async function looksRight(page: Page, name: string): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toEqual([]);
  await picture(page, name);
}

describe('a customer with a saved card, on a phone', () => {
  it('pays with two taps, and is asked nothing else', async () => {
    const { page, who, owed } = await aPhone();
    await saveCard(page, '4242');
    await looksRight(page, 'cards one saved phone');
    await page.goto('/');
    await page.getByRole('link', { name: `Pay ${owed} Visa … 4242` }).waitFor();
    await looksRight(page, 'cards home phone');
    await page.getByRole('link', { name: `Pay ${owed} Visa … 4242` }).click();
    const pay = page.getByRole('button', { name: `Pay ${owed} with Visa … 4242` });
    await pay.waitFor();
    await looksRight(page, 'cards pay phone');
    await pay.click();
    await page.getByRole('heading', { name: 'Thank you, your payment has arrived' }).waitFor();
    await page.getByText(`${owed} is on your account.`).waitFor();
    await looksRight(page, 'cards paid phone');
    expect((await isp.tell.customerNow(who.id)).balance).toBe('0.00');
    await page.goto('/cards');
    await page.getByRole('link', { name: /^Receipt/ }).waitFor();
  });

  it('switches automatic payment on, is told when it is charged next, and stops it with the card', async () => {
    const { page, owed } = await aPhone();
    await saveCard(page, '4242');
    await page.getByRole('button', { name: 'Switch on' }).click();
    await page.getByText('Automatic payment is on.').waitFor();
    await page.getByText(`Next: ${owed} on Wed 15 Apr`).waitFor();
    await page.getByRole('button', { name: 'Remove Visa … 4242' }).click();
    const group = page.getByRole('group', { name: 'Remove Visa … 4242' });
    await group.getByText(/your automatic payment, which stops with it/).waitFor();
    await looksRight(page, 'cards removing phone');
    await group.getByRole('button', { name: 'Remove Visa … 4242' }).click();
    await page.getByText('Visa … 4242 is removed.').waitFor();
    await page.getByText('No card is saved').waitFor();
    await page.getByText('Add a card first').waitFor();
    await looksRight(page, 'cards none phone');
  });

  it('is told in plain words why a card was not charged, and that nothing was taken', async () => {
    const { page, who, owed } = await aPhone();
    await saveCard(page, '0341');
    await page.goto('/pay');
    await page.getByRole('button', { name: `Pay ${owed} with Mastercard … 0341` }).click();
    await page.getByRole('heading', { name: 'The payment did not go through' }).waitFor();
    await page.getByText(/Nothing was taken/).waitFor();
    await looksRight(page, 'cards failed phone');
    await page.goto('/cards');
    await page.getByText('Did not work').waitFor();
    await looksRight(page, 'cards attempts phone');
    expect((await isp.tell.customerNow(who.id)).balance).not.toBe('0.00');
  });

  it('saves the card while paying, sees the fee before, and staff sees both', async () => {
    // who pays where nobody knows the country pays no fee
    await isp.server.must(
      'mutation ($p: ID!) { updateCompanyDetails(partnerId: $p, input: { name: "Karoo", country: "South Africa" }) { country } }',
      { p: isp.karoo.id },
    );
    await openSandbox(isp.server, isp.karoo.id, { feePercent: '2.9', feeFixed: '0.30' });
    const { page, who } = await aPhone();
    await page.goto('/pay');
    await page.getByText('Fee for paying this way').waitFor();
    await page.getByText(rand(29.24)).waitFor();
    await page.getByRole('checkbox', { name: /Save this card/ }).check();
    await looksRight(page, 'cards fee phone');
    await page.getByRole('button', { name: `Pay ${rand(1027.24)}` }).click();
    await page.getByText('1027.24 ZAR').waitFor();
    await page.getByRole('button', { name: 'Pay', exact: true }).click();
    await page.getByRole('heading', { name: 'Thank you, your payment has arrived' }).waitFor();
    await page.getByText(`${rand(998)} is on your account. ${rand(29.24)} of it`).waitFor();
    expect((await isp.tell.customerNow(who.id)).balance).toBe('0.00');

    const office = await browser.open(isp.server.url);
    await signInto(office, 'admin', isp.karoo.email, PASSWORD);
    await office.page.goto(`/admin/customers/${who.id}/show?tab=cards`);
    await office.page.getByText('Visa … 4242', { exact: true }).waitFor();
    await office.page.getByRole('button', { name: 'Switch automatic payment on' }).click();
    await office.page
      .getByText('charged to Visa … 4242 by itself, on the day it is due.')
      .waitFor();
    await looksRight(office.page, 'cards office');
    await office.page.getByRole('button', { name: 'Charge now: Visa … 4242' }).click();
    const dialog = office.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Amount' }).fill('50');
    await dialog.getByText(`With the fee of ${rand(1.75)} that is passed on`).waitFor();
    await dialog.getByText(/The balance goes from/).waitFor();
    await looksRight(office.page, 'cards office charge');
    await dialog.getByRole('button', { name: `Charge ${rand(51.75)}` }).click();
    await office.page.getByText(/^Payment \S+$/).waitFor();
    await looksRight(office.page, 'cards office charged');
    expect((await isp.tell.customerNow(who.id)).balance).toBe('50.00');
  });
});

describe('a payment that its customer takes up with the bank', () => {
  it('stands among the disputes with what to do, reached from the payments and what needs one', async () => {
    await openSandbox(isp.server, isp.karoo.id);
    const { page, who } = await aPhone();
    await page.goto('/pay');
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.getByRole('radio', { name: /0259/ }).check();
    await page.getByRole('button', { name: 'Pay', exact: true }).click();
    await page.getByRole('heading', { name: 'Thank you, your payment has arrived' }).waitFor();
    await expect
      .poll(async () => (await isp.server.must('{ disputes { id } }')).disputes.length)
      .toBe(1);

    const office = await browser.open(isp.server.url);
    await signInto(office, 'admin', isp.karoo.email, PASSWORD);
    await office.page.goto('/admin/');
    await office.page.getByText('1 dispute waits to be decided').waitFor();
    await office.page.goto('/admin/payments');
    await office.page.getByRole('link', { name: 'Open disputes' }).click();
    const line = office.page.getByRole('list', { name: 'Disputes' }).getByRole('listitem');
    await line
      .filter({ hasText: who.name })
      .filter({ hasText: /Answer by/ })
      .waitFor();
    await looksRight(office.page, 'disputes');
    await line.getByRole('link', { name: /^Payment/ }).click();
    await office.page.getByRole('heading', { level: 1, name: /^Payment/ }).waitFor();
    await office.page.getByText(/a dispute of/).waitFor();
    await looksRight(office.page, 'disputed payment');
  });
});
