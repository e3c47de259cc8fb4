import { colour } from '@backhaul/domain/text/colour';

/** The look of one element, as the Typst program reads it: lengths in points, colours as #rrggbb. */
export interface Style {
  size?: number;
  weight?: number;
  italic?: boolean;
  color?: string;
  tracking?: number;
  upper?: boolean;
  underline?: boolean;
  strike?: boolean;
  rtl?: boolean;
  chinese?: boolean;
  leading?: number;
  align?: string;
  valign?: string;
  bg?: string;
  radius?: number;
  width?: number | string;
  height?: number;
  gap?: number;
  pad?: [number, number, number, number];
  mt?: number;
  mb?: number;
  keep?: boolean;
  border?: Record<string, [number, string]>;
}

const POINTS: Record<string, number> = {
  pt: 1,
  px: 0.75,
  mm: 2.834_65,
  cm: 28.3465,
  em: 9.5,
  rem: 9.5,
};
function bounded(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}

/** A length in points within bounds; undefined for what is none. */
function length(text: string, max = 600): number | undefined {
  const match = /^(-?\d{1,5}(?:\.\d{1,4})?)(pt|px|mm|cm|em|rem)?$/.exec(text);
  if (!match || (!match[2] && Number(match[1]) !== 0)) return undefined;
  return Math.round(bounded(Number(match[1]) * POINTS[match[2] ?? 'pt'], 0, max) * 1000) / 1000;
}

function border(text: string): [number, string] | undefined {
  const parts = text.split(/\s+/);
  const width = parts.map((part) => length(part, 20)).find((value) => value !== undefined);
  const shade = parts.map(colour).find(Boolean);
  return width ? [width, shade ?? '#d5dbe1'] : undefined;
}

type Setter = (style: Style, value: string) => boolean;
function put<K extends keyof Style>(key: K, read: (value: string) => Style[K] | undefined): Setter {
  return (style, value) => {
    const found = read(value);
    if (found !== undefined) style[key] = found;
    return found !== undefined;
  };
}
function oneOf<T extends string>(...known: T[]): (value: string) => T | undefined {
  return (value) => known.find((each) => each === value);
}
function width(value: string): number | string | undefined {
  if (/^\d{1,3}(\.\d{1,3})?%$/.test(value))
    return `${bounded(Number(value.slice(0, -1)), 0, 100)}%`;
  return value === 'auto' ? undefined : length(value);
}
function padding(side: number): Setter {
  return (style, value) => {
    const found = length(value, 200);
    if (found === undefined) return false;
    style.pad ??= [0, 0, 0, 0];
    style.pad[side] = found;
    return true;
  };
}
function edges(...sides: string[]): Setter {
  return (style, value) => {
    if (value === 'none' || value === '0') {
      for (const side of sides) delete style.border?.[side];
      return true;
    }
    const found = border(value);
    if (found) for (const side of sides) (style.border ??= {})[side] = found;
    return Boolean(found);
  };
}
function fourSides(value: string): [number, number, number, number] | undefined {
  const [top, right = top, bottom = top, left = right] = value
    .split(/\s+/)
    .map((each) => length(each, 200));
  return top === undefined || right === undefined || bottom === undefined || left === undefined
    ? undefined
    : [top, right, bottom, left];
}

/** Every property there is; any other is dropped. */
const PROPERTIES: Record<string, Setter> = {
  color: put('color', colour),
  background: put('bg', colour),
  'background-color': put('bg', colour),
  'font-size': put('size', (value) => {
    const size = length(value);
    return size === undefined ? undefined : bounded(size, 4, 72);
  }),
  'font-weight': put('weight', (value) =>
    value === 'bold'
      ? 700
      : value === 'normal'
        ? 400
        : /^[1-9]00$/.test(value)
          ? Number(value)
          : undefined,
  ),
  'font-style': put('italic', (value) => (value === 'italic' ? true : undefined)),
  'letter-spacing': put('tracking', (value) => length(value, 10)),
  'line-height': put('leading', (value) =>
    /^\d(\.\d{1,2})?$/.test(value) ? bounded(Number(value) - 1.1, 0, 2) : undefined,
  ),
  'text-transform': put('upper', (value) => (value === 'uppercase' ? true : undefined)),
  'text-decoration': (style, value) => {
    if (value === 'underline') style.underline = true;
    else if (value === 'line-through') style.strike = true;
    else return value === 'none';
    return true;
  },
  'text-align': put('align', oneOf('left', 'right', 'center')),
  'vertical-align': put('valign', oneOf('top', 'middle', 'bottom')),
  // a link that is drawn as a button in a mail; a page knows no such thing
  display: (_style, value) => value === 'inline-block',
  width: put('width', width),
  height: put('height', (value) => length(value)),
  gap: put('gap', (value) => length(value, 100)),
  'border-radius': put('radius', (value) => length(value, 40)),
  'margin-top': put('mt', (value) => length(value, 300)),
  'margin-bottom': put('mb', (value) => length(value, 300)),
  margin: (style, value) => {
    const sides = fourSides(value);
    if (sides) [style.mt, , style.mb] = sides;
    return Boolean(sides);
  },
  padding: put('pad', fourSides),
  'padding-top': padding(0),
  'padding-right': padding(1),
  'padding-bottom': padding(2),
  'padding-left': padding(3),
  'break-inside': put('keep', (value) => (value === 'avoid' ? true : undefined)),
  'page-break-inside': put('keep', (value) => (value === 'avoid' ? true : undefined)),
  border: edges('top', 'right', 'bottom', 'left'),
  'border-top': edges('top'),
  'border-right': edges('right'),
  'border-bottom': edges('bottom'),
  'border-left': edges('left'),
};

interface ParsedStyle {
  readonly style: Style;
  readonly css: string;
}
const CACHE_MAX = 2000;
const parsed = new Map<string, ParsedStyle>();

/**
 * The allowed declarations of a style attribute: as a Style for pages, and as CSS again for mails.
 * A document repeats a few of them often.
 */
export function parseStyle(text: string): ParsedStyle {
  const known = parsed.get(text);
  if (known) return known;
  const made = declarations(text);
  if (parsed.size >= CACHE_MAX) parsed.clear();
  parsed.set(text, made);
  return made;
}

function declarations(text: string): ParsedStyle {
  const style: Style = {};
  const kept: string[] = [];
  for (const declaration of text.slice(0, 2000).split(';')) {
    const at = declaration.indexOf(':');
    const name = declaration.slice(0, at).trim().toLowerCase();
    const value = declaration
      .slice(at + 1)
      .trim()
      .toLowerCase()
      .slice(0, 100);
    if (
      at > 0 &&
      Object.hasOwn(PROPERTIES, name) &&
      /^[a-z0-9#%.\s-]+$/.test(value) &&
      PROPERTIES[name](style, value)
    )
      kept.push(`${name}:${value}`);
  }
  return { style, css: kept.join(';') };
}
