import type { z } from 'zod';
import { unguardCell } from '@backhaul/domain/text/csvCell';
import { FIELD_PREFIX } from './table.ts';
import type { Table, TableRecord } from './table.ts';

/** A record whose cells are all well formed; what it says may still be wrong. */
export interface ParsedRow<T> {
  record: TableRecord;
  value: T;
  /** The cells of custom fields, by the fields' keys. */
  fields: [key: string, cell: string][];
}

const ASCII = /^\p{ASCII}*$/u;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Every record's cells, one fault for each that is wrong; returns those without faults. */
export function parseRows<T extends object>(
  table: Table,
  schema: z.ZodType<T>,
  columns: readonly string[],
): ParsedRow<T>[] {
  const ofFields = table.header.filter((column) => column.startsWith(FIELD_PREFIX));
  const places = [...columns, ...ofFields].map(
    (column) => [column, table.header.indexOf(column)] as const,
  );
  const rows: ParsedRow<T>[] = [];
  for (const record of table.records) {
    const given = cellsOf(record, table.header.length, places);
    if (!given) continue;
    const parsed = schema.safeParse(given);
    if (!parsed.success)
      for (const issue of parsed.error.issues)
        refuse(record, String(issue.path[0] ?? ''), issue.message);
    else if (!record.faults.length)
      rows.push({
        record,
        value: parsed.data,
        fields: ofFields.map((column) => [column.slice(FIELD_PREFIX.length), given[column]]),
      });
  }
  return rows;
}

function cellsOf(
  record: TableRecord,
  count: number,
  places: readonly (readonly [string, number])[],
): Record<string, string> | null {
  if (record.cells.length !== count) {
    refuse(
      record,
      '',
      `the row has ${record.cells.length} columns where the first line names ${count}`,
    );
    return null;
  }
  const given: Record<string, string> = {};
  for (const [column, place] of places) {
    const bytes = place < 0 ? '' : record.cells[place];
    try {
      given[column] = inOneLine(
        record,
        column,
        unguardCell(ASCII.test(bytes) ? bytes : utf8.decode(Buffer.from(bytes, 'latin1'))),
      );
    } catch {
      refuse(record, column, 'is not UTF-8 text: save the file as UTF-8');
      given[column] = Buffer.from(bytes, 'latin1').toString('utf8'); // so that the other columns are looked at too
    }
  }
  return given;
}

const LINE_BREAKS = /\s*[\r\n\u2028\u2029]\s*/g;

/** Spreadsheets break lines inside cells; only custom fields have room for more than one. */
function inOneLine(record: TableRecord, column: string, text: string): string {
  if (column.startsWith(FIELD_PREFIX)) return text;
  const line = text.trim().replace(LINE_BREAKS, ' ');
  if (line === text.trim()) return text;
  record.warnings.push({ column, reason: 'a line break in it became a space' });
  return line;
}

/** Adds a fault to a record; it will not be imported. */
export function refuse(record: TableRecord, column: string, reason: string): void {
  record.faults.push({ column, reason });
}

/** The rows that nobody refused meanwhile. */
export function good<T>(rows: readonly ParsedRow<T>[]): ParsedRow<T>[] {
  return rows.filter((row) => !row.record.faults.length);
}
