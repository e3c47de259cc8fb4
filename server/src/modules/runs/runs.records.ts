import type { Prisma } from '../../generated/prisma/client.ts';
import { type Fitting, Records } from '../../kit/record.ts';
import { toRun } from './runs.types.ts';

/** Billing runs. */
export const runRecords = new Records({
  table: 'billing_run',
  find: (tx, args: Fitting<Prisma.BillingRunWhereInput>) => tx.billingRun.findMany(args),
  count: (tx, where) => tx.billingRun.count({ where }),
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
