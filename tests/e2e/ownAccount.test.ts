import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHONE, signInto, useBrowser } from '../support/browser.ts';
import { makeUser, PASSWORD } from '../support/tenants.ts';
import { violations } from './everyPage.ts';
import { openIsp, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 6, march: false });
});
afterAll(async () => {
  await isp.server.stop();
});

/** Lets the next operation of that name fail on the server's side, as a crash there would. */
const failOnce = (page: Page, name: string) =>
  page.route('**/graphql', (route) =>
    route.request().postData()?.includes(`mutation ${name}`)
      ? route.fulfill({
          status: 200,
          json: {
            errors: [
              {
                message: 'Something went wrong.',
                extensions: { code: 'INTERNAL', correlationId: 'c0ffee-1' },
              },
            ],
          },
        })
      : route.fallback(),
  );

const focused = (page: Page) =>
  page.evaluate(
    () => document.activeElement?.getAttribute('name') ?? document.activeElement?.tagName,
  );

describe("one's own account in the back office", () => {
  it('its e-mail address: what is wrong is said at its field, and the keyboard stands there', async () => {
    const { email } = await makeUser(isp.server, isp.karoo.id, 'READ_ONLY');
    const window = await browser.open(isp.server.url, { expected: ['c0ffee-1'] });
    const { page } = window;
    await signInto(window, 'admin', email, PASSWORD);
    await page.goto('/admin/account/email');
    await page
      .getByText(`You sign in with ${email} now. We write to it when you change it.`)
      .waitFor();
    const address = page.getByRole('textbox', { name: 'New e-mail address' });
    const password = page.getByLabel('Current password');
    const change = page.getByRole('button', { name: 'Change e-mail address' });
    await change.click();
    await page.getByText('Enter the new e-mail address.').first().waitFor();
    expect(await focused(page)).toBe('email');

    await address.fill('nonsense');
    await password.fill('wrong');
    await change.click();
    await page.getByText('This is not an e-mail address.').first().waitFor();
    await expect.poll(() => focused(page)).toBe('email');
    await address.fill(email);
    await change.click();
    await page.getByText('This is already your address.').first().waitFor();
    await address.fill('moved@karoo.example');
    await change.click();
    await expect.poll(() => focused(page)).toBe('currentPassword');

    await failOnce(page, 'ChangeEmail');
    await password.fill(PASSWORD);
    await change.click();
    await page.getByText('c0ffee-1').waitFor();
    await expect.poll(() => focused(page)).toBe('BUTTON');
    expect(await violations(page)).toEqual([]);
    await page.unroute('**/graphql');
    await change.click();
    await page.getByText('You sign in with moved@karoo.example from now on.').waitFor();
    await page.getByText('You sign in with moved@karoo.example now.').waitFor();

    await page.goto('/admin/settings');
    await page.getByRole('link', { name: /Your e-mail address/ }).waitFor();
  });

  it('its password: the same', async () => {
    const { email } = await makeUser(isp.server, isp.karoo.id, 'READ_ONLY');
    const window = await browser.open(isp.server.url, { expected: ['c0ffee-1'] });
    const { page } = window;
    await signInto(window, 'admin', email, PASSWORD);
    await page.goto('/admin/account/password');
    const change = page.getByRole('button', { name: 'Change password' });
    await page.getByLabel('Current password').fill('wrong');
    for (const label of ['next', 'again'])
      await page.locator(`input[name=${label}]`).fill('a few words in a row');
    await change.click();
    await expect.poll(() => focused(page)).toBe('current');
    await failOnce(page, 'ChangePassword');
    await page.getByLabel('Current password').fill(PASSWORD);
    await change.click();
    await page.getByText('c0ffee-1').waitFor();
  });
});

describe('before the door', () => {
  it('what is missing is said on the page, in English, whatever the browser speaks', async () => {
    const { page } = await browser.open(isp.server.url, { expected: ['/graphql', 'status of'] });
    await page.goto('/admin/login');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Enter your e-mail.').waitFor();
    await page.getByText('Enter your password.').waitFor();
    await expect.poll(() => focused(page)).toBe('identifier');
    await page.getByLabel('E-mail').fill('nobody@karoo.example');
    await page.locator('input[name=password]').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('You are not signed in.').waitFor();
    await expect.poll(() => focused(page)).toBe('password');
    await page.goto('/admin/forgot-password');
    // this installation has no mail server: it says so, instead of promising a link
    await page.getByRole('heading', { name: 'No mail goes from here yet' }).waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    await page.goto('/forgot-password');
    await page.getByText('can set a new password for you').waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
  });
});

describe("one's own contact details in the portal", () => {
  it('are refused in the language of the reader, and what came of it is said in it', async () => {
    const [customer] = isp.karoo.customers;
    const window = await browser.open(isp.server.url, { viewport: PHONE });
    const { page } = window;
    await page.addInitScript(() => localStorage.setItem('language', 'de'));
    await signInto(window, 'portal', customer.login, PASSWORD);
    await page.goto('/profile');
    const address = page.getByLabel('E-Mail', { exact: true });
    const save = page.getByRole('button', { name: 'Kontaktdaten speichern' });
    const move = async (to: string) => {
      await address.fill(to);
      await page.getByLabel('Aktuelles Passwort, um die E-Mail zu ändern').fill(PASSWORD);
      await save.click();
    };
    await page.getByLabel('Postleitzahl').fill('1'.repeat(30));
    await save.click();
    await page.getByText('Geben Sie höchstens 20 Zeichen ein.', { exact: true }).waitFor();
    await page.getByLabel('Postleitzahl').fill('8000');
    await move('nonsense');
    await page.getByText('Das ist keine E-Mail-Adresse.', { exact: true }).waitFor();
    expect(await page.locator('main').innerText()).not.toContain('is not');
    expect(await violations(page)).toEqual([]);
    // the new address stands there at once, before the page has read it again
    let read = () => {};
    const held = new Promise<void>((resolve) => {
      read = resolve;
    });
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('query Profile')) await held;
      await route.continue();
    });
    await move('first@home.example');
    await page.getByText('Ihre E-Mail-Adresse ist jetzt first@home.example.').waitFor();
    expect(await address.inputValue()).toBe('first@home.example');
    read();
    await move('second@home.example');
    await page.getByText('Ihre E-Mail-Adresse ist jetzt second@home.example.').waitFor();
    await page
      .getByText('Wir haben first@home.example geschrieben, dass sie geändert wurde.')
      .waitFor();
  });
});
