import type { Prisma } from '../../generated/prisma/client.ts';
import { idInput } from '../../kit/input.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { idsWithin } from './locations.store.ts';

/** Customers at a location and in what lies in it, as conditions that all hold. Refuses by field what is no id. */
export async function locationsWithin(
  tx: ScopedTx,
  locationId: string | null | undefined,
  at = 'filter.locationId',
): Promise<Prisma.CustomerWhereInput[]> {
  if (!locationId) return [];
  return [{ locationId: { in: await idsWithin(tx, idInput(locationId, at)) } }];
}
