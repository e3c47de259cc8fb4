import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHONE, signInto, useBrowser, type OpenOptions, type Window } from '../support/browser.ts';
import { readPdf } from '../support/files.ts';
import { money } from '../support/money.ts';
import { PASSWORD } from '../support/tenants.ts';
import { violations } from './everyPage.ts';
import { openIsp, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 12 });
});
afterAll(async () => {
  await isp.server.stop();
});

async function office(options: OpenOptions = {}): Promise<Window> {
  const window = await browser.open(isp.server.url, options);
  await signInto(window, 'admin', isp.karoo.email, PASSWORD);
  return window;
}
const invoice = (amount = '100') => money(isp.server).invoice(isp.karoo.customers[1].id, amount);
async function textOf({ context }: Window, path: string): Promise<string> {
  const answer = await context.request.get(path);
  expect(answer.status()).toBe(200);
  return (await readPdf(await answer.body())).text;
}
const pdf = (window: Window, id: string) => textOf(window, `/documents/invoices/${id}.pdf`);

/** Replaces what stands in the editor, as a person does: all of it chosen, then typed over. */
async function write(page: Page, source: string): Promise<void> {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(source);
}

describe('a template', () => {
  it('shows what is wrong where it stands, looks as it will be printed, is used from then on, and returns to the inherited one', async () => {
    const window = await office();
    const { page } = window;
    await page.goto('/admin/settings/templates');
    await page
      .getByRole('listitem')
      .filter({ hasText: 'The bill itself' })
      .getByText('Built-in')
      .waitFor();
    await page.getByRole('link', { name: 'Invoice', exact: true }).first().click();
    await page.getByRole('img', { name: 'Invoice, preview' }).waitFor();

    await write(page, '<h1>Bill {{document.number}}</h1>\n<p>Dear {{customer.name}, thank you</p>');
    await page.getByRole('button', { name: 'Line 2, column 9' }).waitFor();
    await page.getByText('this placeholder is not closed: }} is missing').first().waitFor();
    await page.locator('.cm-lint-marker-error').waitFor();
    await page.getByText('how it looked before the last change').waitFor();
    await page.getByRole('button', { name: 'Save template' }).click();
    await page.getByText('The template was not saved.').waitFor();
    expect(await violations(page)).toEqual([]);

    await write(
      page,
      '<h1>Our own bill {{document.number}}</h1>\n<p>Dear {{customer.name}}, please pay</p>\n',
    );
    await page.keyboard.press('Control+End');
    await page.getByRole('tab', { name: 'Variables' }).click();
    await page.getByLabel('Search variables').fill('document.due');
    await page.getByRole('button', { name: '{{money document.due' }).click();
    await page
      .locator('.cm-content')
      .getByText('{{money document.due document.currency}}')
      .waitFor();
    await page.keyboard.press('Control+End');
    const chooser = page.getByLabel('Picture: file');
    await chooser.setInputFiles({
      name: 'notes.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('no picture'),
    });
    await page.getByText('notes.txt is no picture').waitFor();
    await chooser.setInputFiles({
      name: 'Our "van".png',
      mimeType: 'image/png',
      buffer: await sharp({
        create: { width: 120, height: 80, channels: 3, background: '#1d4ed8' },
      })
        .png()
        .toBuffer(),
    });
    await page
      .locator('.cm-content')
      .getByText(/<img src="asset:[0-9a-f-]{36}" alt="Our van" style="height:60pt">/)
      .waitFor();
    await page.getByText('notes.txt is no picture').waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'Preview' }).click();
    const looked = page.getByRole('img', { name: 'Invoice, preview' });
    await looked.waitFor();
    expect(await violations(page)).toEqual([]);
    expect(
      await looked.evaluate((image: HTMLImageElement) => image.naturalHeight / image.naturalWidth),
    ).toBeCloseTo(Math.SQRT2, 1);
    await page
      .getByRole('combobox', { name: 'Try it on an invoice' })
      .fill(isp.karoo.customers[0].name);
    await page.getByRole('option').first().click();

    const before = await invoice();
    await page.getByRole('button', { name: 'Save template' }).click();
    await page.getByText('Invoice saved.').waitFor();
    await page.getByText('Set here by').waitFor();
    const after = await invoice();
    expect(await pdf(window, after.id)).toContain(`Our own bill ${after.number}`);
    expect(
      (
        await (await window.context.request.get(`/documents/invoices/${after.id}.pdf`)).body()
      ).toString('latin1'),
    ).toContain('/Subtype /Image');
    expect(await pdf(window, after.id)).toContain(
      `Dear ${isp.karoo.customers[1].name}, please pay`,
    );
    expect(await pdf(window, before.id)).not.toContain('Our own bill');

    await page.getByRole('button', { name: 'Reset to inherited' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Documents already issued keep the look').waitFor();
    await dialog.getByRole('button', { name: 'Reset template' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Karoo Fibre · Built-in').waitFor();
    const last = await invoice();
    expect(await pdf(window, last.id)).not.toContain('Our own bill');
    expect(await pdf(window, after.id)).toContain('Our own bill');

    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByText('Returned to the inherited one').waitFor();
    await page.getByRole('button', { name: 'Compare' }).click();
    await page
      .getByRole('region', { name: 'From this version to the editor' })
      .getByText('Our own bill')
      .waitFor();
    await page.getByRole('button', { name: 'Bring back this version' }).click();
    await page.getByText('Not saved').waitFor();
    await page.locator('.cm-content').getByText('Our own bill').waitFor();
    await page.getByRole('button', { name: 'Discard changes' }).click();
  }, 60_000);

  it('of a mail shows its subject and text; what was typed is not lost by leaving, and a phone has tabs', async () => {
    const { page } = await office({ viewport: PHONE });
    await page.goto('/admin/settings/templates/PAYMENT_MAIL');
    await page.getByLabel('Subject').fill('Thanks, {{customer.name}}');
    await page.getByRole('tab', { name: 'Preview' }).click();
    await page.getByText('Thanks, Amélie').waitFor();
    await page.frameLocator('iframe').getByText('thank you: we received').waitFor();
    page.once('dialog', (question) => {
      expect(question.message()).toContain('not saved yet');
      void question.dismiss();
    });
    await page.getByRole('link', { name: 'Templates' }).click();
    await page.getByText('Not saved').waitFor();
    expect(page.url()).toContain('PAYMENT_MAIL');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.getByRole('link', { name: 'Templates' }).click();
    await page.getByRole('heading', { name: 'Mails' }).waitFor();
  });
});

describe('company details', () => {
  it('are checked, carry a logo, and stand on the next document', async () => {
    const window = await office({ expected: ['415', 'status of 415'] });
    const { page } = window;
    await page.goto('/admin/settings/company');
    const iban = page.getByRole('textbox', { name: 'IBAN' });
    await iban.fill('DE02 1203 0000 0000 2020 52');
    await page.getByRole('button', { name: 'Save details' }).click();
    await page.getByText('This is not an IBAN: its check digits are wrong.').waitFor();
    expect(await iban.inputValue()).toBe('DE02 1203 0000 0000 2020 52');
    await iban.fill('DE02 1203 0000 0000 2020 51');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Karoo Fibre (Pty) Ltd');
    await page.getByRole('textbox', { name: 'Accent colour', exact: true }).fill('#f5c542');
    await page.getByText('Too pale for text on white').waitFor();
    await page.getByText('Texts and buttons take the darker').waitFor();
    const chooser = page.getByLabel('Logo: file');
    await chooser.setInputFiles({
      name: 'logo.svg.png',
      mimeType: 'image/png',
      buffer: Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      ),
    });
    await page.getByText('is of a kind that is not taken').waitFor();
    const logo = await sharp({
      create: { width: 240, height: 80, channels: 4, background: '#1d4ed8' },
    })
      .png()
      .toBuffer();
    await chooser.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: logo });
    const onPaper = page.getByRole('img', { name: 'The logo, on paper' });
    await onPaper.waitFor();
    expect(
      await onPaper.evaluate((image: HTMLImageElement) =>
        image.decode().then(() => image.naturalWidth),
      ),
    ).toBe(240);
    await page.getByRole('button', { name: 'Save details' }).click();
    await page.getByText('Company details saved.').waitFor();

    const { companyDetails } = await isp.server.must(
      'query ($p: ID!) { companyDetails(partnerId: $p) { name iban logoUrl overridden } }',
      { p: isp.karoo.id },
    );
    expect(companyDetails).toMatchObject({
      name: 'Karoo Fibre (Pty) Ltd',
      iban: 'DE02120300000000202051',
      logoUrl: expect.stringMatching(/^\/files\//),
      overridden: expect.arrayContaining(['name', 'iban', 'logoFileId', 'colour']),
    });
    const { id } = await invoice();
    expect(await pdf(window, id)).toContain('Karoo Fibre (Pty) Ltd');
    await page.getByRole('button', { name: 'See a sample invoice' }).click();
    await page
      .getByRole('dialog')
      .getByRole('img', { name: 'Sample invoice of Karoo Fibre' })
      .waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Reset Logo to inherited: no logo' }).click();
    await page.getByText('Will be inherited').waitFor();
    await page.getByRole('button', { name: 'Save details' }).click();
    await onPaper.waitFor({ state: 'detached' });
  });
});

describe('a document', () => {
  it('is looked at without leaving the page, and printed anew with a reason', async () => {
    const window = await office();
    const { page } = window;
    const { id, number } = await invoice();
    await isp.server.must(
      'mutation ($p: ID!) { setDocumentTemplate(partnerId: $p, kind: INVOICE_PDF, source: "<p>Printed anew {{document.number}}</p>") { kind } }',
      { p: isp.karoo.id },
    );
    await page.goto(`/admin/invoices/${id}/show`);
    await page.getByRole('button', { name: 'PDF', exact: true }).click();
    await page.getByRole('menuitem', { name: 'View PDF' }).click();
    const pages = page
      .getByRole('dialog')
      .getByRole('img', { name: `Invoice ${number}, as printed` });
    await pages.waitFor();
    expect(await pages.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(
      500,
    );
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'PDF', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Print with today’s details' }).click();
    const dialog = page.getByRole('dialog', { name: 'Print with today’s details' });
    await dialog.getByRole('button', { name: 'Print with today’s details' }).click();
    await dialog.getByText('Say why; it is kept with the invoice.').waitFor();
    await dialog.getByLabel('Reason').fill('the address was wrong');
    await dialog.getByRole('button', { name: 'Print with today’s details' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await pdf(window, id)).toContain(`Printed anew ${number}`);
    await isp.server.must(
      'mutation ($p: ID!) { setDocumentTemplate(partnerId: $p, kind: INVOICE_PDF, source: null) { kind } }',
      { p: isp.karoo.id },
    );
  });

  it('may be a statement of account between two days', async () => {
    const { page } = await office({ viewport: PHONE });
    const [payer] = isp.karoo.customers;
    await page.goto(`/admin/customers/${payer.id}/show?tab=ledger`);
    await page.getByRole('button', { name: 'Statement as PDF' }).click();
    const dialog = page.getByRole('dialog', { name: 'Statement of account' });
    await dialog.getByLabel('From').fill('2026-05-01');
    await dialog.getByText('Lies before the first day.').waitFor();
    await dialog.getByLabel('From').fill('2026-03-01');
    await dialog.getByRole('button', { name: 'View statement' }).click();
    await page
      .getByRole('img', { name: `Statement of account, ${payer.name}, as printed` })
      .waitFor();
  });
});

describe('many documents', () => {
  it('become one ZIP, of everything the filters find', async () => {
    const { page } = await office();
    await page.goto(
      `/admin/invoices?filter=${encodeURIComponent(JSON.stringify({ status: 'PAID' }))}`,
    );
    const { invoices } = await isp.server.must(
      'query ($filter: InvoiceFilter) { invoices(filter: $filter, first: 200) { totalCount nodes { number } } }',
      { filter: { status: 'PAID', partnerId: isp.karoo.id } },
    );
    await page.getByRole('button', { name: 'Download PDFs' }).click();
    await page.getByRole('dialog').getByText(`${invoices.totalCount} invoices`).first().waitFor();
    await page
      .getByRole('button', { name: `Make a ZIP of ${invoices.totalCount} invoices` })
      .click();
    const link = page.getByRole('link', { name: 'Download ZIP' });
    await link.waitFor({ timeout: 40_000 });
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(file.suggestedFilename()).toMatch(/^documents-\d{4}-\d\d-\d\d\.zip$/);
    const packed = readFileSync(await file.path());
    for (const { number } of invoices.nodes)
      expect(packed.includes(`invoice-${number}.pdf`), number).toBe(true);
    await page.goto('/admin/documents/jobs');
    await page
      .getByRole('heading', { name: `${invoices.totalCount} invoices as a ZIP of PDFs` })
      .waitFor();
  }, 60_000);

  it('are those that are ticked, or those of a billing run', async () => {
    const { page } = await office();
    await page.goto('/admin/invoices');
    for (const row of [1, 2]) await page.getByRole('row').nth(row).getByRole('checkbox').check();
    await page
      .getByRole('region', { name: 'Chosen invoices' })
      .getByRole('button', { name: 'Download PDFs' })
      .click();
    await page.getByRole('radio', { name: /^One PDF/ }).check();
    await page.getByRole('button', { name: 'Make one PDF of 2 invoices' }).click();
    await page.getByRole('link', { name: 'Download PDF' }).waitFor({ timeout: 40_000 });
    await page.getByRole('button', { name: 'Close' }).click();

    const { billingRuns } = await isp.server.must(
      '{ billingRuns(filter: { status: PROCESSED }, first: 10) { nodes { id partners { id } } } }',
    );
    const run = billingRuns.nodes.find((each: { partners: { id: string }[] }) =>
      each.partners.some(({ id }) => id === isp.karoo.id),
    );
    const { invoices } = await isp.server.must(
      'query ($r: ID!) { invoices(filter: { billingRunId: $r }) { totalCount } }',
      { r: run.id },
    );
    await page.goto(`/admin/billing-runs/${run.id}/show`);
    await page.getByRole('button', { name: 'Download all invoices' }).click();
    await page
      .getByRole('button', { name: `Make a ZIP of ${invoices.totalCount} invoices` })
      .waitFor();
  }, 60_000);
});
