import type { Context } from '../../kit/context.ts';
import { changes } from '../../kit/live.ts';
import { notFound } from '../../platform/refusal.ts';
import type { Signal } from '../../platform/signals.ts';
import { runRecords } from './runs.records.ts';
import type { BillingRunType } from './runs.types.ts';

/** Finding out whether a preview still holds goes through all its customers. */
const STALE_EVERY_MS = 1500;

type Beats = AsyncIterableIterator<string>;

/** The heartbeat of a run: whenever it moves. Refuses with NOT_FOUND one that the viewer does not see. */
export async function runMoves(ctx: Context, id: unknown): Promise<Beats> {
  const run = await seen(ctx, id);
  return changes(ctx, (signal) => isAbout(signal, run));
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
      isAbout(signal, run) ||
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

const isAbout = (signal: Signal, run: BillingRunType): boolean =>
  signal.topic === 'run' && signal.id === run.id;

async function seen(ctx: Context, id: unknown): Promise<BillingRunType> {
  const run = await runRecords.found(ctx, String(id));
  await ctx.endReads();
  return run;
}
