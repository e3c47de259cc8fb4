import type { Context } from '../../graphql/context.ts';
import { toPartner, type PartnerType } from './partners.types.ts';

/** A partner inside the scope; null for one outside. */
export async function loadPartner(ctx: Context, id: string): Promise<PartnerType | null> {
  const row = await ctx.loadOne('partner', id, (tx, ids) => tx.partner.findMany({ where: { id: { in: ids } } }), (partner) => partner.id);
  return row && toPartner(row);
}
