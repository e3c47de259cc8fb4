import type { Prisma } from '../../generated/prisma/client.ts';
import { type Fitting, Records } from '../../kit/record.ts';
import { toRun } from './runs.types.ts';

/** Billing runs, and the parts that are the scope's of runs made above it. */
export const runRecords = new Records({
  table: 'billing_run_seen',
  find: (tx, args: Fitting<Prisma.BillingRunSeenWhereInput>) => tx.billingRunSeen.findMany(args),
  count: (tx, where) => tx.billingRunSeen.count({ where }),
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
