import { fromDecimal, mul, roundToMinor } from '../money/fraction.ts';
import { taxLines } from '../money/tax.ts';
import { taxOn } from '../money/taxRate.ts';
import type { TaxRounding } from '../settings/finance.ts';
import type { ItemFacts } from './facts.ts';
import type { PlannedLine } from './plan.ts';

/** A line whose price is known and whose tax is not: `amount` is the rounded net, or gross when tax is included. */
export type DraftLine = Omit<PlannedLine, 'net' | 'tax' | 'total'> & { amount: bigint };

/** What all lines of one service, item or manual entry have in common. */
export type LineTax = Pick<DraftLine, 'taxPercent' | 'taxTerms' | 'taxIncluded'>;

/** Adds the taxes of all lines at once: the one path every document goes, whatever made its lines. */
export function withTaxes(drafts: readonly DraftLine[], rounding: TaxRounding): PlannedLine[] {
  const taxed = taxLines(drafts, rounding);
  return drafts.map(({ amount, ...line }, i) => ({
    ...line,
    ...(taxed[i] ?? { net: amount, tax: 0n, total: amount }),
  }));
}

/**
 * What a running total adds: its amounts with their tax, after less before, so that all that is added comes to the last
 * total with its tax. Amounts in minor units, net or gross as the line's are.
 */
export function addedTo(
  draft: DraftLine,
  [before, after]: readonly [bigint, bigint],
): Pick<PlannedLine, 'net' | 'tax' | 'total'> {
  const [was, is] = [before, after].map((amount) => withTaxes([{ ...draft, amount }], 'PER_LINE'));
  return {
    net: is[0].net - was[0].net,
    tax: is[0].tax - was[0].tax,
    total: is[0].total - was[0].total,
  };
}

/** The tax fields of a fact. */
export function taxFieldsOf({ taxPercent, taxTerms, taxIncluded }: LineTax): LineTax {
  return { taxPercent, ...(taxTerms && { taxTerms }), taxIncluded };
}

/** The line of an item that waited for an invoice; digits: of the currency. */
export function itemLine(item: ItemFacts, digits: number): DraftLine {
  return {
    kind: 'ITEM',
    serviceId: null,
    itemId: item.id,
    description: item.description,
    quantity: item.quantity,
    unitPrice: item.unitPrice,
    periodFrom: null,
    periodTo: null,
    ...taxFieldsOf({ ...item, ...taxOn(item, item.date) }),
    category: 'Service',
    amount: roundToMinor(mul(fromDecimal(item.unitPrice), fromDecimal(item.quantity)), digits),
  };
}
