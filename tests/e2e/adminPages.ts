import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { signInto, useBrowser, type OpenOptions } from '../support/browser.ts';
import { preview, story } from '../support/story.ts';
import { PASSWORD } from '../support/tenants.ts';
import { startWorld } from '../support/world.ts';
import { crowded } from './crowded.ts';
import { goTo, inspect, overflow, picture, shown, violations } from './everyPage.ts';
import { makeIsp, TODAY, type Isp } from './isp.ts';
import { cramped } from './targets.ts';
import { openLarge, type LargeBusiness } from './large.ts';
import { adminDialogs, adminPages } from './pages.ts';

interface Walk {
  viewport: { width: number; height: number };
  /** Whether colours are looked at, light and dark, or those of another walk are the same. */
  colours?: boolean;
  languages?: OpenOptions['languages'];
}

/** Where amounts stand large: as figures, in the heads of pages, beside each other. */
const TABLET =
  /-(dashboard|review|result|runs|customers|customer-ledger|customer-invoices|invoices|invoice|manual-invoice|payment|ledger|tariff|service)$/;

/** The parts of the open dialog that are wider than it. */
const sideways = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('[role="dialog"], [role="dialog"] *')]
      .filter(
        (part) =>
          part.matches('[role="dialog"], .MuiDialogTitle-root, .MuiDialogContent-root') &&
          part.scrollWidth > part.clientWidth + 1,
      )
      .map((part) => `${part.className.split(' ')[0]} is ${part.scrollWidth} wide`),
  );

/** Whether all of something stands within the window without scrolling, and nothing lies over it. */
const isInSight = (place: Locator): Promise<boolean> =>
  place.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    return there !== null && (element.contains(there) || there.contains(element));
  });

/** The walk over the back office for one width of the window; each has a file of its own, so that both run at once. */
export function walkBackOffice({ viewport, colours = true, languages = ['en-GB'] }: Walk): void {
  let isp: Isp;
  let large: LargeBusiness;
  const browser = useBrowser();
  const named = (paths: Record<string, string>) =>
    Object.entries(paths).map(([name, path]) => ({ name: `admin-${name}`, path: `/admin${path}` }));
  beforeAll(async () => {
    const { server, facts } = await startWorld(
      'back_office',
      { BUSINESS_DATE: TODAY },
      async (maker) => {
        const made = await makeIsp(maker, { customers: 10, march: true });
        const makes = await openLarge(maker);
        const partnerIds = [made.karoo.id, made.berg.id, makes.partnerId];
        await preview(maker, { date: TODAY, partnerIds });
        return { made, makes };
      },
    );
    isp = { server, tell: story(server), ...facts.made };
    large = facts.makes;
  });
  afterAll(async () => {
    await isp.server.stop();
  });

  it(`is accessible ${colours ? 'in light and dark' : 'for who does not look at colours'}, fits with its tables and the largest amounts, and complains about nothing`, async () => {
    const window = await browser.open(isp.server.url, { viewport, languages });
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    const roomy =
      viewport.width < 600
        ? /(runs|review|customers|services|invoices|payments|ledger|tariffs|users|messages|outbox)$/
        : /review$/;
    expect(await inspect(window, await adminPages(isp, large), { roomy, colours })).toEqual([]);
  }, 600_000);

  it('begins with a sign-in of which the same is true', async () => {
    const window = await browser.open(isp.server.url, { viewport, languages });
    const doors = named({
      'sign-in': '/',
      'forgot-password': '/forgot-password',
      'reset-password': '/reset-password?token=as-mailed',
    });
    expect(await inspect(window, doors, { colours })).toEqual([]);
  });

  it('is the same at the cash desk', async () => {
    const window = await browser.open(isp.server.url, { viewport, languages });
    await signInto(window, 'admin', large.cashier, PASSWORD);
    const desk = named({
      desk: '/desk',
    });
    expect(await inspect(window, desk, { colours })).toEqual([]);
  }, 60_000);

  if (viewport.width < 600)
    it('opens dialogs that a finger can use, with what is asked before they go on in sight', async () => {
      const window = await browser.open(isp.server.url, { viewport, languages });
      await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
      const { page } = window;
      const pages = new Map((await adminPages(isp, large)).map(({ name, path }) => [name, path]));
      const wrong: string[] = [];
      for (const [name, ...presses] of adminDialogs) {
        const path = pages.get(`admin-${name}`);
        await page.goto(path ?? 'missing');
        await shown(page);
        const called = `${name} ${presses.at(-1)?.source}`;
        for (const press of presses)
          await page
            .getByRole('button', { name: press })
            .or(page.getByRole('menuitem', { name: press }))
            .first()
            .click();
        const dialog = page.getByRole('dialog');
        await dialog.waitFor();
        await page.waitForFunction(
          () => !document.querySelector('[role="dialog"] .MuiSkeleton-root'),
        );
        await picture(page, `dialog-${called.replaceAll(/[^a-zA-Z-]+/g, '-')}`);
        wrong.push(
          ...[...(await cramped(page)), ...(await sideways(page)), ...(await violations(page))].map(
            (each) => `${called}: ${each}`,
          ),
        );
        for (const box of await dialog.getByRole('checkbox', { name: /^Yes, / }).all())
          if (!(await isInSight(box))) wrong.push(`${called}: what is asked is out of sight`);
      }
      expect(wrong).toEqual([]);
    }, 120_000);

  // between the two widths it is walked once, beside the desktop's
  if (viewport.width > 600)
    it('has room for the largest amounts on a tablet too', async () => {
      const window = await browser.open(isp.server.url, {
        viewport: { width: 820, height: 1180 },
        languages,
      });
      await signInto(window, 'admin', large.administrator, PASSWORD);
      const pages = (await adminPages(isp, large)).filter(({ name }) => TABLET.test(name));
      const wrong: string[] = [];
      for (const { name, path } of pages) {
        await goTo(window.page, path);
        await shown(window.page);
        await picture(window.page, `${name}-light`);
        const found = [...(await overflow(window.page)), ...(await crowded(window.page))];
        wrong.push(...found.map((each) => `${name}: ${each}`));
      }
      expect(wrong).toEqual([]);
    }, 120_000);

  it('has room for large amounts beside the chart of the months, which are named at even distances', async () => {
    const window = await browser.open(isp.server.url, { viewport, languages: ['de-DE'] });
    await signInto(window, 'admin', large.administrator, PASSWORD);
    const { page } = window;
    await page.goto('/admin/');
    await page.locator('.MuiChartsAxis-tickLabel').first().waitFor();
    await shown(page);
    const { outside, uneven } = await page.evaluate(() => {
      const places = (axis: string) =>
        [...document.querySelectorAll(`.MuiChartsAxis-direction${axis} .MuiChartsAxis-tickLabel`)]
          .filter((label) => label.textContent)
          .map((label) => ({ text: label.textContent, box: label.getBoundingClientRect() }));
      const chart = document.querySelector('svg:has(.MuiChartsAxis-tickLabel)');
      const left = chart?.getBoundingClientRect().left ?? 0;
      const middles = places('X').map(({ box }) => box.left + box.width / 2);
      const distances = middles.slice(1).map((middle, index) => middle - middles[index]);
      return {
        outside: places('Y')
          .filter(({ box }) => box.left < left - 0.5)
          .map(({ text }) => text),
        uneven: Math.max(...distances) - Math.min(...distances),
      };
    });
    expect(outside).toEqual([]);
    expect(uneven).toBeLessThan(4);
  }, 60_000);
}
