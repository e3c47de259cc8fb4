/** An exact rational number; `d` is positive. Not always in lowest terms: compare with `compare`, not by fields. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

const POWERS_OF_TEN = Array.from({ length: 40 }, (_, exponent) => 10n ** BigInt(exponent));

/** 10 to a small non-negative power. */
export function pow10(exponent: number): bigint {
  return POWERS_OF_TEN[exponent] ?? 10n ** BigInt(exponent);
}

/** The fraction n/d. Throws RangeError when d is zero. */
export function fraction(n: bigint, d: bigint = 1n): Fraction {
  if (d === 0n) throw new RangeError('A fraction cannot have the denominator 0');
  return d < 0n ? { n: -n, d: -d } : { n, d };
}

/** A whole number as a fraction. Throws RangeError for a number that is no safe integer. */
export function fromInt(value: number | bigint): Fraction {
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new RangeError(`${value} is not an integer`);
  return { n: BigInt(value), d: 1n };
}

/**
 * Reads a plain decimal exactly: "33.3333" is 333333/10000.
 * Throws RangeError for blanks, NaN, an exponent, or a plus sign.
 */
export function fromDecimal(text: string): Fraction {
  if (!DECIMAL.test(text)) throw new RangeError(`"${text}" is not a decimal number`);
  const point = text.indexOf('.');
  if (point < 0) return { n: BigInt(text), d: 1n };
  return {
    n: BigInt(text.slice(0, point) + text.slice(point + 1)),
    d: pow10(text.length - point - 1),
  };
}

/** Whether the text is a plain decimal with at most `decimalsMax` decimals. */
export function isDecimal(text: string, decimalsMax: number): boolean {
  if (!DECIMAL.test(text)) return false;
  const point = text.indexOf('.');
  return point < 0 || text.length - point - 1 <= decimalsMax;
}

export function add(a: Fraction, b: Fraction): Fraction {
  if (a.d === b.d) return { n: a.n + b.n, d: a.d };
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

export function sub(a: Fraction, b: Fraction): Fraction {
  return add(a, neg(b));
}

export function mul(a: Fraction, b: Fraction): Fraction {
  return { n: a.n * b.n, d: a.d * b.d };
}

/** Throws RangeError when b is zero. */
export function div(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d, a.d * b.n);
}

export function neg(a: Fraction): Fraction {
  return { n: -a.n, d: a.d };
}

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compare(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function min(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) <= 0 ? a : b;
}

/** The same number in lowest terms, so that equal numbers have equal fields. */
export function reduce(a: Fraction): Fraction {
  let x = a.n < 0n ? -a.n : a.n;
  let y = a.d;
  while (y !== 0n) [x, y] = [y, x % y];
  return { n: a.n / x, d: a.d / x };
}

/** The nearest whole number; halves go away from zero. The only rounding rule for money. */
export function roundHalfAway(a: Fraction): bigint {
  const twice = a.d * 2n;
  return a.n >= 0n ? (a.n * 2n + a.d) / twice : -((-a.n * 2n + a.d) / twice);
}

/** An amount in whole currency units, rounded once to minor units: (54.838..., 2) is 5484n. */
export function roundToMinor(a: Fraction, digits: number): bigint {
  return roundHalfAway({ n: a.n * pow10(digits), d: a.d });
}

/**
 * A decimal text, rounded to `decimalsMax` and without needless zeros beyond `decimalsMin`:
 * "27.53468", "15", "1.50".
 */
export function formatDecimal(a: Fraction, decimalsMax: number, decimalsMin = 0): string {
  const minor = roundToMinor(a, decimalsMax);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimalsMax + 1, '0');
  const whole = digits.slice(0, digits.length - decimalsMax);
  let decimals = digits.slice(digits.length - decimalsMax);
  while (decimals.length > decimalsMin && decimals.endsWith('0')) decimals = decimals.slice(0, -1);
  return `${minor < 0n ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`;
}

const DECIMAL = /^-?\d{1,30}(?:\.\d{1,30})?$/;
