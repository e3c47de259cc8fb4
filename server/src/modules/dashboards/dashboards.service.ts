import type { App } from '../../kit/app.ts';
import { addMonths } from '@backhaul/domain/time/calendar';
import { div, fromInt, roundToMinor, sub } from '@backhaul/domain/money/fraction';
import { formatMinor } from '@backhaul/domain/money/money';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { billedPlaces } from '../settings/index.ts';
import { areaOf } from './area.ts';
import { OwedIn, type FinanceMetricsType, type FinanceMonthType } from './dashboards.types.ts';
import { askedOf, countOf, minorOf, netOf, openOf, todaysOf } from './figures.ts';
import { countWaiting, keptSums, type Asked, type Kept } from './figures.store.ts';

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
  const asOf = app.clock.now();
  const area = await areaOf(app, sql, partnerId, currency);
  const todays = await todaysOf(app, sql, area);
  const billed = await billedPlaces(sql, area);
  const kept = await keptSums(sql, area, askedOf(area, todays.today, billed));
  const money = (minor: bigint) => formatMinor(minor, area.digits);
  const byInvoices = countOf(kept.issuedEver) > 0;
  const owed = byInvoices
    ? await openOf(sql, area, todays, kept)
    : {
        outstanding: minorOf(kept.debt),
        count: countOf(kept.debt),
        overdue: minorOf(kept.blockedDebt),
        overdueCount: countOf(kept.blockedDebt),
      };
  const recurring = recurringOf(kept);
  return {
    asOf,
    currency: area.currency,
    invoicedThisMonth: money(minorOf(kept.invoiced)),
    invoicedLastMonth: money(minorOf(kept.invoicedLast)),
    paidThisMonth: money(minorOf(kept.paid)),
    paidLastMonth: money(minorOf(kept.paidLast)),
    issuedThisMonth: money(minorOf(kept.issued)),
    voidedThisMonth: money(minorOf(kept.voided)),
    receivedThisMonth: money(minorOf(kept.received)),
    reversedThisMonth: money(minorOf(kept.reversed)),
    creditedThisMonth: money(minorOf(kept.credited)),
    refundedThisMonth: money(minorOf(kept.refunded)),
    writtenOffThisMonth: money(minorOf(kept.writtenOff)),
    owedIn: byInvoices ? OwedIn.INVOICES : OwedIn.BALANCES,
    outstanding: money(owed.outstanding),
    openInvoiceCount: owed.count,
    overdue: money(owed.overdue),
    overdueCount: owed.overdueCount,
    activeCustomers: countOf(kept.active),
    blockedCustomers: countOf(kept.blocked),
    newCustomersThisMonth: countOf(kept.fresh),
    monthlyRecurringRevenue: money(roundToMinor(recurring.now, area.digits)),
    averageRevenuePerUser: money(roundToMinor(recurring.perCustomer, area.digits)),
    monthlyRecurringRevenueLastMonth: money(roundToMinor(recurring.lastMonth, area.digits)),
    runsWaiting: await countWaiting(sql, area),
  };
}

/** What services bring a month: today, at the end of last month, and today by customer that brings something. */
function recurringOf(kept: Record<keyof ReturnType<typeof askedOf>, readonly Kept[]>) {
  const ever = [...kept.recurring, ...kept.inherited];
  const notYet = [...kept.recurringNotYet, ...kept.inheritedNotYet];
  const since = [...kept.recurringSince, ...kept.inheritedSince];
  const now = sub(netOf(ever), netOf(notYet));
  const customers = countOf(ever) - countOf(notYet);
  return {
    now,
    lastMonth: sub(netOf(ever), netOf(since)),
    perCustomer: customers ? div(now, fromInt(customers)) : fromInt(0),
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
  const all = Array.from({ length: months }, (_, i) => addMonths(area.month, i + 1 - months));
  const kept = await keptSums(
    sql,
    area,
    Object.fromEntries(
      all.flatMap((month): [string, Asked][] => {
        const days = { from: month, before: addMonths(month, 1) };
        return [
          [`invoiced ${month}`, { figure: 'INVOICED', ...days }],
          [`paid ${month}`, { figure: 'PAID', ...days }],
        ];
      }),
    ),
  );
  const money = (name: string) => formatMinor(minorOf(kept[name]), area.digits);
  return all.map((month) => ({
    month,
    invoiced: money(`invoiced ${month}`),
    paid: money(`paid ${month}`),
  }));
}
