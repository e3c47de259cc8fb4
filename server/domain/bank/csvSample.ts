import {
  amountsOf,
  columnsOf,
  entryOfRow,
  needsHeader,
  signOfFile,
  type CsvRead,
} from './csvEntries.ts';
import { delimiterOf, type CsvMapping } from './csvMapping.ts';
import { Unreadable } from './entry.ts';

/** The first rows of a file's beginning as cells, quotes honoured; enough to see whether a mapping fits. */
export function firstRows(
  beginning: string,
  { delimiter, skipLines }: Pick<CsvMapping, 'delimiter' | 'skipLines'>,
  most: number,
): { line: number; cells: string[] }[] {
  const lines = beginning.split(/\r?\n/);
  const sign = delimiter ?? delimiterOf(lines.slice(skipLines, skipLines + 20)) ?? ';';
  const rows: { line: number; cells: string[] }[] = [];
  for (let at = skipLines; at < lines.length && rows.length < most; at++) {
    if (lines[at].trim()) rows.push({ line: at + 1, cells: cellsOf(lines[at], sign) });
  }
  return rows;
}

function cellsOf(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell];
}

/** The first rows as a mapping reads them, or what is wrong with it, in words. */
export function sampleOf(
  beginning: string,
  mapping: CsvMapping,
  most: number,
): { rows: { line: number; read: CsvRead }[] } | { problem: string } {
  try {
    const all = firstRows(beginning, mapping, most + 1);
    const header = needsHeader(mapping) ? (all.shift()?.cells ?? []) : null;
    const columns = columnsOf(mapping, header);
    const signs = signOfFile();
    for (const row of all)
      for (const amount of amountsOf(row, columns)) signs.see(amount, row.line);
    const sign = mapping.decimalSign ?? signs.sign();
    const rows = all.slice(0, most);
    return {
      rows: rows.map((row) => ({ line: row.line, read: entryOfRow(row, columns, mapping, sign) })),
    };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message };
    throw error;
  }
}
