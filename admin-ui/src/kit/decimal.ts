import { compareDecimals } from '@backhaul/design';

/** An exact decimal: `units / 10^scale`. Amounts travel as strings and are never made binary floating point. */
interface Exact {
  units: bigint;
  scale: number;
}

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
 * What a person or the server wrote, with a comma, thousands set apart or a real minus allowed;
 * null when it is no number.
 */
export function parseDecimal(text: string): Exact | null {
  const match = pattern.exec(withoutGroups(text.trim().replace('\u2212', '-')).replace(',', '.'));
  if (!match) return null;
  const [, sign, whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return null;
  const units = BigInt(whole + fraction);
  return { units: sign === '-' ? -units : units, scale: fraction.length };
}

/**
 * The server's spelling of what was typed: `1,50` becomes `1.50`. What is no number is passed on,
 * for the server to refuse.
 */
export function cleanDecimal(text: string): string {
  const exact = parseDecimal(text);
  return exact ? printDecimal(exact) : text.trim();
}

function printDecimal({ units, scale }: Exact): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const sign = units < 0n ? '-' : '';
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function atScale({ units, scale }: Exact, wanted: number): bigint {
  return units * 10n ** BigInt(wanted - scale);
}

/** Exact sum of amounts as the server sends them. */
export function addDecimals(amounts: Iterable<string>): string {
  let sum: Exact = { units: 0n, scale: 0 };
  for (const amount of amounts) {
    const next = parseDecimal(amount);
    if (!next) continue;
    const scale = Math.max(sum.scale, next.scale);
    sum = { units: atScale(sum, scale) + atScale(next, scale), scale };
  }
  return printDecimal(sum);
}

export function subtractDecimals(from: string, amount: string): string {
  return addDecimals([from, amount.startsWith('-') ? amount.slice(1) : `-${amount}`]);
}

export function multiplyDecimals(first: string, second: string): string {
  const a = parseDecimal(first);
  const b = parseDecimal(second);
  return a && b ? printDecimal({ units: a.units * b.units, scale: a.scale + b.scale }) : '0';
}

export function isPositive(amount: string): boolean {
  return compareDecimals(amount, '0') > 0;
}

export function isNegative(amount: string): boolean {
  return compareDecimals(amount, '0') < 0;
}

/** Half away from zero, to so many digits after the point. */
export function roundDecimal(amount: string, digits: number): string {
  const exact = parseDecimal(amount);
  if (!exact) return '0';
  if (exact.scale <= digits) return printDecimal({ units: atScale(exact, digits), scale: digits });
  const divisor = 10n ** BigInt(exact.scale - digits);
  const magnitude = exact.units < 0n ? -exact.units : exact.units;
  const rounded = (magnitude * 2n + divisor) / (divisor * 2n);
  return printDecimal({ units: exact.units < 0n ? -rounded : rounded, scale: digits });
}
