import {
  PDFArray,
  PDFBool,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFStream,
  PDFString,
  type PDFObject,
} from 'pdf-lib';
import { inflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import '../support/backhaul.ts';
import { TemplateKind } from '../../server/src/modules/templates/kinds.ts';
import { RenderPool } from '../../server/src/modules/printing/rendering/pool.ts';
import { readPdf } from '../support/files.ts';
import { keep, sampleJob } from '../support/pages.ts';

// What PDF/A-2a asks for that a program can see without rendering: ISO 19005-2, the clauses named.

const pool = new RenderPool(1);
afterAll(() => pool.close());

const name = (text: string) => PDFName.of(text);
function contentOf(stream: PDFRawStream): Buffer {
  return stream.dict.get(name('Filter'))
    ? inflateSync(stream.contents)
    : Buffer.from(stream.contents);
}

interface Read {
  document: PDFDocument;
  raw: string;
  dicts: PDFDict[];
  streams: PDFRawStream[];
}
async function read(bytes: Uint8Array): Promise<Read> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const dicts: PDFDict[] = [],
    streams: PDFRawStream[] = [];
  const walk = (value: PDFObject) => {
    if (value instanceof PDFDict) {
      dicts.push(value);
      for (const inner of value.values()) walk(inner);
    } else if (value instanceof PDFArray) value.asArray().forEach(walk);
  };
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    if (object instanceof PDFRawStream) {
      streams.push(object);
      walk(object.dict);
    } else walk(object);
  }
  return { document, raw: Buffer.from(bytes).toString('latin1'), dicts, streams };
}
const words = (value: PDFObject | undefined) =>
  value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined;

function problemsOf({ document, raw, dicts, streams }: Read, title: string): string[] {
  const wrong: string[] = [];
  const must = (clause: string, holds: boolean) => {
    if (!holds) wrong.push(clause);
  };
  const { catalog, context } = document;
  must('6.1.2 header and its binary line', /^%PDF-1\.[0-7]\n%[\x80-\xff]{4}/.test(raw));
  must(
    '6.1.3 an id, no encryption',
    context.trailerInfo.ID !== undefined &&
      context.trailerInfo.Encrypt === undefined &&
      !raw.includes('/Encrypt'),
  );
  must(
    '6.1.7 no streams elsewhere, no LZW',
    streams.every(
      (stream) =>
        !['F', 'FFilter', 'FDecodeParms'].some((key) => stream.dict.has(name(key))) &&
        !String(stream.dict.get(name('Filter')) ?? '').includes('LZW'),
    ),
  );
  // 6.2.3: the output intent with its profile
  const [intent] = catalog
    .lookup(name('OutputIntents'), PDFArray)
    .asArray()
    .map((each) => context.lookup(each, PDFDict));
  const profile = intent.lookup(name('DestOutputProfile'));
  must(
    '6.2.3 output intent',
    intent.get(name('S')) === name('GTS_PDFA1') &&
      profile instanceof PDFRawStream &&
      contentOf(profile).toString('latin1', 36, 40) === 'acsp',
  );
  must('6.2.4.3 no colour of a device that the profile does not describe', !/DeviceCMYK/.test(raw));
  // 6.2.11: every font with its file, its widths and its way back to text
  const fonts = dicts.filter((dict) => dict.get(name('Type')) === name('Font'));
  must('6.2.11 there are fonts', fonts.length > 0);
  for (const font of fonts) {
    const kind = String(font.get(name('Subtype')));
    if (kind === '/Type0')
      must(
        `6.2.11.7 ${String(font.get(name('BaseFont')))} can be read as text`,
        font.lookup(name('ToUnicode')) instanceof PDFStream,
      );
    else if (/CIDFontType[02]/.test(kind)) {
      const descriptor = font.lookup(name('FontDescriptor'), PDFDict);
      must(
        `6.2.11.4 ${String(font.get(name('BaseFont')))} is embedded`,
        ['FontFile', 'FontFile2', 'FontFile3'].some(
          (key) => descriptor.lookup(name(key)) instanceof PDFRawStream,
        ),
      );
      must('6.2.11.4 as a subset', /^\/[A-Z]{6}\+/.test(String(font.get(name('BaseFont')))));
      must('6.2.11.5 with widths', font.has(name('W')) || font.has(name('DW')));
    } else must(`6.2.11 no ${kind}`, kind === '/Type3' || kind === '/TrueType');
  }
  // 6.2.10 and 6.5: nothing shines through, nothing runs
  must(
    '6.2.10 no transparency',
    dicts.every(
      (dict) =>
        !dict.has(name('SMask')) &&
        ['ca', 'CA'].every((key) => {
          const alpha = dict.get(name(key));
          return !(alpha instanceof PDFNumber) || alpha.asNumber() === 1;
        }) &&
        [undefined, name('Normal')].includes(dict.get(name('BM')) as PDFName | undefined),
    ),
  );
  must(
    '6.5 no scripts or actions',
    !/\/(JavaScript|JS|Launch|Sound|Movie|ResetForm|ImportData|SubmitForm|AA|OpenAction|RichMedia|XFA|AcroForm|EmbeddedFiles)\b/.test(
      raw,
    ) && dicts.every((dict) => !['JS', 'AA', 'XFA'].some((key) => dict.has(name(key)))),
  );
  must('6.4 no optional content', !catalog.has(name('OCProperties')));
  // 6.6: the metadata, readable without unpacking, and the same as the old dictionary
  const metadata = catalog.lookup(name('Metadata')) as PDFRawStream;
  const xmp = Buffer.from(metadata.contents).toString('utf8');
  must('6.6.2 metadata unpacked', !metadata.dict.has(name('Filter')));
  must(
    '6.6.4 says PDF/A-2a',
    xmp.includes('<pdfaid:part>2</pdfaid:part>') &&
      xmp.includes('<pdfaid:conformance>A</pdfaid:conformance>'),
  );
  must('6.6.3 title', xmp.includes(title) && document.getTitle() === title);
  must(
    '6.6.3 dates agree',
    !document.getCreationDate() ||
      xmp.includes(document.getCreationDate()!.toISOString().slice(0, 10)),
  );
  // 6.7: tagged
  must(
    '6.7.2 marked',
    catalog.lookup(name('MarkInfo'), PDFDict).lookup(name('Marked')) === PDFBool.True,
  );
  must('6.7.3 structure', catalog.lookup(name('StructTreeRoot')) instanceof PDFDict);
  must('6.7.4 language', words(catalog.lookup(name('Lang'))) === 'en');
  const elements = dicts.filter((dict) => dict.has(name('S')) && dict.has(name('P')));
  const roles = new Set(elements.map((dict) => String(dict.get(name('S')))));
  must(
    '6.7.3 headings, tables and their cells',
    ['/H1', '/Table', '/TR', '/TH', '/TD'].every((role) => roles.has(role)),
  );
  must(
    '6.7.3 pictures with words',
    elements
      .filter((dict) => dict.get(name('S')) === name('Figure'))
      .every((dict) => Boolean(words(dict.lookup(name('Alt'))))),
  );
  for (const page of document.getPages()) {
    must(
      'A4',
      Math.abs(page.getWidth() - 595.28) < 0.1 && Math.abs(page.getHeight() - 841.89) < 0.1,
    );
    must('6.7.3 a page belongs to the structure', page.node.has(name('StructParents')));
  }
  return [...new Set(wrong)];
}

describe('PDF/A-2a', () => {
  it.each([
    TemplateKind.INVOICE_PDF,
    TemplateKind.CREDIT_NOTE_PDF,
    TemplateKind.PROFORMA_PDF,
    TemplateKind.RECEIPT_PDF,
    TemplateKind.STATEMENT_PDF,
  ])('%s meets what it declares', async (kind) => {
    const { pdf } = await pool.run(
      sampleJob(kind, ({ payment, customer }) => {
        payment.qr = 'BCD\n002';
        customer.name = 'שרה 김 李 Świątek 😀';
      }),
    );
    expect(problemsOf(await read(pdf!), 'Invoice 7')).toEqual([]);
  });

  it('void documents too, and long ones, whose table head is on every page', async () => {
    const { pdf } = await pool.run(
      sampleJob(TemplateKind.INVOICE_PDF, (data) => {
        data.document.void = true;
        data.lines = Array.from({ length: 300 }, (_, i) => ({
          ...data.lines[0],
          description: `Line ${i + 1} of a long invoice`,
        }));
      }),
    );
    keep('invoice-300-lines.pdf', pdf!);
    expect(problemsOf(await read(pdf!), 'Invoice 7')).toEqual([]);
    const { pages, byPage } = await readPdf(pdf!);
    expect(pages).toBeGreaterThan(8);
    const lines = byPage.map((page) =>
      [...page.matchAll(/Line (\d+) of a long invoice/g)].map(([, n]) => Number(n)),
    );
    expect(lines.flat()).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
    byPage.forEach((page, i) => {
      expect(page).toContain(`Page ${i + 1} of ${pages}`);
      expect(page).toContain('VOID');
      if (lines[i].length)
        for (const head of ['DESCRIPTION', 'QTY', 'UNIT PRICE', 'TOTAL'])
          expect(page, `page ${i + 1}`).toContain(head);
    });
  });

  it('is missed by what is not one: the check sees it', async () => {
    const { pdf } = await pool.run(sampleJob(TemplateKind.INVOICE_PDF));
    const { document } = await read(pdf!);
    document.catalog.delete(name('MarkInfo'));
    document.catalog.set(name('MarkInfo'), document.context.obj({}));
    document.catalog.set(
      name('OpenAction'),
      document.context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert(1)') }),
    );
    const font = await read(await document.save({ useObjectStreams: false }));
    const descriptor = font.dicts.find((dict) => dict.has(name('FontFile2')))!;
    descriptor.delete(name('FontFile2'));
    expect(
      problemsOf(await read(await font.document.save({ useObjectStreams: false })), 'Invoice 7'),
    ).toEqual(
      expect.arrayContaining([
        '6.7.2 marked',
        '6.5 no scripts or actions',
        expect.stringContaining('is embedded'),
      ]),
    );
  });
});
