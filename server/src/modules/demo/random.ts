/**
 * Chance that is the same in every installation: sample data that differs from day to day could not
 * be talked about.
 */
export interface Chance {
  /** A whole number from 0 to sides - 1. */
  roll(sides: number): number;
  pick<T>(of: readonly T[]): T;
  /** True in so many cases of a hundred. */
  percent(cases: number): boolean;
}

/** A linear congruential generator: poor for secrets, plenty for names and amounts. */
export function chanceFrom(seed: number): Chance {
  let state = seed;
  const roll = (sides: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
  return { roll, pick: (of) => of[roll(of.length)], percent: (cases) => roll(100) < cases };
}
