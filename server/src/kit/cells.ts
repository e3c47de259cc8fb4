import { guardCell } from '@backhaul/domain/text/csvCell';
import { printCell } from '@backhaul/domain/fields/customFieldText';
import type { FieldValue } from '@backhaul/domain/fields/customFields';
import { stringify, type Stringifier } from 'csv-stringify';

/** Quoted even alone: by itself csv-stringify looks only for the pair that ends a record. */
const LINE_BREAK = /[\r\n]/;

export function csv(columns: readonly string[]): Stringifier {
  return stringify({
    header: true,
    columns: columns.map((header) => ({ key: header, header })),
    bom: true,
    record_delimiter: 'windows',
    quoted_match: LINE_BREAK,
  });
}

/**
 * A value as a cell: numbers as they are, so that a spreadsheet can add them up, and text that it
 * shows and does not run.
 */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return guardCell(value instanceof Date ? value.toISOString() : String(value));
}

/** The value of a custom field as a cell that the import reads. */
export function fieldCell(value: FieldValue | undefined): string {
  return typeof value === 'number'
    ? String(value)
    : guardCell(printCell({ type: typeof value === 'boolean' ? 'BOOLEAN' : 'TEXT' }, value));
}
