import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { WORDS } from '../../server/src/modules/templates/words/index.ts';
import { BUILT_IN } from '../../server/src/modules/templates/builtIn.ts';
import { epcOf } from '../../server/src/modules/printing/codes.ts';
import { TemplateKind } from '../../server/src/modules/templates/kinds.ts';
import { RenderPool } from '../../server/src/modules/printing/rendering/pool.ts';
import { LAYOUT } from '../../server/src/modules/templates/layout.ts';
import { qrSvg } from '../../server/src/modules/printing/rendering/qr.ts';
import { sampleData } from '../../server/src/modules/printing/sample.ts';
import { chromiumProgram } from '../support/chromium.ts';

const COMPANY = {
  name: 'Nordlicht Netz GmbH',
  colour: '#0f766e',
  tint: '#e7f1f0',
  address: 'Hafenstrasse 1, 20095 Hamburg, Germany',
  contact: 'billing@isp.example',
  taxNumber: 'DE123456789',
  iban: 'DE02120300000000202051',
  ibanPrinted: 'DE02 1203 0000 0000 2020 51',
  bic: 'BYLADEM1001',
  bankName: 'Bank',
  footer: 'Thank you.',
  logo: '',
};

/** The n-th invoice of the bench: eight lines, a code to pay it, every number its own. */
function invoice(n: number): string {
  const data = sampleData(
    TemplateKind.INVOICE_PDF,
    COMPANY,
    { name: 'Nordlicht', number: '1' },
    'https://isp.example',
  ) as {
    document: Record<string, unknown>;
    customer: Record<string, unknown>;
    lines: object[];
    payment: Record<string, unknown>;
  };
  const number = `2026${String(n).padStart(8, '0')}`;
  const lines = Array.from({ length: 8 }, (_, i) => ({
    ...data.lines[i % 3],
    description: `Service ${n}-${i}`,
  }));
  return JSON.stringify({
    ...data,
    lines,
    document: { ...data.document, number },
    customer: { ...data.customer, number: String(n) },
    words: WORDS.EN,
    payment: {
      method: '',
      qr: epcOf(COMPANY, { due: 3420n, currency: 'EUR', number, reference: 'NUMBER' }),
    },
  });
}

function job(n: number, htmlOnly = false) {
  return {
    op: 'render' as const,
    page: true,
    source: BUILT_IN[TemplateKind.INVOICE_PDF].source,
    subject: null,
    data: invoice(n),
    title: `Invoice ${n}`,
    author: COMPANY.name,
    lang: 'en',
    layout: LAYOUT,
    issuedAt: 1_775_000_000,
    assets: [],
    htmlOnly,
  };
}

/** Renders documents of a range, as many at once as there are processes; milliseconds of wall time. */
async function render(pool: RenderPool, from: number, count: number): Promise<number> {
  const started = performance.now();
  for (let at = from; at < from + count; at += 100) {
    const answers = await Promise.all(
      Array.from({ length: Math.min(100, from + count - at) }, (_, i) =>
        pool.run(job(at + i), { bulk: true }),
      ),
    );
    const failed = answers.find((answer) => !answer.ok);
    if (failed) throw new Error(failed.problem);
  }
  return performance.now() - started;
}

const fonts = createRequire(new URL('../../server/package.json', import.meta.url));
function fontFace(weight: number, folder: string): string {
  const file = path.join(
    path.dirname(fonts.resolve('@expo-google-fonts/noto-sans/package.json')),
    folder,
    `NotoSans_${folder}.ttf`,
  );
  return `@font-face{font-family:"Noto Sans";font-weight:${weight};src:url("${pathToFileURL(file).href}")}`;
}
const STYLE = `<style>${fontFace(400, '400Regular')}${fontFace(600, '600SemiBold')}${fontFace(700, '700Bold')} body{margin:0;font:9.5pt "Noto Sans"} table{width:100%;border-collapse:collapse} td,th{vertical-align:top;text-align:left} p{margin:7pt 0}</style>`;
const PAGES =
  '<div style="font-size:7.5pt;width:100%;text-align:right;padding-right:18mm">Page <span class="pageNumber"></span> of <span class="totalPages"></span></div>';

/** The same page for Chromium: our fonts, the code drawn, and page numbers in the margin, where only its own footer can say them. */
function forChromium(html: string): string {
  const body = html.replace(
    /<qr-code data="([^"]*)"[^>]*><\/qr-code>/g,
    (_all, data: string) =>
      `<div style="width:27mm">${qrSvg(data.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&')).replace(/width="\d+" height="\d+"/, 'width="100%"')}</div>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Invoice</title>${STYLE}<body>${body}`;
}

const ROUNDS = 3,
  OURS = 200,
  THEIRS = 40;
function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Prints the same HTML in as many pages of a headless Chromium at once; milliseconds of wall time. */
async function print(browser: Browser, files: string[], pages: number): Promise<number> {
  const tabs = await Promise.all(Array.from({ length: pages }, () => browser.newPage()));
  const options = {
    format: 'A4',
    printBackground: true,
    tagged: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: PAGES,
    margin: { left: '18mm', right: '18mm', top: '16mm', bottom: '28mm' },
  };
  const started = performance.now();
  let next = 0;
  await Promise.all(
    tabs.map(async (tab) => {
      while (next < files.length) {
        await tab.goto(files[next++]);
        await tab.pdf(options);
      }
    }),
  );
  const ms = performance.now() - started;
  await Promise.all(tabs.map((tab) => tab.close()));
  return ms;
}

/**
 * CPU seconds that the processes below this one have used, by their kind: a firmer figure than time by the clock on a
 * machine that others use too. Linux only; 0 elsewhere.
 */
function cpuBelow(pattern: RegExp): number {
  let ticks = 0;
  try {
    const parents = new Map<number, number>(),
      used = new Map<number, { ticks: number; command: string }>();
    for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')
          .map(Number);
        parents.set(Number(name), fields[1]);
        used.set(Number(name), {
          ticks: fields[11] + fields[12] + fields[13] + fields[14],
          command: readFileSync(`/proc/${name}/cmdline`, 'utf8'),
        });
      } catch {
        /* it ended meanwhile */
      }
    }
    for (const [pid, { ticks: own, command }] of used) {
      let above: number | undefined = pid;
      while (above && above !== process.pid) above = parents.get(above);
      if (above === process.pid && pid !== process.pid && pattern.test(command)) ticks += own;
    }
  } catch {
    return 0;
  }
  return ticks / 100;
}
const BROWSER = /chrom/i;

/**
 * Documents per second beside headless Chromium printing the same HTML, in turns within one run, with one process (per
 * core) and with all; then the memory of 5,000 documents in a row.
 */
export async function documentsBench(many = 5000): Promise<{
  speed: Record<string, string | number>[];
  memory: Record<string, string | number>[];
}> {
  const cores = availableParallelism();
  const browser = await chromium.launch({
    executablePath: await chromiumProgram(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'backhaul-bench-'));
  const speed: Record<string, string | number>[] = [];
  for (const processes of new Set([1, cores])) {
    const pool = new RenderPool(processes);
    await render(pool, 0, 40);
    const html = (
      await Promise.all(Array.from({ length: THEIRS }, (_, i) => pool.run(job(i, true))))
    ).map((answer, i) => {
      const file = path.join(folder, `${i}.html`);
      writeFileSync(file, forChromium(answer.html!));
      return pathToFileURL(file).href;
    });
    await print(browser, html.slice(0, 5), processes);
    const best = { ours: Infinity, theirs: Infinity, ourCpu: Infinity, theirCpu: Infinity };
    for (let round = 0; round < ROUNDS; round++) {
      let cpu = pool.seen.cpuMs;
      best.ours = Math.min(best.ours, (await render(pool, 1000 * (round + 1), OURS)) / OURS);
      best.ourCpu = Math.min(best.ourCpu, (pool.seen.cpuMs - cpu) / OURS);
      cpu = cpuBelow(BROWSER);
      best.theirs = Math.min(best.theirs, (await print(browser, html, processes)) / THEIRS);
      best.theirCpu = Math.min(best.theirCpu, ((cpuBelow(BROWSER) - cpu) * 1000) / THEIRS);
    }
    speed.push({
      processes,
      'documents/s': Math.round(1000 / best.ours),
      'Chromium documents/s': rounded(1000 / best.theirs),
      'times as fast': rounded(best.theirs / best.ours),
      'CPU ms/document': rounded(best.ourCpu),
      'documents/s and core': Math.round(1000 / best.ourCpu),
      'Chromium CPU ms/document': rounded(best.theirCpu),
      'times less CPU': rounded(best.theirCpu / best.ourCpu),
    });
    pool.close();
  }
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
  return { speed, memory: await memoryOf(many, cores) };
}

async function memoryOf(many: number, cores: number): Promise<Record<string, string | number>[]> {
  const pool = new RenderPool(cores);
  const memory: Record<string, string | number>[] = [];
  const step = Math.ceil(many / 5);
  for (let done = 0; done < many; done += step) {
    pool.seen.rss = 0;
    const cpu = pool.seen.cpuMs;
    const ms = await render(pool, done, step);
    memory.push({
      documents: done + step,
      'documents/s': Math.round((step / ms) * 1000),
      'largest renderer MB': Math.round(pool.seen.rss / 1e6),
      'server MB': Math.round(process.memoryUsage.rss() / 1e6),
      'processes started': pool.seen.started,
      'CPU ms/document': rounded((pool.seen.cpuMs - cpu) / step),
    });
  }
  pool.close();
  return memory;
}
