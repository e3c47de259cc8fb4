import { addMonths, type LocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { updateAutomation } from '../automation/index.ts';
import { createCustomer, CustomerStatus } from '../customers/index.ts';
import { createService } from '../services/index.ts';
import { createTestPartner } from '../testPartners/index.ts';
import { fieldsOfCustomer } from './paper.ts';
import { hasTrial, offerPlans } from './trial.store.ts';

/** Their contracts have numbers of their own. */
const FIRST_CONTRACT = 7000;
const PEOPLE = ['Petra Pünktlich', 'Volker Vergesslich', 'Nina Nie'];

/**
 * A test partner whose clock stands at the beginning of last month, with people who wait for its
 * first days. Once.
 */
export async function makeTrial(
  app: App,
  scope: Exclude<Scope, { kind: 'nobody' | 'customer' }>,
  today: LocalDate,
): Promise<void> {
  const startsOn = addMonths(`${today.slice(0, 8)}01`, -1);
  await app.boundary.inSql(scope, async (sql) => {
    if (await hasTrial(sql)) return;
    const partnerId = await createTestPartner(sql, {
      parentId: scope.partnerId,
      name: 'Trial',
      currency: 'EUR',
      startsOn,
    });
    await updateAutomation(sql, partnerId, { enabled: true });
    const plans = await offerPlans(sql, { from: scope.partnerId, to: partnerId, most: 2 });
    for (const [i, name] of PEOPLE.entries()) {
      const customerId = await createCustomer(sql, app.clock, partnerId, {
        partnerId,
        name,
        status: CustomerStatus.ACTIVE,
        createdOn: startsOn,
        email: `trial${i}@mail.example`,
        customFields: fieldsOfCustomer('', FIRST_CONTRACT + i, startsOn),
      });
      await createService(sql, app.clock, customerId, plans[i % plans.length], {
        customerId,
        tariffId: '',
        startDate: startsOn,
      });
    }
  });
}
