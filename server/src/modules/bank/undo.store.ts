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

/** Takes a file's entries and statements out; reversed payments keep in words where they came from. */
export async function withdraw(sql: ScopedSql, fileId: string): Promise<void> {
  const entries = 'select id from bank_transaction where file_id = $1';
  await sql.rows(`delete from customer_iban where learned_from in (${entries})`, [fileId]);
  await sql.rows(`delete from bank_skipped where file_id = $1 or same_as in (${entries})`, [
    fileId,
  ]);
  await sql.rows('delete from bank_transaction where file_id = $1', [fileId]);
  await sql.rows('delete from bank_statement where file_id = $1', [fileId]);
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
