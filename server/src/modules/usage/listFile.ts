import type { ListFile } from '../../kit/listFile.ts';
import { CUSTOMER_COLUMNS } from '../customers/index.ts';
import { PARTNER_COLUMNS } from '../partners/index.ts';

/** The list of usage as a file; its first columns are what an upload takes. */
export const USAGE_FILE: ListFile = {
  name: 'usage',
  field: 'usage',
  filter: 'UsageFilter',
  entity: null,
  columns: [
    ['source_id', 'sourceId'],
    ['service_id', 'service.id'],
    ['at', 'at'],
    ['kind', 'kind'],
    ['quantity', 'quantity'],
    ['unit_price', 'unitPrice'],
    ['amount', 'amount'],
    ['state', 'state'],
    ['invoice', 'invoice.number'],
    ['service', 'service.description'],
    ...CUSTOMER_COLUMNS,
    ['recorded_at', 'recordedAt'],
    ['recorded_by', 'recordedBy'],
    ['batch_id', 'batchId'],
    ['withdrawn_at', 'withdrawnAt'],
    ['withdrawn_by', 'withdrawnBy'],
    ...PARTNER_COLUMNS,
  ],
};
