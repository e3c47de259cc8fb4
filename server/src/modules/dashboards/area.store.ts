import type { ScopedSql } from '../../tenancy/boundary.ts';

/** The rows of an area: a range of the index on the path, as the scope itself is one. */
export const BELOW = 'partner_path >= $1 and partner_path < $1 || chr(1114111)';

/** Where a partner stands, and what its figures are counted in; undefined outside the scope. */
export async function partnerIn(
  sql: ScopedSql,
  partnerId: string,
): Promise<{ id: string; path: string; currency: string; timeZone: string } | undefined> {
  const [partner] = await sql.rows<{
    id: string;
    path: string;
    currency: string;
    timeZone: string;
  }>('select id, path, currency, time_zone "timeZone" from partner where id = $1', [partnerId]);
  return partner;
}
