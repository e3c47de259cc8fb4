import type { Prisma } from '../../generated/prisma/client.ts';
import type { Fitting } from '../../kit/record.ts';
import { FieldedRecords } from '../fields/index.ts';
import { toLocation } from './locations.types.ts';

/** Locations. */
export const locationRecords = new FieldedRecords({
  entity: 'LOCATION',
  table: 'location',
  find: (tx, args: Fitting<Prisma.LocationWhereInput>) => tx.location.findMany(args),
  count: (tx, where) => tx.location.count({ where }),
  toNode: toLocation,
  sortable: { number: 'number', name: 'name' },
  defaultSort: [{ name: 'asc' }],
});
