import type { ListFile } from '../../kit/listFile.ts';
import { CUSTOMER_COLUMNS } from '../customers/index.ts';
import { PARTNER_COLUMNS } from '../partners/index.ts';

/** The list of payments as a file. */
export const PAYMENTS_FILE: ListFile = {
  name: 'payments',
  field: 'payments',
  filter: 'PaymentFilter',
  entity: 'PAYMENT',
  columns: [
    ['receipt_number', 'receiptNumber'],
    ['date', 'date'],
    ['method', 'method'],
    ...CUSTOMER_COLUMNS,
    ['amount', 'amount'],
    ['unallocated', 'unallocated'],
    ['currency', 'currency'],
    ['invoices', 'allocations.invoice.number'],
    ['reversed', 'reversed'],
    ['reversal_reason', 'reversalReason'],
    ['comment', 'comment'],
    ['recorded_at', 'recordedAt'],
    ['recorded_by', 'recordedBy'],
    ...PARTNER_COLUMNS,
  ],
};
