import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { updateCompanyDetails } from './company.service.ts';

/** Keeps accent colours that were chosen with other facts of a partner where the one colour of its look stands. */
export async function keepAccents(
  sql: ScopedSql,
  chosen: readonly Happenings['accentChosen'][],
): Promise<void> {
  for (const { partnerId, colour } of chosen)
    await updateCompanyDetails(sql, partnerId, { colour });
}
