import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, PHONE, signInto, useBrowser } from '../support/browser.ts';
import { PASSWORD } from '../support/tenants.ts';
import { openIsp, rand, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 20 });
});
afterAll(async () => {
  await isp.server.stop();
});

describe('a payment in the back office', () => {
  // Of every three customers the first has paid March; these have not.
  it.each([
    ['desktop', DESKTOP, 1],
    ['phone', PHONE, 4],
  ])('is recorded on a %s in two steps: who, and how much is offered', async (_, viewport, at) => {
    const payer = isp.karoo.customers[at];
    const window = await browser.open(isp.server.url, { viewport });
    await signInto(window, 'admin', isp.karoo.email, PASSWORD);
    const { page } = window;
    await page.goto('/admin/payments');
    await page.getByRole('button', { name: 'Record payment' }).click();
    const dialog = page.getByRole('dialog', { name: 'Record a payment' });
    await dialog.getByRole('combobox', { name: 'Customer' }).fill(payer.name);
    await page.getByRole('option', { name: payer.name }).click();
    await dialog.getByText('settles it').waitFor();
    await dialog.getByRole('button', { name: `Record ${rand(payer.monthly)}` }).dblclick();
    await page.getByText(`${rand(payer.monthly)} from ${payer.name} recorded, receipt`).waitFor();
    await dialog.waitFor({ state: 'detached' });
    expect(await isp.tell.customerNow(payer.id)).toMatchObject({
      balance: '0.00',
      invoices: { nodes: [{ status: 'PAID' }] },
    });
  });

  it('keeps what was typed and says what is wrong', async () => {
    const window = await browser.open(isp.server.url);
    await signInto(window, 'admin', isp.karoo.email, PASSWORD);
    const { page } = window;
    await page.goto('/admin/payments/create');
    const dialog = page.getByRole('dialog', { name: 'Record a payment' });
    await dialog.getByLabel('Amount').fill('12,5x');
    await dialog.getByRole('button', { name: 'Record payment' }).click();
    await dialog.getByText('Choose who paid.').first().waitFor();
    expect(await dialog.getByLabel('Amount').inputValue()).toBe('12,5x');
  });

  it('says before what it does for somebody who is blocked', async () => {
    const { karoo, server } = isp;
    const payer = karoo.customers[7];
    await server.must(
      'mutation ($p: ID!) { runDunning(date: "2026-04-01", partnerId: $p) { blocked } }',
      { p: karoo.id },
    );
    const window = await browser.open(server.url);
    await signInto(window, 'admin', karoo.email, PASSWORD);
    const { page } = window;
    await page.goto(`/admin/customers/${payer.id}/show`);
    await page.getByRole('button', { name: 'Record payment' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`This unblocks ${payer.name} at once.`).waitFor();
    await dialog.getByLabel('Amount').fill('1');
    await dialog
      .getByText(`${payer.name} stays blocked: ${rand(payer.monthly - 1)} more would end that.`)
      .waitFor();
  });

  it('is reversed with a reason, and the invoice is open again', async () => {
    const payer = isp.karoo.customers[0];
    const window = await browser.open(isp.server.url);
    await signInto(window, 'admin', isp.karoo.email, PASSWORD);
    const { page } = window;
    await page.goto(`/admin/customers/${payer.id}/show?tab=payments`);
    await page.getByRole('cell', { name: rand(payer.monthly) }).click();
    await page.getByRole('button', { name: 'Reverse payment' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/is open again/).waitFor();
    await dialog.getByLabel('Reason').fill('booked on the wrong customer');
    await dialog.getByRole('button', { name: `Reverse ${rand(payer.monthly)}` }).click();
    await page.getByText('Reversed: booked on the wrong customer').waitFor();
    expect(await isp.tell.customerNow(payer.id)).toMatchObject({
      balance: `-${payer.monthly}.00`,
      invoices: { nodes: [{ paid: '0.00' }] },
    });
  });
});
