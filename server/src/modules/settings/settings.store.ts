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
import { got } from '../../platform/must.ts';
import type { ScopedSql, ScopedTx } from '../../tenancy/boundary.ts';
import { lineOf } from '../../tenancy/scope.ts';

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
  return resolveChains(FINANCE, await financeChains(sql, partnerIds));
}

/** The chains of settings above and at partners inside the scope, root first. */
export function financeChains(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<Map<string, FinanceLink[]>> {
  return chainsOf<FinanceLink>(sql, FINANCE_HOME, partnerIds);
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

/** A place of the tree with everything below it, to be counted (1) or taken out again (-1). */
export interface SignedPlace {
  id: string;
  path: string;
  sign: 1 | -1;
}

/**
 * The places whose sums give, added up by their signs, those of all partners at and below a place
 * whose customers are billed unless they say otherwise. As many as partners that say something
 * else than those above them, however many partners there are.
 */
export async function billedPlaces(
  sql: ScopedSql,
  top: { id: string; path: string },
): Promise<SignedPlace[]> {
  const above = await loadFinance(sql, [top.id]);
  const said = await sql.rows<{ id: string; path: string; billed: boolean }>(
    `select partner_id id, partner_path path, ("values" ->> 'billingEnabled')::boolean billed
    from finance_setting
    where partner_path > $1 and partner_path < $1 || chr(1114111)
      and is_test(partner_path) = is_test($1) and "values" ->> 'billingEnabled' is not null
    order by length(partner_path)`,
    [top.path],
  );
  const known = new Map([[top.path, got(above, top.id).billingEnabled]]);
  const places: SignedPlace[] = known.get(top.path) ? [{ ...top, sign: 1 }] : [];
  for (const { id, path, billed } of said) {
    const inherited = lineOf(path).reduce((last, place) => known.get(place) ?? last, false);
    known.set(path, billed);
    if (billed !== inherited) places.push({ id, path, sign: billed ? 1 : -1 });
  }
  return places;
}

/** Whether there is such a tax rate inside the scope or above it. */
export async function knowsRate(sql: ScopedSql, id: string): Promise<boolean> {
  return (await sql.rows('select from tax_rate where id = $1', [id])).length > 0;
}
