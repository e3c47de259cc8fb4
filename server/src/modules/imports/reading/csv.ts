import { Readable } from 'node:stream';
import { CsvError, parse, type Info } from 'csv-parse';
import { decoded, type Encoding } from './encoding.ts';
import { FileRefused } from './refused.ts';
import type { FileRow } from './fileRow.ts';

const RECORD_MAX = 1_000_000;
const NEWLINE = /\r\n|\n|\r/g;

/** The records of a text with a delimiter, each with the line on which it begins. Refuses a quote that never closes. */
export async function* csvRows(
  bytes: Buffer,
  encoding: Encoding,
  delimiter: string,
): AsyncGenerator<FileRow> {
  const parser = Readable.from(decoded(bytes, encoding)).pipe(
    parse({
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: RECORD_MAX,
      record_delimiter: ['\r\n', '\n', '\r'],
    }),
  );
  let line = 0,
    extra = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: Info;
    }>) {
      const breaks = record.join().match(NEWLINE) ?? [];
      // the parser takes both signs of such a break inside quotes for a line each
      extra += breaks.filter((each) => each === '\r\n').length;
      line = Math.max(line + 1, info.lines - extra - breaks.length);
      yield { line, cells: record, faults: {} };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new FileRefused(
      `The record after line ${line} cannot be read: ${
        error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
          ? 'a quote is opened in it and never closed'
          : error.message
      }.`,
    );
  }
}
