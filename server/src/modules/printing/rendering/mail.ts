import { VOID_TAGS, type HtmlElement, type HtmlNode } from './html.ts';

function escaped(text: string): string {
  return text.replace(
    /[&<>"]/g,
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]!,
  );
}

/** A page has numbers, a mail has none; and a picture in a mail would need an address that anybody can read. */
const PAGE_ONLY: ReadonlySet<string> = new Set([
  'page-number',
  'page-total',
  'qr-code',
  'watermark',
  'img',
]);
const RENAMED: Record<string, string> = { section: 'div', header: 'div', footer: 'div' };

/** The allowed elements as HTML again, written by us alone: nothing of the source's own spelling is left. */
export function mailHtml(nodes: readonly HtmlNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return escaped(node);
      if (PAGE_ONLY.has(node.tag)) return escaped(node.attributes.alt ?? '');
      const tag = RENAMED[node.tag] ?? node.tag;
      const attributes = Object.entries(node.attributes)
        .map(([name, value]) => ` ${name}="${escaped(value)}"`)
        .join('');
      const open = `<${tag}${attributes}${
        node.tag === 'a' ? ' rel="noopener noreferrer"' : ''
      }${node.css ? ` style="${escaped(node.css)}"` : ''}>`;
      return VOID_TAGS.has(tag) ? open : `${open}${mailHtml(node.children)}</${tag}>`;
    })
    .join('');
}

const BREAKS: ReadonlySet<string> = new Set(['p', 'h1', 'h2', 'h3', 'table', 'ul', 'ol', 'hr']);
const LINES: ReadonlySet<string> = new Set(['div', 'section', 'header', 'footer', 'tr', 'li']);

function words(nodes: readonly HtmlNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node.replace(/\s+/g, ' ');
      if (node.tag === 'br') return '\n';
      if (PAGE_ONLY.has(node.tag)) return '';
      const inner = words(node.children);
      if (node.tag === 'a' && node.attributes.href) {
        const shown = inner.trim();
        return shown === node.attributes.href || node.attributes.href === `mailto:${shown}`
          ? shown
          : `${shown} (${node.attributes.href})`;
      }
      if (node.tag === 'td' || node.tag === 'th') return `${inner.trim()}  `;
      if (BREAKS.has(node.tag)) return `\n\n${inner.trim()}\n\n`;
      if (LINES.has(node.tag)) return `\n${node.tag === 'li' ? '- ' : ''}${inner.trim()}\n`;
      return inner;
    })
    .join('');
}

/** The same as plain text, for readers of mail that show no HTML. */
export function mailText(root: HtmlElement): string {
  return words(root.children)
    .split('\n')
    .map((line) => line.replace(/ {3,}/g, '  ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** A whole mail page around the content. */
export function mailPage(content: string, title: string, lang: string): string {
  return (
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title></head>` +
    `<body style="margin:0;padding:24px 12px;background:#f3f5f7;font-family:'Segoe UI',Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5;color:#1f2933">` +
    `<div style="max-width:600px;margin:0 auto;background:#ffffff;border-radius:8px;padding:32px">${content}</div></body></html>`
  );
}
