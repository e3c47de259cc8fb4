import type { Context } from '../../kit/context.ts';

/** How much of an invoice one credit settles: what was taken back is taken off. */
export interface NetAllocation {
  invoiceId: string;
  paymentId: string | null;
  creditNoteId: string | null;
  transactionId: string;
  madeBy: string;
  amountMinor: bigint;
  date: Date;
}
type Key = 'invoiceId' | 'paymentId' | 'creditNoteId';

function load(ctx: Context, key: Key, id: string): Promise<NetAllocation[]> {
  return ctx.loadMany(
    `allocations by ${key}`,
    id,
    async (tx, ids) => {
      const rows = await tx.allocation.findMany({
        where: { [key]: { in: ids } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      return net(rows);
    },
    (allocation) => allocation[key] ?? '',
  );
}

/** One row per credit and invoice; those that add up to nothing are history and not shown. */
function net(rows: readonly NetAllocation[]): NetAllocation[] {
  const sums = new Map<string, NetAllocation>();
  for (const row of rows) {
    const { invoiceId, transactionId, amountMinor, date } = row;
    const key = `${transactionId} ${invoiceId}`;
    const known = sums.get(key);
    // allocated again after it was taken back: the later date is the one that counts
    sums.set(key, {
      ...row,
      amountMinor: (known?.amountMinor ?? 0n) + amountMinor,
      date: known && known.amountMinor > 0n ? known.date : date,
    });
  }
  return [...sums.values()].filter((allocation) => allocation.amountMinor > 0n);
}

export function loadInvoiceAllocations(ctx: Context, invoiceId: string): Promise<NetAllocation[]> {
  return load(ctx, 'invoiceId', invoiceId);
}
export function loadPaymentAllocations(ctx: Context, paymentId: string): Promise<NetAllocation[]> {
  return load(ctx, 'paymentId', paymentId);
}
export function loadAllocationsOfNote(
  ctx: Context,
  creditNoteId: string,
): Promise<NetAllocation[]> {
  return load(ctx, 'creditNoteId', creditNoteId);
}
