import { fromDecimal, roundToMinor, type Fraction } from '@backhaul/domain/money/fraction';
import type { FinanceValues } from '@backhaul/domain/settings/finance';

/** The highest and the lowest minimum balance there is, in minor units; zero lies between them. */
export interface Limits {
  highest: bigint;
  lowest: bigint;
}

/** No currency has more minor digits: a minimum as this many is never too narrow, whatever the customer's currency. */
const DIGITS_MAX = 4;

/**
 * The widest limits of the partners' minimum balances: nobody outside them can be below, or have
 * reached, a partner's minimum.
 */
export function widestLimits(finance: Iterable<FinanceValues>): Limits {
  let highest = 0n,
    lowest = 0n;
  for (const values of finance) {
    const minimum = minorOf(fromDecimal(values.minimumBalance));
    if (minimum > highest) highest = minimum;
    if (minimum < lowest) lowest = minimum;
  }
  return { highest, lowest };
}

function minorOf(amount: Fraction): bigint {
  return roundToMinor(amount, DIGITS_MAX);
}
