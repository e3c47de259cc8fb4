import type { BankFormat } from '@backhaul/domain/bank/entry';
import type { CsvMapping } from '@backhaul/domain/bank/csvMapping';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { PACKED } from './formats/formats.ts';

/** An account as entries are read for it. */
export interface AccountRow {
  id: string;
  partnerId: string;
  partnerPath: string;
  name: string;
  iban: string | null;
  accountNumber: string | null;
  currency: string;
}

const ACCOUNT = `id, partner_id "partnerId", partner_path "partnerPath", name, iban,
  account_number "accountNumber", currency`;

/** Null outside the scope. */
export async function accountById(sql: ScopedSql, id: string): Promise<AccountRow | null> {
  const [account] = await sql.rows<AccountRow>(
    `select ${ACCOUNT} from bank_account where id = $1`,
    [id],
  );
  return account ?? null;
}

/** All accounts inside the scope: a file says which ones it is of. */
export function accountsInScope(sql: ScopedSql): Promise<AccountRow[]> {
  return sql.rows<AccountRow>(`select ${ACCOUNT} from bank_account order by id`);
}

/** Locks an account: entries are added to it by one file after the other. */
export async function lockAccountRow(sql: ScopedSql, id: string): Promise<void> {
  await sql.rows('select from bank_account where id = $1 for no key update', [id]);
}

/** The file of these bytes for the same account that is there already. */
export async function sameFile(
  sql: ScopedSql,
  digest: string,
  accountId: string | null,
): Promise<string | null> {
  const [known] = await sql.rows<{ id: string }>(
    `select id
    from bank_file
    where digest = $1 and status in ('READING', 'DONE') and named_account_id is not distinct from $2::uuid
    order by created_at
    limit 1`,
    [digest, accountId],
  );
  return known?.id ?? null;
}

/** The same bytes came once more. */
export async function markCameAgain(sql: ScopedSql, id: string): Promise<void> {
  await sql.rows('update bank_file set came_again = came_again + 1 where id = $1', [id]);
}

export interface NewFile {
  name: string;
  digest: string;
  size: number;
  format: BankFormat | typeof PACKED;
  encoding: string;
  accountId: string | null;
  mapping: CsvMapping | null;
}

/** Returns its id; null where the same bytes came at this moment. */
export async function insertFile(sql: ScopedSql, file: NewFile): Promise<string | null> {
  const { scope } = sql;
  if (scope.kind === 'nobody') throw new Error('nobody sends files');
  const [row] = await sql.rows<{ id: string }>(
    `insert into bank_file (partner_id, partner_path,
      name, digest, size, format, encoding, named_account_id, mapping,
      actor_kind, actor_id, created_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    on conflict do nothing
    returning id`,
    [
      scope.partnerId,
      scope.path,
      file.name,
      file.digest,
      file.size,
      file.format,
      file.encoding,
      file.accountId,
      file.mapping && JSON.stringify(file.mapping),
      scope.actor.kind,
      scope.actor.kind === 'USER' ? scope.actor.id : null,
      scope.actor.name,
    ],
  );
  return row?.id ?? null;
}

export async function insertPart(
  sql: ScopedSql,
  fileId: string,
  position: number,
  bytes: Buffer,
): Promise<void> {
  await sql.rows(
    `insert into bank_file_part (partner_id, partner_path, file_id, position, bytes)
    select partner_id, partner_path, id, $2, $3
    from bank_file
    where id = $1`,
    [fileId, position, bytes],
  );
}

/** A file that is to be read. */
export interface FileToRead {
  id: string;
  status: 'READING' | 'DONE' | 'FAILED' | 'UNDONE';
  format: BankFormat | typeof PACKED;
  encoding: string;
  size: bigint;
  namedAccountId: string | null;
  mapping: CsvMapping | null;
  readAt: Date | null;
}

export async function fileToRead(sql: ScopedSql, id: string): Promise<FileToRead | null> {
  const [file] = await sql.rows<FileToRead>(
    `select id, status, format, encoding, size, named_account_id "namedAccountId", mapping,
      read_at "readAt"
    from bank_file
    where id = $1`,
    [id],
  );
  return file ?? null;
}

/** Holds a file as long as the transaction lasts: whoever reads it is alone, and a killed process lets go. */
export async function holdFile(sql: ScopedSql, id: string): Promise<boolean> {
  const held = await sql.rows(
    `select from bank_file_part where file_id = $1 and position = 0 for update skip locked`,
    [id],
  );
  return held.length > 0;
}

/** Null behind the last one. */
export async function partOf(
  sql: ScopedSql,
  fileId: string,
  position: number,
): Promise<Buffer | null> {
  const [part] = await sql.rows<{ bytes: Buffer }>(
    'select bytes from bank_file_part where file_id = $1 and position = $2',
    [fileId, position],
  );
  return part?.bytes ?? null;
}

export async function setProgress(sql: ScopedSql, id: string, progress: number): Promise<void> {
  await sql.rows(`update bank_file set progress = $2 where id = $1 and status = 'READING'`, [
    id,
    progress,
  ]);
}

/** What a file's reading came to: entries are there, and its bytes are needed no more. */
export async function markRead(
  sql: ScopedSql,
  id: string,
  {
    entriesNew,
    entriesKnown,
    warnings,
  }: { entriesNew: number; entriesKnown: number; warnings: unknown[] },
): Promise<void> {
  await sql.rows(
    `update bank_file
    set read_at = now(), entries_new = $2, entries_known = $3, warnings = $4
    where id = $1`,
    [id, entriesNew, entriesKnown, JSON.stringify(warnings)],
  );
}

export async function endFile(
  sql: ScopedSql,
  id: string,
  failure: { message: string; line: number | null } | null,
): Promise<void> {
  await sql.rows(
    `update bank_file
    set status = case when $2::text is null then 'DONE' else 'FAILED' end, failure = $2, failure_line = $3,
      progress = 1, ended_at = now()
    where id = $1 and status = 'READING'`,
    [id, failure?.message ?? null, failure?.line ?? null],
  );
  await sql.rows('delete from bank_file_part where file_id = $1', [id]);
}

/** Files that wait to be read, or were being read when a process died. */
export function filesReading(sql: ScopedSql): Promise<{ id: string; partnerId: string }[]> {
  return sql.rows(
    `select id, partner_id "partnerId" from bank_file where status = 'READING' order by created_at limit 1000`,
  );
}
