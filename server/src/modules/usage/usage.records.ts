import { type Fitting, Records } from '../../kit/record.ts';
import type { Prisma } from '../../generated/prisma/client.ts';
import { toUsageRecord, WITH_SUM } from './usage.types.ts';

/** What was used of services, record by record. */
export const usageRecords = new Records({
  table: 'usage_record',
  find: (tx, args: Fitting<Prisma.UsageRecordWhereInput>) =>
    tx.usageRecord.findMany({ ...args, include: WITH_SUM }),
  count: (tx, where) => tx.usageRecord.count({ where }),
  toNode: toUsageRecord,
  sortable: { at: 'at', kind: 'kind', sourceId: 'sourceId' },
  defaultSort: [{ at: 'desc' }, { id: 'desc' }],
});
