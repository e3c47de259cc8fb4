import { lookingUp, rowsById } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Where a chunk of customers goes on: they come in the order of their numbers. */
interface Numbered {
  id: string;
  number: number;
}

/** The partners at a place of the tree and below. */
export async function partnersFrom(sql: ScopedSql, path: string): Promise<string[]> {
  const partners = await sql.rows<{ id: string }>(
    `select id from partner where path >= $1 and path < $1 || chr(1114111)`,
    [path],
  );
  return partners.map((partner) => partner.id);
}

/** The next customers of several partners after a number. */
export function customersAfter(
  sql: ScopedSql,
  partnerIds: readonly string[],
  after: number,
  limit: number,
): Promise<Numbered[]> {
  return lookingUp(sql, () =>
    sql.rows<Numbered>(
      `select id, number
      from customer
      where partner_id = any($1) and number > $2
      order by number
      limit $3`,
      [partnerIds, after, limit],
    ),
  );
}

/** The same of one partner, whose customers an index has in that order. */
export function ownCustomersAfter(
  sql: ScopedSql,
  partnerId: string,
  after: number,
  limit: number,
): Promise<Numbered[]> {
  return sql.rows<Numbered>(
    `select id, number
    from customer
    where partner_id = $1 and number > $2
    order by number
    limit $3`,
    [partnerId, after, limit],
  );
}

/** Locks customers, in the order of their ids as everybody does. */
export async function lockCustomers(sql: ScopedSql, ids: readonly string[]): Promise<void> {
  await sql.rows(`select 1 from ${rowsById('customer', '$1', 'c', 'for update')}`, [ids]);
}

/** Writes when customers are billed next; null: not any more. */
export async function setNextBillingDates(
  sql: ScopedSql,
  dates: readonly { customerId: string; next: string | null }[],
): Promise<void> {
  await sql.rows(
    `update customer c
    set next_billing_date = n.next
    from unnest($1::uuid[], $2::date[]) as n(id, next)
    where c.id = n.id`,
    [dates.map(({ customerId }) => customerId), dates.map(({ next }) => next)],
  );
}

/** The partners of the whole installation that are not gone through yet. */
export async function partnersToSchedule(sql: ScopedSql): Promise<string[]> {
  const partners = await sql.rows<{ id: string }>(
    'select partner_id id from partners_to_schedule()',
  );
  return partners.map((partner) => partner.id);
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

/** The first of the partners that is not gone through, locked, and the number it goes on after; null when all are. */
export async function lockUnscheduled(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<{ id: string; after: number } | null> {
  const [partner] = await sql.rows<{ id: string; after: number }>(
    `select id, schedule_from after
    from partner
    where id = any($1) and schedule_from is not null
    order by id
    limit 1
    for no key update`,
    [partnerIds],
  );
  return partner ?? null;
}

/** Keeps how far a partner's customers were gone through; null: they all were. */
export async function setScheduleFrom(
  sql: ScopedSql,
  partnerId: string,
  after: number | null,
): Promise<void> {
  await sql.rows('update partner set schedule_from = $2 where id = $1', [partnerId, after]);
}
