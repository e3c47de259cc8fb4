import { afterCharge } from '@backhaul/domain/charging/afterCharge';
import { nextBillingDate } from '@backhaul/domain/schedule/schedule';
import { periodStartOnOrAfter } from '@backhaul/domain/time/periods';
import type { Context } from '../../kit/context.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { sellService, type ServiceInput } from '../services/index.ts';
import { billableCustomers } from './facts.store.ts';
import { planOne, type Planned } from './planning.ts';

/** Ten years of months: no service may start later. */
const RUNS_MAX = 121;

export interface FirstCharge {
  /** The billing date of the run that takes it. */
  on: string;
  planned: Planned;
  serviceId: string;
}

/** Carries what was found out of a transaction that is not to stand. */
class TakenBack extends Error {
  constructor(readonly found: FirstCharge | null) {
    super('the sale was only tried');
  }
}

/**
 * What the first charge of a service would be: it is sold, its customer planned as every run does,
 * and all of it taken back. Null where no run will charge it. Refuses as createService does.
 */
export async function firstCharge(
  ctx: Context,
  customerId: string,
  tariffId: string,
  input: ServiceInput,
): Promise<FirstCharge | null> {
  try {
    return await ctx.sql(async (sql): Promise<never> => {
      const { id } = await sellService(sql, ctx.app.clock, customerId, tariffId, input);
      throw new TakenBack(await chargeOf(ctx, sql, customerId, id));
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.found;
    throw error;
  }
}

async function chargeOf(
  ctx: Context,
  sql: ScopedSql,
  customerId: string,
  serviceId: string,
): Promise<FirstCharge | null> {
  const [customer] = await billableCustomers(sql, [customerId]);
  const today = ctx.app.clock.today(customer.timeZone);
  let { facts } = customer;
  // runs before it may charge other services of the customer only
  for (let runs = 0; runs < RUNS_MAX; runs++) {
    const due = nextBillingDate(facts);
    if (due === null) return null;
    const on = due >= today ? due : periodStartOnOrAfter(today, facts.settings.billingDay);
    const planned = planOne({ ...customer, facts }, on, ctx.app.clock.today, {
      ignoreDueDate: true,
    });
    if (!planned.plan) return null;
    if (planned.plan.lines.some((line) => line.serviceId === serviceId))
      return { on, planned, serviceId };
    facts = afterCharge(facts, planned.plan);
  }
  return null;
}
