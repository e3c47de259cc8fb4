import { afterAll, beforeAll, expect, it } from 'vitest';
import { signInto, useBrowser } from '../support/browser.ts';
import { preview } from '../support/story.ts';
import { PASSWORD } from '../support/tenants.ts';
import { violations } from './everyPage.ts';
import { openIsp, rand, TODAY, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 6, march: false });
});
afterAll(async () => {
  await isp.server.stop();
});

it('a price that changes after the preview stops the confirmation, by name, and previewing again takes it in', async () => {
  const { karoo, server } = isp;
  const [run] = await preview(server, { date: TODAY, partnerIds: [karoo.id] });
  const window = await browser.open(server.url);
  await signInto(window, 'admin', karoo.email, PASSWORD);
  const { page } = window;
  await page.goto(`/admin/billing-runs/${run.id}/show`);
  await page.getByRole('button', { name: 'Confirm 6 invoices' }).click();

  const [changed] = karoo.customers;
  await server.must(
    'mutation ($s: ID!) { updateService(serviceId: $s, input: { unitPrice: "599" }) { id } }',
    { s: changed.serviceId },
  );
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm 6 invoices' }).click();
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
  await page.getByRole('button', { name: 'Confirm 6 invoices' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm 6 invoices' }).click();
  await page.getByRole('heading', { name: 'Invoices of this run' }).waitFor();
  expect((await isp.tell.customerNow(changed.id)).balance).toBe('-1198.00');
});
