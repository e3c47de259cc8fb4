import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { chromiumProgram } from './chromium.ts';

/** Where failed tests leave their pictures; not part of the repository. */
export const ARTIFACTS = path.resolve(import.meta.dirname, '../artifacts');

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

// Quiet: what runs in the tests talks to the server under test and to nothing else.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface OpenOptions {
  viewport?: { width: number; height: number };
  dark?: boolean;
  /** Used with fingers; when not said, where it is as narrow as a phone. */
  touch?: boolean;
  /** What the browser says its languages are, where that is no valid tag that the browser itself would take. */
  languages?: readonly string[];
  /** Problems that belong to the test: those that contain one of these texts do not fail it. */
  expected?: readonly string[];
  /** Nothing that an earlier window loaded lies in its cache. */
  coldCache?: boolean;
}

/** One window with a profile of its own: cookies and storage begin empty, and the cache where that is asked for. */
export interface Window {
  page: Page;
  context: BrowserContext;
  /** What the browser complained about so far: errors in the console, uncaught exceptions, failed requests, refused answers, failures of the server. */
  problems: string[];
}

/** A profile that is used again and again: pages, cookies and storage are a test's own, what the server said may be kept is not. */
interface Profile {
  context: BrowserContext;
  /** Those that are alike are used for each other. */
  kind: string;
  /** Of the window that it is used for now. */
  problems: string[];
  expected: readonly string[];
}

/**
 * A browser for the tests of a file. Every window is closed after its test; a failed test leaves a picture of each, and a test that
 * passed fails after all when the browser complained.
 */
export function useBrowser(): { open: (origin: string, options?: OpenOptions) => Promise<Window> } {
  let browser: Browser;
  let opened: Profile[] = [];
  const rested: Profile[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: await chromiumProgram(), args: FLAGS });
  });
  afterAll(async () => {
    await browser.close();
  });
  afterEach(async ({ task }) => {
    const failed = task.result?.state === 'fail';
    const used = opened;
    opened = [];
    if (failed)
      await photograph(
        used.map(({ context }) => context),
        `${task.file.name} ${task.name}`,
      );
    const problems = used.flatMap((each) => each.problems);
    await Promise.all(
      used.map(async (profile) => {
        if (!failed && (await emptied(profile.context))) rested.push(profile);
        else await profile.context.close();
      }),
    );
    if (!failed) expect(problems).toEqual([]);
  });

  async function create(
    origin: string,
    kind: string,
    { viewport = DESKTOP, dark = false, touch = viewport.width < 600, languages }: OpenOptions,
  ): Promise<Profile> {
    const context = await browser.newContext({
      baseURL: origin,
      viewport,
      locale: 'en-GB',
      timezoneId: 'UTC',
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      ...(touch ? { hasTouch: true, isMobile: true } : {}),
    });
    context.setDefaultTimeout(15_000);
    if (languages)
      await context.addInitScript((tags) => {
        Object.defineProperties(Navigator.prototype, {
          languages: { get: () => tags },
          language: { get: () => tags[0] },
        });
      }, languages);
    const profile: Profile = { context, kind, problems: [], expected: [] };
    watch(context, (problem) => {
      if (!profile.expected.some((text) => problem.includes(text))) profile.problems.push(problem);
    });
    return profile;
  }

  return {
    async open(origin, options = {}) {
      const { viewport, dark, touch, languages, expected = [], coldCache = false } = options;
      const kind = JSON.stringify([origin, viewport, dark, touch, languages]);
      const known = coldCache ? -1 : rested.findIndex((each) => each.kind === kind);
      const profile = known < 0 ? await create(origin, kind, options) : rested.splice(known, 1)[0];
      profile.problems = [];
      profile.expected = expected;
      opened.push(profile);
      const { context, problems } = profile;
      return { page: await context.newPage(), context, problems };
    },
  };
}

/** Leaves of a profile only what it loaded; false where that cannot be done. */
async function emptied(context: BrowserContext): Promise<boolean> {
  const [page, ...others] = context.pages();
  if (!page) return false;
  try {
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    const origins = new Set(
      context
        .pages()
        .map((each) => each.url())
        .filter((url) => url.startsWith('http'))
        .map((url) => new URL(url).origin),
    );
    await Promise.all(others.map((each) => each.close()));
    const devtools = await context.newCDPSession(page);
    for (const origin of origins)
      await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    await devtools.send('Browser.resetPermissions').catch(() => {});
    await context.clearCookies();
    await context.setOffline(false);
    await page.close();
    return true;
  } catch {
    return false;
  }
}

function watch(context: BrowserContext, report: (problem: string) => void): void {
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      report(`console ${message.type()}: ${message.text()}`);
  });
  context.on('weberror', (error) =>
    report(`uncaught: ${error.error().stack ?? error.error().message}`),
  );
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // Leaving a page ends what it was still asking for.
    if (why !== 'net::ERR_ABORTED') report(`failed: ${request.method()} ${request.url()} ${why}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400)
      report(`${response.status()}: ${response.request().method()} ${response.url()}`);
    if (response.url().endsWith('/graphql'))
      void response.text().then(
        (text) => {
          if (text.includes('"INTERNAL"')) report(`the server failed: ${text}`);
        },
        () => undefined,
      );
  });
}

async function photograph(contexts: readonly BrowserContext[], name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  const pages = contexts.flatMap((context) => context.pages());
  const file = (index: number) =>
    path.join(
      ARTIFACTS,
      `${name.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 120)}-${index + 1}.png`,
    );
  await Promise.all(
    pages.map((page, index) => page.screenshot({ path: file(index) }).catch(() => undefined)),
  );
}

/** Signs the window in as the app does, without its form: the server answers with the cookie of that app. */
export async function signInto(
  window: Window,
  app: 'admin' | 'portal',
  identifier: string,
  password: string,
): Promise<void> {
  const response = await window.context.request.post('/graphql', {
    headers: { 'x-backhaul-app': app },
    data: {
      query:
        'mutation ($i: String!, $p: String!) { signIn(identifier: $i, password: $p) { viewer { id } } }',
      variables: { i: identifier, p: password },
    },
  });
  const answer = (await response.json()) as { errors?: unknown };
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
}
