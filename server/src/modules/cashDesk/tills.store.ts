import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** A till as it is kept; amounts in minor units. */
export interface TillRow {
  id: string;
  partnerId: string;
  partnerPath: string;
  clock: PartnerClock;
  name: string;
  currency: string;
  limit: bigint | null;
  archived: boolean;
  /** What the last close left in it; null before the first. */
  left: bigint | null;
}

const COLUMNS = `t.id, t.partner_id "partnerId", t.partner_path "partnerPath", p.clock, t.name, t.currency,
      t.limit_minor "limit", t.archived_at is not null archived, t.left_minor "left"`;

/** Whose tills: all of a place of the tree, or those that somebody may use. */
export interface TillsAsked {
  path: string | null;
  userId: string | null;
}

/** Tills inside the scope by name, those in use first. */
export function listTills(sql: ScopedSql, { path, userId }: TillsAsked): Promise<TillRow[]> {
  return sql.rows<TillRow>(
    `select ${COLUMNS}
    from till t
    join partner p on p.id = t.partner_id
    where ($1::text is null or starts_with(t.partner_path, $1))
      and ($2::uuid is not null or is_test(t.partner_path) = is_test(coalesce($1, scope_path())))
      and ($2::uuid is null or t.archived_at is null and exists (
        select from till_user u where u.till_id = t.id and u.user_id = $2))
    order by t.archived_at is not null, t.name, t.id`,
    [path, userId],
  );
}

/** Tills by their ids. */
export function tillsById(sql: ScopedSql, ids: readonly string[]): Promise<TillRow[]> {
  return sql.rows<TillRow>(
    `select ${COLUMNS}
    from till t
    join partner p on p.id = t.partner_id
    where t.id = any($1::uuid[])`,
    [ids],
  );
}

/** A till, locked until the transaction ends: who opens or closes it waits here. None outside the scope. */
export async function lockTill(sql: ScopedSql, id: string): Promise<TillRow | undefined> {
  const [till] = await sql.rows<TillRow>(
    `select ${COLUMNS}
    from till t
    join partner p on p.id = t.partner_id
    where t.id = $1
    for no key update of t`,
    [id],
  );
  return till;
}

export interface TillToWrite {
  name: string;
  limit: bigint | null;
}

/** Writes a new till; its id. */
export async function insertTill(
  sql: ScopedSql,
  partner: { id: string; path: string; currency: string },
  { name, limit }: TillToWrite,
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into till (partner_id, partner_path, name, currency, limit_minor)
    values ($1, $2, $3, $4, $5)
    returning id`,
    [partner.id, partner.path, name, partner.currency, limit],
  );
  return id;
}

export async function updateTill(
  sql: ScopedSql,
  id: string,
  { name, limit, archived }: TillToWrite & { archived: boolean },
): Promise<void> {
  await sql.rows(
    `update till
    set name = $2, limit_minor = $3,
      archived_at = case when $4 then coalesce(archived_at, now()) end
    where id = $1`,
    [id, name, limit, archived],
  );
}

/** Has exactly these use a till. */
export async function setTillUsers(
  sql: ScopedSql,
  tillId: string,
  userIds: readonly string[],
): Promise<void> {
  await sql.rows('delete from till_user where till_id = $1', [tillId]);
  await sql.rows(
    `insert into till_user (till_id, user_id, partner_id, partner_path)
    select t.id, u.id, t.partner_id, t.partner_path
    from till t
    cross join unnest($2::uuid[]) u(id)
    where t.id = $1`,
    [tillId, userIds],
  );
}

/** Those of users whom the scope shows, and whether they work at the partner of a path or above it, and still do. */
export function staffOf(
  sql: ScopedSql,
  path: string,
  userIds: readonly string[],
): Promise<{ id: string; name: string; fits: boolean }[]> {
  return sql.rows(
    `select id, name, active and starts_with($2::text, partner_path) fits
    from app_user
    where id = any($1::uuid[])`,
    [userIds, path],
  );
}

/** Somebody who may use a till. */
export interface TillUserRow {
  tillId: string;
  id: string;
  name: string | null;
}

/** Who may use tills; name: null of whom the scope does not show. */
export function usersOfTills(sql: ScopedSql, tillIds: readonly string[]): Promise<TillUserRow[]> {
  return sql.rows<TillUserRow>(
    `select u.till_id "tillId", u.user_id id, a.name
    from till_user u
    left join app_user a on a.id = u.user_id
    where u.till_id = any($1::uuid[])
    order by a.name, u.user_id`,
    [tillIds],
  );
}

export async function mayUse(sql: ScopedSql, tillId: string, userId: string): Promise<boolean> {
  const found = await sql.rows('select from till_user where till_id = $1 and user_id = $2', [
    tillId,
    userId,
  ]);
  return found.length > 0;
}

/** A close of a locked till: its number, without gaps, and what stays in the till. */
export async function numberClose(sql: ScopedSql, tillId: string, left: bigint): Promise<number> {
  const { number } = await sql.row<{ number: number }>(
    `update till
    set last_number = last_number + 1, left_minor = $2
    where id = $1
    returning last_number number`,
    [tillId, left],
  );
  return number;
}
