import { readAmount, signSeenIn, writtenDay, type DecimalSign } from './amounts.ts';
import { BLANK_ENTRY, Unreadable, type BankEntry } from './entry.ts';
import type { Column, CsvMapping } from './csvMapping.ts';

/** One line of a file as its cells. */
export interface CsvRow {
  line: number;
  cells: readonly string[];
}

/** What a row says, or why it cannot be taken; null: it is empty. */
export type CsvRead = { entry: BankEntry; balance: string | null } | { problem: string } | null;

/** Where a mapping's columns stand in a file with this header. Throws Unreadable naming those that are not there. */
export function columnsOf(mapping: CsvMapping, header: readonly string[] | null) {
  const names = header?.map((name) => name.trim().toLowerCase()) ?? [];
  const missing: string[] = [];
  const at = (column: Column | null): number | null => {
    if (column === null) return null;
    if (typeof column === 'number') return column - 1;
    const found = names.indexOf(column.trim().toLowerCase());
    if (found < 0) missing.push(column);
    return found;
  };
  const columns = {
    bookingDate: at(mapping.bookingDate) ?? 0,
    amount: at(mapping.amount),
    debit: at(mapping.debit),
    credit: at(mapping.credit),
    sign: at(mapping.sign),
    currency: at(mapping.currency),
    name: at(mapping.name),
    iban: at(mapping.iban),
    text: mapping.text.map((column) => at(column) ?? 0),
    endToEndId: at(mapping.endToEndId),
    bankReference: at(mapping.bankReference),
    balance: at(mapping.balance),
  };
  if (missing.length)
    throw new Unreadable(
      `The file has no column ${missing.map((name) => `"${name}"`).join(', ')}.`,
    );
  return columns;
}
export type Columns = ReturnType<typeof columnsOf>;

/** Whether a mapping names columns by their header. */
export function needsHeader(mapping: CsvMapping): boolean {
  return Object.entries(mapping).some(
    ([key, value]) =>
      !['delimiter', 'encoding', 'decimalSign', 'dateFormat', 'skipLines'].includes(key) &&
      [value].flat().some((column) => typeof column === 'string'),
  );
}

/**
 * Finds out a file's decimal sign from all its amounts. Nothing is guessed: where amounts like "1.234" are all there is,
 * or amounts contradict each other, whoever dropped the file is asked.
 */
export function signOfFile() {
  const seen = new Set<DecimalSign>();
  let either: { text: string; line: number } | null = null;
  return {
    see(text: string, line: number): void {
      const sign = signSeenIn(text);
      if (sign === 'either') either ??= { text, line };
      else if (sign) seen.add(sign);
    },
    sign(): DecimalSign | null {
      const ask =
        'Say in the mapping whether amounts have a point or a comma before their decimals';
      if (seen.size > 1) throw new Unreadable(`${ask}: this file has both.`);
      const [found] = seen;
      if (!found && either)
        throw new Unreadable(`${ask}: "${either.text}" may be read both ways.`, either.line);
      return found ?? null;
    },
  };
}

/** Reads the amounts of a row that tell of its decimal sign. */
export function amountsOf({ cells }: CsvRow, columns: Columns): string[] {
  return [columns.amount, columns.debit, columns.credit, columns.balance].flatMap((at) =>
    at === null || !cells[at]?.trim() ? [] : [cells[at]],
  );
}

/** A row as an entry. */
export function entryOfRow(
  row: CsvRow,
  columns: Columns,
  { dateFormat }: Pick<CsvMapping, 'dateFormat'>,
  sign: DecimalSign | null,
): CsvRead {
  const cell = (at: number | null) => (at === null ? null : row.cells[at]?.trim() || null);
  if (row.cells.every((each) => !each.trim())) return null;
  const written = cell(columns.bookingDate);
  const day = written === null ? null : dayOf(written, dateFormat);
  if (!day) return { problem: `"${written ?? ''}" is no day written ${dateFormat}` };
  const amount = amountOf(cell, columns, sign);
  if (amount === null) return { problem: 'the amount cannot be read' };
  const balance = cell(columns.balance);
  const entry: BankEntry = {
    ...BLANK_ENTRY,
    line: row.line,
    bookingDate: day,
    amount,
    currency: cell(columns.currency)?.toUpperCase() ?? null,
    name: cell(columns.name),
    iban: cell(columns.iban)?.replace(/\s/g, '').toUpperCase() ?? null,
    lines: columns.text.flatMap((at) => cell(at) ?? []).join(' '),
    endToEndId: cell(columns.endToEndId)?.replace(/^NOTPROVIDED$/i, '') || null,
    bankReference: cell(columns.bankReference),
  };
  return { entry, balance: balance === null ? null : readAmount(balance, sign) };
}

function amountOf(
  cell: (at: number | null) => string | null,
  columns: Columns,
  sign: DecimalSign | null,
): string | null {
  const amount = cell(columns.amount);
  if (columns.amount !== null) {
    const read = amount === null ? null : readAmount(amount, sign);
    const side = cell(columns.sign);
    if (read === null || columns.sign === null) return read;
    if (side === null) return null;
    return /^(-|D|S|DBIT|DEBIT|SOLL|DR|RC)$/i.test(side)
      ? negative(read)
      : /^(\+|C|H|CRDT|CREDIT|HABEN|CR|RD)$/i.test(side)
        ? read.replace('-', '')
        : null;
  }
  const [debit, credit] = [columns.debit, columns.credit].map((at) => {
    const text = cell(at);
    return text === null ? '0' : readAmount(text, sign);
  });
  if (debit === null || credit === null) return null;
  const [out, into] = [debit, credit].map((each) => /[1-9]/.test(each));
  // both or neither: the file does not say which way the money went
  if (out === into) return null;
  return out ? negative(debit) : credit;
}

const negative = (amount: string) => `-${amount.replace('-', '')}`;

/** A day as a file writes it; null for anything else, a day that does not exist included. */
export function dayOf(text: string, format: string): string | null {
  const order: string[] = [];
  const pattern = format.replace(/Y+|M+|D+|[./ -]/g, (part) => {
    if (/[./ -]/.test(part)) return `\\${part}`;
    order.push(part[0]);
    return part === 'YYYY' ? '(\\d{4})' : part.length === 1 ? '(\\d{1,2})' : '(\\d{2})';
  });
  // a time behind it is no part of the day
  const match = new RegExp(`^${pattern}(?:[T ]\\d{1,2}:.*)?$`).exec(text);
  if (!match) return null;
  const [year, month, day] = ['Y', 'M', 'D'].map((part) => match[order.indexOf(part) + 1]);
  const full = year.length === 2 ? 2000 + Number(year) : Number(year);
  const read = writtenDay(full, Number(month), Number(day));
  return read && !read.corrected ? read.date : null;
}
