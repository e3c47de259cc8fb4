import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { StartupError } from '../../platform/startupError.ts';
import type { Table } from './table.ts';

export function rejectedFile(table: Table): string {
  return `${path.parse(table.file).name}.rejected.csv`;
}

/**
 * Sets the rejected rows of a file aside beside it: line, column, reason, then the row with its
 * values as they were, so that the file can be corrected and imported. Without any, the file of an
 * earlier call goes.
 */
export async function writeRejected(folder: string, table: Table): Promise<void> {
  const target = path.join(folder, rejectedFile(table));
  const rejected = table.records.filter((record) => record.faults.length);
  try {
    if (!rejected.length) {
      await rm(target, { force: true });
      return;
    }
    const asBytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
    const rows = rejected.map((record) => [
      String(record.line),
      ...(['column', 'reason'] as const).map((part) =>
        asBytes([...new Set(record.faults.map((fault) => fault[part]))].join('; ')),
      ),
      ...record.cells,
    ]);
    const text = stringify([['line', 'column', 'reason', ...table.headerCells], ...rows], {
      delimiter: table.delimiter,
    });
    await writeFile(target, Buffer.from(`${table.bom ? asBytes('\ufeff') : ''}${text}`, 'latin1'));
  } catch (error) {
    throw new StartupError(
      `The rejected rows cannot be set aside in ${target}: ${(error as Error).message}. Nothing was imported.`,
    );
  }
}
