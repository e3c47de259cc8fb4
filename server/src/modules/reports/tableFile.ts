import { PassThrough } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { guardCell } from '@backhaul/domain/text/csvCell';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import { nameOf, type Asked } from './asked.ts';
import type { FileKind } from './files.store.ts';
import type { SummedKind } from './kind.ts';
import { columnsOf, totalsOf } from './reports.service.ts';
import type { ReportColumnType } from './reports.types.ts';

type Values = readonly (string | null)[];
type Cell = string | number | Date | null;

/** What a file is written by, a few rows at a time. */
interface Writer {
  add(rows: readonly Cell[][]): void | Promise<void>;
  end(): Promise<void>;
}

/** A report as the rows of a file: heading, columns, rows and the total, amounts as numbers and days as dates. */
export class TableFile {
  #bytes: Buffer[] = [];
  #writer: Promise<Writer>;
  #columns: ReportColumnType[];
  #totals: readonly bigint[] | null = null;

  constructor(
    format: FileKind,
    private readonly kind: SummedKind,
    private readonly asked: Asked,
    private readonly asOf: Date,
  ) {
    const write = (bytes: Buffer) => {
      this.#bytes.push(bytes);
    };
    this.#columns = columnsOf(kind, asked);
    this.#writer = format === 'CSV' ? Promise.resolve(csvWriter(write)) : xlsxWriter(write);
  }

  /** Adds rows in their order; the first time the heading before them. */
  async add(rows: readonly Values[], totals: readonly bigint[]): Promise<void> {
    const writer = await this.#writer;
    if (!this.#totals) {
      this.#totals = totals;
      await writer.add([
        ...headingOf(this.asked, this.asOf),
        [],
        this.#columns.map(({ label }) => label),
      ]);
    }
    await writer.add(rows.map((values) => this.#cells(values)));
  }

  /** What was written since; with the total and the end of the file where it is the last. */
  async taken(last: boolean): Promise<Buffer> {
    const writer = await this.#writer;
    if (last) {
      const [, ...cells] = this.#cells(totalsOf(this.kind, this.asked, this.#totals ?? []).values);
      await writer.add([['Total', ...cells]]);
      await writer.end();
    }
    const bytes = Buffer.concat(this.#bytes);
    this.#bytes = [];
    return bytes;
  }

  #cells(values: Values): Cell[] {
    return values.map((value, n) => {
      const { unit, key } = this.#columns[n];
      if (value === null) return null;
      if (unit !== null) return Number(value);
      if ((key === 'day' || key === 'week') && isLocalDate(value))
        return new Date(`${value}T00:00:00Z`);
      return guardCell(value);
    });
  }
}

/** What the file is of: the report, its days, currency and conditions, and when it was made. */
function headingOf(asked: Asked, asOf: Date): Cell[][] {
  const { kind, basis, partner, alone, from, to, currency, labels, fields } = asked;
  const narrowed = [
    asked.customerId && 'one customer',
    asked.locationId && 'one location',
    asked.tariffId && 'one tariff',
    labels?.ids.length && 'some labels',
    ...fields.map((each) => `${nameOf(each)} = ${String(each.value)}`),
  ].filter(Boolean);
  return [
    [
      `${kind[0]}${kind.slice(1).toLowerCase().replaceAll('_', ' ')}${basis ? `, ${basis.toLowerCase()}` : ''}`,
    ],
    ['Partner', guardCell(`${partner.name}${alone ? '' : ' and below'}`)],
    ['Days', from === to ? from : `${from} - ${to}`],
    ['Currency', currency],
    ...(narrowed.length ? [['Only', guardCell(narrowed.join(', '))]] : []),
    ['As of', asOf.toISOString()],
  ];
}

function csvWriter(write: (bytes: Buffer) => void): Writer {
  let begun = false;
  const text = (cell: Cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell);
  return {
    add(rows) {
      const lines = stringify(
        rows.map((row) => row.map(text)),
        { bom: !begun, record_delimiter: 'windows', quoted_match: /[\r\n]/ },
      );
      begun = true;
      write(Buffer.from(lines));
    },
    end: () => Promise.resolve(),
  };
}

async function xlsxWriter(write: (bytes: Buffer) => void): Promise<Writer> {
  // loaded when somebody wants a workbook: it stays in memory
  const { default: Excel } = await import('@protobi/exceljs');
  const stream = new PassThrough();
  stream.on('data', write);
  const book = new Excel.stream.xlsx.WorkbookWriter({
    stream,
    useStyles: true,
    useSharedStrings: false,
  });
  const sheet = book.addWorksheet('Report');
  sheet.columns = Array.from({ length: 8 }, (_, n) => ({ width: n ? 16 : 28 }));
  return {
    add(rows) {
      for (const cells of rows) {
        const row = sheet.addRow(cells);
        row.eachCell((cell) => {
          if (cell.value instanceof Date) cell.numFmt = 'yyyy-mm-dd';
        });
        row.commit();
      }
    },
    async end() {
      sheet.commit();
      await book.commit();
    },
  };
}
