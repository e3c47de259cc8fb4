import { afterAll, beforeAll, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { PHONE, signInto, useBrowser } from '../support/browser.ts';
import { makeCustomer } from '../support/tenants.ts';
import { picture, shown, violations } from './everyPage.ts';
import { openIsp, type Isp } from './isp.ts';

let isp: Isp;
let customer: Awaited<ReturnType<typeof makeCustomer>>;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 2 });
  const { server, karoo } = isp;
  customer = await makeCustomer(server, karoo.id, { name: 'Vera Moser' });
  await server.must(
    'mutation ($id: ID!, $input: CustomerUpdateInput!) { updateCustomer(id: $id, input: $input) { id } }',
    { id: customer.id, input: { name: 'Vera Huber', city: 'Cape Town', phone: '+27 21 555 0100' } },
  );
});
afterAll(async () => {
  await isp.server.stop();
});

it('says who did what, with before and after, and finds it by its record', async () => {
  for (const [look, viewport] of [
    ['', undefined],
    ['-phone', PHONE],
  ] as const) {
    const window = await browser.open(isp.server.url, viewport ? { viewport } : {});
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    const { page } = window;
    await page.goto('/admin/audit');
    await page
      .getByText(/changed customer Vera Huber/)
      .first()
      .waitFor();
    await shown(page);
    expect(await violations(page)).toEqual([]);
    await picture(page, `audit${look}`);
    await page.goto(`/admin/customers/${customer.id}/show?tab=changes`);
    await page.getByText('3 fields').click();
    await page.getByText('Vera Moser').first().waitFor();
    await shown(page);
    expect(await violations(page)).toEqual([]);
    await picture(page, `audit-customer${look}`);
  }
});

it('is one step from a record, and from the settings of a partner', async () => {
  const { server, karoo } = isp;
  await server.must(
    'mutation ($p: ID!) { updateFinanceSettings(partnerId: $p, input: { billingDay: 7 }) { overridden } }',
    { p: karoo.id },
  );
  const { tariffs } = await server.must<any>('{ tariffs(first: 1) { nodes { id } } }');
  const { page, ...window } = await browser.open(server.url);
  await signInto({ page, ...window }, 'admin', OPERATOR.email, OPERATOR.password);
  for (const [at, said] of [
    [`/admin/tariffs/${tariffs.nodes[0].id}/show`, /created tariff/],
    [`/admin/settings/finance?partner=${karoo.id}`, /finance settings/],
  ] as const) {
    await page.goto(at);
    await page.getByRole('link', { name: 'Who changed this, and when' }).click();
    await page.getByText(said).first().waitFor();
  }
});
