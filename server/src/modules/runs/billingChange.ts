import type { NextBill } from '@backhaul/domain/charging/nextBill';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { nextBillingDate } from '@backhaul/domain/schedule/schedule';
import { maxDate } from '@backhaul/domain/time/calendar';
import type { Context } from '../../kit/context.ts';
import { notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { writing } from '../../tenancy/scope.ts';
import { updateCustomerBilling } from '../customers/index.ts';
import { billableCustomers } from './facts.store.ts';
import { planOne, type Planned } from './planning.ts';

/** The run that takes a customer next, and what it would issue. */
export interface NextCharge {
  on: string;
  planned: Planned;
}

/**
 * What a customer is charged next as it is, and as it would be with other billing settings: these
 * are set, with all that follows of it, it is planned as a run plans it, and everything is taken
 * back. Refuses as updateCustomerBilling does.
 */
export async function billingChange(
  ctx: Context,
  customerId: string,
  input: Record<string, unknown>,
): Promise<{ before: NextCharge | null; after: NextCharge | null }> {
  const look = (sql: ScopedSql) => nextChargeOf(sql, customerId);
  const before = await ctx.sql(look);
  const after = await ctx.app.boundary.asIf(
    writing(ctx.scope),
    (sql) => updateCustomerBilling(sql, customerId, input),
    look,
  );
  return { before, after };
}

async function nextChargeOf(sql: ScopedSql, customerId: string): Promise<NextCharge | null> {
  const [customer] = await billableCustomers(sql, [customerId]);
  if (!customer) throw notFound();
  const due = nextBillingDate(customer.facts);
  if (due === null) return null;
  // what is due since a day that has passed is taken by the next run, whatever day that is
  const on = maxDate(due, sql.today(customer.clock));
  const planned = planOne(customer, on, sql.today, { ignoreDueDate: true });
  return planned.plan && { on, planned };
}

/** The same as what is told of it in words. */
export function toldOf(charge: NextCharge | null): NextBill | null {
  const plan = charge?.planned.plan;
  return charge && plan
    ? {
        on: charge.on,
        total: formatMinor(plan.total, currencyDigits(plan.currency)),
        lines: plan.lines,
      }
    : null;
}

/** A customer's next bill as things stand in a transaction, as it is told in words. */
export async function nextBillOf(sql: ScopedSql, customerId: string): Promise<NextBill | null> {
  return toldOf(await nextChargeOf(sql, customerId));
}
