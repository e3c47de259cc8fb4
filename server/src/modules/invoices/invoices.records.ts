import type { Prisma } from '../../generated/prisma/client.ts';
import { type Fitting, nullsLast } from '../../kit/record.ts';
import { FieldedRecords } from '../fields/index.ts';
import { issuedOnly } from './documents.loaders.ts';
import { toInvoice } from './documents.types.ts';

/** Invoices; a draft only where the viewer may see it. */
export const invoiceRecords = new FieldedRecords({
  entity: 'INVOICE',
  table: 'invoice',
  find: (tx, args: Fitting<Prisma.InvoiceWhereInput>) => tx.invoice.findMany(args),
  count: (tx, where) => tx.invoice.count({ where }),
  seen: issuedOnly,
  toNode: toInvoice,
  sortable: {
    number: nullsLast('number'),
    documentDate: 'documentDate',
    dueDate: 'dueDate',
    total: 'totalMinor',
    paid: 'paidMinor',
    due: 'dueMinor',
    net: 'netMinor',
    tax: 'taxMinor',
    createdAt: 'createdAt',
    issuedAt: nullsLast('issuedAt'),
    currency: 'currency',
    recurring: 'recurring',
  },
  defaultSort: [{ documentDate: 'desc' }, { id: 'desc' }],
});
