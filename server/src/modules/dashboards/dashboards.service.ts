import type { App } from '../../kit/app.ts';
import { addDays, addMonths } from '@backhaul/domain/time/calendar';
import { div, fromInt, roundToMinor } from '@backhaul/domain/money/fraction';
import { formatMinor } from '@backhaul/domain/money/money';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { areaOf } from './area.ts';
import { OwedIn, type FinanceMetricsType, type FinanceMonthType } from './dashboards.types.ts';
import {
  countCustomers,
  countWaiting,
  invoicedByMonth,
  invoicedNow,
  openInvoices,
  owedWithoutInvoices,
  paidByMonth,
  paidNow,
} from './figures.store.ts';
import { recurringOn } from './recurring.store.ts';
import { got } from '../../platform/must.ts';

const MONTHS_MAX = 60;

/**
 * The figures of a partner and everything below it in one currency, each the sum of the list behind
 * it, by a fixed number of statements. Refuses a partner outside the scope with NOT_FOUND.
 */
export async function financeMetrics(
  app: App,
  sql: ScopedSql,
  partnerId: string,
  currency: string | null,
): Promise<FinanceMetricsType> {
  const area = await areaOf(app, sql, partnerId, currency);
  const money = (minor: bigint | undefined) => formatMinor(minor ?? 0n, area.digits);
  const invoiced = await invoicedByMonth(sql, area, area.lastMonth);
  const paid = await paidByMonth(sql, area, area.lastMonth);
  const invoicedParts = await invoicedNow(sql, area);
  const paidParts = await paidNow(sql, area);
  const balances = await owedWithoutInvoices(sql, area);
  const open = balances ?? (await openInvoices(app, sql, area));
  const customers = await countCustomers(sql, area);
  const endOfLastMonth = addDays(area.month, -1);
  const recurring = await recurringOn(sql, area, [area.today, endOfLastMonth]);
  const now = got(recurring, area.today);
  const perUser = now.customers ? div(now.amount, fromInt(now.customers)) : fromInt(0);
  return {
    asOf: app.clock.now(),
    currency: area.currency,
    invoicedThisMonth: money(invoiced.get(area.month)),
    invoicedLastMonth: money(invoiced.get(area.lastMonth)),
    paidThisMonth: money(paid.get(area.month)),
    paidLastMonth: money(paid.get(area.lastMonth)),
    issuedThisMonth: money(invoicedParts.standing),
    voidedThisMonth: money(invoicedParts.takenBack),
    receivedThisMonth: money(paidParts.standing),
    reversedThisMonth: money(paidParts.takenBack),
    owedIn: balances ? OwedIn.BALANCES : OwedIn.INVOICES,
    outstanding: money(open.outstanding),
    openInvoiceCount: open.count,
    overdue: money(open.overdue),
    overdueCount: open.overdueCount,
    activeCustomers: customers.active,
    blockedCustomers: customers.blocked,
    newCustomersThisMonth: customers.fresh,
    monthlyRecurringRevenue: money(roundToMinor(now.amount, area.digits)),
    averageRevenuePerUser: money(roundToMinor(perUser, area.digits)),
    monthlyRecurringRevenueLastMonth: money(
      roundToMinor(got(recurring, endOfLastMonth).amount, area.digits),
    ),
    runsWaiting: await countWaiting(sql, area),
  };
}

/** What was invoiced and paid in each of the last months, oldest first, this month last. */
export async function financeHistory(
  app: App,
  sql: ScopedSql,
  partnerId: string,
  currency: string | null,
  months: number,
): Promise<FinanceMonthType[]> {
  if (months < 1 || months > MONTHS_MAX)
    throw badInput({ months: `must be between 1 and ${MONTHS_MAX}` });
  const area = await areaOf(app, sql, partnerId, currency);
  const first = addMonths(area.month, 1 - months);
  const invoiced = await invoicedByMonth(sql, area, first);
  const paid = await paidByMonth(sql, area, first);
  return Array.from({ length: months }, (_, i) => {
    const month = addMonths(first, i);
    return {
      month,
      invoiced: formatMinor(invoiced.get(month) ?? 0n, area.digits),
      paid: formatMinor(paid.get(month) ?? 0n, area.digits),
    };
  });
}
