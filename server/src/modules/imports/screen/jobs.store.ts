import type { ImportKind } from '@backhaul/domain/imports/targets';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import type { Actor } from '../../../tenancy/scope.ts';
import type { HowRead } from '../reading/open.ts';
import type { JobColumn, JobMapping } from './mapped.ts';
import type { RowState } from './rows.store.ts';

export type ImportStatus =
  | 'UPLOADED'
  | 'MAPPED'
  | 'CHECKING'
  | 'CHECKED'
  | 'RUNNING'
  | 'DONE'
  | 'FAILED'
  | 'CANCELLED'
  | 'UNDONE';
export type ImportMode = 'CREATE' | 'UPDATE' | 'CREATE_OR_UPDATE';

/** How many rows are in each state, and how many are WARNED. */
export type Counts = Partial<Record<RowState | 'WARNED', number>>;

/** A job as its work needs it. */
export interface Job extends JobMapping {
  id: string;
  partnerId: string;
  partnerPath: string;
  status: ImportStatus;
  fileId: string;
  fileName: string;
  how: HowRead;
  sheets: string[];
  mode: ImportMode;
  matchBy: string | null;
  clearEmpty: boolean;
  setAside: boolean;
  /** What it did is being taken back. */
  undoing: boolean;
  rowsKept: boolean;
  fingerprint: string | null;
  total: number;
  counts: Counts;
  actor: Actor;
}

const JOB = `id, partner_id "partnerId", partner_path "partnerPath", kind, status,
  file_id "fileId", file_name "fileName", how, sheets, columns, constants, mode, match_by "matchBy",
  clear_empty "clearEmpty", set_aside "setAside", undoing, rows_kept "rowsKept", fingerprint, total, counts,
  jsonb_build_object('kind', actor_kind, 'id', actor_id, 'name', created_by) actor`;

const WORKING = `status in ('CHECKING', 'RUNNING')`;

export interface NewJob {
  place: { partnerId: string; partnerPath: string };
  actor: Actor;
  kind: ImportKind;
  kit: string | null;
  fileId: string;
  fileName: string;
  how: HowRead;
  sheets: readonly string[];
  columns: readonly JobColumn[];
  headingsKey: string;
  total: number;
}

/** Writes a job down. Returns its id. */
export async function insertJob(sql: ScopedSql, job: NewJob): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into import_job (
      partner_id, partner_path, kind, kit, file_id, file_name,
      how, sheets, columns, headings_key, total,
      actor_kind, actor_id, created_by
    )
    values (
      $1, $2, $3, $4, $5, $6,
      $7, $8, $9, $10, $11,
      $12, $13, $14
    )
    returning id`,
    [
      job.place.partnerId,
      job.place.partnerPath,
      job.kind,
      job.kit,
      job.fileId,
      job.fileName,
      JSON.stringify(job.how),
      JSON.stringify(job.sheets),
      JSON.stringify(job.columns),
      job.headingsKey,
      job.total,
      job.actor.kind,
      job.actor.id,
      job.actor.name,
    ],
  );
  return id;
}

/** A job, locked; null outside the scope. */
export async function lockJob(sql: ScopedSql, id: string): Promise<Job | null> {
  const [job] = await sql.rows<Job>(`select ${JOB} from import_job where id = $1 for update`, [id]);
  return job ?? null;
}

/** The partner's next job that nobody works on; null when there is none, 'busy' when others hold what there is. */
export async function nextJob(sql: ScopedSql, partnerId: string): Promise<Job | 'busy' | null> {
  const [job] = await sql.rows<Job>(
    `select ${JOB}
    from import_job
    where partner_id = $1 and ${WORKING}
    order by created_at
    limit 1
    for update skip locked`,
    [partnerId],
  );
  if (job) return job;
  const [held] = await sql.rows(
    `select from import_job where partner_id = $1 and ${WORKING} limit 1`,
    [partnerId],
  );
  return held ? 'busy' : null;
}

/** A job that is worked on, locked; null where others hold it or it waits no longer. */
export async function takeJob(sql: ScopedSql, id: string): Promise<Job | null> {
  const [job] = await sql.rows<Job>(
    `select ${JOB} from import_job where id = $1 and ${WORKING} for update skip locked`,
    [id],
  );
  return job ?? null;
}

export interface MappingToStore {
  how: HowRead;
  /** null: as they were. */
  sheets: readonly string[] | null;
  columns: readonly JobColumn[];
  headingsKey: string;
  constants: Readonly<Record<string, string>>;
  mode: ImportMode;
  matchBy: string | null;
  clearEmpty: boolean;
  /** Whether the kept rows are still those of the file as it is read now. */
  rowsKept: boolean;
  total: number;
}

/** Where the columns of a job go from now on; all that was found of its rows is to be found again. */
export async function storeMapping(
  sql: ScopedSql,
  id: string,
  mapping: MappingToStore,
): Promise<void> {
  await sql.rows(
    `update import_job
    set status = 'MAPPED', how = $2, sheets = coalesce($3, sheets), columns = $4, headings_key = $5, constants = $6,
      mode = $7, match_by = $8, clear_empty = $9, rows_kept = $10, total = $11,
      fingerprint = null, failure = null, settled = 0, ended_at = null, counts = '{}'
    where id = $1`,
    [
      id,
      JSON.stringify(mapping.how),
      mapping.sheets && JSON.stringify(mapping.sheets),
      JSON.stringify(mapping.columns),
      mapping.headingsKey,
      JSON.stringify(mapping.constants),
      mapping.mode,
      mapping.matchBy,
      mapping.clearEmpty,
      mapping.rowsKept,
      mapping.total,
    ],
  );
}

/** Moves a job to where its work goes on. */
export async function beginStep(
  sql: ScopedSql,
  id: string,
  step: { status: 'CHECKING' | 'RUNNING'; setAside?: boolean },
): Promise<void> {
  await sql.rows(
    `update import_job
    set status = $2, set_aside = coalesce($3, set_aside), settled = 0, failure = null,
      fingerprint = case when $2 = 'CHECKING' then null else fingerprint end
    where id = $1`,
    [id, step.status, step.setAside ?? null],
  );
}

/** So many rows more are settled, and what that makes of the counts. */
export async function addSettled(
  sql: ScopedSql,
  id: string,
  { rows, counts }: { rows: number; counts: Counts },
): Promise<void> {
  await sql.rows('update import_job set settled = settled + $2, counts = $3 where id = $1', [
    id,
    rows,
    JSON.stringify(counts),
  ]);
}

/** Counts the rows of a job anew. */
export async function recount(sql: ScopedSql, id: string): Promise<void> {
  await sql.rows(
    `update import_job
    set counts = (
      select coalesce(jsonb_object_agg(n.state, n.rows), '{}')
        || jsonb_build_object('WARNED', coalesce(sum(n.warned), 0))
      from (
        select state, count(*) rows, count(*) filter (where warnings <> '{}') warned
        from import_row
        where job_id = $1
        group by state) n)
    where id = $1`,
    [id],
  );
}

export async function setTotal(sql: ScopedSql, id: string, total: number): Promise<void> {
  await sql.rows('update import_job set rows_kept = true, total = $2 where id = $1', [id, total]);
}

/** Everything was looked at: what it comes to, as a text that differs when anything else would become of it. */
export async function setChecked(sql: ScopedSql, id: string): Promise<void> {
  await sql.rows(
    `update import_job
    set status = 'CHECKED', fingerprint = (
      select left(encode(sha256(convert_to(coalesce(string_agg(
        md5(concat_ws('|', line, state, cells, errors, record_id, after)), '' order by line), ''), 'UTF8')), 'hex'), 32)
      from import_row
      where job_id = $1)
    where id = $1`,
    [id],
  );
}

/** Nothing more is done of a job. */
export async function endJob(
  sql: ScopedSql,
  id: string,
  status: 'DONE' | 'FAILED' | 'CANCELLED' | 'UNDONE',
  failure: string | null = null,
): Promise<void> {
  await sql.rows(
    `update import_job
    set status = $2, failure = $3, undoing = false, ended_at = now()
    where id = $1`,
    [id, status, failure],
  );
}

/** The partners inside the scope that have work waiting. */
export async function partnersWithJobs(sql: ScopedSql): Promise<string[]> {
  const found = await sql.rows<{ id: string }>(
    `select distinct partner_id id from import_job where ${WORKING}`,
  );
  return found.map(({ id }) => id);
}

/** Puts away what is this old, at most so many at once. Returns how many went. */
export async function putAwayOld(
  sql: ScopedSql,
  { keptDays, most }: { keptDays: number; most: number },
): Promise<number> {
  const old = await sql.rows<{ id: string }>(
    `select id from import_job
    where created_at < now() - $1::int * interval '1 day' and not ${WORKING}
      and coalesce(ended_at, created_at) < now() - $1::int * interval '1 day'
    order by created_at
    limit $2
    for update skip locked`,
    [keptDays, most],
  );
  const ids = old.map(({ id }) => id);
  await sql.rows('delete from import_row where job_id = any ($1::uuid[])', [ids]);
  await sql.rows('delete from import_job where id = any ($1::uuid[])', [ids]);
  return ids.length;
}
