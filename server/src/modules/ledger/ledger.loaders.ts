import type { Context } from '../../kit/context.ts';
import { loadPartner } from '../partners/index.ts';
import { toTransaction, type TransactionType } from './ledger.types.ts';

/** An entry inside the scope; null for one outside. */
export async function loadTransaction(ctx: Context, id: string): Promise<TransactionType | null> {
  const row = await ctx.loadOne(
    'transaction',
    id,
    (tx, ids) => tx.transaction.findMany({ where: { id: { in: ids } } }),
    (entry) => entry.id,
  );
  return row && toTransaction(row);
}

/** Who recorded something, as the viewer may know it: customers see their partner, never its staff. */
export async function shownRecorder(
  ctx: Context,
  record: { recorder: string; partnerId: string },
): Promise<string> {
  if (ctx.viewer?.kind !== 'CUSTOMER') return record.recorder;
  return (await loadPartner(ctx, record.partnerId))?.name ?? '';
}
