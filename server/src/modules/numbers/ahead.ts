import {
  countedNumbers,
  counterPrefix,
  formatUsesNext,
  PAYMENT_METHODS,
} from '@backhaul/domain/numbers/numbering';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { numberAhead, numberingPlace, type NumberedKind } from './numbers.store.ts';

/** The formats of the finance settings, and whose numbers they give. */
const FORMATS = {
  invoiceNumberFormat: 'INVOICE',
  creditNoteNumberFormat: 'CREDIT_NOTE',
  proformaNumberFormat: 'PROFORMA',
  receiptNumberFormat: 'RECEIPT',
} as const satisfies Record<string, NumberedKind>;
type Formats = Record<keyof typeof FORMATS, string>;

/**
 * Refuses by field those of the formats, as they are in force for a partner from now on, that would give a number which
 * a document of it has: as they count today, and where that is the same for all customers.
 */
export async function refuseTakenFormats(
  sql: ScopedSql,
  partnerId: string,
  formats: Formats,
  touched: readonly string[],
): Promise<void> {
  const fields = (Object.keys(FORMATS) as (keyof Formats)[]).filter(
    (field) => touched.includes(field) && formatUsesNext(formats[field]),
  );
  if (!fields.length) return;
  const place = await numberingPlace(sql, partnerId);
  const date = sql.today(place.clock);
  const refused: Record<string, string> = {};
  for (const field of fields) {
    const format = formats[field];
    for (const method of format.includes('{type') ? PAYMENT_METHODS : [null]) {
      const vars = { partnerId: place.number, date, method };
      const counted = countedNumbers(format, vars);
      if (!counted) continue;
      const prefix = counterPrefix(format, { ...vars, customerId: '' });
      const number = await numberAhead(sql, FORMATS[field], partnerId, prefix, counted);
      if (number !== undefined)
        refused[field] = `would give "${number}", which a document has already: use another text`;
    }
  }
  if (Object.keys(refused).length) throw badInput(refused);
}
