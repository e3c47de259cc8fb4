import type { Prisma } from '../../generated/prisma/client.ts';
import type { Fitting } from '../../kit/record.ts';
import { FieldedRecords } from '../fields/index.ts';
import { toPayment } from './payments.types.ts';

/** Money that came in. */
export const paymentRecords = new FieldedRecords({
  entity: 'PAYMENT',
  table: 'payment',
  find: (tx, args: Fitting<Prisma.PaymentWhereInput>) => tx.payment.findMany(args),
  count: (tx, where) => tx.payment.count({ where }),
  toNode: toPayment,
  sortable: {
    date: 'date',
    amount: 'amountMinor',
    receiptNumber: 'receiptNumber',
    method: 'method',
    recordedAt: 'recordedAt',
    createdAt: 'recordedAt',
    currency: 'currency',
  },
  recorded: 'recordedAt',
  defaultSort: [{ date: 'desc' }, { id: 'desc' }],
});
