import type { Context } from '../../kit/context.ts';
import { toPayment, type PaymentType } from './payments.types.ts';

/** A payment inside the scope; null for one outside. */
export async function loadPayment(ctx: Context, id: string): Promise<PaymentType | null> {
  const row = await ctx.loadOne(
    'payment',
    id,
    (tx, ids) => tx.payment.findMany({ where: { id: { in: ids } } }),
    (payment) => payment.id,
  );
  return row && toPayment(row);
}
