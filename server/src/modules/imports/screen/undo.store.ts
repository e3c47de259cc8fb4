import type { ScopedSql } from '../../../tenancy/boundary.ts';
import type { Job } from './jobs.store.ts';

/** A row that was written, as taking it back needs it; before and after: of an update. */
export interface WrittenRow {
  line: number;
  recordId: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** What became of a row; kept: what of it stays, in words. */
export interface Undone {
  line: number;
  kept: string | null;
}

/** Until when an import can be taken back; null where it never ended, or that day is over. */
export async function undoableUntil(
  sql: ScopedSql,
  id: string,
  days: number,
): Promise<Date | null> {
  const { until } = await sql.row<{ until: Date | null }>(
    `select ended_at + $2::int * interval '1 day' until from import_job where id = $1`,
    [id, days],
  );
  return until && until > new Date() ? until : null;
}

/** What a job did is taken back from now on. */
export async function beginUndo(sql: ScopedSql, id: string): Promise<void> {
  await sql.rows(
    `update import_job
    set status = 'RUNNING', undoing = true, settled = 0, failure = null
    where id = $1`,
    [id],
  );
}

/** The next rows behind a line that a job wrote, in order. */
export function writtenRows(
  sql: ScopedSql,
  job: Pick<Job, 'id'>,
  after: number,
  limit: number,
): Promise<WrittenRow[]> {
  return sql.rows(
    `select line, record_id "recordId",
      case when state = 'UPDATED' then before end before,
      case when state = 'UPDATED' then after end after
    from import_row
    where job_id = $1 and state in ('CREATED', 'UPDATED') and record_id is not null and line > $2
    order by line
    limit $3`,
    [job.id, after, limit],
  );
}

/** Keeps what became of rows. */
export async function keepUndone(
  sql: ScopedSql,
  job: Pick<Job, 'id'>,
  undone: readonly Undone[],
): Promise<void> {
  await sql.rows(
    `update import_row r
    set state = case when u.kept is null then 'UNDONE' else 'KEPT' end,
      errors = case when u.kept is null then '{}' else jsonb_build_object('0', u.kept) end
    from json_to_recordset($2::json) u(line int, kept text)
    where r.job_id = $1 and r.line = u.line`,
    [job.id, JSON.stringify(undone)],
  );
}
