import { contrastOf } from './colour.ts';

/** What is closer to white than that is hardly seen on it. */
const SEEN = 2;
/** Thin letters on a wide ground are as little of a picture; less is its ragged edge. */
const LEAST_PART = 0.005;

const hex = (part: number): string => Math.round(part).toString(16).padStart(2, '0');

/**
 * Whether a picture is seen on white, where paper and mails show it: some of it has to differ from white. pixels: red,
 * green, blue and opacity of each, 0 to 255.
 */
export function isSeenOnWhite(pixels: ArrayLike<number>): boolean {
  let [seen, drawn] = [0, 0];
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const opacity = (pixels[at + 3] ?? 0) / 255;
    if (opacity < 0.1) continue;
    drawn += 1;
    const [red, green, blue] = [0, 1, 2].map(
      (part) => (pixels[at + part] ?? 0) * opacity + 255 * (1 - opacity),
    );
    if (contrastOf(`#${hex(red ?? 0)}${hex(green ?? 0)}${hex(blue ?? 0)}`, '#ffffff') >= SEEN)
      seen += 1;
  }
  return seen > drawn * LEAST_PART;
}
