import { add, fraction, fromInt, mul, roundHalfAway } from './fraction.ts';
import type { Fraction } from './fraction.ts';
import { largestRemainder } from './largestRemainder.ts';
import type { TaxRounding } from '../settings/finance.ts';
import { percentRate } from './taxGroup.ts';
import { taxKey, type Taxed } from './taxTerms.ts';

export { groupPercent, groupTax, groupTaxParts } from './taxGroup.ts';
export type { TaxComponent } from './taxGroup.ts';
export { taxSummary } from './taxSummary.ts';

/** A rounded line before tax: `amount` (minor units) is the net, or the gross when the tax is included. */
export interface TaxableLine extends Taxed {
  amount: bigint;
  taxIncluded: boolean;
  /** A DISCOUNT lowers the line before it, together with the discounts between. */
  kind?: string;
}

/** A line's amounts in minor units; net + tax = total. */
export interface TaxedAmounts {
  net: bigint;
  tax: bigint;
  total: bigint;
}

/** The lines of one rate, included or not; where each line is rounded on its own, one line with its discounts. */
interface RateGroup {
  rate: Fraction;
  included: boolean;
  indexes: number[];
}

const ONE = fromInt(1);

/**
 * The tax of every line, in the order of the lines. PER_LINE rounds each on its own, a discount
 * with the line it lowers (see withDiscounts). PER_DOCUMENT computes each group of (rate, included
 * or not) once and spreads it over its lines by largest remainder, so that lines always add up to
 * the document. The gross of a line with included tax is never altered. Amounts are minor units, so
 * the currency's digits play no part. Source: billing rules, Money, tax, rounding.
 */
export function taxLines(lines: readonly TaxableLine[], rounding: TaxRounding): TaxedAmounts[] {
  const result: TaxedAmounts[] = [];
  for (const group of groupsOf(lines, rounding)) {
    const amounts = group.indexes.map((i) => lines[i]?.amount ?? 0n);
    const taxes = rounding === 'PER_LINE' ? withDiscounts(amounts, group) : taxesOf(amounts, group);
    group.indexes.forEach((index, i) => {
      result[index] = withTax(amounts[i] ?? 0n, taxes[i] ?? 0n, group.included);
    });
  }
  return result;
}

function groupsOf(lines: readonly TaxableLine[], rounding: TaxRounding): RateGroup[] {
  const groups = new Map<string, RateGroup>();
  let lowered = 0;
  lines.forEach((line, index) => {
    if (rounding === 'PER_LINE' && line.kind !== 'DISCOUNT') lowered = index;
    const key = rounding === 'PER_LINE' ? String(lowered) : rateKey(line);
    const group = groups.get(key);
    if (group) group.indexes.push(index);
    else
      groups.set(key, {
        rate: percentRate(line.taxPercent),
        included: line.taxIncluded,
        indexes: [index],
      });
  });
  return [...groups.values()];
}

function rateKey(line: TaxableLine): string {
  return `${taxKey(line)}${line.taxIncluded ? ' included' : ''}`;
}

/**
 * The taxes of a line and its discounts, in order: each is what the tax of the price less this and
 * the earlier discounts is beyond the tax before it. So what is left of the price is always taxed
 * as one line of it, and nothing is left of a free one.
 */
function withDiscounts(amounts: readonly bigint[], group: RateGroup): bigint[] {
  const share = taxShare(group);
  let amount = 0n;
  let tax = 0n;
  return amounts.map((each) => {
    const before = tax;
    amount += each;
    tax = roundedTax(amount, mul(fraction(amount), share), group.included);
    return tax - before;
  });
}

/** The group's tax, rounded once and spread over its amounts. */
function taxesOf(amounts: readonly bigint[], group: RateGroup): bigint[] {
  const share = taxShare(group);
  const whole = mul(fraction(amounts.reduce((sum, amount) => sum + amount, 0n)), share);
  const [only] = amounts;
  if (amounts.length === 1 && only !== undefined) return [roundedTax(only, whole, group.included)];
  const total = roundedTax(
    amounts.reduce((sum, amount) => sum + amount, 0n),
    whole,
    group.included,
  );
  return largestRemainder(
    total,
    amounts.map((amount) => mul(fraction(amount), share)),
  );
}

// Included tax is what the rounded net leaves of the gross, which differs from rounding the tax on an exact half.
function roundedTax(amount: bigint, exactTax: Fraction, included: boolean): bigint {
  if (!included) return roundHalfAway(exactTax);
  return amount - roundHalfAway({ n: amount * exactTax.d - exactTax.n, d: exactTax.d });
}

/** Which part of the stated amount is tax: r of a net, r / (1 + r) of a gross. */
function taxShare(group: RateGroup): Fraction {
  if (!group.included) return group.rate;
  const divisor = add(ONE, group.rate);
  return { n: group.rate.n * divisor.d, d: group.rate.d * divisor.n };
}

function withTax(amount: bigint, tax: bigint, included: boolean): TaxedAmounts {
  return included
    ? { net: amount - tax, tax, total: amount }
    : { net: amount, tax, total: amount + tax };
}
