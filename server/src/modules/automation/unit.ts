import {
  takenUpOn,
  type Automated,
  type DueEvery,
  type PlannedDate,
} from '@backhaul/domain/schedule/automation';
import type { AutomationValues } from '@backhaul/domain/settings/automation';
import { zoneOf } from '@backhaul/domain/time/partnerClock';
import { groupBy } from '../../kit/groupBy.ts';
import { got } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadFinance } from '../settings/index.ts';
import { duesOf, placedBelow, placeOf, type Placed } from './dues.store.ts';
import { inheritedSkips, plannedOf, type PlannedRow } from './planned.store.ts';
import { automationChains, headOf, makesOwnRuns, valuesOf } from './settings.store.ts';

/** Whose runs are made together: a partner, and those below it that are in its runs. */
export interface Unit {
  partner: Placed;
  values: AutomationValues;
  planned: PlannedRow[];
  automated: Automated;
  /** Whom the run of a date covers; everybody: all at the partner and below, whoever comes. */
  covers(billingDate: string): { partnerIds: string[]; everybody: boolean };
}

/** The runs that a partner makes by itself; null where it makes none, or they are parts of those of a partner above. */
export async function unitOf(
  sql: ScopedSql,
  partnerId: string,
  since: string,
): Promise<Unit | null> {
  const partner = await placeOf(sql, partnerId);
  if (!partner) return null;
  const links = got(await automationChains(sql, [partnerId]), partnerId);
  if (!makesOwnRuns(partner, links)) return null;
  const values = valuesOf(links);
  const below = values.separatePerPartner ? [partner] : await placedBelow(sql, partner.path);
  const members = values.separatePerPartner ? [partner] : await followers(sql, partner, below);
  const skipped = await skipsOf(sql, members, headOf(links)?.originPath ?? partner.path);
  const planned = await plannedOf(sql, [partnerId]);
  const dates = planned.map(toPlannedDate);
  const dues = await duesByMember(sql, members);
  const due = members.flatMap(({ id }) => {
    const done = [...(skipped.get(id) ?? [])].map(skippedDate);
    const of = { since, planned: [...dates, ...done] };
    return (dues.get(id) ?? []).flatMap((each) => takenUpOn(each, of) ?? []);
  });
  return {
    partner,
    values,
    planned,
    automated: {
      rules: values,
      timeZone: zoneOf(partner.clock),
      since,
      planned: dates,
      due: [...new Set(due)],
    },
    covers: (billingDate) => {
      const covered = members.filter(({ id }) => !skipped.get(id)?.has(billingDate));
      return {
        partnerIds: covered.map(({ id }) => id),
        everybody: !values.separatePerPartner && covered.length === below.length,
      };
    },
  };
}

/** Those of the partners at a place and below that take all of their automation from it. */
export async function followers(
  sql: ScopedSql,
  head: Placed,
  below: readonly Placed[],
): Promise<Placed[]> {
  const chains = await automationChains(
    sql,
    below.map(({ id }) => id),
  );
  const origin = headOf(got(chains, head.id))?.originId;
  return below.filter(({ id }) => headOf(got(chains, id))?.originId === origin);
}

/** The dates that are skipped for each partner: at itself, and above as far as it takes its automation from there. */
export async function skipsOf(
  sql: ScopedSql,
  members: readonly Placed[],
  headPath: string,
): Promise<Map<string, Set<string>>> {
  const skips = await inheritedSkips(
    sql,
    members.map(({ id }) => id),
  );
  const within = skips.filter(({ originPath }) => originPath.length >= headPath.length);
  return new Map(
    [...groupBy(within, ({ partnerId }) => partnerId)].map(([id, own]) => [
      id,
      new Set(own.map(({ billingDate }) => billingDate)),
    ]),
  );
}

/** When the customers of each partner are due. */
export async function duesByMember(
  sql: ScopedSql,
  members: readonly Placed[],
): Promise<Map<string, DueEvery[]>> {
  const finance = await loadFinance(
    sql,
    members.map(({ id }) => id),
  );
  return groupBy(await duesOf(sql, finance), ({ partnerId }) => partnerId);
}

const OPEN = new Set(['PREVIEWING', 'CONFIRMING']);

/** What is to come of a date that something became of already. */
export function toPlannedDate(row: PlannedRow): PlannedDate {
  const { billingDate, madeOn, againAt, status } = row;
  const over = row.skippedAt !== null || row.failedAt !== null || status === null;
  const state = over ? 'DONE' : status === 'READY' ? 'READY' : OPEN.has(status) ? 'OPEN' : 'DONE';
  return { billingDate, state, madeOn, againAt };
}

/** A date that is free. */
export function skippedDate(billingDate: string): PlannedDate {
  return { billingDate, state: 'DONE', madeOn: billingDate, againAt: null };
}
