import type { Prisma } from '../../generated/prisma/client.ts';
import type { Fitting } from '../../kit/record.ts';
import { FieldedRecords } from '../fields/index.ts';
import { toCreditNote } from './creditNotes.types.ts';

/** Credit notes. */
export const creditNoteRecords = new FieldedRecords({
  entity: 'CREDIT_NOTE',
  table: 'credit_note',
  find: (tx, args: Fitting<Prisma.CreditNoteWhereInput>) => tx.creditNote.findMany(args),
  count: (tx, where) => tx.creditNote.count({ where }),
  toNode: toCreditNote,
  sortable: {
    number: 'number',
    documentDate: 'documentDate',
    total: 'totalMinor',
    net: 'netMinor',
    tax: 'taxMinor',
    applied: 'appliedMinor',
    refunded: 'refundedMinor',
    status: 'status',
    createdAt: 'createdAt',
    currency: 'currency',
  },
  defaultSort: [{ documentDate: 'desc' }, { id: 'desc' }],
});
