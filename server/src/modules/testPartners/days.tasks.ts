import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import { morningOf } from '@backhaul/domain/time/partnerClock';
import type { App } from '../../kit/app.ts';
import { must } from '../../platform/must.ts';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { NOBODY, type Scope } from '../../tenancy/scope.ts';
import { runMorning } from '../autopay/index.ts';
import { automateBelow } from '../automation/index.ts';
import { markNight, runDunning } from '../dunning/index.ts';
import { rootPartner } from '../partners/index.ts';
import { broughtSince } from './brought.store.ts';
import { queueDays } from './clock.service.ts';
import {
  beginDay,
  endDay,
  holdDays,
  readClock,
  setProblem,
  unfinishedClocks,
} from './clock.store.ts';

/** So long one test partner's days are lived before others have their turn. */
const TURN_MS = 5000;
/** When somebody whose days others live looks again. */
const AGAIN_MS = 1000;

/** Goes on with what a killed process left. */
export async function recoverClocks(app: App): Promise<void> {
  const root = await app.boundary.inSql(NOBODY, rootPartner);
  const scope = root && (await app.boundary.jobScope(root));
  if (!scope) return;
  await app.boundary.inSql(scope, async (sql) => {
    for (const partnerId of await unfinishedClocks(sql)) await queueDays(sql, partnerId);
  });
}

type Step = 'lived' | 'busy' | 'there';

/** Lives days of a test partner for a while, then queues behind others. */
export async function liveDays(app: App, partnerId: string, stop: AbortSignal): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope) return;
  let step: Step = 'lived';
  try {
    for (const end = Date.now() + TURN_MS; step === 'lived' && Date.now() < end && !stop.aborted;)
      step = await liveNextDay(app, scope, partnerId, stop);
  } catch (error) {
    if (!stop.aborted) await tellProblem(app, scope, partnerId);
    throw error;
  }
  if (step === 'there' || stop.aborted) return;
  const at = step === 'busy' ? new Date(Date.now() + AGAIN_MS) : undefined;
  await app.boundary.inSql(scope, (sql) => queueDays(sql, partnerId, at));
}

/** It is tried again by itself, later each time. */
function tellProblem(app: App, scope: Scope, partnerId: string): Promise<void> {
  return app.boundary.inSql(scope, async (sql) => {
    const clock = await readClock(sql, partnerId);
    if (!clock?.day) return;
    await setProblem(sql, partnerId, 'The server failed at this day; its log says why.');
    await announce(sql, { topic: 'clock', path: clock.path });
  });
}

/**
 * Lives the next day of a test partner, unless somebody else does. The day is ended in the
 * transaction that holds it; what happens on it has transactions of its own, each done once. A
 * process that is killed at it leaves a day that has begun, and whoever comes next goes on with it.
 */
function liveNextDay(app: App, scope: Scope, partnerId: string, stop: AbortSignal): Promise<Step> {
  return app.boundary.inSql(scope, async (sql): Promise<Step> => {
    if (!(await holdDays(sql, partnerId))) return 'busy';
    const { path, through, until } = must(await readClock(sql, partnerId));
    if (through === null || until === null || through >= until) return 'there';
    const place = { id: partnerId, path };
    const day = addDays(through, 1);
    if (!(await liveDay(app, scope, place, day, stop))) return 'there';
    await tellDay(sql, place, day);
    return 'lived';
  });
}

/**
 * What time brings of a day: what was left of the day before; what comes at its beginning; the
 * night's work; what comes in the course of it. False where it was not lived to its end: the process
 * stops, or somebody stopped the clock before it.
 */
async function liveDay(
  app: App,
  scope: Scope,
  { id, path }: { id: string; path: string },
  day: LocalDate,
  stop: AbortSignal,
): Promise<boolean> {
  const clock = must(await app.boundary.inSql(scope, (sql) => readClock(sql, id))).clock;
  const ends = (of: LocalDate) => new Date(morningOf(addDays(of, 1), clock).getTime() - 1);
  const automateUntil = async (at: Date) => {
    if (!stop.aborted) await automateBelow(app, scope, path, at, stop);
  };
  await automateUntil(ends(addDays(day, -1)));
  if (!(await app.boundary.inSql(scope, (sql) => beginDay(sql, { id, path }, day)))) return false;
  await automateUntil(morningOf(day, clock));
  if (stop.aborted) return false;
  await runDunning(app, scope, day, id, { stop });
  await app.boundary.inSql(scope, (sql) => markNight(sql, path, day));
  if (!stop.aborted) await runMorning(app, scope, day, { path, alone: false }, stop);
  await automateUntil(ends(day));
  return !stop.aborted;
}

async function tellDay(
  sql: ScopedSql,
  place: { id: string; path: string },
  day: LocalDate,
): Promise<void> {
  const { beganAt } = must(await readClock(sql, place.id));
  await endDay(sql, place, day, beganAt ? await broughtSince(sql, place.path, beganAt) : {});
  await setProblem(sql, place.id, null);
  await announce(sql, { topic: 'clock', path: place.path });
  await announce(sql, { topic: 'finance', path: place.path });
}
