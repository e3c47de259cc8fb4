import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Somebody } from './accounts.store.ts';
import { placesOfSessions, revokeSessions, type SessionPlace } from './sessions.store.ts';

/**
 * Ends every open session of a user or a customer, with the sockets that live by it. kept: the one
 * session that stays.
 */
export async function endSessions(sql: ScopedSql, of: Somebody, kept?: string): Promise<void> {
  await announceEach(sql, await revokeSessions(sql, of, kept));
}

/** Ends the sockets of a user or a customer, and leaves the sessions: they are opened again with what it may do now. */
export async function endSockets(sql: ScopedSql, of: Somebody): Promise<void> {
  await announceEach(sql, await placesOfSessions(sql, of));
}

async function announceEach(sql: ScopedSql, sessions: readonly SessionPlace[]): Promise<void> {
  for (const { id, path } of sessions) await announce(sql, { topic: 'access', path, id });
}
