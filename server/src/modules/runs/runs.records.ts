import type { Prisma } from '../../generated/prisma/client.ts';
import { type Fitting, Records } from '../../kit/record.ts';
import { seenRuns } from './seen.store.ts';
import { toRun } from './runs.types.ts';

/**
 * Billing runs, and the parts that are the scope's of runs made above it. A page is taken before it
 * is added up what its parts come to.
 */
export const runRecords = new Records({
  table: 'billing_run_listed',
  find: async (tx, args: Fitting<Prisma.BillingRunListedWhereInput>) => {
    const page = await tx.billingRunListed.findMany({ ...args, select: { id: true } });
    const seen = await seenRuns(
      tx,
      page.map(({ id }) => id),
    );
    const byId = new Map(seen.map((run) => [run.id, run]));
    return page.flatMap(({ id }) => byId.get(id) ?? []);
  },
  named: seenRuns,
  count: (tx, where) => tx.billingRunListed.count({ where }),
  toNode: toRun,
  sortable: {
    date: 'date',
    createdAt: 'createdAt',
    status: 'status',
    customerCount: 'customerCount',
    confirmedAt: 'confirmedAt',
  },
  defaultSort: [{ createdAt: 'desc' }],
});
