import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHONE, signInto, useBrowser } from '../support/browser.ts';
import { PASSWORD } from '../support/tenants.ts';
import { shown, violations } from './everyPage.ts';
import { openIsp, rand, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 6, march: false });
});
afterAll(async () => {
  await isp.server.stop();
});

const DEFINE = 'mutation ($input: CustomFieldInput!) { createCustomField(input: $input) { id } }';
const define = (input: object): Promise<unknown> =>
  isp.server.must(DEFINE, { input: { entity: 'CUSTOMER', partnerId: isp.karoo.id, ...input } });
const fieldsOf = async (id: string): Promise<Record<string, unknown>> =>
  (await isp.server.must('query ($id: ID!) { customer(id: $id) { customFields } }', { id }))
    .customer.customFields;

/** Presses Tab until the focus is there, as somebody without a mouse does; too many presses fail. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error('the focus never came there');
}

async function open(path: string, options = {}): Promise<Page> {
  const window = await browser.open(isp.server.url, options);
  await signInto(window, 'admin', isp.karoo.email, PASSWORD);
  await window.page.goto(`/admin${path}`);
  await shown(window.page);
  return window.page;
}

describe('a form', () => {
  it('asks before what was typed is lost, and not after saving', async () => {
    const [, , third] = isp.karoo.customers;
    const page = await open(`/customers/${third.id}`);
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.dismiss();
    });
    await page.getByLabel('Phone').fill('+27 21 555 0111');
    await page.getByRole('link', { name: 'Invoices' }).first().click();
    await expect
      .poll(() => asked)
      .toEqual([`What you changed of ${third.name} is not saved yet. Leave anyway?`]);
    expect(await page.getByLabel('Phone').inputValue()).toBe('+27 21 555 0111');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Changes saved.').waitFor();
    await page.getByRole('link', { name: 'Invoices' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Invoices' }).waitFor();
    expect(asked).toHaveLength(1);
  });
});

describe('a custom field', () => {
  it('is defined with the keyboard alone, and seen as it will look while it is typed', async () => {
    const page = await open('/settings/custom-fields');
    await page.getByText('No fields of customers yet').waitFor();
    await tabTo(page, page.getByRole('button', { name: 'New field' }));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'New field of customers' });
    await dialog.waitFor();
    await page.keyboard.type('Roof (Dach)');
    expect(await dialog.getByRole('textbox', { name: 'Key' }).inputValue()).toBe('roof_dach');
    await tabTo(page, dialog.getByRole('combobox', { name: 'Type' }));
    await page.keyboard.type('Choice');
    await tabTo(page, dialog.getByRole('textbox', { name: 'Option 1' }));
    for (const option of ['Tile', 'Flat', 'Thatch']) {
      await page.keyboard.type(option);
      await page.keyboard.press('Enter');
    }
    const look = dialog.getByRole('region', { name: 'As it will look' });
    await expect
      .poll(() =>
        look.getByRole('combobox', { name: 'Roof (Dach)' }).locator('option').allInnerTexts(),
      )
      .toEqual(['None chosen', 'Tile', 'Flat', 'Thatch']);
    for (const name of ['Required', 'Show in the list of customers']) {
      await tabTo(page, dialog.getByRole('checkbox', { name }));
      await page.keyboard.press('Space');
    }
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const row = page.getByRole('list', { name: 'Fields of customers' }).getByRole('listitem');
    expect(await row.innerText()).toMatch(
      /Roof \(Dach\)[\s\S]*Required[\s\S]*In lists[\s\S]*Choice · roof_dach · Tile, Flat, Thatch/,
    );
  });

  it('is asked in the form, named when it is missing, saved, shown, sorted and filtered by, and archived', async () => {
    const [first] = isp.karoo.customers;
    const page = await open(`/customers/${first.id}`);
    await page.getByLabel('Phone').fill('+27 21 555 0199');
    await page.getByRole('button', { name: 'Save changes' }).click();
    const input = page.getByRole('combobox', { name: 'Roof (Dach)' });
    await page.getByText('Roof (Dach) is missing.').first().waitFor();
    expect(await input.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.getByLabel('Phone').inputValue()).toBe('+27 21 555 0199');
    await input.selectOption('Thatch');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Changes saved.').waitFor();
    expect(await fieldsOf(first.id)).toEqual({ roof_dach: 'Thatch' });

    await page.getByRole('tab', { name: 'Details' }).click();
    await page.getByRole('region', { name: 'Further details' }).getByText('Thatch').waitFor();

    await page.goto('/admin/customers');
    await page.getByRole('cell', { name: 'Thatch' }).waitFor();
    await page.getByRole('button', { name: 'Sort by Roof (Dach)' }).click();
    await page.waitForURL(/sort=customFields.roof_dach/);
    await expect.poll(() => page.locator('tbody tr').first().innerText()).toContain(first.name);

    await page.getByRole('button', { name: 'Filter by a field' }).click();
    const filter = page.getByRole('dialog', { name: 'Filter by a field' });
    await filter.getByRole('checkbox', { name: 'Thatch' }).check();
    await filter.getByRole('button', { name: 'Apply filter' }).click();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
    await page.reload();
    const chip = page.getByRole('button', {
      name: 'Remove the filter: Roof (Dach) is one of “Thatch”',
    });
    await chip.waitFor();
    await shown(page);
    expect(await page.locator('tbody tr').count()).toBe(1);
    expect(await violations(page)).toEqual([]);
    await chip.click();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(isp.karoo.customers.length);

    await page.goto('/admin/settings/custom-fields');
    await page.getByRole('button', { name: 'Archive Roof (Dach)' }).click();
    await page.getByRole('button', { name: 'Archive field' }).click();
    await page.getByText('1 archived field').click();
    await page.getByRole('button', { name: 'Bring back Roof (Dach)' }).waitFor();
    await page.goto(`/admin/customers/${first.id}`);
    await page.getByLabel('Phone').waitFor();
    expect(await page.getByRole('combobox', { name: 'Roof (Dach)' }).count()).toBe(0);
    await page.goto(`/admin/customers/${first.id}/show?tab=profile`);
    await page.getByText('Roof (Dach) (archived)').waitFor();
  });

  it('says how many records a change touches before it is made', async () => {
    await define({
      type: 'CHOICE',
      label: 'Access',
      key: 'access',
      options: ['Key', 'Code'],
      position: 5,
    });
    const [, second] = isp.karoo.customers;
    await isp.server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { customFields: { access: "Key" } }) { id } }',
      { id: second.id },
    );
    const page = await open('/settings/custom-fields');
    await page.getByRole('button', { name: 'Edit Access' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change Access' });
    await dialog.getByRole('checkbox', { name: 'Required' }).check();
    await dialog
      .getByText('5 customers have no value. They keep working, but the next edit asks for one.')
      .waitFor();
    await dialog.getByRole('button', { name: 'Remove Key' }).click();
    await dialog.getByText('1 customer holds an option that would no longer be offered.').waitFor();
    // Somebody else is faster: the numbers are looked at again.
    await isp.server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { customFields: { access: "Code" } }) { id } }',
      { id: second.id },
    );
    await dialog.getByRole('button', { name: 'Save field' }).click();
    await dialog.getByText('The change now touches 5 records, not 6.').waitFor();
    await dialog.getByText('1 customer holds an option').waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: 'Save field' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('moves up and down with its buttons', async () => {
    await define({ type: 'TEXT', label: 'Gate', key: 'gate', position: 6 });
    const page = await open('/settings/custom-fields');
    await page.getByRole('button', { name: 'Move Gate up' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Gate is now 1 of 2.').waitFor();
    await page.reload();
    await shown(page);
    expect(
      await page
        .getByRole('list', { name: 'Fields of customers' })
        .getByRole('listitem')
        .allInnerTexts(),
    ).toMatchObject([expect.stringContaining('Gate'), expect.stringContaining('Access')]);
  });

  it('holds a photo, which is sent at once and refused in words when it is none', async () => {
    await define({ type: 'FILE', label: 'Photo', key: 'photo', position: 7 });
    const [, , third] = isp.karoo.customers;
    const page = await open(`/customers/${third.id}`, { viewport: PHONE, expected: ['415'] });
    const photo = page.getByRole('group', { name: 'Photo' });
    await photo.getByLabel('Photo: file').setInputFiles({
      name: 'drawing.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    });
    await photo.getByText('drawing.svg is of a kind that is not taken.').waitFor();
    const pixel = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    await photo
      .getByLabel('Photo: file')
      .setInputFiles({ name: 'roof.png', mimeType: 'image/png', buffer: pixel });
    await photo.getByRole('img', { name: 'roof.png' }).waitFor();
    await page.getByRole('combobox', { name: 'Access' }).selectOption('Code');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Changes saved.').waitFor();
    await page.goto(`/admin/customers/${third.id}/show?tab=profile`);
    await page
      .getByRole('region', { name: 'Further details' })
      .getByRole('img', { name: 'roof.png' })
      .waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

describe('every kind of record', () => {
  const kinds = ['SERVICE', 'TARIFF', 'INVOICE', 'PAYMENT', 'TRANSACTION', 'PARTNER', 'USER'];
  beforeAll(async () => {
    for (const entity of kinds)
      await define({
        entity,
        type: 'TEXT',
        label: 'Office code',
        key: 'code',
        required: true,
        unique: entity === 'TARIFF',
        showInList: true,
      });
  });

  /** Presses the button before the field is filled, reads the complaint at the field, fills it and presses again. */
  async function giveCode(page: Page | Locator, button: string, code = 'C-1'): Promise<void> {
    await page.getByRole('textbox', { name: 'Office code' }).waitFor();
    await page.getByRole('button', { name: button }).click();
    await page.getByText('Office code is missing.').first().waitFor();
    await page.getByRole('textbox', { name: 'Office code' }).fill(code);
    await page.getByRole('button', { name: button }).click();
  }

  it('asks for what its partner defines: services, payments and entries in their dialogs', async () => {
    const [, , , payer] = isp.karoo.customers;
    const page = await open(`/customers/${payer.id}/show?tab=services`);
    await page.getByRole('button', { name: 'Add service' }).click();
    await page.getByRole('combobox', { name: 'Tariff' }).click();
    await page.getByRole('option').first().click();
    await giveCode(page.getByRole('dialog'), 'Add service', 'S-1');
    await page.getByRole('cell', { name: 'S-1' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Record payment' }).click();
    const payment = page.getByRole('dialog');
    await payment.getByLabel('Amount').fill('120');
    await giveCode(payment, `Record ${rand(120)}`, 'P-1');
    await payment.waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'Payments' }).click();
    await page.getByRole('cell', { name: 'P-1' }).waitFor();

    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Add a ledger entry' }).click();
    const entry = page.getByRole('dialog');
    await entry.getByLabel('Amount').fill('7');
    await entry.getByLabel('Description').fill('Goodwill');
    await giveCode(entry, 'Credit', 'L-1');
    await entry.waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'Ledger' }).click();
    await page.getByRole('cell', { name: 'L-1' }).waitFor();
    await page.getByRole('link', { name: 'Goodwill' }).click();
    await page.getByRole('region', { name: 'Further details' }).getByText('L-1').waitFor();
  });

  it('asks for it on one-time invoices, where the office may change it later', async () => {
    const [, , , , buyer] = isp.karoo.customers;
    const page = await open(`/invoices/create?customer=${buyer.id}`);
    await page.getByLabel('Description').fill('Router');
    await page.getByRole('textbox', { name: 'Unit price' }).fill('100');
    await giveCode(page, 'Issue invoice', 'I-1');
    const notes = page.getByRole('region', { name: 'The office’s notes' });
    await notes.getByText('I-1').waitFor();
    await notes.getByRole('button', { name: 'Edit notes' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Office code' }).fill('I-2');
    await dialog.getByLabel('Internal memo').fill('Paid in the shop');
    await dialog.getByRole('button', { name: 'Save notes' }).click();
    await notes.getByText('I-2').waitFor();
    await notes.getByText('Paid in the shop').waitFor();
  });

  it('asks for it in the pages of tariffs, users and partners, and says there what the server refuses', async () => {
    const page = await open('/tariffs/create');
    const tariff = async (name: string) => {
      await page.getByRole('textbox', { name: 'Name' }).fill(name);
      await page.getByRole('textbox', { name: 'Price' }).fill('10');
    };
    await tariff('Fibre 10');
    await giveCode(page, 'Create tariff', 'T-1');
    await page.getByRole('heading', { level: 1, name: 'Fibre 10' }).waitFor();
    await page.getByRole('region', { name: 'Further details' }).getByText('T-1').waitFor();
    await page.goto('/admin/tariffs/create');
    await tariff('Fibre 20');
    await page.getByRole('textbox', { name: 'Office code' }).fill('t-1');
    await page.getByRole('button', { name: 'Create tariff' }).click();
    await page.getByText('Office code is used by another record already.').waitFor();
    await page.getByRole('textbox', { name: 'Office code' }).fill('T-2');
    await page.getByRole('button', { name: 'Create tariff' }).click();
    await page.getByRole('heading', { level: 1, name: 'Fibre 20' }).waitFor();

    await page.goto('/admin/users/create');
    await page.getByRole('textbox', { name: 'Name' }).fill('Nomsa Cashier');
    await page.getByLabel('E-mail').fill('nomsa@karoo.example');
    await page.getByLabel('First password').fill(PASSWORD);
    await page.getByLabel('Cashier').check();
    await giveCode(page, 'Create user', 'U-1');
    await page.getByRole('cell', { name: 'U-1' }).waitFor();

    await page.goto('/admin/partners/create');
    await page.getByRole('textbox', { name: 'Name' }).fill('Karoo Village');
    await giveCode(page, 'Create partner', 'R-1');
    await page.getByRole('heading', { level: 1, name: 'Karoo Village' }).waitFor();
    await page.getByRole('region', { name: 'Further details' }).getByText('R-1').waitFor();
    await page.goto('/admin/partners?sort=name&order=ASC');
    await page.getByRole('cell', { name: 'R-1' }).waitFor();
  });
});
