import { accountHolds, DOCUMENT_MAX_MINOR, magnitude } from '../money/limits.ts';
import { formatMinor } from '../money/money.ts';
import type { ChargePlan, PlannedLine } from './plan.ts';

/**
 * Why a charge is more than a document, or the account at its present balance, may hold, in words that name the largest
 * line; null for one that both hold. Whoever is beyond it is left out, so that nobody else's charge fails with it.
 */
export function whyTooMuch(
  { lines, total, currency, digits }: Pick<ChargePlan, 'lines' | 'total' | 'currency' | 'digits'>,
  balance: bigint,
): string | null {
  const sizes = lines.map(sizeOf);
  const money = (amount: bigint) => `${formatMinor(amount, digits)} ${currency}`;
  if (sizes.reduce((sum, size) => sum + size, 0n) > DOCUMENT_MAX_MINOR) {
    const largest = lines.reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a));
    return `What would be charged is more than an invoice may hold (${money(DOCUMENT_MAX_MINOR)}): "${largest.description}" alone comes to ${money(largest.total)}. Correct its price, quantity or dates.`;
  }
  return accountHolds(balance, balance - total)
    ? null
    : `With ${money(total)} more the account would owe more than it can hold. Settle or correct its balance first.`;
}

function sizeOf({ net, tax }: PlannedLine): bigint {
  return magnitude(net) + magnitude(tax);
}
