import type { Prisma } from '../../generated/prisma/client.ts';
import type { Fitting } from '../../kit/record.ts';
import { FieldedRecords } from '../fields/index.ts';
import { toTransaction } from './ledger.types.ts';

/** Entries of the ledger. */
export const transactionRecords = new FieldedRecords({
  entity: 'TRANSACTION',
  table: 'ledger_transaction',
  find: (tx, args: Fitting<Prisma.TransactionWhereInput>) => tx.transaction.findMany(args),
  count: (tx, where) => tx.transaction.count({ where }),
  toNode: toTransaction,
  sortable: {
    date: 'date',
    amount: 'amountMinor',
    category: 'category',
    type: 'type',
    recordedAt: 'seq',
    balanceAfter: 'balanceAfterMinor',
    description: 'description',
  },
  recorded: 'seq',
  defaultSort: [{ date: 'desc' }, { seq: 'desc' }],
});
