import { addDays, addMonths, maxDate, type LocalDate } from '../time/calendar.ts';
import type { CustomerFacts } from './facts.ts';
import { firstUsageDay } from './usage.ts';

/**
 * When what was used makes a charge due of somebody who pays ahead; null without any. By days: with
 * the day after it. By periods: with the next renewal, after the last one when that is over, and each
 * month where the renewal is further away. No day before `today` is charged for it alone.
 * renewal: the first day of its services that is to be charged. Source: billing rules, Usage; Prepaid.
 */
export function usageDueAhead(
  { billingType, usage, services }: CustomerFacts,
  renewal: LocalDate | null,
  today: LocalDate,
): LocalDate | null {
  const first = firstUsageDay(usage ?? []);
  if (first === null) return null;
  const soonest = maxDate(addDays(first, 1), today);
  if (billingType === 'PREPAID_DAILY') return soonest;
  const end = renewal ?? paidThrough(services);
  if (end === null) return soonest;
  return maxDate(end <= addMonths(first, 2) ? end : addMonths(first, 1), soonest);
}

/** The day on which the last period of all services is over; null where none was charged. */
function paidThrough(services: CustomerFacts['services']): LocalDate | null {
  const ends = services
    .filter(({ chargedUntil, startDate }) => chargedUntil > startDate)
    .map(({ chargedUntil }) => chargedUntil);
  return ends.length ? ends.reduce(maxDate) : null;
}
