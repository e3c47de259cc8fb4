import type { App } from '../../kit/app.ts';
import { blockDate, decideStatus, isBelowMinimum } from '@backhaul/domain/dunning/dunning';
import { currencyDigits } from '@backhaul/domain/money/money';
import {
  FINANCE_DEFAULTS,
  resolveCustomerBilling,
  type BillingSettings,
  type FinanceValues,
} from '@backhaul/domain/settings/finance';
import { allow } from '../../platform/planner.ts';
import { notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { loadBlockFacts, UNCHARGED } from '../customers/index.ts';
import { carryOutDueChanges } from '../planChanges/index.ts';
import { loadFinance } from '../settings/index.ts';
import {
  BEGINNING,
  lockCandidates,
  nextCandidates,
  type Candidate,
  type DunningArea,
  type Place,
} from './candidates.store.ts';
import { widestLimits, type Limits } from './limits.ts';
import { partnersFrom, pathOfPartner } from './places.store.ts';
import { applyChanges, type Decided } from './status.ts';
import { last } from '../../platform/must.ts';

export interface DunningCounts {
  blocked: number;
  deactivated: number;
  activated: number;
}

const CHUNK = 2000;

interface Frame {
  on: string;
  area: DunningArea;
  finance: Map<string, FinanceValues>;
  limits: Limits;
}

/**
 * Carries out the changes of plan whose day has come, then evaluates blocking and deactivation as of
 * a date, for the customers of a partner and, unless `alone`, of everything below it: in chunks, each
 * a transaction of its own, so that a stop in between loses nothing. A second time for the same date
 * changes nothing. Refuses with NOT_FOUND a partner outside the scope. Source: billing rules,
 * Blocking.
 */
export async function runDunning(
  app: App,
  scope: Scope,
  on: string,
  partnerId: string,
  options: { alone?: boolean; stop?: AbortSignal } = {},
): Promise<DunningCounts> {
  const frame = await app.boundary.inSql(scope, (sql) =>
    frameOf(app, sql, on, partnerId, options.alone ?? false),
  );
  await carryOutDueChanges(app, scope, frame.area, { on, stop: options.stop });
  const counts: DunningCounts = { blocked: 0, deactivated: 0, activated: 0 };
  let after: Place | null = BEGINNING;
  while (after) {
    options.stop?.throwIfAborted();
    const from: Place = after;
    after = await app.boundary.inSql(scope, async (sql) => {
      // right after a large run the statistics are those of before it, and a lookup per customer would read whole tables
      await allow(sql, ['seqscan'], false);
      const found = await nextCandidates(sql, frame.area, frame.limits, from, CHUNK);
      add(
        counts,
        await evaluate(
          sql,
          frame,
          found.map((each) => each.id),
        ),
      );
      return found.length < CHUNK ? null : last(found);
    });
  }
  const changed = counts.blocked + counts.deactivated + counts.activated > 0;
  if (changed || scope.actor.kind !== 'SYSTEM')
    await app.boundary.inSql(scope, (sql) =>
      audit(sql, {
        action: 'run',
        entity: 'dunning',
        entityId: partnerId,
        after: { date: on, ...counts },
      }),
    );
  return counts;
}

async function frameOf(
  app: App,
  sql: ScopedSql,
  on: string,
  partnerId: string,
  alone: boolean,
): Promise<Frame> {
  const path = await pathOfPartner(sql, partnerId);
  if (path === null) throw notFound();
  const finance = await loadFinance(sql, alone ? [partnerId] : await partnersFrom(sql, path));
  return {
    on,
    area: { path, alone },
    finance,
    limits: widestLimits(finance.values()),
  };
}

function add(counts: DunningCounts, more: DunningCounts): void {
  counts.blocked += more.blocked;
  counts.deactivated += more.deactivated;
  counts.activated += more.activated;
}

async function evaluate(
  sql: ScopedSql,
  frame: Frame,
  ids: readonly string[],
): Promise<DunningCounts> {
  const decided = await decide(sql, frame, await lockCandidates(sql, ids));
  await applyChanges(sql, decided, frame.on);
  await tell(
    sql,
    decided.map((each) => each.customer),
  );
  const into = (status: string) => decided.filter(({ change }) => change.to === status).length;
  return { blocked: into('BLOCKED'), deactivated: into('INACTIVE'), activated: into('ACTIVE') };
}

async function decide(
  sql: ScopedSql,
  frame: Frame,
  customers: readonly Candidate[],
): Promise<Decided[]> {
  const weighed = customers.map((customer) => {
    const settings = resolveCustomerBilling(
      frame.finance.get(customer.partnerId) ?? FINANCE_DEFAULTS,
      customer.billing,
    );
    return { customer, settings, digits: currencyDigits(customer.currency) };
  });
  // a block date is needed only of those that could be blocked by it
  const inDebt = weighed.filter(
    ({ customer, settings, digits }) =>
      (customer.status === 'NEW' || customer.status === 'ACTIVE') &&
      isBelowMinimum({ balance: customer.balanceMinor, digits, settings }),
  );
  const dates = await blockDates(sql, inDebt);
  return weighed.flatMap(({ customer, settings, digits }) => {
    const change = decideStatus({
      status: customer.status,
      billingType: customer.billingType,
      balance: customer.balanceMinor,
      digits,
      currency: customer.currency,
      settings,
      blockDate: dates.get(customer.id) ?? null,
      blockedOn: customer.blockedSince,
      on: frame.on,
    });
    return change ? [{ customer, change, settings }] : [];
  });
}

/** The day of each customer from which it is blocked; one-time invoices count for it where the partner says so. */
async function blockDates(
  sql: ScopedSql,
  customers: readonly { customer: Candidate; settings: BillingSettings }[],
): Promise<Map<string, string | null>> {
  const dates = new Map<string, string | null>();
  for (const oneTimeInvoicesCount of [true, false]) {
    const group = customers.filter(
      ({ settings }) => settings.oneTimeInvoicesCount === oneTimeInvoicesCount,
    );
    if (!group.length) continue;
    const facts = await loadBlockFacts(
      sql,
      group.map(({ customer }) => customer.id),
      { oneTimeInvoicesCount },
    );
    for (const { customer, settings } of group) {
      dates.set(customer.id, blockDate({ ...(facts.get(customer.id) ?? UNCHARGED), settings }));
    }
  }
  return dates;
}

async function tell(sql: ScopedSql, customers: readonly Candidate[]): Promise<void> {
  for (const path of new Set(customers.map((customer) => customer.partnerPath)))
    await announce(sql, { topic: 'finance', path });
  for (const customer of customers)
    await announce(sql, { topic: 'account', path: customer.partnerPath, id: customer.id });
}
