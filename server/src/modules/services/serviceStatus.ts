import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ServiceStatus } from '@backhaul/domain/charging/facts';
import type { Prisma } from '../../generated/prisma/client.ts';
import { toDbDate } from '../../kit/input.ts';

/** What is stored; pending, active and stopped follow from the dates. */
export type ServiceState = 'RUNNING' | 'PAUSED' | 'ARCHIVED';

/** The status of a service on a day in its partner's time zone. */
export function serviceStatusOn(
  service: { state: ServiceState; startDate: LocalDate; endDate: LocalDate | null },
  today: LocalDate,
): ServiceStatus {
  if (service.state === 'ARCHIVED') return 'ARCHIVED';
  if (service.startDate > today) return 'PENDING';
  if (service.endDate !== null && service.endDate < today) return 'STOPPED';
  return service.state === 'PAUSED' ? 'PAUSED' : 'ACTIVE';
}

/** The services that have a status on a day: the same rules as a condition of a query. */
export function whereStatus(status: ServiceStatus, today: LocalDate): Prisma.ServiceWhereInput {
  const day = toDbDate(today);
  const begun = { startDate: { lte: day } };
  const notEnded = { OR: [{ endDate: null }, { endDate: { gte: day } }] };
  switch (status) {
    case 'ARCHIVED':
      return { state: 'ARCHIVED' };
    case 'PENDING':
      return { state: { not: 'ARCHIVED' }, startDate: { gt: day } };
    case 'STOPPED':
      return { state: { not: 'ARCHIVED' }, ...begun, endDate: { lt: day } };
    case 'PAUSED':
      return { state: 'PAUSED', ...begun, ...notEnded };
    case 'ACTIVE':
      return { state: 'RUNNING', ...begun, ...notEnded };
  }
}
