import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import '../support/backhaul.ts';
import type { SessionReport } from '../../server/src/modules/cashDesk/report.ts';
import { LAYOUT } from '../../server/src/modules/templates/layout.ts';
import { REPORT_PAGE, reportData } from '../../server/src/modules/printing/tillReportPage.ts';
import { TemplateKind } from '../../server/src/modules/templates/kinds.ts';
import { RenderPool } from '../../server/src/modules/printing/rendering/pool.ts';
import { keep, pagesPng, sampleJob } from '../support/pages.ts';

const pool = new RenderPool(1);
afterAll(() => pool.close());
const MM = 72 / 25.4;

/** A receipt on a roll, drawn from the built-in template or another. */
async function roll(name: string, more: { source?: string }, total = '34.20') {
  const { ok, problem, picture } = await pool.run(
    sampleJob(
      TemplateKind.RECEIPT_80MM_PDF,
      ({ document, payment, allocations }) => {
        document.total = total;
        document.currency = 'KWD';
        payment.tendered = total;
        payment.change = '0.000';
        (allocations as { amount: string }[])[0].amount = total;
      },
      { make: 'picture', ...more },
    ),
  );
  expect({ ok, problem }).toMatchObject({ ok: true });
  const png = await pagesPng(picture!, 640);
  keep(`roll-${name}.png`, png);
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(picture!) ?? [];
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  return { width: Number(width), height: Number(height), data, info };
}

type Roll = Awaited<ReturnType<typeof roll>>;

/** How many points are of a colour. */
function coloured({ data, info }: Roll): number {
  let count = 0;
  for (let at = 0; at < data.length; at += info.channels) {
    const point = [data[at], data[at + 1], data[at + 2]];
    if (Math.max(...point) - Math.min(...point) > 8) count += 1;
  }
  return count;
}

/** How many points are printed beside the 72 mm in the middle. */
function outside({ data, info }: Roll): number {
  const margin = Math.floor((4 / 80) * info.width) - 2;
  let count = 0;
  for (let at = 0; at < data.length; at += info.channels) {
    const x = (at / info.channels) % info.width;
    if (data[at] < 200 && (x < margin || x > info.width - margin)) count += 1;
  }
  return count;
}

it('a receipt on a roll is 80 mm wide, as long as its content, black only, within 72 mm', async () => {
  const short = await roll('short', {});
  expect(short.width).toBeCloseTo(80 * MM, 0);
  expect(short.height).toBeGreaterThan(40 * MM);
  expect(short.height).toBeLessThan(140 * MM);
  const lines = '<p style="color:#ff0000; background:#00ff00">a line</p>'.repeat(80);
  const long = await roll('long', { source: lines });
  expect(long.height).toBeGreaterThan(300 * MM);
  for (const each of [short, long])
    expect({ coloured: coloured(each), outside: outside(each) }).toEqual({
      coloured: 0,
      outside: 0,
    });
});

it('an amount on a roll stands on one line, however long it is and whatever stands before it', async () => {
  const amount = '-1234567890123.456';
  const height = async (source: string) => (await roll('amount', { source }, amount)).height;
  const written = '{{money document.total document.currency}}';
  const line = (words: string, size = 12) =>
    `<p style="font-size:${size}pt; margin:0">${words}</p>`;
  const single = await height(line('x'));
  // alone, and larger than the paper is wide: smaller, not on two lines
  expect(await height(line(written))).toBeCloseTo(single, 0);
  expect(await height(line(written, 30))).toBeLessThan(2 * (await height(line('x', 30))) - 20);
  // after words that leave it too little: on the next line as a whole
  const filled = await height(line(`Amount of it ${written}`));
  expect(filled).toBeGreaterThan(single + 8);
  expect(filled).toBeLessThan(single + 20);
  expect(outside(await roll('wide', {}, amount))).toBe(0);
});

/** A close with one of everything that a report can say. */
const REPORT = {
  session: {
    number: 12,
    openedBy: 'Lerato Mokoena-Vandermerwe',
    openedOn: '2026-04-10',
    float: 10_000n,
    leftBefore: 9000n,
    floatReason: 'change from the bank',
    expected: 123_456_789_640n,
    counted: 123_456_789_600n,
    left: 5000n,
    closeReason: 'a coin fell behind the drawer',
    approvedBy: 'Thandi',
    approvalReason: 'found it',
  },
  till: { name: 'Till Main Street', currency: 'EUR' },
  movements: [
    { kind: 'PAYMENT', method: 'CASH', amount: 123_456_789_990n },
    { kind: 'PAYMENT', method: 'CARD', amount: 3000n },
    { kind: 'PAY_OUT', method: 'CASH', amount: 850n, reason: 'fuel', recordedBy: 'Lerato' },
    { kind: 'DEPOSIT', method: 'CASH', amount: 20_000n, reason: 'bank', recordedBy: 'Lerato' },
  ],
  counts: [
    { counted: 9600n, expected: 9640n, pieces: [{ value: 5000n, count: 1 }] },
    { counted: 9600n, expected: 9640n, pieces: [{ value: 200n, count: 48 }] },
  ],
} as unknown as SessionReport;

it.each(['a4', 'roll'] as const)('a report of the desk is drawn on %s', async (paper) => {
  const data = reportData([REPORT, REPORT], {
    title: 'Cash desk, 2026-04-10',
    company: 'Nordlicht Netz GmbH',
    sums: true,
  });
  const { ok, problem, picture } = await pool.run({
    ...sampleJob(TemplateKind.RECEIPT_PDF, () => {}, { source: REPORT_PAGE, make: 'picture' }),
    paper,
    layout: LAYOUT,
    data: JSON.stringify(data),
  });
  expect({ ok, problem }).toMatchObject({ ok: true });
  const png = await pagesPng(picture!, paper === 'roll' ? 640 : 1000);
  keep(`report-${paper}.png`, png);
  if (paper === 'a4') return;
  const { data: points, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  const drawn = { width: 0, height: 0, data: points, info };
  expect({ coloured: coloured(drawn), outside: outside(drawn) }).toEqual({
    coloured: 0,
    outside: 0,
  });
});
