import {
  add,
  compare,
  formatDecimal,
  fromDecimal,
  fromInt,
  isDecimal,
  sub,
  type Fraction,
} from './fraction.ts';

const DECIMALS_MAX = 30;
const ZERO = fromInt(0);

/** How many digits a decimal has after the point. */
export const decimalsOf = (text: string): number => text.split('.')[1]?.length ?? 0;

/** A decimal as the API writes it, exactly; what is none counts as nothing. */
const read = (text: string): Fraction => (isDecimal(text, DECIMALS_MAX) ? fromDecimal(text) : ZERO);

/** The exact sum of decimals, with as many digits as the finest of them. */
export function addDecimals(amounts: Iterable<string>): string {
  const all = [...amounts];
  const digits = Math.max(0, ...all.map(decimalsOf));
  return formatDecimal(all.map(read).reduce(add, ZERO), digits, digits);
}

/** What is left of a decimal, exactly, with as many digits as the finer of the two. */
export function subtractDecimals(from: string, amount: string): string {
  const digits = Math.max(decimalsOf(from), decimalsOf(amount));
  return formatDecimal(sub(read(from), read(amount)), digits, digits);
}

/** A decimal with so many digits after the point; halves go away from zero. */
export function roundDecimal(amount: string, digits: number): string {
  return formatDecimal(read(amount), digits, digits);
}

/** A decimal in its shortest spelling, so that two of the same value are the same text; what is none stays as it is. */
export function plainDecimal(text: string): string {
  return isDecimal(text, DECIMALS_MAX) ? formatDecimal(fromDecimal(text), DECIMALS_MAX) : text;
}

/** Compares two decimals exactly: negative, zero or positive, as `sort` wants it. */
export function compareDecimals(a: string, b: string): number {
  return compare(read(a), read(b));
}

export function isPositive(amount: string): boolean {
  return compareDecimals(amount, '0') > 0;
}

export function isNegative(amount: string): boolean {
  return compareDecimals(amount, '0') < 0;
}
