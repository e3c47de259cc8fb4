import type { App } from '../../kit/app.ts';
import { enqueue } from '../../platform/queue.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { SYSTEM } from '../../tenancy/scope.ts';
import { rootPartner } from '../partners/index.ts';
import { evaluatedDay, evaluatedDays, markEvaluated } from './days.store.ts';
import { runDunning } from './dunning.service.ts';

/** Enqueues one job for each partner in whose time zone a day has begun that was not evaluated. */
export async function scheduleDunning(app: App): Promise<void> {
  const scope = await rootScope(app);
  if (!scope) return;
  await app.boundary.inSql(scope, async (sql) => {
    for (const { id, clock, done } of await evaluatedDays(sql)) {
      if (done === null || app.clock.today(clock) > done)
        await enqueue(sql, 'dunning:partner', { partnerId: id }, { key: `dunning:partner:${id}` });
    }
  });
}

async function rootScope(app: App) {
  const root = await app.boundary.inSql({ kind: 'nobody', actor: SYSTEM }, rootPartner);
  return root === null ? null : app.boundary.jobScope(root);
}

/** One partner's own customers (those below it have jobs and time zones of their own), once for each of its days. */
export async function dunPartner(app: App, partnerId: string, stop: AbortSignal): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope) return;
  const today = await app.boundary.inSql(scope, (sql) => dayToEvaluate(app, sql, partnerId));
  if (today === null) return;
  await runDunning(app, scope, today, partnerId, { alone: true, stop });
  await app.boundary.inSql(scope, (sql) => markEvaluated(sql, partnerId, today));
}

async function dayToEvaluate(app: App, sql: ScopedSql, partnerId: string): Promise<string | null> {
  const { clock, done } = await evaluatedDay(sql, partnerId);
  const today = app.clock.today(clock);
  return done !== null && done >= today ? null : today;
}
