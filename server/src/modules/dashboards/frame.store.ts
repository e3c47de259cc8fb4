import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Area } from './area.ts';
import { BELOW } from './area.store.ts';

/** The partners right below an area's own. */
export function childrenOf(
  sql: ScopedSql,
  { id, path }: Area,
): Promise<{ id: string; path: string }[]> {
  return sql.rows<{ id: string; path: string }>(
    'select id, path from partner where parent_id = $1 and is_test(path) = is_test($2)',
    [id, path],
  );
}

/** What waits for a person, of each kind how much there is: few rows, each by an index of its own. */
export interface Waiting {
  previews: number;
  drafts: number;
  held: number;
  failed: number;
  unmatched: number;
}

export function waitingIn(sql: ScopedSql, { path }: Area): Promise<Waiting> {
  return sql.row<Waiting>(
    `select
      (select count(*)::int from billing_run where ${BELOW} and status = 'READY') previews,
      (select count(*)::int from invoice where ${BELOW} and state = 'DRAFT') drafts,
      (select count(*)::int from message where ${BELOW} and status = 'HELD') held,
      (select count(*)::int from message where ${BELOW} and status = 'FAILED') failed,
      (select count(*)::int from bank_transaction where ${BELOW}
        and status in ('SUGGESTED', 'UNMATCHED', 'POSSIBLE_DUPLICATE', 'AWAITING_DETAILS')) unmatched`,
    [path],
  );
}
