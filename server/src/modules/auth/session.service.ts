import { createHash, randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { App } from '../../app.ts';
import { announce } from '../../platform/signals.ts';
import { badInput, notFound, Refusal } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { NOBODY, type Actor, type Scope } from '../../tenancy/scope.ts';
import { hashPassword, passwordFits, passwordProblem } from './password.ts';
import { atDeskOnly } from './fieldRights.ts';
import { permissionsOfRole } from './permissions.ts';
import type { Viewer } from './viewer.ts';

/** Which people a door is for: the back office, the portal, or (programs with a bearer token) both. */
export type Door = 'admin' | 'portal' | 'any';
export interface Visitor { door: Door; address: string; userAgent: string | null }
interface Candidate { kind: 'USER' | 'CUSTOMER'; id: string; partner_id: string; partner_path: string; partner_number: number; password_hash: string | null }

const WINDOW_MS = 15 * 60_000;
const LIMIT_ACCOUNT = 10;
const LIMIT_ADDRESS = 100;
const HOURS = { USER: 12, CUSTOMER: 24 * 30 };

export function hashToken(token: string): Buffer { return createHash('sha256').update(token).digest(); }

/**
 * Opens a session for whoever the identifier and password fit; `replaces` is the session that a browser gives up for it.
 * Refusals: UNAUTHENTICATED with one text for an unknown account and a wrong password; RATE_LIMITED after too many failures.
 */
export async function signIn(app: App, visitor: Visitor, identifier: string, password: string, replaces?: Viewer): Promise<{ token: string; viewer: Viewer }> {
  const name = identifier.trim();
  if (name.length > 254 || password.length > 200) throw wrong();
  const { candidates, keys } = await app.boundary.inSql(NOBODY, async (sql) => {
    const rows = await sql.rows<Candidate>('select * from sign_in_candidates($1, $2)', [visitor.door, name]);
    const limited = keysOf(rows, name, visitor);
    await refuseTooMany(sql, limited);
    return { candidates: rows, keys: limited };
  });
  const found = await whoseItIs(candidates, password);
  if (!found) {
    await app.boundary.inSql(NOBODY, async (sql) => { for (const key of Object.values(keys)) await sql.rows('select record_sign_in_failure($1)', [key]); });
    auditFailure(app, visitor, candidates, name);
    throw wrong();
  }
  // of many attempts made at once, those that come after the last allowed failure are refused too
  await app.boundary.inSql(NOBODY, (sql) => refuseTooMany(sql, keys));
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(Date.now() + HOURS[found.kind] * 3_600_000);
  await app.boundary.inSql(scopeOf(found, name), async (sql) => {
    await sql.rows('select clear_sign_in_failures($1)', [keys.account]);
    await sql.rows(`insert into session (id, partner_id, partner_path, token_hash, user_id, customer_id, user_agent, address, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [uuid(), found.partner_id, found.partner_path, hashToken(token), found.kind === 'USER' ? found.id : null, found.kind === 'CUSTOMER' ? found.id : null, visitor.userAgent?.slice(0, 300) ?? null, visitor.address, expiresAt]);
    if (found.kind === 'USER') await sql.rows('update app_user set last_sign_in_at = now() where id = $1', [found.id]);
    await audit(sql, { action: 'sign-in', entity: found.kind.toLowerCase(), entityId: found.id, address: visitor.address });
  });
  if (replaces) await app.boundary.inSql(replaces.scope, (sql) => endSession(sql, replaces, replaces.sessionId)).catch((error: unknown) => { if (!(error instanceof Refusal)) throw error; });
  const viewer = await viewerOf(app, token);
  if (!viewer) throw new Error('a session that was just opened cannot be found');
  return { token, viewer };
}

function scopeOf(candidate: Candidate, name: string): Scope {
  const { kind, id, partner_id: partnerId, partner_path: path } = candidate;
  const actor: Actor = { kind, id, name };
  return kind === 'CUSTOMER' ? { kind: 'customer', customerId: id, partnerId, path, actor } : { kind: candidate.partner_number === 1 ? 'operator' : 'partner', partnerId, path, actor };
}

/** What failures are counted by. An account with an e-mail address and a login is one account; an address that several share is none of theirs. */
function keysOf(candidates: readonly Candidate[], name: string, visitor: Visitor): { account: string; address: string } {
  const account = candidates.length === 1 ? `account:${candidates[0].id}` : `account:${hashToken(name.toLowerCase()).toString('base64')}`;
  return { account, address: `address:${visitor.address}` };
}

/** In the audit of each account that was meant. Nobody waits for it: an unknown account must not be told by the time it takes. */
function auditFailure(app: App, visitor: Visitor, candidates: readonly Candidate[], name: string): void {
  const record = async () => {
    for (const candidate of candidates) {
      await app.boundary.inSql(scopeOf(candidate, name), (sql) => audit(sql, { action: 'sign-in-failed', entity: candidate.kind.toLowerCase(), entityId: candidate.id, address: visitor.address }));
    }
  };
  record().catch((error: unknown) => { app.log.warn({ err: error }, 'a failed sign-in could not be recorded'); });
}

function wrong(): Refusal { return new Refusal('UNAUTHENTICATED', 'The e-mail address or login and the password do not fit together.'); }

async function refuseTooMany(sql: ScopedSql, keys: { account: string; address: string }): Promise<void> {
  const { account, address } = await sql.row<{ account: number; address: number }>('select sign_in_failures($1, $3) account, sign_in_failures($2, $3) address', [keys.account, keys.address, new Date(Date.now() - WINDOW_MS)]);
  if (account >= LIMIT_ACCOUNT || address >= LIMIT_ADDRESS) throw new Refusal('RATE_LIMITED', 'Too many failed attempts to sign in. Wait 15 minutes, then try again.');
}

/** Customers may share an e-mail address: the password says who it is. Always checks at least one hash. */
async function whoseItIs(candidates: Candidate[], password: string): Promise<Candidate | null> {
  if (!candidates.length) { await passwordFits(null, password); return null; }
  for (const candidate of candidates) if (await passwordFits(candidate.password_hash, password)) return candidate;
  return null;
}

interface SessionRow { session_id: string; expires_at: Date; user_id: string | null; customer_id: string | null; partner_id: string; partner_path: string; partner_number: number; role: string | null; name: string; email: string | null }

/** Who a token belongs to, with the role's permissions as they are now; null when the session is over. */
export async function viewerOf(app: App, token: string): Promise<Viewer | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const [row] = await app.boundary.inSql(NOBODY, (sql) => sql.rows<SessionRow>('select * from session_of($1)', [hashToken(token)]));
  if (!row) return null;
  const common = { sessionId: row.session_id, expiresAt: row.expires_at, name: row.name, email: row.email, partnerId: row.partner_id, path: row.partner_path };
  if (row.customer_id) {
    const actor: Actor = { kind: 'CUSTOMER', id: row.customer_id, name: row.name };
    return { ...common, kind: 'CUSTOMER', id: row.customer_id, role: null, permissions: permissionsOfRole(null), scope: { kind: 'customer', customerId: row.customer_id, partnerId: row.partner_id, path: row.partner_path, actor } };
  }
  const operator = row.partner_number === 1;
  const actor: Actor = { kind: 'USER', id: row.user_id, name: row.name };
  const permissions = permissionsOfRole(row.role ?? '');
  return { ...common, kind: operator ? 'OPERATOR' : 'PARTNER', id: row.user_id!, role: row.role, permissions, scope: { kind: operator ? 'operator' : 'partner', partnerId: row.partner_id, path: row.partner_path, actor, ...(atDeskOnly(permissions) ? { desk: row.user_id! } : {}) } };
}

function ownSessions(viewer: Viewer): [column: string, id: string] { return [viewer.kind === 'CUSTOMER' ? 'customer_id' : 'user_id', viewer.id]; }

/** Ends a session of the viewer's own, and the sockets that live by it. Refuses others' with NOT_FOUND. */
export async function endSession(sql: ScopedSql, viewer: Viewer, sessionId: string): Promise<void> {
  const [column, id] = ownSessions(viewer);
  const ended = await sql.rows(`update session set revoked_at = now() where id = $1 and ${column} = $2 and revoked_at is null returning id`, [sessionId, id]);
  if (!ended.length) throw notFound();
  await announce(sql, { topic: 'access', path: viewer.path, id: sessionId });
}

export interface SessionRecord { id: string; createdAt: Date; lastSeenAt: Date; expiresAt: Date; userAgent: string | null; address: string | null }

/** The viewer's own open sessions, latest first. */
export async function openSessions(sql: ScopedSql, viewer: Viewer): Promise<SessionRecord[]> {
  const [column, id] = ownSessions(viewer);
  return sql.rows<SessionRecord>(`select id, created_at "createdAt", last_seen_at "lastSeenAt", expires_at "expiresAt", user_agent "userAgent", address from session
    where ${column} = $1 and revoked_at is null and expires_at > now() order by last_seen_at desc limit 100`, [id]);
}

/** Sets a new password and ends every other session. Refuses a wrong current one and a weak new one by field. */
export async function changePassword(sql: ScopedSql, viewer: Viewer, current: string, next: string): Promise<void> {
  const table = viewer.kind === 'CUSTOMER' ? 'customer' : 'app_user';
  const problem = passwordProblem(next);
  if (problem) throw badInput({ next: problem });
  const { hash } = await sql.row<{ hash: string | null }>(`select password_hash hash from ${table} where id = $1`, [viewer.id]);
  if (!(await passwordFits(hash, current))) throw badInput({ current: 'this is not your password' });
  await sql.rows(`update ${table} set password_hash = $2 where id = $1`, [viewer.id, await hashPassword(next)]);
  const [column, id] = ownSessions(viewer);
  const ended = await sql.rows<{ id: string }>(`update session set revoked_at = now() where ${column} = $1 and id <> $2 and revoked_at is null returning id`, [id, viewer.sessionId]);
  for (const session of ended) await announce(sql, { topic: 'access', path: viewer.path, id: session.id });
  await audit(sql, { action: 'change-password', entity: viewer.kind === 'CUSTOMER' ? 'customer' : 'user', entityId: viewer.id });
}
