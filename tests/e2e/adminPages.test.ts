import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { DESKTOP, PHONE, signInto, useBrowser } from '../support/browser.ts';
import { preview } from '../support/story.ts';
import { inspect } from './everyPage.ts';
import { openIsp, TODAY, type Isp } from './isp.ts';
import { adminPages } from './pages.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 20 });
  await preview(isp.server, { date: TODAY, partnerIds: [isp.karoo.id, isp.berg.id] });
});
afterAll(async () => { await isp.server.stop(); });

describe('every page of the back office', () => {
  it.each([['desktop', DESKTOP], ['phone', PHONE]])('on a %s is accessible in light and dark, fits, and complains about nothing', async (_, viewport) => {
    const window = await browser.open(isp.server.url, { viewport });
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    expect(await inspect(window, await adminPages(isp))).toEqual([]);
  }, 300_000);

  it('begins with a sign-in that is accessible too', async () => {
    for (const viewport of [DESKTOP, PHONE]) {
      const window = await browser.open(isp.server.url, { viewport });
      expect(await inspect(window, [{ name: 'admin-sign-in', path: '/admin/' }])).toEqual([]);
    }
  });
});
