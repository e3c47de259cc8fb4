import { dark, light } from './tokens.ts';

/** Our own deep teal, used where a partner has not chosen a colour. */
export const defaultAccent = '#0F766E';

type Rgb = readonly [number, number, number];

/** One scheme's reading of an accent colour. Every pair keeps 4.5:1. */
export interface AccentVariant {
  /** For text, icons and filled buttons; readable on the surface, the canvas and `soft`. */
  accent: string;
  /** Filled button under the pointer. */
  hover: string;
  /** Text on `accent` and on `hover`. */
  onAccent: string;
  /** A tint for the background of a selected item. */
  soft: string;
}

export interface Accent {
  /** The colour asked for, or the default when it could not be read. */
  chosen: string;
  /** Whether the chosen colour is readable on white as it is. */
  readable: boolean;
  /** Contrast of the chosen colour with white, 1 to 21. */
  contrast: number;
  light: AccentVariant;
  dark: AccentVariant;
}

const AA = 4.5;

function parse(hex: string): Rgb | null {
  const short = /^#?([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(hex.trim());
  const long = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex.trim());
  const parts = short ? short.slice(1).map((c) => c + c) : long?.slice(1);
  if (!parts) return null;
  const [r, g, b] = parts.map((p) => Number.parseInt(p, 16));
  return [r, g, b];
}

const print = (c: Rgb): string =>
  `#${c
    .map((v) => Math.round(v).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()}`;
const known = (hex: string): Rgb => parse(hex) ?? [0, 0, 0];
const mix = (a: Rgb, b: Rgb, part: number): Rgb => [
  a[0] + (b[0] - a[0]) * part,
  a[1] + (b[1] - a[1]) * part,
  a[2] + (b[2] - a[2]) * part,
];

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(c: Rgb): number {
  const [r, g, b] = c.map((v) => {
    const s = v / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(a: Rgb, b: Rgb): number {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi + 0.05) / (lo + 0.05);
}

/** Contrast of two hex colours, 1 to 21; 1 when one of them can't be read. */
export function contrast(a: string, b: string): number {
  const [x, y] = [parse(a), parse(b)];
  return x && y ? ratio(x, y) : 1;
}

/**
 * Moves the colour towards `goal` (black on light surfaces, white on dark ones) in small steps, until it is
 * readable on all the grounds of the scheme. It ends at `goal` at the latest, which is always readable.
 */
function variant(color: Rgb, goal: Rgb, grounds: Rgb[], ink: Rgb): AccentVariant {
  for (let step = 0; ; step++) {
    const accent = mix(color, goal, step / 50);
    const soft = mix(accent, grounds[0], 0.9);
    const hover = mix(accent, goal, 0.14);
    const ok =
      [...grounds, soft, ink].every((g) => ratio(accent, g) >= AA) && ratio(hover, ink) >= AA;
    if (ok || step === 50)
      return {
        accent: print(accent),
        hover: print(hover),
        onAccent: print(ink),
        soft: print(soft),
      };
  }
}

/**
 * Makes any accent colour a partner picks usable: says whether it is readable as chosen and gives a
 * variant for each scheme, the same hue made darker or lighter just as far as needed.
 */
export function accentFor(hex: string | null | undefined): Accent {
  const color = parse(hex ?? '') ?? known(defaultAccent);
  const white: Rgb = [255, 255, 255];
  const onWhite = ratio(color, white);
  return {
    chosen: print(color),
    contrast: onWhite,
    readable: onWhite >= AA,
    light: variant(color, [0, 0, 0], [light.surface, light.canvas, light.sunken].map(known), white),
    dark: variant(
      color,
      white,
      [dark.surface, dark.canvas, dark.sunken].map(known),
      known(dark.canvas),
    ),
  };
}

/** The variables that `tokens.css` reads; set them on the root element to brand a page. */
export function accentVariables(hex: string | null | undefined): Record<string, string> {
  const accent = accentFor(hex);
  const vars: Record<string, string> = {};
  for (const scheme of ['light', 'dark'] as const) {
    vars[`--accent-${scheme}`] = accent[scheme].accent;
    vars[`--accent-hover-${scheme}`] = accent[scheme].hover;
    vars[`--on-accent-${scheme}`] = accent[scheme].onAccent;
    vars[`--accent-soft-${scheme}`] = accent[scheme].soft;
  }
  return vars;
}
