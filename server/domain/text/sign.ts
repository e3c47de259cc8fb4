import { readableOnPaper } from './colour.ts';
import { initialsOf } from './initials.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The sign of somebody who has no logo, as SVG: the initials of its name on its colour, to the edges. */
export function initialsSign(name: string, accentColor: string): string {
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">',
    `<rect width="512" height="512" fill="${readableOnPaper(accentColor)}"/>`,
    '<text x="256" y="256" fill="#fff" font-family="system-ui, sans-serif" font-size="224" ',
    'font-weight="700" text-anchor="middle" dominant-baseline="central">',
    `${escaped(initialsOf(name))}</text></svg>`,
  ].join('');
}
