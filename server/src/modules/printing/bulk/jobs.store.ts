import { rowsById } from '../../../platform/planner.ts';
import type { ScopedSql, ScopedTx } from '../../../tenancy/boundary.ts';

export type JobFormat = 'PDF' | 'ZIP';

/** An ordered file, as the process that took it up knows it: the lease says that it is still its own. */
export interface Job {
  id: string;
  partnerId: string;
  partnerPath: string;
  format: JobFormat;
  invoiceIds: string[];
  lease: string;
  attempts: number;
}

/** How many of these invoices the scope sees. */
export async function countInvoices(sql: ScopedSql, ids: readonly string[]): Promise<number> {
  const { count } = await sql.row<{ count: number }>(
    `select count(*)::int count from ${rowsById('invoice', '$1', 'i')}`,
    [ids],
  );
  return count;
}

/** How many files of a partner are still to be made. */
export async function countUnfinished(sql: ScopedSql, partnerId: string): Promise<number> {
  const { unfinished } = await sql.row<{ unfinished: number }>(
    `select count(*)::int unfinished
    from document_job
    where partner_id = $1 and status in ('QUEUED', 'RUNNING') and expires_at > now()`,
    [partnerId],
  );
  return unfinished;
}

/** Writes an order for a file that is kept for so many hours; returns its id. */
export async function insertJob(
  sql: ScopedSql,
  partner: { id: string; path: string },
  { format, invoiceIds, hoursKept }: { format: JobFormat; invoiceIds: string[]; hoursKept: number },
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into document_job (partner_id, partner_path,
      format, invoice_ids, created_by, expires_at)
    values ($1, $2,
      $3, $4, $5, now() + make_interval(hours => $6))
    returning id`,
    [partner.id, partner.path, format, invoiceIds, sql.scope.actor.name, hoursKept],
  );
  return id;
}

/**
 * Takes up a job that waits, or whose process was silent for so long, under a lease of its own;
 * undefined when there is nothing to take up.
 */
export async function takeJob(
  sql: ScopedSql,
  jobId: string,
  silentSeconds: number,
): Promise<Job | undefined> {
  const [job] = await sql.rows<Job>(
    `update document_job
    set status = 'RUNNING', done = 0,
      lease = gen_random_uuid(), attempts = attempts + 1, heartbeat_at = now()
    where id = $1
      and status in ('QUEUED', 'RUNNING')
      and expires_at > now()
      and (status = 'QUEUED' or heartbeat_at < now() - make_interval(secs => $2))
    returning id, partner_id "partnerId", partner_path "partnerPath",
      format, invoice_ids "invoiceIds", lease, attempts`,
    [jobId, silentSeconds],
  );
  return job;
}

/** What is said of a job by the process that has it; nothing is written once another one has. */
type Own = Pick<Job, 'id' | 'lease'>;

/** Its process lives. */
export async function beat(sql: ScopedSql, job: Own): Promise<void> {
  await sql.rows('update document_job set heartbeat_at = now() where id = $1 and lease = $2', [
    job.id,
    job.lease,
  ]);
}

/** Given back as if it had not been begun: for another process, or this one after its next start. */
export async function giveBack(sql: ScopedSql, job: Own): Promise<void> {
  await sql.rows(
    `update document_job
    set status = 'QUEUED', lease = null,
      attempts = attempts - 1, heartbeat_at = now() - interval '1 hour'
    where id = $1 and lease = $2`,
    [job.id, job.lease],
  );
}

/** To be begun again; this attempt counts. */
export async function beginAgain(sql: ScopedSql, job: Own): Promise<void> {
  await sql.rows(
    `update document_job
    set status = 'QUEUED', lease = null, heartbeat_at = now() - interval '1 hour'
    where id = $1 and lease = $2`,
    [job.id, job.lease],
  );
}

/** Given up, with words for whoever ordered it. */
export async function fail(sql: ScopedSql, job: Own, error: string): Promise<void> {
  await sql.rows(
    `update document_job
    set status = 'FAILED', error = $3, lease = null
    where id = $1 and lease = $2`,
    [job.id, job.lease, error],
  );
}

/** How many documents are in the file; false when the job is somebody else's now. */
export async function advance(sql: ScopedSql, job: Own, done: number): Promise<boolean> {
  const own = await sql.rows(
    `update document_job
    set done = $2, heartbeat_at = now()
    where id = $1 and lease = $3 and status = 'RUNNING'
    returning 1`,
    [job.id, done, job.lease],
  );
  return own.length > 0;
}

/** The file is made, of so many bytes; false when the job is somebody else's now. */
export async function finish(
  sql: ScopedSql,
  job: Own,
  done: number,
  size: bigint,
): Promise<boolean> {
  const own = await sql.rows(
    `update document_job
    set done = $2, heartbeat_at = now(),
      status = 'READY', size = $4, lease = null
    where id = $1 and lease = $3 and status = 'RUNNING'
    returning 1`,
    [job.id, done, job.lease, size],
  );
  return own.length > 0;
}

/** Keeps a part of a job's file. */
export async function insertPart(
  sql: ScopedSql,
  job: Job,
  position: number,
  content: Buffer,
): Promise<void> {
  await sql.rows(
    `insert into document_job_part (job_id, position, partner_id, partner_path, content)
    values ($1, $2, $3, $4, $5)`,
    [job.id, position, job.partnerId, job.partnerPath, content],
  );
}

/** A part of a job's file; undefined after the last one. */
export async function partOf(
  sql: ScopedSql,
  jobId: string,
  position: number,
): Promise<Buffer | undefined> {
  const [part] = await sql.rows<{ content: Buffer }>(
    'select content from document_job_part where job_id = $1 and position = $2',
    [jobId, position],
  );
  return part?.content;
}

export async function deleteParts(sql: ScopedSql, jobId: string): Promise<void> {
  await sql.rows('delete from document_job_part where job_id = $1', [jobId]);
}

/** A file that can be had: its size in bytes and the day it was ordered on. */
export interface ReadyFile {
  format: JobFormat;
  size: bigint;
  createdOn: string;
}

/** That a document of job j was discarded since, or left the scope. */
const LOST = `exists (
      select 1
      from unnest(j.invoice_ids) wanted(id)
      where not exists (select 1 from invoice i where i.id = wanted.id))`;

/** Those of the jobs with a document that was discarded since, or that left the scope. */
export async function jobsThatLost(tx: ScopedTx, jobIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
    `select id from document_job j where id = any($1::uuid[]) and ${LOST}`,
    jobIds,
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * A job's file, while it is kept; undefined where it is not made, not kept any more, outside the
 * scope, or holds a document that is not there any more.
 */
export async function readyFile(sql: ScopedSql, jobId: string): Promise<ReadyFile | undefined> {
  const [file] = await sql.rows<ReadyFile>(
    `select format, size, to_char(created_at, 'YYYY-MM-DD') "createdOn"
    from document_job j
    where id = $1 and status = 'READY' and expires_at > now() and not ${LOST}`,
    [jobId],
  );
  return file;
}

/** A job of any partner that somebody has to look after. */
export interface StaleJob {
  jobId: string;
  partnerId: string;
  /** Its file is not kept any longer; else its process was silent for too long. */
  expired: boolean;
}

/** The jobs of all partners whose process was silent for so long, and those that expired. */
export function staleJobs(sql: ScopedSql, silentSeconds: number): Promise<StaleJob[]> {
  return sql.rows<StaleJob>(
    `select job_id "jobId", partner_id "partnerId", expired
    from stale_document_jobs(make_interval(secs => $1))`,
    [silentSeconds],
  );
}

/** The file of a job is kept no longer. */
export async function expire(sql: ScopedSql, jobId: string): Promise<void> {
  await deleteParts(sql, jobId);
  await sql.rows(
    `update document_job
    set status = 'EXPIRED', invoice_ids = '{}'
    where id = $1`,
    [jobId],
  );
}
