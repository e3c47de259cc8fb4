/** What happens to the money of a session; all amounts in minor units. */
export const TILL_EVENTS = ['PAYMENT', 'REFUND', 'PAY_IN', 'PAY_OUT', 'DEPOSIT'] as const;
export type TillEvent = (typeof TILL_EVENTS)[number];

/** One movement: how much, and whether it went through the drawer. */
export interface Movement {
  kind: TillEvent;
  /** Never below zero: the kind says which way it went. */
  amount: bigint;
  /** Money in coins and notes; a card's is not in the drawer. */
  cash: boolean;
}

/** What a movement does to the cash in hand. Source: payments, Cash desk. */
export function cashEffect({ kind, amount, cash }: Movement): bigint {
  if (!cash) return 0n;
  return kind === 'PAYMENT' || kind === 'PAY_IN' ? amount : -amount;
}

/** expected = float + cash taken - cash given back + pay-ins - pay-outs - deposits. Source: payments, Cash desk. */
export function expectedCash(float: bigint, movements: readonly Movement[]): bigint {
  return movements.reduce((sum, movement) => sum + cashEffect(movement), float);
}

/** Whether so much more cash may lie in the till; null: there is no limit. */
export function withinLimit(expected: bigint, more: bigint, limit: bigint | null): boolean {
  return limit === null || more <= 0n || expected + more <= limit;
}

/** What a count comes to: counted - expected, and what it asks for before the session is closed. */
export interface Close {
  difference: bigint;
  /** Somebody has to say why. */
  needsReason: boolean;
  /** Somebody who manages the desk has to look at it. */
  needsApproval: boolean;
}

/**
 * How a session ends by a count; beyond the tolerance it waits for somebody. firstCount: what was
 * counted before anybody knew what should be there, so that counting again to fit hides nothing.
 * Source: payments, Cash desk.
 */
export function closeBy(
  count: { expected: bigint; counted: bigint; firstCount: bigint },
  tolerance: bigint,
): Close {
  const difference = count.counted - count.expected;
  const first = count.firstCount - count.expected;
  return {
    difference,
    needsReason: difference !== 0n || first !== 0n,
    needsApproval: size(difference) > tolerance || size(first) > tolerance,
  };
}

const size = (amount: bigint) => (amount < 0n ? -amount : amount);
