import { delimiterOf } from '@backhaul/domain/imports/delimiter';
import { csvRows } from './csv.ts';
import { decoded, encodingOf, ENCODINGS, type Encoding } from './encoding.ts';
import {
  COLUMNS_MAX,
  FileRefused,
  ROWS_MAX,
  SAVE_OTHERWISE,
  TOO_LONG,
  TOO_WIDE,
} from './refused.ts';
import type { FileRow } from './fileRow.ts';
import { sheetRows } from './sheet.ts';
import { openWorkbook } from './workbook.ts';

/** How a file is read: chosen by somebody, or found. */
export interface HowRead {
  encoding: string;
  delimiter: string | null;
  sheet: string | null;
  headerRow: number;
}

export interface OpenedFile extends HowRead {
  sheets: string[];
  headings: string[];
  /** All that follows the headings. */
  rows(): AsyncGenerator<FileRow>;
}

const HEAD = 256 * 1024;

/** Opens a table. Refuses, in words, what is none, and a sheet or encoding that there is not. */
export async function openFile(bytes: Buffer, chosen: Partial<HowRead> = {}): Promise<OpenedFile> {
  const { how, sheets, rows } = await readerOf(bytes, chosen);
  const headerRow = chosen.headerRow ?? 1;
  let headings: string[] | null = null;
  for await (const { line, cells } of rows()) {
    if (line < headerRow) continue;
    headings = trimmed(cells);
    break;
  }
  if (!headings?.length)
    throw new FileRefused(headerRow > 1 ? `There is no line ${headerRow}.` : 'The file is empty.');
  if (headings.length > COLUMNS_MAX) throw new FileRefused(TOO_WIDE, true);
  const width = headings.length;
  return {
    ...how,
    headerRow,
    sheets,
    headings,
    rows: () => below(rows(), headerRow, width, how.sheet !== null),
  };
}

async function readerOf(bytes: Buffer, chosen: Partial<HowRead>) {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new FileRefused(SAVE_OTHERWISE);
  if (bytes.toString('latin1', 0, 2) === 'PK') {
    const book = await openWorkbook(bytes);
    const sheet =
      chosen.sheet == null ? book.sheets[0] : book.sheets.find(({ name }) => name === chosen.sheet);
    if (!sheet) throw new FileRefused('There is no such sheet.');
    return {
      how: { encoding: 'UTF-8', delimiter: null, sheet: sheet.name },
      sheets: book.sheets.map(({ name }) => name),
      rows: () => sheetRows(book, sheet),
    };
  }
  const encoding: Encoding =
    chosen.encoding == null ? encodingOf(bytes) : knownEncoding(chosen.encoding);
  const delimiter = chosen.delimiter ?? delimiterOf(headOf(bytes, encoding));
  return {
    how: { encoding, delimiter, sheet: null },
    sheets: [],
    rows: () => csvRows(bytes, encoding, delimiter),
  };
}

function knownEncoding(given: string): Encoding {
  const found = ENCODINGS.find((each) => each.toLowerCase() === given.toLowerCase());
  if (!found) throw new FileRefused(`must be one of ${ENCODINGS.join(', ')}`);
  return found;
}

function headOf(bytes: Buffer, encoding: Encoding): string {
  const [first = ''] = decoded(bytes.subarray(0, HEAD), encoding);
  return first;
}

function trimmed(cells: readonly string[]): string[] {
  let last = cells.length;
  while (last > 0 && cells[last - 1].trim() === '') last -= 1;
  return cells.slice(0, last).map((cell) => cell.trim());
}

/** The rows below the headings, each as wide as they are; what is wider or narrower says so. */
async function* below(
  rows: AsyncGenerator<FileRow>,
  headerRow: number,
  width: number,
  padded: boolean,
): AsyncGenerator<FileRow> {
  let count = 0,
    begun = false;
  for await (const row of rows) {
    if (!begun) {
      begun = row.line >= headerRow;
      continue;
    }
    if (row.cells.every((cell) => cell.trim() === '')) continue;
    count += 1;
    if (count > ROWS_MAX) throw new FileRefused(TOO_LONG, true);
    const filled = trimmed(row.cells).length;
    if (filled > width || (!padded && row.cells.length < width))
      row.faults[0] = `the row has ${row.cells.length} columns where the headings name ${width}`;
    if (row.cells.length > COLUMNS_MAX) throw new FileRefused(TOO_WIDE, true);
    const cells = row.cells.slice(0, width);
    while (cells.length < width) cells.push('');
    yield { ...row, cells };
  }
}
