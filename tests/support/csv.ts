import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from './process.ts';

/** The server's own packages. */
const fromServer = createRequire(path.join(ROOT, 'server/package.json'));

/** A CSV file as a spreadsheet would read it: its rows by their headings. */
export function readCsv(text: string): Record<string, string>[] {
  return fromServer('csv-parse/sync').parse(text, { columns: true, bom: true });
}

/** The cells of a workbook's first sheet, row by row. */
export async function readWorkbook(bytes: Buffer): Promise<unknown[][]> {
  const book = new (fromServer('@protobi/exceljs').Workbook)();
  await book.xlsx.load(bytes);
  const rows: unknown[][] = [];
  book.worksheets[0].eachRow((row: { values: unknown[] }) => rows.push(row.values.slice(1)));
  return rows;
}
