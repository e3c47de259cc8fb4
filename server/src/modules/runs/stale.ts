import { formatMinor } from '@backhaul/domain/money/money';
import { differencesBetween } from '@backhaul/domain/charging/runComparison';
import type { Clock } from '../../platform/clock.ts';
import { withoutNestedLoops } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { billableCustomers } from './facts.store.ts';
import { treeChanges } from './places.ts';
import { linesOf, planOne, type Planned } from './planning.ts';
import type { LockedRun } from './runs.store.ts';
import { changedSince, decidedBefore, previewed, type Previewed } from './stale.store.ts';

const CHUNK = 2000;
const CUSTOMERS_SHOWN = 10;
const CHANGES_SHOWN = 3;

/** Why a preview no longer holds, in a sentence or more that name the partners and customers; null while it does. */
export async function staleBecause(
  sql: ScopedSql,
  run: LockedRun,
  todayIn: Clock['today'],
): Promise<string | null> {
  const tree = await treeChanges(sql, run);
  const differing = await differingCustomers(sql, run, todayIn);
  const shown = differing.slice(0, CUSTOMERS_SHOWN);
  const before = await previewed(
    sql,
    run.id,
    shown.map(({ customer }) => customer.facts.id),
  );
  const more = differing.length - shown.length;
  const changes = [
    ...tree,
    ...shown.map((now) => `${now.customer.name}: ${whatChanged(now, before)}.`),
    ...(more ? [`${more} more changed, too.`] : []),
  ];
  return changes.length ? `Since the preview: ${changes.join(' ')}` : null;
}

/**
 * The customers of a run for whom something else would be issued now than its preview shows. Only those whose facts
 * changed since, or who became due, are planned again: a change that makes no difference is none.
 */
async function differingCustomers(
  sql: ScopedSql,
  run: LockedRun,
  todayIn: Clock['today'],
): Promise<Planned[]> {
  const changed = await withoutNestedLoops(sql, () => changedSince(sql, run));
  const differing: Planned[] = [];
  for (let i = 0; i < changed.length; i += CHUNK) {
    const ids = changed.slice(i, i + CHUNK);
    const known = await decidedBefore(sql, run.id, ids);
    for (const customer of await billableCustomers(sql, ids)) {
      const now = planOne(customer, run.date, todayIn);
      const was = known.get(customer.facts.id);
      if (was?.excluded || sameOutcome(was?.hash ?? null, now)) continue;
      differing.push(now);
    }
  }
  return differing;
}

/**
 * Left out then and now is no difference, whatever the reason; nor is a customer that is left out
 * and was not there.
 */
function sameOutcome(hash: string | null, now: Planned): boolean {
  if (now.leftOut) return hash === null || hash === now.hash || LEFT_OUT.has(hash);
  return hash === now.hash;
}
const LEFT_OUT = new Set([
  'BILLING_DISABLED',
  'NOT_RECURRING',
  'INACTIVE',
  'NOT_DUE',
  'NOTHING_TO_CHARGE',
]);

/** What would be issued otherwise for a customer, in words that go on after its name and a colon. */
function whatChanged(now: Planned, before: ReadonlyMap<string, Previewed>): string {
  const was = before.get(now.customer.facts.id);
  if (!now.plan) return `no longer charged (${now.leftOut!.reason.replace(/\.$/, '')})`;
  const { total, digits, currency } = now.plan;
  const amount = `${formatMinor(total, digits)} ${currency}`;
  if (!was) return `${amount}, due since`;
  if (was.leftOut !== null) return `${amount}, left out in the preview`;
  const differences = differencesBetween(linesOf(now.plan), was.lines, digits, {
    now: 'now also',
    before: 'no longer',
  });
  const more = differences.length - CHANGES_SHOWN;
  const why = [
    ...differences.slice(0, CHANGES_SHOWN),
    ...(more > 0 ? [`${more} more changes`] : []),
  ].join('; ');
  if (total !== was.total)
    return `${amount} instead of ${formatMinor(was.total, digits)}${why ? ` (${why})` : ''}`;
  return why || 'the same amount, with another number, date or text';
}
