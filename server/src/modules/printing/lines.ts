import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { taxSummary } from '@backhaul/domain/money/taxSummary';
import { type DocumentLineType, lineFromPlan, type PlannedLineJson } from '../invoices/index.ts';

/** A document's lines: as they are shown everywhere, and as templates read them. */
export function shownLines(
  lines: readonly (PlannedLineJson & { billingDay: number | null })[],
  currency: string,
) {
  const shown = lines.map((line) => lineFromPlan(line, currency, line.billingDay));
  return {
    shown,
    printed: shown.map(({ amounts: _amounts, serviceId: _service, ...line }, i) => ({
      ...line,
      position: String(i + 1),
      days: line.daysCharged === null ? '' : `${line.daysCharged} of ${line.daysInPeriod} days`,
    })),
  };
}

/** What the lines hold of each tax rate, as templates read it. */
export function shownTaxes(shown: readonly DocumentLineType[], currency: string) {
  const money = (amount: bigint) => formatMinor(amount, currencyDigits(currency));
  return taxSummary(
    shown.map(({ taxPercent, taxIncluded, amounts }) => ({ taxPercent, taxIncluded, ...amounts })),
  ).map((tax) => ({
    percent: tax.taxPercent,
    included: tax.taxIncluded,
    net: money(tax.net),
    tax: money(tax.tax),
    total: money(tax.total),
  }));
}
