import type { SaxesTagPlain } from 'saxes';
import { addDays } from '@backhaul/domain/time/calendar';
import type { FileRow } from './fileRow.ts';
import { COLUMNS_MAX, FileRefused, TOO_WIDE } from './refused.ts';
import type { Sheet, Workbook } from './workbook.ts';
import { xmlReader } from './xml.ts';
import { textOf } from './zip.ts';

const CELL = /^([A-Z]{1,3})(\d{1,7})$/;

/** The place of a cell by its name, "B3", both counted from nought. */
function placeOf(name: string): { row: number; column: number } | null {
  const found = CELL.exec(name);
  if (!found) return null;
  const column = [...found[1]].reduce((sum, sign) => sum * 26 + sign.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(found[2]) - 1, column };
}

/** A number as it is stored, in full. More than three decimals tell any reader that the dot is no thousands. */
export function numberText(stored: string): string {
  const value = Number(stored);
  if (!Number.isFinite(value)) return stored;
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  return /^-?\d+\.\d{3}$/.test(text) ? `${text}0` : text.includes('e') ? text.toUpperCase() : text;
}

function dayText(stored: string, from1904: boolean): string {
  const days = Math.floor(Number(stored));
  if (!(days >= 0 && days < 3_000_000)) return stored;
  // 1900 was no leap year, and the count has its 29 February
  return addDays('1904-01-01', from1904 ? days : days - 1462 + (days < 60 ? 1 : 0));
}

interface Cell {
  column: number;
  type: string;
  style: number;
  value: string;
}

function textOfCell(book: Workbook, { type, style, value }: Cell): string {
  if (type === 's') return book.strings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'yes' : 'no';
  if (type === 'd') return value.slice(0, 10);
  if (type !== 'n' || value === '') return value;
  return book.dayStyles.has(style) ? dayText(value, book.from1904) : numberText(value);
}

/** The rows that merged cells of a sheet cover, with their names; they stand behind all rows. */
async function mergedRows(book: Workbook, sheet: Sheet): Promise<Map<number, [number, string][]>> {
  const merged = new Map<number, [number, string][]>();
  let rest = '';
  for await (const piece of textOf(book.bytes, sheet.entry)) {
    rest += piece;
    for (const [, ref] of rest.matchAll(/<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z0-9:]{1,30})"/g)) {
      const [first, last] = ref.split(':').map(placeOf);
      if (!first || !last) continue;
      for (let row = first.row; row <= Math.min(last.row, first.row + 10_000); row += 1)
        merged.set(row, [...(merged.get(row) ?? []), [first.column, ref]]);
    }
    rest = rest.slice(-200);
  }
  return merged;
}

class RowReader {
  rows: FileRow[] = [];
  #line = 0;
  #cells: string[] = [];
  #faults: Record<number, string> = {};
  #cell: Cell | null = null;
  #inValue = false;

  constructor(
    private readonly book: Workbook,
    private readonly merged: ReadonlyMap<number, [number, string][]>,
  ) {}

  open(name: string, attributes: SaxesTagPlain['attributes']): void {
    if (name === 'row') {
      this.#line = Number(attributes.r) || this.#line + 1;
      this.#cells = [];
      this.#faults = {};
    } else if (name === 'c') {
      const column = placeOf(attributes.r ?? '')?.column ?? this.#cells.length;
      if (column >= COLUMNS_MAX) throw new FileRefused(TOO_WIDE, true);
      const { t: type = 'n', s: style = '0' } = attributes;
      this.#cell = { column, type, style: Number(style), value: '' };
    } else if (name === 'v' || name === 't') this.#inValue = this.#cell !== null;
  }

  text(part: string): void {
    if (this.#inValue && this.#cell) this.#cell.value += part;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#inValue = false;
    else if (name === 'c' && this.#cell) this.#take(this.#cell);
    else if (name === 'row') this.#end();
  }

  #take(cell: Cell): void {
    this.#cell = null;
    while (this.#cells.length < cell.column) this.#cells.push('');
    this.#cells[cell.column] = textOfCell(this.book, cell);
    if (cell.type === 'e') this.#faults[cell.column] = `the cell shows an error, ${cell.value}`;
  }

  #end(): void {
    for (const [column, ref] of this.merged.get(this.#line - 1) ?? [])
      this.#faults[column] = `the cells ${ref} are merged: part them and say each value`;
    if (this.#cells.some((cell) => cell.trim() !== ''))
      this.rows.push({ line: this.#line, cells: this.#cells, faults: this.#faults });
  }
}

/** The rows of a sheet that are not empty; formulas by the value that is stored with them. */
export async function* sheetRows(book: Workbook, sheet: Sheet): AsyncGenerator<FileRow> {
  const reader = new RowReader(book, await mergedRows(book, sheet));
  const xml = xmlReader({
    open: (name, attributes) => reader.open(name, attributes),
    text: (part) => reader.text(part),
    close: (name) => reader.close(name),
  });
  for await (const piece of textOf(book.bytes, sheet.entry)) {
    xml.write(piece);
    yield* reader.rows;
    reader.rows = [];
  }
  xml.end();
}
