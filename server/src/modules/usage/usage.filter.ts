import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { idInput, toDbDate } from '../../kit/input.ts';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { placesLookedAt } from '../partners/index.ts';
import { sumsOfInvoice } from './ofInvoice.ts';
import { UsageState, type UsageFilter } from './usage.types.ts';

type Where = Prisma.UsageRecordWhereInput;

const OPEN = { chargeId: null, invoiceId: null };
const STATES: Readonly<Record<UsageState, Where>> = {
  UNRATED: { unitPrice: null, withdrawnAt: null },
  OPEN: { sum: OPEN },
  BILLED: { sum: { NOT: OPEN } },
  WITHDRAWN: { withdrawnAt: { not: null } },
};

/** A filter as the condition of a query. Refuses by field what is no id, and days in the wrong order. */
export async function usageWhere(ctx: Context, tx: ScopedTx, filter: UsageFilter): Promise<Where> {
  const all: Where[] = [];
  const { from, to, kind, sourceId, state } = filter;
  const id = (value: string, field: string) => idInput(value, `filter.${field}`);
  if (from && to && from > to) throw badInput({ 'filter.to': 'lies before from' });
  if (filter.customerId) all.push({ customerId: id(filter.customerId, 'customerId') });
  if (filter.serviceId) all.push({ serviceId: id(filter.serviceId, 'serviceId') });
  if (filter.invoiceId)
    all.push({ sum: await sumsOfInvoice(tx, id(filter.invoiceId, 'invoiceId')) });
  if (filter.batchId) all.push({ batchId: id(filter.batchId, 'batchId') });
  if (from) all.push({ day: { gte: toDbDate(from) } });
  if (to) all.push({ day: { lte: toDbDate(to) } });
  if (kind?.trim()) all.push({ kind: { equals: literally(kind.trim()), mode: 'insensitive' } });
  if (sourceId?.trim()) all.push({ sourceId: sourceId.trim() });
  if (state) all.push(STATES[state]);
  const one = Boolean(filter.serviceId ?? filter.invoiceId ?? filter.batchId);
  all.push(...(await placesLookedAt(ctx, tx, { ...filter, one })));
  return { AND: all };
}

/** Without case is a pattern to the database: what stands for others in it stands for itself. */
const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Rated records of a customer that an invoice over days would take. */
export function billableBetween(customerId: string, from: string, to: string): Where {
  return {
    customerId,
    day: { gte: toDbDate(from), lte: toDbDate(to) },
    sum: OPEN,
  };
}
