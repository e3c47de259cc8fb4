import { addDays } from '../time/calendar.ts';
import { billedBefore, firstUnchargedDay } from '../charging/coverage.ts';
import { fromDayNumber, toDayNumber } from '../time/dayNumber.ts';
import type { LocalDate } from '../time/dayNumber.ts';
import type { CustomerFacts } from '../charging/facts.ts';
import {
  monthsAfter,
  periodSpan,
  periodStartAfter,
  periodStartOnOrAfter,
} from '../time/periods.ts';

/** What of a customer decides when it is due. */
export type Scheduled = Pick<
  CustomerFacts,
  'status' | 'inactiveSince' | 'services' | 'futureItems' | 'settings'
>;

/**
 * When a customer is due next; null when nothing of it is ever to be charged. It follows from the
 * earliest uncharged day alone, whatever was charged before and however: prepaid the first billing
 * day on or after it, postpaid the first one after it. Items to invoice count only without such a
 * day, and where they make an invoice of their own.
 * Source: billing rules, Recurring billing, Next billing date.
 */
export function nextBillingDate(customer: Scheduled): LocalDate | null {
  const { settings } = customer;
  const uncharged = earliestUncharged(customer);
  if (uncharged !== null) {
    return settings.paymentPeriod === 'POSTPAID'
      ? periodStartAfter(uncharged, settings.billingDay)
      : periodStartOnOrAfter(uncharged, settings.billingDay);
  }
  if (customer.status === 'INACTIVE') return null;
  const [item] = customer.futureItems
    .filter(({ alone }) => alone || settings.invoiceFutureItemsAlone)
    .map(({ date }) => date)
    .sort();
  return item === undefined ? null : periodStartOnOrAfter(item, settings.billingDay);
}

/**
 * The first day a charge at a date does not cover, as a day number. Let p be the period containing
 * the date. Postpaid: the start of p. Prepaid k months: the start of p plus k months, or, for
 * services added within a cycle that is charged beyond the start of p already, the latest such end
 * within these months, so that all end together.
 * Source: billing rules, Recurring billing, What a charge at D covers.
 */
export function coverageEnd(customer: Scheduled, on: LocalDate): number {
  const { settings } = customer;
  const period = periodSpan(toDayNumber(on), settings.billingDay);
  if (settings.paymentPeriod === 'POSTPAID') return period.from;
  const whole =
    settings.prepaidMonths === 1 ? period.to : monthsAfter(period.from, settings.prepaidMonths);
  return commonEnd(customer, period.from, whole) ?? whole;
}

/** The first day that a charge at a date does not charge, also of a customer that is inactive from some day on. */
export function coveredBefore(customer: Scheduled, on: LocalDate): number {
  return Math.min(coverageEnd(customer, on), billedBefore(customer));
}

/**
 * Where the cycle that services were added to ends inside `(from, to]`; null where there is none,
 * or where it is itself due: a service that waits since it was charged last begins the next cycle
 * for all. Added counts what was never charged and what goes on after a pause; what ends or pauses
 * has no cycle for others to join.
 */
function commonEnd(customer: Scheduled, from: number, to: number): number | null {
  if (customer.services.length < 2) return null;
  const before = billedBefore(customer);
  let end = from;
  let added = Infinity;
  for (const service of customer.services) {
    const uncharged = firstUnchargedDay(service, before);
    if (uncharged === null) continue;
    const runsOn =
      service.kind !== 'ONE_TIME' &&
      service.chargedUntil > service.startDate &&
      uncharged === toDayNumber(service.chargedUntil);
    if (!runsOn) added = Math.min(added, uncharged);
    else if (uncharged <= from) return null;
    else if (uncharged <= to) end = Math.max(end, uncharged);
  }
  return end > from && end > added ? end : null;
}

/** The earliest day of any service that is to be billed and was not; null when there is none. */
export function earliestUncharged(
  customer: Pick<Scheduled, 'status' | 'inactiveSince' | 'services'>,
): LocalDate | null {
  const before = billedBefore(customer);
  let earliest: number | null = null;
  for (const service of customer.services) {
    const day = firstUnchargedDay(service, before);
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
