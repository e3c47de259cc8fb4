import { add, formatDecimal, fraction, fromDecimal, fromInt, mul } from './fraction.ts';
import type { Fraction } from './fraction.ts';

/** What one tax of a group is taken on. */
export type TaxBasis = 'NET' | 'PREVIOUS_TAX' | 'NET_PLUS_PREVIOUS_TAX' | 'NET_PLUS_ALL_PREVIOUS';

/** One tax of a group; the order in the group matters. */
export interface TaxComponent {
  name?: string;
  percent: string;
  basis: TaxBasis;
}

const ZERO = fromInt(0);
const HUNDRED = fromInt(100);

/** The exact tax of each component of a group on a net amount, in the net's own unit, unrounded. */
export function groupTaxParts(net: Fraction, components: readonly TaxComponent[]): Fraction[] {
  const parts: Fraction[] = [];
  let previous = ZERO;
  let all = ZERO;
  for (const component of components) {
    const base = basisOf(component.basis, net, previous, all);
    previous = mul(base, percentRate(component.percent));
    all = add(all, previous);
    parts.push(previous);
  }
  return parts;
}

/**
 * The exact tax of a whole group on a net amount, unrounded.
 * Source: billing rules, Money, tax, rounding (27.53468 on 100 in its worked example).
 */
export function groupTax(net: Fraction, components: readonly TaxComponent[]): Fraction {
  return groupTaxParts(net, components).reduce(add, ZERO);
}

/** A percent as a rate: "15" is 15/100. Throws RangeError when it is no decimal. */
export function percentRate(percent: string): Fraction {
  const { n, d } = fromDecimal(percent);
  return fraction(n, d * 100n);
}

/** The percent of a whole group, exact, in its shortest spelling: "27.53468". */
export function groupPercent(components: readonly TaxComponent[]): string {
  const exact = groupTax(HUNDRED, components);
  // every percent is a decimal, so that the denominator is a power of ten
  return formatDecimal(exact, exact.d.toString().length - 1);
}

function basisOf(basis: TaxBasis, net: Fraction, previous: Fraction, all: Fraction): Fraction {
  switch (basis) {
    case 'NET':
      return net;
    case 'PREVIOUS_TAX':
      return previous;
    case 'NET_PLUS_PREVIOUS_TAX':
      return add(net, previous);
    case 'NET_PLUS_ALL_PREVIOUS':
      return add(net, all);
  }
}
