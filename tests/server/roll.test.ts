import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import '../support/backhaul.ts';
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
