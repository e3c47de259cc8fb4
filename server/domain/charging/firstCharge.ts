import { billingDateFrom, coveredBefore, nextBillingDate } from '../schedule/schedule.ts';
import type { LocalDate } from '../time/calendar.ts';
import { civilOf, fromDayNumber, toDayNumber } from '../time/dayNumber.ts';
import { monthsAfter } from '../time/periods.ts';
import type { BillingSettings } from '../settings/finance.ts';
import { afterCharge } from './afterCharge.ts';
import { billedBefore, chargedTo, firstUnchargedDay } from './coverage.ts';
import type { CustomerFacts, ServiceFacts } from './facts.ts';
import { planCharge } from './planCharge.ts';

/** Ten years of weeks: no service may start later. */
const RUNS_MAX = 522;

/** The run that charges something first, and its customer as the runs before it leave it. */
export interface FirstRun {
  on: LocalDate;
  facts: CustomerFacts;
}

/**
 * The first run from a day on that charges a service; null where none will. Of the runs before it,
 * which may charge other services of the customer only, it is found how far they charge, of those
 * that follow each other evenly all at once; and only where items come with one, which may weigh
 * more than it, what.
 */
export function firstRunOf(
  customer: CustomerFacts,
  serviceId: string,
  from: LocalDate,
): FirstRun | null {
  let facts = customer;
  for (let runs = 0; runs < RUNS_MAX; runs++) {
    const due = nextBillingDate(facts);
    if (due === null) return null;
    const on = due >= from ? due : billingDateFrom(from, due, facts.settings);
    const end = coveredBefore(facts, on);
    const service = facts.services.find(({ id }) => id === serviceId);
    if (service && firstUnchargedDay(service, end) !== null) return { on, facts };
    const skipped = due === on && service ? steadily(facts, service, toDayNumber(due)) : null;
    if (skipped) {
      facts = skipped;
      continue;
    }
    const after = facts.futureItems.some(({ date }) => date <= on)
      ? afterItems(facts, on)
      : advanced(facts, end);
    if (after === null) return null;
    facts = after;
  }
  return null;
}

/**
 * The customer after all the runs from one on that charge the others for whole cycles and end
 * before a service begins; null where there are none, or where what they charge is not the same
 * each time.
 */
function steadily(facts: CustomerFacts, later: ServiceFacts, due: number): CustomerFacts | null {
  const { settings, services } = facts;
  const before = billedBefore(facts);
  const start = firstUnchargedDay(later, before);
  if (start === null || facts.status === 'INACTIVE' || facts.futureItems.length) return null;
  const cycle = cycleOf(settings);
  const from = settings.paymentPeriod === 'POSTPAID' ? cycle.after(due, -1) : due;
  const running = services.filter(
    (each) => each.id !== later.id && firstUnchargedDay(each, before) !== null,
  );
  const even = ({ kind, endDate, pauses, ...each }: ServiceFacts) =>
    kind !== 'ONE_TIME' &&
    endDate === null &&
    !pauses.length &&
    toDayNumber(each.chargedUntil) === from &&
    each.startDate <= each.chargedUntil;
  const cycles = cycle.between(from, start);
  if (cycles < 1 || !running.length || !running.every(even)) return null;
  const to = fromDayNumber(cycle.after(from, cycles));
  const moved = running.map((each) => ({ ...each, chargedUntil: to, setupCharged: true }));
  return {
    ...facts,
    services: services.map((each) => moved.find(({ id }) => id === each.id) ?? each),
  };
}

/** How what is charged at once is counted, in day numbers: by months or by weeks. */
function cycleOf({ paymentPeriod, prepaidMonths, cycleWeeks }: BillingSettings) {
  const days = 7 * (cycleWeeks ?? 0);
  const months = paymentPeriod === 'POSTPAID' ? 1 : prepaidMonths;
  return days
    ? {
        after: (day: number, times: number) => day + times * days,
        between: (from: number, to: number) => Math.floor((to - from) / days),
      }
    : {
        after: (day: number, times: number) => monthsAfter(day, times * months),
        between: (from: number, to: number) => Math.floor(wholeMonths(from, to) / months),
      };
}

/** How many whole months lie between a billing day and a later day. */
function wholeMonths(billingDay: number, day: number): number {
  const [from, to] = [civilOf(billingDay), civilOf(day)];
  return (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0);
}

function afterItems(facts: CustomerFacts, on: LocalDate): CustomerFacts | null {
  const outcome = planCharge(facts, on, { issueDate: on, ignoreDueDate: true });
  return 'plan' in outcome ? afterCharge(facts, outcome.plan) : null;
}

/** The customer once everything before a day is charged; null where there was nothing. */
function advanced(facts: CustomerFacts, end: number): CustomerFacts | null {
  let moved = false;
  const services = facts.services.map((service) => {
    const to = chargedTo(service, end);
    if (to === null) return service;
    moved = true;
    return { ...service, chargedUntil: fromDayNumber(to), setupCharged: true };
  });
  return moved ? { ...facts, services } : null;
}
