import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Frame } from './frame.ts';

const CHUNK = 5000;

/** Writes rows in bounded chunks with one statement each; `statement` reads them from $1 as JSON. */
export async function insertRows(
  frame: Frame,
  file: string,
  statement: string,
  rows: readonly object[],
  more: readonly unknown[] = [],
): Promise<void> {
  for (let i = 0; i < rows.length; i += CHUNK) {
    const chunk = rows.slice(i, i + CHUNK);
    await frame.sql.rows(statement, [
      JSON.stringify(chunk, (_key, value: unknown) =>
        typeof value === 'bigint' ? value.toString() : value,
      ),
      ...more,
    ]);
    frame.progress(file, Math.min(i + CHUNK, rows.length), rows.length);
  }
}

/** Asks for many keys in bounded chunks. */
export async function selectByKeys<R extends object>(
  sql: ScopedSql,
  statement: string,
  keys: readonly string[],
): Promise<R[]> {
  const found: R[] = [];
  for (let i = 0; i < keys.length; i += CHUNK)
    found.push(...(await sql.rows<R>(statement, [keys.slice(i, i + CHUNK)])));
  return found;
}
