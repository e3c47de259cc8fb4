import { createHash } from 'node:crypto';
import {
  canonicalPlan,
  planCharge,
  type ChargePlan,
  type LeftOut,
} from '@backhaul/domain/charging/planCharge';
import { planDays, type DaysToCharge } from '@backhaul/domain/charging/planDays';
import { countedBy } from '@backhaul/domain/time/periods';
import type { Clock } from '../../platform/clock.ts';
import { lineJson } from '../invoices/index.ts';
import type { PlanJson } from './charges.store.ts';
import type { Billable } from './facts.store.ts';

export interface Planned {
  customer: Billable;
  plan: ChargePlan | null;
  leftOut: LeftOut | null;
  hash: string;
}

/**
 * Plans one customer: the one path of preview, confirm, manual charge and "what comes next". todayIn: the day of issue
 * is that of the customer's partner.
 */
export function planOne(
  customer: Billable,
  on: string,
  todayIn: Clock['today'],
  options: { ignoreDueDate?: boolean } = {},
): Planned {
  const outcome = planCharge(customer.facts, on, {
    issueDate: todayIn(customer.clock),
    balance: customer.balance,
    ...options,
  });
  if ('plan' in outcome)
    return { customer, plan: outcome.plan, leftOut: null, hash: hashOf(customer, outcome.plan) };
  return { customer, plan: null, leftOut: outcome, hash: outcome.leftOut };
}

/** The same for some days of one service alone, of a customer as it is billed. */
export function planServiceDays(
  customer: Billable,
  days: DaysToCharge,
  on: string,
  todayIn: Clock['today'],
): Planned {
  const { balance, facts } = customer;
  const outcome = planDays(facts, days, on, { issueDate: todayIn(customer.clock), balance });
  return 'plan' in outcome
    ? { customer, plan: outcome.plan, leftOut: null, hash: hashOf(customer, outcome.plan) }
    : { customer, plan: null, leftOut: outcome, hash: outcome.leftOut };
}

/**
 * What would be issued, as a short text. A document dated at its issue is the same document on any
 * day; its number is given when it is issued, by the format of that moment, so that a run that
 * failed over its numbers goes on with another format.
 */
function hashOf(customer: Billable, plan: ChargePlan): string {
  const dated =
    customer.facts.settings.documentDate === 'ISSUE_DATE'
      ? { ...plan, documentDate: 'issue', dueDate: `+${customer.facts.settings.paymentDueDays}` }
      : plan;
  return createHash('sha256').update(canonicalPlan(dated)).digest('base64url').slice(0, 22);
}

export function planJson(customer: Billable, plan: ChargePlan): PlanJson {
  const { settings } = customer.facts;
  return {
    lines: plan.lines.map(lineJson),
    net: plan.net.toString(),
    tax: plan.tax.toString(),
    total: plan.total.toString(),
    services: plan.services,
    itemIds: plan.itemIds,
    usage: plan.usage,
    waiting: plan.waiting,
    nextBillingDate: plan.nextBillingDate,
    createsInvoice: plan.createsInvoice,
    billingDay: countedBy(settings),
    datedAtIssue: settings.documentDate === 'ISSUE_DATE',
    paymentDueDays: settings.paymentDueDays,
  };
}
