import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { carryOutDue } from './changes.service.ts';
import { dueChanges, markProblem, type DueChange } from './changes.store.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

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
  for (const { id } of await boundary.inSql(scope, (sql) => dueChanges(sql, area, on))) {
    stop?.throwIfAborted();
    try {
      await boundary.inSql(scope, (sql) => carryOutDue(sql, id, clock.today));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await boundary.inSql(scope, (sql) => markProblem(sql, id, error.message));
    }
  }
}

/**
 * What somebody sees once changes that are due are carried out; nothing of that stays. Those that
 * cannot be carried out are left planned, as on their day.
 */
export async function afterDueChanges<T>(
  app: App,
  scope: Scope,
  changes: readonly Pick<DueChange, 'id'>[],
  look: (sql: ScopedSql) => Promise<T>,
): Promise<T> {
  const { boundary, clock } = app;
  let tried: string | undefined;
  try {
    return await boundary.asIf(
      scope,
      async (sql) => {
        for (const { id } of changes) {
          tried = id;
          await carryOutDue(sql, id, clock.today);
        }
      },
      look,
    );
  } catch (error) {
    if (!(error instanceof Refusal) || tried === undefined) throw error;
    const others = changes.filter(({ id }) => id !== tried);
    return afterDueChanges(app, scope, others, look);
  }
}
