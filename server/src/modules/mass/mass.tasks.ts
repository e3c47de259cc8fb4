import type { App } from '../../kit/app.ts';
import { enqueueTurn } from '../../platform/queue.ts';
import { must } from '../../platform/must.ts';
import { Refusal } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { passes, type ScopedSql } from '../../tenancy/boundary.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import { rootPartner } from '../partners/index.ts';
import {
  endJob,
  keepLooks,
  lockJob,
  markDone,
  markRefused,
  nextJob,
  partnersWithJobs,
  putAwayOld,
  rowsIn,
  setReady,
  takeJob,
  type WaitingJob,
} from './jobs.store.ts';
import { kindOf } from './kinds.ts';
import { markLeftSo, markUndone, setUndoable } from './undo.store.ts';

/** So many jobs of one partner are worked on side by side. */
const TURNS = [0, 1];
/** How long a partner's turn lasts before those of others come. */
const TURN_MS = 1000;
/** When a turn whose work others hold looks again. */
const AGAIN_MS = 1000;

/** Lets a partner's jobs be worked on, as soon as the caller's transaction commits. */
export async function queueTurns(sql: ScopedSql, partnerId: string): Promise<void> {
  for (const turn of TURNS) await queueTurn(sql, partnerId, turn);
}

async function queueTurn(
  sql: ScopedSql,
  partnerId: string,
  turn: number,
  at?: Date,
): Promise<void> {
  const key = `mass:${partnerId}:${turn}`;
  await enqueueTurn(sql, 'mass:turn', { partnerId, turn }, { key, at });
}

/** Goes on with what a killed process left. */
export async function recoverJobs(app: App): Promise<void> {
  const scope = await everywhere(app);
  if (!scope) return;
  await app.boundary.inSql(scope, async (sql) => {
    for (const partnerId of await partnersWithJobs(sql)) await queueTurns(sql, partnerId);
  });
}

async function everywhere(app: App): Promise<JobScope | null> {
  const root = await app.boundary.inSql(NOBODY, rootPartner);
  return root ? app.boundary.jobScope(root) : null;
}

/** How long what ended can still be read; what it did is kept with the records, and in the audit. */
const KEPT_DAYS = 90;
/** What was looked at a week ago is not what would be done now. */
const LOOKED_DAYS = 7;
const AT_ONCE = 20;
/** How long what was done can be taken back. */
export const UNDOABLE_DAYS = 30;

/** Puts away work that ended months ago. */
export async function purgeJobs(app: App, stop: AbortSignal): Promise<void> {
  const scope = await everywhere(app);
  if (!scope) return;
  const ages = { keptDays: KEPT_DAYS, lookedDays: LOOKED_DAYS, most: AT_ONCE };
  let gone = AT_ONCE;
  while (gone === AT_ONCE && !stop.aborted)
    gone = await app.boundary.inSql(scope, (sql) => putAwayOld(sql, ages));
}

/** One turn of a partner: works on its jobs for a moment, then queues behind the turns of other partners. */
export async function massTurn(
  app: App,
  { partnerId, turn }: { partnerId: string; turn: number },
  stop: AbortSignal,
): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope) return;
  let step: Step = 'worked';
  for (const end = Date.now() + TURN_MS; step === 'worked' && Date.now() < end && !stop.aborted;)
    step = await massStep(app, scope, partnerId);
  if (step === 'idle') return;
  const at = step === 'busy' ? new Date(Date.now() + AGAIN_MS) : undefined;
  await app.boundary.inSql(scope, (sql) => queueTurn(sql, partnerId, turn, at));
}

/** What there was to do: something, nothing, or nothing that others do not hold. */
type Step = 'worked' | 'idle' | 'busy';

type JobScope = NonNullable<Awaited<ReturnType<App['boundary']['jobScope']>>>;

/** Where a step stopped, to say it there. */
interface At {
  job: WaitingJob;
  position: number | null;
}

/** The next look or the next record of a partner's jobs, all or nothing, as the one who asked for it. */
async function massStep(app: App, scope: JobScope, partnerId: string): Promise<Step> {
  const next = await app.boundary.inSql(scope, (sql) => nextJob(sql, partnerId));
  if (next === null) return 'idle';
  if (next === 'busy') return 'busy';
  let position: number | null = null;
  try {
    return await app.boundary.inSql({ ...scope, actor: next.actor }, async (sql) => {
      position = null;
      const job = await takeJob(sql, next.id);
      if (!job) return 'busy';
      await goOn(app, sql, job, (at) => {
        position = at;
      });
      await announce(sql, { topic: 'mass', path: job.partnerPath, id: job.id });
      return 'worked';
    });
  } catch (error) {
    if (passes(error)) throw error;
    await stopped(app, scope, { job: next, position }, error);
    return 'worked';
  }
}

async function goOn(
  app: App,
  sql: ScopedSql,
  job: WaitingJob,
  begins: (position: number) => void,
): Promise<void> {
  const kind = kindOf(job.kind);
  const { today } = app.clock;
  const unseen = await rowsIn(sql, job.id, 'NEW', kind.lookAtOnce);
  if (unseen.length) {
    const found = await kind.look(
      sql,
      unseen.map(({ recordId }) => recordId),
      job.params,
      today,
    );
    const looks = new Map(found.map((look) => [look.recordId, look]));
    return keepLooks(
      sql,
      job.id,
      unseen.map(({ position, recordId }) => ({
        position,
        ...(looks.get(recordId) ?? gone(recordId)),
      })),
    );
  }
  if (!job.confirmed) return setReady(sql, job.id);
  if (job.undoing) return undoNext(app, sql, job, begins);
  const [row] = await rowsIn(sql, job.id, 'CHANGES', 1);
  if (!row) return ended(sql, job, 'DONE');
  begins(row.position);
  const done = await kind.act(sql, row.recordId, { params: job.params, stamp: row.stamp }, today);
  return markDone(sql, job.id, row.position, done);
}

/** Takes back what was done to the next record. */
async function undoNext(
  app: App,
  sql: ScopedSql,
  job: WaitingJob,
  begins: (position: number) => void,
): Promise<void> {
  const [row] = await rowsIn(sql, job.id, 'DONE', 1);
  if (!row) return endJob(sql, job.id, 'UNDONE');
  begins(row.position);
  const { recordId, kept } = row;
  const undo = must(kindOf(job.kind).undo);
  const stays = await undo(sql, recordId, { params: job.params, kept }, app.clock.today);
  return markUndone(sql, job.id, row.position, stays);
}

/** Nothing more is done; what was can be taken back from now on, where its kind knows how. */
async function ended(
  sql: ScopedSql,
  { id, kind, undoing }: WaitingJob,
  status: 'DONE' | 'FAILED',
): Promise<void> {
  if (kindOf(kind).undo && !undoing) await setUndoable(sql, id, UNDOABLE_DAYS);
  await endJob(sql, id, status);
}

function gone(recordId: string) {
  return {
    recordId,
    label: '',
    before: {},
    after: {},
    effect: null,
    refusal: 'It is not there any more.',
  };
}

/** What was refused stays with its record; what failed at a look ends the job. */
async function stopped(
  app: App,
  scope: JobScope,
  { job, position }: At,
  error: unknown,
): Promise<void> {
  if (!(error instanceof Refusal))
    app.log.error({ err: error, jobId: job.id, position }, 'work on many records failed at one');
  const words =
    error instanceof Refusal ? error.message : 'The server failed at it; its log says why.';
  await app.boundary.inSql(scope, async (sql) => {
    const now = await lockJob(sql, job.id);
    if (now?.status !== 'QUEUED' && now?.status !== 'RUNNING') return;
    if (position === null) await ended(sql, now, 'FAILED');
    else if (now.undoing) await markLeftSo(sql, job.id, position, words);
    else await markRefused(sql, job.id, position, words);
    await announce(sql, { topic: 'mass', path: job.partnerPath, id: job.id });
  });
}
