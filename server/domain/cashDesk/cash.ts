/** The steps to which cash can be rounded: the smallest coins that are left. */
export const CASH_STEPS = ['0.05', '0.10', '0.50', '1'] as const;

/** The multiple of a step that is nearest to an amount, half up. Minor units. Throws RangeError for no step. */
export function roundedToStep(amount: bigint, step: bigint): bigint {
  if (step <= 0n) throw new RangeError('A step is more than zero');
  const twice = 2n * amount + step;
  const whole = twice / (2n * step);
  const down = twice < 0n && whole * 2n * step !== twice ? whole - 1n : whole;
  return down * step;
}

/**
 * What is left to correct when cash settles all of an amount that coins cannot pay exactly: due - paid; null where the
 * payment is none of these, zero where it is exact. dues: what it may be meant for. Source: payments, Cash desk.
 */
export function cashCorrection(
  paid: bigint,
  dues: readonly bigint[],
  step: bigint | null,
): bigint | null {
  if (dues.includes(paid)) return 0n;
  const meant = dues.find((due) => due > 0n && step !== null && roundedToStep(due, step) === paid);
  return meant === undefined ? null : meant - paid;
}

/** What goes back of the money that was handed over; null where it is too little. */
export function changeOf(amount: bigint, tendered: bigint): bigint | null {
  return tendered < amount ? null : tendered - amount;
}
