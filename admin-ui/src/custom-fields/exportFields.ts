import type { CustomField } from './api.ts';
import { asValues, printCell } from './rules.ts';

/** The headings of custom fields in a file, as the import reads them. */
export function fieldHeadings(fields: readonly CustomField[]): string[] {
  return fields.map(({ key }) => `cf:${key}`);
}

/** A record's custom fields as cells under those headings, spelled as the import reads them. */
export function fieldCells(fields: readonly CustomField[], json: unknown): string[] {
  const values = asValues(json);
  return fields.map((field) => printCell(field, values[field.key]));
}
