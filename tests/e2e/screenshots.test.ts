import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { ARTIFACTS, DESKTOP, signInto, useBrowser } from '../support/browser.ts';
import { confirm, preview } from '../support/story.ts';
import { PASSWORD } from '../support/tenants.ts';
import { shown } from './everyPage.ts';
import { openIsp, TODAY, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();
// Only when asked for are those in the repository replaced; otherwise the pictures are made, looked at, and left out of it.
const folder = process.env.UPDATE_SCREENSHOTS ? path.join(import.meta.dirname, 'screenshots') : path.join(ARTIFACTS, 'screenshots');

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  isp = await openIsp({ customers: 40 });
});
afterAll(async () => { await isp.server.stop(); });

/** Takes the picture and refuses one that is blank or too heavy for a page that shows it. */
async function take(page: Page, name: string): Promise<void> {
  const picture = await page.screenshot({ path: path.join(folder, `${name}.png`) });
  expect(picture.length).toBeLessThan(300_000);
  const colours = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const paper = canvas.getContext('2d') as CanvasRenderingContext2D;
    paper.drawImage(image, 0, 0);
    const points = new Uint32Array(paper.getImageData(0, 0, image.width, image.height).data.buffer);
    return new Set(points).size;
  }, `data:image/png;base64,${picture.toString('base64')}`);
  expect(colours).toBeGreaterThan(50);
}

it('the review of a billing run in the back office', async () => {
  const { server, karoo, berg } = isp;
  for (const [index, price] of [[0, '899'], [4, '449']] as const) await server.must('mutation ($s: ID!, $p: Decimal!) { updateService(serviceId: $s, input: { unitPrice: $p }) { id } }', { s: karoo.customers[index].serviceId, p: price });
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

it('the home of a customer on a phone', async () => {
  const [run] = await preview(isp.server, { date: TODAY, partnerIds: [isp.karoo.id] });
  await confirm(isp.server, run);
  const window = await browser.open(isp.server.url, { viewport: { width: 390, height: 780 } });
  await signInto(window, 'portal', isp.karoo.customers[3].login, PASSWORD);
  await window.page.goto('/');
  await shown(window.page);
  await take(window.page, 'portal');
});
