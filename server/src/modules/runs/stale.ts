import { countOf } from '@backhaul/domain/text/plural';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { LineChange } from '@backhaul/domain/charging/lineChange';
import type { Clock } from '../../platform/clock.ts';
import { withoutNestedLoops } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { changesOf, sayChange } from './changes.ts';
import { toLineChange, type LineChangeType } from './changes.types.ts';
import { billableCustomers } from './facts.store.ts';
import { treeChanges } from './places.ts';
import type { Coverage } from './places.store.ts';
import { planOne, type Planned } from './planning.ts';
import { changedSince, decidedBefore, previewed, type Previewed } from './stale.store.ts';

const CHUNK = 2000;
const CUSTOMERS_SHOWN = 10;
const CHANGES_SHOWN = 3;
const IN_PREVIEW = 'in the preview';

/** Why a preview no longer holds. */
export interface Staleness {
  /** What became of its partners, a sentence each. */
  tree: string[];
  /** How many customers would be issued something else; the first of them are named. */
  count: number;
  customers: StaleCustomer[];
}

export interface StaleCustomer {
  id: string;
  name: string;
  currency: string;
  /** What would be charged now, and what the preview charges; null: nothing. */
  now: string | null;
  before: string | null;
  changes: LineChangeType[];
  /** In words; empty where the amounts say it all. */
  why: string;
}

/** Why a preview no longer holds, with so many customers by name; null while it holds. */
export async function stalenessOf(
  sql: ScopedSql,
  run: Coverage,
  todayIn: Clock['today'],
  first = CUSTOMERS_SHOWN,
): Promise<Staleness | null> {
  const tree = await treeChanges(sql, run);
  const differing = await differingCustomers(sql, run, todayIn);
  if (!tree.length && !differing.length) return null;
  const shown = differing.slice(0, first);
  const before = await previewed(
    sql,
    run.id,
    shown.map(({ customer }) => customer.facts.id),
  );
  const customers = shown.map((now) => changeOf(now, before.get(now.customer.facts.id)));
  return { tree, count: differing.length, customers };
}

/** The same in a sentence or more that name the partners and customers. */
export async function staleBecause(
  sql: ScopedSql,
  run: Coverage,
  todayIn: Clock['today'],
): Promise<string | null> {
  const stale = await stalenessOf(sql, run, todayIn);
  if (!stale) return null;
  const more = stale.count - stale.customers.length;
  const changes = [
    ...stale.tree,
    ...stale.customers.map((customer) => `${customer.name}: ${said(customer)}.`),
    ...(more ? [`${more} more changed, too.`] : []),
  ];
  return `Since the preview: ${changes.join(' ')}`;
}

/** What would be issued otherwise for a customer, in words that go on after its name and a colon. */
function said({ currency, now, before, why }: StaleCustomer): string {
  if (now === null) return `no longer charged (${why})`;
  if (before === null) return `${now} ${currency}, ${why}`;
  if (now !== before) return `${now} ${currency} instead of ${before}${why ? ` (${why})` : ''}`;
  return why;
}

/**
 * The customers of a run for whom something else would be issued now than its preview shows. Only those whose facts
 * changed since, or who became due, are planned again: a change that makes no difference is none.
 */
async function differingCustomers(
  sql: ScopedSql,
  run: Coverage,
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

function changeOf(now: Planned, was: Previewed | undefined): StaleCustomer {
  const { customer, plan } = now;
  const { currency, id } = customer.facts;
  const charged = was?.leftOut === null ? was : undefined;
  const changes = plan && charged ? changesOf(customer, plan, charged.lines) : [];
  const amount = (minor: bigint) => formatMinor(minor, currencyDigits(currency));
  return {
    id,
    name: customer.name,
    currency,
    now: plan ? amount(plan.total) : null,
    before: charged ? amount(charged.total) : null,
    changes: changes.map((change) => toLineChange(change, currency)),
    why: whyChanged(now, was, changes),
  };
}

function whyChanged(
  { plan, leftOut }: Planned,
  was: Previewed | undefined,
  changes: readonly LineChange[],
): string {
  if (!plan && was?.billed) return 'billed already';
  if (!plan) return leftOut!.reason.replace(/\.$/, '');
  if (!was) return 'due since';
  if (was.leftOut !== null) return 'left out in the preview';
  const more = changes.length - CHANGES_SHOWN;
  const why = [
    ...changes.slice(0, CHANGES_SHOWN).map((change) => sayChange(change, plan.digits, IN_PREVIEW)),
    ...(more > 0 ? [countOf(more, 'more change')] : []),
  ].join('; ');
  const same = plan.total === was.total;
  return why || (same ? 'the same amount, with another number, date or text' : '');
}
