import { fromDayNumber, toDayNumber } from '../time/dayNumber.ts';
import { maxDate, type LocalDate } from '../time/calendar.ts';
import { nextBillingDate } from '../schedule/schedule.ts';
import { afterCharge } from './afterCharge.ts';
import type { CustomerFacts, ServiceFacts } from './facts.ts';
import type { ChargePlan } from './plan.ts';
import { planCharge } from './planCharge.ts';
import { pricesFrom } from './prices.ts';
import { servicePrices } from './pricing.ts';

/**
 * From a day on, up to another (exclusive). late: what was due before that day is charged on it, as
 * the next run does.
 */
export interface RehearsedDays {
  from: LocalDate;
  until: LocalDate;
  late?: LocalDate;
}

/** More runs than that lie in no time that anybody rehearses. */
const RUNS_MAX = 600;

/**
 * The charges of one customer on the billing dates of some days, one run after the other as if each
 * were made on its day: those before the days are made and not told. Whom a run leaves out, the
 * next one takes. Status and settings stay what they are. Source: billing rules, Rehearsal.
 */
export function* rehearse(
  customer: CustomerFacts,
  { from, until, late }: RehearsedDays,
): Generator<{ on: LocalDate; plan: ChargePlan }> {
  let facts = customer;
  let last: LocalDate | null = null;
  for (let runs = 0; runs < RUNS_MAX; runs += 1) {
    const next = nextBillingDate(facts);
    const due = next && late ? maxDate(next, late) : next;
    if (due === null || due >= until) return;
    // what a run left out is due still: nothing more comes of it
    if (last !== null && due <= last) return;
    last = due;
    const outcome = planCharge(facts, due, { issueDate: due });
    if (!('plan' in outcome)) return;
    if (due >= from) yield { on: due, plan: outcome.plan };
    facts = afterCharge(facts, outcome.plan);
  }
}

/**
 * A customer as it is when tariffs cost something else from a day on: services that follow their
 * tariff have its price, days that are charged already keep theirs. prices: by service.
 */
export function withPrices(
  customer: CustomerFacts,
  prices: ReadonlyMap<string, string>,
  from: LocalDate,
): CustomerFacts {
  if (!customer.services.some(({ id }) => prices.has(id))) return customer;
  const repriced = (service: ServiceFacts): ServiceFacts => {
    const price = prices.get(service.id);
    if (price === undefined) return service;
    const day = maxDate(from, firstOpen(service));
    const { price: unitPrice, earlier: earlierPrices } = pricesFrom(
      servicePrices(service),
      day,
      price,
    );
    return { ...service, unitPrice, earlierPrices };
  };
  return { ...customer, services: customer.services.map(repriced) };
}

function firstOpen({ startDate, chargedUntil }: ServiceFacts): LocalDate {
  return fromDayNumber(Math.max(toDayNumber(startDate), toDayNumber(chargedUntil)));
}
