import { setTimeout as pause } from 'node:timers/promises';
import {
  confirmsAt,
  madeOn,
  momentsOf,
  stepsOf,
  type Step,
} from '@backhaul/domain/schedule/automation';
import { zoneOf } from '@backhaul/domain/time/partnerClock';
import type { App } from '../../kit/app.ts';
import { must } from '../../platform/must.ts';
import { Refusal } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { SYSTEM } from '../../tenancy/scope.ts';
import {
  createRuns,
  lookAtRun,
  previewTurn,
  repreviewRun,
  startConfirm,
  workOnConfirm,
} from '../runs/index.ts';
import { clockOf, placeOf } from './dues.store.ts';
import {
  insertPlanned,
  madeByHand,
  markAgain,
  markConfirmed,
  markFailed,
  skipDate,
} from './planned.store.ts';
import { lockAutomated } from './switched.store.ts';
import { makerOf } from './settings.store.ts';
import { toPlannedDate, unitOf, type Unit } from './unit.ts';

/**
 * Does what has come for a partner up to an instant, step by step in its order, each in a transaction that it shares
 * with what keeps it from being done twice. Answers the runs that it had to do with. rest: waits after each step until
 * its run rests, as time would; for the runs of others too, so that whoever goes on finds what they left.
 */
export async function automate(
  app: App,
  partnerId: string,
  { until, rest, stop }: { until: Date; rest: boolean; stop: AbortSignal },
): Promise<string[]> {
  const runs = new Set<string>();
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope) return [];
  const clock = await app.boundary.inSql(scope, (sql) => clockOf(sql, partnerId));
  const now = app.clock.instant(clock);
  const late = until < now ? until : now;
  while (!stop.aborted) {
    const { runId, open } = await app.boundary.inSql(scope, (sql) =>
      takeStep(app, sql, partnerId, { until, late }),
    );
    if (runId) runs.add(runId);
    if (rest && (runId ?? open)) await waitForRest(app, partnerId, must(runId ?? open), stop);
    else if (!runId) break;
  }
  return [...runs];
}

/** The partner's unit, which nobody else acts for until the transaction ends; null where it makes no runs. */
async function lockedUnit(sql: ScopedSql, partnerId: string): Promise<Unit | null> {
  const on = await lockAutomated(sql, partnerId);
  return on && unitOf(sql, partnerId, on.since);
}

/** Whether runs with a partner's customers in them are to be made or confirmed by an instant, or are worked on. */
export async function runsComeFirst(app: App, partnerId: string, at: Date): Promise<boolean> {
  const own = await app.boundary.jobScope(partnerId);
  const maker =
    own &&
    (await app.boundary.inSql(own, async (sql) =>
      makerOf(sql, must(await placeOf(sql, partnerId))),
    ));
  const scope = maker && (await app.boundary.jobScope(maker));
  if (!scope) return false;
  return app.boundary.inSql(scope, async (sql) => {
    const unit = await lockedUnit(sql, maker);
    if (!unit) return false;
    const [next] = stepsOf(unit.automated);
    return (next && next.at <= at) || unit.automated.planned.some(({ state }) => state === 'OPEN');
  });
}

/** What came of a look at a partner: the run of the step that was taken, else one that others work on. */
interface Looked {
  runId: string | null;
  open: string | null;
}

/** Takes the next step of a partner if it has come. */
async function takeStep(
  app: App,
  sql: ScopedSql,
  partnerId: string,
  { until, late }: { until: Date; late: Date },
): Promise<Looked> {
  const unit = await lockedUnit(sql, partnerId);
  if (!unit) return { runId: null, open: null };
  const took = (runId: string): Looked => ({ runId, open: null });
  const adopted = await adopt(sql, unit, unit.automated.due, late);
  if (adopted !== null) return took(adopted);
  const [step] = stepsOf(unit.automated);
  if (!step || step.at > until) {
    const open = unit.planned.find((row) => toPlannedDate(row).state === 'OPEN');
    return { runId: null, open: open?.runId ?? null };
  }
  // what comes late is done now, and counts from now
  const at = step.at > late ? step.at : late;
  if (step.kind === 'CONFIRM') return took(await confirm(app, sql, unit, step, at));
  try {
    return took(await makePreview(sql, unit, step, at));
  } catch (error) {
    if (!isClosed(error)) throw error;
    const why = {
      by: SYSTEM.name,
      reason: error.message,
      on: madeOn(step.billingDate, unit.automated, at),
    };
    await skipDate(sql, partnerId, step.billingDate, why);
    return takeStep(app, sql, partnerId, { until, late });
  }
}

/** The books of a billing date were closed: whoever opens them goes on by hand. */
function isClosed(error: unknown): error is Refusal {
  return error instanceof Refusal && error.details.reason === 'PERIOD_CLOSED';
}

/** Makes the preview of a date that is to come, unless somebody made it by hand; the run's id. */
export async function previewDate(
  sql: ScopedSql,
  unit: Unit,
  billingDate: string,
  at: Date,
): Promise<string> {
  return (
    (await adopt(sql, unit, [billingDate], at)) ??
    (await makePreview(sql, unit, { billingDate }, at))
  );
}

async function makePreview(
  sql: ScopedSql,
  unit: Unit,
  { billingDate }: Pick<Step, 'billingDate'>,
  at: Date,
): Promise<string> {
  const { partner } = unit;
  const { partnerIds, everybody } = unit.covers(billingDate);
  const [runId] = await createRuns(sql, partner, {
    date: billingDate,
    partnerIds: everybody ? [partner.id] : partnerIds,
    includeDescendants: everybody,
    separatePerPartner: false,
  });
  await keepMade(sql, unit, { billingDate, runId }, at);
  return runId;
}

/**
 * Takes the next preview that somebody made by hand, of just those whom the run of its date covers, as the one of that
 * date: none is made beside it, it confirms by itself as one that is made before its day, and whoever confirms runs is
 * told so. Its run; null where there is none.
 */
async function adopt(
  sql: ScopedSql,
  unit: Unit,
  dates: readonly string[],
  at: Date,
): Promise<string | null> {
  const made = await madeByHand(sql, unit.partner.id, dates);
  const found = made.find(({ billingDate, partnerIds }) => {
    const covered = new Set(unit.covers(billingDate).partnerIds);
    return partnerIds.length === covered.size && partnerIds.every((id) => covered.has(id));
  });
  if (!found) return null;
  const confirmAt = await keepMade(sql, unit, found, at);
  await announce(sql, { topic: 'run', path: unit.partner.path, id: found.runId });
  // one that is being made tells so when it is ready
  if (found.status === 'READY' && (confirmAt === null || confirmAt > at))
    sql.happened('automatedRun', {
      partnerId: unit.partner.id,
      partnerPath: unit.partner.path,
      runId: found.runId,
      billingDate: found.billingDate,
      what: 'WAITS',
      confirmAt,
      because: null,
    });
  return found.runId;
}

/** Keeps that a run is the one of its date, as of an instant; when it confirms by itself, if it does. */
async function keepMade(
  sql: ScopedSql,
  { partner, values, automated }: Unit,
  { billingDate, runId }: { billingDate: string; runId: string },
  at: Date,
): Promise<Date | null> {
  const made = { on: madeOn(billingDate, automated, at), againAt: null };
  const moments = momentsOf(billingDate, values, zoneOf(partner.clock), made);
  const confirmAt = confirmsAt(moments, values);
  await insertPlanned(sql, {
    partnerId: partner.id,
    billingDate,
    runId,
    madeOn: made.on,
    confirmAt,
  });
  return confirmAt;
}

/** Confirms as a person would who had seen the preview. One that no longer holds is made again and waits an hour. */
async function confirm(
  app: App,
  sql: ScopedSql,
  { partner, values, planned }: Unit,
  { billingDate }: Step,
  at: Date,
): Promise<string> {
  const row = must(planned.find((each) => each.billingDate === billingDate));
  const runId = must(row.runId);
  try {
    await startConfirm(app, sql, runId, must(row.fingerprint));
    await markConfirmed(sql, partner.id, billingDate, at);
  } catch (error) {
    if (isClosed(error)) {
      await markFailed(sql, [runId]);
      return runId;
    }
    if (!(error instanceof Refusal) || error.details.reason !== 'STALE_PREVIEW') throw error;
    await repreviewRun(sql, runId);
    const made = { on: row.madeOn, againAt: at };
    const { confirmAt } = momentsOf(billingDate, values, zoneOf(partner.clock), made);
    await markAgain(sql, partner.id, billingDate, { at, because: error.message, confirmAt });
  }
  return runId;
}

const LOOK_MS = 50;

/** Works on a run, or waits for those who do, until it rests. */
async function waitForRest(
  app: App,
  partnerId: string,
  runId: string,
  stop: AbortSignal,
): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  while (scope && !stop.aborted) {
    const run = await app.boundary.inSql(scope, (sql) => lookAtRun(sql, runId));
    if (run?.status === 'PREVIEWING') await previewTurn(app, { partnerId, turn: 0 }, stop);
    else if (run?.status === 'CONFIRMING') await workOnConfirm(app, { partnerId, runId }, stop);
    else return;
    const now = await app.boundary.inSql(scope, (sql) => lookAtRun(sql, runId));
    if (now?.status === run.status) await pause(LOOK_MS);
  }
}
