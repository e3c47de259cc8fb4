import type { ScopedSql } from '../../../tenancy/boundary.ts';
import type { FileRow } from '../reading/fileRow.ts';
import type { KeptRow } from './mapped.ts';

export type RowState =
  | 'NEW'
  | 'CREATE'
  | 'UPDATE'
  | 'SAME'
  | 'ERROR'
  | 'CREATED'
  | 'UPDATED'
  | 'REJECTED'
  | 'UNDONE'
  | 'KEPT';

/** What was found of a row, or became of it. */
export interface Found {
  line: number;
  state: RowState;
  errors: Record<string, string>;
  warnings: Record<string, string>;
  keys: string[];
  recordId: string | null;
  before?: object;
  after?: object;
}

/** Takes the rows of a job out, to read its file again. */
export async function dropRows(sql: ScopedSql, jobId: string): Promise<void> {
  await sql.rows('delete from import_row where job_id = $1', [jobId]);
}

/** Keeps rows of a file. */
export async function insertRows(
  sql: ScopedSql,
  job: { id: string; partnerId: string; partnerPath: string },
  rows: readonly FileRow[],
): Promise<void> {
  await sql.rows(
    `insert into import_row (partner_id, partner_path, job_id, line, cells, broken)
    select $1, $2, $3, r.line, r.cells, r.faults
    from json_to_recordset($4::json) r(line int, cells jsonb, faults jsonb)`,
    [job.partnerId, job.partnerPath, job.id, JSON.stringify(rows)],
  );
}

/** The next rows of a job in some states, in order. */
export function rowsIn(
  sql: ScopedSql,
  jobId: string,
  states: readonly RowState[],
  limit: number,
): Promise<(KeptRow & { state: RowState })[]> {
  return sql.rows(
    `select line, cells, broken, state
    from import_row
    where job_id = $1 and state = any ($2)
    order by line
    limit $3`,
    [jobId, states, limit],
  );
}

/** Which lines of a job hold one of these keys already, beside the lines that are looked at. */
export async function holdersOf(
  sql: ScopedSql,
  jobId: string,
  keys: readonly string[],
  beside: readonly number[],
): Promise<Map<string, number>> {
  if (!keys.length) return new Map();
  const found = await sql.rows<{ line: number; keys: string[] }>(
    `select line, keys
    from import_row
    where job_id = $1 and keys && $2 and line <> all ($3::int[])`,
    [jobId, keys, beside],
  );
  const asked = new Set(keys);
  return new Map(
    found.flatMap(({ line, keys: held }) =>
      held.filter((key) => asked.has(key)).map((key) => [key, line] as const),
    ),
  );
}

/** Keeps what was found of rows. */
export async function keepFound(
  sql: ScopedSql,
  jobId: string,
  found: readonly Found[],
): Promise<void> {
  await sql.rows(
    `update import_row r
    set state = f.state, errors = f.errors, warnings = f.warnings, keys = f.keys,
      record_id = f."recordId", before = f.before, after = f.after
    from jsonb_to_recordset($2::jsonb) f(line int, state text, errors jsonb, warnings jsonb,
      keys text[], "recordId" uuid, before jsonb, after jsonb)
    where r.job_id = $1 and r.line = f.line`,
    [jobId, JSON.stringify(found)],
  );
}

/** Every row is to be looked at again, but those whose record stayed when the rest was taken back. */
export async function forgetFound(sql: ScopedSql, jobId: string): Promise<void> {
  await sql.rows(
    `update import_row
    set state = 'NEW', errors = '{}', warnings = '{}', keys = '{}', record_id = null, before = null, after = null
    where job_id = $1 and (state <> 'KEPT' or before is not null)`,
    [jobId],
  );
}

/** A row's cells; undefined where the job has no such line. */
export async function rowAt(
  sql: ScopedSql,
  jobId: string,
  line: number,
): Promise<{ cells: string[] } | undefined> {
  const [row] = await sql.rows<{ cells: string[] }>(
    'select cells from import_row where job_id = $1 and line = $2',
    [jobId, line],
  );
  return row;
}

/** One cell that changes; old: in every row that has this text there, else in the named line alone. */
export interface CellChange {
  index: number;
  text: string;
  old: string | null;
  line: number;
}

/**
 * Changes a cell in place; whoever held a key of a changed row may be good by now, so those are
 * looked at again as well. Returns how many rows changed.
 */
export async function changeCell(
  sql: ScopedSql,
  jobId: string,
  { index, text, old, line }: CellChange,
): Promise<number> {
  const { count } = await sql.row<{ count: number }>(
    `with changed as (
      update import_row
      set cells = jsonb_set(cells, array[$3::text], to_jsonb($4::text)), broken = broken - $3::text,
        state = 'NEW'
      where job_id = $1 and state in ('NEW', 'CREATE', 'UPDATE', 'SAME', 'ERROR')
        and (line = $2 or $5::text is not null and cells ->> $6::int = $5)
      returning line
    )
    select count(*)::int count from changed`,
    [jobId, line, String(index), text, old, index],
  );
  return count;
}

/** Rows at fault may be good as soon as another row changed: all of them are looked at again. */
export async function lookAtFaultyAgain(sql: ScopedSql, jobId: string): Promise<void> {
  await sql.rows(`update import_row set state = 'NEW' where job_id = $1 and state = 'ERROR'`, [
    jobId,
  ]);
}

/** What is written from here on can be taken back by itself. */
export async function beginRows(sql: ScopedSql): Promise<void> {
  await sql.rows('savepoint import_rows');
}

/** What was written since beginRows() stays. */
export async function keepRows(sql: ScopedSql): Promise<void> {
  await sql.rows('release savepoint import_rows');
}

/** Takes back what was written since beginRows(). */
export async function dropWritten(sql: ScopedSql): Promise<void> {
  await sql.rows('rollback to savepoint import_rows');
  // going back to it leaves it there: the next one back would end here again
  await sql.rows('release savepoint import_rows');
}
