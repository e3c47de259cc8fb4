import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/**
 * The rows of an area: a range of the index on the path, as the scope itself is one. What is tested
 * counts where a test partner is looked at, and nowhere else.
 */
export const BELOW = `partner_path >= $1 and partner_path < $1 || chr(1114111)
      and is_test(partner_path) = is_test($1)`;

/** Where a partner stands, and what its figures are counted in; undefined outside the scope. */
export async function partnerIn(
  sql: ScopedSql,
  partnerId: string,
): Promise<{ id: string; path: string; currency: string; clock: PartnerClock } | undefined> {
  const [partner] = await sql.rows<{
    id: string;
    path: string;
    currency: string;
    clock: PartnerClock;
  }>('select id, path, currency, clock from partner where id = $1', [partnerId]);
  return partner;
}
