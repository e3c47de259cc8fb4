import { Parser } from 'htmlparser2';
import { parseStyle, type Style } from './style.ts';
import { last } from '../../../platform/must.ts';

/**
 * The tags that a template may use. Anything else is an error where the template is written, and
 * nothing where it is rendered.
 */
const BLOCKS = [
  'p',
  'div',
  'section',
  'header',
  'h1',
  'h2',
  'h3',
  'table',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'th',
  'td',
  'ul',
  'ol',
  'li',
  'hr',
  'footer',
  'watermark',
];
const INLINE = [
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
];
const TAGS: ReadonlySet<string> = new Set([...BLOCKS, ...INLINE]);
/** Their whole content goes with them. */
const SWALLOWED: ReadonlySet<string> = new Set([
  'script',
  'style',
  'title',
  'textarea',
  'iframe',
  'object',
  'svg',
  'math',
  'noscript',
  'template',
  'head',
  'select',
  'xmp',
  'plaintext',
  'noembed',
  'noframes',
]);
const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'img']);
const ATTRIBUTES: Record<string, readonly string[]> = {
  a: ['href'],
  img: ['src', 'alt'],
  'qr-code': ['data', 'alt'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan'],
  table: ['role'],
};

const DEPTH_MAX = 40;
const NODES_MAX = 60_000;

export interface HtmlElement {
  tag: string;
  attributes: Record<string, string>;
  style: Style;
  css: string;
  children: HtmlNode[];
}
export type HtmlNode = HtmlElement | string;

/** Only addresses that a reader can follow safely. */
function safeHref(href: string): string | null {
  return /^(https?:\/\/|mailto:|tel:)[^\s"'<>\u0000-\u001f]{1,1000}$/i.test(href) ? href : null;
}
/** Pictures come from the assets that the server resolved, and from nowhere else. */
function safeSource(src: string): string | null {
  return /^asset:[a-z0-9-]{1,60}$/.test(src) ? src : null;
}

/** What a template's own markup may name: the logo, or a file by its id. */
const PICTURE = /^asset:(?:logo|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function attributesOf(tag: string, given: Record<string, string>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ATTRIBUTES[tag] ?? []) {
    if (given[name] === undefined) continue;
    const value =
      name === 'href'
        ? safeHref(given[name].trim())
        : name === 'src'
          ? safeSource(given[name].trim())
          : given[name].slice(0, 1000);
    if (value !== null) kept[name] = value;
  }
  return kept;
}

/**
 * HTML as a tree of allowed elements: other tags, attributes, styles and addresses are gone.
 * Refuses what is too deep or too much.
 */
export function parseHtml(html: string): HtmlElement {
  const root: HtmlElement = { tag: 'div', attributes: {}, style: {}, css: '', children: [] };
  const open: HtmlElement[] = [root];
  let swallowed: string | null = null,
    swallowedDepth = 0,
    nodes = 0;
  const count = () => {
    if (++nodes > NODES_MAX) throw new Error(`The document has more than ${NODES_MAX} elements.`);
  };
  const parser = new Parser(
    {
      onopentag(name, given) {
        if (swallowed) {
          if (name === swallowed) swallowedDepth++;
          return;
        }
        if (SWALLOWED.has(name)) {
          swallowed = name;
          swallowedDepth = 1;
          return;
        }
        if (!TAGS.has(name)) return;
        count();
        if (open.length > DEPTH_MAX)
          throw new Error(`The document nests elements deeper than ${DEPTH_MAX}.`);
        const element: HtmlElement = {
          tag: name,
          attributes: attributesOf(name, given),
          ...parseStyle(given.style ?? ''),
          children: [],
        };
        last(open).children.push(element);
        if (!VOID.has(name)) open.push(element);
      },
      ontext(text) {
        if (swallowed) return;
        const siblings = last(open).children;
        const before = siblings.at(-1);
        if (typeof before === 'string') siblings[siblings.length - 1] = before + text;
        else {
          count();
          siblings.push(text);
        }
      },
      onclosetag(name) {
        if (swallowed) {
          if (name === swallowed && --swallowedDepth === 0) swallowed = null;
          return;
        }
        if (VOID.has(name)) return;
        const at = open.findLastIndex((element, i) => i > 0 && element.tag === name);
        if (at > 0) open.length = at;
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.write(Buffer.from(html).toString());
  parser.end();
  return root;
}

/**
 * What a template's own markup uses that is not allowed, with its place in the source. Handlebars
 * expressions are blanked first.
 */
export function markupProblems(source: string): { index: number; problem: string }[] {
  const blanked = source.replace(/\{\{(?:!--[\s\S]*?--|[\s\S]*?)\}\}\}?/g, (expression) =>
    expression.replace(/[^\n]/g, ' '),
  );
  const problems: { index: number; problem: string }[] = [];
  const parser = new Parser(
    {
      onopentag(name, given) {
        const index = parser.startIndex;
        if (!TAGS.has(name)) {
          problems.push({ index, problem: `<${name.slice(0, 30)}> is not allowed here` });
          return;
        }
        for (const attribute of Object.keys(given))
          if (attribute !== 'style' && !(ATTRIBUTES[name] ?? []).includes(attribute))
            problems.push({
              index,
              problem: `<${name}> may not have the attribute "${attribute.slice(0, 30)}"`,
            });
        const src = given.src?.trim();
        // a picture is found by its name as it stands in the source
        if (src && !(PICTURE.test(src) && source.includes(src)))
          problems.push({
            index,
            problem:
              'a picture can only be one of your own files: src="asset:<id of the file>" or src="{{company.logo}}"',
          });
        if (
          given.href?.trim() &&
          !safeHref(given.href.trim()) &&
          /^\s*[a-z]+:/i.test(given.href) &&
          !/^(https?|mailto|tel):/i.test(given.href.trim())
        )
          problems.push({
            index,
            problem: 'a link must begin with https:, http:, mailto: or tel:',
          });
      },
    },
    { decodeEntities: true },
  );
  parser.write(blanked);
  parser.end();
  return problems.slice(0, 20);
}
export { VOID as VOID_TAGS };
