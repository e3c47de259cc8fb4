import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { HolderRecord } from '../fields/index.ts';

/** How the audit says that a sample was begun, and that it is whole. */
export type SampleMark = 'begin-sample' | 'end-sample';

/** Waits until nobody else makes a sample, and keeps others waiting until the transaction ends. */
export async function holdSample(sql: ScopedSql): Promise<void> {
  await sql.rows('select pg_advisory_xact_lock(4119)');
}

/** What the audit says of a partner's sample. */
export async function marksOf(sql: ScopedSql, partnerId: string): Promise<SampleMark[]> {
  const marks = await sql.rows<{ action: SampleMark }>(
    `select action
    from audit_entry
    where entity = 'partner' and entity_id = $1 and action in ('begin-sample', 'end-sample')`,
    [partnerId],
  );
  return marks.map(({ action }) => action);
}

/** Whether there is any customer inside the scope. */
export async function hasCustomers(sql: ScopedSql): Promise<boolean> {
  return (await sql.rows('select 1 from customer limit 1')).length > 0;
}

/** The user of an e-mail address; null without one inside the scope. */
export async function findUser(sql: ScopedSql, email: string): Promise<string | null> {
  const [user] = await sql.rows<{ id: string }>('select id from app_user where email_key = $1', [
    email,
  ]);
  return user?.id ?? null;
}

/** Writes the administrator of a partner who may do everything. Returns its id. */
export async function insertAdministrator(
  sql: ScopedSql,
  partner: { partnerId: string; path: string },
  user: { email: string; name: string; passwordHash: string },
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into app_user (partner_id, partner_path, email, email_key, name, password_hash, role)
    values ($1, $2, $3, $3, $4, $5, 'SUPER_ADMINISTRATOR')
    returning id`,
    [partner.partnerId, partner.path, user.email, user.name, user.passwordHash],
  );
  return id;
}

/** The password hashes of those users who may sign in, and customers, that have one of these names. */
export function passwordHashes(
  sql: ScopedSql,
  names: readonly string[],
): Promise<{ name: string; hash: string | null }[]> {
  return sql.rows(
    `select email_key name, password_hash hash
    from app_user
    where active and email_key = any($1)
    union all
    select login_key, password_hash
    from customer
    where login_key = any($1)`,
    [names],
  );
}

/** The customer that is tried in the portal, with its custom fields. */
export function customerOfPortal(sql: ScopedSql): Promise<HolderRecord & { fields: FieldValues }> {
  return sql.row<HolderRecord & { fields: FieldValues }>(
    `select id, partner_id "partnerId", partner_path "partnerPath", custom_fields fields
    from customer
    where login_key = 'demo'`,
  );
}
