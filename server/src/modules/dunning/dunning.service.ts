import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import { last } from '../../platform/must.ts';
import { allow } from '../../platform/planner.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { carryOutDueChanges } from '../planChanges/index.ts';
import {
  BEGINNING,
  lockCandidates,
  lookAtCandidates,
  nextCandidates,
  type Place,
} from './candidates.store.ts';
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
import { decide } from './night.ts';

const CHUNK = 2000;
/** What was done is listed as far as that; the history of each customer has all of it. */
const KEPT_MAX = 20_000;

/** A night's customers from a place on: what it does to them, and where the next ones begin. */
interface Part {
  from: Place;
  counts: Counts;
}

/** What a night did, or would do: how much of each kind, and what, page by page. */
export interface Result {
  counts: Counts;
  /** The changes of these kinds in the order of partners and customers' numbers. */
  page: (kinds: ReadonlySet<Change['kind']>, offset: number, first: number) => Promise<Change[]>;
}

/**
 * The night's work of a date, for the customers of a partner and, unless `alone`, of everything
 * below it: changes of plan whose day has come; then for each customer activation, late fees, block,
 * deactivation, reminders. In chunks, each a transaction of its own, so that a stop in between loses
 * nothing. A second time for the same date changes nothing. Refuses with NOT_FOUND a partner outside
 * the scope. keep: also says what it did, of very many the first. Source: billing rules, Blocking, The night's work.
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
  for (let from: Place | null = BEGINNING; from;) {
    options.stop?.throwIfAborted();
    const place: Place = from;
    const { changes, next } = await app.boundary.inSql(scope, (sql) =>
      liveThrough(app, sql, frame, place),
    );
    addCounts(counts, countChanges(changes));
    if (options.keep) kept.push(...changes.slice(0, KEPT_MAX - kept.length));
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
    counts,
    page: (kinds, offset, first) =>
      Promise.resolve(kept.filter(({ kind }) => kinds.has(kind)).slice(offset, offset + first)),
  };
}

/**
 * What runDunning would do on a date as things stand now, changing nothing: the same customers by the
 * same decisions. What changes of plan that are due by then would charge is not in it. Whatever there
 * is, it holds one chunk at a time: a page is worked out anew, from the chunk on in which it begins.
 * Refuses NOT_FOUND.
 */
export async function simulateDunning(
  app: App,
  scope: Scope,
  on: LocalDate,
  partnerId: string,
): Promise<Result> {
  const frame = await app.boundary.inSql(scope, (sql) => wholeFrame(sql, on, partnerId, false));
  const look = (from: Place) => app.boundary.inSql(scope, (sql) => lookThrough(sql, frame, from));
  const counts = noChanges();
  const parts: Part[] = [];
  for (let from: Place | null = BEGINNING; from;) {
    const place: Place = from;
    const { changes, next } = await look(place);
    const part = { from: place, counts: countChanges(changes) };
    parts.push(part);
    addCounts(counts, part.counts);
    from = next;
  }
  return {
    counts,
    page: async (kinds, offset, first) => {
      const page: Change[] = [];
      let skip = offset;
      for (const { from, counts: inPart } of parts) {
        const size = [...kinds].reduce((sum, kind) => sum + inPart[kind], 0);
        if (page.length === first || !size) continue;
        if (skip >= size) {
          skip -= size;
          continue;
        }
        const { changes } = await look(from);
        const wanted = changes.filter(({ kind }) => kinds.has(kind)).slice(skip);
        page.push(...wanted.slice(0, first - page.length));
        skip = 0;
      }
      return page;
    },
  };
}

async function liveThrough(app: App, sql: ScopedSql, frame: WholeFrame, from: Place) {
  const { ids, next } = await chunkFrom(sql, frame, from);
  const decided = await decide(sql, frame, await lockCandidates(sql, ids));
  const done = await carryOut(sql, frame, decided, ({ fee, reason }) => {
    app.log.warn({ customer: fee.customer.id, reason }, 'a late fee could not be charged');
  });
  return { changes: inOrder(done, ids).flatMap(changesOf), next };
}

async function lookThrough(sql: ScopedSql, frame: WholeFrame, from: Place) {
  const { ids, next } = await chunkFrom(sql, frame, from);
  const decided = await decide(sql, frame, await lookAtCandidates(sql, ids));
  return { changes: inOrder(decided, ids).flatMap(changesOf), next };
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

async function chunkFrom(
  sql: ScopedSql,
  frame: WholeFrame,
  from: Place,
): Promise<{ ids: string[]; next: Place | null }> {
  // right after a large run the statistics are those of before it, and a lookup per customer would read whole tables
  await allow(sql, ['seqscan'], false);
  const found = await nextCandidates(sql, frame.area, frame.sought, from, CHUNK);
  return {
    ids: found.map(({ id }) => id),
    next: found.length < CHUNK ? null : last(found),
  };
}
