import type { ListFile } from '../../kit/listFile.ts';
import { CUSTOMER_COLUMNS } from '../customers/index.ts';

/** The list of transactions as a file. */
export const TRANSACTIONS_FILE: ListFile = {
  name: 'transactions',
  field: 'transactions',
  filter: 'TransactionFilter',
  entity: 'TRANSACTION',
  columns: [
    ['date', 'date'],
    ...CUSTOMER_COLUMNS,
    ['type', 'type'],
    ['category', 'category'],
    ['description', 'description'],
    ['quantity', 'quantity'],
    ['unit_price', 'unitPrice'],
    ['period_from', 'periodFrom'],
    ['period_to', 'periodTo'],
    ['amount', 'amount'],
    ['tax', 'tax'],
    ['balance_after', 'balanceAfter'],
    ['currency', 'currency'],
    ['invoice', 'invoice.number'],
    ['receipt', 'payment.receiptNumber'],
    ['recorded_at', 'recordedAt'],
    ['recorded_by', 'recordedBy'],
  ],
};
