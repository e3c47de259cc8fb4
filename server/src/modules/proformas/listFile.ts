import type { ListFile } from '../../kit/listFile.ts';
import { CUSTOMER_COLUMNS } from '../customers/index.ts';
import { PARTNER_COLUMNS } from '../partners/index.ts';

/** The list of proforma invoices as a file. */
export const PROFORMAS_FILE: ListFile = {
  name: 'proformas',
  field: 'proformas',
  filter: 'DocumentFilter',
  entity: 'PROFORMA',
  columns: [
    ['number', 'number'],
    ['status', 'status'],
    ['document_date', 'documentDate'],
    ['due_date', 'dueDate'],
    ...CUSTOMER_COLUMNS,
    ['net', 'net'],
    ['tax', 'tax'],
    ['total', 'total'],
    ['paid', 'paid'],
    ['currency', 'currency'],
    ['invoice', 'invoice.number'],
    ['void_reason', 'voidReason'],
    ['billing_date', 'billingDate'],
    ['recorded_at', 'createdAt'],
    ['recorded_by', 'recordedBy'],
    ...PARTNER_COLUMNS,
  ],
};
