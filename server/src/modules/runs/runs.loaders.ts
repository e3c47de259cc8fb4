import type { Context } from '../../kit/context.ts';
import { toRun, type BillingRunType } from './runs.types.ts';

/** A run inside the scope; null for one outside. */
export async function loadRun(ctx: Context, id: string): Promise<BillingRunType | null> {
  const row = await ctx.loadOne(
    'billingRun',
    id,
    (tx, ids) => tx.billingRun.findMany({ where: { id: { in: ids } } }),
    (run) => run.id,
  );
  return row && toRun(row);
}
