import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import { rowsById } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** A partner for whom proformas come by themselves, as far as they are made. */
export interface Asking {
  partnerId: string;
  partnerPath: string;
  number: number;
  clock: PartnerClock;
  since: string;
  madeThrough: string | null;
  madeCustomer: number;
}

/** One of them, locked until the transaction ends: whoever asks for it asks alone. null: they do not come. */
export async function lockAsking(sql: ScopedSql, partnerId: string): Promise<Asking | null> {
  const [asking] = await sql.rows<Asking>(
    `select a.partner_id "partnerId", a.partner_path "partnerPath", p.number, p.clock,
      a.since, a.made_through "madeThrough", a.made_customer "madeCustomer"
    from proforma_partner a
    join partner p on p.id = a.partner_id
    where a.partner_id = $1
    for update of a`,
    [partnerId],
  );
  return asking ?? null;
}

/** Keeps how far a partner's customers are asked. through: the day of which all are. */
export async function keepMade(
  sql: ScopedSql,
  partnerId: string,
  { through, customer }: { through?: string; customer: number },
): Promise<void> {
  await sql.rows(
    `update proforma_partner
    set made_through = coalesce($2::date, made_through), made_customer = $3
    where partner_id = $1`,
    [partnerId, through ?? null, customer],
  );
}

/** The next of a partner's own customers, by number, that are due by a date. */
export function customersDue(
  sql: ScopedSql,
  partnerId: string,
  { on, after, limit }: { on: string; after: number; limit: number },
): Promise<{ id: string; number: number }[]> {
  return sql.rows(
    `select id, number
    from customer
    where partner_id = $1 and next_billing_date <= $2 and number > $3
    order by number
    limit $4`,
    [partnerId, on, after, limit],
  );
}

/** Locks customers, in the order of their ids as everybody does. */
export async function lockInOrder(sql: ScopedSql, ids: readonly string[]): Promise<void> {
  await sql.rows(`select c.id from ${rowsById('customer', '$1', 'c', 'for update')}`, [ids]);
}

/** What customers were asked by themselves: who has an open one, and for which billing dates ("id date"). */
export async function askedFor(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<{ open: Set<string>; dates: Set<string> }> {
  const rows = await sql.rows<{ customerId: string; on: string; status: string }>(
    `select customer_id "customerId", billing_date "on", status
    from proforma
    where customer_id = any($1::uuid[]) and billing_date is not null`,
    [customerIds],
  );
  return {
    open: new Set(rows.flatMap((row) => (row.status === 'UNPAID' ? [row.customerId] : []))),
    dates: new Set(rows.map(({ customerId, on }) => `${customerId} ${on}`)),
  };
}

/** Those inside the scope for whom they come. */
export function askingPartners(
  sql: ScopedSql,
): Promise<{ id: string; path: string; clock: PartnerClock; lookedOn: string | null }[]> {
  return sql.rows(
    `select p.id, p.path, p.clock, a.looked_on "lookedOn"
    from proforma_partner a
    join partner p on p.id = a.partner_id
    order by p.number`,
  );
}

/** Forgets those for whom they do not come any more; on: all for whom they do. */
export async function forgetAsking(sql: ScopedSql, on: readonly string[]): Promise<void> {
  await sql.rows('delete from proforma_partner where partner_id <> all($1::uuid[])', [on]);
}

/** Those of the partners for whom they did not come until now. */
export function newlyAsking(
  sql: ScopedSql,
  on: readonly string[],
): Promise<{ id: string; clock: PartnerClock }[]> {
  return sql.rows(
    `select p.id, p.clock
    from partner p
    where p.id = any($1::uuid[])
      and not exists (select 1 from proforma_partner a where a.partner_id = p.id)`,
    [on],
  );
}

/** Keeps since when they come for partners; who is known keeps its day. */
export async function keepAsking(
  sql: ScopedSql,
  partners: readonly { id: string; since: string }[],
): Promise<void> {
  await sql.rows(
    `insert into proforma_partner (partner_id, partner_path, since)
    select p.id, p.path, x.since
    from unnest($1::uuid[], $2::date[]) x(id, since)
    join partner p on p.id = x.id
    on conflict (partner_id) do nothing`,
    [partners.map(({ id }) => id), partners.map(({ since }) => since)],
  );
}

/** Has the days of the partners at a place and below looked at again within a minute. */
export async function lookAgain(sql: ScopedSql, path: string): Promise<void> {
  await sql.rows(
    `update proforma_partner
    set looked_on = null
    where partner_path >= $1 and partner_path < $1 || chr(1114111)`,
    [path],
  );
}

/** Keeps that a partner's days were looked at on a day. */
export async function markLooked(sql: ScopedSql, partnerId: string, day: string): Promise<void> {
  await sql.rows('update proforma_partner set looked_on = $2 where partner_id = $1', [
    partnerId,
    day,
  ]);
}
