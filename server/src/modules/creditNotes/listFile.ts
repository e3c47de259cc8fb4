import type { ListFile } from '../../kit/listFile.ts';
import { CUSTOMER_COLUMNS } from '../customers/index.ts';
import { PARTNER_COLUMNS } from '../partners/index.ts';

/** The list of credit notes as a file. */
export const CREDIT_NOTES_FILE: ListFile = {
  name: 'credit-notes',
  field: 'creditNotes',
  filter: 'DocumentFilter',
  entity: 'CREDIT_NOTE',
  columns: [
    ['number', 'number'],
    ['status', 'status'],
    ['document_date', 'documentDate'],
    ...CUSTOMER_COLUMNS,
    ['invoice', 'invoice.number'],
    ['net', 'net'],
    ['tax', 'tax'],
    ['total', 'total'],
    ['applied', 'applied'],
    ['refunded', 'refunded'],
    ['currency', 'currency'],
    ['reason', 'reason'],
    ['recorded_at', 'createdAt'],
    ['recorded_by', 'recordedBy'],
    ...PARTNER_COLUMNS,
  ],
};
