import { addDays, addMonths, minDate } from '../time/calendar.ts';
import { billedBefore, firstUnchargedDay } from '../charging/coverage.ts';
import { firstUsageDay } from '../charging/usage.ts';
import { fromDayNumber, toDayNumber } from '../time/dayNumber.ts';
import type { LocalDate } from '../time/dayNumber.ts';
import type { CustomerFacts, ServiceFacts } from '../charging/facts.ts';
import type { BillingSettings } from '../settings/finance.ts';
import {
  monthsAfter,
  periodSpan,
  periodStartAfter,
  periodStartOnOrAfter,
  type DaySpan,
} from '../time/periods.ts';

/** What of a customer decides when it is due. */
export type Scheduled = Pick<
  CustomerFacts,
  'status' | 'inactiveSince' | 'services' | 'futureItems' | 'usage' | 'settings'
>;

/**
 * When a customer is due next; null when nothing of it is ever to be charged. It follows from the
 * earliest uncharged day alone, whatever was charged before and however: prepaid the first billing
 * day on or after it, postpaid the first one after it. Items to invoice count only without such a
 * day, and where they make an invoice of their own; usage also where it would wait longer than for
 * the next. With weeks, billing dates are those from the first charged day on.
 * Source: billing rules, Recurring billing, Next billing date.
 */
export function nextBillingDate(customer: Scheduled): LocalDate | null {
  return earlier(chargesDue(customer), usageDue(customer));
}

const earlier = (a: LocalDate | null, b: LocalDate | null): LocalDate | null =>
  a === null || b === null ? (a ?? b) : minDate(a, b);

/**
 * When usage makes a customer due: on the first billing day after its first day, where no service is
 * due then, which takes it along. So whoever pays months ahead pays each month what was used. A
 * record that comes late, after the charge of the period that began with that day, waits for the
 * next one: it makes no invoice of its own.
 */
function usageDue(customer: Scheduled): LocalDate | null {
  const { billingDay, cycleWeeks } = customer.settings;
  const used = firstUsageDay(customer.usage ?? []);
  if (used === null) return null;
  const due = cycleWeeks ? addDays(used, 7 * cycleWeeks) : periodStartAfter(used, billingDay);
  const services = servicesDue(customer);
  if (services === null) return due;
  const next = cycleWeeks ? addDays(due, 7 * cycleWeeks) : periodStartAfter(due, billingDay);
  if (next < services) return due;
  return due < services && due > cycleStart(customer, services) ? due : null;
}

/** Where the months that end on a billing day began: they were charged together. */
function cycleStart({ settings }: Scheduled, end: LocalDate): LocalDate {
  const { paymentPeriod, prepaidMonths, cycleWeeks } = settings;
  if (cycleWeeks) return addDays(end, -7 * cycleWeeks);
  return addMonths(end, paymentPeriod === 'POSTPAID' ? -1 : -prepaidMonths);
}

/** When the first of its services that are to be charged is due; null without one. */
export function servicesDue(customer: Scheduled): LocalDate | null {
  const { settings } = customer;
  const uncharged = earliestUncharged(customer);
  if (uncharged === null) return null;
  if (settings.cycleWeeks) return nextOfWeeks(customer, uncharged);
  return settings.paymentPeriod === 'POSTPAID'
    ? periodStartAfter(uncharged, settings.billingDay)
    : periodStartOnOrAfter(uncharged, settings.billingDay);
}

function chargesDue(customer: Scheduled): LocalDate | null {
  const { settings } = customer;
  const services = servicesDue(customer);
  if (services !== null) return services;
  if (customer.status === 'INACTIVE') return null;
  const [item] = customer.futureItems
    .filter(({ alone }) => alone || settings.invoiceFutureItemsAlone)
    .map(({ date }) => date)
    .sort();
  return item === undefined ? null : billingDateFrom(item, item, settings);
}

/** The first billing date on or after a day, of a customer that is due on another. */
export function billingDateFrom(
  day: LocalDate,
  due: LocalDate,
  { billingDay, cycleWeeks }: Pick<BillingSettings, 'billingDay' | 'cycleWeeks'>,
): LocalDate {
  if (!cycleWeeks) return periodStartOnOrAfter(day, billingDay);
  const { from, to } = weeksContaining(toDayNumber(day), toDayNumber(due), cycleWeeks);
  return fromDayNumber(from === toDayNumber(day) ? from : to);
}

/** The period of so many weeks that contains a day, where one of them begins on another day. */
function weeksContaining(day: number, anchor: number, weeks: number): DaySpan {
  const length = 7 * weeks;
  const from = anchor + Math.floor((day - anchor) / length) * length;
  return { from, to: from + length };
}

/** Where weeks are counted from: the first day that goes on after what is charged, else the first to be charged. */
function weekAnchor(customer: Scheduled, uncharged: LocalDate): number {
  const before = billedBefore(customer);
  const goingOn = customer.services.filter((service) =>
    runsOn(service, firstUnchargedDay(service, before)),
  );
  return toDayNumber(goingOn.map(({ chargedUntil }) => chargedUntil).sort()[0] ?? uncharged);
}

function nextOfWeeks(customer: Scheduled, uncharged: LocalDate): LocalDate {
  const { paymentPeriod, cycleWeeks } = customer.settings;
  const day = toDayNumber(uncharged);
  const { from, to } = weeksContaining(day, weekAnchor(customer, uncharged), cycleWeeks ?? 1);
  return fromDayNumber(paymentPeriod === 'PREPAID' && from === day ? from : to);
}

/** Whether a service goes on after what is charged of it already. */
function runsOn(service: ServiceFacts, uncharged: number | null): boolean {
  return (
    service.kind !== 'ONE_TIME' &&
    service.chargedUntil > service.startDate &&
    uncharged === toDayNumber(service.chargedUntil)
  );
}

/**
 * The first day a charge at a date does not cover, as a day number. Let p be the period containing
 * the date, of months or of weeks. Postpaid: the start of p. Prepaid k months (with weeks: one
 * period): the start of p plus k months, or, for services added within a cycle that is charged
 * beyond the start of p already, the latest such end within these months, so that all end together.
 * Source: billing rules, Recurring billing, What a charge at D covers.
 */
export function coverageEnd(customer: Scheduled, on: LocalDate): number {
  const { settings } = customer;
  const period = periodOf(customer, on);
  if (settings.paymentPeriod === 'POSTPAID') return period.from;
  const whole =
    settings.cycleWeeks || settings.prepaidMonths === 1
      ? period.to
      : monthsAfter(period.from, settings.prepaidMonths);
  return commonEnd(customer, period.from, whole) ?? whole;
}

/** The first day of the period that a charge at a date is of. */
export function periodStart(customer: Scheduled, on: LocalDate): LocalDate {
  return fromDayNumber(periodOf(customer, on).from);
}

function periodOf(customer: Scheduled, on: LocalDate): DaySpan {
  const { billingDay, cycleWeeks } = customer.settings;
  const day = toDayNumber(on);
  return cycleWeeks
    ? weeksContaining(day, weekAnchor(customer, earliestUncharged(customer) ?? on), cycleWeeks)
    : periodSpan(day, billingDay);
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
    if (!runsOn(service, uncharged)) added = Math.min(added, uncharged);
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
