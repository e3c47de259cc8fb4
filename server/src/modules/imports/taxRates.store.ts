import type { TaxVersion } from '@backhaul/domain/money/taxRate';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { storedVersions, TAX_COLUMNS, type StoredTax } from '../tariffs/index.ts';

/** The partner's tax rates that are nothing but a percent, latest first; that as a decimal. */
export function plainRatesThere(
  sql: ScopedSql,
  partnerId: string,
): Promise<{ id: string; name: string; percent: string }[]> {
  return sql.rows<{ id: string; name: string; percent: string }>(
    `select id, name, percent::text
    from tax_rate
    where partner_id = $1 and terms is null and earlier = '[]'
    order by created_at desc, id desc`,
    [partnerId],
  );
}

interface RateThere {
  id: string;
  partnerId: string;
  name: string;
  versions: TaxVersion[];
}

/** All tax rates of partners, with what they take and took. */
export async function namedRatesThere(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<RateThere[]> {
  const rates = await sql.rows<StoredTax & Omit<RateThere, 'versions'>>(
    `select r.id, r.partner_id "partnerId", r.name, ${TAX_COLUMNS}
    from tax_rate r
    where r.partner_id = any($1)`,
    [[...new Set(partnerIds)]],
  );
  return rates.map(({ id, partnerId, name, ...stored }) => ({
    id,
    partnerId,
    name,
    versions: storedVersions(stored),
  }));
}
