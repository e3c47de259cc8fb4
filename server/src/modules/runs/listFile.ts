import type { ListFile } from '../../kit/listFile.ts';

/** The list of billing runs as a file. */
export const RUNS_FILE: ListFile = {
  name: 'billing-runs',
  field: 'billingRuns',
  filter: 'BillingRunFilter',
  entity: null,
  columns: [
    ['date', 'date'],
    ['status', 'status'],
    ['partners', 'partners.name'],
    ['customers', 'customerCount'],
    ['invoices', 'invoiceCount'],
    ['net', 'net.amount'],
    ['tax', 'tax.amount'],
    ['total', 'total.amount'],
    ['currencies', 'total.currency'],
    ['failure', 'failure'],
    ['created_at', 'createdAt'],
    ['confirmed_at', 'confirmedAt'],
  ],
};
