import type { Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { PHONE, signInto, useBrowser, type Window } from '../support/browser.ts';
import { makeCustomer, makeTenant, makeUser, PASSWORD } from '../support/tenants.ts';
import { picture, shown, violations } from './everyPage.ts';

let server: TestServer;
let people: { first: string; second: string };
let customers: { first: string; second: string };
const browser = useBrowser();

beforeAll(async () => {
  server = await startTestServer();
  const tenant = await makeTenant(server, 'Session Net');
  people = {
    first: tenant.email,
    second: (await makeUser(server, tenant.id, 'ADMINISTRATOR')).email,
  };
  customers = {
    first: (await makeCustomer(server, tenant.id)).login,
    second: (await makeCustomer(server, tenant.id)).login,
  };
});
afterAll(async () => {
  await server.stop();
});

async function opened(
  app: 'admin' | 'portal',
  who: string,
  path: string,
  viewport?: { width: number; height: number },
): Promise<Window> {
  const window = await browser.open(server.url, {
    ...(viewport ? { viewport } : {}),
    expected: ['401', 'WebSocket'],
  });
  await signInto(window, app, who, PASSWORD);
  await window.page.goto(path);
  await shown(window.page);
  return window;
}

/** The session ends on the server, as it does after a while or when it is ended elsewhere. */
async function endSession({ context }: Window, app: 'admin' | 'portal'): Promise<void> {
  const answer = await context.request.post('/graphql', {
    headers: { 'x-backhaul-app': app },
    data: { query: 'mutation { signOut }' },
  });
  expect(await answer.json()).toMatchObject({ data: { signOut: true } });
}

/** Another tab of the browser signs out and another person in there; the page keeps its live connection. */
async function takeCookieOf(window: Window, app: 'admin' | 'portal', who: string): Promise<void> {
  const other = await browser.open(server.url);
  await signInto(other, app, who, PASSWORD);
  await window.context.addCookies(await other.context.cookies());
  await other.context.close();
}

describe('a session of the back office that ends while something is typed', () => {
  const again = (page: Page) => page.getByRole('dialog', { name: 'Your session has ended' });
  const named = (page: Page) => page.getByRole('textbox', { name: 'Name', exact: true }).first();

  it('asks for the password over the page, and goes on with what was typed', async () => {
    const window = await opened('admin', people.first, '/admin/customers/create');
    const { page } = window;
    await named(page).fill('Typed before it ended');
    await endSession(window, 'admin');
    await again(page).waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'session-ended-light');
    expect(await page.getByRole('textbox', { name: 'E-mail' }).first().inputValue()).toBe(
      people.first,
    );
    await again(page).getByLabel('Password').fill('wrong');
    await again(page).getByRole('button', { name: 'Sign in' }).click();
    await again(page).getByText('You are not signed in.').waitFor();
    await again(page).getByLabel('Password').fill(PASSWORD);
    await again(page).getByRole('button', { name: 'Sign in' }).click();
    await again(page).waitFor({ state: 'detached' });
    expect(await named(page).inputValue()).toBe('Typed before it ended');
    await page.getByRole('button', { name: /^(Create|Save|Add) ?(customer)?$/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Typed before it ended' }).waitFor();
  }, 30_000);

  it('is told by the refusal where nothing else tells it, and what was refused can be sent again', async () => {
    const { page, context } = await opened('admin', people.first, '/admin/settings/tax-rates');
    await page.getByRole('button', { name: 'Create tax rate' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Create tax rate' });
    await dialog.getByLabel('Name').fill('Sent when it had ended');
    await dialog.getByLabel('Percent').fill('7');
    await context.clearCookies();
    await dialog.getByRole('button', { name: 'Create tax rate' }).click();
    await again(page).getByLabel('Password').fill(PASSWORD);
    await again(page).getByRole('button', { name: 'Sign in' }).click();
    await again(page).waitFor({ state: 'detached' });
    expect(await dialog.getByText('Sign in first.').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Create tax rate' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Sent when it had ended').first().waitFor();
  }, 30_000);

  it('shows another person nothing of it', async () => {
    const window = await opened('admin', people.first, '/admin/customers/create');
    const { page } = window;
    await named(page).fill('Not meant for others');
    await endSession(window, 'admin');
    await again(page).getByLabel('E-mail').fill(people.second);
    await again(page).getByLabel('Password').fill(PASSWORD);
    await again(page).getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Dashboard' }).waitFor();
    await page.goto('/admin/customers/create');
    await shown(page);
    expect(await named(page).inputValue()).toBe('');
  }, 30_000);
});

describe('a page of the back office behind which another person has signed in', () => {
  it('sends nothing that was typed, begins anew, and forgets what lists were filtered by', async () => {
    const window = await opened(
      'admin',
      people.first,
      `/admin/customers?filter=${encodeURIComponent('{"q":"Secret"}')}`,
    );
    const { page } = window;
    const listParams = () =>
      page.evaluate(() =>
        Object.entries(localStorage)
          .filter(([key]) => key.endsWith('.listParams'))
          .map(([, value]) => value)
          .join(),
      );
    await expect.poll(listParams).toContain('Secret');
    await page.goto('/admin/settings/tax-rates');
    await page.getByRole('button', { name: 'Create tax rate' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Create tax rate' });
    await dialog.getByLabel('Name').fill('Typed by the first person');
    await dialog.getByLabel('Percent').fill('7');
    await takeCookieOf(window, 'admin', people.second);
    await dialog.getByRole('button', { name: 'Create tax rate' }).click();
    await page.getByRole('heading', { level: 1, name: 'Dashboard' }).waitFor();
    expect(await listParams()).not.toContain('Secret');
    await page.goto('/admin/settings/tax-rates');
    await shown(page);
    expect(await page.getByText('Typed by the first person').count()).toBe(0);
  }, 30_000);

  it('begins anew when its live connection broke off meanwhile and is made again', async () => {
    const window = await opened('admin', people.first, '/admin/account');
    const { page } = window;
    const lines: WebSocketRoute[] = [];
    await page.routeWebSocket('**/graphql', (line) => {
      line.connectToServer();
      lines.push(line);
    });
    await page.goto('/admin/customers/create');
    await shown(page);
    await expect.poll(() => lines.length).toBeGreaterThan(0);
    await page.getByRole('textbox', { name: 'Name', exact: true }).first().fill('Half-filled');
    await takeCookieOf(window, 'admin', people.second);
    await lines.at(-1)!.close({ code: 1012 });
    await page.getByRole('heading', { level: 1, name: 'Dashboard' }).waitFor();
  }, 30_000);
});

describe('a page of the portal behind which another person has signed in', () => {
  const phone = (page: Page) => page.getByLabel('Phone', { exact: true });

  it('sends nothing that was typed, and begins anew', async () => {
    const window = await opened('portal', customers.first, '/profile', PHONE);
    const { page } = window;
    await phone(page).fill('+27 21 555 0177');
    await takeCookieOf(window, 'portal', customers.second);
    await page.getByRole('button', { name: 'Save contact details' }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe('/');
    await page.getByRole('link', { name: 'Profile', exact: true }).click();
    await shown(page);
    expect(await phone(page).inputValue()).toBe('');
  }, 30_000);

  it('begins anew as soon as its live connection is made again', async () => {
    const window = await opened('portal', customers.first, '/profile', PHONE);
    const { page } = window;
    await phone(page).fill('+27 21 555 0178');
    await endSession(window, 'portal');
    await signInto(window, 'portal', customers.second, PASSWORD);
    await expect.poll(() => new URL(page.url()).pathname, { timeout: 15_000 }).toBe('/');
  }, 30_000);
});

describe('a session of the portal that ends while something is typed', () => {
  const phone = (page: Page) => page.getByLabel('Phone', { exact: true });
  const save = (page: Page) => page.getByRole('button', { name: 'Save contact details' });

  const signInAgain = async (page: Page, who: string) => {
    await page.getByText('Your session has ended.').waitFor();
    const entrance = page.locator('main.sign-in');
    await entrance.getByLabel('E-mail or login').fill(who);
    await entrance.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Your session has ended.').waitFor({ state: 'detached' });
  };

  it('goes on after signing in with what was typed, and sends it', async () => {
    const window = await opened('portal', customers.first, '/profile', PHONE);
    const { page } = window;
    const title = await page.title();
    await phone(page).fill('+27 21 555 0199');
    await endSession(window, 'portal');
    await save(page).click();
    await signInAgain(page, customers.first);
    expect(await phone(page).inputValue()).toBe('+27 21 555 0199');
    expect(await page.title()).toBe(title);
    await save(page).click();
    await page.getByText('Saved', { exact: false }).first().waitFor();
    await page.reload();
    await shown(page);
    expect(await phone(page).inputValue()).toBe('+27 21 555 0199');
  }, 30_000);

  it('shows another person nothing of it', async () => {
    const window = await opened('portal', customers.first, '/profile', PHONE);
    const { page } = window;
    await phone(page).fill('+27 21 555 0100');
    await endSession(window, 'portal');
    await save(page).click();
    await signInAgain(page, customers.second);
    await expect.poll(() => new URL(page.url()).pathname).toBe('/');
    await page.getByRole('link', { name: 'Profile', exact: true }).click();
    await shown(page);
    expect(await phone(page).inputValue()).toBe('');
  }, 30_000);
});
