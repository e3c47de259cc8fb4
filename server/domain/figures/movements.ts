// How what customers bring a month moves. Amounts are exact, in whole currency units, net of tax.
import { add, compare, div, fromInt, sub, type Fraction } from '../money/fraction.ts';

/** Of what kind a movement is; the database keeps each with the fact. */
export type MovementKind = 'NEW' | 'EXPANSION' | 'CONTRACTION' | 'CHURN' | 'REACTIVATION';

const ZERO = fromInt(0);

/**
 * Of what kind it is that a customer brought one amount at the end of a day and another at the end
 * of the next; null where it is the same. ever: it brought something on any day before.
 */
export function movementKind(
  before: Fraction,
  after: Fraction,
  ever: boolean,
): MovementKind | null {
  const direction = compare(after, before);
  if (direction === 0) return null;
  if (compare(after, ZERO) === 0) return 'CHURN';
  if (compare(before, ZERO) === 0) return ever ? 'REACTIVATION' : 'NEW';
  return direction > 0 ? 'EXPANSION' : 'CONTRACTION';
}

/** What a period begins with, and the sum of its movements of each kind: those downwards are negative. */
export interface Flows {
  opening: Fraction;
  new: Fraction;
  expansion: Fraction;
  reactivation: Fraction;
  contraction: Fraction;
  churn: Fraction;
}

/** What a period ends with. */
export function closingOf(flows: Flows): Fraction {
  return [flows.new, flows.expansion, flows.reactivation, flows.contraction, flows.churn].reduce(
    add,
    flows.opening,
  );
}

/** Nothing divided by nothing cannot be said. */
export function ratio(part: Fraction, whole: Fraction): Fraction | null {
  return compare(whole, ZERO) === 0 ? null : div(part, whole);
}

/** How much more a period ends with than it began with. Source: the desk, Figures. */
export function growth(flows: Flows): Fraction | null {
  return ratio(sub(closingOf(flows), flows.opening), flows.opening);
}

/** What was lost of what a period began with; net: less what grew and what came back. */
export function grossChurn({ opening, contraction, churn }: Flows): Fraction | null {
  return ratio(sub(ZERO, add(contraction, churn)), opening);
}
export function netChurn(flows: Flows): Fraction | null {
  const { opening, expansion, reactivation, contraction, churn } = flows;
  return ratio(sub(ZERO, [expansion, reactivation, contraction, churn].reduce(add)), opening);
}

/** What the customers of a period's beginning still bring at its end, of what they brought. */
export function netRetention(flows: Flows): Fraction | null {
  const { opening, expansion, contraction, churn } = flows;
  return ratio([opening, expansion, contraction, churn].reduce(add), opening);
}

/** What came, for each unit that went. */
export function quickRatio(flows: Flows): Fraction | null {
  const { new: fresh, expansion, reactivation, contraction, churn } = flows;
  return ratio([fresh, expansion, reactivation].reduce(add), sub(ZERO, add(contraction, churn)));
}
