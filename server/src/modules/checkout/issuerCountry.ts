import { COMPANY } from '@backhaul/domain/settings/company';
import { setAlong } from '@backhaul/domain/settings/family';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadCompanyChains } from '../company/index.ts';

/** The countries of partners as their invoices say them: where customers live that say none of their own. */
export async function issuerCountries(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<Map<string, string | null>> {
  const chains = await loadCompanyChains(sql, partnerIds);
  return new Map(
    [...chains].map(([id, links]) => {
      const { country } = setAlong(
        COMPANY,
        links.map(({ values }) => values),
      );
      return [id, country ?? null];
    }),
  );
}
