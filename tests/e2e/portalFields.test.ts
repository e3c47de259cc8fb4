import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DESKTOP,
  PHONE,
  signInto,
  useBrowser,
  type OpenOptions,
  type Window,
} from '../support/browser.ts';
import { PIXEL, upload } from '../support/files.ts';
import { PASSWORD } from '../support/tenants.ts';
import { overflow, shown, violations } from './everyPage.ts';
import { openIsp, type Isp, type Subscriber } from './isp.ts';

let isp: Isp;
let who: Subscriber;
const browser = useBrowser();
const SECRET = 'do-not-tell-4711';

const INPUTS = {
  gate: { label: 'Gate code', type: 'TEXT', maxLength: 20, help: 'For the technician.' },
  notes: { label: 'Notes', type: 'LONG_TEXT' },
  people: { label: 'People', type: 'INTEGER', min: '1', max: '20', required: true },
  mast: { label: 'Height of the mast', type: 'DECIMAL', decimals: 2 },
  moved: { label: 'Moved in', type: 'DATE' },
  visit: { label: 'Visit', type: 'DATE_TIME' },
  paperless: { label: 'Paperless', type: 'BOOLEAN' },
  roof: { label: 'Roof', type: 'CHOICE', options: ['Tiles', 'Flat'] },
  devices: { label: 'Devices', type: 'CHOICES', options: ['Router', 'Phone', 'TV'] },
  meter: { label: 'Photo of the meter', type: 'FILE' },
  site: { label: 'Website', type: 'URL' },
  second: { label: 'Second address', type: 'EMAIL' },
  mobile: { label: 'Mobile', type: 'PHONE' },
  ip: { label: 'Router address', type: 'IP_ADDRESS' },
  mac: { label: 'Router MAC', type: 'MAC_ADDRESS' },
  spot: { label: 'Antenna', type: 'PLACE' },
  line: { label: 'Main line', type: 'REFERENCE', references: 'SERVICE' },
};
let contract: string;

beforeAll(async () => {
  isp = await openIsp({ customers: 6 });
  [who] = isp.karoo.customers;
  const define = (key: string, input: object) =>
    isp.server.must('mutation ($i: CustomFieldInput!) { createCustomField(input: $i) { id } }', {
      i: { entity: 'CUSTOMER', partnerId: isp.karoo.id, key, portal: 'EDIT', ...input },
    });
  for (const [key, input] of Object.entries(INPUTS)) await define(key, input);
  await define('klass', { label: 'Customer class', type: 'TEXT', portal: 'VIEW' });
  await define('contract', { label: 'Contract', type: 'FILE', portal: 'VIEW' });
  await define('risk', { label: 'Credit risk', type: 'TEXT', portal: 'HIDDEN' });
  await define('serial', {
    entity: 'SERVICE',
    label: 'Serial number',
    type: 'TEXT',
    portal: 'VIEW',
  });
  await define('order', {
    entity: 'INVOICE',
    label: 'Purchase order',
    type: 'TEXT',
    portal: 'VIEW',
  });
  await define('till', { entity: 'PAYMENT', label: 'Till', type: 'TEXT', portal: 'VIEW' });
  for (const entity of ['SERVICE', 'INVOICE', 'PAYMENT'])
    await define(`inner_${entity.toLowerCase()}`, {
      entity,
      label: 'Inner note',
      type: 'TEXT',
      portal: 'HIDDEN',
    });
  contract = (
    (await (await upload(isp.server, 'contract.png', PIXEL, isp.karoo.token)).json()) as {
      id: string;
    }
  ).id;
  await isp.server.must(
    'mutation ($id: ID!, $f: JSON) { updateCustomer(id: $id, input: { customFields: $f }) { id } }',
    { id: who.id, f: { klass: 'Gold', risk: SECRET, people: 3, contract } },
  );
  await isp.server.must(
    'mutation ($id: ID!, $f: JSON) { updateService(serviceId: $id, input: { customFields: $f }) { id } }',
    { id: who.serviceId, f: { serial: 'SN-99', inner_service: SECRET } },
  );
  const [invoice] = (await isp.tell.customerNow(who.id)).invoices.nodes;
  await isp.server.must(
    'mutation ($id: ID!, $f: JSON) { updateInvoiceDetails(id: $id, customFields: $f) { id } }',
    { id: invoice.id, f: { order: 'PO-17', inner_invoice: SECRET } },
  );
  await isp.tell.pay({
    customerId: who.id,
    amount: '1',
    date: '2026-03-20',
    customFields: { till: 'Shop 3', inner_payment: SECRET },
  });
});
afterAll(async () => {
  await isp.server.stop();
});

async function profile(options: OpenOptions = {}): Promise<Window & { answers: string[] }> {
  const window = await browser.open(isp.server.url, { viewport: PHONE, ...options });
  const answers: string[] = [];
  window.page.on('response', (response) => {
    if (response.url().includes('/graphql'))
      void response.text().then(
        (text) => answers.push(text),
        () => undefined,
      );
  });
  await signInto(window, 'portal', who.login, PASSWORD);
  await window.page.goto('/profile');
  await shown(window.page);
  await window.page.getByRole('heading', { name: 'More about you' }).waitFor();
  return { ...window, answers };
}
const stored = async (): Promise<Record<string, unknown>> =>
  (await isp.server.must('query ($id: ID!) { customer(id: $id) { customFields } }', { id: who.id }))
    .customer.customFields;

describe("a partner's fields in the portal", () => {
  it('of every type are filled in and arrive as they should', async () => {
    const { page, context } = await profile();
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ latitude: -32.3567, longitude: 22.5829 });
    const more = page.getByRole('region', { name: 'More about you' });
    for (const [label, typed] of [
      ['Gate code', '4711#'],
      ['Notes', 'Dog.\nRing twice.'],
      ['People', '4'],
      ['Height of the mast', '7.25'],
      ['Moved in', '2026-02-28'],
      ['Visit', '2026-04-03T09:30'],
      ['Website', 'https://nkosi.example'],
      ['Second address', 'two@mail.example'],
      ['Mobile', '+27 82 555 0100'],
      ['Router address', '2001:DB8::1'],
      ['Router MAC', '00-1A-2B-3C-4D-5E'],
    ] as const)
      await more.getByLabel(label).fill(typed);
    await more.getByLabel('Paperless').selectOption('Yes');
    await more.getByLabel('Roof').selectOption('Flat');
    await more.getByLabel('Router', { exact: true }).check();
    await more.getByLabel('TV').check();
    await more.getByRole('button', { name: 'Use my position' }).click();
    await more.getByText('-32.3567 / 22.5829').waitFor();
    await more.getByLabel('Main line').selectOption({ index: 1 });
    await more
      .getByLabel('Photo of the meter')
      .setInputFiles({ name: 'meter.png', mimeType: 'image/png', buffer: PIXEL });
    await more.getByText('meter.png is here. Save the changes to keep it.').waitFor();
    await more.getByRole('button', { name: 'Save the changes' }).click();
    await more.getByText('Your changes are saved.').waitFor();
    expect([
      await more.getByLabel('Gate code').inputValue(),
      await more.getByText('Save the changes to keep it.').count(),
    ]).toEqual(['4711#', 0]);
    const values = await stored();
    expect(values).toEqual({
      klass: 'Gold',
      risk: SECRET,
      contract,
      gate: '4711#',
      notes: 'Dog.\nRing twice.',
      people: 4,
      mast: '7.25',
      moved: '2026-02-28',
      visit: '2026-04-03T09:30:00.000Z',
      paperless: true,
      roof: 'Flat',
      devices: ['Router', 'TV'],
      meter: expect.any(String),
      site: 'https://nkosi.example',
      second: 'two@mail.example',
      mobile: '+27 82 555 0100',
      ip: '2001:db8::1',
      mac: '00:1a:2b:3c:4d:5e',
      spot: { lat: -32.3567, lon: 22.5829 },
      line: who.serviceId,
    });
    await page.reload();
    await shown(page);
    expect(await more.getByLabel('Height of the mast').inputValue()).toBe('7.25');
    const photo = more.getByRole('link', { name: 'Open meter.png' }).locator('img');
    await photo.scrollIntoViewIfNeeded();
    await expect
      .poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth), {
        timeout: 10_000,
      })
      .toBe(1);
    // Taken back again.
    await more.getByLabel('Gate code').fill('');
    await more.getByRole('button', { name: 'Remove the file' }).click();
    await more.getByRole('button', { name: 'Save the changes' }).click();
    await more.getByText('Your changes are saved.').waitFor();
    expect(Object.keys(await stored())).not.toContain('gate');
    expect(Object.keys(await stored())).not.toContain('meter');
  });

  it('say at the field what would fit, and keep what was typed', async () => {
    const { page } = await profile({ viewport: DESKTOP, expected: ['415'] });
    const more = page.getByRole('region', { name: 'More about you' });
    const wrong = [
      ['People', '99', 'Enter a whole number. It must be from 1 to 20.'],
      [
        'Height of the mast',
        '1.234',
        'Enter a number with at most 2 digits after the decimal sign.',
      ],
      ['Website', 'javascript:alert(1)', 'Enter a web address, for example https://example.com.'],
      ['Router MAC', 'zz', 'Enter a MAC address, for example 00:1a:2b:3c:4d:5e.'],
    ] as const;
    for (const [label, typed] of wrong) await more.getByLabel(label).fill(typed);
    await more.getByRole('button', { name: 'Save the changes' }).click();
    for (const [label, typed, words] of wrong) {
      await more.getByText(words).waitFor();
      expect(await more.getByLabel(label).inputValue()).toBe(typed);
      expect(await more.getByLabel(label).getAttribute('aria-invalid')).toBe('true');
    }
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('aria-invalid') === 'true',
    );
    await more.getByLabel('People').fill('');
    for (const label of ['Height of the mast', 'Website', 'Router MAC'])
      await more.getByLabel(label).fill('');
    await more.getByRole('button', { name: 'Save the changes' }).click();
    await more.getByText('Fill this in.').waitFor();
    await more.getByLabel('People').fill('3');
    await more.getByLabel('Latitude').fill('91');
    await more.getByRole('button', { name: 'Save the changes' }).click();
    await more.getByText('Enter latitude (-90 to 90)').waitFor();
    await more.getByLabel('Photo of the meter').setInputFiles({
      name: 'photo.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      ),
    });
    await more.getByText('Files of this kind are not accepted.').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toEqual([]);
  });

  it('that are only shown have no input, their files open, and hidden ones are nowhere', async () => {
    const { page, answers } = await profile();
    const more = page.getByRole('region', { name: 'More about you' });
    await more.getByText('Gold').waitFor();
    expect(await more.getByLabel('Customer class').count()).toBe(0);
    const file = more.getByRole('link', { name: 'Open contract.png' });
    await file.waitFor();
    expect((await page.request.get((await file.getAttribute('href')) ?? '')).status()).toBe(200);
    const [invoice] = (await isp.tell.customerNow(who.id)).invoices.nodes;
    for (const [path, words] of [
      ['/services', 'SN-99'],
      [`/invoices/${invoice.id}`, 'PO-17'],
      ['/payments', 'Shop 3'],
      ['/documents', invoice.number],
      ['/', invoice.number],
    ]) {
      await page.goto(path);
      await page.getByText(words).first().waitFor();
      expect(await page.content()).not.toContain(SECRET);
    }
    expect(answers.length).toBeGreaterThan(8);
    for (const told of ['Gold', 'SN-99', 'PO-17', 'Shop 3'])
      expect(
        answers.some((answer) => answer.includes(told)),
        told,
      ).toBe(true);
    for (const hidden of [SECRET, 'Credit risk', 'Inner note', 'risk"'])
      expect(
        answers.filter((answer) => answer.includes(hidden)),
        hidden,
      ).toEqual([]);
  });

  it('of another customer’s files are refused', async () => {
    const window = await browser.open(isp.server.url, { viewport: PHONE, expected: ['404'] });
    await signInto(window, 'portal', isp.karoo.customers[1].login, PASSWORD);
    expect((await window.page.request.get(`/files/${contract}?app=portal`)).status()).toBe(404);
  });
});
