import type { RaRecord } from 'react-admin';
import type { CustomField } from '../custom-fields/api.ts';
import { fieldCells, fieldHeadings } from '../custom-fields/exportFields.ts';
import { exportCsv } from './exportCsv.ts';

type Cell = string | number | boolean | null;

/** How a record inside a record is called. */
function nameOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  const { name, number, receiptNumber, description } = value as Record<string, unknown>;
  return String(name ?? number ?? receiptNumber ?? description ?? '');
}

/** A record as names and cells: what lies inside it by its path, lists in one cell. */
function cellsOf(record: object, path = ''): [string, Cell][] {
  return Object.entries(record).flatMap(([key, value]: [string, unknown]): [string, Cell][] => {
    if (path === '' && key === 'customFields') return [];
    if (Array.isArray(value)) return [[path + key, value.map(nameOf).filter(Boolean).join('; ')]];
    if (typeof value === 'object' && value !== null) return cellsOf(value, `${path}${key}.`);
    return [[path + key, typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null]];
  });
}

/** Saves the rows of a list as CSV: everything that is known of them, then their custom fields. */
export function exportRows(name: string, rows: readonly RaRecord[], fields: readonly CustomField[]): void {
  const cells = rows.map((row) => new Map(cellsOf(row)));
  const headings = [...new Set(cells.flatMap((row) => [...row.keys()]))];
  exportCsv(name, [...headings, ...fieldHeadings(fields)], rows.map((row, index) => [...headings.map((heading) => cells[index]?.get(heading)), ...fieldCells(fields, row.customFields)]));
}
