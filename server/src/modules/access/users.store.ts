import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** A user of the back office, as it is stored. */
export interface StoredUser {
  id: string;
  partnerId: string;
  partnerPath: string;
  email: string;
  name: string;
  role: string;
  active: boolean;
  customFields: FieldValues;
}

/** Whether a user that the scope sees has an e-mail address; one may be left out, whose own it is. */
export async function emailSeenInUse(
  sql: ScopedSql,
  email: string,
  besides: string | null,
): Promise<boolean> {
  const [seen] = await sql.rows(
    'select 1 from app_user where email_key = lower($1) and id is distinct from $2',
    [email, besides],
  );
  return seen !== undefined;
}

export interface NewUser {
  partnerId: string;
  partnerPath: string;
  email: string;
  name: string;
  passwordHash: string | null;
  role: string;
}

/** Stores a user and returns its id. An address that is taken fails on app_user_email_key_key. */
export async function insertUser(sql: ScopedSql, user: NewUser): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into app_user (partner_id, partner_path, email, email_key, name, password_hash, role)
    values ($1, $2, $3::text, lower($3::text), $4, $5, $6)
    returning id`,
    [user.partnerId, user.partnerPath, user.email, user.name, user.passwordHash, user.role],
  );
  return id;
}

/** Locks a user and reads it; undefined for one outside the scope. */
export async function lockUser(sql: ScopedSql, id: string): Promise<StoredUser | undefined> {
  const [user] = await sql.rows<StoredUser>(
    `select
      id, partner_id "partnerId", partner_path "partnerPath",
      email, name, role, active, custom_fields "customFields"
    from app_user
    where id = $1
    for update`,
    [id],
  );
  return user;
}

/** Stores what of a user can be changed; passwordHash: null keeps the one that is there. */
export async function updateUserRow(
  sql: ScopedSql,
  id: string,
  user: Pick<StoredUser, 'email' | 'name' | 'role' | 'active'>,
  passwordHash: string | null,
): Promise<void> {
  await sql.rows(
    `update app_user
    set email = $2::text, email_key = lower($2::text), name = $3, role = $4, active = $5,
      password_hash = coalesce($6, password_hash)
    where id = $1`,
    [id, user.email, user.name, user.role, user.active, passwordHash],
  );
}
