const NAMED: Record<string, string> = {
  black: '#000000',
  white: '#ffffff',
  gray: '#6b7280',
  grey: '#6b7280',
  silver: '#c0c0c0',
  red: '#dc2626',
  green: '#15803d',
  blue: '#1d4ed8',
  navy: '#1e3a8a',
  orange: '#ea580c',
  teal: '#0f766e',
  maroon: '#7f1d1d',
  purple: '#7e22ce',
};

/** A colour as #rrggbb; undefined for what is none. */
export function colour(text: string): string | undefined {
  const lower = text.toLowerCase();
  if (/^#[0-9a-f]{6}$/.test(lower)) return lower;
  if (/^#[0-9a-f]{3}$/.test(lower)) return `#${lower.slice(1).replaceAll(/./g, '$&$&')}`;
  return Object.hasOwn(NAMED, lower) ? NAMED[lower] : undefined;
}

/** What text and its ground must differ by, at the least. Source: WCAG 2.2, success criterion 1.4.3 (AA). */
export const READABLE = 4.5;

const partsOf = (hex: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

/** Relative luminance of #rrggbb, 0 to 1. Source: WCAG 2.2. */
function luminance(hex: string): number {
  const [red, green, blue] = partsOf(hex).map((part) => {
    const share = part / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours as #rrggbb, 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [dark, pale] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (pale + 0.05) / (dark + 0.05);
}

/** A colour, as #rrggbb, that goes so far (0 to 1) towards another one. */
export function mixed(from: string, to: string, share: number): string {
  const goal = partsOf(to);
  return `#${partsOf(from)
    .map((part, index) => Math.round(part + (goal[index] - part) * share))
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')}`;
}

/**
 * The same hue made darker (`towards` black) or lighter (white) in small steps, just as far as `fits`
 * asks; at `towards` itself it ends.
 */
export function movedUntil(
  from: string,
  towards: string,
  fits: (colour: string) => boolean,
): string {
  for (let step = 0; step < 50; step += 1) {
    const moved = mixed(from, towards, step / 50);
    if (fits(moved)) return moved;
  }
  return towards;
}

/** A ground of a colour that dark text can still be read on. */
export const tintOf = (hex: string): string => mixed(hex, '#ffffff', 0.9);

/** A colour as it is used for text on paper and in mails: darker where it could not be read on white. */
export function readableOnPaper(hex: string): string {
  return movedUntil(hex, '#000000', (moved) =>
    ['#ffffff', tintOf(moved)].every((ground) => contrastOf(moved, ground) >= READABLE),
  );
}
