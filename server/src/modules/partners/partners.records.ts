import type { Prisma } from '../../generated/prisma/client.ts';
import type { Fitting } from '../../kit/record.ts';
import { FieldedRecords } from '../fields/index.ts';
import { toPartner } from './partners.types.ts';

/** The tree of partners. */
export const partnerRecords = new FieldedRecords({
  entity: 'PARTNER',
  table: 'partner',
  find: (tx, args: Fitting<Prisma.PartnerWhereInput>) => tx.partner.findMany(args),
  count: (tx, where) => tx.partner.count({ where }),
  toNode: toPartner,
  sortable: {
    number: 'number',
    name: 'name',
    currency: 'currency',
    timeZone: 'timeZone',
    createdAt: 'createdAt',
  },
  defaultSort: [{ number: 'asc' }],
});
