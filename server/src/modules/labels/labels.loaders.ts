import type { Context } from '../../kit/context.ts';
import { countLabelled } from './labels.store.ts';
import { toLabel, type LabelType } from './labels.types.ts';

/** A label that the viewer may use or that lies below it; null for any other. */
export async function loadLabel(ctx: Context, id: string): Promise<LabelType | null> {
  const row = await ctx.loadOne(
    'label',
    id,
    (tx, ids) => tx.label.findMany({ where: { id: { in: ids } } }),
    (label) => label.id,
  );
  return row && toLabel(row);
}

/** The labels of a customer, by their names; all customers of a page in one statement. */
export async function loadLabelsOf(ctx: Context, customerId: string): Promise<LabelType[]> {
  const rows = await ctx.loadMany(
    'customer.labels',
    customerId,
    (tx, ids) =>
      tx.customerLabel.findMany({
        where: { customerId: { in: ids } },
        include: { label: true },
        orderBy: [{ label: { name: 'asc' } }, { labelId: 'asc' }],
      }),
    (each) => each.customerId,
  );
  return rows.map(({ label }) => toLabel(label));
}

/** How many customers inside the scope have a label. */
export async function loadLabelledCount(ctx: Context, id: string): Promise<number> {
  const found = await ctx.loadOne('label.customerCount', id, countLabelled, (row) => row.id);
  return found?.n ?? 0;
}
