import {
  resolveFinance,
  type FinanceOverrides,
  type FinanceValues,
} from '@backhaul/domain/settings/settings';
import type { Context } from '../../kit/context.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lineOf } from '../fields/definition.ts';

/** Who set a setting, and when: by the setting's name, in finance_setting.provenance. */
export type Provenance = Record<string, { by: string; at: string } | undefined>;

/** What one partner of a chain sets itself. */
export interface FinanceLink {
  partnerId: string;
  originId: string;
  originName: string;
  originPath: string;
  values: FinanceOverrides;
  provenance: Provenance;
}

const LINKS = `select partner_id::text "partnerId",
    origin_id::text "originId", origin_name "originName", origin_path "originPath",
    "values", provenance
  from inherited_finance($1::uuid[])
  order by partner_id, length(origin_path)`;

/** The settings in force for each partner inside the scope; the defaults for a partner where nobody sets anything. */
export async function loadFinance(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<Map<string, FinanceValues>> {
  return resolved(partnerIds, await sql.rows<FinanceLink>(LINKS, [[...new Set(partnerIds)]]));
}

/**
 * The chain of settings above and at a partner, root first, for fields of a GraphQL answer: one
 * statement per level.
 */
export function loadFinanceChain(ctx: Context, partnerId: string): Promise<FinanceLink[]> {
  return ctx.loadMany(
    'financeChain',
    partnerId,
    (tx, ids) => tx.$queryRawUnsafe<FinanceLink[]>(LINKS, ids),
    (link) => link.partnerId,
  );
}

/** The settings in force for a partner, for fields of a GraphQL answer. */
export async function loadPartnerFinance(ctx: Context, partnerId: string): Promise<FinanceValues> {
  return resolveFinance((await loadFinanceChain(ctx, partnerId)).map((link) => link.values));
}

/** Who says whether customers are billed: inside the scope, and above it as far as the topmost partner inherits it. */
const BILLED = `select partner_path path, "values" ->> 'billingEnabled' enabled
  from finance_setting
  where "values" ->> 'billingEnabled' is not null
  union all
  select origin_path, "values" ->> 'billingEnabled'
  from inherited_finance(array(select id from partner order by length(path) limit 1))
  where "values" ->> 'billingEnabled' is not null`;
type Ask = <R extends object>(text: string) => Promise<R[]>;

/**
 * The partners inside the scope whose customers are not billed unless they say so themselves; two
 * statements at most.
 */
export async function unbilledPartners(ask: Ask): Promise<string[]> {
  const said = new Map(
    (await ask<{ path: string; enabled: string }>(BILLED)).map(({ path, enabled }) => [
      path,
      enabled === 'true',
    ]),
  );
  if (![...said.values()].includes(false)) return [];
  const partners = await ask<{ id: string; path: string }>('select id::text id, path from partner');
  return partners
    .filter(
      ({ path }) =>
        lineOf(path).reduce<boolean>((enabled, above) => said.get(above) ?? enabled, true) ===
        false,
    )
    .map(({ id }) => id);
}

function resolved(partnerIds: readonly string[], links: FinanceLink[]): Map<string, FinanceValues> {
  const chains = new Map<string, FinanceOverrides[]>(partnerIds.map((id) => [id, []]));
  for (const link of links) chains.get(link.partnerId)?.push(link.values);
  return new Map([...chains].map(([id, chain]) => [id, resolveFinance(chain)]));
}
