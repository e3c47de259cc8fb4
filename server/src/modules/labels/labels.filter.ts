import type { Prisma } from '../../generated/prisma/client.ts';
import { idInput } from '../../kit/input.ts';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { LabelMatch, type LabelFilter } from './labels.types.ts';

const IDS_MAX = 50;

/** Customers by their labels, as conditions that all hold. Refuses by field what is no id, and more than 50. */
export function labelsWhere(
  filter: LabelFilter | null | undefined,
  at = 'filter.labels.ids',
): Prisma.CustomerWhereInput[] {
  if (!filter) return [];
  if (filter.ids.length > IDS_MAX) throw badInput({ [at]: `may be ${IDS_MAX} at most` });
  const ids = [...new Set(filter.ids.map((id) => idInput(id, at)))];
  if (!ids.length) return [];
  switch (filter.match) {
    case LabelMatch.ALL:
      return ids.map((labelId) => ({ labels: { some: { labelId } } }));
    case LabelMatch.NONE:
      return [{ labels: { none: { labelId: { in: ids } } } }];
    default:
      return [{ labels: { some: { labelId: { in: ids } } } }];
  }
}

/**
 * The customers with one of a filter's labels, so many at most; null where it asks for those without.
 */
export async function labelled(
  tx: ScopedTx,
  { ids, match }: LabelFilter,
  most: number,
): Promise<string[] | null> {
  if (match === LabelMatch.NONE || !ids.length) return null;
  const rows = await tx.customerLabel.findMany({
    where: { labelId: { in: ids } },
    select: { customerId: true },
    take: most,
  });
  return rows.map(({ customerId }) => customerId);
}
