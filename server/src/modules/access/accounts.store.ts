import type { Viewer } from '../../kit/viewer.ts';
import type { Door } from '../../kit/visitor.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Whoever has a password: a user of the back office, or a customer. */
export type Somebody = { userId: string } | { customerId: string };

/** The account of whoever is signed in, or was named: all but customers are users. */
export function accountOf({ kind, id }: Pick<Viewer | NamedAccount, 'kind' | 'id'>): Somebody {
  return kind === 'CUSTOMER' ? { customerId: id } : { userId: id };
}

/** Where accounts of a kind are, and the column by which other tables name one. */
export function placeOf(of: Somebody): {
  table: 'app_user' | 'customer';
  column: 'user_id' | 'customer_id';
  id: string;
} {
  return 'userId' in of
    ? { table: 'app_user', column: 'user_id', id: of.userId }
    : { table: 'customer', column: 'customer_id', id: of.customerId };
}

/** The hash of the password of an account that is there; null when it has none. */
export async function passwordHashOf(sql: ScopedSql, of: Somebody): Promise<string | null> {
  const { table, id } = placeOf(of);
  const { hash } = await sql.row<{ hash: string | null }>(
    `select password_hash hash from ${table} where id = $1`,
    [id],
  );
  return hash;
}

/** Gives an account another password. */
export async function setPasswordHash(sql: ScopedSql, of: Somebody, hash: string): Promise<void> {
  const { table, id } = placeOf(of);
  await sql.rows(`update ${table} set password_hash = $2 where id = $1`, [id, hash]);
}

/** The same for an account that may sign in; false when it may not, or is gone. */
export async function setPasswordHashOfActive(
  sql: ScopedSql,
  of: Somebody,
  hash: string,
): Promise<boolean> {
  const { table, id } = placeOf(of);
  const changed = await sql.rows(
    `update ${table} set password_hash = $2 where id = $1${'userId' in of ? ' and active' : ''} returning 1`,
    [id, hash],
  );
  return changed.length > 0;
}

/** An account that may be meant by what somebody typed. */
export interface NamedAccount {
  kind: 'USER' | 'CUSTOMER';
  id: string;
  partnerId: string;
}
/** The same, with what is needed to let it in. */
export interface Candidate extends NamedAccount {
  partnerPath: string;
  partnerNumber: number;
  passwordHash: string | null;
}

/**
 * The accounts at and below a place that an e-mail address or a login may mean, 20 at most;
 * customers may share an address. known: ids that come first.
 */
export function accountsNamed(
  sql: ScopedSql,
  door: Door,
  identifier: string,
  path: string,
  known: readonly string[],
): Promise<Candidate[]> {
  return sql.rows<Candidate>(
    `select
      kind, id, partner_id "partnerId", partner_path "partnerPath",
      partner_number "partnerNumber", password_hash "passwordHash"
    from accounts_named($1, $2, $3, $4)`,
    [door, identifier, path, known],
  );
}

/** Those of them that a mail can be sent to. */
export function accountsWithEmail(
  sql: ScopedSql,
  door: Door,
  identifier: string,
  path: string,
): Promise<NamedAccount[]> {
  return sql.rows<NamedAccount>(
    `select kind, id, partner_id "partnerId"
    from accounts_named($1, $2, $3, '{}')
    where has_email`,
    [door, identifier, path],
  );
}

/** Notes that a user signed in just now. */
export async function noteSignIn(sql: ScopedSql, userId: string): Promise<void> {
  await sql.rows('update app_user set last_sign_in_at = now() where id = $1', [userId]);
}
