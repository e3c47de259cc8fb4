import type { PlanChange } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { must } from '../../platform/must.ts';
import { notFound } from '../../platform/refusal.ts';
import { customerRecords } from '../customers/index.ts';
import type { ServiceType } from '../services/index.ts';
import { toPlanChange, type PlanChangeType } from './changes.types.ts';

async function shown(ctx: Context, row: PlanChange): Promise<PlanChangeType> {
  return toPlanChange(row, must(await customerRecords.load(ctx, row.customerId)).currency);
}

/** One change; NOT_FOUND for one outside the scope. */
export async function changeById(ctx: Context, id: string): Promise<PlanChangeType> {
  const row = await ctx.read((tx) => tx.planChange.findUnique({ where: { id } }));
  if (!row) throw notFound();
  return shown(ctx, row);
}

/** The changes to a service and from it, the latest first; few have any. */
export async function changesOf(ctx: Context, service: ServiceType): Promise<PlanChangeType[]> {
  const [from, to] = await Promise.all([
    ctx.loadMany(
      'plan changes from services',
      service.id,
      (tx, ids) => tx.planChange.findMany({ where: { serviceId: { in: ids } } }),
      (change) => change.serviceId,
    ),
    service.changedFrom
      ? ctx.loadMany(
          'plan changes to services',
          service.id,
          (tx, ids) => tx.planChange.findMany({ where: { toServiceId: { in: ids } } }),
          (change) => change.toServiceId!,
        )
      : [],
  ]);
  const rows = [...from, ...to].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  return Promise.all(rows.map((row) => shown(ctx, row)));
}
