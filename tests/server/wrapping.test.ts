import { afterAll, describe, expect, it } from 'vitest';
import { getDocumentProxy } from 'unpdf';
import { TemplateKind } from '../../server/src/modules/templates/kinds.ts';
import { RenderPool } from '../../server/src/modules/printing/rendering/pool.ts';
import { keep, sampleJob } from '../support/pages.ts';

const pool = new RenderPool(1, { jobMs: 60_000, jobs: 1000, rss: 1e9 });
afterAll(() => {
  pool.close();
});

/** What stands where on a page, in points from its left and lower edge. */
interface Piece {
  page: number;
  edges: Edges;
  text: string;
  left: number;
  right: number;
  base: number;
  size: number;
}

/** Where a page may be printed on, in points. */
interface Edges {
  left: number;
  right: number;
  low: number;
  high: number;
}
const POINTS = 72 / 25.4;

/** The margins of A4; a roll of 80 mm prints 72 mm, down to its end. */
function edgesOf({ width, height }: { width: number; height: number }): Edges {
  const isRoll = width < 100 * POINTS;
  const margin = (isRoll ? 4 : 18) * POINTS;
  return { left: margin, right: width - margin, low: isRoll ? 0 : 10, high: height };
}

async function piecesOf(pdf: Uint8Array): Promise<Piece[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const pieces: Piece[] = [];
  for (let page = 1; page <= document.numPages; page++) {
    const drawn = await document.getPage(page);
    const edges = edgesOf(drawn.getViewport({ scale: 1 }));
    for (const item of (await drawn.getTextContent()).items) {
      if (!('str' in item) || !item.str.trim()) continue;
      const [, , , size, x, base] = item.transform as number[];
      pieces.push({ page, edges, text: item.str, left: x, right: x + item.width, base, size });
    }
  }
  return pieces;
}

/** Text beyond the margins, and text printed over other text. */
function wrongs(pieces: readonly Piece[]): string[] {
  const said = ({ text, left, right }: Piece) =>
    `"${text.slice(0, 30)}" from ${left.toFixed()} to ${right.toFixed()}`;
  const outside = pieces
    .filter(
      ({ left, right, base, edges }) =>
        left < edges.left - 1 || right > edges.right + 1 || base < edges.low || base > edges.high,
    )
    .map((piece) => `${said(piece)} leaves the page`);
  const over = pieces.flatMap((one, i) =>
    pieces
      .slice(i + 1)
      .filter(
        (other) =>
          other.page === one.page &&
          Math.abs(other.base - one.base) < Math.min(one.size, other.size) * 0.5 &&
          Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1.5,
      )
      .map((other) => `${said(one)} and ${said(other)} lie over one another`),
  );
  return [...outside, ...over];
}

const repeated = (text: string, length: number) =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);
const WORDS: Record<string, string> = {
  'the widest Latin letters': repeated('W', 164),
  'a name that runs together': repeated('Donaudampfschifffahrtsgesellschaft', 164),
  figures: repeated('1234567890', 164),
  'an address': `https://${repeated('verylongpath/', 150)}`,
  Greek: repeated('Παπαδόπουλος', 164),
  Cyrillic: repeated('Достопримечательность', 164),
  Arabic: repeated('شركةالنورللاتصالات', 164),
  Hebrew: repeated('תקשורתמהירה', 164),
  Chinese: repeated('中国电信集团有限公司', 164),
  Japanese: repeated('インターネット株式会社', 164),
  Korean: repeated('김철수주식회사', 164),
  Thai: repeated('บริษัทสมชายจำกัด', 164),
  emoji: repeated('😀', 160),
  'Latin with marks': repeated('Świątek', 164),
};
/** What is no text of somebody's: it has a form. */
const FORMED = /^(-?[\d.,]+|\d{4}-\d\d-\d\d.*|#[0-9a-f]{6}|asset:.*|BCD[\s\S]*|)$/;

/** Every text of the sample, in its own letters and then in these. */
function filledWith(word: string) {
  const fill = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => fill(each, key));
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(
        Object.entries(value).map(([inner, each]) => [inner, fill(each, inner)]),
      );
    return typeof value !== 'string' ||
      (FORMED.test(value) && key !== 'number' && key !== 'receiptNumber') ||
      key === 'currency' ||
      key === 'kind'
      ? value
      : word;
  };
  return (data: object): void => {
    Object.assign(data, fill(data, ''));
  };
}

const PDFS = Object.values(TemplateKind).filter((kind) => kind.endsWith('_PDF'));

describe('a long word without breaks', () => {
  it.each(PDFS)(
    'stays in its column everywhere on %s, in every script',
    { timeout: 240_000 },
    async (kind) => {
      for (const [script, word] of Object.entries(WORDS)) {
        const { ok, problem, pdf, standard } = await pool.run(sampleJob(kind, filledWith(word)));
        expect([ok, problem, standard], script).toEqual([true, undefined, 'a-2a']);
        if (script === 'the widest Latin letters') keep(`wrapped-${kind}.pdf`, pdf!);
        expect(wrongs(await piecesOf(pdf!)), `${kind}, ${script}`).toEqual([]);
      }
    },
  );

  it('leaves amounts their room, however large they are', async () => {
    for (const amount of ['1250000.00', '-999999999999.99']) {
      const { pdf } = await pool.run(
        sampleJob(TemplateKind.INVOICE_PDF, (data) => {
          for (const line of data.lines)
            Object.assign(line, { unitPrice: amount, net: amount, total: amount });
          Object.assign(data.document, { net: amount, tax: amount, total: amount, due: amount });
        }),
      );
      expect(wrongs(await piecesOf(pdf!)), amount).toEqual([]);
    }
  });

  it.each([
    ['1234567.890', '12345.5', ['1,234,567.890', '12,345.5']],
    ['-108213661.891', '12345.5678', ['−108,213,661.891', '12,345.5678']],
  ])(
    'never puts half of an amount on a line of its own: %s, %s times',
    async (amount, quantity, shown) => {
      const { pdf } = await pool.run(
        sampleJob(TemplateKind.INVOICE_PDF, (data) => {
          data.document.currency = 'KWD';
          for (const line of data.lines)
            Object.assign(line, { quantity, unitPrice: amount, net: amount, total: amount });
          Object.assign(data.document, { net: amount, tax: amount, total: amount, due: amount });
        }),
      );
      keep('large-amounts.pdf', pdf!);
      const pieces = await piecesOf(pdf!);
      expect(wrongs(pieces)).toEqual([]);
      const texts = pieces.map((piece) => piece.text.trim());
      for (const each of shown)
        expect(texts.filter((text) => text.endsWith(each)).length).toBeGreaterThanOrEqual(3);
    },
  );

  it(
    'is broken in whatever a template of one’s own is made of: headings, lists, tables with and without widths, links, the footer',
    { timeout: 240_000 },
    async () => {
      const source = `<h1>{{customer.name}}</h1><h3>before {{customer.name}} after</h3><div style="padding:10pt; border:1pt #000"><p style="text-align:center"><b>{{customer.name}}</b>, <i>{{customer.name}}</i> <a href="https://isp.example">{{customer.name}}</a></p></div>
      <ul><li>{{customer.name}}</li><li>short</li></ul><ol><li><span style="font-size:14pt">{{customer.name}}</span></li></ol>
      <table><thead><tr><th>{{customer.name}}</th><th>Amount</th></tr></thead><tbody><tr><td>x</td><td>{{customer.name}}</td></tr><tr><td colspan="2">{{customer.name}}</td></tr></tbody></table>
      <table><tr><td style="width:26mm">{{customer.name}}</td><td style="width:75%">{{customer.name}}</td></tr><tr><td rowspan="2">{{customer.name}}</td><td>1.00</td></tr><tr><td>{{customer.name}}</td></tr></table>
      <table role="presentation" style="gap:14pt; break-inside:avoid"><tr><td style="width:30%">{{customer.name}}<p style="letter-spacing:2pt; text-transform:uppercase">{{customer.name}}</p></td><td style="width:70%"><table><tr><td>{{customer.name}}</td><td style="text-align:right">{{customer.name}}</td></tr></table></td></tr></table>
      <footer>{{customer.name}}<p>{{customer.name}}</p></footer>`;
      for (const [script, word] of Object.entries(WORDS)) {
        const { ok, problem, pdf } = await pool.run(
          sampleJob(
            TemplateKind.INVOICE_PDF,
            ({ customer }) => {
              customer.name = word;
            },
            { source },
          ),
        );
        expect([ok, problem], script).toEqual([true, undefined]);
        const pieces = await piecesOf(pdf!);
        if (script === 'the widest Latin letters') keep('wrapped-own.pdf', pdf!);
        expect(wrongs(pieces), script).toEqual([]);
      }
    },
  );

  it('may be as long as a text can be', async () => {
    const { ok, pdf } = await pool.run(
      sampleJob(
        TemplateKind.INVOICE_PDF,
        ({ customer }) => {
          customer.name = 'x'.repeat(20_000);
        },
        { source: '<p>{{customer.name}}</p><p>after it</p>' },
      ),
    );
    expect(ok).toBe(true);
    expect(wrongs(await piecesOf(pdf!))).toEqual([]);
  });

  it('is copied as it was written where it fits: nothing is put into ordinary words and numbers', async () => {
    const { pdf } = await pool.run(sampleJob(TemplateKind.INVOICE_PDF));
    const text = (await piecesOf(pdf!)).map((piece) => piece.text).join(' ');
    expect(text).not.toMatch(/[\u200b\u00ad]/);
    expect(text).toContain('DE123456789');
  });
});
