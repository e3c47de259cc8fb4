import { todayIn } from '@backhaul/domain/time/calendar';
import { zoneOf, type PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { App } from '../../kit/app.ts';
import { isTest, type Scope } from '../../tenancy/scope.ts';
import { askingPartners, askNext, keepSwitched, proformaInstants } from '../proformas/index.ts';
import { automate, runsComeFirst } from './steps.ts';

/**
 * Asks those of a partner's customers to pay ahead whose day has come by an instant. late: as of when
 * what comes late is dated.
 */
async function askAhead(
  app: App,
  partnerId: string,
  { until, late, stop }: { until: Date; late: Date; stop: AbortSignal },
): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope) return;
  const days = {
    until: (clock: PartnerClock) => todayIn(zoneOf(clock), until),
    late: (clock: PartnerClock) => todayIn(zoneOf(clock), late),
  };
  while (
    !stop.aborted &&
    (await app.boundary.inSql(scope, (sql) => askNext(sql, partnerId, days)))
  );
}

/**
 * Asks a partner's customers to pay ahead as far as their days have come: each day once the runs
 * before it are done, so that a server that slept over both asks for what these left. False: runs
 * come first, and it is to be tried again.
 */
export async function askInOrder(
  app: App,
  partnerId: string,
  { until, stop }: { until: Date; stop: AbortSignal },
): Promise<boolean> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope) return true;
  const days = await app.boundary.inSql(scope, (sql) =>
    proformaInstants(sql, partnerId, (clock) => todayIn(zoneOf(clock), until)),
  );
  for (const at of days) {
    if (stop.aborted || (await runsComeFirst(app, partnerId, at))) return false;
    await askAhead(app, partnerId, { until: at, late: until, stop });
  }
  return !stop.aborted;
}

/**
 * Does what comes by itself up to an instant at a place and below: runs and proformas in the order of time, so that
 * a proforma asks for what the runs before it left. makers: who makes runs. Answers these.
 */
export async function automateInOrder(
  app: App,
  scope: Scope,
  path: string,
  { makers, until, stop }: { makers: readonly string[]; until: Date; stop: AbortSignal },
): Promise<string[]> {
  const asking = await app.boundary.inSql(scope, async (sql) => {
    await keepSwitched(sql);
    const below = (await askingPartners(sql)).filter(
      (each) => each.path.startsWith(path) && isTest(each.path) === isTest(path),
    );
    const all: { id: string; at: Date; clock: PartnerClock }[] = [];
    for (const { id, clock } of below)
      for (const at of await proformaInstants(sql, id, (own) => todayIn(zoneOf(own), until)))
        if (at <= until) all.push({ id, at, clock });
    return all.sort((a, b) => a.at.getTime() - b.at.getTime());
  });
  const runs = new Set<string>();
  const runUntil = async (at: Date) => {
    for (const id of makers)
      for (const run of await automate(app, id, { until: at, rest: true, stop })) runs.add(run);
  };
  for (const { id, at, clock } of asking) {
    const now = app.clock.instant(clock);
    await runUntil(at);
    await askAhead(app, id, { until: at, late: at < now ? at : now, stop });
  }
  await runUntil(until);
  return [...runs];
}
