import type { App } from '../../kit/app.ts';
import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { promiseToPay } from '../dunning/index.ts';
import { publicHolidays, updateFinanceSettings } from '../settings/index.ts';
import { debtorsToSpare } from './debts.store.ts';

/** Whose customers pay late fees, and whose holidays spare from being blocked; before anything is billed. */
export async function setDebtRules(
  sql: ScopedSql,
  partners: { operator: string; reseller: string },
  today: LocalDate,
): Promise<void> {
  const year = Number(today.slice(0, 4));
  const holidays = [
    ...(await publicHolidays('DE', year)),
    ...(await publicHolidays('DE', year + 1)),
  ];
  await updateFinanceSettings(sql, partners.operator, {
    // long enough that whoever is blocked is still seen as blocked
    deactivationDays: 45,
    holidayCountry: 'DE',
    holidays: holidays.map(({ date }) => date),
  });
  await updateFinanceSettings(sql, partners.reseller, {
    holidayCountry: 'AT',
    lateFee: '5',
    lateFeeAfterDays: 14,
  });
}

/** Reminders go out from now on; somebody who is blocked called, and so did somebody who owes. Once. */
export async function askForDebts(
  app: App,
  scope: Exclude<Scope, { kind: 'nobody' | 'customer' }>,
  today: LocalDate,
): Promise<void> {
  await app.boundary.inSql(scope, async (sql) => {
    await updateFinanceSettings(sql, scope.partnerId, { reminderFixedDays: [5, 12, 20] });
    const promises = [
      { until: addDays(today, 9), reason: 'Called: the salary comes at the end of the month' },
      { until: addDays(today, 4), reason: 'Pays at the desk on Friday' },
    ];
    for (const [i, customerId] of (await debtorsToSpare(sql, promises.length)).entries())
      await promiseToPay(sql, { customerId, ...promises[i] });
  });
}
