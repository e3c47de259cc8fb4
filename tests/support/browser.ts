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
  /** What the browser says its languages are, where that is no valid tag that the browser itself would take. */
  languages?: readonly string[];
  /** Problems that belong to the test: those that contain one of these texts do not fail it. */
  expected?: readonly string[];
}

/** One window with a profile of its own: cookies, storage and cache begin empty. */
export interface Window {
  page: Page;
  context: BrowserContext;
  /** What the browser complained about so far: errors in the console, uncaught exceptions, failed requests, refused answers, failures of the server. */
  problems: string[];
}

/**
 * A browser for the tests of a file. Every window is closed after its test; a failed test leaves a picture of each, and a test that
 * passed fails after all when the browser complained.
 */
export function useBrowser(): { open: (origin: string, options?: OpenOptions) => Promise<Window> } {
  let browser: Browser;
  const opened = new Map<BrowserContext, { problems: string[] }>();
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: await chromiumProgram(), args: FLAGS });
  });
  afterAll(async () => {
    await browser.close();
  });
  afterEach(async ({ task }) => {
    const failed = task.result?.state === 'fail';
    if (failed) await photograph([...opened.keys()], `${task.file.name} ${task.name}`);
    const problems = [...opened.values()].flatMap((each) => each.problems);
    await Promise.all([...opened.keys()].map((context) => context.close()));
    opened.clear();
    if (!failed) expect(problems).toEqual([]);
  });
  return {
    async open(origin, { viewport = DESKTOP, dark = false, expected = [], languages } = {}) {
      const context = await browser.newContext({
        baseURL: origin,
        viewport,
        locale: 'en-GB',
        timezoneId: 'UTC',
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
        ...(viewport.width < 600 ? { hasTouch: true, isMobile: true } : {}),
      });
      context.setDefaultTimeout(15_000);
      if (languages)
        await context.addInitScript((tags) => {
          Object.defineProperties(Navigator.prototype, {
            languages: { get: () => tags },
            language: { get: () => tags[0] },
          });
        }, languages);
      const problems: string[] = [];
      opened.set(context, { problems });
      const page = await context.newPage();
      watch(context, (problem) => {
        if (!expected.some((text) => problem.includes(text))) problems.push(problem);
      });
      return { page, context, problems };
    },
  };
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
