import type { Prisma } from '../../generated/prisma/client.ts';
import { type Fitting, nullsLast } from '../../kit/record.ts';
import { FieldedRecords } from '../fields/index.ts';
import { toService } from './services.types.ts';

/** What customers have of tariffs. */
export const serviceRecords = new FieldedRecords({
  entity: 'SERVICE',
  table: 'service',
  find: (tx, args: Fitting<Prisma.ServiceWhereInput>) => tx.service.findMany(args),
  count: (tx, where) => tx.service.count({ where }),
  toNode: toService,
  sortable: {
    description: 'description',
    startDate: 'startDate',
    endDate: nullsLast('endDate'),
    chargedUntil: 'chargedUntil',
    quantity: 'quantity',
    createdAt: 'createdAt',
  },
  defaultSort: [{ startDate: 'desc' }],
});
