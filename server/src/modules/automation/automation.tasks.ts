import type { App } from '../../kit/app.ts';
import { NOBODY } from '../../tenancy/scope.ts';
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
import { automate, instantNow } from './steps.ts';
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
  const now = instantNow(app);
  await app.boundary.inSql(scope, async (sql) => {
    await keepSwitched(sql);
    await forgetHours(sql, now);
    const days = (await automatedPartners(sql)).filter(
      ({ timeZone, lookedOn }) => lookedOn !== app.clock.today(timeZone),
    );
    const wanted = new Set([...days.map(({ id }) => id), ...(await partnersToConfirm(sql, now))]);
    for (const partnerId of wanted) await lookAt(sql, partnerId);
    await keepAsking(sql);
    for (const { id, timeZone, lookedOn } of await askingPartners(sql))
      if (lookedOn !== app.clock.today(timeZone)) await askSoon(sql, id);
  });
}

/** Does what has come for one partner, and keeps that this day of it was looked at. */
export async function automatePartner(
  app: App,
  partnerId: string,
  stop: AbortSignal,
): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope) return;
  const before = await app.boundary.inSql(scope, async (sql) => {
    const place = await placeOf(sql, partnerId);
    const on = place && (await lockAutomated(sql, partnerId));
    return on ? { ...on, day: app.clock.today(place.timeZone) } : null;
  });
  if (!before) return;
  await automate(app, partnerId, { until: instantNow(app), rest: false, stop });
  if (stop.aborted) return;
  await app.boundary.inSql(scope, (sql) => markLooked(sql, partnerId, before.lookedOn, before.day));
}

/**
 * Asks a partner's customers to pay ahead as far as their day has come, and keeps that this day of
 * it was looked at.
 */
export async function askPartner(app: App, partnerId: string, stop: AbortSignal): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  const place = scope && (await app.boundary.inSql(scope, (sql) => placeOf(sql, partnerId)));
  if (!scope || !place) return;
  const day = app.clock.today(place.timeZone);
  // while runs come first it stays unlooked at, and the next minute tries again
  if (await askInOrder(app, partnerId, { until: instantNow(app), stop }))
    await app.boundary.inSql(scope, (sql) => markAsked(sql, partnerId, day));
}
