import type { InvoiceLineInput } from '../generated/graphql.ts';
import { cleanDecimal, readDecimal } from '../kit/decimal.ts';
import type { FieldErrors } from '../kit/form/useSubmit.ts';
import type { LineDraft } from './estimate.ts';

/** A typed line as the API takes it. */
export function lineInput(line: LineDraft): InvoiceLineInput {
  return {
    description: line.description.trim(),
    quantity: cleanDecimal(line.quantity || '1'),
    unitPrice: cleanDecimal(line.unitPrice),
    taxRateId: line.taxRateId || null,
    taxIncluded: line.taxIncluded,
    discount: line.discountValue.trim()
      ? {
          kind: line.discountKind,
          value: cleanDecimal(line.discountValue),
          message: line.discountMessage ?? null,
        }
      : null,
  };
}

/** What lines lack, by their fields. */
export function missingInLines(lines: readonly LineDraft[]): FieldErrors {
  const errors: Record<string, string> = {};
  lines.forEach((line, index) => {
    if (line.description.trim() === '') errors[`lines.${index}.description`] = 'Say what is sold.';
    if (readDecimal(line.unitPrice) === null) errors[`lines.${index}.unitPrice`] = 'Enter a price.';
  });
  return errors;
}
