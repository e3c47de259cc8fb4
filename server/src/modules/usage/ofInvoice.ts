import type { Prisma } from '../../generated/prisma/client.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';

/**
 * Which sums of usage an invoice bills: those it took, and, of a month whose days were charged one by
 * one, those that the charges of the month took.
 */
export async function sumsOfInvoice(
  tx: ScopedTx,
  invoiceId: string,
): Promise<Prisma.UsageSumWhereInput> {
  const charges = await tx.charge.findMany({
    where: { monthInvoiceId: invoiceId },
    select: { id: true },
  });
  return charges.length ? { chargeId: { in: charges.map(({ id }) => id) } } : { invoiceId };
}
