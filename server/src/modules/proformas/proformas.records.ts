import type { Prisma } from '../../generated/prisma/client.ts';
import type { Fitting } from '../../kit/record.ts';
import { FieldedRecords } from '../fields/index.ts';
import { toProforma } from './proformas.types.ts';

/** Proforma invoices. */
export const proformaRecords = new FieldedRecords({
  entity: 'PROFORMA',
  table: 'proforma',
  find: (tx, args: Fitting<Prisma.ProformaWhereInput>) => tx.proforma.findMany(args),
  count: (tx, where) => tx.proforma.count({ where }),
  toNode: toProforma,
  sortable: {
    number: 'number',
    documentDate: 'documentDate',
    dueDate: 'dueDate',
    total: 'totalMinor',
    net: 'netMinor',
    tax: 'taxMinor',
    paid: 'paidMinor',
    status: 'status',
    createdAt: 'createdAt',
    currency: 'currency',
  },
  defaultSort: [{ documentDate: 'desc' }, { id: 'desc' }],
});
