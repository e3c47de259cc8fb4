/** What a customer is charged when its payment was taken back. */
export const RETURN_FEE_KINDS = ['NONE', 'BANK_FEE', 'FIXED'] as const;
export type ReturnFeeKind = (typeof RETURN_FEE_KINDS)[number];

/**
 * What is charged for a payment that was taken back, in minor units. fixed: the amount set for it; asked: what the bank
 * or provider asks for taking it back. Never below zero.
 * Source: payments, Returns and chargebacks.
 */
export function returnFeeOf(kind: ReturnFeeKind, fixed: bigint | null, asked: bigint): bigint {
  const fee = kind === 'FIXED' ? (fixed ?? 0n) : kind === 'BANK_FEE' ? asked : 0n;
  return fee > 0n ? fee : 0n;
}
