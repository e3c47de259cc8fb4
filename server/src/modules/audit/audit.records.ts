import type { Prisma } from '../../generated/prisma/client.ts';
import { type Fitting, Records } from '../../kit/record.ts';
import { toAuditEntry } from './audit.types.ts';

/** What was recorded of who did what. */
export const auditRecords = new Records({
  table: 'audit_entry',
  find: (tx, args: Fitting<Prisma.AuditEntryWhereInput>) => tx.auditEntry.findMany(args),
  count: (tx, where) => tx.auditEntry.count({ where }),
  toNode: toAuditEntry,
  sortable: { at: 'at' },
  defaultSort: [{ at: 'desc' }, { id: 'desc' }],
});
