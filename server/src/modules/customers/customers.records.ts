import type { Prisma } from '../../generated/prisma/client.ts';
import { type Fitting, nullsLast } from '../../kit/record.ts';
import { FieldedRecords } from '../fields/index.ts';
import { toCustomer } from './customers.types.ts';

/** Customers. */
export const customerRecords = new FieldedRecords({
  entity: 'CUSTOMER',
  table: 'customer',
  find: (tx, args: Fitting<Prisma.CustomerWhereInput>) => tx.customer.findMany(args),
  count: (tx, where) => tx.customer.count({ where }),
  toNode: toCustomer,
  sortable: {
    number: 'number',
    name: 'name',
    status: 'status',
    balance: 'balanceMinor',
    createdOn: 'createdOn',
    createdAt: 'createdAt',
    nextBillingDate: nullsLast('nextBillingDate'),
  },
  defaultSort: [{ number: 'asc' }],
});
