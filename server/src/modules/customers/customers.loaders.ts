import type { Context } from '../../graphql/context.ts';
import type { StatusChange } from '../../generated/prisma/client.ts';
import { loadBlockFacts, type BlockFacts } from './blockFacts.ts';
import { toCustomer, type CustomerType } from './customers.types.ts';

/** A customer inside the scope; null for one outside. */
export async function loadCustomer(ctx: Context, id: string): Promise<CustomerType | null> {
  const row = await ctx.loadOne('customer', id, (tx, ids) => tx.customer.findMany({ where: { id: { in: ids } } }), (customer) => customer.id);
  return row && toCustomer(row);
}

/** What is due on a customer's open invoices, in minor units; overdue: of it past its due date. */
export interface Due { outstanding: bigint; overdue: bigint }

/** today: in the time zone of the customer's partner. */
export async function loadDue(ctx: Context, id: string, today: string): Promise<Due> {
  interface Row extends Due { id: string; today: string }
  const row = await ctx.loadOne('customer.due', `${id} ${today}`, (tx, keys) => tx.$queryRaw<Row[]>`select k.id::text id, k.today::text today, sum(i.due_minor)::bigint outstanding, coalesce(sum(i.due_minor) filter (where i.due_date < k.today), 0)::bigint overdue
    from unnest(${keys.map((key) => key.split(' ')[0])}::uuid[], ${keys.map((key) => key.split(' ')[1])}::date[]) k(id, today) join invoice i on i.customer_id = k.id and i.due_minor > 0 group by 1, 2`, (found) => `${found.id} ${found.today}`);
  return row ?? { outstanding: 0n, overdue: 0n };
}

/** A customer's history of statuses, latest first. */
export function loadStatusHistory(ctx: Context, id: string): Promise<StatusChange[]> {
  return ctx.loadMany('customer.statusHistory', id, (tx, ids) => tx.statusChange.findMany({ where: { customerId: { in: ids } }, orderBy: [{ at: 'desc' }, { id: 'desc' }] }), (change) => change.customerId);
}

/** What decides when a customer is blocked. */
export async function loadBlockingFacts(ctx: Context, id: string, oneTimeInvoicesCount: boolean): Promise<BlockFacts> {
  const found = await ctx.loadOne(`customer.blockFacts.${oneTimeInvoicesCount}`, id, async (tx, ids) => [...await loadBlockFacts(tx, ids, { oneTimeInvoicesCount })].map(([customerId, facts]) => ({ customerId, ...facts })), (facts) => facts.customerId);
  return found ?? { oldestUnpaid: null, latest: null };
}
