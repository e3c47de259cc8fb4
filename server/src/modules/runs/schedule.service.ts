import { nextBillingDate } from '@backhaul/domain/schedule/schedule';
import type { App } from '../../kit/app.ts';
import { enqueue } from '../../platform/queue.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { NOBODY, type Scope } from '../../tenancy/scope.ts';
import { billableCustomers } from './facts.store.ts';
import { last } from '../../platform/must.ts';
import {
  customersAfter,
  lockCustomers,
  lockUnscheduled,
  ownCustomersAfter,
  partnersFrom,
  partnersToSchedule,
  setNextBillingDates,
  setScheduleFrom,
} from './schedule.store.ts';

const CHUNK = 5000;
/** Beside ordinary work, whose customers and partner it locks meanwhile. */
const REST_CHUNK = 1000;

/**
 * Computes the next billing date anew for customers whose services, items or settings changed, and
 * tells open previews that their facts did.
 */
export async function reschedule(
  sql: ScopedSql,
  changed: readonly { customerId: string }[],
): Promise<void> {
  for (let i = 0; i < changed.length; i += CHUNK)
    await store(
      sql,
      changed.slice(i, i + CHUNK).map((each) => each.customerId),
    );
}

/** The same for customers that became inactive, or are not any more; other statuses bill alike. */
export async function rescheduleMoved(
  sql: ScopedSql,
  moves: readonly Happenings['statusMoved'][],
): Promise<void> {
  await reschedule(
    sql,
    moves.filter(({ from, to }) => (from === 'INACTIVE') !== (to === 'INACTIVE')),
  );
}

/** The same for everybody at these places of the tree and below, gone through in bounded chunks. */
export async function reschedulePlaces(
  sql: ScopedSql,
  changed: readonly { path: string }[],
): Promise<void> {
  for (const { path } of changed) await reschedulePlace(sql, path);
}

async function reschedulePlace(sql: ScopedSql, path: string): Promise<void> {
  const partnerIds = await partnersFrom(sql, path);
  for (let after = 0; ;) {
    const chunk = await customersAfter(sql, partnerIds, after, CHUNK);
    await store(
      sql,
      chunk.map((customer) => customer.id),
    );
    if (chunk.length < CHUNK) return;
    after = last(chunk).number;
  }
}

/**
 * Locked before they are read, in one order everywhere: a charge that comes between would be undone
 * by the older date.
 */
async function store(sql: ScopedSql, customerIds: readonly string[]): Promise<void> {
  if (!customerIds.length) return;
  await lockCustomers(sql, customerIds);
  const customers = await billableCustomers(sql, customerIds);
  await setNextBillingDates(
    sql,
    customers.map(({ facts }) => ({ customerId: facts.id, next: nextBillingDate(facts) })),
  );
}

/**
 * Enqueues one job for each partner whose customers' dates were made by a former rule; nothing once
 * they all are of this one.
 */
export async function scheduleRest(app: App): Promise<void> {
  const partners = await app.boundary.inSql(NOBODY, partnersToSchedule);
  for (const id of partners) {
    const scope = await app.boundary.jobScope(id);
    if (scope)
      await app.boundary.inSql(scope, (sql) =>
        enqueue(
          sql,
          'billing-date:partner',
          { partnerId: id },
          { key: `billing-date:partner:${id}` },
        ),
      );
  }
}

/** Works out anew the dates of one partner's own customers, as far as that is still to be done. */
export async function schedulePartner(
  app: App,
  partnerId: string,
  stop: AbortSignal,
): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (scope) await finishSchedule(app, scope, [partnerId], stop);
}

/**
 * The same for several partners inside a scope, chunk by chunk: each is one transaction that also
 * keeps how far it came, so that a kill costs a chunk at most, and two at once take turns.
 */
export async function finishSchedule(
  app: App,
  scope: Scope,
  partnerIds: readonly string[],
  stop: AbortSignal,
): Promise<void> {
  while (
    !stop.aborted &&
    (await app.boundary.inSql(scope, (sql) => scheduleChunk(sql, partnerIds)))
  );
}

/** The next customers of the first partner that is not done; false when all are. */
async function scheduleChunk(sql: ScopedSql, partnerIds: readonly string[]): Promise<boolean> {
  const partner = await lockUnscheduled(sql, partnerIds);
  if (!partner) return false;
  const chunk = await ownCustomersAfter(sql, partner.id, partner.after, REST_CHUNK);
  await store(
    sql,
    chunk.map((customer) => customer.id),
  );
  await setScheduleFrom(sql, partner.id, chunk.length < REST_CHUNK ? null : last(chunk).number);
  return true;
}
