import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Ends every open session of a user or a customer, with the sockets that live by it. */
export async function endSessions(sql: ScopedSql, of: { userId: string } | { customerId: string }): Promise<void> {
  const [column, id] = 'userId' in of ? ['user_id', of.userId] : ['customer_id', of.customerId];
  const ended = await sql.rows<{ id: string; path: string }>(`update session set revoked_at = now() where ${column} = $1 and revoked_at is null returning id, partner_path path`, [id]);
  for (const session of ended) await announce(sql, { topic: 'access', path: session.path, id: session.id });
}
