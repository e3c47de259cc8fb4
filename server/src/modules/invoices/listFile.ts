import type { ListFile } from '../../kit/listFile.ts';
import { CUSTOMER_COLUMNS } from '../customers/index.ts';
import { PARTNER_COLUMNS } from '../partners/index.ts';

/** The list of invoices as a file. */
export const INVOICES_FILE: ListFile = {
  name: 'invoices',
  field: 'invoices',
  filter: 'InvoiceFilter',
  entity: 'INVOICE',
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
    ['due', 'due'],
    ['currency', 'currency'],
    ['recurring', 'recurring'],
    ...PARTNER_COLUMNS,
  ],
};
