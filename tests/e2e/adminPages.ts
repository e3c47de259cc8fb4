import { afterAll, beforeAll, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { signInto, useBrowser } from '../support/browser.ts';
import { preview } from '../support/story.ts';
import { inspect } from './everyPage.ts';
import { openIsp, TODAY, type Isp } from './isp.ts';
import { adminPages } from './pages.ts';

/** The walk over the back office for one width of the window; each width has a file of its own, so that both run at once. */
export function walkBackOffice(viewport: { width: number; height: number }): void {
  let isp: Isp;
  const browser = useBrowser();
  beforeAll(async () => {
    isp = await openIsp({ customers: 10 });
    await preview(isp.server, { date: TODAY, partnerIds: [isp.karoo.id, isp.berg.id] });
  });
  afterAll(async () => {
    await isp.server.stop();
  });

  it('is accessible in light and dark, fits with its tables, and complains about nothing', async () => {
    const window = await browser.open(isp.server.url, { viewport });
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    const roomy =
      viewport.width < 600
        ? {
            roomy:
              /(runs|review|customers|services|invoices|payments|ledger|tariffs|users|messages|outbox)$/,
          }
        : {};
    expect(await inspect(window, await adminPages(isp), roomy)).toEqual([]);
  }, 300_000);

  it('begins with a sign-in of which the same is true', async () => {
    const window = await browser.open(isp.server.url, { viewport });
    const doors = {
      'sign-in': '/',
      'forgot-password': '/forgot-password',
      'reset-password': '/reset-password?token=as-mailed',
    };
    expect(
      await inspect(
        window,
        Object.entries(doors).map(([name, path]) => ({
          name: `admin-${name}`,
          path: `/admin${path}`,
        })),
      ),
    ).toEqual([]);
  });
}
