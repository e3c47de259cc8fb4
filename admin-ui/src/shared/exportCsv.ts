import { downloadCSV } from 'react-admin';
import { guardCell } from '../../../server/src/domain/csvCell.ts';

/** A cell as a spreadsheet may safely read it: quoted where needed, and never taken for a formula. */
function cell(value: string | number | boolean | null | undefined): string {
  const text = value === null || value === undefined ? '' : String(value);
  const harmless = typeof value === 'string' ? guardCell(text) : text;
  return /[",\n\r]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Saves rows as a CSV file; the first row holds the headings. Amounts stay the exact decimals of the API. */
export function exportCsv(name: string, headings: readonly string[], rows: readonly (readonly (string | number | boolean | null | undefined)[])[]): void {
  downloadCSV([headings, ...rows].map((row) => row.map(cell).join(',')).join('\r\n'), name);
}
