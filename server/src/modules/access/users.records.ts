import type { Prisma } from '../../generated/prisma/client.ts';
import { type Fitting, nullsLast } from '../../kit/record.ts';
import { FieldedRecords } from '../fields/index.ts';
import { toUser } from './users.types.ts';

/** Staff. */
export const userRecords = new FieldedRecords({
  entity: 'USER',
  table: 'app_user',
  find: (tx, args: Fitting<Prisma.UserWhereInput>) => tx.user.findMany(args),
  count: (tx, where) => tx.user.count({ where }),
  toNode: toUser,
  sortable: {
    name: 'name',
    email: 'emailKey',
    role: 'role',
    active: 'active',
    createdAt: 'createdAt',
    lastSignInAt: nullsLast('lastSignInAt'),
  },
  defaultSort: [{ name: 'asc' }],
});
