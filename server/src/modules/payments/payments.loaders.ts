import type { Context } from '../../kit/context.ts';

/** What of a payment may still settle invoices, in minor units: what is left of its credits. */
export async function loadUnallocated(ctx: Context, paymentId: string): Promise<bigint> {
  const credits = await ctx.loadMany(
    'credits of payments',
    paymentId,
    async (tx, ids) => {
      const payers = await tx.payment.findMany({
        where: { id: { in: ids } },
        select: { customerId: true },
      });
      // credits are found by their customer
      const customerId = { in: [...new Set(payers.map((payer) => payer.customerId))] };
      return tx.credit.findMany({
        where: { customerId, paymentId: { in: ids } },
        select: { paymentId: true, remainingMinor: true },
      });
    },
    (credit) => credit.paymentId ?? '',
  );
  return credits.reduce((sum, each) => sum + each.remainingMinor, 0n);
}
