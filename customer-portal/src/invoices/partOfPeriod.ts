import {
  dayNumberOf,
  dayOfMonth,
  monthOf,
  toDayNumber,
  yearOf,
} from '@backhaul/domain/time/dayNumber';

interface Part {
  charged: number;
  of: number;
  /** Where the part begins and how long it is, as fractions of the period. */
  start: number;
  length: number;
}

/** Days since the billing period's first day, which is the billing day on or before the date. */
function daysInto(date: string, billingDay: number): number {
  const month = monthOf(date) - (dayOfMonth(date) < billingDay ? 1 : 0);
  return toDayNumber(date) - dayNumberOf(yearOf(date), month, billingDay);
}

/** Places a prorated line within its period; null for whole periods and for lines over several. */
export function partOfPeriod(
  line: { periodFrom: string | null; daysCharged: number | null; daysInPeriod: number | null },
  billingDay: number,
): Part | null {
  const { daysCharged: charged, daysInPeriod: of } = line;
  if (!line.periodFrom || charged === null || of === null || charged < 1 || charged >= of)
    return null;
  // The billing day may have been another one then: never draw past the end.
  const first = Math.min(daysInto(line.periodFrom, billingDay), of - charged);
  return { charged, of, start: first / of, length: charged / of };
}
