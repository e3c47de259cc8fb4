import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import {
  columnsOf,
  entryOfRow,
  needsHeader,
  type Columns,
  type CsvRow,
} from '@backhaul/domain/bank/csvEntries';
import { delimiterOf, type CsvMapping } from '@backhaul/domain/bank/csvMapping';
import { Unreadable, type BankReader, type Found } from '@backhaul/domain/bank/entry';
import type { FileFormat } from './format.ts';

/** No row is longer: what goes on without an end is another kind of file. */
const ROW_MAX = 200_000;

/** A bank's own table; its decimal sign is found out before it is read. */
export const csv: FileFormat = {
  recognises(beginning) {
    const lines = beginning.split(/\r?\n/).slice(0, 30);
    const binary = /[\0\x01-\x08\x0e-\x1f]/.test(beginning);
    return lines.length > 1 && !binary && !/^\s*</.test(beginning) && delimiterOf(lines) !== null
      ? 'CSV'
      : null;
  },
  open({ mapping }) {
    if (!mapping)
      throw new Unreadable(
        'Say first which column of this file is what: no mapping knows its header.',
      );
    return csvReader(mapping);
  },
};

/** Rows of a file piece by piece, cut where no quote is open. */
export function rowsOf(mapping: CsvMapping) {
  let rest = '';
  let line = 1;
  let skip = mapping.skipLines;
  let delimiter = mapping.delimiter;
  const take = (text: string): CsvRow[] => {
    delimiter ??= delimiterOf(text.split(/\r?\n/).slice(skip, skip + 20)) ?? ';';
    const first = line;
    const options = {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      info: true,
      max_record_size: ROW_MAX,
    } as const;
    const rows = parsed(text, options, first);
    line += text.split('\n').length - 1;
    const left = rows.filter(({ line: at }) => at > mapping.skipLines);
    skip = Math.max(0, skip - (rows.length - left.length));
    return left;
  };
  return {
    push(text: string): CsvRow[] {
      rest += text;
      const end = lastRowEnd(rest);
      if (end < 0) {
        if (rest.length > 4 * ROW_MAX) throw new Unreadable('This row never ends.', line);
        return [];
      }
      const whole = rest.slice(0, end);
      rest = rest.slice(end);
      return take(whole);
    },
    end: (): CsvRow[] => (rest ? take(rest) : []),
  };
}

function parsed(text: string, options: object, first: number): CsvRow[] {
  try {
    const records = parse(text, options) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    return records.map(({ record, info }) => ({ line: first + info.lines - 1, cells: record }));
  } catch (error) {
    if (error instanceof CsvError)
      throw new Unreadable(`This row cannot be read: ${error.message}.`, first);
    throw error;
  }
}

/** Behind the last line break that stands in no quotes; -1: there is none. */
function lastRowEnd(text: string): number {
  let quoted = false;
  let end = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) quoted = !quoted;
    else if (code === 10 && !quoted) end = at + 1;
  }
  return end;
}

function csvReader(mapping: CsvMapping): BankReader {
  const rows = rowsOf(mapping);
  let columns: Columns | null = null;
  let opened = false;
  let last: Found | null = null;
  const take = (row: CsvRow): Found[] => {
    if (!columns) {
      columns = columnsOf(mapping, needsHeader(mapping) ? row.cells : null);
      if (needsHeader(mapping)) return [];
    }
    const read = entryOfRow(row, columns, mapping, mapping.decimalSign);
    if (!read) return [];
    const begun: Found[] = opened
      ? []
      : [
          {
            kind: 'statement',
            line: row.line,
            head: {
              account: { iban: null, other: null },
              number: null,
              currency: null,
              date: null,
              opening: null,
            },
          },
        ];
    opened = true;
    if ('problem' in read)
      return [
        ...begun,
        {
          kind: 'warning',
          code: 'ENTRY_SET_ASIDE',
          line: row.line,
          message: `Set aside: ${read.problem}.`,
        },
      ];
    last = { kind: 'closing', balance: null, date: read.entry.bookingDate };
    return [...begun, { kind: 'entry', entry: read.entry }];
  };
  return {
    push: (text) => rows.push(text).flatMap(take),
    end: () => [
      ...rows.end().flatMap(take),
      ...(opened ? [last ?? ({ kind: 'closing', balance: null, date: null } as const)] : []),
    ],
  };
}
