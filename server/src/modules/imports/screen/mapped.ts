import {
  mapRow,
  type ColumnChoice,
  type ColumnFacts,
  type Mapping,
} from '@backhaul/domain/imports/mapping';
import { guardCell, unguardCell } from '@backhaul/domain/text/csvCell';
import { targetOf, type ImportKind } from '@backhaul/domain/imports/targets';
import type { Table, TableRecord } from '../table.ts';

/** A column of a job's file: what it holds, and where it goes. */
export type JobColumn = ColumnFacts & ColumnChoice;

/** How the rows of a job are read. */
export interface JobMapping {
  kind: ImportKind;
  columns: readonly JobColumn[];
  constants: Readonly<Record<string, string>>;
}

/** A row as it is kept. */
export interface KeptRow {
  line: number;
  cells: string[];
  broken: Record<string, string>;
}

/** A kept row as the import's rules see it. */
export interface RowInTable {
  row: KeptRow;
  record: TableRecord;
  values: ReadonlyMap<string, string>;
}

const asBytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

/** Kept rows as the table that the import's files are read as, by where their columns go. */
export function tableOf(
  { kind, columns, constants }: JobMapping,
  { file, standard }: { file: string; standard: Readonly<Record<string, string>> },
  rows: readonly KeptRow[],
): { table: Table; rows: RowInTable[] } {
  const mapping: Mapping = {
    kind,
    columns: columns.map((column, index) => ({ index, facts: column, choice: column })),
    constants: { ...constants },
  };
  const header = [
    ...new Set([
      ...Object.keys(standard),
      ...Object.keys(constants),
      ...columns.flatMap(({ target }) =>
        target === null ? [] : (targetOf(kind, target)?.name ?? []),
      ),
    ]),
  ];
  const mapped = rows.map((row): RowInTable => {
    const { values, faults } = mapRow(mapping, row.cells.map(unguardCell));
    for (const [target, value] of Object.entries(standard))
      if (!values.get(target)) values.set(target, value);
    const targetAt = (index: number) =>
      (columns[index]?.target && targetOf(kind, columns[index].target)?.name) || '';
    const broken = Object.entries(row.broken).map(([index, reason]) => ({
      column: targetAt(Number(index)),
      reason,
      index: Number(index),
    }));
    return {
      row,
      values,
      record: {
        line: row.line,
        cells: header.map((target) => asBytes(guardCell(values.get(target) ?? ''))),
        faults: [
          ...broken,
          ...faults.map(({ index, reason }) => ({ column: targetAt(index), reason })),
        ],
        warnings: [],
      },
    };
  });
  const table: Table = {
    file,
    delimiter: ',',
    bom: false,
    header,
    headerCells: header,
    records: mapped.map(({ record }) => record),
  };
  return { table, rows: mapped };
}

/** What is said of a record by target, by the columns of its file; of what stands in none, at the first. */
export function byColumn(
  { kind, columns }: JobMapping,
  said: readonly { column: string; reason: string; index?: number }[],
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { column, reason, index } of said) {
    const at =
      index ??
      columns.findIndex(({ target }) => target !== null && targetOf(kind, target)?.name === column);
    const words =
      at < 0 && column ? `${targetOf(kind, column)?.label ?? column}: ${reason}` : reason;
    const key = String(Math.max(at, 0));
    found[key] =
      Object.hasOwn(found, key) && at < 0 ? `${found[key]}; ${words}` : (found[key] ?? words);
  }
  return found;
}
