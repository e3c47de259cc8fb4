import { UTC } from '@backhaul/domain/time/partnerClock';
import type { App } from '../../kit/app.ts';
import { isTest, NOBODY, type Scope } from '../../tenancy/scope.ts';
import { rootPartner } from '../partners/index.ts';
import { placeOf } from './dues.store.ts';
import { forgetHours, partnersToConfirm } from './planned.store.ts';
import {
  askingPartners,
  keepSwitched as keepAsking,
  markLooked as markAsked,
} from '../proformas/index.ts';
import { askSoon, lookAt } from './look.ts';
import { askInOrder } from './inOrder.ts';
import { automate } from './steps.ts';
import { keepSwitched } from './switched.ts';
import { automatedPartners, lockAutomated, markLooked } from './switched.store.ts';

/**
 * Enqueues one job for each partner that has something to do: on each of its days, when the hour of a preview has come,
 * and when something changed. Each takes its turn among all others.
 */
export async function lookAtAll(app: App): Promise<void> {
  const root = await app.boundary.inSql(NOBODY, rootPartner);
  const scope = root && (await app.boundary.jobScope(root));
  if (!scope) return;
  const now = app.clock.instant(UTC);
  await app.boundary.inSql(scope, async (sql) => {
    await keepSwitched(sql);
    await forgetHours(sql, now);
    const days = (await automatedPartners(sql)).filter(
      ({ clock, lookedOn }) => lookedOn !== app.clock.today(clock),
    );
    const wanted = new Set([...days.map(({ id }) => id), ...(await partnersToConfirm(sql, now))]);
    for (const partnerId of wanted) await lookAt(sql, partnerId);
    await keepAsking(sql);
    for (const { id, path, clock, lookedOn } of await askingPartners(sql))
      if (!isTest(path) && lookedOn !== app.clock.today(clock)) await askSoon(sql, id);
  });
}

/** The scope of a partner's work; null of a test partner, which goes with its own clock alone. */
async function realScope(
  app: App,
  partnerId: string,
): Promise<Extract<Scope, { path: string }> | null> {
  const scope = await app.boundary.jobScope(partnerId);
  return scope && scope.kind !== 'nobody' && !isTest(scope.path) ? scope : null;
}

/** Does what has come for one partner, and keeps that this day of it was looked at. */
export async function automatePartner(
  app: App,
  partnerId: string,
  stop: AbortSignal,
): Promise<void> {
  const scope = await realScope(app, partnerId);
  if (!scope) return;
  const before = await app.boundary.inSql(scope, async (sql) => {
    const place = await placeOf(sql, partnerId);
    const on = place && (await lockAutomated(sql, partnerId));
    return on ? { ...on, day: app.clock.today(place.clock) } : null;
  });
  if (!before) return;
  await automate(app, partnerId, { until: app.clock.instant(UTC), rest: false, stop });
  if (stop.aborted) return;
  await app.boundary.inSql(scope, (sql) => markLooked(sql, partnerId, before.lookedOn, before.day));
}

/**
 * Asks a partner's customers to pay ahead as far as their day has come, and keeps that this day of
 * it was looked at.
 */
export async function askPartner(app: App, partnerId: string, stop: AbortSignal): Promise<void> {
  const scope = await realScope(app, partnerId);
  const place = scope && (await app.boundary.inSql(scope, (sql) => placeOf(sql, partnerId)));
  if (!scope || !place) return;
  const day = app.clock.today(place.clock);
  // while runs come first it stays unlooked at, and the next minute tries again
  if (await askInOrder(app, partnerId, { until: app.clock.instant(UTC), stop }))
    await app.boundary.inSql(scope, (sql) => markAsked(sql, partnerId, day));
}
