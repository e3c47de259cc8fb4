import { formatDecimal, fromDecimal, isDecimal } from '@backhaul/domain/money/fraction';

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/**
 * Thousands set apart where nothing else can be meant: by spaces or apostrophes, or by the one of
 * point and comma that is not before the decimals.
 */
const grouped =
  /^([+-]?\d{1,3})(?:([ \u00a0\u202f'’])\d{3}(?:\2\d{3})*(?:[.,]\d*)?|(?:\.\d{3})+,\d*|(?:,\d{3})+\.\d*)$/;

function withoutGroups(text: string): string {
  if (!grouped.test(text)) return text;
  const plain = text.replace(/[ \u00a0\u202f'’]/g, '');
  const point = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  return point < 0
    ? plain
    : `${plain.slice(0, point).replace(/[.,]/g, '')}.${plain.slice(point + 1)}`;
}

/**
 * What a person typed, with a comma, thousands set apart or a real minus allowed, in the server's
 * spelling; null when it is no number.
 */
export function readDecimal(text: string): string | null {
  const match = pattern.exec(withoutGroups(text.trim().replace('\u2212', '-')).replace(',', '.'));
  if (!match) return null;
  const [, sign, whole = '', fraction = ''] = match;
  const plain = `${sign === '-' ? '-' : ''}${whole || '0'}${fraction && `.${fraction}`}`;
  if ((whole === '' && fraction === '') || !isDecimal(plain, fraction.length)) return null;
  return formatDecimal(fromDecimal(plain), fraction.length, fraction.length);
}

/**
 * The server's spelling of what was typed: `1,50` becomes `1.50`. What is no number is passed on,
 * for the server to refuse.
 */
export function cleanDecimal(text: string): string {
  return readDecimal(text) ?? text.trim();
}
