import {
  datesAhead,
  momentsOf,
  momentsToCome,
  type DueEvery,
  type PlannedDate,
} from '@backhaul/domain/schedule/automation';
import { runInWords } from '@backhaul/domain/schedule/automationWords';
import type { AutomationValues } from '@backhaul/domain/settings/automation';
import { addDays } from '@backhaul/domain/time/calendar';
import { zoneOf } from '@backhaul/domain/time/partnerClock';
import { groupBy } from '../../kit/groupBy.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { placedBelow, type Placed } from './dues.store.ts';
import { plannedAbove, plannedOf, type PlannedRow } from './planned.store.ts';
import { headOf, madeAbove, valuesOf, type AutomationLink } from './settings.store.ts';
import { sinceOf } from './switched.store.ts';
import { duesByMember, followers, skippedDate, skipsOf, toPlannedDate } from './unit.ts';

/** A run that comes by itself. */
export interface Upcoming {
  billingDate: string;
  previewOn: string;
  confirmAt: Date;
  skipped: boolean;
  customers: number;
  /** The partner's own, once it is made. */
  runId: string | null;
  made: boolean;
  /** Part of a run that a partner above made, and decides about. */
  madeAbove: boolean;
  skippedBy: string | null;
  skipReason: string | null;
  madeAgainBecause: string | null;
  needsApproval: boolean;
  words: string;
}

const DAYS_AHEAD = 60;

interface Facts {
  partner: Placed;
  values: AutomationValues;
  today: string;
  members: readonly Placed[];
  /** Of everybody whose runs these are. */
  planned: readonly PlannedRow[];
  /** Those are of a partner above: nothing is told of them but that they are there. */
  partOfAbove: boolean;
  skipped: ReadonlyMap<string, ReadonlySet<string>>;
  dues: ReadonlyMap<string, DueEvery[]>;
  since: ReadonlyMap<string, string>;
}

/**
 * What comes by itself in the next 60 days for a partner and those below that take their automation from it, with the
 * next of each billing day even where that is later; what waits, too.
 */
export async function upcomingOf(
  sql: ScopedSql,
  partner: Placed,
  links: readonly AutomationLink[],
): Promise<Upcoming[]> {
  const values = valuesOf(links);
  if (!values.enabled) return [];
  const above = madeAbove(partner, links);
  const members = await followers(sql, partner, await placedBelow(sql, partner.path));
  const ids = members.map(({ id }) => id);
  const facts: Facts = {
    partner,
    values,
    today: sql.today(partner.clock),
    members,
    planned: above
      ? await plannedAbove(sql, partner.id, above.originId)
      : await plannedOf(sql, values.separatePerPartner ? ids : [partner.id]),
    partOfAbove: above !== undefined,
    skipped: await skipsOf(sql, members, headOf(links)?.originPath ?? partner.path),
    dues: await duesByMember(sql, members),
    since: await sinceOf(sql, ids),
  };
  const all = [...waiting(facts), ...skips(facts), ...ahead(facts)];
  return all
    .map((run) => ({ ...run, needsApproval: values.approval, words: inWords(run, facts) }))
    .sort((a, b) => a.billingDate.localeCompare(b.billingDate));
}

type Silent = Omit<Upcoming, 'words' | 'needsApproval'>;

const NOTHING = {
  runId: null,
  madeAbove: false,
  skippedBy: null,
  skipReason: null,
  madeAgainBecause: null,
};

/** Previews that are made, those of one date together. */
function waiting(facts: Facts): Silent[] {
  const { partner, values, planned, partOfAbove } = facts;
  const open = planned.filter((row) => toPlannedDate(row).state !== 'DONE');
  return [...groupBy(open, ({ billingDate }) => billingDate)].map(([billingDate, rows]) => {
    const moments = rows.map((row) =>
      momentsOf(billingDate, values, zoneOf(partner.clock), {
        on: row.madeOn,
        againAt: row.againAt,
      }),
    );
    const [first] = moments.sort((a, b) => a.confirmAt.getTime() - b.confirmAt.getTime());
    const own = rows.find(({ partnerId }) => partnerId === partner.id);
    return {
      ...NOTHING,
      billingDate,
      previewOn: first.previewOn,
      confirmAt: first.confirmAt,
      skipped: false,
      customers: partOfAbove
        ? dueOn(facts, billingDate)
        : rows.reduce((sum, row) => sum + (row.customerCount ?? 0), 0),
      runId: partOfAbove ? rows[0].runId : (own?.runId ?? null),
      made: true,
      madeAbove: partOfAbove,
      madeAgainBecause: own?.againBecause ?? null,
    };
  });
}

const dueOn = ({ dues }: Facts, billingDate: string): number =>
  [...dues.values()]
    .flat()
    .reduce((sum, each) => sum + (each.due === billingDate ? each.customers : 0), 0);

/** Dates on which nothing comes, from today on. */
function skips(facts: Facts): Silent[] {
  const { partner, values, planned, skipped, today } = facts;
  return [...(skipped.get(partner.id) ?? [])]
    .filter((billingDate) => billingDate >= today)
    .map((billingDate) => {
      const { previewOn, confirmAt } = momentsOf(billingDate, values, zoneOf(partner.clock));
      const own = planned.find(
        (row) => row.partnerId === partner.id && row.billingDate === billingDate,
      );
      return {
        ...NOTHING,
        billingDate,
        previewOn,
        confirmAt,
        skipped: true,
        customers: dueOn(facts, billingDate),
        runId: own?.runId ?? null,
        made: own?.runId != null,
        skippedBy: own?.skippedBy ?? null,
        skipReason: own?.skipReason ?? null,
      };
    });
}

/** What is still to be made. */
function ahead({
  partner,
  values,
  today,
  members,
  planned,
  skipped,
  dues,
  since,
}: Facts): Silent[] {
  const dates = new Map<string, number>();
  const ownRows = groupBy(planned, ({ partnerId }) => partnerId);
  for (const { id } of members) {
    const rows = values.separatePerPartner ? (ownRows.get(id) ?? []) : planned;
    const of: PlannedDate[] = [
      ...rows.map(toPlannedDate),
      ...[...(skipped.get(id) ?? [])].map(skippedDate),
    ];
    const from = { since: since.get(id) ?? today, planned: of };
    const coming = datesAhead(dues.get(id) ?? [], from, addDays(today, DAYS_AHEAD));
    for (const [date, customers] of coming) dates.set(date, (dates.get(date) ?? 0) + customers);
  }
  return [...dates].map(([billingDate, customers]) => {
    const { previewOn, confirmAt } = momentsToCome(
      billingDate,
      values,
      zoneOf(partner.clock),
      today,
    );
    return {
      ...NOTHING,
      billingDate,
      previewOn,
      confirmAt,
      skipped: false,
      customers,
      made: false,
    };
  });
}

function inWords(run: Silent, { partner, values, today }: Facts): string {
  // one that is made before its day waits for that
  const early = run.made && run.previewOn > today;
  const atOnce = values.confirmationDays === 0 && run.madeAgainBecause === null && !early;
  return runInWords({ ...run, approval: values.approval, atOnce }, zoneOf(partner.clock));
}
