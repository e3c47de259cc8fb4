import { isReverseCharge } from '@backhaul/domain/money/reverseCharge';
import { COMPANY } from '@backhaul/domain/settings/company';
import { setAlong } from '@backhaul/domain/settings/family';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadCompanyChains } from '../company/index.ts';
import { registeredCustomers } from './reverseCharge.store.ts';

/**
 * Those of customers inside the scope that owe the tax of what is billed to them, as they and their
 * issuers are now.
 */
export async function owingTheirTax(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const customers = await registeredCustomers(sql, ids);
  if (!customers.length) return new Set();
  const chains = await loadCompanyChains(sql, [
    ...new Set(customers.map((each) => each.partnerId)),
  ]);
  const owing = customers.filter((customer) => {
    const links = chains.get(customer.partnerId) ?? [];
    const { country } = setAlong(
      COMPANY,
      links.map(({ values }) => values),
    );
    return isReverseCharge(customer, country);
  });
  return new Set(owing.map(({ id }) => id));
}
