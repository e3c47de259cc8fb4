import type { ImportJob, Prisma } from '../../../generated/prisma/client.ts';
import { Records } from '../../../kit/record.ts';
import { toImportJob, type ImportJobType } from './import.types.ts';

/** Imports on screen: one, and their list. */
export const importJobs = new Records<Prisma.ImportJobWhereInput, ImportJob, ImportJobType>({
  table: 'importJob',
  sortable: { createdAt: (order) => ({ createdAt: order }) },
  defaultSort: [{ createdAt: 'desc' }],
  toNode: toImportJob,
  find: (tx, args) => tx.importJob.findMany(args),
  count: (tx, where) => tx.importJob.count({ where }),
});
