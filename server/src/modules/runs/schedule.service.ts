import { nextBillingDate } from '@backhaul/domain/schedule/schedule';
import type { App } from '../../kit/app.ts';
import { enqueue } from '../../platform/queue.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { NOBODY, type Scope } from '../../tenancy/scope.ts';
import { billableCustomers } from './facts.store.ts';
import { last } from '../../platform/must.ts';

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
  const partners = await sql.rows<{ id: string }>(
    `select id from partner where path >= $1 and path < $1 || chr(1114111)`,
    [path],
  );
  for (let after = 0; ;) {
    const chunk = await sql.rows<{ id: string; number: number }>(
      'select id, number from customer where partner_id = any($1) and number > $2 order by number limit $3',
      [partners.map((partner) => partner.id), after, CHUNK],
    );
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
  await sql.rows('select 1 from customer where id = any($1) order by id for update', [customerIds]);
  const customers = await billableCustomers(sql, customerIds);
  const dates = customers.map(({ facts }) => nextBillingDate(facts));
  await sql.rows(
    `update customer c set next_billing_date = n.next from unnest($1::uuid[], $2::date[]) as n(id, next) where c.id = n.id`,
    [customers.map((customer) => customer.facts.id), dates],
  );
}

/**
 * Enqueues one job for each partner whose customers' dates were made by a former rule; nothing once
 * they all are of this one.
 */
export async function scheduleRest(app: App): Promise<void> {
  const partners = await app.boundary.inSql(NOBODY, (sql) =>
    sql.rows<{ id: string }>('select partner_id id from partners_to_schedule()'),
  );
  for (const { id } of partners) {
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

/** Those of the partners that are not gone through yet. */
export async function unscheduledOf(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<string[]> {
  return (
    await sql.rows<{ id: string }>(
      'select id from partner where id = any($1) and schedule_from is not null',
      [partnerIds],
    )
  ).map(({ id }) => id);
}

/** The next customers of the first partner that is not done; false when all are. */
async function scheduleChunk(sql: ScopedSql, partnerIds: readonly string[]): Promise<boolean> {
  const [partner] = await sql.rows<{ id: string; after: number }>(
    `select id, schedule_from after
    from partner
    where id = any($1) and schedule_from is not null
    order by id
    limit 1
    for no key update`,
    [partnerIds],
  );
  if (!partner) return false;
  const chunk = await sql.rows<{ id: string; number: number }>(
    'select id, number from customer where partner_id = $1 and number > $2 order by number limit $3',
    [partner.id, partner.after, REST_CHUNK],
  );
  await store(
    sql,
    chunk.map((customer) => customer.id),
  );
  await sql.rows('update partner set schedule_from = $2 where id = $1', [
    partner.id,
    chunk.length < REST_CHUNK ? null : last(chunk).number,
  ]);
  return true;
}
