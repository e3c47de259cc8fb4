import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { unguardCell } from '@backhaul/domain/text/csvCell';
import { badInput, Refusal } from '../../platform/refusal.ts';
import { givenRecord, type Given } from './record.input.ts';

/** So many records one file takes. */
const ROWS_MAX = 5000;
const COLUMNS = ['source_id', 'service_id', 'at', 'kind', 'quantity'] as const;
const DELIMITERS = [',', ';', '\t'];
/** So many wrong rows are told at once. */
const TOLD_MAX = 5;

type Row = Record<string, string>;
/** A row with the line of the file that it ends on. */
interface Line {
  record: Row;
  info: { lines: number };
}

/**
 * The records of a CSV file, which names its columns in its first line: source_id, service_id, at,
 * kind, quantity and, unless all are unrated, unit_price; others are left aside. Refuses as `csv`,
 * in words with the line, what cannot be read and each wrong value. said: what a refusal of
 * recording says of the file's lines, where it names a record.
 */
export function recordsOfFile(csv: string): {
  records: Given[];
  said: (error: unknown) => unknown;
} {
  const lines = linesOf(csv);
  const rows = lines.map(({ record }) => record);
  const saidOf = (index: number) => saidOfLine(lines[index]?.info.lines ?? 0);
  if (!rows.length) throw badInput({ csv: 'has no rows below its first line' });
  if (rows.length > ROWS_MAX)
    throw badInput({ csv: `may have ${ROWS_MAX} rows at most; send the others in another file` });
  const missing = COLUMNS.filter((column) => !(column in rows[0]));
  if (missing.length)
    throw badInput({
      csv: `has no column ${missing.join(', ')}; its first line names ${COLUMNS.join(', ')} and unit_price`,
    });
  const wrong: string[] = [];
  const records = rows.flatMap((row, i) => {
    try {
      return [recordOf(row)];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      wrong.push(...Object.entries(error.details.fields ?? {}).map(saidOf(i)));
      return [];
    }
  });
  if (wrong.length) throw refusedLines(wrong);
  const said = (error: unknown) => {
    const { fields } = error instanceof Refusal ? error.details : {};
    const named = Object.entries(fields ?? {}).flatMap(([name, problem]) => {
      const [, index, field] = /^(\d+)\.(.+)$/.exec(name) ?? [];
      return field ? [saidOf(Number(index))([field, problem])] : [];
    });
    return named.length ? refusedLines(named) : error;
  };
  return { records, said };
}

const refusedLines = (wrong: readonly string[]): Refusal => {
  const others = wrong.length - TOLD_MAX;
  const rest = others > 0 ? `; and ${others} more` : '';
  return badInput({ csv: wrong.slice(0, TOLD_MAX).join('; ') + rest });
};

/** "line 3, quantity: must be 0 or more", as spreadsheets and editors count lines. */
const saidOfLine =
  (line: number) =>
  ([name, problem]: readonly [string, string]): string => {
    const field = name.split('.').at(-1) ?? name;
    return `line ${line}, ${COLUMN_OF[field] ?? field}: ${problem}`;
  };

const COLUMN_OF: Readonly<Record<string, string>> = {
  sourceId: 'source_id',
  serviceId: 'service_id',
  unitPrice: 'unit_price',
};

function recordOf(row: Row): Given {
  const cell = (column: string) => unguardCell((row[column] ?? '').trim());
  return givenRecord(
    {
      sourceId: cell('source_id'),
      serviceId: cell('service_id'),
      at: cell('at'),
      kind: cell('kind'),
      quantity: cell('quantity'),
      unitPrice: cell('unit_price') || null,
    },
    'row',
  );
}

function linesOf(csv: string): Line[] {
  const text = csv.replace(/^\uFEFF/, '');
  const [head = ''] = text.split(/\r|\n/, 1);
  const delimiter = DELIMITERS.reduce((best, each) =>
    head.split(each).length > head.split(best).length ? each : best,
  );
  try {
    return parse(text, {
      delimiter,
      columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      info: true,
    }) as unknown as Line[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw badInput({ csv: `cannot be read as CSV: ${error.message}` });
  }
}
