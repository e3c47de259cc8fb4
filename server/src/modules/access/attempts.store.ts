import { countsParams, countsQuery, type Counted, type Counts } from '../../kit/attempts.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** How many failed lately, as countsOf() says it, within a transaction that is open. */
export function attemptsOf(sql: ScopedSql, counted: Counted): Promise<Counts> {
  return sql.row<Counts>(countsQuery, countsParams(counted));
}

/** Forgets the failures of what succeeded. */
export async function forgetAttemptsOf(sql: ScopedSql, { key, source }: Counted): Promise<void> {
  await sql.rows('select forget_attempts($1, $2)', [key, source]);
}
