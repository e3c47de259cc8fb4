import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { keptFigures } from '../../kit/kept.ts';
import { toMoney, type MoneyType } from '../../kit/money.types.ts';
import { paymentsKept } from './payments.filter.ts';
import type { PaymentFilter } from './payments.types.ts';

/** What the payments that a filter finds come to: of the sums that are kept where it allows, else of the payments. */
export function sumsOfPayments(
  ctx: Context,
  filter: PaymentFilter,
  where: Prisma.PaymentWhereInput,
): Promise<MoneyType[]> {
  return ctx.read(async (tx) => {
    const asked = paymentsKept(filter);
    const kept = asked && (await keptFigures(tx, ctx.scope, asked, []));
    if (kept)
      return [...kept].map(([currency, { amount }]) => toMoney(amount(asked.figure), currency));
    const rows = await tx.payment.groupBy({
      by: ['currency'],
      where,
      _sum: { amountMinor: true },
      orderBy: { currency: 'asc' },
    });
    return rows.map(ofRow);
  });
}

/** What all payments of a customer come to; those of one level of an answer by one statement. */
export async function sumsOfPayer(ctx: Context, customerId: string): Promise<MoneyType[]> {
  const rows = await ctx.loadMany(
    'sums of payments',
    customerId,
    (tx, ids) =>
      tx.payment.groupBy({
        by: ['customerId', 'currency'],
        where: { customerId: { in: ids } },
        _sum: { amountMinor: true },
        orderBy: { currency: 'asc' },
      }),
    (row) => row.customerId,
  );
  return rows.map(ofRow);
}

function ofRow(row: { currency: string; _sum: { amountMinor: bigint | null } }): MoneyType {
  return toMoney(row._sum.amountMinor ?? 0n, row.currency);
}
