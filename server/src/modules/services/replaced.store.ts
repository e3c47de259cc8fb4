import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Says which service follows one after a change of plan; null: none does any more. */
export async function setFollower(sql: ScopedSql, id: string, byId: string | null): Promise<void> {
  await sql.rows('update service set changed_to = $2 where id = $1', [id, byId]);
}

/** Says which service another one follows. */
export async function setFollows(sql: ScopedSql, id: string, ofId: string): Promise<void> {
  await sql.rows('update service set changed_from = $2 where id = $1', [id, ofId]);
}

/** Puts a service away for good: nothing of it is billed, and nobody changes it. */
export async function archiveService(sql: ScopedSql, id: string): Promise<void> {
  await sql.rows(`update service set state = 'ARCHIVED', changed_from = null where id = $1`, [id]);
}
