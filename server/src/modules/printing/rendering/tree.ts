import { printable } from './fonts.ts';
import { qrSvg } from './qr.ts';
import type { HtmlElement, HtmlNode } from './html.ts';
import type { Style } from './style.ts';

// What a template draws is decided here and in style.ts, helpers.ts and the layout. Documents that
// were issued long ago come through here again and must look as they did: what is to look different
// is asked for by something new, or by a new layout.

/** What the Typst program draws: plain data. */
export type TreeNode = string | { t: string; s?: Style; c?: TreeNode[]; [key: string]: unknown };
interface Cell {
  s: Style;
  c: TreeNode[];
  colspan?: number;
  rowspan?: number;
}

export interface PageTree {
  body: TreeNode[];
  footer: TreeNode | null;
  watermark: string | null;
}

const COLUMNS_MAX = 20;
const ROWS_MAX = 20_000;
const INLINE: ReadonlySet<string> = new Set([
  'span',
  'b',
  'strong',
  'i',
  'em',
  'u',
  's',
  'small',
  'a',
  'br',
  'img',
  'qr-code',
  'page-number',
  'page-total',
]);
const HEADINGS: Record<string, Style> = {
  h1: { size: 20, weight: 700 },
  h2: { size: 13, weight: 700 },
  h3: { size: 10.5, weight: 700 },
};
const MEANING: Record<string, Style> = {
  b: { weight: 700 },
  strong: { weight: 700 },
  i: { italic: true },
  em: { italic: true },
  u: { underline: true },
  s: { strike: true },
  small: { size: 7.5 },
  span: {},
};

/** The first letter with a direction decides that of its paragraph. */
const RIGHT_TO_LEFT = /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;

function isInline(node: HtmlNode): boolean {
  return typeof node === 'string' || INLINE.has(node.tag);
}
function textOf(nodes: readonly HtmlNode[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : textOf(node.children))).join('');
}

/** Text as the fonts can print it. */
function words(text: string): TreeNode {
  const shown = printable(text);
  return shown.chinese ? { t: 'span', s: { chinese: true }, c: [shown.text] } : shown.text;
}

/** Blanks at the beginning and end of a line of text are none; those between words are one. */
function trimmed(nodes: readonly HtmlNode[]): HtmlNode[] {
  let start = true;
  const collapse = (list: readonly HtmlNode[]): HtmlNode[] =>
    list.map((node) => {
      if (typeof node !== 'string') {
        if (!INLINE.has(node.tag)) {
          start = true;
          return node;
        }
        if (node.tag === 'br') {
          start = true;
          return node;
        }
        if (!node.children.length) {
          start = false;
          return node;
        }
        return { ...node, children: collapse(node.children) };
      }
      let text = node.replace(/[ \t\r\n\f]+/g, ' ');
      if (start) text = text.replace(/^ /, '');
      if (text) start = text.endsWith(' ');
      return text;
    });
  return collapse(nodes).filter((node) => node !== '');
}

export class TreeBuilder {
  footer: TreeNode | null = null;
  watermark: string | null = null;
  private rows = 0;

  /** assets: which pictures there are, and where the program finds them. */
  constructor(private readonly assets: ReadonlyMap<string, string>) {}

  /**
   * Children of an element that may hold both text and blocks: runs of text become paragraphs of
   * their own only beside blocks.
   */
  flow(nodes: readonly HtmlNode[]): TreeNode[] {
    if (nodes.every(isInline)) return this.inline(trimmed(nodes));
    const out: TreeNode[] = [];
    let run: HtmlNode[] = [];
    const flush = () => {
      const line = trimmed(run);
      run = [];
      if (line.some((node) => typeof node !== 'string' || node.trim()))
        out.push({ t: 'block', s: { mt: 0, mb: 0 }, c: this.inline(line) });
    };
    for (const node of nodes) {
      if (isInline(node)) {
        run.push(node);
        continue;
      }
      flush();
      out.push(...this.block(node as HtmlElement));
    }
    flush();
    return out;
  }

  private inline(nodes: readonly HtmlNode[]): TreeNode[] {
    return nodes.flatMap((node): TreeNode[] => {
      if (typeof node === 'string') return node ? [words(node)] : [];
      const { tag, style, attributes, children } = node;
      switch (tag) {
        case 'br':
          return [{ t: 'br' }];
        case 'page-number':
        case 'page-total':
          return [{ t: tag }];
        case 'img':
          return this.image(node);
        case 'qr-code':
          return attributes.data
            ? [{ t: 'qr', s: style, alt: attributes.alt ?? 'QR code', svg: qrSvg(attributes.data) }]
            : [];
        case 'a':
          return attributes.href
            ? [{ t: 'link', href: attributes.href, s: style, c: this.inline(children) }]
            : this.inline(children);
        default:
          return INLINE.has(tag)
            ? [{ t: 'span', s: { ...MEANING[tag], ...style }, c: this.inline(children) }]
            : this.block(node);
      }
    });
  }

  private image({ attributes, style }: HtmlElement): TreeNode[] {
    const src = this.assets.get(attributes.src?.replace(/^asset:/, '') ?? '');
    if (!src) return [];
    return [
      {
        t: 'image',
        src,
        alt: attributes.alt || 'Picture',
        s:
          style.width === undefined && style.height === undefined
            ? { ...style, height: 40 }
            : style,
      },
    ];
  }

  private block(node: HtmlElement): TreeNode[] {
    const { tag, children } = node;
    const style = this.directed(node);
    switch (tag) {
      case 'h1':
      case 'h2':
      case 'h3':
        return [
          {
            t: 'heading',
            level: Number(tag[1]),
            s: { ...HEADINGS[tag], ...style },
            c: this.inline(trimmed(children)),
          },
        ];
      case 'hr':
        return [{ t: 'hr', s: style }];
      case 'ul':
      case 'ol':
        return [
          {
            t: tag === 'ul' ? 'list' : 'enum',
            c: children
              .filter((item): item is HtmlElement => typeof item !== 'string' && item.tag === 'li')
              .map((item) => ({ t: 'item', s: item.style, c: this.flow(item.children) })),
          },
        ];
      case 'table':
        return this.table(node);
      case 'footer':
        this.footer ??= { t: 'block', s: { mt: 0, mb: 0, ...style }, c: this.flow(children) };
        return [];
      case 'watermark':
        this.watermark ??= printable(textOf(children).trim().slice(0, 20)).text || null;
        return [];
      case 'div':
      case 'section':
      case 'header':
        return [{ t: 'block', s: { mt: 0, mb: 0, ...style }, c: this.flow(children) }];
      default:
        return [{ t: 'block', s: style, c: this.flow(children) }];
    }
  }

  private directed({ style, children }: HtmlElement): Style {
    return children.every(isInline) && RIGHT_TO_LEFT.test(textOf(children).trimStart())
      ? { ...style, rtl: true }
      : style;
  }

  private table(node: HtmlElement): TreeNode[] {
    const head: Cell[][] = [],
      rows: Cell[][] = [];
    const visit = (parent: HtmlElement, inHead: boolean) => {
      for (const child of parent.children) {
        if (typeof child === 'string') continue;
        if (child.tag === 'tr') (inHead ? head : rows).push(this.row(child, inHead));
        else if (['thead', 'tbody', 'tfoot'].includes(child.tag))
          visit(child, child.tag === 'thead');
      }
    };
    visit(node, false);
    const columns = Math.min(
      COLUMNS_MAX,
      Math.max(
        0,
        ...[...head, ...rows].map((row) => row.reduce((sum, cell) => sum + (cell.colspan ?? 1), 0)),
      ),
    );
    if (!columns) return [];
    const widths = Array.from({ length: columns }, () => 'fr' as number | string);
    const measured =
      [...head, ...rows].find(
        (row) => row.length === columns && row.some((cell) => cell.s.width !== undefined),
      ) ?? [];
    measured.forEach((cell, i) => {
      if (cell.s.width !== undefined) widths[i] = cell.s.width;
    });
    // without any width the first column takes what the others leave, as an invoice's lines do
    if (!measured.length && columns > 1) for (let i = 1; i < columns; i++) widths[i] = 'auto';
    const full = (row: Cell[]): Cell[] => {
      const kept: Cell[] = [];
      let used = 0;
      for (const cell of row) {
        const span = Math.min(cell.colspan ?? 1, columns - used);
        if (span < 1) break;
        kept.push(
          span > 1
            ? { ...cell, colspan: span }
            : { s: cell.s, c: cell.c, ...(cell.rowspan ? { rowspan: cell.rowspan } : {}) },
        );
        used += span;
      }
      return kept;
    };
    // a row that is short of cells would pull the next row's cells up, unless cells from above reach down into it
    const spansRows = [...head, ...rows].some((row) => row.some((cell) => cell.rowspan));
    const filled = (row: Cell[]): Cell[] => {
      const kept = full(row);
      const used = kept.reduce((sum, cell) => sum + (cell.colspan ?? 1), 0);
      return spansRows || used >= columns
        ? kept
        : [...kept, { s: {}, c: [], colspan: columns - used }];
    };
    const layout = node.attributes.role === 'presentation';
    if (layout && node.style.keep && !head.length && rows.length === 1 && rows[0].every(asColumn)) {
      return [
        {
          t: 'columns',
          s: node.style,
          cells: rows[0].map(({ s, c }) => ({ s, c, share: Number(String(s.width).slice(0, -1)) })),
        },
      ];
    }
    return [
      {
        t: 'table',
        s: node.style,
        layout,
        columns: widths,
        head: head.map(filled),
        rows: rows.map(filled),
      },
    ];
  }

  private row(row: HtmlElement, inHead: boolean): Cell[] {
    if (++this.rows > ROWS_MAX)
      throw new Error(`The document has more than ${ROWS_MAX} table rows.`);
    const cells = row.children.filter(
      (cell): cell is HtmlElement =>
        typeof cell !== 'string' && (cell.tag === 'td' || cell.tag === 'th'),
    );
    const { border, bg, ...inherited } = row.style;
    return cells.map((cell) => {
      const span = (name: string) => {
        const value = Number(cell.attributes[name]);
        return Number.isInteger(value) && value > 1 && value <= COLUMNS_MAX
          ? { [name]: value }
          : {};
      };
      const s: Style = {
        ...(bg ? { bg } : {}),
        ...(inHead || cell.tag === 'th' ? { weight: 700 } : {}),
        ...inherited,
        ...this.directed(cell),
      };
      if (border || cell.style.border) s.border = { ...border, ...cell.style.border };
      return { s, c: this.flow(cell.children), ...span('colspan'), ...span('rowspan') };
    });
  }
}

/** Whether a cell is nothing but a column of text, of a width in percent. */
function asColumn({ s, rowspan }: Cell): boolean {
  return (
    typeof s.width === 'string' && s.width !== '0%' && !s.bg && !s.border && !s.valign && !rowspan
  );
}

/** The tree of a page document. */
export function pageTree(root: HtmlElement, assets: ReadonlyMap<string, string>): PageTree {
  const builder = new TreeBuilder(assets);
  const body = builder.flow(root.children);
  return { body, footer: builder.footer, watermark: builder.watermark };
}
