import { addMonths } from '@backhaul/domain/time/calendar';
import type { Prisma } from '../../generated/prisma/client.ts';
import { fromDbDate, toDbDate } from '../../kit/input.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';

/**
 * Which sums of usage an invoice bills: those it took, and, of a month whose days were charged one by
 * one, those that the charges of the month took.
 */
export async function sumsOfInvoice(
  tx: ScopedTx,
  invoiceId: string,
): Promise<Prisma.UsageSumWhereInput> {
  const month = await tx.invoice.findFirst({
    where: { id: invoiceId, ofMonth: { not: null } },
    select: { customerId: true, ofMonth: true },
  });
  if (!month?.ofMonth) return { invoiceId };
  const { customerId, ofMonth } = month;
  const charges = await tx.charge.findMany({
    where: {
      customerId,
      invoiceId: null,
      billingDate: { gte: ofMonth, lt: toDbDate(addMonths(fromDbDate(ofMonth), 1)) },
    },
    select: { id: true },
  });
  return { chargeId: { in: charges.map(({ id }) => id) } };
}
