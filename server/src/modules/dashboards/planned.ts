import { formatMinor } from '@backhaul/domain/money/money';
import type { App } from '../../kit/app.ts';
import { must } from '../../platform/must.ts';
import { enqueue, enqueueTurn } from '../../platform/queue.ts';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { areaOf, type Area } from './area.ts';
import { partnerIn } from './area.store.ts';
import { foresee, monthOf } from './foresee.ts';
import { askPlan, keepPlan, keptPlan, type KeptPlan } from './planned.store.ts';
import type { PlannedFiguresType } from './planned.types.ts';

/** How old it grows while something changes. */
const FRESH_MS = 15 * 60_000;
/** A rehearsal that takes longer was cut off for good. */
const GIVEN_UP_MS = 30 * 60_000;

/**
 * What the runs of this month and the next are to issue at a partner and everything below it, in
 * one currency, as it was worked out last. Refuses a partner outside the scope with NOT_FOUND.
 */
export async function plannedFigures(
  app: App,
  sql: ScopedSql,
  partnerId: string,
  currency: string | null,
): Promise<PlannedFiguresType> {
  const area = await areaOf(app, sql, partnerId, currency);
  const kept = await keptPlan(sql, area.id);
  const money = (minor: bigint) => formatMinor(minor, area.digits);
  return {
    currency: area.currency,
    asOf: kept?.asOf ?? null,
    working: isWorking(app, kept),
    // of months that are over nothing is told: what comes is worked out anew
    months:
      kept?.month === area.month
        ? [area.month, area.nextMonth].map((month) => {
            const sum = kept.sums.find(
              (each) => each.month === month && each.currency === area.currency,
            );
            return {
              month,
              invoiceCount: sum?.invoices ?? 0,
              net: money(sum?.net ?? 0n),
              tax: money(sum?.tax ?? 0n),
              total: money(sum?.total ?? 0n),
            };
          })
        : [],
  };
}

function isWorking(app: App, kept: KeptPlan | null): boolean {
  if (!kept) return false;
  const { askedAt, asOf } = kept;
  const since = app.clock.now().getTime() - askedAt.getTime();
  return (asOf === null || askedAt > asOf) && since < GIVEN_UP_MS;
}

/** Has it worked out anew at once. Twice while it is being worked out is once. */
export async function refreshPlanned(app: App, sql: ScopedSql, area: Area): Promise<void> {
  if (isWorking(app, await keptPlan(sql, area.id))) return;
  await askPlan(sql, area.id, app.clock.now());
  await enqueue(sql, 'planned:work', { partnerId: area.id }, { key: keyOf(area) });
  await announce(sql, { topic: 'planned', path: area.path });
}

/**
 * What somebody who watches is owed: worked out at once where it was not, or not for this month;
 * after facts changed, when it is as old as it may be.
 */
export async function keepFresh(
  app: App,
  sql: ScopedSql,
  area: Area,
  { changed }: { changed: boolean },
): Promise<void> {
  const kept = await keptPlan(sql, area.id);
  const asOf = kept?.asOf ?? null;
  const age = asOf ? app.clock.now().getTime() - asOf.getTime() : Infinity;
  if (asOf === null || age > FRESH_MS || kept?.month !== area.month)
    return refreshPlanned(app, sql, area);
  if (!changed) return;
  const at = new Date(asOf.getTime() + FRESH_MS);
  await enqueueTurn(sql, 'planned:work', { partnerId: area.id }, { key: keyOf(area), at });
}

const keyOf = ({ id }: Area): string => `planned:${id}`;

/**
 * Rehearses the months of a partner and everything below it, and keeps what they come to, what is
 * asked for ahead in them, and when what is open and planned is expected to be paid.
 */
export async function workOutPlanned(app: App, partnerId: string): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope) return;
  const asOf = app.clock.now();
  const { path, clock } = await app.boundary.inSql(scope, async (sql) =>
    must(await partnerIn(sql, partnerId)),
  );
  const today = app.clock.today(clock);
  const found = await foresee(app, scope, path, today);
  await app.boundary.inSql(scope, async (sql) => {
    await keepPlan(sql, partnerId, { asOf, month: monthOf(today), ...found });
    await announce(sql, { topic: 'planned', path });
  });
}
