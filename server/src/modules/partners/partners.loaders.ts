import type { Context } from '../../kit/context.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { thoseWhoSell } from './partners.store.ts';
import { countBelow, countChildren, type Count } from './counts.store.ts';

async function count(
  ctx: Context,
  name: string,
  id: string,
  fetch: (tx: ScopedTx, ids: string[]) => Promise<Count[]>,
): Promise<number> {
  return (await ctx.loadOne(name, id, fetch, (row) => row.id))?.n ?? 0;
}

/** How many partners lie directly below one. */
export function loadChildCount(ctx: Context, id: string): Promise<number> {
  return count(ctx, 'partner.childCount', id, countChildren);
}

/** Whether a partner's currency stays, for something is sold in it. */
export function loadCurrencyInUse(ctx: Context, id: string): Promise<boolean> {
  return ctx.loadBatch('partner.currencyInUse', id, (ids) =>
    ctx.sql(async (sql) => {
      const used = await thoseWhoSell(sql, ids);
      return ids.map((each) => used.has(each));
    }),
  );
}

/** How many customers a partner has, with everything below it. */
export function loadCustomerCount(ctx: Context, id: string): Promise<number> {
  return count(ctx, 'partner.customerCount', id, (tx, ids) => countBelow(tx, 'customer', ids));
}

/** The same for services. */
export function loadServiceCount(ctx: Context, id: string): Promise<number> {
  return count(ctx, 'partner.serviceCount', id, (tx, ids) => countBelow(tx, 'service', ids));
}
