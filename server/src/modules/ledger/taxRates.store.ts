import type { ScopedSql } from '../../tenancy/boundary.ts';

/** A tax rate in percent; usable: by the partner that it was asked for. */
interface FoundRate {
  id: string;
  percent: string;
  usable: boolean;
}

/** Those of the tax rates that the scope sees. partnerPath: of who is to use them. */
export function findTaxRates(
  sql: ScopedSql,
  ids: readonly string[],
  partnerPath: string,
): Promise<FoundRate[]> {
  return sql.rows<FoundRate>(
    `select id, trim_scale(percent)::text percent, starts_with($2, partner_path) usable
    from tax_rate
    where id = any($1)`,
    [ids, partnerPath],
  );
}
