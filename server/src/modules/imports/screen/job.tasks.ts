import type { App } from '../../../kit/app.ts';
import { enqueueTurn } from '../../../platform/queue.ts';
import { Refusal } from '../../../platform/refusal.ts';
import { announce } from '../../../platform/signals.ts';
import { audit } from '../../../tenancy/audit.ts';
import { passes, type ScopedSql } from '../../../tenancy/boundary.ts';
import { NOBODY } from '../../../tenancy/scope.ts';
import { rootPartner } from '../../partners/index.ts';
import { lockImports } from '../known.store.ts';
import { openSent } from './facts.ts';
import {
  addSettled,
  endJob,
  lockJob,
  nextJob,
  partnersWithJobs,
  putAwayOld,
  recount,
  setChecked,
  setTotal,
  takeJob,
  type Job,
} from './jobs.store.ts';
import { dropRows, insertRows } from './rows.store.ts';
import { checkSome, runSome } from './run.ts';
import { undoSome } from './undo.ts';

/** So many jobs of one partner are worked on side by side. */
const TURNS = [0, 1];
/** How long a partner's turn lasts before those of others come. */
const TURN_MS = 1000;
/** When a turn whose work others hold looks again. */
const AGAIN_MS = 1000;
const READ_AT_ONCE = 2000;

type JobScope = NonNullable<Awaited<ReturnType<App['boundary']['jobScope']>>>;
/** What there was to do: something, nothing, or nothing that others do not hold. */
type Step = 'worked' | 'idle' | 'busy';

/** Lets a partner's imports be worked on, as soon as the caller's transaction commits. */
export async function queueTurns(sql: ScopedSql, partnerId: string): Promise<void> {
  for (const turn of TURNS) await queueTurn(sql, partnerId, turn);
}

async function queueTurn(
  sql: ScopedSql,
  partnerId: string,
  turn: number,
  at?: Date,
): Promise<void> {
  const key = `imports:${partnerId}:${turn}`;
  await enqueueTurn(sql, 'imports:turn', { partnerId, turn }, { key, at });
}

async function everywhere(app: App): Promise<JobScope | null> {
  const root = await app.boundary.inSql(NOBODY, rootPartner);
  return root ? app.boundary.jobScope(root) : null;
}

/** Goes on with what a killed process left. */
export async function recoverImports(app: App): Promise<void> {
  const scope = await everywhere(app);
  if (!scope) return;
  await app.boundary.inSql(scope, async (sql) => {
    for (const partnerId of await partnersWithJobs(sql)) await queueTurns(sql, partnerId);
  });
}

/** How long an import can be read and taken back; what it brought is kept with the records, and in the audit. */
const KEPT_DAYS = 30;
const AT_ONCE = 5;

/** Puts away imports of a month ago. */
export async function purgeImports(app: App, stop: AbortSignal): Promise<void> {
  const scope = await everywhere(app);
  if (!scope) return;
  let gone = AT_ONCE;
  while (gone === AT_ONCE && !stop.aborted)
    gone = await app.boundary.inSql(scope, (sql) =>
      putAwayOld(sql, { keptDays: KEPT_DAYS, most: AT_ONCE }),
    );
}

/** One turn of a partner: works on its imports for a moment, then queues behind the turns of other partners. */
export async function importsTurn(
  app: App,
  { partnerId, turn }: { partnerId: string; turn: number },
  stop: AbortSignal,
): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope) return;
  let step: Step = 'worked';
  for (const end = Date.now() + TURN_MS; step === 'worked' && Date.now() < end && !stop.aborted;)
    step = await importStep(app, scope, partnerId);
  if (step === 'idle') return;
  const at = step === 'busy' ? new Date(Date.now() + AGAIN_MS) : undefined;
  await app.boundary.inSql(scope, (sql) => queueTurn(sql, partnerId, turn, at));
}

/** The next rows of a partner's imports, all or nothing, as the one who asked for it. */
async function importStep(app: App, scope: JobScope, partnerId: string): Promise<Step> {
  const next = await app.boundary.inSql(scope, (sql) => nextJob(sql, partnerId));
  if (next === null) return 'idle';
  if (next === 'busy') return 'busy';
  try {
    // the file is kept with whoever sent it, who may stand above; that it may be read was asked at the beginning
    const from = next.status === 'CHECKING' && !next.rowsKept ? await everywhere(app) : scope;
    return await app.boundary.inSql({ ...(from ?? scope), actor: next.actor }, async (sql) => {
      const job = await takeJob(sql, next.id);
      if (!job) return 'busy';
      await goOn(app, sql, job, next);
      await announce(sql, { topic: 'import', path: job.partnerPath, id: job.id });
      return 'worked';
    });
  } catch (error) {
    if (passes(error)) throw error;
    await failed(app, scope, next, error);
    return 'worked';
  }
}

async function goOn(app: App, sql: ScopedSql, job: Job, next: Job): Promise<void> {
  if (job.status === 'CHECKING') {
    if (!job.rowsKept) return next.rowsKept ? undefined : keepRows(sql, job);
    // seen from where the file is kept there is more than what the partner sees
    if (!next.rowsKept) return;
    const looked = await checkSome(app, sql, job);
    if (looked.rows) return addSettled(sql, job.id, looked);
    await recount(sql, job.id);
    return setChecked(sql, job.id);
  }
  await lockImports(sql);
  const done = await (job.undoing ? undoSome : runSome)(app, sql, job);
  if (done.rows) {
    await addSettled(sql, job.id, done);
    return announce(sql, { topic: 'finance', path: job.partnerPath });
  }
  await recount(sql, job.id);
  if (job.undoing) return endJob(sql, job.id, 'UNDONE');
  await endJob(sql, job.id, 'DONE');
  await audit(sql, {
    action: 'import',
    entity: 'import-job',
    entityId: job.id,
    partner: { id: job.partnerId, path: job.partnerPath },
    after: {
      kind: job.kind,
      fileName: job.fileName,
      ...Object.fromEntries(
        Object.entries(job.counts).map(([state, rows]) => [state.toLowerCase(), rows]),
      ),
    },
  });
}

/** Reads a job's file into its rows. */
async function keepRows(sql: ScopedSql, job: Job): Promise<void> {
  const { file } = await openSent(sql, job.fileId, { chosen: job.how, field: 'file' });
  await dropRows(sql, job.id);
  let batch = [],
    total = 0;
  for await (const row of file.rows()) {
    batch.push(row);
    if (batch.length < READ_AT_ONCE) continue;
    await insertRows(sql, job, batch);
    total += batch.length;
    batch = [];
  }
  await insertRows(sql, job, batch);
  await setTotal(sql, job.id, total + batch.length);
}

async function failed(app: App, scope: JobScope, job: Job, error: unknown): Promise<void> {
  if (!(error instanceof Refusal))
    app.log.error({ err: error, jobId: job.id }, 'an import on screen failed');
  const words =
    error instanceof Refusal ? error.message : 'The server failed at it; its log says why.';
  await app.boundary.inSql(scope, async (sql) => {
    const now = await lockJob(sql, job.id);
    if (now?.status !== 'CHECKING' && now?.status !== 'RUNNING') return;
    await endJob(sql, job.id, 'FAILED', words);
    await announce(sql, { topic: 'import', path: job.partnerPath, id: job.id });
  });
}
