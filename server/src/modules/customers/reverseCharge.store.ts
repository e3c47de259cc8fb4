import type { TaxedCustomer } from '@backhaul/domain/money/reverseCharge';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Companies with a VAT number, and whose they are. */
export function registeredCustomers(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<(TaxedCustomer & { id: string; partnerId: string })[]> {
  return sql.rows(
    `select c.id, c.partner_id "partnerId", c.kind, c.vat_id "vatId", c.country
    from unnest($1::uuid[]) k(id)
    cross join lateral (
      select * from customer where id = k.id and kind = 'COMPANY' and vat_id is not null
      offset 0) c`,
    [ids],
  );
}
