import { expect, it } from 'vitest';
import '../support/backhaul.ts';
import { RenderPool } from '../../server/src/modules/printing/rendering/pool.ts';
import { TemplateKind } from '../../server/src/modules/templates/kinds.ts';
import { NAMES, sampleJob } from '../support/pages.ts';

it('names of every script cost their memory once: many documents, one process', async () => {
  const own = new RenderPool(1);
  const one = (n: number) =>
    sampleJob(TemplateKind.INVOICE_PDF, (data) => {
      data.document.number = String(n);
      data.lines = Object.values(NAMES).map((name) => ({
        ...data.lines[0],
        description: `${name} ${n}`,
      }));
    });
  await own.run(sampleJob(TemplateKind.INVOICE_PDF));
  const plain = own.seen.rss;
  for (let n = 0; n < 20; n++) await own.run(one(n));
  const warm = own.seen.rss;
  for (let n = 20; n < 150; n++) await own.run(one(n));
  own.close();
  const megabytes = [plain, warm, own.seen.rss].map((rss) => Math.round(rss / 1e6));
  console.log('renderer: Latin, every script, 150 documents (MB):', megabytes.join(', '));
  expect(own.seen.started).toBe(1);
  expect(megabytes[2]).toBeLessThan(400);
  expect(megabytes[2] - megabytes[1]).toBeLessThan(60);
});
