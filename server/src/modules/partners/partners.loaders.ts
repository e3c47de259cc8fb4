import type { Context } from '../../kit/context.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';

interface Count {
  id: string;
  n: number;
}

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
  return count(
    ctx,
    'partner.childCount',
    id,
    (tx, ids) =>
      tx.$queryRaw<
        Count[]
      >`select parent_id::text id, count(*)::int n from partner where parent_id = any (${ids}::uuid[]) group by parent_id`,
  );
}

/** How many customers a partner has, with everything below it: a range of paths. */
export function loadCustomerCount(ctx: Context, id: string): Promise<number> {
  return count(
    ctx,
    'partner.customerCount',
    id,
    (tx, ids) => tx.$queryRaw<Count[]>`select p.id::text id, (
      select count(*)::int
      from customer c
      where c.partner_path >= p.path and c.partner_path < p.path || chr(1114111)
    ) n
    from partner p
    where p.id = any (${ids}::uuid[])`,
  );
}

/** The same for services. */
export function loadServiceCount(ctx: Context, id: string): Promise<number> {
  return count(
    ctx,
    'partner.serviceCount',
    id,
    (tx, ids) => tx.$queryRaw<Count[]>`select p.id::text id, (
      select count(*)::int
      from service s
      where s.partner_path >= p.path and s.partner_path < p.path || chr(1114111)
    ) n
    from partner p
    where p.id = any (${ids}::uuid[])`,
  );
}
