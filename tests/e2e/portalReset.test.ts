import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { PHONE, signInto, useBrowser } from '../support/browser.ts';
import { openMailbox, type Mailbox } from '../support/mailbox.ts';
import { makeCustomer, makeTenant, type Tenant } from '../support/tenants.ts';
import { inspect, violations } from './everyPage.ts';

let mailbox: Mailbox;
let server: TestServer;
let partner: Tenant;
const browser = useBrowser();

beforeAll(async () => {
  mailbox = await openMailbox();
  server = await startTestServer({ SMTP_URL: mailbox.url, MAIL_FROM: 'billing@isp.example' });
  partner = await makeTenant(server, 'Karoo Fibre');
});
afterAll(async () => {
  await server.stop();
  await mailbox.close();
});

/** The link of the latest mail to an address, as somebody follows it here. */
async function linkTo(address: string, count = 1): Promise<string> {
  await vi.waitFor(() => {
    expect(mailbox.of(address)).toHaveLength(count);
  }, 15_000);
  return /reset-password\?token=[\w-]+/.exec(String(mailbox.of(address).at(-1)!.mail.html))![0];
}

async function signIn(page: Page, identifier: string, password: string): Promise<void> {
  await page.getByLabel('E-mail or login').fill(identifier);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

describe('a forgotten password', () => {
  it('is chosen anew with the link of the mail; the token leaves the address, and the link works once', async () => {
    const customer = await makeCustomer(server, partner.id, {
      name: 'Thandi Nkosi',
      email: 'thandi@home.example',
    });
    const { page } = await browser.open(server.url, { viewport: PHONE });
    await page.goto('/');
    await page.getByLabel('E-mail or login').fill(customer.login);
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    expect(await page.getByLabel('E-mail or login').inputValue()).toBe(customer.login);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByRole('heading', { name: 'Look at your mail' }).waitFor();
    expect(await violations(page)).toEqual([]);

    const link = await linkTo('thandi@home.example');
    await page.goto(`/${link}`);
    await page.getByRole('heading', { name: 'Choose a password' }).waitFor();
    await page.waitForURL((address) => address.search === '');
    expect(
      await page.evaluate(() =>
        JSON.stringify([location.href, history.state, { ...localStorage }, { ...sessionStorage }]),
      ),
    ).not.toContain('token');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('Enter a password.').waitFor();
    await page.getByLabel('New password').fill('short');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('Enter at least 8 characters.').waitFor();
    await page.getByLabel('New password').fill('tortoise under the aloe');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByRole('heading', { name: 'Your password is set' }).waitFor();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await signIn(page, customer.login, 'tortoise under the aloe');
    await page.getByRole('heading', { name: 'Hello, Thandi Nkosi' }).waitFor();

    // Once more, although somebody is signed in here: the link says whose it is.
    await page.goto(`/${link}`);
    await page.getByLabel('New password').fill('another good password');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByRole('heading', { name: 'This link no longer works' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Ask for a new link' }).click();
    await page.getByRole('button', { name: 'Send the link' }).waitFor();
  });

  it('says the same for an account that there is not, and sends nothing', async () => {
    const customer = await makeCustomer(server, partner.id, { email: 'real@home.example' });
    const { page } = await browser.open(server.url, { viewport: PHONE });
    const answers: string[] = [];
    for (const identifier of [customer.login, 'nobody@nowhere.example']) {
      await page.goto('/forgot-password');
      await page.getByLabel('E-mail or login').fill(identifier);
      await page.getByRole('button', { name: 'Send the link' }).click();
      await page.getByRole('heading', { name: 'Look at your mail' }).waitFor();
      answers.push((await page.locator('main').innerText()).replace(identifier, 'X'));
    }
    expect(answers[0]).toBe(answers[1]);
    await linkTo('real@home.example');
    expect(mailbox.of('nobody@nowhere.example')).toEqual([]);
  });

  it('asks for the link again where it was not complete', async () => {
    const { page } = await browser.open(server.url, { viewport: PHONE });
    await page.goto('/reset-password');
    await page.getByRole('heading', { name: 'This link is not complete' }).waitFor();
    await page.getByRole('link', { name: 'Ask for a new link' }).click();
    await page.getByRole('heading', { name: 'New password' }).waitFor();
  });

  it('is asked for on pages that are accessible, light and dark', async () => {
    const window = await browser.open(server.url, { viewport: PHONE });
    expect(
      await inspect(window, [
        { name: 'portal-forgot', path: '/forgot-password' },
        { name: 'portal-reset', path: `/reset-password?token=${'x'.repeat(43)}` },
        { name: 'portal-reset-incomplete', path: '/reset-password' },
      ]),
    ).toEqual([]);
  });
});

it('somebody new chooses the first password from the welcome, also while another is signed in on the device', async () => {
  const [customer, other] = [
    await makeCustomer(server, partner.id, {
      name: 'Pieter Botha',
      email: 'pieter@home.example',
      password: undefined,
    }),
    await makeCustomer(server, partner.id, { password: 'a password for tests' }),
  ];
  await server.must(
    'mutation ($id: ID!) { sendWelcome(customerId: $id) { id } }',
    { id: customer.id },
    partner.token,
  );
  const window = await browser.open(server.url, { viewport: PHONE });
  await signInto(window, 'portal', other.login, 'a password for tests');
  const { page } = window;
  await page.goto(`/${await linkTo('pieter@home.example')}`);
  await page.getByLabel('New password').fill('my very first password');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByRole('heading', { name: 'Your password is set' }).waitFor();
  expect(await server.signIn(customer.login, 'my very first password')).toBeTruthy();
});
