import type { App } from '../../kit/app.ts';
import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { BillingType, createCustomer, CustomerStatus } from '../customers/index.ts';
import { runDunning } from '../dunning/index.ts';
import { createPartner } from '../partners/index.ts';
import { recordPayment } from '../payments/index.ts';
import { createService } from '../services/index.ts';
import { fieldsOfCustomer } from './paper.ts';
import { planToPayAhead } from './payingAhead.store.ts';
import { offerPlans } from './trial.store.ts';

/** Their contracts have numbers of their own. */
const FIRST_CONTRACT = 5000;

/** Whose customers pay ahead: by periods, or day by day. */
const SELLERS = { periods: 'Vorab Funk', days: 'Tagwerk Netz' } as const;

/** Who pays ahead by periods or by days, or is billed by weeks. topUps: how many days ago how much came. */
const PEOPLE = [
  { name: 'Paula Prepaid', type: BillingType.PREPAID_CUSTOM, topUps: [[20, '120']] },
  { name: 'Ole Ohnegeld', type: BillingType.PREPAID_CUSTOM, topUps: [[40, '60']] },
  {
    name: 'Dora Daily',
    type: BillingType.PREPAID_DAILY,
    topUps: [
      [25, '30'],
      [10, '25'],
    ],
  },
  { name: 'Till Tageweise', type: BillingType.PREPAID_DAILY, topUps: [[12, '18']] },
  { name: 'Wanda Weekly', type: BillingType.RECURRING, weeks: 1, topUps: [] },
  { name: 'Finn Fortnight', type: BillingType.RECURRING, weeks: 2, topUps: [] },
] as const;

/**
 * A reseller each whose customers pay ahead by periods (the money of one ran out) and day by day; two of the operator's
 * own are billed by weeks. Once.
 */
export async function payAhead(
  app: App,
  scope: Exclude<Scope, { kind: 'nobody' | 'customer' }>,
  today: LocalDate,
): Promise<void> {
  const { clock } = app;
  const { partnerId } = scope;
  const sellers = await app.boundary.inSql(scope, async (sql) => {
    const plan = await planToPayAhead(sql, partnerId);
    if (!plan) return [];
    const own = { id: partnerId, planId: plan.id };
    const periods = await sellerOf(sql, partnerId, SELLERS.periods);
    const days = await sellerOf(sql, partnerId, SELLERS.days);
    for (const [i, person] of PEOPLE.entries()) {
      const first = addDays(today, -(person.topUps[0]?.[0] ?? 9));
      const seller =
        person.type === BillingType.PREPAID_CUSTOM
          ? periods
          : person.type === BillingType.PREPAID_DAILY
            ? days
            : own;
      const customerId = await createCustomer(sql, clock, seller.id, {
        partnerId: seller.id,
        name: person.name,
        status: CustomerStatus.NEW,
        billingType: person.type,
        billing: ('weeks' in person ? { cycleWeeks: person.weeks } : {}) as never,
        createdOn: first,
        city: 'Hamburg',
        country: 'DE',
        email: `ahead${i}@mail.example`,
        customFields: fieldsOfCustomer('', FIRST_CONTRACT + i, first),
      });
      await createService(sql, clock, customerId, seller.planId, {
        customerId,
        tariffId: '',
        // a week that is due soon would bring a run of its own beside those of the months
        startDate: 'weeks' in person ? addDays(today, 16) : first,
      });
      for (const [ago, amount] of person.topUps) {
        const date = addDays(today, -ago);
        await recordPayment(sql, { customerId, amount, date, method: 'CASH' }, () => date);
      }
    }
    return [periods, days];
  });
  for (const { id } of sellers) await runDunning(app, scope, today, id, { alone: true });
}

/** A reseller of that name who sells the operator's cheapest plan. */
async function sellerOf(
  sql: ScopedSql,
  above: string,
  name: string,
): Promise<{ id: string; planId: string }> {
  const id = await createPartner(sql, above, { name });
  const [planId] = await offerPlans(sql, { from: above, to: id, most: 1 });
  return { id, planId };
}
