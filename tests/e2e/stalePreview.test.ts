import { afterAll, beforeAll, expect, it } from 'vitest';
import { signInto, useBrowser } from '../support/browser.ts';
import { preview } from '../support/story.ts';
import { PASSWORD } from '../support/tenants.ts';
import { violations } from './everyPage.ts';
import { openIsp, rand, TODAY, type Isp, type Subscriber } from './isp.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 24, march: false });
});
afterAll(async () => {
  await isp.server.stop();
});

const dearer = ({ serviceId }: Subscriber) =>
  isp.server.must(
    'mutation ($s: ID!) { updateService(serviceId: $s, input: { unitPrice: "599" }) { id } }',
    { s: serviceId },
  );

it('a price that changes after the preview stops the confirmation, by name, and previewing again takes it in', async () => {
  const { karoo, server } = isp;
  const confirmAll = `Confirm ${karoo.customers.length} invoices`;
  const [run] = await preview(server, { date: TODAY, partnerIds: [karoo.id] });
  const window = await browser.open(server.url);
  await signInto(window, 'admin', karoo.email, PASSWORD);
  const { page } = window;
  await page.goto(`/admin/billing-runs/${run.id}/show`);
  await page.getByRole('button', { name: confirmAll }).click();

  const [changed] = karoo.customers;
  await dearer(changed);
  await page.getByRole('dialog').getByRole('button', { name: confirmAll }).click();
  const dialog = page.getByRole('dialog', { name: 'The preview is out of date' });
  await dialog.getByText(changed.name).waitFor();
  await dialog.getByText('Nothing was issued').waitFor();
  expect(await violations(page)).toEqual([]);
  expect((await isp.tell.customerNow(changed.id)).invoices.nodes).toEqual([]);

  await dialog.getByRole('button', { name: 'Preview again' }).click();
  await dialog.waitFor({ state: 'detached' });
  const row = page
    .getByRole('treegrid', { name: 'Customers of the preview' })
    .getByRole('row')
    .filter({ hasText: changed.name });
  await row
    .getByText(rand(2 * 599))
    .first()
    .waitFor();
  await page.getByRole('button', { name: confirmAll }).click();
  await page.getByRole('dialog').getByRole('button', { name: confirmAll }).click();
  await page.getByRole('heading', { name: 'Invoices of this run' }).waitFor();
  expect((await isp.tell.customerNow(changed.id)).balance).toBe('-1198.00');
});

it('a preview that many changes make out of date says so to whoever looks at it: how many, a few by name, and why it cannot be confirmed', async () => {
  const { berg, server } = isp;
  const [run] = await preview(server, { date: TODAY, partnerIds: [berg.id] });
  const window = await browser.open(server.url, { languages: ['de-DE'] });
  await signInto(window, 'admin', berg.email, PASSWORD);
  const { page } = window;
  const count = berg.customers.length;
  const confirm = page.getByRole('button', { name: `Confirm ${count} invoices` });
  await page.goto(`/admin/billing-runs/${run.id}/show`);
  await confirm.waitFor();
  expect(await confirm.isEnabled()).toBe(true);

  for (const customer of berg.customers) await dearer(customer);
  const notice = page.getByRole('group').filter({ hasText: 'This preview no longer holds' });
  await notice.getByText(`${count} customers changed since.`).waitFor();
  const named = notice.getByRole('list', { name: 'Customers who changed' }).locator('> li');
  expect(await named.count()).toBe(5);
  expect(await named.first().innerText()).toMatch(
    /: 1[.]198,00\sZAR instead of .*\d,00\sZAR\s+.* price .*ZAR → 599,00\sZAR\s+[+−].*ZAR$/,
  );
  await notice.getByRole('button', { name: `Show all ${count} customers` }).click();
  await expect.poll(() => named.count()).toBe(count);
  expect(await confirm.isDisabled()).toBe(true);
  const why = await confirm.getAttribute('aria-describedby');
  expect(await page.locator(`[id="${why}"]`).innerText()).toMatch(/^Preview again first/);
  expect(await violations(page)).toEqual([]);
});

it('a preview that is made again shows what is true now, also where nothing can be pushed', async () => {
  const { berg, server } = isp;
  const [run] = await preview(server, { date: TODAY, partnerIds: [berg.id] });
  const window = await browser.open(server.url);
  const { page } = window;
  await page.routeWebSocket(/graphql/, (socket) => socket.close());
  await signInto(window, 'admin', berg.email, PASSWORD);
  await page.goto(`/admin/billing-runs/${run.id}/show`);
  const [changed] = berg.customers;
  const row = page
    .getByRole('treegrid', { name: 'Customers of the preview' })
    .getByRole('row')
    .filter({ hasText: changed.name });
  await row.waitFor();
  await isp.server.must(
    'mutation ($s: ID!) { updateService(serviceId: $s, input: { unitPrice: "699" }) { id } }',
    { s: changed.serviceId },
  );
  await page.getByRole('button', { name: 'Preview again' }).click();
  await row
    .getByText(rand(2 * 699))
    .first()
    .waitFor();
});
