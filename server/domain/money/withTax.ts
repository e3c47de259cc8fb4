import { add, fromDecimal, fromInt, mul, roundToMinor } from './fraction.ts';
import { formatMinor } from './money.ts';
import { percentRate } from './taxGroup.ts';

/**
 * A price as two are compared: with its tax, in whole minor units. What is charged is worked out
 * from the lines of its document.
 */
export function withTax(
  price: string,
  { percent, included }: { percent: string; included: boolean },
  digits: number,
): string {
  const rate = included ? fromInt(0) : percentRate(percent);
  return formatMinor(roundToMinor(mul(fromDecimal(price), add(fromInt(1), rate)), digits), digits);
}
