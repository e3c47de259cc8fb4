import type { MassJob, Prisma } from '../../generated/prisma/client.ts';
import { Records } from '../../kit/record.ts';
import { toMassJob, type MassJobType } from './mass.types.ts';

/** Work on many records: one of it, and its list. */
export const massJobs = new Records<Prisma.MassJobWhereInput, MassJob, MassJobType>({
  table: 'massJob',
  sortable: { createdAt: (order) => ({ createdAt: order }) },
  defaultSort: [{ createdAt: 'desc' }],
  toNode: toMassJob,
  find: (tx, args) => tx.massJob.findMany(args),
  count: (tx, where) => tx.massJob.count({ where }),
});
