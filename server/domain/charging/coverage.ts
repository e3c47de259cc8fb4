import { toDayNumber } from '../time/dayNumber.ts';
import type { CustomerFacts, PauseFacts, ServiceFacts } from './facts.ts';
import type { DaySpan } from '../time/periods.ts';

const FAR_FUTURE = toDayNumber('9999-12-31');

/**
 * The stretches of days of a service, before a day, that are to be billed and were not: from `chargedUntil` (or the
 * start, when later) to the last day of service, without paused days. Day numbers, half-open, in order.
 * Source: billing rules, Recurring billing.
 */
export function unchargedSpans(service: ServiceFacts, before: number): DaySpan[] {
  const from = Math.max(toDayNumber(service.startDate), toDayNumber(service.chargedUntil));
  return billableSpans(service, from, before);
}

/** The stretches of days of a service inside `[from, before)` that are billable at all. */
export function billableSpans(service: ServiceFacts, from: number, before: number): DaySpan[] {
  if (!isBillable(service)) return [];
  const start = Math.max(from, toDayNumber(service.startDate));
  const to = service.endDate === null ? before : Math.min(before, toDayNumber(service.endDate) + 1);
  if (start >= to) return [];
  return service.pauses.length === 0
    ? [{ from: start, to }]
    : withoutPauses({ from: start, to }, service.pauses);
}

/**
 * The day, as a number, from which on nothing of a customer is billed: the one it became inactive
 * on. Days before it are. Since when an inactive customer is inactive may be unknown; billing
 * nothing is the safe reading.
 */
export function billedBefore(customer: Pick<CustomerFacts, 'status' | 'inactiveSince'>): number {
  if (customer.status !== 'INACTIVE') return FAR_FUTURE;
  return customer.inactiveSince === null ? -Infinity : toDayNumber(customer.inactiveSince);
}

/** The first uncharged day of a service before a day that will be billed, as a day number; null when there is none. */
export function firstUnchargedDay(service: ServiceFacts, before: number): number | null {
  if (service.kind !== 'ONE_TIME') return unchargedSpans(service, before)[0]?.from ?? null;
  const start = toDayNumber(service.startDate);
  return isOneTimeOpen(service) && start < before ? start : null;
}

/** How far a charge of all before a day moves a service, as a day number; null where nothing is to be charged. */
export function chargedTo(service: ServiceFacts, before: number): number | null {
  const first = firstUnchargedDay(service, before);
  if (first === null) return null;
  if (service.kind === 'ONE_TIME') return first + 1;
  return unchargedSpans(service, before).at(-1)?.to ?? null;
}

/** Whether a one-time service still waits for its only charge. */
export function isOneTimeOpen(service: ServiceFacts): boolean {
  const ended = service.endDate !== null && service.endDate < service.startDate;
  return isBillable(service) && !ended && service.chargedUntil <= service.startDate;
}

// A stopped service without an end and a paused one without a pause say "not billed" but not since when;
// billing nothing is the safe reading.
function isBillable(service: ServiceFacts): boolean {
  switch (service.status) {
    case 'ARCHIVED':
      return false;
    case 'STOPPED':
      return service.endDate !== null;
    case 'PAUSED':
      return service.pauses.some((pause) => pause.until === null);
    case 'PENDING':
    case 'ACTIVE':
      return true;
  }
}

/** What is left of a stretch of days without paused ones. */
export function withoutPauses(whole: DaySpan, pauses: readonly PauseFacts[]): DaySpan[] {
  const spans: DaySpan[] = [];
  let from = whole.from;
  for (const pause of [...pauses].sort((a, b) =>
    a.from < b.from ? -1 : a.from > b.from ? 1 : 0,
  )) {
    const pauseFrom = toDayNumber(pause.from);
    const pauseTo = pause.until === null ? FAR_FUTURE : toDayNumber(pause.until);
    if (pauseTo <= from || pauseTo <= pauseFrom) continue;
    if (pauseFrom >= whole.to) break;
    if (pauseFrom > from) spans.push({ from, to: pauseFrom });
    from = pauseTo;
  }
  if (from < whole.to) spans.push({ from, to: whole.to });
  return spans;
}
