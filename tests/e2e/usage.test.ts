import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { PHONE, signInto, useBrowser } from '../support/browser.ts';
import { makeCustomer, PASSWORD } from '../support/tenants.ts';
import { usageTold } from '../support/usage.ts';
import { picture, shown, violations } from './everyPage.ts';
import { openIsp, type Isp } from './isp.ts';

let isp: Isp;
let customer: Awaited<ReturnType<typeof makeCustomer>>;
let service: string;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 2 });
  const { server, karoo } = isp;
  customer = await makeCustomer(server, karoo.id, { name: 'Vera Moser', status: 'ACTIVE' });
  const { tariffs } = await server.must<any>('{ tariffs(first: 1) { nodes { id } } }');
  const { createService } = await server.must<any>(
    'mutation ($input: ServiceInput!) { createService(input: $input) { id } }',
    {
      input: {
        customerId: customer.id,
        tariffId: tariffs.nodes[0].id,
        startDate: '2026-04-01',
        description: 'Voice 100',
      },
    },
  );
  service = createService.id;
  const use = usageTold(server);
  await use.record([
    ...Array.from({ length: 14 }, (_, i) =>
      use.call(service, `2026-03-${10 + i}T10:15:00Z`, {
        kind: 'Calls to mobile networks',
        quantity: `${i + 1}.5`,
        unitPrice: '1.2345',
      }),
    ),
    use.call(service, '2026-03-12T08:00:00Z', { kind: 'Roaming', unitPrice: null, quantity: '3' }),
    use.call(service, '2026-03-13T08:00:00Z', { kind: 'Roaming', unitPrice: null, quantity: '4' }),
  ]);
});
afterAll(async () => {
  await isp.server.stop();
});

async function office(viewport?: { width: number; height: number }) {
  const window = await browser.open(isp.server.url, viewport ? { viewport } : {});
  await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
  return window.page;
}

describe('usage in the back office', () => {
  it('gets its price where it has none, is shown before it is invoiced, and is a file beside the invoice', async () => {
    // all of the dialog at once
    const page = await office({ width: 1440, height: 2400 });
    await page.goto('/admin/usage?filter=%7B%22state%22%3A%22UNRATED%22%7D');
    await page.getByText('Roaming').first().waitFor();
    await shown(page);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'usage-unrated');
    await page.getByRole('checkbox', { name: 'Choose all on this page' }).check();
    await page.getByRole('button', { name: 'Give them a price' }).click();
    const rate = page.getByRole('dialog', { name: 'Give usage a price' });
    await rate.getByLabel('Price of one').fill('2.5');
    await rate.getByText('Together').waitFor();
    await shown(page);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'usage-rate');
    await rate.getByRole('button', { name: 'Rate 2 ticked records' }).click();
    await rate.waitFor({ state: 'detached' });
    await page.getByText('Nothing matches these filters').waitFor();

    await page.goto(`/admin/customers/${customer.id}/show?tab=usage`);
    await page.getByRole('heading', { name: 'Not billed yet' }).waitFor();
    await page.getByText('Voice 100: Roaming').waitFor();
    await shown(page);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'usage-customer');
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Invoice usage' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invoice usage of Vera Moser' });
    await dialog.getByLabel('Used from').fill('2026-03-01');
    await dialog.getByLabel('Used to').fill('2026-03-31');
    await dialog.getByText('16 records of usage').waitFor();
    await shown(page);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'usage-invoice-preview');
    await dialog.getByRole('button', { name: /^Issue for/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('It bills 16 records of usage.').waitFor();
    await shown(page);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'usage-on-invoice');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download them as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^usage-\d+\.csv$/);
  });

  it('comes as a file, which is refused whole by its rows', async () => {
    const page = await office();
    await page.goto('/admin/usage');
    await page.getByRole('button', { name: 'Upload usage' }).click();
    const dialog = page.getByRole('dialog', { name: 'Upload usage' });
    const file = (quantity: string) => ({
      name: 'calls.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        `source_id,service_id,at,kind,quantity,unit_price\nup-1,${service},2026-03-20T10:00:00Z,Calls,${quantity},1\n`,
      ),
    });
    const chooser = dialog.getByLabel('Usage: CSV file');
    await chooser.setInputFiles(file('-1'));
    await dialog.getByRole('button', { name: 'Record calls.csv' }).click();
    await dialog.getByText('line 2, quantity: must be 0 or more').waitFor();
    await shown(page);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'usage-upload-refused');
    await chooser.setInputFiles(file('7'));
    await dialog.getByRole('button', { name: 'Record calls.csv' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('1 record recorded.').waitFor();
    await page.getByRole('cell', { name: 'Calls', exact: true }).first().waitFor();
  });

  it('that is wrong is withdrawn: with all that came with it, and with what that does', async () => {
    const page = await office();
    const use = usageTold(isp.server);
    await use.record(
      ['24', '25', '26'].map((day) =>
        use.call(service, `2026-03-${day}T10:00:00Z`, { kind: 'Wrong calls', quantity: '40' }),
      ),
    );
    await page.goto(`/admin/usage?filter=${encodeURIComponent('{"kind":"wrong calls"}')}`);
    await page.getByText('Wrong calls').first().waitFor();
    await page
      .getByRole('checkbox', { name: /^Choose (?!all)/ })
      .first()
      .check();
    await page.getByRole('button', { name: 'Withdraw them' }).click();
    const dialog = page.getByRole('dialog', { name: 'Withdraw usage' });
    await dialog.getByText(/worth .*2[.,]00/).waitFor();
    await dialog.getByLabel('Which').selectOption('All that came with the same file or call');
    await dialog.getByText(/worth .*6[.,]00/).waitFor();
    await dialog.getByRole('button', { name: 'Withdraw 3 records' }).click();
    await dialog.getByText('Say why').waitFor();
    await dialog.getByLabel('Reason').fill('Sent twice under other ids');
    await shown(page);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'usage-withdraw');
    await dialog.getByRole('button', { name: 'Withdraw 3 records' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Sent twice under other ids').nth(2).waitFor();
    await shown(page);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'usage-withdrawn');
  });

  it('fits a phone', async () => {
    const page = await office(PHONE);
    for (const [name, path] of [
      ['usage-phone', '/admin/usage'],
      ['usage-customer-phone', `/admin/customers/${customer.id}/show?tab=usage`],
    ] as const) {
      await page.goto(path);
      await page.getByText('Voice 100').first().waitFor();
      await shown(page);
      expect(await violations(page)).toEqual([]);
      await picture(page, name);
    }
    await page.goto('/admin/usage');
    await page.getByRole('button', { name: 'Upload usage' }).click();
    const upload = page.getByRole('dialog', { name: 'Upload usage' });
    await upload.getByRole('button', { name: 'Choose a file' }).waitFor();
    await shown(page);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'usage-upload-phone');
  });
});

it('the portal says what was used since the last invoice, in German too', async () => {
  const use = usageTold(isp.server);
  await use.record([use.call(service, '2026-03-25T10:00:00Z', { quantity: '12.5' })]);
  const window = await browser.open(isp.server.url, {
    viewport: PHONE,
    languages: ['de-DE', 'de'],
  });
  await signInto(window, 'portal', customer.login, PASSWORD);
  const { page } = window;
  await page.goto('/');
  await page.getByText('Seit der letzten Rechnung genutzt').waitFor();
  await shown(page);
  expect(await violations(page)).toEqual([]);
  await picture(page, 'usage-portal');

  await use.record(
    Array.from({ length: 14 }, (_, i) =>
      use.call(service, '2026-03-26T10:00:00Z', { kind: `Calls to zone ${10 + i}` }),
    ),
  );
  await page.getByText('3 weitere').waitFor();
  await shown(page);
  await picture(page, 'usage-portal-many');
  const desk = await office();
  await desk.goto(`/admin/customers/${customer.id}/show?tab=usage`);
  await desk.getByText('3 more kinds').waitFor();
  await shown(desk);
  expect(await violations(desk)).toEqual([]);
  await picture(desk, 'usage-customer-many');
});
