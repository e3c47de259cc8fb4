import { expectedCash, type Movement } from './till.ts';

/** A session of a till as its day adds it up; all amounts in minor units. */
export interface DaySession {
  float: bigint;
  /** Why it began with another amount than the close before left. */
  floatReason: string | null;
  movements: readonly Movement[];
  /** What should be there, or should have been when it was counted. */
  expected: bigint;
  /** Null while it is open. */
  counted: bigint | null;
  /** What stayed in the drawer; null while it is open. */
  left: bigint | null;
}

/** What was added, or missing, between a close and the opening after it. */
export interface FloatDifference {
  amount: bigint;
  reason: string | null;
}

/** A day of one till: what lay in the drawer first and last, and all that lies between. */
export interface TillDay {
  opening: bigint;
  /** What was taken out at closes that others came after. */
  takenOut: bigint;
  floatDifferences: FloatDifference[];
  /** What should be in the drawer at the end, had each count been right. */
  expected: bigint;
  /** What was counted at the end; null while the till is open. */
  counted: bigint | null;
  /** counted - expected of all sessions together. */
  difference: bigint;
  /** What was taken out at the last close, and what stayed; null while the till is open. */
  takenOutLast: bigint | null;
  left: bigint | null;
}

/**
 * What the sessions of one till come to in a day, in their order; at least one. The same drawer is
 * counted again and again, so its amounts are those of the first and the last session, never sums:
 * opening + what moved - what was taken out at closes + float differences = expected, and
 * expected + difference = counted. Source: payments, Cash desk.
 */
export function tillDay(sessions: readonly DaySession[]): TillDay {
  const last = sessions[sessions.length - 1];
  const after = sessions.slice(1).map((session, at) => ({ session, before: sessions[at] }));
  const floatDifferences = after
    .map(({ session, before }) => ({
      amount: session.float - (before.left ?? 0n),
      reason: session.floatReason,
    }))
    .filter(({ amount }) => amount !== 0n);
  const takenOut = after.reduce((sum, { before }) => sum + outOf(before), 0n);
  const opening = sessions[0].float;
  const moved = sessions.flatMap(({ movements }) => movements);
  return {
    opening,
    takenOut,
    floatDifferences,
    expected: floatDifferences.reduce(
      (sum, { amount }) => sum + amount,
      expectedCash(opening, moved) - takenOut,
    ),
    counted: last.counted,
    difference: sessions.reduce(
      (sum, { counted, expected }) => sum + (counted === null ? 0n : counted - expected),
      0n,
    ),
    takenOutLast: last.left === null ? null : outOf(last),
    left: last.left,
  };
}

const outOf = ({ counted, left }: Pick<DaySession, 'counted' | 'left'>): bigint =>
  (counted ?? 0n) - (left ?? 0n);
