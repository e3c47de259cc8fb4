import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR, startTestServer, type TestServer } from '../support/backhaul.ts';
import { DESKTOP, PHONE, signInto, useBrowser, type Window } from '../support/browser.ts';
import { makeCustomer, PASSWORD } from '../support/tenants.ts';
import { goTo, overflow, picture, violations } from './everyPage.ts';

let server: TestServer;
let login: string;
const browser = useBrowser();

beforeAll(async () => {
  server = await startTestServer();
  const { viewer } = await server.must('{ viewer { partner { id } } }');
  ({ login } = await makeCustomer(server, viewer.partner.id));
});
afterAll(async () => {
  await server.stop();
});

/** What an app knows of whoever is signed in; everything else fails. */
const OF_THE_VIEWER = /(query|mutation) (Viewer|PartnersBelow|Currencies|Session|MyFields)\b/;
const failed = {
  data: null,
  errors: [
    {
      message: 'Something went wrong.',
      extensions: { code: 'INTERNAL', correlationId: 'quote-me-0001' },
    },
  ],
};

/** The rehearsal comes through the live connection, whose state the frame tells. */
const OFFICE = [
  '/',
  '/billing-runs',
  '/billing-runs/create',
  '/automation',
  '/customers',
  '/services',
  '/invoices',
  '/credit-notes',
  '/proformas',
  '/payments',
  '/bank',
  '/bank/accounts',
  '/disputes',
  '/desk',
  '/tills',
  '/dunning',
  '/transactions',
  '/messages',
  '/documents/jobs',
  '/tariffs',
  '/partners',
  '/users',
  '/books',
  '/settings/finance',
  '/settings/automation',
  '/settings/notifications',
  '/settings/company',
  '/settings/gateways',
  '/settings/payments',
  '/settings/tax-rates',
  '/settings/labels',
  '/settings/templates',
  '/settings/custom-fields',
  '/account/sessions',
];
const PORTAL = ['/invoices', '/payments', '/cards', '/services', '/documents', '/profile'];

/** What is wrong with pages whose data does not come. */
async function whenAllFails(
  { page }: Window,
  app: string,
  paths: readonly string[],
): Promise<string[]> {
  const wrong: string[] = [];
  await page.route('**/graphql', (route) =>
    OF_THE_VIEWER.test(route.request().postData() ?? '')
      ? route.continue()
      : route.fulfill({ status: 500, json: failed }),
  );
  await page.routeWebSocket('**/graphql', (socket) => socket.close());
  for (const path of paths) {
    await goTo(page, `${app}${path}`);
    const said = await page
      .getByRole('alert')
      .first()
      .waitFor({ timeout: 8000 })
      .then(
        () => true,
        () => false,
      );
    if (!said) {
      wrong.push(`${path}: says nothing`);
      await picture(page, `failing ${path.replaceAll('/', ' ')}`);
      continue;
    }
    const words = await page.getByRole('alert').allInnerTexts();
    if (/undefined|INTERNAL|Error:|graphql/i.test(words.join(' ')))
      wrong.push(`${path}: ${words.join(' | ')}`);
    if (new Set(words).size < words.length) wrong.push(`${path}: says it twice`);
    if (!(await page.getByRole('button', { name: /again/i }).count()))
      wrong.push(`${path}: nothing to try again with`);
    if (await page.locator('.MuiSkeleton-root, .bone').count())
      wrong.push(`${path}: still looks as if it were loading`);
    wrong.push(...(await violations(page)).map((each) => `${path}: ${each}`));
    wrong.push(...(await overflow(page)).map((each) => `${path}: ${each}`));
    await picture(page, `failing ${path.replaceAll('/', ' ')}`);
  }
  await page.unroute('**/graphql');
  return wrong;
}

describe('when nothing can be read', () => {
  const expected = ['the server failed', '500', '/graphql', 'WebSocket'];

  it('every page of the back office says so, with a way to try again', async () => {
    const window = await browser.open(server.url, { viewport: DESKTOP, expected });
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    expect(await whenAllFails(window, '/admin', OFFICE)).toEqual([]);
  }, 180_000);

  it('so does every page of the portal, on a phone', async () => {
    const window = await browser.open(server.url, { viewport: PHONE, expected });
    await signInto(window, 'portal', login, PASSWORD);
    expect(await whenAllFails(window, '', PORTAL)).toEqual([]);
  }, 120_000);
});
