import { fromDecimal, mul, roundToMinor } from './fraction.ts';
import { currencyDigits } from './money.ts';

/** What a line may be at most: far more than an ISP sells, far less than a ledger can add up. */
const LINE_MAX_MINOR = 10n ** 15n;
/** All lines of a document with their taxes, whatever their signs. */
export const DOCUMENT_MAX_MINOR = 10n ** 16n;
/** What an account may owe or have; 64 bits hold nine times as much. */
const ACCOUNT_MAX_MINOR = 10n ** 18n;

/** An amount without its sign. */
export function magnitude(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

/** What a price comes to, rounded as a line is, in minor units; null for more than a line may be. */
export function lineAmount(price: string, quantity: string, currency: string): bigint | null {
  const amount = roundToMinor(
    mul(fromDecimal(price), fromDecimal(quantity)),
    currencyDigits(currency),
  );
  return magnitude(amount) > LINE_MAX_MINOR ? null : amount;
}

/** Whether an account may move to a balance; what brings it nearer to zero it always may. */
export function accountHolds(before: bigint, after: bigint): boolean {
  return magnitude(after) <= ACCOUNT_MAX_MINOR || magnitude(after) <= magnitude(before);
}
