import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHONE, signInto, useBrowser, type OpenOptions, type Window } from '../support/browser.ts';
import { readPdf } from '../support/files.ts';
import { PASSWORD } from '../support/tenants.ts';
import { shown } from './everyPage.ts';
import { openIsp, rand, type Isp } from './isp.ts';

let isp: Isp;
let mine: { id: string; number: string };
let payment: { id: string; receiptNumber: string };
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 6 });
  // The first one has been billed for March, and has paid.
  mine = (await isp.tell.customerNow(isp.karoo.customers[0].id)).invoices.nodes[0];
  payment = (
    await isp.server.must(
      'query ($id: ID!) { payments(filter: { customerId: $id }) { nodes { id receiptNumber } } }',
      { id: isp.karoo.customers[0].id },
    )
  ).payments.nodes[0];
});
afterAll(async () => {
  await isp.server.stop();
});

async function customer(
  options: OpenOptions = {},
  login = isp.karoo.customers[0].login,
): Promise<Window> {
  const window = await browser.open(isp.server.url, { viewport: PHONE, ...options });
  await signInto(window, 'portal', login, PASSWORD);
  return window;
}

/** The picture of a document's pages as it stands in the page: its own size, and how much of it is not paper. */
async function pictureIn(page: Page): Promise<{
  name: string;
  width: number;
  height: number;
  shown: number;
  ink: number;
  margin: number[];
}> {
  const sheet = page.locator('img.sheet');
  await sheet.waitFor();
  return sheet.evaluate((image: HTMLImageElement) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const paper = canvas.getContext('2d')!;
    paper.drawImage(image, 0, 0);
    const { data } = paper.getImageData(0, 0, canvas.width, canvas.height);
    const inMargin = (10 * canvas.width + 10) * 4;
    let ink = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at] < 128) ink += 1;
    return {
      name: image.alt,
      width: image.naturalWidth,
      height: image.naturalHeight,
      shown: image.clientWidth,
      ink,
      margin: Array.from(data.subarray(inMargin, inMargin + 4)),
    };
  });
}
const ink = async (page: Page): Promise<number> => (await pictureIn(page)).ink;

describe('a document on a phone', () => {
  it('an invoice is looked at in the page, as large as one likes, and named for those who do not see it', async () => {
    const { page } = await customer();
    await page.goto(`/invoices/${mine.id}`);
    await page.getByRole('link', { name: 'Look at the PDF' }).click();
    await page.getByRole('heading', { name: `Invoice ${mine.number}` }).waitFor();
    await page
      .getByRole('img', {
        name: `Invoice ${mine.number}, 1 Mar 2026, ${rand(isp.karoo.customers[0].monthly)}`,
      })
      .waitFor();
    const drawn = await pictureIn(page);
    expect(drawn.ink).toBeGreaterThan(1000);
    expect(drawn.width).toBeGreaterThan(500);
    expect(drawn.height / drawn.width).toBeCloseTo(Math.SQRT2, 1);
    await page.getByText('Page 1 of 1', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Larger' }).click();
    await page.waitForFunction(
      (before) => (document.querySelector('img.sheet')?.clientWidth ?? 0) > before * 1.4,
      drawn.shown,
    );
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      PHONE.width,
    );
    await page.getByRole('link', { name: 'Read it as a page instead' }).click();
    await page.getByRole('heading', { name: 'What it is for' }).waitFor();
  });

  it('an invoice of several pages says which one is looked at, on white paper in the dark too', async () => {
    const { id } = isp.karoo.customers[3];
    const lines = Array.from({ length: 90 }, (_, at) => ({
      description: `Cable ${at + 1}`,
      unitPrice: '10',
    }));
    const long = (
      await isp.server.must(
        'mutation ($input: InvoiceInput!) { createInvoice(input: $input) { id } }',
        { input: { customerId: id, documentDate: '2026-03-15', lines } },
      )
    ).createInvoice;
    const { page } = await customer({ dark: true }, isp.karoo.customers[3].login);
    await page.goto(`/invoices/${long.id}/pdf`);
    const drawn = await pictureIn(page);
    const { pages } = await readPdf(
      await (await page.request.get(`/documents/invoices/${long.id}.pdf`)).body(),
    );
    expect(pages).toBeGreaterThan(1);
    expect(drawn.height / drawn.width).toBeCloseTo(pages * Math.SQRT2, 1);
    expect(drawn.margin).toEqual([255, 255, 255, 255]);
    await page.getByText(`Page 1 of ${pages}`, { exact: true }).waitFor();
    await page.getByText('have them read aloud, download the file').scrollIntoViewIfNeeded();
    await page.getByText(`Page ${pages} of ${pages}`, { exact: true }).waitFor();
  });

  it('is downloaded under its name, as what it is', async () => {
    const { page } = await customer();
    await page.goto('/documents');
    for (const [name, saved, words] of [
      [`Download Invoice ${mine.number}`, /^invoice-.*\.pdf$/i, mine.number],
      [`Download Receipt ${payment.receiptNumber}`, /^receipt-.*\.pdf$/i, payment.receiptNumber],
      ['Download', /^statement-.*\.pdf$/i, 'Statement of account'],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name, exact: true }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(saved);
      const bytes = readFileSync(await download.path());
      expect(bytes.toString('latin1', 0, 5)).toBe('%PDF-');
      expect((await readPdf(bytes)).text).toContain(words);
    }
    const answer = await page.request.get(`/documents/invoices/${mine.id}.pdf`);
    expect([answer.headers()['content-type'], answer.headers()['content-disposition']]).toEqual([
      'application/pdf',
      expect.stringMatching(/^inline/),
    ]);
  });

  it('a receipt comes from the payments, a statement for the period that is chosen', async () => {
    const { page } = await customer();
    await page.goto('/payments');
    await page.getByRole('link', { name: `Receipt ${payment.receiptNumber}` }).click();
    expect(await ink(page)).toBeGreaterThan(500);
    await page.goto('/documents');
    await page.getByLabel('Period').selectOption({ label: 'From one day to another' });
    await page.getByRole('button', { name: 'Look at it' }).click();
    await page.getByText('Choose a day.').waitFor();
    expect(
      await page.getByLabel('First day').evaluate((input) => input === document.activeElement),
    ).toBe(true);
    await page.getByLabel('First day').fill('2026-03-01');
    await page.getByLabel('Last day').fill('2026-02-01');
    await page.getByRole('button', { name: 'Look at it' }).click();
    await page.getByText('Choose a day on or after the first one.').waitFor();
    await page.getByLabel('Last day').fill('2026-03-31');
    await page.getByRole('button', { name: 'Look at it' }).click();
    await page
      .getByRole('heading', { name: /^Statement of account, 1\s?–\s?31 Mar 2026$/ })
      .waitFor();
    expect((await pictureIn(page)).name).toMatch(/^Statement of account, 1\s?–\s?31 Mar 2026$/);
    expect(await ink(page)).toBeGreaterThan(500);
  });

  it('of somebody else is refused, and nothing of it is shown', async () => {
    const window = await customer({ expected: ['404'] }, isp.karoo.customers[1].login);
    const { page } = window;
    // Somebody of the staff, who may see all of it, is signed in to the back office in the same browser.
    await signInto(window, 'admin', isp.karoo.email, PASSWORD);
    await page.goto(`/invoices/${mine.id}/pdf`);
    await page.getByRole('alert').filter({ hasText: 'Not found' }).waitFor();
    expect(await page.locator('img.sheet').count()).toBe(0);
    expect(await page.getByText(mine.number).count()).toBe(0);
    await page.goto(`/payments/${payment.id}/receipt`);
    await page.getByRole('alert').filter({ hasText: 'Not found' }).waitFor();
    for (const form of ['pdf', 'svg'])
      for (const what of [
        `invoices/${mine.id}`,
        `receipts/${payment.id}`,
        `statements/${isp.karoo.customers[0].id}`,
      ]) {
        expect(
          (await page.request.get(`/documents/${what}.${form}?app=portal`)).status(),
          `${what}.${form}`,
        ).toBe(404);
      }
  });

  it('that cannot be had says so, and comes at the next attempt', async () => {
    const { page } = await customer({ expected: ['500', '409', 'ERR_FAILED', 'ERR_INTERNET'] });
    await page.route('**/documents/invoices/**', (route) =>
      route.fulfill({ status: 500, body: '{}' }),
    );
    await page.goto(`/invoices/${mine.id}/pdf`);
    await page.getByText('The document could not be made').waitFor();
    await page.unroute('**/documents/invoices/**');
    // What is wrong with a template is not the customer's matter.
    await page.route('**/documents/invoices/**', (route) =>
      route.fulfill({
        status: 409,
        json: { error: 'The template INVOICE_PDF could not be rendered.' },
      }),
    );
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').filter({ hasText: 'if it stays, contact support' }).waitFor();
    expect(await page.getByText('INVOICE_PDF').count()).toBe(0);
    await page.unroute('**/documents/invoices/**');
    await page.route('**/documents/invoices/**', (route) =>
      route.fulfill({ contentType: 'image/svg+xml', body: 'half a picture' }),
    );
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').filter({ hasText: 'can’t be shown here' }).waitFor();
    await page.unroute('**/documents/invoices/**');
    await page.route('**/documents/invoices/**', (route) => route.abort());
    await page.reload();
    await page.getByRole('alert').filter({ hasText: 'No connection' }).waitFor();
    await page.unroute('**/documents/invoices/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    expect(await ink(page)).toBeGreaterThan(1000);
  });

  it('ends at the sign-in when the session has ended meanwhile', async () => {
    const { page, context } = await customer({ expected: ['401'] });
    await page.goto('/documents');
    await shown(page);
    await context.clearCookies();
    await page.getByRole('button', { name: `Download Invoice ${mine.number}` }).click();
    await page.getByText('Your session has ended.').waitFor();
  });

  it('is not looked at without a session', async () => {
    const { page, context } = await customer({ expected: ['401'] });
    await page.goto('/documents');
    await shown(page);
    // The page still stands; only the document is asked for.
    await page.route('**/documents/invoices/**', async (route) => {
      await context.clearCookies();
      await route.continue({ headers: { ...route.request().headers(), cookie: '' } });
    });
    await page.getByRole('link', { name: `Look at Invoice ${mine.number}` }).click();
    await page.getByText('Your session has ended.').waitFor();
  });
});

describe('the first load', () => {
  it('stays below 150 kB of script, and brings nothing of the documents', async () => {
    const { page } = await customer();
    const scripts = new Map<string, number>();
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script')
        void response.body().then(
          (body) => scripts.set(response.url(), gzipSync(body).length),
          () => undefined,
        );
    });
    await page.goto('/');
    await shown(page);
    await page.getByText('Live').waitFor();
    expect([...scripts.keys()].filter((address) => /pdf|document/i.test(address))).toEqual([]);
    const total = [...scripts.values()].reduce((sum, size) => sum + size, 0);
    console.info(`the portal's first load: ${(total / 1000).toFixed(1)} kB of script, compressed`);
    expect(scripts.size).toBeGreaterThan(2);
    expect(total).toBeLessThan(150_000);
  });
});
