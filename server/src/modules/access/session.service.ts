import { createHash } from 'node:crypto';
import type { App } from '../../kit/app.ts';
import { announce } from '../../platform/signals.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { NOBODY, type Actor } from '../../tenancy/scope.ts';
import { confirmPassword, ownRecord } from './confirm.service.ts';
import { atDeskOnly } from '../../kit/rights.ts';
import { hashPassword, passwordProblem } from './password.ts';
import { permissionsOfRole } from './permissions.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { must } from '../../platform/must.ts';

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

interface SessionRow {
  session_id: string;
  expires_at: Date;
  user_id: string | null;
  customer_id: string | null;
  partner_id: string;
  partner_path: string;
  partner_number: number;
  role: string | null;
  name: string;
  email: string | null;
}

/** Who a token belongs to, with the role's permissions as they are now; null when the session is over. */
export async function viewerOf(app: App, token: string): Promise<Viewer | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const [row] = await app.boundary.inSql(NOBODY, (sql) =>
    sql.rows<SessionRow>('select * from session_of($1)', [hashToken(token)]),
  );
  if (!row) return null;
  const common = {
    sessionId: row.session_id,
    expiresAt: row.expires_at,
    name: row.name,
    email: row.email,
    partnerId: row.partner_id,
    path: row.partner_path,
  };
  if (row.customer_id) {
    const actor: Actor = { kind: 'CUSTOMER', id: row.customer_id, name: row.name };
    return {
      ...common,
      kind: 'CUSTOMER',
      id: row.customer_id,
      role: null,
      permissions: permissionsOfRole(null),
      scope: {
        kind: 'customer',
        customerId: row.customer_id,
        partnerId: row.partner_id,
        path: row.partner_path,
        actor,
      },
    };
  }
  const operator = row.partner_number === 1;
  const actor: Actor = { kind: 'USER', id: row.user_id, name: row.name };
  const permissions = permissionsOfRole(row.role ?? '');
  return {
    ...common,
    kind: operator ? 'OPERATOR' : 'PARTNER',
    id: must(row.user_id),
    role: row.role,
    permissions,
    scope: {
      kind: operator ? 'operator' : 'partner',
      partnerId: row.partner_id,
      path: row.partner_path,
      actor,
      ...(atDeskOnly(permissions) ? { desk: must(row.user_id) } : {}),
    },
  };
}

function ownSessions(viewer: Viewer): [column: string, id: string] {
  return [ownRecord(viewer).column, viewer.id];
}

/** Ends a session of the viewer's own, and the sockets that live by it. Refuses others' with NOT_FOUND. */
export async function endSession(sql: ScopedSql, viewer: Viewer, sessionId: string): Promise<void> {
  const [column, id] = ownSessions(viewer);
  const ended = await sql.rows(
    `update session set revoked_at = now() where id = $1 and ${column} = $2 and revoked_at is null returning id`,
    [sessionId, id],
  );
  if (!ended.length) throw notFound();
  await announce(sql, { topic: 'access', path: viewer.path, id: sessionId });
}

export interface SessionRecord {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  userAgent: string | null;
  address: string | null;
}

/** The viewer's own open sessions, latest first. */
export async function openSessions(sql: ScopedSql, viewer: Viewer): Promise<SessionRecord[]> {
  const [column, id] = ownSessions(viewer);
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

/**
 * Sets a new password and ends every other session. Refuses a wrong current one and a weak new one
 * by field, and RATE_LIMITED.
 */
export async function changePassword(
  app: App,
  viewer: Viewer,
  current: string,
  next: string,
): Promise<void> {
  const problem = passwordProblem(next);
  if (problem) throw badInput({ next: problem });
  await confirmPassword(app, viewer, current, 'current');
  const hash = await hashPassword(next);
  const { table, column, entity } = ownRecord(viewer);
  await app.boundary.inSql(viewer.scope, async (sql) => {
    await sql.rows(`update ${table} set password_hash = $2 where id = $1`, [viewer.id, hash]);
    const ended = await sql.rows<{ id: string }>(
      `update session set revoked_at = now() where ${column} = $1 and id <> $2 and revoked_at is null returning id`,
      [viewer.id, viewer.sessionId],
    );
    for (const session of ended)
      await announce(sql, { topic: 'access', path: viewer.path, id: session.id });
    await audit(sql, { action: 'change-password', entity, entityId: viewer.id });
  });
}
