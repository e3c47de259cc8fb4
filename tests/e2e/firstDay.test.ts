import { afterAll, beforeAll, expect, it } from 'vitest';
import { OPERATOR, startTestServer, type TestServer } from '../support/backhaul.ts';
import { signInto, useBrowser } from '../support/browser.ts';
import { confirm, preview, story } from '../support/story.ts';
import { makeTenant, makeUser, PASSWORD } from '../support/tenants.ts';

let server: TestServer;
const browser = useBrowser();
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server.stop();
});

it('an empty installation asks for currency and time zone, then leads to the first bill and is silent', async () => {
  const window = await browser.open(server.url);
  await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
  const { page } = window;
  await page.goto('/admin/');
  const list = page.getByRole('region', { name: 'Until your first bill' });
  await list.getByLabel('Currency').selectOption('KWD');
  await list.getByLabel('Time zone').selectOption('Asia/Kuwait');
  expect(await list.getByRole('link').count()).toBe(0);
  await list.getByRole('button', { name: 'Use this currency and time zone' }).click();
  await list.getByText('6 steps left').waitFor();
  expect(await list.getByText('npm run import').count()).toBe(1);
  const { viewer } = await server.must('{ viewer { partner { id currency timeZone } } }');
  expect(viewer.partner).toMatchObject({ currency: 'KWD', timeZone: 'Asia/Kuwait' });
  for (const [link, heading] of [
    ['Say who you are', 'Company and logo'],
    ['Add a tax rate', 'Tax rates'],
    ['Make your first tariff', 'Create tariff'],
    ['Add your first customer', 'New customer'],
    ['Give a customer a service', 'Customers'],
    ['Preview your first billing run', 'New billing run'],
  ]) {
    await list.getByRole('link', { name: link }).click();
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.goBack();
    await list.waitFor();
  }
  const tell = story(server);
  const { id } = viewer.partner;
  const tariff = await tell.tariff({ name: 'Plan', price: '10', partnerIds: [id] });
  const customer = await tell.customer({ partnerId: id, name: 'Ada' });
  await tell.service({ customerId: customer.id, tariffId: tariff.id, startDate: '2026-04-01' });
  const [run] = await preview(server, { date: '2026-04-01' });
  await page.reload();
  await list.getByText('2 steps left').waitFor();
  expect(await list.getByText('done', { exact: true }).count()).toBe(4);
  await confirm(server, run);
  await page.reload();
  await page.getByRole('region', { name: 'Figures of this month' }).waitFor();
  await list.waitFor({ state: 'detached' });
}, 60_000);

it('a reseller has a list of its own, without what its role may not do, and may put it away', async () => {
  const shop = await makeTenant(server, 'New Net');
  const manager = await makeUser(server, shop.id, 'MANAGER');
  const window = await browser.open(server.url);
  await signInto(window, 'admin', manager.email, PASSWORD);
  const { page } = window;
  await page.goto('/admin/');
  const list = page.getByRole('region', { name: 'Until your first bill' });
  await list.getByRole('link', { name: 'Make your first tariff' }).waitFor();
  expect(await list.getByRole('link', { name: 'Say who you are' }).count()).toBe(0);
  expect(await list.getByText('npm run import').count()).toBe(0);
  await list.getByRole('button', { name: 'Put this list away' }).click();
  await list.waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Dashboard' }).waitFor();
  await page.getByRole('region', { name: 'Figures of this month' }).waitFor();
  expect(await list.count()).toBe(0);
});
