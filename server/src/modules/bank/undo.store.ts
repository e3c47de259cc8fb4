import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Locks a file; null outside the scope. */
export async function fileToUndo(
  sql: ScopedSql,
  id: string,
): Promise<{ status: string; partnerId: string; partnerPath: string } | null> {
  const [file] = await sql.rows<{ status: string; partnerId: string; partnerPath: string }>(
    `select status, partner_id "partnerId", partner_path "partnerPath"
    from bank_file
    where id = $1
    for update`,
    [id],
  );
  return file ?? null;
}

/** Locks what was posted of a file. */
export function lockedEntriesOf(
  sql: ScopedSql,
  fileId: string,
): Promise<{ id: string; writtenOff: string | null; returnsPayment: string | null }[]> {
  return sql.rows(
    `select id, written_off "writtenOff", returns_payment "returnsPayment"
    from bank_transaction
    where file_id = $1 and status = 'POSTED'
    order by returns_payment is null, id
    for update`,
    [fileId],
  );
}

/** What another file skipped, since it was known by an entry of a file that is taken back. */
export interface SkippedElsewhere {
  id: string;
  sameAs: string;
  accountId: string;
  statementId: string;
  fileId: string;
  member: number;
  entry: unknown;
}

/** Behind one of the entries that they are the same as; the first of each entry first. */
export function skippedElsewhere(
  sql: ScopedSql,
  fileId: string,
  after: string | null,
  most: number,
): Promise<SkippedElsewhere[]> {
  return sql.rows<SkippedElsewhere>(
    `select s.id, t.id "sameAs", s.account_id "accountId", s.statement_id "statementId",
      s.file_id "fileId", s.member, s.entry
    from bank_transaction t
    cross join lateral (
      select *
      from bank_skipped s
      where s.same_as = t.id and s.file_id <> $1 and s.taken_in_as is null
      order by s.id
      limit 1
    ) s
    where t.file_id = $1 and ($2::uuid is null or t.id > $2)
    order by t.id
    limit $3`,
    [fileId, after, most],
  );
}

/** Entries that were skipped stand by themselves; others that were the same are the same as these. */
export async function standInstead(
  sql: ScopedSql,
  rows: readonly { skippedId: string; sameAs: string; id: string; fileId: string }[],
): Promise<void> {
  const json = JSON.stringify(rows);
  const given = `jsonb_to_recordset($1::jsonb) r("skippedId" uuid, "sameAs" uuid, id uuid, "fileId" uuid)`;
  await sql.rows(`delete from bank_skipped s using ${given} where s.id = r."skippedId"`, [json]);
  await sql.rows(
    `update bank_skipped s set same_as = r.id from ${given} where s.same_as = r."sameAs"`,
    [json],
  );
  await sql.rows(
    `update bank_file f
    set entries_new = entries_new + n.count, entries_known = greatest(entries_known - n.count, 0)
    from (select r."fileId" id, count(*)::int count from ${given} group by 1) n
    where f.id = n.id`,
    [json],
  );
}

/** Takes a file's entries and statements out; reversed payments keep in words where they came from. */
export async function withdraw(sql: ScopedSql, fileId: string): Promise<void> {
  const entries = 'select id from bank_transaction where file_id = $1';
  await sql.rows(`delete from customer_iban where learned_from in (${entries})`, [fileId]);
  await sql.rows(`delete from bank_skipped where file_id = $1 or same_as in (${entries})`, [
    fileId,
  ]);
  // nothing is left that they might be the same as
  await sql.rows(
    `update bank_transaction
    set possibly_id = null, status = case when kind in ('CREDIT', 'RETURN') then 'UNMATCHED' else 'OUTGOING' end
    where possibly_id in (${entries}) and status = 'POSSIBLE_DUPLICATE' and file_id <> $1`,
    [fileId],
  );
  await sql.rows('delete from bank_transaction where file_id = $1', [fileId]);
  await sql.rows('delete from bank_statement where file_id = $1', [fileId]);
}

/** The highest position in each of these statements. */
export async function lastPositions(
  sql: ScopedSql,
  statementIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await sql.rows<{ id: string; last: number }>(
    `select k.id, coalesce((
      select max(position) from bank_transaction t where t.statement_id = k.id
    ), 0) "last"
    from unnest($1::uuid[]) k(id)`,
    [statementIds],
  );
  return new Map(rows.map(({ id, last }) => [id, last]));
}

export async function markUndone(sql: ScopedSql, id: string): Promise<void> {
  await sql.rows(`update bank_file set status = 'UNDONE' where id = $1`, [id]);
}

/** Whose an invoice is. */
export async function payerOfInvoice(sql: ScopedSql, invoiceId: string): Promise<string> {
  const { customerId } = await sql.row<{ customerId: string }>(
    'select customer_id "customerId" from invoice where id = $1',
    [invoiceId],
  );
  return customerId;
}
