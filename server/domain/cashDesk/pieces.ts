/** How many of a coin or a note, worth so much in minor units. */
export interface Piece {
  value: bigint;
  count: number;
}

const SERIES = [1n, 2n, 5n];
const KINDS_MOST = 15;

/**
 * The coins and notes that a currency may have, largest first, in minor units: 1, 2 and 5 of each
 * power of ten, up to 500 of the currency. Those that a country lacks are left empty.
 */
export function piecesOf(digits: number): bigint[] {
  const whole = 10n ** BigInt(digits);
  const most = 500n * (digits === 0 ? 100n : whole);
  const all: bigint[] = [];
  for (let power = 1n; power <= most; power *= 10n)
    for (const times of SERIES) if (power * times <= most) all.push(power * times);
  return all.reverse().slice(0, KINDS_MOST);
}

/** What counted pieces come to. */
export function sumOfPieces(pieces: readonly Piece[]): bigint {
  return pieces.reduce((sum, { value, count }) => sum + value * BigInt(count), 0n);
}

/** Whether two counts are of the same coins and notes. */
export function samePieces(one: readonly Piece[] | null, other: readonly Piece[] | null): boolean {
  if (!one || !other) return one === other;
  return (
    one.length === other.length &&
    one.every(({ value, count }, at) => other[at].value === value && other[at].count === count)
  );
}
