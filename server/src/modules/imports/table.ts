import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { StartupError } from '../../platform/startupError.ts';

/**
 * One record of a file. Its cells are bytes as Latin-1 text, so that what is set aside is what was
 * given, to the byte.
 */
export interface TableRecord {
  /** The physical line on which it begins. */
  line: number;
  cells: string[];
  faults: { column: string; reason: string }[];
  /** What was taken otherwise than it stands there. */
  warnings: { column: string; reason: string }[];
  /** The record that is made of it, or is there already. */
  made?: string;
  there?: string;
}

export interface Table {
  file: string;
  delimiter: string;
  bom: boolean;
  header: string[];
  /** The header as it stands in the file. */
  headerCells: string[];
  records: TableRecord[];
}

/** A column that holds a custom field begins so; then comes the field's key. */
export const FIELD_PREFIX = 'cf:';

const DELIMITERS = [',', ';', '\t', '|'];
const BOM = '\u00ef\u00bb\u00bf';
const NEWLINE = /\r\n|\n|\r/g;

/**
 * Reads a CSV file whole: the byte order mark and the delimiter are detected, lines are counted as
 * an editor counts them. Refuses, in words, a file without the columns that it should have, or with
 * a quote that never closes.
 */
export async function readTable(
  folder: string,
  file: string,
  columns: readonly string[],
  optional: readonly string[],
): Promise<Table> {
  const all = bytesAsText(await readFile(path.join(folder, file)));
  const bom = all.startsWith(BOM);
  const text = bom ? all.slice(BOM.length) : all;
  const delimiter = delimiterOf(text, columns);
  const [first, ...records] = recordsOf(file, text, delimiter);
  if (!first)
    throw new StartupError(
      `${file} is empty: its first line must name the columns ${columns.join(', ')}.`,
    );
  const header = first.cells.map((cell) => cell.trim().toLowerCase());
  const missing = columns.filter(
    (column) => !header.includes(column) && !optional.includes(column),
  );
  if (missing.length)
    throw new StartupError(
      `${file}:${first.line} has no column ${missing.join(', ')}. Its first line must name the columns ${columns.join(', ')}.`,
    );
  const twice = [
    ...columns,
    ...new Set(header.filter((name) => name.startsWith(FIELD_PREFIX))),
  ].filter((column) => header.indexOf(column) !== header.lastIndexOf(column));
  if (twice.length)
    throw new StartupError(
      `${file}:${first.line} names the column ${twice.join(', ')} more than once.`,
    );
  return { file, delimiter, bom, header, headerCells: first.cells, records };
}

/** The bytes of a UTF-8 file as Latin-1 text; UTF-16, as some spreadsheets save, becomes UTF-8 first. */
function bytesAsText(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : null;
  return (encoding ? Buffer.from(new TextDecoder(encoding).decode(bytes)) : bytes).toString(
    'latin1',
  );
}

/** The delimiter that makes most of the known columns out of the first line. */
function delimiterOf(text: string, columns: readonly string[]): string {
  const [line] = text.slice(0, 10_000).split(/\r|\n/, 1);
  const found = DELIMITERS.map((delimiter) => {
    const names = line
      .split(delimiter)
      .map((name) => name.replace(/^\s*"?|"?\s*$/g, '').toLowerCase());
    return { delimiter, known: columns.filter((column) => names.includes(column)).length };
  });
  return found.reduce((best, each) => (each.known > best.known ? each : best)).delimiter;
}

function recordsOf(file: string, text: string, delimiter: string): TableRecord[] {
  let line = 1,
    at = 0;
  /** Moves on to a place in the text, counting the lines that end before it. */
  const goTo = (place: number) => {
    line += text.slice(at, place).match(NEWLINE)?.length ?? 0;
    at = place;
  };
  const records: TableRecord[] = [];
  try {
    parse(Buffer.from(text, 'latin1'), {
      delimiter,
      encoding: 'latin1',
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      on_record(cells: string[], { bytes }) {
        goTo(at + /^[\r\n]*/.exec(text.slice(at, at + 4096))![0].length); // empty lines before it
        if (cells.some((cell) => cell.trim() !== ''))
          records.push({ line, cells, faults: [], warnings: [] });
        goTo(bytes);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    goTo(at + /^[\r\n]*/.exec(text.slice(at, at + 4096))![0].length);
    throw new StartupError(
      `${file}:${line} the record that begins here cannot be read: ${
        error.code === 'CSV_QUOTE_NOT_CLOSED'
          ? 'a quote is opened in it and never closed'
          : error.message
      }.`,
    );
  }
  return records;
}
