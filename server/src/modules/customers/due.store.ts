import type { ScopedTx } from '../../tenancy/boundary.ts';

/** What is due on a customer's open invoices, in minor units; overdue: of it past its due date. */
export interface Due {
  outstanding: bigint;
  overdue: bigint;
}

/** What is due of each customer on its own today, the lists in the same order; those who owe nothing are missing. */
export function dueOf(
  tx: ScopedTx,
  ids: string[],
  todays: string[],
): Promise<(Due & { id: string; today: string })[]> {
  return tx.$queryRaw<(Due & { id: string; today: string })[]>`
    select k.id::text id, k.today::text today,
      sum(i.due_minor)::bigint outstanding,
      coalesce(sum(i.due_minor) filter (where i.due_date < k.today), 0)::bigint overdue
    from unnest(${ids}::uuid[], ${todays}::date[]) k(id, today)
    join invoice i on i.customer_id = k.id and i.due_minor > 0
    group by 1, 2`;
}
