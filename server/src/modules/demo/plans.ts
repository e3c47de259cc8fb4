import type { App } from '../../kit/app.ts';
import { addDays, addMonths, type LocalDate } from '@backhaul/domain/time/calendar';
import type { Scope } from '../../tenancy/scope.ts';
import { changePlan } from '../planChanges/index.ts';
import { pauseService } from '../services/index.ts';
import { changeableServices, letCustomersChoose } from './plans.store.ts';

/**
 * Some change their minds: one has a dearer plan from today, another from the month after next, a
 * third goes away for a while. Once, however often it is called.
 */
export async function changePlans(
  app: App,
  scope: Exclude<Scope, { kind: 'nobody' | 'customer' }>,
  today: LocalDate,
): Promise<void> {
  await app.boundary.inSql(scope, async (sql) => {
    const [now, soon, away] = await changeableServices(sql, today, 3);
    if (!away) return;
    await letCustomersChoose(sql, scope.partnerId);
    const later = addMonths(`${today.slice(0, 8)}01`, 2);
    for (const [{ id: serviceId, dearer: tariffId }, date] of [
      [now, today],
      [soon, later],
    ] as const)
      await changePlan(sql, app.clock, { serviceId, tariffId, date, unitPrice: null });
    await pauseService(sql, app.clock, away.id, addDays(today, 3));
  });
}
