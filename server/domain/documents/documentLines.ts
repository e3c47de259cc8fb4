import { discountLinesOf } from '../charging/discountLines.ts';
import { discountsOnDay } from '../charging/discounts.ts';
import { taxFieldsOf, withTaxes } from '../charging/draftLine.ts';
import type { DraftLine, LineTax } from '../charging/draftLine.ts';
import type { DiscountFacts } from '../charging/facts.ts';
import { fromDecimal, mul, roundToMinor } from '../money/fraction.ts';
import type { PlannedLine } from '../charging/plan.ts';
import type { FinanceValues } from '../settings/finance.ts';
import type { Language } from '../text/languages.ts';

/** One line as a person enters it. */
export interface ManualLine extends LineTax {
  description: string;
  quantity: string;
  unitPrice: string;
  /** A window, when given, is not looked at: the line itself is the occasion. */
  discount?: (Pick<DiscountFacts, 'kind' | 'value'> & Partial<DiscountFacts>) | null;
}

/**
 * The lines of a one-time document, on the same tax path as recurring charges. A discount makes its own negative line:
 * a percent of the exact price, or a fixed amount, at most the line. Amounts in minor units of `digits` decimals.
 * A total below zero is the caller's to refuse. Throws RangeError for a text that is no decimal.
 */
export function planManualLines(
  inputs: readonly ManualLine[],
  { taxRounding, documentLanguage }: Pick<FinanceValues, 'taxRounding' | 'documentLanguage'>,
  digits: number,
): PlannedLine[] {
  return withTaxes(
    inputs.flatMap((input) => draftsOf(input, { digits, language: documentLanguage })),
    taxRounding,
  );
}

function draftsOf(
  input: ManualLine,
  { digits, language }: { digits: number; language: Language },
): DraftLine[] {
  const price = mul(fromDecimal(input.unitPrice), fromDecimal(input.quantity));
  const amount = roundToMinor(price, digits);
  const line: DraftLine = {
    kind: 'ITEM',
    serviceId: null,
    itemId: null,
    description: input.description,
    quantity: input.quantity,
    unitPrice: input.unitPrice,
    periodFrom: null,
    periodTo: null,
    ...taxFieldsOf(input),
    category: 'Service',
    amount,
  };
  if (!input.discount) return [line];
  const discount = { from: null, until: null, message: null, ...input.discount };
  const discounted = { serviceId: null, description: input.description, ...taxFieldsOf(input) };
  return [
    line,
    ...discountLinesOf(discounted, discountsOnDay([discount], price, null), amount, {
      digits,
      language,
    }),
  ];
}
