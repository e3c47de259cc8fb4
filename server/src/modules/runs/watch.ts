import type { Context } from '../../kit/context.ts';
import { changedRecords, changes } from '../../kit/live.ts';
import { notFound } from '../../platform/refusal.ts';
import type { Signal } from '../../platform/signals.ts';
import { covers, type Scope } from '../../tenancy/scope.ts';
import { runRecords } from './runs.records.ts';
import type { BillingRunType } from './runs.types.ts';
import { showsPart } from './seen.store.ts';

/** Finding out whether a preview still holds goes through all its customers. */
const STALE_EVERY_MS = 1500;

type Beats = AsyncIterableIterator<string>;

/** The heartbeat of a run: whenever it moves. Refuses with NOT_FOUND one that the viewer does not see. */
export async function runMoves(ctx: Context, id: unknown): Promise<Beats> {
  const run = await seen(ctx, id);
  return changes(ctx, (signal) => isAbout(ctx.scope, signal, run));
}

/**
 * The heartbeat of a preview: whenever it moves, or what it was made from may have changed: money,
 * customers and services below its partner, terms of one above. Refuses as runMoves does.
 */
export async function previewMoves(ctx: Context, id: unknown): Promise<Beats> {
  const run = await seen(ctx, id);
  const near = ({ path }: Signal) =>
    path.startsWith(run.partnerPath) || run.partnerPath.startsWith(path);
  return changes(
    ctx,
    (signal) =>
      isAbout(ctx.scope, signal, run) ||
      ((signal.topic === 'finance' || signal.topic === 'account') && near(signal)),
    { everyMs: STALE_EVERY_MS },
  );
}

/** The run of a heartbeat as it is now. */
export async function runNow(ctx: Context, id: string): Promise<BillingRunType> {
  const run = await runRecords.load(ctx, id.toLowerCase());
  if (!run) throw notFound();
  return run;
}

/**
 * The ids of runs as they change, of those made above only where they concern the viewer: one that
 * shows it nothing is passed over.
 */
export function anyRunMoves(ctx: Context): Beats {
  const { scope } = ctx;
  const above = new Set<string>();
  const moves = changedRecords(ctx, (signal) => {
    if (signal.topic !== 'run' || !signal.id || !concerns(scope, signal)) return false;
    if (covers(scope, signal.path)) return true;
    if (!isAbove(scope, signal.path)) return false;
    above.add(signal.id);
    return true;
  });
  const shows = async (id: string) =>
    !above.delete(id) || ctx.app.boundary.inSql(scope, (sql) => showsPart(sql, id));
  return {
    async next() {
      for (;;) {
        const beat = await moves.next();
        if (beat.done || (await shows(beat.value))) return beat;
      }
    },
    return: () => moves.return!(),
    throw: () => moves.return!(),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const isAbove = (scope: Scope, path: string): boolean =>
  scope.kind !== 'nobody' && scope.path.startsWith(path);

/** What changed at one place alone concerns those who see that: nobody hears of a neighbour's part. */
const concerns = (scope: Scope, { at }: Signal): boolean => at === undefined || covers(scope, at);

const isAbout = (scope: Scope, signal: Signal, run: BillingRunType): boolean =>
  signal.topic === 'run' && signal.id === run.id && concerns(scope, signal);

async function seen(ctx: Context, id: unknown): Promise<BillingRunType> {
  const run = await runRecords.found(ctx, String(id));
  await ctx.endReads();
  return run;
}
