import type { App } from '../../../kit/app.ts';
import { badInput, conflict, notFound, Refusal } from '../../../platform/refusal.ts';
import { enqueue } from '../../../platform/queue.ts';
import { audit } from '../../../tenancy/audit.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { NOBODY } from '../../../tenancy/scope.ts';
import type { Job, JobFormat } from './job.ts';
import { makeFile } from './makeFile.ts';
import { PartStore } from './partStore.ts';
import { TooLarge } from './zip.ts';

export const JOB_MAX = 20_000;
const KEPT_HOURS = 24;
/** A job says this often that it goes on; silent for longer than the other, its process is dead. */
const BEAT_MS = 5000,
  SILENT_SECONDS = 25;
/** How often a job is begun: one that ends its process every time is not begun for ever. */
const ATTEMPTS_MAX = 5;
const UNFINISHED_MAX = 5;

/**
 * Orders the documents of invoices as one file, made in the background. Refuses ids outside the
 * scope (NOT_FOUND), none, and too many; CONFLICT TOO_MANY_JOBS while the partner has enough of
 * them unfinished.
 */
export async function createDocumentJob(
  sql: ScopedSql,
  format: JobFormat,
  invoiceIds: readonly string[],
): Promise<string> {
  const { scope } = sql;
  if (scope.kind === 'nobody' || scope.kind === 'customer') throw notFound();
  const ids = [...new Set(invoiceIds)];
  if (!ids.length) throw badInput({ invoiceIds: 'there is nothing to print' });
  if (ids.length > JOB_MAX)
    throw badInput({
      invoiceIds: `${ids.length} documents are too many for one file; ${JOB_MAX} is the most`,
    });
  const { n } = await sql.row<{ n: number }>(
    'select count(*)::int n from invoice where id = any($1::uuid[])',
    [ids],
  );
  if (n !== ids.length) throw notFound();
  const { unfinished } = await sql.row<{ unfinished: number }>(
    `select count(*)::int unfinished
    from document_job
    where partner_id = $1 and status in ('QUEUED', 'RUNNING') and expires_at > now()`,
    [scope.partnerId],
  );
  if (unfinished >= UNFINISHED_MAX)
    throw conflict(
      'TOO_MANY_JOBS',
      `${unfinished} files are being made already; wait until one of them is ready.`,
    );
  const { id } = await sql.row<{ id: string }>(
    `insert into document_job (partner_id, partner_path, format, invoice_ids, created_by, expires_at)
    values ($1, $2, $3, $4, $5, now() + interval '${KEPT_HOURS} hours')
    returning id`,
    [scope.partnerId, scope.path, format, ids, scope.actor.name],
  );
  await audit(sql, {
    action: 'create',
    entity: 'document-job',
    entityId: id,
    after: { format, documents: ids.length },
  });
  await enqueue(
    sql,
    'documents:bulk',
    { partnerId: scope.partnerId, jobId: id },
    { key: `documents:${id}` },
  );
  return id;
}

/** Makes a job's file. Stopped or killed at any moment, it begins again from the first document. */
export async function runDocumentJob(
  app: App,
  { partnerId, jobId }: { partnerId: string; jobId: string },
  stop: AbortSignal,
): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope) return;
  const set = (values: string, params: unknown[] = []) =>
    app.boundary.inSql(scope, (sql) =>
      sql.rows(`update document_job set ${values} where id = $1 and lease = $2`, [
        jobId,
        job.lease,
        ...params,
      ]),
    );
  const [job] = await app.boundary.inSql(scope, async (sql) => {
    const taken = await sql.rows<Job>(
      `update document_job
      set status = 'RUNNING', done = 0,
        lease = gen_random_uuid(), attempts = attempts + 1, heartbeat_at = now()
      where id = $1
        and status in ('QUEUED', 'RUNNING')
        and expires_at > now()
        and (status = 'QUEUED' or heartbeat_at < now() - interval '${SILENT_SECONDS} seconds')
      returning id, partner_id, partner_path, format, invoice_ids, lease, attempts`,
      [jobId],
    );
    if (taken.length) await sql.rows('delete from document_job_part where job_id = $1', [jobId]);
    return taken;
  });
  if (!job) return;
  if (job.attempts > ATTEMPTS_MAX) {
    await set(
      `status = 'FAILED',
      error = 'Making the file was broken off ${ATTEMPTS_MAX} times. Order it again, with fewer documents.',
      lease = null`,
    );
    return;
  }
  const beat = setInterval(() => {
    set('heartbeat_at = now()').catch(() => {});
  }, BEAT_MS);
  try {
    // given back, for another process or this one after its next start
    if (!(await makeFile(app, scope, job, new PartStore(app, scope, job), stop)))
      await set(
        `status = 'QUEUED', lease = null, attempts = attempts - 1, heartbeat_at = now() - interval '1 hour'`,
      );
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof TooLarge)) {
      // a database that was away for a moment is no fault of the documents: it is begun again, a few times
      app.log.error({ err: error, jobId, attempt: job.attempts }, 'making documents broke off');
      await set(`status = 'QUEUED', lease = null, heartbeat_at = now() - interval '1 hour'`);
      return;
    }
    await set(`status = 'FAILED', error = $3, lease = null`, [error.message.slice(0, 500)]);
    await app.boundary.inSql(scope, (sql) =>
      sql.rows('delete from document_job_part where job_id = $1', [jobId]),
    );
    app.log.warn({ jobId, error: error.message }, 'documents could not be made');
  } finally {
    clearInterval(beat);
  }
}

/** Takes up jobs whose process died, and throws away files that expired: a minute after the other at the latest. */
export async function sweepDocumentJobs(app: App): Promise<void> {
  const stale = await app.boundary.inSql(NOBODY, (sql) =>
    sql.rows<{ job_id: string; partner_id: string; expired: boolean }>(
      `select job_id, partner_id, expired from stale_document_jobs(interval '${SILENT_SECONDS} seconds')`,
    ),
  );
  for (const { job_id: jobId, partner_id: partnerId, expired } of stale) {
    const scope = await app.boundary.jobScope(partnerId);
    if (!scope) continue;
    await app.boundary.inSql(scope, async (sql) => {
      if (!expired) {
        await enqueue(sql, 'documents:bulk', { partnerId, jobId }, { key: `documents:${jobId}` });
        return;
      }
      await sql.rows('delete from document_job_part where job_id = $1', [jobId]);
      await sql.rows(
        `update document_job set status = 'EXPIRED', invoice_ids = '{}' where id = $1`,
        [jobId],
      );
    });
  }
}
