import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import jsQR from 'jsqr';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import '../support/backhaul.ts';
import { TemplateKind } from '../../server/src/modules/templates/kinds.ts';
import { epcOf } from '../../server/src/modules/printing/codes.ts';
import { RenderPool } from '../../server/src/modules/printing/rendering/pool.ts';
import { readPdf } from '../support/files.ts';
import { LANGUAGES } from '@backhaul/domain/text/languages';
import type { Words } from '../../server/src/modules/templates/words/en.ts';
import { WORDS } from '../../server/src/modules/templates/words/index.ts';
import { COMPANY, keep, NAMES, pagesPng, sampleJob } from '../support/pages.ts';

const pool = new RenderPool(1);
afterAll(() => pool.close());
const WIDTH = 420;
/** How the pages looked when a person last looked at them; UPDATE_LOOK=1 takes on how they look now. */
const FOLDER = path.resolve(import.meta.dirname, 'look');
const KINDS = [
  TemplateKind.INVOICE_PDF,
  TemplateKind.CREDIT_NOTE_PDF,
  TemplateKind.PROFORMA_PDF,
  TemplateKind.RECEIPT_PDF,
  TemplateKind.STATEMENT_PDF,
  TemplateKind.RECEIPT_80MM_PDF,
];

/** How far two pictures are from each other: the mean of the differences of their points, of 255. */
async function difference(a: Buffer, b: Buffer): Promise<number> {
  // a little blurred: another version of the drawing program smooths edges otherwise
  const [left, right] = await Promise.all(
    [a, b].map((picture) =>
      sharp(picture).greyscale().blur(1).raw().toBuffer({ resolveWithObject: true }),
    ),
  );
  if (left.info.width !== right.info.width || Math.abs(left.info.height - right.info.height) > 1)
    return 255;
  let sum = 0;
  const length = Math.min(left.data.length, right.data.length);
  for (let i = 0; i < length; i++) sum += Math.abs(left.data[i] - right.data[i]);
  return sum / length;
}

/** What a phone reads from the code on a page. */
async function scanned(page: Buffer): Promise<string | undefined> {
  const { data, info } = await sharp(page)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

describe('the languages of the documents', () => {
  const marks = (words: string) => (words.match(/#\d/g) ?? []).sort().join();

  it.each(LANGUAGES)('%s has every word, and fills in what English does', (language) => {
    expect(Object.keys(WORDS[language]).sort()).toEqual(Object.keys(WORDS.EN).sort());
    for (const [name, words] of Object.entries(WORDS.EN)) {
      const said = WORDS[language][name as keyof Words];
      expect(said.trim(), name).toMatch(/\S/);
      expect(marks(said), name).toBe(marks(words));
    }
  });

  it.each(LANGUAGES)(
    '%s stands in each of them, without a word of another',
    async (language) => {
      const words = WORDS[language];
      const others = Object.entries(WORDS.EN)
        .filter(([name, english]) => english !== words[name as keyof Words])
        .map(([, english]) => english)
        .filter((english) => english.length > 5 && !english.includes('#'));
      const titles = [
        'invoice',
        'creditNote',
        'proforma',
        'receipt',
        'statement',
        'receipt',
      ] as const;
      for (const [i, kind] of KINDS.entries()) {
        const { ok, pdf, picture, problem } = await pool.run(
          sampleJob(
            kind,
            ({ document, payments, credits }) => {
              document.total = '1234567.50';
              (payments as object[]).push({
                amount: '10.00',
                date: '2026-04-03',
                receiptNumber: 'R1',
              });
              (credits as object[]).push({ amount: '5.00', date: '2026-04-05', number: 'C1' });
            },
            { language, make: 'both' },
          ),
        );
        expect({ ok, problem }).toMatchObject({ ok: true });
        keep(`${kind}-${language}.png`, await pagesPng(picture!, 900));
        const { text } = await readPdf(pdf!);
        expect(text, kind).toContain(words[titles[i]]);
        for (const english of others) expect(text, `${kind} in ${language}`).not.toContain(english);
        expect(text).not.toMatch(/#\d/);
      }
    },
    60_000,
  );
});

describe('the look of the documents', () => {
  it('has a code that a phone reads as the bank transfer', async () => {
    const payload = epcOf(COMPANY, {
      due: 123_456_789n,
      currency: 'EUR',
      number: '202604000007',
      reference: 'NUMBER',
    });
    const { picture } = await pool.run(
      sampleJob(
        TemplateKind.INVOICE_PDF,
        ({ payment }) => {
          payment.qr = payload;
        },
        { make: 'picture' },
      ),
    );
    expect(payload).toContain('EUR1234567.89');
    expect(await scanned(await pagesPng(picture!, 1240))).toBe(payload);
  });

  it.each(KINDS)('%s is as it was when it was last looked at', async (kind) => {
    const logo = await sharp(
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="360" height="120"><rect width="120" height="120" rx="28" fill="#0f766e"/><path d="M30 90 60 30l30 60" stroke="#fff" stroke-width="14" fill="none"/></svg>',
      ),
    )
      .png()
      .toBuffer();
    const job = sampleJob(
      kind,
      ({ payment, document }) => {
        payment.qr =
          kind === TemplateKind.INVOICE_PDF
            ? epcOf(COMPANY, {
                due: 3420n,
                currency: 'EUR',
                number: String(document.number),
                reference: 'NUMBER',
              })
            : '';
      },
      { make: 'both', assets: [{ name: 'logo', type: 'png', bytes: logo }] },
    );
    const { ok, problem, pdf, picture, standard } = await pool.run(job);
    expect([ok, problem, standard]).toEqual([true, undefined, 'a-2a']);
    const name = kind.toLowerCase().replace('_pdf', '').replaceAll('_', '-');
    keep(`look-${name}.pdf`, pdf!);
    keep(`look-${name}.png`, await pagesPng(picture!, 1240));
    const now = await pagesPng(picture!, WIDTH);
    const file = path.join(FOLDER, `${name}.png`);
    if (process.env.UPDATE_LOOK) {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(file, now);
    }
    expect(existsSync(file), file).toBe(true);
    expect(await difference(now, readFileSync(file))).toBeLessThan(1.5);
    const { text } = await readPdf(pdf!);
    expect(text).toContain(COMPANY.name);
    // the picture for the screen shows what the file says: a page with a line less looks otherwise
    const other = await pool.run({
      ...job,
      data: job.data
        .replaceAll('Nordlicht Netz GmbH', 'Something Else')
        .replaceAll('#0f766e', '#7f1d1d'),
    });
    expect(await difference(await pagesPng(other.picture!, WIDTH), now)).toBeGreaterThan(0.15);
  });
});

/** A name, and what must be read again from the page. */
describe('names of every script', () => {
  it('are printed on the default invoice, in fonts of our own, as PDF/A', async () => {
    for (const [script, name] of Object.entries(NAMES)) {
      const { ok, problem, pdf, standard } = await pool.run(
        sampleJob(TemplateKind.INVOICE_PDF, ({ customer, lines }) => {
          customer.name = name;
          lines[0].description = name;
        }),
      );
      expect([ok, problem, standard], script).toEqual([true, undefined, 'a-2a']);
      const { text } = await readPdf(pdf!);
      // right-to-left words come back in the order of the page
      const found = (characters: string) =>
        [...characters.normalize('NFKC').replace(/[\s\p{Default_Ignorable_Code_Point}]/gu, '')]
          .sort()
          .join('');
      const words = name
        .split(' ')
        .map((word) =>
          [...word.normalize('NFKC')].filter((each) => /[\p{L}\p{Emoji_Presentation}]/u.test(each)),
        );
      for (const word of words)
        for (const character of word)
          expect(found(text), `${script}: ${character}`).toContain(character);
      expect(text, script).not.toContain('\ufffd');
    }
    const all = sampleJob(
      TemplateKind.INVOICE_PDF,
      (data) => {
        data.customer.name = NAMES['Chinese, simplified'];
        data.lines = Object.values(NAMES).map((name) => ({ ...data.lines[0], description: name }));
      },
      { make: 'both' },
    );
    const { pdf, picture } = await pool.run(all);
    keep('scripts.pdf', pdf!);
    const shown = await pagesPng(picture!, 1240);
    keep('scripts.png', shown);
    // both pages are there, below one another
    for (const top of [0, 1754])
      expect(
        (
          await sharp(
            await sharp(shown).extract({ left: 0, top, width: 1240, height: 1754 }).toBuffer(),
          ).stats()
        ).channels[0].stdev,
        `from ${top}`,
      ).toBeGreaterThan(5);
    const fonts = [
      ...new Set(
        [
          ...Buffer.from(pdf!)
            .toString('latin1')
            .matchAll(/\/BaseFont ?\/[A-Z]{6}\+([A-Za-z0-9]+)/g),
        ].map(([, font]) => font),
      ),
    ];
    expect(
      fonts.filter(
        (font) =>
          !/^(NotoSans|NotoSansArabic|NotoSansHebrew|NotoSansThai|NotoSansHans|NotoEmoji|BIZUDPGothic|NanumGothic)/.test(
            font,
          ),
      ),
    ).toEqual([]);
    expect(fonts.length).toBeGreaterThan(6);
  });

  it('that no font has become a sign for them; the document stays what it is', async () => {
    for (const name of [
      'ሰላም Selam',
      '\u{1F9FF}\u{1FAE9}',
      '\ue000 private',
      'a\u0000b\u0007c',
      '\ud800 half',
      'Z̷̧̨͔͎̀a̶l̴g̸o',
      '﷽',
      '\u202eevil\u202c',
      '𐎠𐎡',
    ]) {
      const { ok, problem, pdf, standard } = await pool.run(
        sampleJob(TemplateKind.INVOICE_PDF, ({ customer }) => {
          customer.name = name;
        }),
      );
      expect([ok, problem], JSON.stringify(name)).toEqual([true, undefined]);
      expect(standard, JSON.stringify(name)).toBe('a-2a');
      expect((await readPdf(pdf!)).text).toContain('Amount due');
    }
    const { pdf } = await pool.run(
      sampleJob(TemplateKind.INVOICE_PDF, ({ customer }) => {
        customer.name = 'ሰላም Selam';
      }),
    );
    expect((await readPdf(pdf!)).text).toContain('\ufffd\ufffd\ufffd Selam');
  });
});
