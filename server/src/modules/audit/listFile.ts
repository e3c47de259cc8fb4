import type { ListFile } from '../../kit/listFile.ts';
import { PARTNER_COLUMNS } from '../partners/index.ts';

/** The audit as a file. */
export const AUDIT_FILE: ListFile = {
  name: 'audit',
  field: 'auditEntries',
  filter: 'AuditFilter',
  entity: null,
  columns: [
    ['at', 'at'],
    ['actor', 'actor'],
    ['action', 'action'],
    ['entity', 'entity'],
    ['record', 'record'],
    ['sentence', 'sentence'],
    ['fields', 'changes.field'],
    ['before', 'changes.before'],
    ['after', 'changes.after'],
    ['address', 'address'],
    ...PARTNER_COLUMNS,
  ],
};
