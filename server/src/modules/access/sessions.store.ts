import { v7 as uuid } from 'uuid';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { placeOf, type Somebody } from './accounts.store.ts';

/** A session that is open, with whose it is. */
export interface OpenSession {
  id: string;
  expiresAt: Date;
  userId: string | null;
  customerId: string | null;
  partnerId: string;
  partnerPath: string;
  partnerNumber: number;
  role: string | null;
  name: string;
  email: string | null;
}

/** The session of a token, by its hash; undefined when there is none, or it is over. */
export async function sessionOfToken(
  sql: Pick<ScopedSql, 'rows'>,
  tokenHash: Buffer,
): Promise<OpenSession | undefined> {
  const [session] = await sql.rows<OpenSession>(
    `select
      session_id id, expires_at "expiresAt", user_id "userId", customer_id "customerId",
      partner_id "partnerId", partner_path "partnerPath", partner_number "partnerNumber",
      role, name, email
    from session_of($1)`,
    [tokenHash],
  );
  return session;
}

/** A session as it is opened. */
export interface NewSession {
  of: Somebody;
  partnerId: string;
  partnerPath: string;
  tokenHash: Buffer;
  userAgent: string | null;
  address: string;
  network: string;
  expiresAt: Date;
}

/** Opens a session. */
export async function insertSession(sql: ScopedSql, session: NewSession): Promise<void> {
  const { of } = session;
  await sql.rows(
    `insert into session (
      id, partner_id, partner_path,
      token_hash, user_id, customer_id,
      user_agent, address, network, expires_at
    )
    values (
      $1, $2, $3,
      $4, $5, $6,
      $7, $8, $9, $10
    )`,
    [
      uuid(),
      session.partnerId,
      session.partnerPath,
      session.tokenHash,
      'userId' in of ? of.userId : null,
      'customerId' in of ? of.customerId : null,
      session.userAgent,
      session.address,
      session.network,
      session.expiresAt,
    ],
  );
}

/** Which of these accounts signed in from a network before. */
export async function signedInFrom(
  sql: ScopedSql,
  accountIds: readonly string[],
  network: string,
): Promise<Set<string>> {
  const known = await sql.rows<{ id: string }>('select id from signed_in_from($1, $2)', [
    accountIds,
    network,
  ]);
  return new Set(known.map(({ id }) => id));
}

export interface SessionRecord {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  userAgent: string | null;
  address: string | null;
}

/** The open sessions of an account, latest first; 100 at most. */
export function openSessionsOf(sql: ScopedSql, of: Somebody): Promise<SessionRecord[]> {
  const { column, id } = placeOf(of);
  return sql.rows<SessionRecord>(
    `select
      id, created_at "createdAt", last_seen_at "lastSeenAt", expires_at "expiresAt",
      user_agent "userAgent", address
    from session
    where ${column} = $1 and revoked_at is null and expires_at > now()
    order by last_seen_at desc
    limit 100`,
    [id],
  );
}

/** What is said of a session to those that live by it: which, and where in the tree. */
export interface SessionPlace {
  id: string;
  path: string;
}

/** Where the open sessions of an account are, all of them. */
export function placesOfSessions(sql: ScopedSql, of: Somebody): Promise<SessionPlace[]> {
  const { column, id } = placeOf(of);
  return sql.rows<SessionPlace>(
    `select id, partner_path path
    from session
    where ${column} = $1 and revoked_at is null and expires_at > now()`,
    [id],
  );
}

/** Ends one session of an account; false when it is not the account's, or over already. */
export async function revokeSession(
  sql: ScopedSql,
  of: Somebody,
  sessionId: string,
): Promise<boolean> {
  const { column, id } = placeOf(of);
  const ended = await sql.rows(
    `update session
    set revoked_at = now()
    where id = $1 and ${column} = $2 and revoked_at is null
    returning id`,
    [sessionId, id],
  );
  return ended.length > 0;
}

/** Ends the sessions of an account, but for one that may be kept; returns those that ended. */
export function revokeSessions(
  sql: ScopedSql,
  of: Somebody,
  kept?: string,
): Promise<SessionPlace[]> {
  const { column, id } = placeOf(of);
  return sql.rows<SessionPlace>(
    `update session
    set revoked_at = now()
    where ${column} = $1${kept === undefined ? '' : ' and id <> $2'} and revoked_at is null
    returning id, partner_path path`,
    kept === undefined ? [id] : [id, kept],
  );
}

/** Deletes what is over of failures and sessions, so many at most; returns how many those were. */
export async function purgeSome(sql: ScopedSql, most: number): Promise<number> {
  const { deleted } = await sql.row<{ deleted: number }>('select purge_sign_ins($1) deleted', [
    most,
  ]);
  return deleted;
}
