import type { CustomerStatus, ServiceStatus } from './status.ts';

/**
 * How a service stands for people: one that would run does not while its customer is blocked. What
 * was sold once does not run.
 */
export function standingOf(
  service: ServiceStatus,
  customer: CustomerStatus,
  kind: string,
): ServiceStatus | 'BLOCKED' {
  return service === 'ACTIVE' && customer === 'BLOCKED' && kind !== 'ONE_TIME'
    ? 'BLOCKED'
    : service;
}

/** The discounts that count on a day or will count; those that are over are no part of a price. */
export function discountsFrom<Discount extends { until: string | null }>(
  discounts: readonly Discount[],
  today: string,
): Discount[] {
  return discounts.filter(({ until }) => until === null || until >= today);
}
