import type { PlannedLine } from '../charging/plan.ts';
import { taxKey, type Taxed } from './taxTerms.ts';

/** What a document prints per rate: amounts in minor units. */
export interface TaxSummaryRow extends Taxed {
  taxIncluded: boolean;
  net: bigint;
  tax: bigint;
  total: bigint;
}

/**
 * The lines' sums per (rate, included or not), in the order the rates first appear. What is taxed
 * with nothing for another reason, or in other parts, is another rate.
 */
export function taxSummary(
  lines: readonly Pick<
    PlannedLine,
    'taxPercent' | 'taxTerms' | 'taxIncluded' | 'net' | 'tax' | 'total'
  >[],
): TaxSummaryRow[] {
  const rows = new Map<string, TaxSummaryRow>();
  for (const { taxPercent, taxTerms, taxIncluded, net, tax, total } of lines) {
    const key = `${taxKey({ taxPercent, taxTerms })} ${taxIncluded}`;
    const rate = { taxPercent, ...(taxTerms && { taxTerms }), taxIncluded };
    const row = rows.get(key) ?? { ...rate, net: 0n, tax: 0n, total: 0n };
    rows.set(key, { ...row, net: row.net + net, tax: row.tax + tax, total: row.total + total });
  }
  return [...rows.values()];
}
