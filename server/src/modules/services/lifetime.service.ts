import type { Clock } from '../../platform/clock.ts';
import { badInput, conflict } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { LockedCustomer } from '../customers/index.ts';
import { changed, lockedService, refuseFollowed } from './lockedService.ts';
import { endDateInput, startDateInput } from './services.input.ts';
import {
  deleteServiceRow,
  hasEndFee,
  setEndDate,
  setStartDate,
  wasCharged,
  type LockedService,
} from './services.store.ts';

const placeOf = (buyer: LockedCustomer) => ({ id: buyer.partnerId, path: buyer.partnerPath });

/**
 * Sets the last day of service. It may lie before the day the service is charged until: charged
 * days are not refunded here, a credit note does that. Refuses a service outside the scope
 * (NOT_FOUND), a day before its start by field, and an archived one (CONFLICT, ARCHIVED).
 */
export async function endService(sql: ScopedSql, id: string, endDate: string): Promise<void> {
  const { service, buyer } = await lockedService(sql, id);
  refuseFollowed(service);
  endDateInput(endDate, service.startDate);
  await setEndDate(sql, id, endDate);
  await audit(sql, {
    action: 'end',
    entity: 'service',
    entityId: id,
    partner: placeOf(buyer),
    before: { endDate: service.endDate },
    after: { endDate },
  });
  sql.happened('serviceEndMoved', { customerId: buyer.id, serviceId: id });
  await changed(sql, buyer);
}

/**
 * Has a service run on without an end; its days since the end that it had are charged as all
 * others. Refuses as endService does, and a service without an end (CONFLICT, NO_END).
 */
export async function removeServiceEnd(sql: ScopedSql, id: string): Promise<void> {
  const { service, buyer } = await lockedService(sql, id);
  refuseFollowed(service);
  if (service.endDate === null) throw conflict('NO_END', 'The service has no end date.');
  await setEndDate(sql, id, null);
  await audit(sql, {
    action: 'remove-end',
    entity: 'service',
    entityId: id,
    partner: placeOf(buyer),
    before: { endDate: service.endDate },
    after: { endDate: null },
  });
  sql.happened('serviceEndMoved', { customerId: buyer.id, serviceId: id });
  await changed(sql, buyer);
}

/** Refuses CONFLICT PLAN_CHANGED what is an end of a change of plan: its days begin where others end. */
function refuseFollowing(service: LockedService): void {
  refuseFollowed(service);
  if (service.changedFrom)
    throw conflict(
      'PLAN_CHANGED',
      'The service follows another one after a change of plan. Take that change back, or end it.',
    );
}

/** Whether days of a service are charged, here or before it moved in. */
function isCharged({ startDate, chargedUntil }: LockedService): boolean {
  return chargedUntil > startDate;
}

/**
 * Moves the first day of a service of which no day is charged. Refuses a service outside the scope
 * (NOT_FOUND), days that cannot be by field, an archived one (CONFLICT, ARCHIVED) and one that is
 * charged (CONFLICT, ALREADY_CHARGED).
 */
export async function moveServiceStart(
  sql: ScopedSql,
  clock: Clock,
  id: string,
  startDate: string,
): Promise<void> {
  const { service, buyer } = await lockedService(sql, id);
  refuseFollowing(service);
  startDateInput(startDate, clock.today(buyer.clock));
  if (service.endDate !== null && startDate > service.endDate)
    throw badInput({ startDate: `may not lie after the end on ${service.endDate}` });
  if (isCharged(service))
    throw conflict('ALREADY_CHARGED', 'Days of the service are charged: its start stays.');
  await setStartDate(sql, id, startDate);
  await audit(sql, {
    action: 'move-start',
    entity: 'service',
    entityId: id,
    partner: placeOf(buyer),
    before: { startDate: service.startDate },
    after: { startDate },
  });
  // how long a contract holds goes by the start
  sql.happened('serviceEndMoved', { customerId: buyer.id, serviceId: id });
  await changed(sql, buyer);
}

/**
 * Deletes a service that was never charged. Refuses as moveServiceStart does, and also one whose charge was undone: what
 * was booked stays, and with it what it was for.
 */
export async function deleteService(sql: ScopedSql, id: string): Promise<void> {
  const { service, buyer } = await lockedService(sql, id);
  refuseFollowing(service);
  if (isCharged(service) || (await wasCharged(sql, { id, customerId: buyer.id })))
    throw conflict(
      'ALREADY_CHARGED',
      'The service was charged before and stays with what was booked for it: end it instead.',
    );
  if (await hasEndFee(sql, id))
    throw conflict(
      'HAS_END_FEE',
      'An early cancellation fee waits for its end. Remove the end first, and the fee goes with it.',
    );
  await deleteServiceRow(sql, id);
  const { prices, changedTo: _to, changedFrom: _from, ...sold } = service;
  await audit(sql, {
    action: 'delete',
    entity: 'service',
    entityId: id,
    partner: placeOf(buyer),
    before: { customerId: buyer.id, ...sold, unitPrice: prices.price },
  });
  await changed(sql, buyer);
}
