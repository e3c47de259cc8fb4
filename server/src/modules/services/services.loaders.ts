import type { Context } from '../../kit/context.ts';
import { toService, type ServiceType } from './services.types.ts';

/** A service inside the scope; null for one outside. */
export async function loadService(ctx: Context, id: string): Promise<ServiceType | null> {
  const row = await ctx.loadOne(
    'service',
    id,
    (tx, ids) => tx.service.findMany({ where: { id: { in: ids } } }),
    (service) => service.id,
  );
  return row && toService(row);
}
