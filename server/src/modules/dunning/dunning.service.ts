import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { carryOutDueChanges } from '../planChanges/index.ts';
import { prepaidNight } from '../prepaid/index.ts';
import { BEGINNING, lockCandidates, type Place } from './candidates.store.ts';
import { carryOut } from './carryOut.ts';
import {
  addCounts,
  changesOf,
  countChanges,
  noChanges,
  type Change,
  type Counts,
} from './changes.ts';
import { wholeFrame, type WholeFrame } from './frame.ts';
import { candidatesFrom, decide } from './night.ts';
import { countsOf, prepaidChanges } from './prepaid.ts';

/** What was done is listed as far as that; the history of each customer has all of it. */
const KEPT_MAX = 20_000;

/** What a night did, or would do: how much of each kind, and what, page by page. */
export interface Result {
  counts: () => Promise<Counts>;
  /** The changes of these kinds in the order of partners and customers' numbers. */
  page: (kinds: ReadonlySet<Change['kind']>, offset: number, first: number) => Promise<Change[]>;
}

/**
 * The night's work of a date, for the customers of a partner and, unless `alone`, of everything
 * below it: changes of plan whose day has come; days and renewals of who pays ahead; then for each
 * customer activation, late fees, block, deactivation, reminders. In chunks, each a transaction of
 * its own, so that a stop in between loses nothing. A second time for the same date changes nothing.
 * Refuses with NOT_FOUND a partner outside the scope. keep: also says what it did, of very many the
 * first. Source: billing rules, Blocking, The night's work.
 */
export async function runDunning(
  app: App,
  scope: Scope,
  on: LocalDate,
  partnerId: string,
  options: { alone?: boolean; stop?: AbortSignal; keep?: boolean } = {},
): Promise<Result> {
  const frame = await app.boundary.inSql(scope, (sql) =>
    wholeFrame(sql, on, partnerId, options.alone ?? false),
  );
  await carryOutDueChanges(app, scope, frame.area, { on, stop: options.stop });
  const counts = noChanges();
  const kept: Change[] = [];
  await prepaidNight(app, scope, frame.area, {
    on,
    stop: options.stop,
    done: (all) => {
      const changes = prepaidChanges(all);
      addCounts(counts, countsOf(changes));
      if (options.keep) kept.push(...changes.slice(0, KEPT_MAX - kept.length));
    },
  });
  for (let from: Place | null = BEGINNING; from;) {
    options.stop?.throwIfAborted();
    const place: Place = from;
    const { done, next } = await app.boundary.inSql(scope, (sql) =>
      liveThrough(app, sql, frame, place),
    );
    addCounts(counts, countChanges(done));
    if (options.keep && kept.length < KEPT_MAX)
      kept.push(...done.flatMap(changesOf).slice(0, KEPT_MAX - kept.length));
    from = next;
  }
  if (Object.values(counts).some((count) => count > 0) || scope.actor.kind !== 'SYSTEM')
    await app.boundary.inSql(scope, (sql) =>
      audit(sql, {
        action: 'run',
        entity: 'dunning',
        entityId: partnerId,
        after: { date: on, ...counts },
      }),
    );
  return {
    counts: () => Promise.resolve(counts),
    page: (kinds, offset, first) =>
      Promise.resolve(kept.filter(({ kind }) => kinds.has(kind)).slice(offset, offset + first)),
  };
}

async function liveThrough(app: App, sql: ScopedSql, frame: WholeFrame, from: Place) {
  const { customers, next } = await candidatesFrom(sql, frame, from);
  const ids = customers.map(({ id }) => id);
  const decided = await decide(sql, frame, await lockCandidates(sql, ids));
  const done = await carryOut(sql, frame, decided, ({ fee, reason }) => {
    app.log.warn({ customer: fee.customer.id, reason }, 'a late fee could not be charged');
  });
  return { done: inOrder(done, ids), next };
}

/** Customers were read in the order of their ids, for the locks. */
function inOrder<D extends { customer: { id: string } }>(
  decided: readonly D[],
  ids: readonly string[],
): D[] {
  const place = new Map(ids.map((id, i) => [id, i]));
  const placeOf = ({ customer }: D) => place.get(customer.id) ?? 0;
  return [...decided].sort((a, b) => placeOf(a) - placeOf(b));
}
