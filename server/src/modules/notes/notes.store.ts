import type { ScopedSql, ScopedTx } from '../../tenancy/boundary.ts';
import type { Person } from '@backhaul/domain/text/mentions';

export interface StoredNote {
  id: string;
  customerId: string;
  partnerId: string;
  partnerPath: string;
  text: string;
  pinned: boolean;
  fileIds: string[];
}

/** Stores a note about a customer, in the name of whoever writes, and returns its id. */
export async function insertNote(sql: ScopedSql, note: Omit<StoredNote, 'id'>): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into note (partner_id, partner_path, customer_id, text, pinned, file_ids, author)
    values ($1, $2, $3, $4, $5, $6, $7)
    returning id`,
    [
      note.partnerId,
      note.partnerPath,
      note.customerId,
      note.text,
      note.pinned,
      note.fileIds,
      sql.scope.actor.name,
    ],
  );
  return id;
}

/** A note, locked; undefined outside the scope. */
export async function lockNote(sql: ScopedSql, id: string): Promise<StoredNote | undefined> {
  const [note] = await sql.rows<StoredNote>(
    `select id, customer_id "customerId", partner_id "partnerId", partner_path "partnerPath",
      text, pinned, file_ids "fileIds"
    from note
    where id = $1
    for update`,
    [id],
  );
  return note;
}

/** Stores what a note is from now on; where its text is another, what it said before is kept. */
export async function storeNote(
  sql: ScopedSql,
  before: StoredNote,
  after: Pick<StoredNote, 'text' | 'pinned' | 'fileIds'>,
): Promise<void> {
  const edited = after.text !== before.text;
  if (edited)
    await sql.rows(
      `insert into note_version (partner_id, partner_path, note_id, text, changed_by)
      values ($1, $2, $3, $4, $5)`,
      [before.partnerId, before.partnerPath, before.id, before.text, sql.scope.actor.name],
    );
  await sql.rows(
    `update note
    set text = $2, pinned = $3, file_ids = $4, edited_at = case when $5 then now() else edited_at end
    where id = $1`,
    [before.id, after.text, after.pinned, after.fileIds, edited],
  );
}

/** A user who may be told of a note. */
export interface Reader extends Person {
  id: string;
  role: string;
}

/** The users inside the scope whose partner is at a place or above it, so many at most. */
export function usersAbove(
  sql: ScopedSql,
  paths: readonly string[],
  most: number,
): Promise<Reader[]> {
  return sql.rows(
    `select id, name, email, role
    from app_user
    where partner_path = any ($1) and active
    order by id
    limit $2`,
    [paths, most],
  );
}

/** The notes of customers, the pinned ones first, then the latest; so many at most of each. */
export function notesOf(
  tx: ScopedTx,
  customerIds: readonly string[],
  most: number,
): Promise<{ id: string; customerId: string }[]> {
  return tx.$queryRawUnsafe(
    `select n.id::text, c.id::text "customerId"
    from unnest($1::uuid[]) c(id)
    cross join lateral (
      select id, pinned, created_at
      from note
      where customer_id = c.id
      order by pinned desc, created_at desc, id desc
      limit $2) n
    order by n.pinned desc, n.created_at desc, n.id desc`,
    customerIds,
    most,
  );
}
