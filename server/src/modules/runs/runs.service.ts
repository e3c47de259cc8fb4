import type { App } from '../../kit/app.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import { refuseClosed } from '../closing/index.ts';
import { loadFinance } from '../settings/index.ts';
import { partnersWithDue } from './due.store.ts';
import { excludeEntry, hasCharged, includeEntry } from './entries.store.ts';
import { findPlaces, holdPlaces, placeAt, placesBelow, type Covered } from './places.store.ts';
import { queuePreviews, queueRun } from './runs.queue.ts';
import {
  changeRun,
  insertRun,
  lockRun,
  summarise,
  unfinishedRuns,
  type LockedRun,
} from './runs.store.ts';
import { staleBecause } from './stale.ts';
import { isTest } from '../../tenancy/scope.ts';

export interface NewRun {
  date: string;
  partnerIds: string[];
  includeDescendants: boolean;
  separatePerPartner: boolean;
}
type Place = Pick<Covered, 'id' | 'path'>;

const PARTNERS_MAX = 10_000;

/**
 * Starts previews: one run over all partners together, or one for each partner that has customers due.
 * Refuses partners outside the scope with NOT_FOUND, and with PERIOD_CLOSED a date on which the books of one are closed.
 * Returns the runs' ids.
 */
export async function createRuns(sql: ScopedSql, own: Place, input: NewRun): Promise<string[]> {
  const chosen = input.partnerIds.length ? await findPlaces(sql, input.partnerIds) : [own];
  if (chosen.length !== new Set(input.partnerIds.length ? input.partnerIds : [own.id]).size)
    throw notFound();
  const covered = input.includeDescendants
    ? await placesBelow(
        sql,
        chosen.map((place) => place.path),
      )
    : chosen;
  if (covered.length > PARTNERS_MAX)
    throw badInput({ partnerIds: `one run covers ${PARTNERS_MAX} partners at most` });
  if (new Set(covered.map(({ path }) => isTest(path))).size > 1)
    throw badInput({
      partnerIds: 'names test partners beside real ones: they have runs of their own',
    });
  await refuseClosed(sql, covered, input.date);
  if (!input.separatePerPartner)
    return [await createRun(sql, await nearestCommon(sql, covered), covered, input)];
  const due = await billedWithDue(
    sql,
    covered.map((place) => place.id),
    input.date,
  );
  const runs: string[] = [];
  for (const place of covered)
    if (due.has(place.id))
      runs.push(await createRun(sql, place, [place], { ...input, includeDescendants: false }));
  return runs;
}

/** Those of the partners with a customer that is due and whose billing is on, by its own setting or the partner's. */
async function billedWithDue(
  sql: ScopedSql,
  partnerIds: readonly string[],
  date: string,
): Promise<Set<string>> {
  const on = [...(await loadFinance(sql, partnerIds))]
    .filter(([, values]) => values.billingEnabled)
    .map(([id]) => id);
  return partnersWithDue(sql, partnerIds, date, on);
}

/** The nearest partner above all of them: whoever sees that one sees every part of the run. */
async function nearestCommon(sql: ScopedSql, places: readonly Place[]): Promise<Place> {
  const parts = places.map((place) => place.path.split('.').slice(0, -1));
  const differsAt = parts[0].findIndex((part, i) => parts.some((each) => each[i] !== part));
  const shared = differsAt === -1 ? parts[0] : parts[0].slice(0, differsAt);
  return placeAt(sql, `${shared.join('.')}.`);
}

async function createRun(
  sql: ScopedSql,
  owner: Place,
  covered: readonly Place[],
  input: NewRun,
): Promise<string> {
  const id = await insertRun(sql, owner, {
    date: input.date,
    partnerIds: covered.map((place) => place.id),
    includeDescendants: input.includeDescendants,
  });
  await queuePreviews(sql, owner.id);
  await audit(sql, {
    action: 'create',
    entity: 'billing-run',
    entityId: id,
    after: { date: input.date, partners: covered.length },
    partner: owner,
  });
  await announce(sql, { topic: 'run', path: owner.path, id });
  return id;
}

const WORDS: Record<string, string> = {
  PREVIEWING: 'The preview is not ready yet. Wait until it is.',
  CONFIRMING: 'This run is being confirmed already.',
  PROCESSED: 'This run was confirmed already.',
  DELETED: 'This run was deleted.',
  FAILED: 'This run failed. Retry it first.',
  READY: 'This run waits for confirmation.',
};

/** Refuses a run in another state, by its name: ALREADY_CONFIRMED, or NOT_<wanted>. */
function needStatus(run: LockedRun, ...wanted: LockedRun['status'][]): void {
  if (wanted.includes(run.status)) return;
  throw conflict(
    run.status === 'PROCESSED' || run.status === 'CONFIRMING'
      ? 'ALREADY_CONFIRMED'
      : `RUN_${run.status}`,
    WORDS[run.status],
  );
}

/**
 * Starts confirming. Refusals: ALREADY_CONFIRMED; RUN_PREVIEWING, RUN_DELETED, RUN_FAILED;
 * PERIOD_CLOSED where the books were closed since; STALE_PREVIEW when the fingerprint is not the
 * preview's, or when the facts or the tree changed so that something else would be issued (names the
 * customers and partners).
 */
export async function startConfirm(
  app: App,
  sql: ScopedSql,
  runId: string,
  fingerprint: string,
): Promise<void> {
  const run = await lockWaiting(sql, runId);
  if (run.fingerprint !== fingerprint)
    throw conflict(
      'STALE_PREVIEW',
      'The preview changed since you looked at it. Look at it again, then confirm.',
    );
  await refuseClosed(sql, await findPlaces(sql, run.partnerIds), run.date);
  const stale = await staleBecause(sql, run, app.clock.today);
  if (stale)
    throw conflict('STALE_PREVIEW', `${stale} Nothing was charged. Preview again, then confirm.`);
  await changeRun(sql, run, {
    status: 'CONFIRMING',
    position: 0,
    processed: 0,
    candidates: run.customerCount,
    confirmed_by: sql.scope.actor.name,
  });
  await queueRun(sql, 'CONFIRMING', run.partnerId, runId);
  await audit(sql, {
    action: 'confirm',
    entity: 'billing-run',
    entityId: runId,
    after: { fingerprint },
    partner: { id: run.partnerId, path: run.partnerPath },
  });
}

/** Refuses a confirmation that stopped after it charged somebody (PARTLY_CONFIRMED): it can only go on. */
async function refusePartlyConfirmed(sql: ScopedSql, run: LockedRun): Promise<void> {
  if (run.failedPhase === 'CONFIRMING' && (await hasCharged(sql, run.id)))
    throw conflict(
      'PARTLY_CONFIRMED',
      'Some customers of this run are charged already. Retry it to charge the others.',
    );
}

/** Deletes a preview. A FAILED confirmation that already charged somebody cannot be deleted, only retried. */
export async function deleteRun(sql: ScopedSql, runId: string): Promise<void> {
  const run = await lockRun(sql, runId);
  if (run.status === 'DELETED') return;
  needStatus(run, 'READY', 'FAILED', 'PREVIEWING');
  await refusePartlyConfirmed(sql, run);
  await changeRun(sql, run, { status: 'DELETED' });
  await audit(sql, {
    action: 'delete',
    entity: 'billing-run',
    entityId: runId,
    partner: { id: run.partnerId, path: run.partnerPath },
  });
}

/** A FAILED run goes on where it stopped. */
export async function retryRun(sql: ScopedSql, runId: string): Promise<void> {
  const run = await lockRun(sql, runId);
  needStatus(run, 'FAILED');
  const phase = run.failedPhase === 'CONFIRMING' ? 'CONFIRMING' : 'PREVIEWING';
  await changeRun(sql, run, { status: phase, failure: null, failed_phase: null });
  await queueRun(sql, phase, run.partnerId, runId);
}

/**
 * Previews a run again from the facts of now, one that waits or that FAILED before it charged
 * anybody; exclusions made by a person are kept.
 */
export async function repreviewRun(sql: ScopedSql, runId: string): Promise<void> {
  const run = await lockRun(sql, runId);
  needStatus(run, 'READY', 'FAILED');
  await refusePartlyConfirmed(sql, run);
  await changeRun(sql, run, {
    status: 'PREVIEWING',
    position: 0,
    processed: 0,
    fingerprint: null,
    failure: null,
    failed_phase: null,
    confirmed_by: null,
  });
  await queuePreviews(sql, run.partnerId);
}

/**
 * Leaves one customer out of a waiting run, with the reason; its charge waits for the next run.
 * Refuses as lockWaiting.
 */
export async function excludeCustomer(
  sql: ScopedSql,
  runId: string,
  customerId: string,
  reason: string,
): Promise<void> {
  const run = await lockWaiting(sql, runId);
  const at = await excludeEntry(sql, runId, customerId, reason);
  if (at === null) throw notFound();
  await entryChanged(sql, run, at, 'exclude', { customerId, reason });
}

/** Takes back an exclusion that a person made; whom a rule leaves out meanwhile stays out. */
export async function includeCustomer(
  sql: ScopedSql,
  runId: string,
  customerId: string,
): Promise<void> {
  const run = await lockWaiting(sql, runId);
  const at = await includeEntry(sql, runId, customerId);
  if (at === null) throw notFound();
  await entryChanged(sql, run, at, 'include', { customerId });
}

/**
 * Locks a preview for a change of what it issues; none of its partners moves until the transaction
 * ends. Refuses one that does not wait, and with STALE_PREVIEW one whose partners moved since.
 */
async function lockWaiting(sql: ScopedSql, runId: string): Promise<LockedRun> {
  const run = await lockRun(sql, runId);
  needStatus(run, 'READY');
  if (await holdPlaces(sql, run)) return run;
  const stale = await staleBecause(sql, run, sql.today);
  throw conflict(
    'STALE_PREVIEW',
    `${stale ?? 'A partner of this run moved in the tree.'} Nothing was changed. Preview again first.`,
  );
}

/** What follows when a person changed who is charged, at a place of the tree. */
async function entryChanged(
  sql: ScopedSql,
  run: LockedRun,
  at: string,
  action: 'exclude' | 'include',
  what: { customerId: string; reason?: string },
): Promise<void> {
  await summarise(sql, run);
  await changeRun(sql, run, {}, at);
  await audit(sql, {
    action,
    entity: 'billing-run',
    entityId: run.id,
    after: what,
    partner: { id: run.partnerId, path: run.partnerPath },
  });
}

/** Goes on with runs that nobody works on: after a start all of them, later those of servers that went silent. */
export async function recoverRuns(app: App, everything: boolean): Promise<void> {
  const silentFor = everything ? '0 seconds' : '30 seconds';
  const runs = await app.boundary.inSql(NOBODY, (sql) => unfinishedRuns(sql, silentFor));
  for (const { id, partnerId, status } of runs) {
    const scope = await app.boundary.jobScope(partnerId);
    if (scope) await app.boundary.inSql(scope, (sql) => queueRun(sql, status, partnerId, id));
  }
}
