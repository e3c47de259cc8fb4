import { firstRunOf } from '@backhaul/domain/charging/firstCharge';
import type { Context } from '../../kit/context.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { sellService, type ServiceInput } from '../services/index.ts';
import { billableCustomers } from './facts.store.ts';
import { planOne, type Planned } from './planning.ts';

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
  const first = firstRunOf(customer.facts, serviceId, ctx.app.clock.today(customer.clock));
  if (!first) return null;
  const planned = planOne({ ...customer, facts: first.facts }, first.on, ctx.app.clock.today, {
    ignoreDueDate: true,
  });
  return planned.plan && { on: first.on, planned, serviceId };
}
