import { fromDecimal, type Fraction } from '@backhaul/domain/money/fraction';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';

/** What the movements of a customer come to, by currency: few rows, read one by one. */
export async function movedOf(
  ctx: Context,
  where: Prisma.RecurringStepWhereInput,
): Promise<{ currency: string; net: Fraction; n: number }[]> {
  const rows = await ctx.read((tx) =>
    tx.recurringStep.groupBy({
      by: ['currency'],
      where,
      orderBy: { currency: 'asc' },
      _sum: { net: true },
      _count: true,
    }),
  );
  return rows.map(({ currency, _sum, _count }) => ({
    currency,
    net: fromDecimal(_sum.net?.toFixed() ?? '0'),
    n: _count,
  }));
}
