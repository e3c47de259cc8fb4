import type { Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR, startTestServer, type TestServer } from '../support/backhaul.ts';
import { PHONE, signInto, useBrowser } from '../support/browser.ts';
import { makeCustomer, PASSWORD } from '../support/tenants.ts';
import { inspect } from './everyPage.ts';

let server: TestServer;
let login: string;
const browser = useBrowser();

const lists = [
  '/',
  '/billing-runs',
  '/billing-runs/create',
  '/customers',
  '/duplicates',
  '/services',
  '/invoices',
  '/payments',
  '/disputes',
  '/transactions',
  '/messages',
  '/tariffs',
  '/partners',
  '/users',
  '/settings/tax-rates',
  '/settings/labels',
  '/documents/jobs',
].map((path) => ({ name: `admin-empty${path.replaceAll('/', '-')}`, path: `/admin${path}` }));
const places = ['/', '/invoices', '/payments', '/cards', '/services', '/documents', '/pay'].map(
  (path) => ({
    name: `portal-empty${path.replaceAll('/', '-')}`,
    path,
  }),
);

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server.stop();
});

describe('an installation with nothing in it', () => {
  it('says on every page of the back office what belongs there', async () => {
    const window = await browser.open(server.url);
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    expect(await inspect(window, lists)).toEqual([]);
  }, 120_000);

  it('says so in the portal of a customer without anything', async () => {
    const { viewer } = await server.must('{ viewer { partner { id } } }');
    ({ login } = await makeCustomer(server, viewer.partner.id));
    const window = await browser.open(server.url, { viewport: PHONE });
    await signInto(window, 'portal', login, PASSWORD);
    expect(await inspect(window, places)).toEqual([]);
  }, 60_000);
});

describe('when the server cannot be reached', () => {
  it('a list of the back office says so, and comes when it is tried again', async () => {
    const window = await browser.open(server.url, { expected: ['/graphql', 'ERR_', 'WebSocket'] });
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    const { page } = window;
    await page.goto('/admin/customers');
    await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor();
    await page.route('**/graphql', (route) => route.abort('connectionrefused'));
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Tariffs' })
      .click();
    await page.getByText('Tariffs could not be loaded.').waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: /again/i }).click();
    await page.getByText('No tariffs yet').waitFor();
  });

  it('the portal says so, and comes back by itself or when it is tried again', async () => {
    const window = await browser.open(server.url, {
      viewport: PHONE,
      expected: ['/graphql', 'ERR_', 'WebSocket'],
    });
    await signInto(window, 'portal', login, PASSWORD);
    const { page } = window;
    await page.goto('/');
    await page.getByRole('heading', { name: 'All paid' }).waitFor();
    await page.route('**/graphql', (route) => route.abort('connectionrefused'));
    await page.getByRole('link', { name: 'Payments', exact: true }).click();
    await page.getByText('No connection').first().waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('No payments yet').waitFor();
  });

  it('the portal says it once on a page, and nothing of what was typed or changed where one only reads', async () => {
    const window = await browser.open(server.url, {
      viewport: PHONE,
      expected: ['/graphql', 'ERR_', 'WebSocket', 'Internal Server Error'],
    });
    await signInto(window, 'portal', login, PASSWORD);
    const { page } = window;
    await page.goto('/');
    await page.getByRole('heading', { name: 'All paid' }).waitFor();
    for (const [fail, title] of [
      [(route: Route) => route.abort('connectionrefused'), 'No connection'],
      [(route: Route) => route.fulfill({ status: 500 }), 'Something went wrong on our side'],
    ] as const) {
      await page.route('**/graphql', fail);
      await page.getByRole('link', { name: 'Profile', exact: true }).click();
      await page.getByText(title).first().waitFor();
      await page.waitForTimeout(500);
      expect(await page.getByRole('alert').count(), title).toBe(1);
      expect(await page.getByRole('alert').innerText()).not.toMatch(/Nothing/);
      await page.unroute('**/graphql');
      await page.getByRole('link', { name: 'Home', exact: true }).click();
      await page.getByRole('heading', { name: 'All paid' }).waitFor();
    }
    await page.getByRole('link', { name: 'Profile', exact: true }).click();
    await page.getByLabel('City').fill('Calvinia');
    await page.route('**/graphql', (route) => route.fulfill({ status: 500 }));
    await page.getByRole('button', { name: 'Save contact details' }).click();
    await page.getByText('Nothing was changed.').waitFor();
  });
});

describe('a record that is not to be had', () => {
  const ID = 'f0000000-0000-4000-8000-000000000000';
  const addresses: [kind: string, address: string][] = [
    ['tariff', `/tariffs/${ID}/show`],
    ['tariff', `/tariffs/${ID}`],
    ['service', `/services/${ID}/show`],
    ['user', `/users/${ID}/show`],
    ['user', `/users/${ID}`],
    ['partner', `/partners/${ID}/show`],
    ['partner', `/partners/${ID}`],
    ['ledger entry', `/transactions/${ID}/show`],
    ['payment', `/payments/${ID}/show`],
    ['invoice', `/invoices/${ID}/show`],
    ['message', `/messages/${ID}/show`],
    ['customer', `/customers/${ID}/show`],
    ['customer', `/customers/${ID}`],
  ];
  const failed = {
    data: null,
    errors: [
      {
        message: 'Something went wrong.',
        extensions: { code: 'INTERNAL', correlationId: 'quote-me-0001' },
      },
    ],
  };

  it('is missing only when the server says so; what failed is tried again at the same address', async () => {
    const window = await browser.open(server.url, { expected: ['the server failed', '500'] });
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    const { page } = window;
    for (const [kind, address] of addresses) {
      await page.route('**/graphql', (route) =>
        route.request().postData()?.includes(ID)
          ? route.fulfill({ status: 500, json: failed })
          : route.continue(),
      );
      await page.goto(`/admin${address}`);
      await page.getByText(`The ${kind} could not be loaded.`).waitFor();
      await page.getByText('quote-me-0001').waitFor();
      await page.unroute('**/graphql');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('heading', { name: `This ${kind} does not exist` }).waitFor();
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(new URL(page.url()).pathname).toBe(`/admin${address}`);
    }
  });
});
