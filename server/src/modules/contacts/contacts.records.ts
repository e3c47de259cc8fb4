import type { Prisma } from '../../generated/prisma/client.ts';
import type { Fitting } from '../../kit/record.ts';
import { FieldedRecords } from '../fields/index.ts';
import { toContact } from './contacts.types.ts';

/** Contacts of customers. */
export const contactRecords = new FieldedRecords({
  entity: 'CONTACT',
  table: 'contact',
  find: (tx, args: Fitting<Prisma.ContactWhereInput>) => tx.contact.findMany(args),
  count: (tx, where) => tx.contact.count({ where }),
  toNode: toContact,
  sortable: { name: 'name' },
  defaultSort: [{ name: 'asc' }],
});
