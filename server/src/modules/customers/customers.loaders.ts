import type { Context } from '../../kit/context.ts';
import type { StatusChange } from '../../generated/prisma/client.ts';
import { loadBlockFacts, UNCHARGED, type BlockFacts } from './blockFacts.store.ts';
import { type CustomerType } from './customers.types.ts';

/** What is due on a customer's open invoices, in minor units; overdue: of it past its due date. */
export interface Due {
  outstanding: bigint;
  overdue: bigint;
}

/** today: in the time zone of the customer's partner. */
export async function loadDue(ctx: Context, id: string, today: string): Promise<Due> {
  interface Row extends Due {
    id: string;
    today: string;
  }
  const row = await ctx.loadOne(
    'customer.due',
    `${id} ${today}`,
    (tx, keys) => tx.$queryRaw<Row[]>`select k.id::text id, k.today::text today,
      sum(i.due_minor)::bigint outstanding,
      coalesce(sum(i.due_minor) filter (where i.due_date < k.today), 0)::bigint overdue
    from unnest(
      ${keys.map((key) => key.split(' ')[0])}::uuid[],
      ${keys.map((key) => key.split(' ')[1])}::date[]) k(id, today)
    join invoice i on i.customer_id = k.id and i.due_minor > 0
    group by 1, 2`,
    (found) => `${found.id} ${found.today}`,
  );
  return row ?? { outstanding: 0n, overdue: 0n };
}

/** A customer's history of statuses, latest first. */
export function loadStatusHistory(ctx: Context, id: string): Promise<StatusChange[]> {
  return ctx.loadMany(
    'customer.statusHistory',
    id,
    (tx, ids) =>
      tx.statusChange.findMany({
        where: { customerId: { in: ids } },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
      }),
    (change) => change.customerId,
  );
}

/** What decides when a customer is blocked. */
export function loadBlockingFacts(
  ctx: Context,
  customer: Pick<CustomerType, 'id' | 'partnerId'>,
  oneTimeInvoicesCount: boolean,
): Promise<BlockFacts> {
  return ctx.loadBatch(`customer.blockFacts.${oneTimeInvoicesCount}`, customer.id, async (ids) => {
    // a customer may not read charges: its partner does for it, so that the portal says the day that the back office says
    const scope =
      ctx.scope.kind === 'customer' ? await ctx.app.boundary.jobScope(customer.partnerId) : null;
    const found = await (scope
      ? ctx.app.boundary.inSql(scope, (sql) => loadBlockFacts(sql, ids, { oneTimeInvoicesCount }))
      : ctx.read((tx) => loadBlockFacts(tx, ids, { oneTimeInvoicesCount })));
    return ids.map((id) => found.get(id) ?? UNCHARGED);
  });
}
