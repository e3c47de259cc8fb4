import type { DecimalSign } from './amounts.ts';

/** Where in a file of a bank's own making everything stands: columns by header or 1-based number. */
export interface CsvMapping {
  delimiter: string | null;
  encoding: string | null;
  decimalSign: DecimalSign | null;
  dateFormat: string;
  skipLines: number;
  bookingDate: Column;
  amount: Column | null;
  debit: Column | null;
  credit: Column | null;
  sign: Column | null;
  currency: Column | null;
  name: Column | null;
  iban: Column | null;
  text: readonly Column[];
  endToEndId: Column | null;
  bankReference: Column | null;
  balance: Column | null;
}
export type Column = string | number;

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1'] as const;
const DELIMITERS = [';', ',', '\t', '|'] as const;
const DATE_FORMAT =
  /^(?=.*DD?)(?=.*MM?)(?=.*YY)(?:DD?|MM?|YYYY|YY)([./ -]?)(?:DD?|MM?)\1(?:DD?|MM?|YYYY|YY)$/;
const COLUMNS = [
  'amount',
  'debit',
  'credit',
  'sign',
  'currency',
  'name',
  'iban',
  'endToEndId',
  'bankReference',
  'balance',
] as const;
const KEYS = new Set<string>([
  ...COLUMNS,
  'bookingDate',
  'text',
  'delimiter',
  'encoding',
  'decimalSign',
  'dateFormat',
  'skipLines',
]);

/** A mapping as somebody gives it, checked; problems by key, in words. */
export function readMapping(
  input: unknown,
): { mapping: CsvMapping } | { problems: Record<string, string> } {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { problems: { '': 'must be an object' } };
  const given = input as Record<string, unknown>;
  const problems: Record<string, string> = {};
  for (const key of Object.keys(given)) if (!KEYS.has(key)) problems[key] = 'is unknown';
  const column = (key: string): Column | null => {
    const value = given[key] ?? null;
    if (value === null || isColumn(value)) return value;
    problems[key] = 'must be a header, or the number of a column from 1 on';
    return null;
  };
  const oneOf = <T extends string>(key: string, all: readonly T[]): T | null => {
    const value = given[key] ?? null;
    if (value === null || all.includes(value as T)) return value as T | null;
    problems[key] = `must be one of ${all.map((each) => (each === '\t' ? 'tab' : each)).join(' ')}`;
    return null;
  };
  const columns = Object.fromEntries(COLUMNS.map((key) => [key, column(key)])) as Record<
    (typeof COLUMNS)[number],
    Column | null
  >;
  const text = given.text == null ? [] : Array.isArray(given.text) ? given.text : [given.text];
  if (!text.every(isColumn) || text.length > 20) problems.text = 'must be a list of columns';
  const dateFormat = given.dateFormat ?? 'DD.MM.YYYY';
  if (typeof dateFormat !== 'string' || !DATE_FORMAT.test(dateFormat))
    problems.dateFormat = 'must be written like DD.MM.YYYY, MM/DD/YY or YYYY-MM-DD';
  const skipLines = given.skipLines ?? 0;
  if (!Number.isInteger(skipLines) || Number(skipLines) < 0 || Number(skipLines) > 1000)
    problems.skipLines = 'must be a whole number from 0 to 1000';
  const bookingDate = column('bookingDate');
  if (bookingDate === null) problems.bookingDate ??= 'is required';
  if (columns.amount === null && (columns.debit === null || columns.credit === null))
    problems.amount ??= 'is required, or debit and credit';
  const rest = {
    delimiter: oneOf('delimiter', DELIMITERS),
    encoding: oneOf('encoding', ENCODINGS),
    decimalSign: oneOf('decimalSign', ['.', ','] as const),
  };
  if (Object.keys(problems).length) return { problems };
  const all = { ...columns, ...rest, bookingDate, text, dateFormat, skipLines };
  return { mapping: all as unknown as CsvMapping };
}

function isColumn(value: unknown): value is Column {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 1 && value <= 500;
  return typeof value === 'string' && value.trim() !== '' && value.length <= 200;
}

/** The sign that most evenly parts the first lines of a file; null where none does. */
export function delimiterOf(lines: readonly string[]): string | null {
  const filled = lines.filter((line) => line.trim());
  let best: { delimiter: string; score: number } | null = null;
  for (const delimiter of DELIMITERS) {
    const counts = filled.map((line) => outsideQuotes(line, delimiter));
    const most = Math.max(0, ...counts);
    const score = most * counts.filter((count) => count === most).length;
    if (most > 0 && (!best || score > best.score)) best = { delimiter, score };
  }
  return best?.delimiter ?? null;
}

function outsideQuotes(line: string, sign: string): number {
  let quoted = false;
  let count = 0;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === sign && !quoted) count += 1;
  }
  return count;
}
