import type { Prisma } from '../../generated/prisma/client.ts';
import type { Fitting } from '../../kit/record.ts';
import { FieldedRecords } from '../fields/index.ts';
import { toTariff } from './catalogue.types.ts';

/** Tariffs that the viewer may see: its own, those from below, and those offered to it. */
export const tariffRecords = new FieldedRecords({
  entity: 'TARIFF',
  table: 'tariff',
  find: (tx, args: Fitting<Prisma.TariffWhereInput>) => tx.tariff.findMany(args),
  count: (tx, where) => tx.tariff.count({ where }),
  toNode: toTariff,
  sortable: {
    name: 'name',
    kind: 'kind',
    price: 'price',
    currency: 'currency',
    setupFee: 'setupFee',
    createdAt: 'createdAt',
  },
  defaultSort: [{ name: 'asc' }],
});
