import { add, div, formatDecimal, fraction, fromDecimal, mul, reduce } from './fraction.ts';
import { largestRemainder } from './largestRemainder.ts';
import { groupTaxParts, type TaxComponent } from './taxGroup.ts';

/** As EN 16931 names them: standard, zero-rated, exempt, reverse charge, outside the scope. */
export const TAX_CATEGORIES = ['S', 'Z', 'E', 'AE', 'O'] as const;
export type TaxCategory = (typeof TAX_CATEGORIES)[number];

/** What a tax is beside its percent. */
export interface TaxTerms {
  category: TaxCategory;
  /** Why nothing is taken, as it is printed. */
  reason?: string;
  /** The taxes that the percent is made of, in their order. */
  parts?: readonly TaxComponent[];
}

/** What is taxed how; without terms a rate of its own: standard, or zero where the percent is. */
export interface Taxed {
  taxPercent: string;
  taxTerms?: TaxTerms | null;
}

/** Digits of a percent: those of any group that a rate may have. */
export const PERCENT_DIGITS = 28;

/** A percent in its shortest spelling, with all its digits. */
export function plainPercent(taxPercent: string): string {
  return formatDecimal(fromDecimal(taxPercent), PERCENT_DIGITS);
}

export function categoryOf({ taxPercent, taxTerms }: Taxed): TaxCategory {
  return taxTerms?.category ?? (fromDecimal(taxPercent).n === 0n ? 'Z' : 'S');
}

/** Equal for what is taxed alike; two spellings of a percent ("19", "19.0") are one. */
export function taxKey(taxed: Taxed): string {
  const { n, d } = reduce(fromDecimal(taxed.taxPercent));
  const { taxTerms } = taxed;
  if (!taxTerms) return `${n}/${d}`;
  const parts = taxTerms.parts?.map(({ name, percent, basis }) => [name, percent, basis]) ?? [];
  return taxTerms.category === categoryOf({ taxPercent: taxed.taxPercent }) &&
    !taxTerms.reason &&
    !parts.length
    ? `${n}/${d}`
    : `${n}/${d} ${JSON.stringify([taxTerms.category, taxTerms.reason ?? null, parts])}`;
}

/** A part of a tax, in minor units. */
export interface TaxPartAmount extends TaxComponent {
  amount: bigint;
}

/** A rounded tax in the parts of its group, which add up to it exactly; none where it has no parts. */
export function partAmounts(tax: bigint, { taxTerms }: Pick<Taxed, 'taxTerms'>): TaxPartAmount[] {
  const parts = taxTerms?.parts ?? [];
  const shares = groupTaxParts(fraction(1n), parts);
  const whole = shares.reduce(add, fraction(0n));
  if (whole.n === 0n) return parts.map((part) => ({ ...part, amount: 0n }));
  const amounts = largestRemainder(
    tax,
    shares.map((share) => mul(fraction(tax), div(share, whole))),
  );
  return parts.map((part, i) => ({ ...part, amount: amounts[i] }));
}
