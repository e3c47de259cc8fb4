// What two customers may have in common, and how much it says that they are one.

/** What two customers may share, what says most first. */
export const LIKENESS_REASONS = [
  'TAX_NUMBER',
  'IBAN',
  'EMAIL',
  'PHONE',
  'NAME_AND_ADDRESS',
] as const;
export type LikenessReason = (typeof LIKENESS_REASONS)[number];

/** How likely two are one that share nothing else: families share a phone, a bookkeeper has many customers' mail. */
const LIKELY: Readonly<Record<LikenessReason, number>> = {
  TAX_NUMBER: 0.9,
  IBAN: 0.8,
  EMAIL: 0.7,
  PHONE: 0.6,
  NAME_AND_ADDRESS: 0.6,
};

/** Names with at least this share of runs of three letters in common are similar. */
export const SIMILAR_NAME = 0.5;

/** What more customers than this share says nothing of any two of them: an office's own number, a made-up address. */
export const SHARED_MOST = 20;

/**
 * How likely two customers that share these things are one, from 0 to 1 with two decimals. Each more
 * takes away its share of the doubt that the others leave: an e-mail and a phone make 0.88.
 */
export function likenessScore(reasons: readonly LikenessReason[]): number {
  const doubt = [...new Set(reasons)].reduce((left, reason) => left * (1 - LIKELY[reason]), 1);
  return Math.round((1 - doubt) * 100) / 100;
}

/** A set of reasons as a number with a bit for each, in the order of LIKENESS_REASONS. */
export function reasonsOf(bits: number): LikenessReason[] {
  return LIKENESS_REASONS.filter((_, place) => bits & (1 << place));
}

/** The scores of all sets of reasons, each at the place of its bits. */
export const LIKENESS_SCORES: readonly number[] = Array.from(
  { length: 1 << LIKENESS_REASONS.length },
  (_, bits) => likenessScore(reasonsOf(bits)),
);
