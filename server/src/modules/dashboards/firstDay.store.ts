import type { ScopedSql } from '../../tenancy/boundary.ts';

/** What there is of a partner and those below it that the first bill takes. */
export interface FirstFacts {
  placeSettled: boolean;
  billed: boolean;
  taxRate: boolean;
  tariff: boolean;
  customer: boolean;
  service: boolean;
  preview: boolean;
}

/** The same of the scope's own partner: each stops at the first row there is. */
export function firstFacts(sql: ScopedSql, partnerId: string): Promise<FirstFacts> {
  return sql.row<FirstFacts>(
    `select
      p.place_settled "placeSettled",
      exists (select 1 from billing_run_partner where processed_at is not null) billed,
      exists (select 1 from tax_rate) "taxRate",
      exists (select 1 from tariff_partner) tariff,
      exists (select 1 from customer) customer,
      exists (select 1 from service) service,
      exists (select 1 from billing_run_partner) preview
    from partner p
    where p.id = $1`,
    [partnerId],
  );
}
