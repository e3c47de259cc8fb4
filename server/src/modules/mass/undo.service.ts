import type { Permission } from '../../kit/permission.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lockJob } from './jobs.store.ts';
import { kindOf } from './kinds.ts';
import { queueTurns } from './mass.tasks.ts';
import { setUndoing } from './undo.store.ts';

/** What it takes to have a job done, or taken back. Refuses NOT_FOUND. */
export async function neededBy(sql: ScopedSql, id: string): Promise<readonly Permission[]> {
  const job = await lockJob(sql, id);
  if (!job) throw notFound();
  return kindOf(job.kind).needs(job.params);
}

/**
 * Lets what a job did be taken back in the background, record by record; a second time changes
 * nothing. Refuses NOT_FOUND, and CONFLICT NOT_UNDOABLE for a kind whose records have their own
 * way back, NOT_ENDED, NOTHING_DONE, and TOO_LATE after 30 days.
 */
export async function undoJob(sql: ScopedSql, id: string): Promise<void> {
  const job = await lockJob(sql, id);
  if (!job) throw notFound();
  if (job.undoing) return;
  if (!kindOf(job.kind).undo)
    throw conflict('NOT_UNDOABLE', 'This is taken back record by record, where each shows it.');
  if (job.status === 'QUEUED' || job.status === 'RUNNING' || job.status === 'READY')
    throw conflict('NOT_ENDED', 'It has not ended yet. Stop it first.');
  if (!job.undoable) throw conflict('NOTHING_DONE', 'Nothing was done that could be taken back.');
  if (!(await setUndoing(sql, id)))
    throw conflict('TOO_LATE', 'The 30 days in which it could be taken back are over.');
  await audit(sql, {
    action: 'undo',
    entity: 'mass-job',
    entityId: id,
    partner: { id: job.partnerId, path: job.partnerPath },
    after: { kind: job.kind },
  });
  await queueTurns(sql, job.partnerId);
}
