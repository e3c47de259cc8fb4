import type { StandingPartsFragment } from '../generated/graphql.ts';
import { isPositive, subtractDecimals } from '@backhaul/domain/money/decimals';

export type Standing =
  /**
   * `lift`: what brings the balance to the minimum, which ends the block at once; null when money
   * alone does not.
   */
  | { kind: 'blocked' | 'inactive'; lift: string | null }
  | { kind: 'overdue' | 'due' }
  | { kind: 'clear'; credit: string | null };

/** What matters first about an account: a block before debt, debt before credit. */
export function standingOf(customer: StandingPartsFragment): Standing {
  if (customer.status === 'BLOCKED' || customer.status === 'INACTIVE') {
    // who pays ahead needs what comes next, others the minimum
    const lift = customer.prepaid
      ? (customer.prepaid.missing ?? '0')
      : subtractDecimals(customer.billing.minimumBalance, customer.balance);
    return {
      kind: customer.status === 'BLOCKED' ? 'blocked' : 'inactive',
      lift: isPositive(lift) ? lift : null,
    };
  }
  if (isPositive(customer.overdue)) return { kind: 'overdue' };
  if (isPositive(customer.outstanding)) return { kind: 'due' };
  const free = freeCredit(customer);
  return { kind: 'clear', credit: isPositive(free) ? free : null };
}

/** The balance without what waits on requests for payment. */
export function freeCredit({
  balance,
  waiting,
}: Pick<StandingPartsFragment, 'balance' | 'waiting'>): string {
  return subtractDecimals(balance, waiting);
}
