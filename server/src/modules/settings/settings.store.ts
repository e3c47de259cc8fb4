import {
  FINANCE,
  resolveFinance,
  type FinanceOverrides,
  type FinanceValues,
} from '@backhaul/domain/settings/finance';
import type { Context } from '../../kit/context.ts';
import { resolveChains } from '../../kit/inheritance.ts';
import {
  chainsOf,
  loadChain,
  partnersWith,
  type Home,
  type Link,
} from '../../kit/inheritance.store.ts';
import type { ScopedSql, ScopedTx } from '../../tenancy/boundary.ts';

export const FINANCE_HOME: Home<typeof FINANCE.settings> = {
  family: FINANCE,
  table: 'finance_setting',
  inherited: 'inherited_finance',
  entity: 'finance-settings',
  topic: 'finance',
};

/** What one partner of a chain sets itself. */
type FinanceLink = Link<FinanceOverrides>;

/** The settings in force for each partner inside the scope; the defaults for a partner where nobody sets anything. */
export async function loadFinance(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<Map<string, FinanceValues>> {
  return resolveChains(FINANCE, await chainsOf<FinanceLink>(sql, FINANCE_HOME, partnerIds));
}

/** The chain of settings above and at a partner, root first, for fields of a GraphQL answer. */
export function loadFinanceChain(ctx: Context, partnerId: string): Promise<FinanceLink[]> {
  return loadChain<FinanceLink>(ctx, FINANCE_HOME, partnerId);
}

/** The settings in force for a partner, for fields of a GraphQL answer. */
export async function loadPartnerFinance(ctx: Context, partnerId: string): Promise<FinanceValues> {
  return resolveFinance((await loadFinanceChain(ctx, partnerId)).map((link) => link.values));
}

/** The partners inside the scope whose customers are not billed unless they say so themselves. */
export function unbilledPartners(reads: ScopedSql | ScopedTx): Promise<string[]> {
  return partnersWith(reads, FINANCE_HOME, 'billingEnabled', false);
}
