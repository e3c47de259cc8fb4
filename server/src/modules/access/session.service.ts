import { createHash } from 'node:crypto';
import type { App } from '../../kit/app.ts';
import { announce } from '../../platform/signals.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Actor } from '../../tenancy/scope.ts';
import { accountOf, setPasswordHash } from './accounts.store.ts';
import { confirmPassword } from './confirm.service.ts';
import { endSessions } from './endSessions.ts';
import { atDeskOnly } from '../../kit/rights.ts';
import { hashPassword, passwordProblem } from './password.ts';
import { permissionsOfRole } from './permissions.ts';
import {
  openSessionsOf,
  revokeSession,
  sessionOfToken,
  type SessionRecord,
} from './sessions.store.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { must } from '../../platform/must.ts';

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Who a token belongs to, with the role's permissions as they are now; null when the session is over. */
export async function viewerOf(app: App, token: string): Promise<Viewer | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const session = await sessionOfToken(app.boundary.alone, hashToken(token));
  if (!session) return null;
  const common = {
    sessionId: session.id,
    expiresAt: session.expiresAt,
    name: session.name,
    email: session.email,
    partnerId: session.partnerId,
    path: session.partnerPath,
  };
  if (session.customerId) {
    const actor: Actor = { kind: 'CUSTOMER', id: session.customerId, name: session.name };
    return {
      ...common,
      kind: 'CUSTOMER',
      id: session.customerId,
      role: null,
      permissions: permissionsOfRole(null),
      scope: {
        kind: 'customer',
        customerId: session.customerId,
        partnerId: session.partnerId,
        path: session.partnerPath,
        actor,
      },
    };
  }
  const operator = session.partnerNumber === 1;
  const actor: Actor = { kind: 'USER', id: session.userId, name: session.name };
  const permissions = permissionsOfRole(session.role ?? '');
  return {
    ...common,
    kind: operator ? 'OPERATOR' : 'PARTNER',
    id: must(session.userId),
    role: session.role,
    permissions,
    scope: {
      kind: operator ? 'operator' : 'partner',
      partnerId: session.partnerId,
      path: session.partnerPath,
      actor,
      ...(atDeskOnly(permissions) ? { desk: must(session.userId) } : {}),
    },
  };
}

/**
 * Who a token belongs to, for a request that may name the person that its page was opened for (the
 * viewer's id): the session of anybody else counts as none, so that nobody sends what another typed.
 */
export async function viewerFor(
  app: App,
  token: string | null,
  person: unknown,
): Promise<Viewer | null> {
  const viewer = token ? await viewerOf(app, token) : null;
  return person === undefined || viewer?.id === person ? viewer : null;
}

/** Ends a session of the viewer's own, and the sockets that live by it. Refuses others' with NOT_FOUND. */
export async function endSession(sql: ScopedSql, viewer: Viewer, sessionId: string): Promise<void> {
  if (!(await revokeSession(sql, accountOf(viewer), sessionId))) throw notFound();
  await announce(sql, { topic: 'access', path: viewer.path, id: sessionId });
}

/** The viewer's own open sessions, latest first. */
export function openSessions(sql: ScopedSql, viewer: Viewer): Promise<SessionRecord[]> {
  return openSessionsOf(sql, accountOf(viewer));
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
  const own = accountOf(viewer);
  await app.boundary.inSql(viewer.scope, async (sql) => {
    await setPasswordHash(sql, own, hash);
    await endSessions(sql, own, viewer.sessionId);
    await audit(sql, {
      action: 'change-password',
      entity: viewer.kind === 'CUSTOMER' ? 'customer' : 'user',
      entityId: viewer.id,
    });
  });
}
