import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Start } from './carrier.ts';
import type { Owner } from './recipients.store.ts';

// Mails about the security of an account go at once and before everything else.

/** An account that a password is set for. */
export interface AccountRef {
  kind: 'USER' | 'CUSTOMER';
  id: string;
}

/** A user u who is told what concerns its partner. */
const ADMINISTRATES = `u.active and u.role in ('ADMINISTRATOR', 'SUPER_ADMINISTRATOR')`;

const TABLE = { USER: 'app_user', CUSTOMER: 'customer' };
const COLUMN = { USER: 'user_id', CUSTOMER: 'customer_id' };

/** The partner of an account inside the scope; an error where there is none. */
export function ownerOf(sql: ScopedSql, account: AccountRef): Promise<Owner> {
  return sql.row<Owner>(
    `select partner_id "partnerId", partner_path "partnerPath"
    from ${TABLE[account.kind]}
    where id = $1`,
    [account.id],
  );
}

/** Keeps a place for a link to set a password with; it cannot be used until openLink. */
export async function insertLink(
  sql: ScopedSql,
  resetId: string,
  account: AccountRef,
  owner: Owner,
): Promise<void> {
  await sql.rows(
    `insert into password_reset (id, partner_id, partner_path, ${COLUMN[account.kind]}, expires_at)
    values ($1, $2, $3, $4, now() + interval '7 days')`,
    [resetId, owner.partnerId, owner.partnerPath, account.id],
  );
}

/** Queues the mail with that link; returns the message's id. */
export async function insertLinkMail(
  sql: ScopedSql,
  resetId: string,
  account: AccountRef,
  owner: Owner,
  kind: 'RESET_MAIL' | 'WELCOME_MAIL',
  start: Start,
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into message (partner_id, partner_path, channel, kind, cause,
      ${COLUMN[account.kind]}, reset_id,
      priority, at_once, status, error, send_after, recorded_by)
    values ($1, $2, 'EMAIL', $3, 'reset:' || $4::uuid,
      $5, $4::uuid,
      0, true, $6, $7, now(), $8)
    returning id`,
    [
      owner.partnerId,
      owner.partnerPath,
      kind,
      resetId,
      account.id,
      start.status,
      start.error,
      sql.scope.actor.name,
    ],
  );
  return id;
}

/** From now on the link works, for so many hours; one that was used stays so. */
export async function openLink(
  sql: ScopedSql,
  resetId: string | null,
  tokenHash: Buffer,
  hours: number,
): Promise<void> {
  await sql.rows(
    `update password_reset
    set token_hash = $2, expires_at = now() + $3::interval
    where id = $1 and used_at is null`,
    [resetId, tokenHash, `${hours} hours`],
  );
}

/** Who is told of what concerns some partners. */
export interface Told extends Owner {
  timeZone: string;
  /** Their own partner is one of those. */
  own: boolean;
  /** The names of others, which have nobody to be told. */
  others: string[];
}

/** The partners whose administrators are told: each itself, or the nearest above that has any. */
export function toldOf(sql: ScopedSql, partnerIds: readonly string[]): Promise<Told[]> {
  return sql.rows<Told>(
    `select
      a.id "partnerId", a.path "partnerPath", a.time_zone "timeZone",
      bool_or(a.id = p.id) own,
      coalesce(array_agg(p.name order by p.path) filter (where a.id <> p.id), '{}') others
    from partner p
    cross join lateral (
      select o.id, o.path, o.time_zone
      from partner o
      where starts_with(p.path, o.path)
        and exists (select 1 from app_user u where u.partner_id = o.id and ${ADMINISTRATES})
      order by length(o.path) desc
      limit 1
    ) a
    where p.id = any($1::uuid[])
    group by a.id, a.path, a.time_zone`,
    [partnerIds],
  );
}

/**
 * Queues a mail to each administrator of a partner; the same change twice is once. said: the
 * variables of its template; by: who made the change.
 */
export async function insertAdministratorMails(
  sql: ScopedSql,
  partner: Owner,
  change: { id: string; said: Record<string, string>; by: string },
  start: Start,
): Promise<void> {
  await sql.rows(
    `insert into message (partner_id, partner_path, channel, kind, cause,
      user_id, said,
      priority, at_once, status, error, send_after, recorded_by)
    select $1, $2, 'EMAIL', 'SECURITY_MAIL', 'change:' || $3::uuid || ':' || u.id,
      u.id, $4::jsonb,
      0, true, $5, $6, now(), $7
    from app_user u
    where u.partner_id = $1 and ${ADMINISTRATES}
    on conflict (partner_id, cause) do nothing`,
    [
      partner.partnerId,
      partner.partnerPath,
      change.id,
      JSON.stringify(change.said),
      start.status,
      start.error,
      change.by,
    ],
  );
}

/** Queues a mail to the address that an account had; the same id twice is once. */
export async function insertOldAddressMail(
  sql: ScopedSql,
  mail: {
    id: string;
    userId: string | null;
    customerId: string | null;
    address: string;
  } & Owner,
  start: Start,
): Promise<void> {
  await sql.rows(
    `insert into message (id, partner_id, partner_path, channel, kind, cause,
      user_id, customer_id, recipient,
      priority, at_once, status, error, send_after, recorded_by)
    values ($1, $2, $3, 'EMAIL', 'SECURITY_MAIL', 'old-address:' || $1::uuid,
      $4, $5, $6,
      0, true, $7, $8, now(), $9)
    on conflict (partner_id, cause) do nothing`,
    [
      mail.id,
      mail.partnerId,
      mail.partnerPath,
      mail.userId,
      mail.customerId,
      mail.address,
      start.status,
      start.error,
      sql.scope.actor.name,
    ],
  );
}
