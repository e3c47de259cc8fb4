import { addDays } from './calendar.ts';
import { firstUnchargedDay } from './coverage.ts';
import { fromDayNumber, toDayNumber } from './dayNumber.ts';
import type { LocalDate } from './dayNumber.ts';
import type { CustomerFacts, ServiceFacts } from './facts.ts';
import { monthsAfter, periodSpan, periodStartAfter, periodStartOnOrAfter } from './periods.ts';
import type { BillingSettings } from './settings.ts';

/** The settings that decide when a customer is charged and what for. */
export type ScheduleSettings = Pick<BillingSettings, 'paymentPeriod' | 'prepaidMonths' | 'billingDay'>;

/**
 * When a customer is due next; null when it was never charged and has nothing to charge.
 * Never charged: the first billing day on or after the earliest uncharged day. After a charge at D: postpaid the first
 * billing day after D; prepaid k months the start of the period containing D plus k months.
 * Source: billing rules, Recurring billing, Next billing date.
 */
export function nextBillingDate(
  settings: ScheduleSettings,
  lastChargeOn: LocalDate | null,
  earliestUnchargedOn: LocalDate | null,
): LocalDate | null {
  if (lastChargeOn !== null) return nextBillingDateAfter(settings, lastChargeOn);
  return earliestUnchargedOn === null ? null : periodStartOnOrAfter(earliestUnchargedOn, settings.billingDay);
}

/** When a customer is due after a charge at a date. */
export function nextBillingDateAfter(settings: ScheduleSettings, chargedOn: LocalDate): LocalDate {
  if (settings.paymentPeriod === 'POSTPAID') return periodStartAfter(chargedOn, settings.billingDay);
  return fromDayNumber(coverageEnd(settings, chargedOn));
}

/**
 * The first day a charge at a date does not cover, as a day number: prepaid k months the start of the period
 * containing the date plus k months; postpaid that start itself.
 * Source: billing rules, Recurring billing, What a charge at D covers.
 */
export function coverageEnd(settings: ScheduleSettings, on: LocalDate): number {
  const period = periodSpan(toDayNumber(on), settings.billingDay);
  if (settings.paymentPeriod === 'POSTPAID') return period.from;
  return settings.prepaidMonths === 1 ? period.to : monthsAfter(period.from, settings.prepaidMonths);
}

/**
 * The earliest day that gives a customer something to charge: of its services, or, where items to invoice make an invoice
 * of their own, of those; null when there is none.
 */
export function earliestToCharge(customer: Pick<CustomerFacts, 'services' | 'futureItems' | 'settings'>): LocalDate | null {
  const days = customer.settings.invoiceFutureItemsAlone ? customer.futureItems.map((item) => item.date) : [];
  const service = earliestUncharged(customer.services);
  return [...days, ...(service === null ? [] : [service])].sort()[0] ?? null;
}

/** The earliest day of any service that is to be billed and was not; null when there is none. */
export function earliestUncharged(services: readonly ServiceFacts[]): LocalDate | null {
  let earliest: number | null = null;
  for (const service of services) {
    const day = firstUnchargedDay(service);
    if (day !== null && (earliest === null || day < earliest)) earliest = day;
  }
  return earliest === null ? null : fromDayNumber(earliest);
}

/**
 * The last day to pay a document: its date + paymentDueDays - 1, or its date itself when 0 days are given.
 * Source: billing rules, Billing runs (due 15 on the 1st is "pay by the 15th").
 */
export function dueDateFor(documentDate: LocalDate, paymentDueDays: number): LocalDate {
  return paymentDueDays <= 0 ? documentDate : addDays(documentDate, paymentDueDays - 1);
}
