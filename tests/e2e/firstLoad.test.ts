import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { signInto, useBrowser, type Window } from '../support/browser.ts';
import { makeCustomer, PASSWORD } from '../support/tenants.ts';
import { openIsp, type Isp } from './isp.ts';
import { tile } from './tiles.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 6 });
});
afterAll(async () => {
  await isp.server.stop();
});

/** Counts what scripts and styles cost on the line, headers included. */
async function transferred({ page, context }: Window): Promise<() => number> {
  const line = await context.newCDPSession(page);
  const kinds = new Map<string, string>();
  let bytes = 0;
  line.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (/Script|Stylesheet/.test(kinds.get(requestId) ?? '')) bytes += encodedDataLength;
  });
  await line.send('Network.enable');
  return () => bytes;
}

describe('what is transferred until there is something to see', () => {
  it('is at most 350 kB of scripts and styles for a dashboard with its figures, and nothing of other pages', async () => {
    const window = await browser.open(isp.server.url, { coldCache: true });
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    const scripts: string[] = [];
    window.page.on('request', (request) => {
      scripts.push(request.url().split('/').pop()!);
    });
    const bytes = await transferred(window);
    // the figures do not wait for the chart below them, nor for the library that draws it
    let chart = () => {};
    const asked = new Promise<void>((resolve) => {
      chart = resolve;
    });
    await window.page.route(
      /\/(History|TileChart|BarChart|LineChart)-[^/]*\.js$/,
      async (route) => {
        await asked;
        await route.continue();
      },
    );
    await window.page.goto('/admin/');
    expect(await tile(window.page, 'Outstanding')).toMatch(/\d/);
    expect(bytes()).toBeGreaterThan(100_000);
    expect(bytes()).toBeLessThan(350_000);
    chart();
    await window.page.locator('section[aria-labelledby="history-title"]').waitFor();

    // the script of a page comes when the page is opened, and no other's with it
    const pages = (): string[] =>
      scripts.filter((name) => /^(Tariff|Invoice|Customer)List-/.test(name));
    expect(pages()).toEqual([]);
    await window.page.goto('/admin/tariffs');
    await window.page.locator('table').first().waitFor();
    expect(pages()).toEqual([expect.stringMatching(/^TariffList-/)]);
  });

  it('is at most 150 kB for what a customer owes', async () => {
    const window = await browser.open(isp.server.url, { coldCache: true });
    const { login } = await makeCustomer(isp.server, isp.karoo.id);
    await signInto(window, 'portal', login, PASSWORD);
    const bytes = await transferred(window);
    await window.page.goto('/');
    await window.page.locator('h1').first().waitFor();
    expect(bytes()).toBeGreaterThan(20_000);
    expect(bytes()).toBeLessThan(150_000);
  });

  it('is compressed as the browser takes it, and kept by it for ever under the name of its content', async () => {
    for (const at of ['/admin/', '/']) {
      const html = await (await fetch(isp.server.url + at)).text();
      const [, script] = /<script[^>]+src="([^"]+)"/.exec(html)!;
      const sent = async (encoding: string) =>
        fetch(isp.server.url + script, { headers: { 'accept-encoding': encoding } });
      const plain = await (await sent('identity')).text();
      for (const [accepted, encoding] of [
        ['gzip, deflate, br', 'br'],
        ['gzip', 'gzip'],
        ['identity', null],
      ] as const) {
        const response = await sent(accepted);
        expect(response.headers.get('content-encoding')).toBe(encoding);
        expect(response.headers.get('content-type')).toMatch(/^(text|application)\/javascript/);
        expect(response.headers.get('vary')).toContain('Accept-Encoding');
        expect(response.headers.get('cache-control')).toContain('immutable');
        expect(await response.text()).toBe(plain);
      }
    }
  });
});
