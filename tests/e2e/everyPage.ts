import { mkdirSync } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { ARTIFACTS, type Window } from '../support/browser.ts';
import { crowded } from './crowded.ts';
import type { Route } from './pages.ts';
import { cramped } from './targets.ts';

/** Which parts of a page are looked at. */
interface Place {
  include: string[];
  exclude?: string[];
}

/** WCAG 2.2, levels A and AA; and of it what depends on colours. */
const ALL: axe.RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
};
const COLOURS = ['color-contrast', 'link-in-text-block'];
const ONLY_COLOURS: axe.RunOptions = { runOnly: { type: 'rule', values: COLOURS } };
const WITHOUT_COLOURS: axe.RunOptions = {
  runOnly: ALL,
  rules: Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }])),
};
/** What differs from page to page: not the frame around it, nor the hundredth row of a table. */
const WITHIN: Place = { include: ['main'], exclude: ['tbody tr:nth-child(n + 6)'] };
const DIALOG: Place = { include: ['[role="dialog"]'] };

/** Waits until the page shows what it is about: its heading, and no grey shapes in place of what is still loading. */
export async function shown(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(
    () =>
      !document.querySelector(
        '[aria-busy="true"], .MuiSkeleton-root, [role="progressbar"]:not([aria-valuenow]), .bone',
      ),
  );
}

/**
 * What axe has against the page as it stands, one line for each place. Of an open dialog's page only the dialog's colours are
 * judged: what lies behind it cannot be read anyway.
 */
export async function violations(page: Page): Promise<string[]> {
  const isOpen = (await page.locator(DIALOG.include[0]).count()) > 0;
  return [
    ...(await against(page, WITHOUT_COLOURS)),
    ...(await against(page, ONLY_COLOURS, isOpen ? DIALOG : undefined)),
  ];
}

async function against(page: Page, options: axe.RunOptions, place?: Place): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  // the frames are sandboxed mails: no script runs in them, axe's neither
  const { violations: found } = await page.evaluate<
    axe.AxeResults,
    [axe.RunOptions, Place | undefined]
  >(
    ([given, within]) =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(
        within && document.querySelector(within.include[0]) ? within : document,
        { ...given, resultTypes: ['violations'], iframes: false },
      ),
    [options, place],
  );
  // A branch of a tree holds its children's text too; what it is called itself is in its name.
  const isBranch = (id: string, html: string) =>
    id === 'label-content-name-mismatch' && html.includes('role="treeitem"');
  return found.flatMap(({ id, nodes }) =>
    nodes
      .filter((node) => !isBranch(id, node.html))
      .map(
        (node) =>
          `${id}: ${node.target.join(' ')} ${[...node.any, ...node.all, ...node.none][0]?.message ?? ''}`,
      ),
  );
}

/** Whatever makes the page wider than the window, so that it scrolls sideways. */
export function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > width + 1,
    );
    return [
      `${document.documentElement.scrollWidth} wide: ${wide
        .slice(0, 3)
        .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
        .join(', ')}`,
    ];
  });
}

/** The tables that are wider than the place they have. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('table, [role="treegrid"]')].flatMap((table) => {
      const place = table.parentElement?.closest('[role="region"], [tabindex="0"]') ?? table;
      return place.scrollWidth > place.clientWidth
        ? [`${place.getAttribute('aria-label')} ${place.scrollWidth} > ${place.clientWidth}`]
        : [];
    }),
  );
}

/** Goes to another page as a link inside the app does; as an address that is typed when the app is not there yet. */
export async function goTo(page: Page, path: string): Promise<void> {
  const place = (url: string) => new URL(url, 'http://any').pathname;
  const app = (url: string) => place(url).startsWith('/admin');
  const here = page.url();
  const heading = page.locator('h1').first();
  if (
    !here.startsWith('http') ||
    app(here) !== app(path) ||
    place(here) === place(path) ||
    !(await heading.count())
  ) {
    await page.goto(path);
    return;
  }
  const before = await heading.elementHandle();
  await page.evaluate((to) => {
    // as the router's own entries are, or it warns of a stranger's
    const idx = ((history.state as { idx?: number } | null)?.idx ?? 0) + 1;
    const state = { usr: null, key: `walk${idx}`, idx };
    history.pushState(state, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state }));
  }, path);
  await page.waitForFunction((old) => !old?.isConnected, before);
}

/**
 * Goes to every page, and tells everything that is wrong with it, light and dark: what a screen reader or a weak eye would miss,
 * what does not fit, and what cannot be read for want of room. Those that `roomy` names have tables that nobody has to move
 * sideways; dark colours only where `dark` says so, and none where `colours` says that another walk sees them: judging contrast
 * takes six times as long as everything else. The frame's are looked at with the first page. With PICTURES set it keeps a
 * picture of each.
 */
export async function inspect(
  { page, problems }: Window,
  routes: readonly Route[],
  {
    roomy,
    colours = true,
    dark = colours,
  }: { roomy?: RegExp; colours?: boolean; dark?: boolean } = {},
): Promise<string[]> {
  const wrong: string[] = [];
  const coloursOf = (place?: Place) => against(page, ONLY_COLOURS, place);
  for (const [index, route] of routes.entries()) {
    const place = index === 0 ? undefined : WITHIN;
    const note = (found: readonly string[]) =>
      wrong.push(...found.map((each) => `${route.name}: ${each}`));
    await page.emulateMedia({ colorScheme: 'light' });
    await goTo(page, route.path);
    try {
      await shown(page);
    } catch {
      note([`never finished loading: ${await page.locator('body').innerText()}`]);
    }
    note(await overflow(page));
    note(await crowded(page));
    if (await page.evaluate(() => matchMedia('(pointer: coarse)').matches))
      note(await cramped(page));
    if (roomy?.test(route.name)) note(await tooWide(page));
    note(await against(page, WITHOUT_COLOURS));
    if (colours) note((await coloursOf(place)).map((each) => `light: ${each}`));
    await picture(page, `${route.name}-light`);
    if (dark) {
      await page.emulateMedia({ colorScheme: 'dark' });
      note((await coloursOf(place)).map((each) => `dark: ${each}`));
      await picture(page, `${route.name}-dark`);
    }
    note(problems.splice(0));
  }
  return wrong;
}

/** A picture for people to look at, when PICTURES is set. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.PICTURES) return;
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({
    path: path.join(ARTIFACTS, `${name}-${page.viewportSize()?.width}.png`),
    fullPage: true,
  });
}
