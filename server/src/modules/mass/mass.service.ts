import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import type { Clock } from '../../platform/clock.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql, ScopedTx } from '../../tenancy/boundary.ts';
import { endJob, insertJob, lockJob, rowsIn, setConfirmed, type WaitingJob } from './jobs.store.ts';
import { kindOf, type KindOfWork } from './kinds.ts';
import { queueTurns, UNDOABLE_DAYS } from './mass.tasks.ts';
import { setUndoable } from './undo.store.ts';

/** More than this at once is refused before anything is looked at. */
const RECORDS_MAX = 100_000;

/** Which records: those named, or all that a filter finds. */
export interface Chosen {
  ids: readonly string[] | null | undefined;
  /** Whether a filter was given, and what it finds: at most `take`, in the order of the list. */
  found: ((tx: ScopedTx, take: number) => Promise<{ id: string }[]>) | null;
  /** Which of the named ones the viewer sees. */
  seen(tx: ScopedTx, ids: string[]): Promise<{ id: string }[]>;
}

/**
 * The records that are meant. Refuses by `ids` or `filter` nothing, both, and more than 100,000;
 * NOT_FOUND for any that is not there.
 */
export async function chosenIds(ctx: Context, { ids, found, seen }: Chosen): Promise<string[]> {
  if (ids && found) throw badInput({ filter: 'name records or a filter, not both' });
  if (!ids && !found) throw badInput({ ids: 'choose at least one' });
  const all = ids
    ? [...new Set(refuseMany(ids, 'ids').map((id) => idInput(id, 'ids')))]
    : (await ctx.read((tx) => found!(tx, RECORDS_MAX + 1))).map(({ id }) => id);
  refuseMany(all, 'filter');
  if (!all.length) throw badInput({ [ids ? 'ids' : 'filter']: 'finds nothing to do' });
  if (ids && (await ctx.read((tx) => seen(tx, all))).length < all.length) throw notFound();
  return all;
}

function refuseMany(ids: readonly string[], field: string): readonly string[] {
  if (ids.length > RECORDS_MAX)
    throw badInput({ [field]: `finds more than ${RECORDS_MAX} records; narrow it down` });
  return ids;
}

/** Writes work on many records down and lets it begin; unconfirmed it only says what it would do. Returns its id. */
export async function startJob(
  sql: ScopedSql,
  job: { kind: KindOfWork; params: object; confirmed: boolean; ids: readonly string[] },
): Promise<string> {
  const { scope } = sql;
  if (scope.kind === 'nobody') throw notFound();
  const id = await insertJob(sql, scope, job);
  await audit(sql, {
    action: 'mass-job',
    entity: 'mass-job',
    entityId: id,
    after: { kind: job.kind, confirmed: job.confirmed, records: job.ids.length, ...job.params },
  });
  await queueTurns(sql, scope.partnerId);
  return id;
}

/**
 * Lets a job that was looked at be done, once however often it is asked for. Refuses NOT_FOUND,
 * CONFLICT STALE_PREVIEW for another fingerprint and by name what changed, NOT_READY while it is looked at, and ENDED.
 */
export async function confirmJob(
  sql: ScopedSql,
  id: string,
  fingerprint: string,
  todayIn: Clock['today'],
): Promise<void> {
  const job = await lockJob(sql, id);
  if (!job) throw notFound();
  if (job.status === 'CANCELLED' || job.status === 'FAILED') throw ended();
  if (!job.confirmed && job.status !== 'READY')
    throw conflict('NOT_READY', 'It is still being looked at what would be done.');
  if (job.fingerprint !== fingerprint)
    throw conflict('STALE_PREVIEW', 'What would be done is not what you saw. Look at it again.');
  if (job.confirmed) return;
  await refuseStale(sql, job, todayIn);
  await setConfirmed(sql, id);
  await audit(sql, {
    action: 'confirm',
    entity: 'mass-job',
    entityId: id,
    partner: { id: job.partnerId, path: job.partnerPath },
    after: { kind: job.kind },
  });
  await queueTurns(sql, job.partnerId);
}

/** So many differing ones are named. */
const NAMED_MAX = 5;

/** What would come to something else by now, of the first some hundred; each is looked at again when it is done. */
async function refuseStale(
  sql: ScopedSql,
  job: WaitingJob,
  todayIn: Clock['today'],
): Promise<void> {
  const kind = kindOf(job.kind);
  const rows = await rowsIn(sql, job.id, 'CHANGES', kind.lookAtOnce);
  const ids = rows.map(({ recordId }) => recordId);
  const now = new Map(
    (await kind.look(sql, ids, job.params, todayIn)).map((look) => [look.recordId, look]),
  );
  const differing = rows.filter(({ recordId, stamp, effect }) => {
    const look = now.get(recordId);
    return (look?.stamp ?? null) !== stamp || (look?.effect ?? null) !== effect;
  });
  if (!differing.length) return;
  const names = differing
    .slice(0, NAMED_MAX)
    .map(({ recordId }) => now.get(recordId)?.label ?? 'one that is gone');
  const more = differing.length - names.length;
  throw conflict(
    'STALE_PREVIEW',
    `It would come to something else by now for ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}. Look at it again.`,
  );
}

/**
 * Stops a job; what is done stays done. A second time changes nothing. Refuses CONFLICT ENDED; false
 * where there is none.
 */
export async function cancelJob(sql: ScopedSql, id: string): Promise<boolean> {
  const job = await lockJob(sql, id);
  if (!job) return false;
  if (job.status === 'CANCELLED') return true;
  if (job.undoing) throw conflict('ENDED', 'It is being taken back, which is not stopped.');
  if (job.status === 'DONE' || job.status === 'FAILED' || job.status === 'UNDONE') throw ended();
  if (kindOf(job.kind).undo) await setUndoable(sql, id, UNDOABLE_DAYS);
  await endJob(sql, id, 'CANCELLED');
  await audit(sql, {
    action: 'cancel',
    entity: 'mass-job',
    entityId: id,
    partner: { id: job.partnerId, path: job.partnerPath },
  });
  await announce(sql, { topic: 'mass', path: job.partnerPath, id });
  return true;
}

function ended() {
  return conflict('ENDED', 'It has ended already. Begin anew for what is left.');
}
