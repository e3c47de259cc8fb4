import type { ScopedSql } from '../../tenancy/boundary.ts';

/** An entry that was skipped, locked. */
export async function lockSkipped(
  sql: ScopedSql,
  id: string,
): Promise<{
  accountId: string;
  statementId: string;
  fileId: string;
  member: number;
  entry: unknown;
  takenInAs: string | null;
} | null> {
  const [skipped] = await sql.rows<{
    accountId: string;
    statementId: string;
    fileId: string;
    member: number;
    entry: unknown;
    takenInAs: string | null;
  }>(
    `select account_id "accountId", statement_id "statementId", file_id "fileId", member, entry,
      taken_in_as "takenInAs"
    from bank_skipped
    where id = $1
    for update`,
    [id],
  );
  return skipped ?? null;
}

export async function markTakenIn(sql: ScopedSql, id: string, as: string): Promise<void> {
  await sql.rows('update bank_skipped set taken_in_as = $2 where id = $1', [id, as]);
}

/** It is another one than the one that it might have been. */
export async function markDistinct(sql: ScopedSql, id: string): Promise<void> {
  await sql.rows(
    `update bank_transaction
    set possibly_id = null, status = case when kind in ('CREDIT', 'RETURN') then 'UNMATCHED' else 'OUTGOING' end
    where id = $1`,
    [id],
  );
}

export async function nextPosition(sql: ScopedSql, statementId: string): Promise<number> {
  const { next } = await sql.row<{ next: number }>(
    `select coalesce(max(position), 0) + 1 "next" from bank_transaction where statement_id = $1`,
    [statementId],
  );
  return next;
}
