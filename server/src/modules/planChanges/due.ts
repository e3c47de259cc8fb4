import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { carryOutDue } from './changes.service.ts';
import { dueChanges, markProblem } from './changes.store.ts';

/**
 * Carries out the changes of plan whose day has come, each in a transaction of its own, so that a
 * stop in between loses nothing and does nothing twice. What cannot be carried out stays planned,
 * with the reason, and is tried again.
 */
export async function carryOutDueChanges(
  app: App,
  scope: Scope,
  area: { path: string; alone: boolean },
  { on, stop }: { on: LocalDate; stop?: AbortSignal },
): Promise<void> {
  const { boundary, clock } = app;
  for (const id of await boundary.inSql(scope, (sql) => dueChanges(sql, area, on))) {
    stop?.throwIfAborted();
    try {
      await boundary.inSql(scope, (sql) => carryOutDue(sql, id, clock.today));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await boundary.inSql(scope, (sql) => markProblem(sql, id, error.message));
    }
  }
}
