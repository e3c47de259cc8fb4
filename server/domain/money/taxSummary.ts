import type { PlannedLine } from '../charging/plan.ts';

/** What a document prints per rate: amounts in minor units. */
export interface TaxSummaryRow {
  taxPercent: string;
  taxIncluded: boolean;
  net: bigint;
  tax: bigint;
  total: bigint;
}

/**
 * The lines' sums per (rate, included or not), in the order the rates first appear.
 * Rates are told apart by their printed percent.
 */
export function taxSummary(
  lines: readonly Pick<PlannedLine, 'taxPercent' | 'taxIncluded' | 'net' | 'tax' | 'total'>[],
): TaxSummaryRow[] {
  const rows = new Map<string, TaxSummaryRow>();
  for (const { taxPercent, taxIncluded, net, tax, total } of lines) {
    const key = `${taxPercent} ${taxIncluded}`;
    const row = rows.get(key) ?? { taxPercent, taxIncluded, net: 0n, tax: 0n, total: 0n };
    rows.set(key, { ...row, net: row.net + net, tax: row.tax + tax, total: row.total + total });
  }
  return [...rows.values()];
}
