import { Refusal } from '../../../platform/refusal.ts';
import { passes, type ScopedSql } from '../../../tenancy/boundary.ts';
import type { z } from 'zod';
import type { Frame } from '../frame.ts';
import type { Planned } from '../import.service.ts';
import { good, parseRows, refuse, type ParsedRow } from '../parseRows.ts';
import type { Table } from '../table.ts';
import { beginRows, dropWritten, keepRows } from './rows.store.ts';

/** How one row of a kind is written; returns the record's id. Throws what is refused. */
export type Make<T> = (frame: Frame, row: ParsedRow<T>) => Promise<string>;

/**
 * Plans rows by writing them and taking all of it back: whatever the real write refuses is refused
 * here, by the very same code. For kinds of which a file brings few.
 */
export function planTried<T extends object>(
  schema: z.ZodType<T> & { shape: Record<string, unknown> },
  make: Make<T>,
  /** What the make calls a column, where that is not its own name. */
  columnOf: Readonly<Record<string, string>> = {},
): (frame: Frame, table: Table) => Promise<Planned> {
  return async (frame, table) => {
    const rows = parseRows(table, schema, Object.keys(schema.shape));
    await beginRows(frame.sql);
    for (const row of rows) await tried(frame.sql, row, () => make(frame, row), columnOf);
    await dropWritten(frame.sql);
    return {
      skipped: 0,
      async write() {
        for (const row of good(rows)) row.record.made = await make(frame, row);
      },
    };
  };
}

async function tried(
  sql: ScopedSql,
  { record }: ParsedRow<object>,
  make: () => Promise<string>,
  columnOf: Readonly<Record<string, string>>,
): Promise<void> {
  await beginRows(sql);
  try {
    record.made = await make();
    await keepRows(sql);
  } catch (error) {
    if (!(error instanceof Refusal) || passes(error)) throw error;
    await dropWritten(sql);
    const fields = Object.entries(error.details.fields ?? {});
    if (!fields.length) refuse(record, '', error.message);
    for (const [field, reason] of fields) refuse(record, columnOf[field] ?? field, reason);
  }
}
