import { isDecimal } from '@backhaul/domain/money/fraction';
import { cleanDecimal } from '../kit/decimal.ts';

/** A typed price as a decimal; null where it is none. */
export function priceOf(typed: string): string | null {
  const price = cleanDecimal(typed);
  return price !== '' && isDecimal(price, 4) && !price.startsWith('-') ? price : null;
}
