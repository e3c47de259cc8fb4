import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { DESKTOP, PHONE, signInto, useBrowser } from '../support/browser.ts';
import { makeCustomer, PASSWORD } from '../support/tenants.ts';
import { picture, violations } from './everyPage.ts';
import { openIsp, TODAY, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 2 });
});
afterAll(async () => {
  await isp.server.stop();
});

/** A customer with a plan, where runs come by themselves. */
async function settle(partnerId: string): Promise<{ id: string; login: string }> {
  const { server } = isp;
  await server.must(
    'mutation ($p: ID!, $i: AutomationSettingsInput!) { updateAutomationSettings(partnerId: $p, input: $i) { enabled } }',
    { p: partnerId, i: { enabled: true, daysBefore: 5, confirmationDays: 3 } },
  );
  await server.must(
    'mutation ($p: ID!, $i: FinanceSettingsInput!) { updateFinanceSettings(partnerId: $p, input: $i) { overridden } }',
    { p: partnerId, i: { blockingEnabled: true, reminderDays: [9] } },
  );
  const { createTariff } = await server.must(
    'mutation ($i: TariffInput!) { createTariff(input: $i) { id } }',
    {
      i: {
        kind: 'INTERNET',
        name: 'Air 50',
        price: '89',
        currency: 'EUR',
        partnerIds: [partnerId],
      },
    },
  );
  const customer = await makeCustomer(server, partnerId, {
    name: 'Ada Lovelace',
    email: 'ada@mail.example',
    status: 'ACTIVE',
  });
  await server.must('mutation ($i: ServiceInput!) { createService(input: $i) { id } }', {
    i: { customerId: customer.id, tariffId: createTariff.id, startDate: `${TODAY.slice(0, 8)}02` },
  });
  return customer;
}

describe('a test partner', () => {
  it('is made, lives a quarter before one’s eyes, and says everywhere that it is a test', async () => {
    const window = await browser.open(isp.server.url, { viewport: DESKTOP });
    const { page } = window;
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    await page.goto(`/admin/partners/${isp.karoo.id}/show`);
    await page.getByRole('button', { name: 'New test partner' }).click();
    const dialog = page.getByRole('dialog');
    expect(await violations(page)).toEqual([]);
    await picture(page, 'new test partner');
    await dialog.getByLabel('Name').fill('Trial of Karoo');
    await dialog.getByLabel('Currency').fill('EURO');
    await dialog.getByRole('button', { name: 'Make test partner' }).click();
    await dialog
      .getByText(/is not a currency code/)
      .first()
      .waitFor();
    await dialog.getByLabel('Currency').fill('EUR');
    await dialog.getByRole('button', { name: 'Make test partner' }).click();
    await page.getByRole('heading', { name: /Trial of Karoo/ }).waitFor();
    const clock = page.getByRole('region', { name: 'Clock' });
    await clock.getByText('No day has passed yet.').waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'the clock of a new test partner');
    const partnerId = /partners\/([^/]+)\/show/.exec(page.url())![1];
    const customer = await settle(partnerId);
    await page.reload();
    await clock.getByRole('button', { name: 'To next billing day' }).waitFor();
    await clock.getByRole('button', { name: 'A quarter' }).click();
    await clock.getByRole('progressbar').waitFor();
    await picture(page, 'a quarter on its way');
    await clock.getByText(/On its way/).waitFor({ state: 'detached', timeout: 120_000 });
    await clock.getByText(/1 customer blocked/).waitFor();
    await clock
      .getByText(/1 invoice, .*175\.03/)
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await clock.getByRole('link', { name: 'Look at the run' }).first().waitFor();
    await picture(page, 'the clock after a quarter');
    // a day that is over: said once, at its field, which keeps what was typed
    await clock.getByLabel('To a day').fill('2020-01-01');
    await clock.getByRole('button', { name: 'Move the clock' }).click();
    const field = clock.getByLabel('To a day');
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.inputValue()).toBe('2020-01-01');
    expect(await clock.getByRole('alert').count()).toBe(0);
    // looked at from above, what is its own says so, and what is begun there takes its day
    await page.goto(`/admin/customers/${customer.id}/show?tab=services`);
    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
    await page.locator('header').getByText('Test', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Add service' }).click();
    const { partner } = await isp.server.must('query ($id: ID!) { partner(id: $id) { clock } }', {
      id: partnerId,
    });
    expect(await page.getByRole('dialog').getByLabel('First day').inputValue()).toBe(partner.clock);
    await page.keyboard.press('Escape');
    await picture(page, 'a customer of a test partner, from above');
    await page.goto('/admin/partners');
    await page.getByRole('button', { name: 'New test partner' }).waitFor();
    await page.goto(`/admin/partners/${partnerId}/show`);
    await page.setViewportSize(PHONE);
    await picture(page, 'the clock on a phone');
    await page.setViewportSize(DESKTOP);
    await page.getByRole('button', { name: 'Show only this partner' }).click();
    await page.goto('/admin/invoices');
    await page.getByRole('complementary', { name: 'Test partner' }).waitFor();
    await page.getByText('Ada Lovelace').first().waitFor();
    await picture(page, 'invoices of a test partner');
    await page.goto('/admin/messages');
    await page.getByText('Caught, not sent').first().waitFor();
    await picture(page, 'messages that were caught');
    const portal = await browser.open(isp.server.url, { viewport: PHONE });
    await signInto(portal, 'portal', customer.login, PASSWORD);
    await portal.page.goto('/');
    await portal.page.getByText(/nothing is to be paid/).waitFor();
    await picture(portal.page, 'the portal of a test partner');
  }, 240_000);
});
