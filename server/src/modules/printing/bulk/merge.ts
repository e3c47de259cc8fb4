import { createHash } from 'node:crypto';
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
  PDFRef,
  type PDFObject,
} from 'pdf-lib';
import { got } from '../../../platform/must.ts';

/** What ties a page to the document it came from, and has no meaning in another. */
const LEFT_BEHIND: ReadonlySet<string> = new Set(['/Parent', '/StructParents', '/Tabs']);
const LOOSE: ReadonlySet<string> = new Set(['/StructParent', '/StructParents']);
const CATALOG = 1,
  PAGES = 2;

function hexText(text: string): string {
  return `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}

/**
 * Puts PDFs one after another into one, object by object as they come: what was written is not
 * kept, so memory stays flat however many there are. Pictures and fonts that are the same bytes are
 * written once. Each document gets a bookmark.
 */
export class PdfMerger {
  private offset = 0;
  private readonly offsets: number[] = [0, 0, 0];
  private readonly pages: number[] = [];
  private readonly bookmarks: { title: string; page: number }[] = [];
  private readonly same = new Map<string, number>();

  constructor(private readonly write: (bytes: Buffer) => void) {
    this.put('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n');
  }

  async add(title: string, bytes: Uint8Array): Promise<void> {
    const document = await PDFDocument.load(bytes, { updateMetadata: false });
    const known = new Map<PDFRef, number>();
    document.getPages().forEach((page, i) => {
      const { node } = page;
      const [resources, box] = [node.Resources(), node.MediaBox()];
      if (resources) node.set(PDFName.of('Resources'), resources);
      node.set(PDFName.of('MediaBox'), box);
      const number = this.reserve();
      known.set(page.ref, number);
      this.pages.push(number);
      if (i === 0) this.bookmarks.push({ title, page: number });
    });
    for (const page of document.getPages())
      this.object(got(known, page.ref), this.dict(document, page.node, known, true));
  }

  end(): void {
    this.object(
      PAGES,
      `<</Type/Pages/Count ${this.pages.length}/Kids[${this.pages.map((page) => `${page} 0 R`).join(' ')}]>>`,
    );
    const outlines = this.reserve();
    const first = this.offsets.length;
    this.bookmarks.forEach(({ title, page }, i) => {
      const self = this.reserve();
      this.object(
        self,
        `<</Title ${hexText(title)}/Parent ${outlines} 0 R/Dest[${page} 0 R/Fit]${
          i ? `/Prev ${self - 1} 0 R` : ''
        }${i < this.bookmarks.length - 1 ? `/Next ${self + 1} 0 R` : ''}>>`,
      );
    });
    const count = this.bookmarks.length;
    this.object(
      outlines,
      count
        ? `<</Type/Outlines/First ${first} 0 R/Last ${first + count - 1} 0 R/Count ${count}>>`
        : '<</Type/Outlines>>',
    );
    this.object(CATALOG, `<</Type/Catalog/Pages ${PAGES} 0 R/Outlines ${outlines} 0 R/Lang(en)>>`);
    const start = this.offset;
    this.put(`xref\n0 ${this.offsets.length}\n0000000000 65535 f \n`);
    for (const offset of this.offsets.slice(1))
      this.put(`${String(offset).padStart(10, '0')} 00000 n \n`);
    this.put(
      `trailer\n<</Size ${this.offsets.length}/Root ${CATALOG} 0 R>>\nstartxref\n${start}\n%%EOF\n`,
    );
  }

  private reserve(): number {
    return this.offsets.push(0) - 1;
  }
  private put(bytes: Buffer | string): void {
    const data = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
    this.offset += data.length;
    this.write(data);
  }
  private object(number: number, body: string, stream?: Uint8Array): void {
    this.offsets[number] = this.offset;
    this.put(`${number} 0 obj\n${body}\n`);
    if (stream) {
      this.put('stream\n');
      this.put(Buffer.from(stream));
      this.put('\nendstream\n');
    }
    this.put('endobj\n');
  }

  private dict(
    document: PDFDocument,
    dict: PDFDict,
    known: Map<PDFRef, number>,
    page = false,
  ): string {
    const entries = dict
      .entries()
      .filter(([key]) => !(page ? LEFT_BEHIND : LOOSE).has(key.toString()));
    return `<<${entries
      .map(([key, value]) => `${key.toString()} ${this.value(document, value, known)}`)
      .join('')}${page ? `/Parent ${PAGES} 0 R` : ''}>>`;
  }

  private value(document: PDFDocument, value: PDFObject, known: Map<PDFRef, number>): string {
    if (value instanceof PDFRef) return `${this.reference(document, value, known)} 0 R`;
    if (value instanceof PDFDict) return this.dict(document, value, known);
    if (value instanceof PDFArray)
      return `[${value
        .asArray()
        .map((each) => this.value(document, each, known))
        .join(' ')}]`;
    return value.toString();
  }

  /** The number an object has here; written on its first use. */
  private reference(document: PDFDocument, ref: PDFRef, known: Map<PDFRef, number>): number {
    const seen = known.get(ref);
    if (seen !== undefined) return seen;
    const found = document.context.lookup(ref);
    if (found instanceof PDFRawStream) {
      const body = this.dict(document, found.dict, known);
      const hash = createHash('sha1').update(body).update(found.contents).digest('base64');
      const twin = this.same.get(hash);
      if (twin !== undefined) {
        known.set(ref, twin);
        return twin;
      }
      const number = this.reserve();
      known.set(ref, number);
      if (this.same.size < 20_000) this.same.set(hash, number);
      this.object(number, body, found.contents);
      return number;
    }
    const number = this.reserve();
    known.set(ref, number);
    this.object(number, found ? this.value(document, found, known) : 'null');
    return number;
  }
}
