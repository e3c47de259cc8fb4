import {
  AUTOMATION,
  resolveAutomation,
  type AutomationOverrides,
  type AutomationValues,
} from '@backhaul/domain/settings/automation';
import { setBy } from '@backhaul/domain/settings/family';
import type { Context } from '../../kit/context.ts';
import { chainsOf, loadChain, type Home, type Link } from '../../kit/inheritance.store.ts';
import { got } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

export const AUTOMATION_HOME: Home<typeof AUTOMATION.settings> = {
  family: AUTOMATION,
  table: 'automation_setting',
  inherited: 'inherited_automation',
  entity: 'automation-settings',
  topic: 'finance',
};

/** What one partner of a chain sets itself. */
export type AutomationLink = Link<AutomationOverrides>;

/** The chains of settings above and at partners inside the scope, root first. */
export function automationChains(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<Map<string, AutomationLink[]>> {
  return chainsOf<AutomationLink>(sql, AUTOMATION_HOME, partnerIds);
}

/** The chain of one partner, for fields of a GraphQL answer. */
export function loadAutomationChain(ctx: Context, partnerId: string): Promise<AutomationLink[]> {
  return loadChain<AutomationLink>(ctx, AUTOMATION_HOME, partnerId);
}

/** The settings in force at the end of a chain. */
export const valuesOf = (links: readonly AutomationLink[]): AutomationValues =>
  resolveAutomation(links.map(({ values }) => values));

/**
 * Whose automation it is that reaches the end of a chain: the nearest partner that sets anything of it. Everybody below
 * it who sets nothing has its automation, and where runs are not separate, its runs.
 */
export function headOf(links: readonly AutomationLink[]): AutomationLink | undefined {
  return links.findLast((link) => setBy(AUTOMATION, link).length > 0);
}

/** Who makes the runs that a partner's customers are in; null where none come by themselves. */
export async function makerOf(sql: ScopedSql, partnerId: string): Promise<string | null> {
  const links = got(await automationChains(sql, [partnerId]), partnerId);
  const { enabled, separatePerPartner } = valuesOf(links);
  if (!enabled) return null;
  return separatePerPartner ? partnerId : (headOf(links)?.originId ?? null);
}

/** Whether a partner's runs are its own, rather than parts of those of the partner whose automation it has. */
export function makesOwnRuns(partnerId: string, links: readonly AutomationLink[]): boolean {
  const { enabled, separatePerPartner } = valuesOf(links);
  return enabled && (separatePerPartner || headOf(links)?.originId === partnerId);
}
