import { WEEKS } from '@backhaul/domain/figures/cashForecast';
import { rehearse } from '@backhaul/domain/charging/rehearse';
import { proformaMonths } from '@backhaul/domain/schedule/proformas';
import { addDays, addMonths, type LocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import { must } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { askedFor } from '../proformas/index.ts';
import { MonthSums, rehearsed, wholeOf } from '../rehearsal/index.ts';
import type { Billable } from '../runs/index.ts';
import { loadFinance } from '../settings/index.ts';
import { addOpen, Delays, ExpectedSums, forecastsOf } from './expected.ts';
import type { KeptPlan } from './planned.store.ts';

/** What is planned is told of this month and the next. */
const TOLD = 2;

export const monthOf = (day: LocalDate): LocalDate => `${day.slice(0, 8)}01`;

/** So many months from this one on reach as far as the weeks of the forecast. */
function monthsAhead(today: LocalDate): number {
  const end = monthOf(addDays(today, 7 * WEEKS));
  let months = 1;
  while (addMonths(monthOf(today), months) <= end) months += 1;
  return Math.max(months, TOLD);
}

/**
 * What is to come at a place and everything below it: what runs are to issue, by the path of preview,
 * what customers are to be asked for ahead, and when what is open and planned is expected to be paid.
 */
export async function foresee(
  app: App,
  scope: Scope,
  path: string,
  today: LocalDate,
): Promise<Pick<KeptPlan, 'sums' | 'proformas' | 'forecast'>> {
  const from = monthOf(today);
  const told = Array.from({ length: TOLD }, (_, i) => addMonths(from, i));
  const ahead = new MonthSums(told);
  const expected = { sums: new ExpectedSums(), delays: new Delays() };
  let sums: KeptPlan['sums'] = [];
  // what is late comes with the next run: it is still to be issued
  const asked = {
    path,
    customerId: null,
    from,
    late: today,
    months: monthsAhead(today),
    prices: new Map<string, string>(),
  };
  for await (const { months, customers, charges, progress } of rehearsed(app, scope, asked)) {
    const owed = charges.filter(({ plan }) => plan.createsInvoice && plan.total > 0n);
    await app.boundary.inSql(scope, async (sql) => {
      const days = await expected.delays.of(
        sql,
        owed.map(({ customer }) => customer.facts.id),
      );
      for (const { customer, plan } of owed)
        expected.sums.add(
          { currency: plan.currency, due: plan.dueDate, amount: plan.total },
          days.get(customer.facts.id) ?? 0,
        );
      await askAhead(sql, customers, { from, until: addMonths(from, TOLD), late: today }, ahead);
    });
    if (progress === 1) sums = months.sums().filter(({ month }) => told.includes(month));
  }
  await addOpen(app, scope, path, expected);
  const forecast = await app.boundary.inSql(scope, (sql) =>
    forecastsOf(sql, path, today, expected.sums),
  );
  return { sums, proformas: ahead.sums(), forecast };
}

/** Adds what customers are to be asked for ahead, where their partner has proformas come by themselves. */
async function askAhead(
  sql: ScopedSql,
  customers: readonly Billable[],
  days: { from: LocalDate; until: LocalDate; late: LocalDate },
  ahead: MonthSums,
): Promise<void> {
  const finance = await loadFinance(sql, [...new Set(customers.map((each) => each.partnerId))]);
  const asking = customers.filter(({ partnerId }) => must(finance.get(partnerId)).autoProforma);
  if (!asking.length) return;
  const { dates } = await askedFor(
    sql,
    asking.map(({ facts }) => facts.id),
  );
  for (const customer of asking) {
    const { autoProformaMonths } = must(finance.get(customer.partnerId));
    const whole = wholeOf(customer);
    const prepaidMonths = proformaMonths(whole.settings.prepaidMonths, autoProformaMonths);
    // what was used is charged afterwards, as when they are made
    const facts = { ...whole, usage: [], settings: { ...whole.settings, prepaidMonths } };
    for (const { on, plan } of rehearse(facts, days))
      if (plan.createsInvoice && plan.total > 0n && !dates.has(`${facts.id} ${on}`))
        ahead.add(on, plan);
  }
}
