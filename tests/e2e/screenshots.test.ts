import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { ARTIFACTS, DESKTOP, signInto, useBrowser } from '../support/browser.ts';
import { fetchAs, upload } from '../support/files.ts';
import { money } from '../support/money.ts';
import { confirm, preview } from '../support/story.ts';
import { PASSWORD } from '../support/tenants.ts';
import { shown } from './everyPage.ts';
import { openIsp, TODAY, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();
// Only when asked for are those in the repository replaced; otherwise the pictures are made, looked at, and left out of it.
const folder = process.env.UPDATE_SCREENSHOTS
  ? path.join(import.meta.dirname, 'screenshots')
  : path.join(ARTIFACTS, 'screenshots');

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  isp = await openIsp({ customers: 40 });
});
afterAll(async () => {
  await isp.server.stop();
});

/** Takes the picture and refuses one that is blank or too heavy for a page that shows it. */
async function take(page: Page, name: string): Promise<void> {
  const picture = await page.screenshot({ path: path.join(folder, `${name}.png`) });
  expect(picture.length).toBeLessThan(300_000);
  const colours = await page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      const paper = canvas.getContext('2d') as CanvasRenderingContext2D;
      paper.drawImage(image, 0, 0);
      const points = new Uint32Array(
        paper.getImageData(0, 0, image.width, image.height).data.buffer,
      );
      return new Set(points).size;
    },
    `data:image/png;base64,${picture.toString('base64')}`,
  );
  expect(colours).toBeGreaterThan(50);
}

it('the review of a billing run in the back office', async () => {
  const { server, karoo, berg } = isp;
  for (const [index, price] of [
    [0, '899'],
    [4, '449'],
  ] as const)
    await server.must(
      'mutation ($s: ID!, $p: Decimal!) { updateService(serviceId: $s, input: { unitPrice: $p }) { id } }',
      { s: karoo.customers[index].serviceId, p: price },
    );
  const [run] = await preview(server, { date: TODAY, partnerIds: [karoo.id, berg.id] });
  const window = await browser.open(server.url, { viewport: DESKTOP });
  await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
  const { page } = window;
  await page.goto(`/admin/billing-runs/${run.id}/show`);
  await shown(page);
  await page.getByRole('treegrid').getByText(karoo.customers[0].name).click();
  await page.getByRole('table', { name: `Lines of ${karoo.customers[0].name}` }).waitFor();
  await take(page, 'back-office');
});

it('a rehearsal of the months to come at another price', async () => {
  const window = await browser.open(isp.server.url, { viewport: DESKTOP });
  await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
  const { page } = window;
  await page.goto('/admin/rehearsal?month=2026-05&months=3');
  await page.getByRole('rowheader', { name: 'July 2026' }).waitFor();
  await page.getByRole('button', { name: 'Try another price' }).click();
  await page.getByLabel('Tariff').click();
  await page.getByRole('option').first().click();
  await page.getByLabel('Would cost').fill('749');
  await page.getByRole('heading', { name: 'Who pays more and who less' }).waitFor();
  await shown(page);
  await take(page, 'rehearsal');
});

it('the books, checked', async () => {
  const window = await browser.open(isp.server.url, { viewport: DESKTOP });
  await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
  await window.page.goto('/admin/books');
  await window.page
    .getByRole('button', { name: /^Check/ })
    .first()
    .click();
  await shown(window.page);
  await take(window.page, 'books');
});

it('the home of a customer on a phone', async () => {
  const [run] = await preview(isp.server, { date: TODAY, partnerIds: [isp.karoo.id] });
  await confirm(isp.server, run);
  const window = await browser.open(isp.server.url, { viewport: { width: 390, height: 780 } });
  await signInto(window, 'portal', isp.karoo.customers[3].login, PASSWORD);
  await window.page.goto('/');
  await shown(window.page);
  await take(window.page, 'portal');
});

it('an invoice as the customer gets it', async () => {
  const { server, tell, operatorId } = isp;
  const { id: partnerId } = await tell.partner({
    name: 'Nordlicht Netz',
    parentId: operatorId,
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
  });
  const logo = await sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="240" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="#1d4ed8"/><path d="M5 17 12 6l7 11M8.5 17l3.5-5.5 3.5 5.5" fill="none" stroke="#fff" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/></svg>',
    ),
  )
    .png()
    .toBuffer();
  const { id: logoFileId } = (await (await upload(server, 'logo.png', logo)).json()) as {
    id: string;
  };
  await server.must(
    'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { name } }',
    {
      p: partnerId,
      i: {
        name: 'Nordlicht Netz GmbH',
        street: 'Hafenstraße 12',
        zip: '20457',
        city: 'Hamburg',
        country: 'Germany',
        taxNumber: 'DE123456789',
        email: 'rechnung@nordlicht.example',
        phone: '+49 40 5550100',
        website: 'nordlicht.example',
        bankName: 'Nordbank',
        iban: 'DE02120300000000202051',
        bic: 'BYLADEM1001',
        colour: '#1d4ed8',
        logoFileId,
        invoiceFooter: 'Thank you for surfing with us.',
      },
    },
  );
  const vat = await tell.taxRate({ partnerId, name: 'VAT', percent: '19' });
  const plan = await tell.tariff({
    name: 'Fibre 1000',
    price: '59.90',
    currency: 'EUR',
    taxRateId: vat.id,
    taxIncluded: true,
    partnerIds: [partnerId],
    setupFee: '49',
  });
  const line = await tell.tariff({
    name: 'Static IP',
    price: '4.50',
    currency: 'EUR',
    taxRateId: vat.id,
    partnerIds: [partnerId],
  });
  const { id: customerId } = await tell.customer({
    partnerId,
    name: 'Amélie Świątek-Öztürk',
    street: 'Lindenstraße 7',
    zip: '10969',
    city: 'Berlin',
    country: 'DE',
    createdOn: '2026-03-12',
  });
  await tell.service({
    customerId,
    tariffId: plan.id,
    startDate: '2026-03-12',
    discounts: [{ kind: 'PERCENT', value: '10', until: '2026-08-31', message: 'Welcome offer' }],
  });
  await tell.service({ customerId, tariffId: line.id, startDate: '2026-03-12', quantity: '2' });
  const { chargeCustomer: invoice } = await server.must(
    'mutation ($c: ID!) { chargeCustomer(customerId: $c, date: "2026-03-12") { id } }',
    { c: customerId },
  );
  await money(server).pay(customerId, '40.00', { invoiceId: invoice.id });
  const svg = await (await fetchAs(server, `/documents/invoices/${invoice.id}.svg`)).text();
  const { page } = await browser.open(server.url, { viewport: { width: 794, height: 1123 } });
  await page.setContent(
    `<body style="margin:0"><img alt="" style="width:100%; display:block" src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}"></body>`,
  );
  await page.waitForFunction(() =>
    [...document.images].every((image) => image.complete && image.naturalWidth > 0),
  );
  await take(page, 'invoice');
});
