import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHONE, signInto, useBrowser } from '../support/browser.ts';
import { makeUser, PASSWORD } from '../support/tenants.ts';
import { openIsp, rand, type Isp } from './isp.ts';
import { picture, violations } from './everyPage.ts';

const TABLET = { width: 1024, height: 768 };

let isp: Isp;
const browser = useBrowser();
beforeAll(async () => {
  isp = await openIsp({ customers: 20 });
});
afterAll(async () => {
  await isp.server.stop();
});

/** What a finger would miss: whatever can be pressed and is lower than 44 points. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'main button, main a, dialog button, [role=dialog] button',
      ),
    ]
      .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 44)
      .map((each) => `${each.innerText} ${each.getBoundingClientRect().height}`),
  );
}

/** A cashier with a till of its own, at the desk. */
async function atTheDesk(viewport: { width: number; height: number }) {
  const { server, karoo } = isp;
  const cashier = await makeUser(server, karoo.id, 'CASHIER');
  await server.must('mutation ($i: TillInput!) { createTill(input: $i) { id } }', {
    i: { partnerId: karoo.id, name: `Till ${viewport.width}`, userIds: [cashier.id] },
  });
  const window = await browser.open(server.url, { viewport, touch: true });
  await signInto(window, 'admin', cashier.email, PASSWORD);
  return window.page;
}

describe('at the cash desk', () => {
  it.each([
    ['a tablet', TABLET, 4],
    ['a phone', PHONE, 7],
  ])('money is taken by keys alone, and the till is counted, on %s', async (_, viewport, at) => {
    const payer = isp.karoo.customers[at];
    await isp.server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { status: BLOCKED }) { id } }',
      { id: payer.id },
    );
    const page = await atTheDesk(viewport);
    await page.goto('/admin/');
    await page.getByRole('heading', { level: 1, name: 'Open a till' }).waitFor();
    await picture(page, `desk-open-${viewport.width}`);
    // the whole window is the desk's: nothing of the back office around it
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Back office' }).count()).toBe(0);
    // the focus is where one types: no hand leaves the keys from here on
    await page.keyboard.type('100');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: /^Customer or invoice number/ }).waitFor();
    await page.keyboard.type(payer.name);
    await page.getByRole('option', { name: payer.name }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('group', { name: 'Open invoices' }).waitFor();
    await page.getByText(`This unblocks ${payer.name} at once.`).waitFor();
    await picture(page, `desk-take-${viewport.width}`);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1');
    await page.keyboard.press('Enter');
    const tooLittle = page.getByText(/^Enter an amount of at least/);
    await tooLittle.waitFor();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(String(payer.monthly + 10));
    await page.getByText(`Change ${rand(10)}`).waitFor();
    expect(await tooLittle.count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.getByText(`${rand(payer.monthly)} taken of ${payer.name}`).waitFor();
    await picture(page, `desk-taken-${viewport.width}`);
    expect(await violations(page)).toEqual([]);
    expect(await isp.tell.customerNow(payer.id)).toMatchObject({ balance: '0.00' });
    await page.keyboard.press('Enter');
    await page.keyboard.press('F4');
    const move = page.getByRole('dialog', { name: 'Cash in or out' });
    await move.getByLabel('Amount').fill('8.50');
    await move.getByLabel('Reason').fill('fuel');
    await page.keyboard.press('Enter');
    await move.waitFor({ state: 'detached' });
    await page.keyboard.press('F9');
    const count = page.getByRole('dialog', { name: /^Count and close/ });
    await count.getByRole('button', { name: 'Count coins and notes' }).click();
    await count.getByLabel(/500\.00 ×$/).fill('1');
    await count.getByLabel(/0\.05 ×$/).fill('2');
    await picture(page, `desk-count-${viewport.width}`);
    expect(await count.getByLabel('In the till now').inputValue()).toBe('500.10');
    expect(await tooSmall(page)).toEqual([]);
    await count.getByRole('button', { name: 'Type the total instead' }).click();
    await count.getByLabel('In the till now').fill('1');
    await page.keyboard.press('Enter');
    // counted blind: what should be there comes with the question why it is not
    await count
      .getByText(/should be in the till, 1\.00 was counted first/)
      .first()
      .waitFor();
    await count.getByLabel('Why it differs').fill('the rest is in the safe');
    await count.getByRole('button', { name: 'Close the till' }).click();
    await page.getByText('The difference waits for approval').waitFor();
    await picture(page, `desk-closed-${viewport.width}`);
    const form = page.getByRole('link', { name: /^Report of .*, 80 mm$/ });
    expect(await form.getAttribute('href')).toMatch(/\.pdf\?app=admin&format=80mm$/);
  });

  it('who has no till is told who sets one up', async () => {
    const { server, karoo } = isp;
    const { email } = await makeUser(server, karoo.id, 'CASHIER');
    const window = await browser.open(server.url);
    await signInto(window, 'admin', email, PASSWORD);
    await window.page.goto('/admin/');
    await window.page.getByText('No till is yours yet').waitFor();
  });

  it('who manages it sets up a till, and approves a difference', async () => {
    const window = await browser.open(isp.server.url);
    await signInto(window, 'admin', isp.karoo.email, PASSWORD);
    const { page } = window;
    await page.goto('/admin/tills');
    await page.getByRole('region', { name: 'Differences to approve' }).waitFor();
    await picture(page, 'tills');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Approve' }).first().click();
    const dialog = page.getByRole('dialog');
    // what a field says is said once
    await page.keyboard.press('Enter');
    await dialog
      .getByRole('alert')
      .filter({ hasText: 'The difference was not approved.' })
      .waitFor();
    expect(await dialog.getByText(/missing/i).count()).toBe(1);
    await picture(page, 'tills-approve');
    await dialog.getByLabel('Why it may stand').fill('counted the safe');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(/counted the safe/).waitFor();
    await page.getByRole('button', { name: 'Set up a till' }).click();
    await dialog.getByLabel('Name').fill('High Street');
    await dialog.getByRole('checkbox').first().check();
    await dialog.getByRole('button', { name: 'Set up the till' }).click();
    await page.getByRole('heading', { name: 'High Street' }).waitFor();

    // cash that came at the desk goes out of a till: without an open one nothing is tried
    const { payments } = await isp.server.must<any>(
      '{ payments(filter: { source: CASH_DESK }, first: 1) { nodes { id } } }',
      {},
      isp.karoo.token,
    );
    await page.goto(`/admin/payments/${payments.nodes[0].id}/show`);
    for (const [opens, does] of [
      ['Refund', /^Refund/],
      ['Reverse payment', /^Reverse/],
    ] as const) {
      await page.getByRole('button', { name: opens }).click();
      await dialog.getByText('you have none open').waitFor();
      expect(await dialog.getByRole('button', { name: does }).isDisabled()).toBe(true);
      await picture(page, `desk-${opens}`);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }
  });
});
