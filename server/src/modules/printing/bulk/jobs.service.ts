import { countOf } from '@backhaul/domain/text/plural';
import type { App } from '../../../kit/app.ts';
import { badInput, conflict, notFound, Refusal } from '../../../platform/refusal.ts';
import { enqueue } from '../../../platform/queue.ts';
import { audit } from '../../../tenancy/audit.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { NOBODY } from '../../../tenancy/scope.ts';
import {
  beat,
  beginAgain,
  countInvoices,
  countUnfinished,
  deleteParts,
  expire,
  fail,
  giveBack,
  insertJob,
  type Job,
  type JobFormat,
  staleJobs,
  takeJob,
} from './jobs.store.ts';
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
      invoiceIds: `${countOf(ids.length, 'document is', 'documents are')} too many for one file; ${JOB_MAX} is the most`,
    });
  if ((await countInvoices(sql, ids)) !== ids.length) throw notFound();
  const unfinished = await countUnfinished(sql, scope.partnerId);
  if (unfinished >= UNFINISHED_MAX)
    throw conflict(
      'TOO_MANY_JOBS',
      `${countOf(unfinished, 'file is', 'files are')} being made already; wait until one of them is ready.`,
    );
  const id = await insertJob(
    sql,
    { id: scope.partnerId, path: scope.path },
    { format, invoiceIds: ids, hoursKept: KEPT_HOURS },
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
  const job = await app.boundary.inSql(scope, async (sql) => {
    const taken = await takeJob(sql, jobId, SILENT_SECONDS);
    if (taken) await deleteParts(sql, jobId);
    return taken;
  });
  if (!job) return;
  const say = (words: (sql: ScopedSql, job: Job) => Promise<void>) =>
    app.boundary.inSql(scope, (sql) => words(sql, job));
  if (job.attempts > ATTEMPTS_MAX) {
    await say((sql) =>
      fail(
        sql,
        job,
        `Making the file was broken off ${ATTEMPTS_MAX} times. Order it again, with fewer documents.`,
      ),
    );
    return;
  }
  const heart = setInterval(() => {
    say(beat).catch(() => {});
  }, BEAT_MS);
  try {
    if (!(await makeFile(app, scope, job, new PartStore(app, scope, job), stop)))
      await say(giveBack);
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof TooLarge)) {
      // a database that was away for a moment is no fault of the documents: it is begun again, a few times
      app.log.error({ err: error, jobId, attempt: job.attempts }, 'making documents broke off');
      await say(beginAgain);
      return;
    }
    await say((sql) => fail(sql, job, error.message.slice(0, 500)));
    await say((sql) => deleteParts(sql, jobId));
    app.log.warn({ jobId, error: error.message }, 'documents could not be made');
  } finally {
    clearInterval(heart);
  }
}

/** Takes up jobs whose process died, and throws away files that expired: a minute after the other at the latest. */
export async function sweepDocumentJobs(app: App): Promise<void> {
  const stale = await app.boundary.inSql(NOBODY, (sql) => staleJobs(sql, SILENT_SECONDS));
  for (const { jobId, partnerId, expired } of stale) {
    const scope = await app.boundary.jobScope(partnerId);
    if (!scope) continue;
    await app.boundary.inSql(scope, async (sql) => {
      if (expired) await expire(sql, jobId);
      else
        await enqueue(sql, 'documents:bulk', { partnerId, jobId }, { key: `documents:${jobId}` });
    });
  }
}
