import {
  type DocumentLineType,
  lineFromPlan,
  type PlannedLineJson,
  summaryRows,
} from '../invoices/index.ts';

/** A document's lines: as they are shown everywhere, and as templates read them. */
export function shownLines(
  lines: readonly (PlannedLineJson & { billingDay: number | null })[],
  currency: string,
) {
  const shown = lines.map((line) => lineFromPlan(line, currency, line.billingDay));
  return {
    shown,
    printed: shown.map(
      ({ amounts: _amounts, serviceId: _service, taxTerms: _terms, ...line }, i) => ({
        ...line,
        exempt: line.taxCategory === 'E',
        position: String(i + 1),
        days: line.daysCharged === null ? '' : `${line.daysCharged} of ${line.daysInPeriod} days`,
      }),
    ),
  };
}

/** What the lines hold of each tax rate, as templates read it. */
export function shownTaxes(shown: readonly DocumentLineType[], currency: string) {
  return summaryRows(shown, currency).map((row) => ({
    percent: row.taxPercent,
    category: row.taxCategory,
    ...notTaxed(row.taxCategory, row.taxReason),
    parts: row.parts,
    included: row.taxIncluded,
    net: row.net,
    tax: row.tax,
    total: row.total,
  }));
}

/** How it is printed that nothing is taken: by which word of the product, with which reason. */
function notTaxed(category: string, reason: string | null) {
  return {
    exempt: category === 'E',
    reverseCharge: category === 'AE',
    outside: category === 'O',
    reason: reason ?? '',
  };
}

/** Whether the recipient owes the tax of something on it, which a document must say. */
export function isReverseCharge(shown: readonly DocumentLineType[]): boolean {
  return shown.some(({ taxCategory }) => taxCategory === 'AE');
}
