import {
  add,
  compare,
  div,
  formatDecimal,
  fraction,
  fromDecimal,
  mul,
  roundHalfAway,
  type Fraction,
} from '../money/fraction.ts';

/** What a step does to a field of every record that is chosen. Source: the desk, Exports and mass work. */
export const MASS_OPERATIONS = [
  'SET',
  'CLEAR',
  'ADD',
  'REMOVE',
  'INCREASE',
  'INCREASE_PERCENT',
  'INHERIT',
] as const;
export type MassOperation = (typeof MASS_OPERATIONS)[number];

/** What prices are rounded to where somebody says so. */
export const ROUND_TO = ['0.01', '0.05', '0.10', '1'] as const;

/** The step that a text means ("0.1" is 0.10); null for one that prices are not rounded to. */
export function roundingStep(text: string): string | null {
  return ROUND_TO.find((step) => compare(fromDecimal(step), fromDecimal(text)) === 0) ?? null;
}

/** How a price is raised: by an amount or by a percentage, below zero to lower it. */
export interface Raise {
  by: string;
  percent: boolean;
  /** What it is rounded to, half away from zero; null: to the currency's minor unit. */
  roundTo: string | null;
}

/**
 * A price after a raise; null where it would fall below zero. 29.90 raised by 5 % to 0.05 is 31.40.
 * Source: the desk, Exports and mass work.
 */
export function raised(
  price: string,
  { by, percent, roundTo }: Raise,
  digits: number,
): string | null {
  const [was, change] = [fromDecimal(price), fromDecimal(by)];
  const next = percent
    ? mul(was, add(fraction(1n), div(change, fraction(100n))))
    : add(was, change);
  if (compare(next, fraction(0n)) < 0) return null;
  const unit = roundTo === null ? fraction(1n, 10n ** BigInt(digits)) : fromDecimal(roundTo);
  return formatDecimal(toStep(next, unit), 4, digits);
}

function toStep(value: Fraction, unit: Fraction): Fraction {
  return mul(fraction(roundHalfAway(div(value, unit))), unit);
}

/** A set after a step: what is added stands behind what was there, each once. */
export function setAfter(
  current: readonly string[],
  operation: MassOperation,
  given: readonly string[],
): string[] {
  switch (operation) {
    case 'ADD':
      return [...new Set([...current, ...given])];
    case 'REMOVE':
      return current.filter((each) => !given.includes(each));
    case 'SET':
      return [...new Set(given)];
    default:
      return [];
  }
}

/**
 * What a set becomes when a change of it is taken back: what the change added goes, what it took
 * comes back, and whatever else came or went since stays so.
 */
export function setTakenBack(
  now: readonly string[],
  before: readonly string[],
  after: readonly string[],
): string[] {
  const added = after.filter((each) => !before.includes(each));
  const taken = before.filter((each) => !after.includes(each));
  return [...new Set([...now.filter((each) => !added.includes(each)), ...taken])];
}
