import { encode } from 'uqr';

/**
 * One pattern for all codes: readers take every one. Trying all eight for the most even code takes
 * more time than everything else that is done for it, and this one comes within a few hundredths of
 * the best (by the penalties of ISO/IEC 18004).
 */
const MASK = 2;

/**
 * A QR code as one SVG path, each run of dark modules a single stroke: a fraction of the drawing
 * work of module by module.
 */
export function qrSvg(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 0, boostEcc: false, maskPattern: MASK });
  let path = '';
  data.forEach((row, y) => {
    for (let x = 0; x < size; x++) {
      if (!row[x]) continue;
      const from = x;
      while (x < size && row[x]) x++;
      path += `M${from} ${y}h${x - from}v1h-${x - from}z`;
    }
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size}" height="${size}"><path fill="#000" d="${path}"/></svg>`;
}
