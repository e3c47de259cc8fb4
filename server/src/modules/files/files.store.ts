import type { ScopedSql } from '../../tenancy/boundary.ts';

export interface FileMeta {
  id: string;
  partnerId: string;
  partnerPath: string;
  customerId: string | null;
  name: string;
  type: string;
  size: number;
  width: number | null;
  height: number | null;
}

const META = `
  id, partner_id "partnerId", partner_path "partnerPath", customer_id "customerId",
  name, type, size, width, height`;

/** What is known of files, without their content; those outside the scope are left out. */
export function loadFileMeta(sql: ScopedSql, ids: readonly string[]): Promise<FileMeta[]> {
  return sql.rows<FileMeta>(`select ${META} from file where id = any($1::uuid[])`, [ids]);
}

/** Bytes that were sent: within the last day, and in all. */
interface Sent {
  day: bigint;
  all: bigint;
}

/** What a customer sent. */
export function sentByCustomer(sql: ScopedSql, customerId: string): Promise<Sent> {
  return sql.row<Sent>(
    `select
      coalesce(sum(size) filter (where created_at > now() - interval '1 day'), 0)::bigint "day",
      coalesce(sum(size), 0)::bigint "all"
    from file
    where customer_id = $1`,
    [customerId],
  );
}

/** What a partner's staff sent within the last day; for theirs, that is all that is looked at. */
export function sentByStaff(sql: ScopedSql, partnerId: string): Promise<Sent> {
  return sql.row<Sent>(
    `select
      coalesce(sum(size) filter (where created_at > now() - interval '1 day'), 0)::bigint "day",
      coalesce(sum(size), 0)::bigint "all"
    from file
    where partner_id = $1 and customer_id is null
      and created_at > now() - interval '1 day'`,
    [partnerId],
  );
}

export interface NewFile extends Omit<FileMeta, 'id'> {
  sha256: Buffer;
  createdBy: string;
}

/** Stores what is known of a file; its content comes with insertContent. */
export async function insertFile(sql: ScopedSql, file: NewFile): Promise<FileMeta> {
  const [made] = await sql.rows<FileMeta>(
    `insert into file (
      partner_id, partner_path, customer_id,
      name, type, size, sha256, width, height,
      created_by
    )
    values (
      $1, $2, $3,
      $4, $5, $6, $7, $8, $9,
      $10
    )
    returning ${META}`,
    [
      file.partnerId,
      file.partnerPath,
      file.customerId,
      file.name,
      file.type,
      file.size,
      file.sha256,
      file.width,
      file.height,
      file.createdBy,
    ],
  );
  return made;
}

/** Stores the content of a file. */
export async function insertContent(
  sql: ScopedSql,
  file: FileMeta,
  content: Buffer,
): Promise<void> {
  await sql.rows(
    'insert into file_content (file_id, partner_id, partner_path, content) values ($1, $2, $3, $4)',
    [file.id, file.partnerId, file.partnerPath, content],
  );
}

/** A file as it is downloaded. */
export interface StoredFile {
  name: string;
  type: string;
  content: Buffer;
}

/** A file that the scope sees by itself; undefined for any other. */
export async function fileInScope(sql: ScopedSql, id: string): Promise<StoredFile | undefined> {
  const [file] = await sql.rows<StoredFile>(
    `select f.name, f.type, c.content
    from file f
    join file_content c on c.file_id = f.id
    where f.id = $1`,
    [id],
  );
  return file;
}

/** A logo that company details at the scope's place inherit; undefined when the file is none. */
export async function inheritedLogo(sql: ScopedSql, id: string): Promise<StoredFile | undefined> {
  const [logo] = await sql.rows<StoredFile>('select name, type, content from inherited_logo($1)', [
    id,
  ]);
  return logo;
}

/** A logo as documents print it, also one of a partner above; null when there is none to print. */
export async function printedLogo(sql: ScopedSql, fileId: string): Promise<Buffer | null> {
  const [logo] = await sql.rows<{ printed: Buffer | null }>(
    'select printed from inherited_logo($1)',
    [fileId],
  );
  return logo?.printed ?? null;
}

/** A file that a custom field of a record in the scope holds; undefined when none does. */
export async function attachedFile(sql: ScopedSql, id: string): Promise<StoredFile | undefined> {
  const [file] = await sql.rows<StoredFile>('select name, type, content from attached_file($1)', [
    id,
  ]);
  return file;
}

/** A file of a note inside the scope; undefined when none has it. */
export async function notedFile(sql: ScopedSql, id: string): Promise<StoredFile | undefined> {
  const [file] = await sql.rows<StoredFile>('select name, type, content from noted_file($1)', [id]);
  return file;
}

/** The content of a picture that is not drawn for printing yet; undefined when it is. */
export async function contentToPrint(sql: ScopedSql, fileId: string): Promise<Buffer | undefined> {
  const [source] = await sql.rows<{ content: Buffer }>(
    `select content
    from file_content c
    where c.file_id = $1
      and not exists (select 1 from printed_picture p where p.file_id = c.file_id)`,
    [fileId],
  );
  return source?.content;
}

/** Keeps a picture as it is printed; one that is kept already stays. */
export async function insertPrinted(
  sql: ScopedSql,
  file: FileMeta,
  content: Buffer,
): Promise<void> {
  await sql.rows(
    `insert into printed_picture (file_id, partner_id, partner_path, content)
    values ($1, $2, $3, $4)
    on conflict (file_id) do nothing`,
    [file.id, file.partnerId, file.partnerPath, content],
  );
}

/** So much of a file comes at once: it is text on the way. */
const PIECE = 16 * 1024 * 1024;

/** The content of a file that staff sent, in pieces; undefined outside the scope. */
export async function sentBytes(
  sql: ScopedSql,
  id: string,
): Promise<{ name: string; bytes: Buffer } | undefined> {
  const [file] = await sql.rows<{ name: string; size: number }>(
    'select name, size from file where id = $1 and customer_id is null',
    [id],
  );
  if (!file) return undefined;
  const pieces: Buffer[] = [];
  for (let at = 0; at < Number(file.size); at += PIECE) {
    const { piece } = await sql.row<{ piece: Buffer }>(
      'select substring(content from $2::int for $3::int) piece from file_content where file_id = $1',
      [id, at + 1, PIECE],
    );
    pieces.push(piece);
  }
  return { name: file.name, bytes: Buffer.concat(pieces) };
}
