import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import type { MoneyType } from '../../kit/money.types.ts';
import { type DocumentLineType, toLine, toSums } from '../invoices/index.ts';
import type { ProformaType } from './proformas.types.ts';

/** A proforma's lines, in their order. */
export async function loadProformaLines(
  ctx: Context,
  proforma: Pick<ProformaType, 'id' | 'currency'>,
): Promise<DocumentLineType[]> {
  const rows = await ctx.loadMany(
    'proformaLines',
    proforma.id,
    (tx, ids) =>
      tx.proformaLine.findMany({
        where: { proformaId: { in: ids } },
        orderBy: { position: 'asc' },
      }),
    (line) => line.proformaId,
  );
  return rows.map((row) => toLine(row, proforma.currency));
}

/** What the proformas of a list ask for, by currency; void ones ask for nothing, unless a list is of them alone. */
export async function sumsOfProformas(
  ctx: Context,
  where: Prisma.ProformaWhereInput,
  status: string | null | undefined,
): Promise<MoneyType[]> {
  const counted = status === 'VOID' ? where : { AND: [where, { status: { not: 'VOID' } }] };
  const sums = await ctx.read((tx) =>
    tx.proforma.groupBy({
      by: ['currency'],
      where: counted,
      _sum: { totalMinor: true },
      orderBy: { currency: 'asc' },
    }),
  );
  return toSums(sums);
}
