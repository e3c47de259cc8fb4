import { pausesFrom } from '@backhaul/domain/charging/ownPause';
import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { LockedCustomer } from '../customers/index.ts';
import { archiveService, setFollower, setFollows } from './replaced.store.ts';
import { descriptionInput, priceInput, refuseTooMuch } from './services.input.ts';
import { offerFor } from './services.service.ts';
import {
  deleteServiceRow,
  insertService,
  setEndDate,
  wasCharged,
  type LockedService,
  type Offer,
} from './services.store.ts';

/**
 * Another tariff in the place of a service; without a price of its own it costs what the tariff
 * does.
 */
export interface Replacement {
  tariffId: string;
  /** The first day of the other one. */
  date: LocalDate;
  unitPrice: string | null;
}

/**
 * Ends a service the day before, and has another one of the same quantity follow it, as long as it
 * was to run, and resting when it would have rested. Discounts and setup fee stay with what they
 * were agreed for. Refuses NOT_FOUND, and by field what is not sold to the customer, what is
 * charged once, and the plan that it has already. Returns the id of the new one.
 */
export async function replaceService(
  sql: ScopedSql,
  { service, buyer }: { service: LockedService; buyer: LockedCustomer },
  { tariffId, date, unitPrice }: Replacement,
): Promise<{ id: string; offer: Offer }> {
  const offer = await offerFor(sql, tariffId, buyer);
  if (offer.kind === 'ONE_TIME' || service.kind === 'ONE_TIME')
    throw badInput({ tariffId: 'is no change of plan: one of the two is charged once' });
  if (tariffId === service.tariffId && unitPrice === null)
    throw badInput({ tariffId: 'is the plan that it has already' });
  const own = unitPrice === null ? null : priceInput(unitPrice, 'unitPrice');
  refuseTooMuch(service.quantity, [own], offer, 'unitPrice');
  const id = await insertService(sql, buyer, {
    tariffId,
    description: descriptionInput(offer.name),
    startDate: date,
    endDate: service.endDate,
    quantity: service.quantity,
    unitPrice: own,
    setupFee: '0',
    // it is begun already; how long it holds is another matter
    activationFee: null,
    minimumMonths: offer.minimumMonths,
    cancellationFee: offer.cancellationFee,
    discounts: [],
    pauses: pausesFrom(service.pauses, date),
  });
  await setEndDate(sql, service.id, addDays(date, -1));
  await setFollower(sql, service.id, id);
  await setFollows(sql, id, service.id);
  for (const serviceId of [service.id, id])
    sql.happened('serviceEndMoved', { customerId: buyer.id, serviceId });
  return { id, offer };
}

/** Takes a replacement back of which no day is charged: the service runs on as it did. */
export async function takeReplacementBack(
  sql: ScopedSql,
  {
    customerId,
    serviceId,
    byId,
    endDate,
  }: { customerId: string; serviceId: string; byId: string; endDate: LocalDate | null },
): Promise<void> {
  await setFollower(sql, serviceId, null);
  // what was booked for it and undone since stays, and with it what it was for
  if (await wasCharged(sql, { id: byId, customerId })) await archiveService(sql, byId);
  else await deleteServiceRow(sql, byId);
  await setEndDate(sql, serviceId, endDate);
  sql.happened('serviceEndMoved', { customerId, serviceId });
}
