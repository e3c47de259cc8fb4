import { ownPause } from '@backhaul/domain/charging/ownPause';
import { changeDay } from '@backhaul/domain/charging/planChange';
import { addMonths, type LocalDate } from '@backhaul/domain/time/calendar';
import type { Clock, Today } from '../../platform/clock.ts';
import { must } from '../../platform/must.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { accountSettings, auditPlace, lockAccount } from '../ledger/index.ts';
import { changed, lockedService, replaceService, takeReplacementBack } from '../services/index.ts';
import { carryOut } from './carryOut.ts';
import { changeOf, insertChange, markCancelled, type StoredChange } from './changes.store.ts';
import { dropEarlyEnd } from './earlyEnd.ts';
import { workOut, type Change, type WorkedOut } from './workOut.ts';

/** Another plan for a service from a day on. */
export interface WishedChange {
  serviceId: string;
  tariffId: string;
  date: LocalDate;
  unitPrice: string | null;
}

const MONTHS_AHEAD = 24;

/**
 * Another plan for a service: at once where its day has come, else planned for it. Where unused
 * days are not given back it waits for the end of what is paid. Refuses NOT_FOUND, by field what
 * replaceService refuses, a day that is not after the start, after the end or far away, and
 * CONFLICT ARCHIVED, PAUSED, and PLAN_CHANGED for a service that another one follows already.
 * Returns the change's id.
 */
export async function changePlan(
  sql: ScopedSql,
  clock: Today,
  wished: WishedChange,
): Promise<string> {
  const { change, buyer, previousEnd } = await replaced(sql, clock, wished);
  const { account, service, toServiceId, date } = change;
  const today = clock.today(account.clock);
  const { figures } = await workOut(sql, change, date > today ? date : today, clock.today);
  const id = await insertChange(sql, account, {
    ...figures,
    serviceId: service.id,
    toServiceId,
    tariffId: wished.tariffId,
    date,
    previousEnd,
  });
  if (date <= today) await carryOut(sql, id, change, clock.today);
  await audit(sql, {
    action: date <= today ? 'change-plan' : 'plan-change',
    entity: 'service',
    entityId: service.id,
    partner: auditPlace(account),
    before: { tariffId: service.tariffId, endDate: previousEnd },
    after: { ...wished, date, toServiceId, ...figures },
  });
  await changed(sql, buyer);
  return id;
}

/**
 * What a change would come to, by the same path; whoever asks takes back what it wrote. Refuses as
 * changePlan does.
 */
export async function tryChange(
  sql: ScopedSql,
  clock: Clock,
  wished: WishedChange,
): Promise<{ date: LocalDate; currency: string; worked: WorkedOut }> {
  const { change } = await replaced(sql, clock, wished);
  const { account, date } = change;
  const today = clock.today(account.clock);
  const worked = await workOut(sql, change, date > today ? date : today, clock.today);
  if (worked.charge?.leftOut) throw conflict('TOO_MUCH', worked.charge.leftOut.reason);
  return { date, currency: account.currency, worked };
}

async function replaced(sql: ScopedSql, clock: Today, wished: WishedChange) {
  const { service, buyer } = await lockedService(sql, wished.serviceId);
  if (service.changedTo) throw alreadyChanged();
  const today = clock.today(buyer.clock);
  const pause = ownPause(service.pauses, today);
  if (pause?.until === null)
    throw conflict('PAUSED', `The service is paused from ${pause.from} on. Resume it first.`);
  refuseDay(wished.date, service, today);
  const account = await lockAccount(sql, buyer.id);
  const date = changeDay(wished.date, service.chargedUntil, await accountSettings(sql, account));
  if (service.endDate !== null && date > service.endDate)
    throw badInput({ date: `may not lie after the end on ${service.endDate}` });
  const { id: toServiceId } = await replaceService(
    sql,
    { service, buyer },
    { tariffId: wished.tariffId, date, unitPrice: wished.unitPrice },
  );
  const change: Change = { account, service, toServiceId, date };
  return { change, buyer, previousEnd: service.endDate };
}

function alreadyChanged() {
  return conflict(
    'PLAN_CHANGED',
    'Another plan follows this service already. Take that change back first, or change the plan that follows.',
  );
}

function refuseDay(
  date: LocalDate,
  { startDate, endDate }: { startDate: LocalDate; endDate: LocalDate | null },
  today: LocalDate,
): void {
  if (date <= startDate)
    throw badInput({
      date: `must lie after the start on ${startDate}, so that the plan had a day`,
    });
  if (endDate !== null && date > endDate)
    throw badInput({ date: `may not lie after the end on ${endDate}` });
  if (date > addMonths(today, MONTHS_AHEAD))
    throw badInput({ date: 'may lie two years ahead at most' });
}

/** A change with its service, all locked, the customer first. Refuses NOT_FOUND. */
async function lockedChange(sql: ScopedSql, id: string) {
  const found = await changeOf(sql, id);
  if (!found) throw notFound();
  const { service, buyer } = await lockedService(sql, found.serviceId);
  // read again: it may have been carried out or taken back before the lock was had
  const change = must(await changeOf(sql, id));
  return { change, service, buyer, account: await lockAccount(sql, buyer.id) };
}

/**
 * Takes a planned change back: the service runs on as it did, and nothing of the other one is left.
 * A second time changes nothing. Refuses NOT_FOUND, and CONFLICT ALREADY_DONE, ALREADY_CHARGED
 * where a run took days of the new plan ahead, and ARCHIVED.
 */
export async function cancelPlanChange(sql: ScopedSql, id: string): Promise<void> {
  const { change, buyer, account } = await lockedChange(sql, id);
  if (change.status === 'CANCELLED') return;
  if (change.status === 'DONE')
    throw conflict('ALREADY_DONE', 'The change is carried out. Change the plan once more instead.');
  const toServiceId = must(change.toServiceId);
  const { service: follower } = await lockedService(sql, toServiceId);
  if (follower.chargedUntil > follower.startDate)
    throw conflict(
      'ALREADY_CHARGED',
      'Days of the new plan are charged already. Undo that charge first.',
    );
  await markCancelled(sql, id);
  await dropEarlyEnd(sql, toServiceId);
  await takeReplacementBack(sql, {
    customerId: account.id,
    serviceId: change.serviceId,
    byId: toServiceId,
    endDate: change.previousEnd,
  });
  await audit(sql, {
    action: 'cancel-plan-change',
    entity: 'service',
    entityId: change.serviceId,
    partner: auditPlace(account),
    before: { date: change.date, toServiceId },
    after: { endDate: change.previousEnd },
  });
  await changed(sql, buyer);
}

/**
 * Carries out a planned change whose day has come; one that was done or taken back meanwhile stays
 * as it is.
 */
export async function carryOutDue(
  sql: ScopedSql,
  id: string,
  todayIn: Clock['today'],
): Promise<void> {
  const { change, service, account, buyer } = await lockedChange(sql, id);
  if (change.status !== 'PLANNED') return;
  const figures = await carryOut(sql, id, changeFrom(change, service, account), todayIn);
  await audit(sql, {
    action: 'change-plan',
    entity: 'service',
    entityId: service.id,
    partner: auditPlace(account),
    after: { date: change.date, toServiceId: change.toServiceId, ...figures },
  });
  await changed(sql, buyer);
}

function changeFrom(
  { toServiceId, date }: StoredChange,
  service: Change['service'],
  account: Change['account'],
): Change {
  return { account, service, toServiceId: must(toServiceId), date };
}
