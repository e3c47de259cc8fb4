import type { Context } from '../../kit/context.ts';
import type { StatusChange } from '../../generated/prisma/client.ts';
import { loadBlockFacts, UNCHARGED, type BlockFacts } from './blockFacts.store.ts';
import { dueOf, type Due } from './due.store.ts';
import type { CustomerType } from './customers.types.ts';
import { owingTheirTax } from './reverseCharge.ts';

/** What is due on a customer's open invoices; today: in the time zone of the customer's partner. */
export async function loadDue(ctx: Context, id: string, today: string): Promise<Due> {
  const due = await ctx.loadOne(
    'customer.due',
    `${id} ${today}`,
    (tx, keys) => {
      const asked = keys.map((key) => key.split(' '));
      return dueOf(
        tx,
        asked.map(([customer]) => customer),
        asked.map(([, day]) => day),
      );
    },
    (found) => `${found.id} ${found.today}`,
  );
  return due ?? { outstanding: 0n, overdue: 0n };
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

/** Whether a customer owes the tax of what is billed to it. */
export function owesItsTax(
  ctx: Context,
  customer: Pick<CustomerType, 'id' | 'partnerId'>,
): Promise<boolean> {
  return ctx.loadBatch('customer.owesItsTax', customer.id, async (ids) => {
    // who bills it a customer may not read; its partner does for it
    const scope =
      ctx.scope.kind === 'customer' ? await ctx.app.boundary.jobScope(customer.partnerId) : null;
    const owing = await (scope
      ? ctx.app.boundary.inSql(scope, (sql) => owingTheirTax(sql, ids))
      : ctx.sql((sql) => owingTheirTax(sql, ids)));
    return ids.map((id) => owing.has(id));
  });
}
