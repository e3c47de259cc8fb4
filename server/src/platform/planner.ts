import type { ScopedSql } from '../tenancy/boundary.ts';

/**
 * Joins whole tables by hashing while the work runs. A table that grew a moment ago has no statistics yet: the planner
 * takes it for empty, and would compare every row of 100,000 with every other.
 */
export async function withoutNestedLoops<T>(sql: ScopedSql, work: () => Promise<T>): Promise<T> {
  await sql.rows(`select set_config('enable_nestloop', 'off', true)`);
  const result = await work();
  // a failure ends the transaction, and with it the setting
  await sql.rows(`select set_config('enable_nestloop', 'on', true)`);
  return result;
}
