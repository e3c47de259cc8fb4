import { formatDecimal, fromInt, mul, type Fraction } from '../money/fraction.ts';

const HUNDRED = fromInt(100);

/** A share as percent, with one decimal, halves away from zero: 5/19 is "26.3"; null stays null. */
export function percentOf(share: Fraction | null): string | null {
  return share && formatDecimal(mul(share, HUNDRED), 1, 1);
}
