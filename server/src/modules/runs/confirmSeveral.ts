import type { Context } from '../../kit/context.ts';
import { badInput, notFound, Refusal } from '../../platform/refusal.ts';
import { startConfirm } from './runs.service.ts';
import { countRuns, lookAtRun } from './runs.store.ts';

/** One answer holds so many runs at most. */
const RUNS_MAX = 200;

/** A preview to confirm, and what it was seen to issue. */
export interface Wanted {
  id: string;
  fingerprint: string;
}

/** What became of it; refused: why it is not confirmed, null when it is. */
export interface Confirmed {
  id: string;
  refused: Refusal | null;
}

/**
 * Starts confirming several previews, each on its own: one that is refused holds up none of the
 * others. One that was confirmed as it was seen, now or before, counts as confirmed, so that the
 * same may be sent again. Refuses more than 200, one named twice, and with NOT_FOUND all of them
 * when one lies outside the scope.
 */
export async function confirmSeveral(
  ctx: Context,
  wanted: readonly Wanted[],
): Promise<Confirmed[]> {
  if (wanted.length > RUNS_MAX) throw badInput({ runs: `may be ${RUNS_MAX} at most` });
  if (new Set(wanted.map(({ id }) => id)).size < wanted.length)
    throw badInput({ runs: 'names a run twice' });
  const ids = wanted.map(({ id }) => id);
  if ((await ctx.sql((sql) => countRuns(sql, ids))) < ids.length) throw notFound();
  const confirmed: Confirmed[] = [];
  for (const each of wanted) confirmed.push({ id: each.id, refused: await refusalOf(ctx, each) });
  return confirmed;
}

async function refusalOf(ctx: Context, { id, fingerprint }: Wanted): Promise<Refusal | null> {
  try {
    await ctx.sql((sql) => startConfirm(ctx.app, sql, id, fingerprint));
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.details.reason !== 'ALREADY_CONFIRMED') return error;
    const run = await ctx.sql((sql) => lookAtRun(sql, id));
    return run?.fingerprint === fingerprint ? null : error;
  }
}
