import { afterAll, beforeAll, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { signInto, useBrowser } from '../support/browser.ts';
import { preview } from '../support/story.ts';
import { inspect, shown, tooWide } from './everyPage.ts';
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

  it('is accessible in light and dark, fits, and complains about nothing', async () => {
    const window = await browser.open(isp.server.url, { viewport });
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    expect(await inspect(window, await adminPages(isp))).toEqual([]);
  }, 300_000);

  if (viewport.width < 600)
    it('has room for its tables: none has to be moved sideways to be read', async () => {
      const window = await browser.open(isp.server.url, { viewport });
      await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
      const tables = (await adminPages(isp)).filter(({ name }) =>
        /(runs|review|customers|services|invoices|payments|ledger|tariffs|users|messages|outbox)$/.test(
          name,
        ),
      );
      const wrong: string[] = [];
      for (const { name, path } of tables) {
        await window.page.goto(path);
        await shown(window.page);
        wrong.push(...(await tooWide(window.page)).map((each) => `${name}: ${each}`));
      }
      expect(wrong).toEqual([]);
    }, 120_000);

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
