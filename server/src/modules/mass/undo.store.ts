import type { ScopedSql } from '../../tenancy/boundary.ts';

/** From now on what a job did can be taken back for so many days. */
export async function setUndoable(sql: ScopedSql, jobId: string, days: number): Promise<void> {
  await sql.rows(
    `update mass_job
    set undoable_until = now() + $2::int * interval '1 day'
    where id = $1 and done > 0`,
    [jobId, days],
  );
}

/** What a job did is taken back from now on, unless the time for that is over. Says whether it is. */
export async function setUndoing(sql: ScopedSql, jobId: string): Promise<boolean> {
  const begun = await sql.rows(
    `update mass_job
    set status = 'QUEUED', undoing = true, ended_at = null
    where id = $1 and undoable_until > now()
    returning 1`,
    [jobId],
  );
  return begun.length > 0;
}

/** What was done to one record is taken back; stays: what of it is not, in words. */
export async function markUndone(
  sql: ScopedSql,
  jobId: string,
  position: number,
  stays: string | null,
): Promise<void> {
  await sql.rows(
    `with did as (
      update mass_job_row
      set state = 'UNDONE', effect = $3
      where job_id = $1 and position = $2 and state = 'DONE'
      returning 1)
    update mass_job set status = 'RUNNING', undone = undone + 1
    where id = $1 and exists (select from did)`,
    [jobId, position, stays],
  );
}

/** What was done to one record stays so, for a reason. */
export async function markLeftSo(
  sql: ScopedSql,
  jobId: string,
  position: number,
  refusal: string,
): Promise<void> {
  await sql.rows(
    `with did as (
      update mass_job_row
      set state = 'LEFT_SO', refusal = $3
      where job_id = $1 and position = $2 and state = 'DONE'
      returning 1)
    update mass_job set left_so = left_so + 1
    where id = $1 and exists (select from did)`,
    [jobId, position, refusal],
  );
}
