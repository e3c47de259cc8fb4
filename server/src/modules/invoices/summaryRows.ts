import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { taxSummary } from '@backhaul/domain/money/taxSummary';
import { categoryOf, partAmounts } from '@backhaul/domain/money/taxTerms';
import { TaxCategory } from '../tariffs/index.ts';
import type { TaxSummaryRowType } from './documents.types.ts';
import type { DocumentLineType } from './lines.types.ts';

/** What the lines of a document hold of each tax rate: the one path of the API and of what is printed. */
export function summaryRows(
  lines: readonly DocumentLineType[],
  currency: string,
): TaxSummaryRowType[] {
  const money = (amount: bigint) => formatMinor(amount, currencyDigits(currency));
  return taxSummary(
    lines.map(({ taxPercent, taxTerms, taxIncluded, amounts }) => ({
      taxPercent,
      ...(taxTerms && { taxTerms }),
      taxIncluded,
      ...amounts,
    })),
  ).map((row) => ({
    taxPercent: row.taxPercent,
    taxCategory: TaxCategory[categoryOf(row)],
    taxReason: row.taxTerms?.reason ?? null,
    parts: partAmounts(row.tax, row).map(({ name = '', percent, amount }) => ({
      name,
      percent,
      tax: money(amount),
    })),
    taxIncluded: row.taxIncluded,
    net: money(row.net),
    tax: money(row.tax),
    total: money(row.total),
  }));
}
