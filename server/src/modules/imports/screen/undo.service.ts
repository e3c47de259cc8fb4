import { conflict, notFound } from '../../../platform/refusal.ts';
import { audit } from '../../../tenancy/audit.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { lockJob, type Job } from './jobs.store.ts';
import { queueTurns } from './job.tasks.ts';
import { UNDO_KINDS } from './undoKinds.ts';
import { planUndo } from './undo.ts';
import { beginUndo, undoableUntil, writtenRows } from './undo.store.ts';

/** For how long what an import did can be taken back. */
export const UNDOABLE_DAYS = 30;
const LOOK_AT_ONCE = 5000;
/** So many are listed by name; all are counted. */
const LISTED_MAX = 1000;

/** What taking an import back would do. */
interface UndoLook {
  removes: number;
  closes: number;
  restores: number;
  keeps: number;
  kept: string[];
}

/** Whether an import wrote anything, of a kind that can be taken back as a whole, and has ended. */
export function hasUndo({
  kind,
  status,
  counts,
}: Pick<Job, 'kind' | 'status' | 'counts'>): boolean {
  return (
    UNDO_KINDS[kind] !== undefined &&
    (status === 'DONE' || status === 'FAILED' || status === 'CANCELLED') &&
    (counts.CREATED ?? 0) + (counts.UPDATED ?? 0) > 0
  );
}

/**
 * What undoImport() would do by now, changing nothing. Refuses NOT_FOUND, and CONFLICT as that does.
 */
export async function previewUndo(sql: ScopedSql, id: string): Promise<UndoLook> {
  const job = await undoable(sql, id);
  const look: UndoLook = { removes: 0, closes: 0, restores: 0, keeps: 0, kept: [] };
  for (let last = 0; ;) {
    const rows = await writtenRows(sql, job, last, LOOK_AT_ONCE);
    const { removes, restores, kept } = await planUndo(sql, job, rows);
    look.removes += removes.length;
    if (job.kind === 'CUSTOMER')
      look.closes += removes.filter(({ made }) => made.openingId !== null).length;
    look.restores += restores.length;
    look.keeps += kept.length;
    look.kept.push(...kept.slice(0, LISTED_MAX - look.kept.length).map(({ words }) => words));
    if (rows.length < LOOK_AT_ONCE) return look;
    last = rows[rows.length - 1].line;
  }
}

/**
 * Lets what an import did be taken back in the background; a second time changes nothing. Refuses
 * NOT_FOUND, and CONFLICT NOT_ENDED, NOTHING_DONE, NOT_UNDOABLE for kinds whose records are taken out
 * where they are kept, and TOO_LATE after 30 days.
 */
export async function undoImport(sql: ScopedSql, id: string): Promise<void> {
  const now = await lockJob(sql, id);
  if (now?.undoing || now?.status === 'UNDONE') return;
  const job = await undoable(sql, id);
  await beginUndo(sql, id);
  await audit(sql, {
    action: 'undo',
    entity: 'import-job',
    entityId: id,
    partner: { id: job.partnerId, path: job.partnerPath },
    after: { kind: job.kind, fileName: job.fileName },
  });
  await queueTurns(sql, job.partnerId);
}

async function undoable(sql: ScopedSql, id: string): Promise<Job> {
  const job = await lockJob(sql, id);
  if (!job) throw notFound();
  if (job.status === 'RUNNING' || job.status === 'CHECKING')
    throw conflict('NOT_ENDED', 'It has not ended yet. Stop it first.');
  if (!UNDO_KINDS[job.kind])
    throw conflict('NOT_UNDOABLE', 'Its records are taken out one by one, where each is kept.');
  if (!hasUndo(job)) throw conflict('NOTHING_DONE', 'Nothing was done that could be taken back.');
  if (!(await undoableUntil(sql, id, UNDOABLE_DAYS)))
    throw conflict('TOO_LATE', 'The 30 days in which it could be taken back are over.');
  return job;
}
