import { lookingUp, withoutNestedLoops } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Amiss, InvariantSql } from './amiss.ts';
import { DOCUMENTS } from './documents.store.ts';
import { ALLOCATIONS, LEDGER, NOTES } from './money.store.ts';
import { NUMBERS } from './numbers.store.ts';
import { PERIODS } from './periods.store.ts';
import { SUMS } from './sums.store.ts';

/** What must hold of all books at every moment, by name. */
export const INVARIANTS: Readonly<Record<string, InvariantSql>> = {
  LEDGER,
  DOCUMENTS,
  NUMBERS,
  ALLOCATIONS,
  NOTES,
  PERIODS,
  SUMS,
};

/** What was looked at, and the first rows for which it does not hold. */
export interface Found {
  checked: bigint;
  amiss: Amiss[];
}

/**
 * Looks at all rows of a place in the tree and below it: one statement, which sees one moment, and answers `most` rows
 * at most, whatever there is.
 */
export async function lookAt(
  sql: ScopedSql,
  { checked, amiss, byIndex }: InvariantSql,
  path: string,
  most: number,
): Promise<Found> {
  // what does not fit is sorted and hashed on the disk
  await sql.rows(`select set_config('work_mem', '32MB', true)`);
  const joining = byIndex ? lookingUp : withoutNestedLoops;
  return joining(sql, () =>
    sql.row<Found>(
      `select (${checked})::bigint checked,
        coalesce((
          select json_agg(wrong) from (
            select * from (${amiss.map((each) => `(${each})`).join(' union all ')}) each_of
            limit $3) wrong), '[]') amiss`,
      [path, `${path}\u{10FFFF}`, most],
    ),
  );
}
