import { daysBetween, maxDate, minDate, type LocalDate } from '../time/calendar.ts';

/** What was charged in minor units, net, for days of which the last is not counted. */
export interface Charged {
  net: bigint;
  from: LocalDate;
  before: LocalDate;
}

/** Halves go away from zero. */
function rounded(part: bigint, whole: bigint): bigint {
  const size = part < 0n ? -part : part;
  const result = (2n * size + whole) / (2n * whole);
  return part < 0n ? -result : result;
}

/** How much of a charge is earned before a day: its days so far, rounded on the running total. */
export function earnedBefore({ net, from, before }: Charged, day: LocalDate): bigint {
  const all = daysBetween(from, before);
  const sofar = daysBetween(from, maxDate(from, minDate(day, before)));
  return rounded(net * BigInt(sofar), BigInt(all));
}

/**
 * What of a charge is earned on some days, the last not counted. However a period is cut, its parts
 * add up to what was charged. Source: the desk, Reports (EARNED).
 */
export function earnedIn(charged: Charged, days: { from: LocalDate; before: LocalDate }): bigint {
  return earnedBefore(charged, days.before) - earnedBefore(charged, days.from);
}
