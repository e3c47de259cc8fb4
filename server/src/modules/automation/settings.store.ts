import {
  AUTOMATION,
  resolveAutomation,
  type AutomationOverrides,
  type AutomationValues,
} from '@backhaul/domain/settings/automation';
import { setBy } from '@backhaul/domain/settings/family';
import type { Context } from '../../kit/context.ts';
import { chainsOf, loadChain, type Home, type Link } from '../../kit/inheritance.store.ts';
import { got, must } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { isTest, isTestRoot, lineOf } from '../../tenancy/scope.ts';

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

/**
 * Who makes the runs that a partner's customers are in; null where none come by themselves. Never a
 * real partner those of a test partner: these are made by the topmost one there.
 */
export async function makerOf(
  sql: ScopedSql,
  { id, path }: { id: string; path: string },
): Promise<string | null> {
  const links = got(await automationChains(sql, [id]), id);
  const { enabled, separatePerPartner } = valuesOf(links);
  if (!enabled) return null;
  if (separatePerPartner) return id;
  const head = headOf(links);
  if (!head) return null;
  return isTest(path) && !isTest(head.originPath)
    ? topmostTest(sql, must(lineOf(path).find(isTest)))
    : head.originId;
}

/** Whether a partner's runs are its own, rather than parts of those of the partner whose automation it has. */
export function makesOwnRuns(
  { id, path }: { id: string; path: string },
  links: readonly AutomationLink[],
): boolean {
  const { enabled, separatePerPartner } = valuesOf(links);
  const head = headOf(links);
  if (!enabled || !head) return false;
  return (
    separatePerPartner || head.originId === id || (isTestRoot(path) && !isTest(head.originPath))
  );
}

/**
 * The real partner above in whose runs a real partner's customers are, or the same among test
 * partners; undefined where it makes its own, or these are made by the topmost test partner.
 */
export function madeAbove(
  place: { id: string; path: string },
  links: readonly AutomationLink[],
): AutomationLink | undefined {
  const head = headOf(links);
  if (!head || makesOwnRuns(place, links)) return undefined;
  return isTest(place.path) === isTest(head.originPath) ? head : undefined;
}

async function topmostTest(sql: ScopedSql, path: string): Promise<string> {
  return (await sql.row<{ id: string }>('select id from partner where path = $1', [path])).id;
}
