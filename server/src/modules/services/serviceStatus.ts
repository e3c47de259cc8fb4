import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ServiceStatus } from '@backhaul/domain/charging/facts';
import { restsOn, type Pause } from '@backhaul/domain/charging/ownPause';
import type { Prisma } from '../../generated/prisma/client.ts';
import { toDbDate } from '../../kit/input.ts';

/** What is stored; pending, active and stopped follow from the dates. */
export type ServiceState = 'RUNNING' | 'PAUSED' | 'ARCHIVED';

/** The status of a service on a day in its partner's time zone. */
export function serviceStatusOn(
  service: {
    state: ServiceState;
    startDate: LocalDate;
    endDate: LocalDate | null;
    pauses: readonly Pause[];
  },
  today: LocalDate,
): ServiceStatus {
  if (service.state === 'ARCHIVED') return 'ARCHIVED';
  if (service.startDate > today) return 'PENDING';
  if (service.endDate !== null && service.endDate < today) return 'STOPPED';
  return service.state === 'PAUSED' || restsOn(service.pauses, today) ? 'PAUSED' : 'ACTIVE';
}

/** The services that have a status on a day: the same rules as a condition of a query. */
export function whereStatus(status: ServiceStatus, today: LocalDate): Prisma.ServiceWhereInput {
  const day = toDbDate(today);
  const begun = { startDate: { lte: day } };
  const rests = {
    pausedFrom: { lte: day },
    OR: [{ pausedUntil: null }, { pausedUntil: { gt: day } }],
  };
  const goesOn = {
    OR: [{ pausedFrom: null }, { pausedFrom: { gt: day } }, { pausedUntil: { lte: day } }],
  };
  const notEnded = { OR: [{ endDate: null }, { endDate: { gte: day } }] };
  switch (status) {
    case 'ARCHIVED':
      return { state: 'ARCHIVED' };
    case 'PENDING':
      return { state: { not: 'ARCHIVED' }, startDate: { gt: day } };
    case 'STOPPED':
      return { state: { not: 'ARCHIVED' }, ...begun, endDate: { lt: day } };
    case 'PAUSED':
      return {
        ...begun,
        AND: [notEnded, { OR: [{ state: 'PAUSED' }, { state: 'RUNNING', ...rests }] }],
      };
    case 'ACTIVE':
      return { state: 'RUNNING', ...begun, AND: [notEnded, goesOn] };
  }
}
