import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

type Somebody = { userId: string } | { customerId: string };

/** Ends every open session of a user or a customer, with the sockets that live by it. */
export async function endSessions(sql: ScopedSql, of: Somebody): Promise<void> {
  const [column, id] = 'userId' in of ? ['user_id', of.userId] : ['customer_id', of.customerId];
  const ended = await sql.rows<{ id: string; path: string }>(
    `update session set revoked_at = now() where ${column} = $1 and revoked_at is null returning id, partner_path path`,
    [id],
  );
  for (const session of ended)
    await announce(sql, { topic: 'access', path: session.path, id: session.id });
}

/** Ends the sockets of a user or a customer, and leaves the sessions: they are opened again with what it may do now. */
export async function endSockets(sql: ScopedSql, of: Somebody): Promise<void> {
  const [column, id] = 'userId' in of ? ['user_id', of.userId] : ['customer_id', of.customerId];
  const open = await sql.rows<{ id: string; path: string }>(
    `select id, partner_path path from session where ${column} = $1 and revoked_at is null and expires_at > now()`,
    [id],
  );
  for (const session of open)
    await announce(sql, { topic: 'access', path: session.path, id: session.id });
}
