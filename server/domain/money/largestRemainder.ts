import type { Fraction } from './fraction.ts';

/**
 * Whole parts that add up to `total` exactly, each next to its exact share (largest remainder method).
 *
 * `shares` are the exact, unrounded amounts in the unit of `total`, of any sign; `total` is their
 * rounded sum. Each share is rounded down and what is missing goes, one unit each, to the largest
 * remainders; the earlier one wins a tie. A total further away than that is spread evenly first, so
 * the parts always add up.
 * Throws RangeError when a non-zero total has no shares to go to.
 */
export function largestRemainder(total: bigint, shares: readonly Fraction[]): bigint[] {
  if (shares.length === 0) {
    if (total !== 0n) throw new RangeError('There is nothing to spread the total over');
    return [];
  }
  const parts = shares.map((share) => floorDiv(share.n, share.d));
  const count = BigInt(shares.length);
  const missing = total - parts.reduce((sum, part) => sum + part, 0n);
  const toEach = floorDiv(missing, count);
  const extra = Number(missing - toEach * count);
  const lucky = new Set(byRemainder(shares, parts).slice(0, extra));
  return parts.map((part, i) => part + toEach + (lucky.has(i) ? 1n : 0n));
}

/** Indexes of the shares, largest remainder first. */
function byRemainder(shares: readonly Fraction[], floors: readonly bigint[]): number[] {
  const remainders = shares.map((share, i) => ({
    i,
    n: share.n - (floors[i] ?? 0n) * share.d,
    d: share.d,
  }));
  remainders.sort((a, b) => {
    const left = a.n * b.d;
    const right = b.n * a.d;
    return left > right ? -1 : left < right ? 1 : a.i - b.i;
  });
  return remainders.map((r) => r.i);
}

/** Integer division rounding down, for a positive divisor. */
function floorDiv(n: bigint, d: bigint): bigint {
  const quotient = n / d;
  return n < 0n && quotient * d !== n ? quotient - 1n : quotient;
}
