import { addDays, addMonths, type LocalDate } from '../time/calendar.ts';

/**
 * What a service was sold with: how long it holds at least, and what ending it sooner costs,
 * without tax.
 */
export interface Contract {
  startDate: LocalDate;
  minimumMonths: number | null;
  cancellationFee: string | null;
}

/** The last day of the time that a contract holds at least; null without one. */
export function contractUntil({ startDate, minimumMonths }: Contract): LocalDate | null {
  return minimumMonths === null ? null : addDays(addMonths(startDate, minimumMonths), -1);
}

/**
 * What ending a service on a day costs; null: nothing. Source: billing rules, Recurring billing,
 * Bundles.
 */
export function earlyFee(contract: Contract, endDate: LocalDate | null): string | null {
  const until = contractUntil(contract);
  if (endDate === null || until === null || endDate >= until) return null;
  const fee = contract.cancellationFee;
  return fee === null || Number(fee) === 0 ? null : fee;
}
