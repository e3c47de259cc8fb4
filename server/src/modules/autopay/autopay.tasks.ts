import { zoneOf } from '@backhaul/domain/time/partnerClock';
import { instantAt } from '@backhaul/domain/time/wallClock';
import type { App } from '../../kit/app.ts';
import { enqueue } from '../../platform/queue.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import { rootPartner } from '../partners/index.ts';
import {
  markMorning,
  morningPlace,
  partnersWithCards,
  type MorningPlace,
} from './autopay.store.ts';
import { runMorning } from './morning.ts';

/** The hour of the partner's clock at which customers are charged. Source: payments, Gateways. */
const HOUR = '08:00';

/** Enqueues one job for each partner where it is past eight of a day whose morning was not done. */
export async function scheduleMornings(app: App): Promise<void> {
  const root = await app.boundary.inSql(NOBODY, rootPartner);
  const scope = root && (await app.boundary.jobScope(root));
  if (!scope) return;
  await app.boundary.inSql(scope, async (sql) => {
    for (const place of await partnersWithCards(sql))
      if (isDue(app, place))
        await enqueue(
          sql,
          'autopay:partner',
          { partnerId: place.id },
          { key: `autopay:partner:${place.id}` },
        );
  });
}

/** One partner's own customers, once a day. */
export async function partnerMorning(
  app: App,
  partnerId: string,
  stop: AbortSignal,
): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope) return;
  const place = await app.boundary.inSql(scope, (sql) => morningPlace(sql, partnerId));
  if (!place || !isDue(app, place)) return;
  const today = app.clock.today(place.clock);
  await runMorning(app, scope, today, { path: place.path, alone: true }, stop);
  if (!stop.aborted) await app.boundary.inSql(scope, (sql) => markMorning(sql, partnerId, today));
}

function isDue(app: App, { clock, done }: MorningPlace): boolean {
  const today = app.clock.today(clock);
  if (done !== null && done >= today) return false;
  return app.clock.instant(clock) >= instantAt(today, HOUR, zoneOf(clock));
}
