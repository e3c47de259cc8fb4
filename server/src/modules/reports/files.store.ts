import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Asked } from './asked.ts';

export type FileKind = 'CSV' | 'XLSX';

/** A report's file as its owner sees it. */
export interface StoredFile {
  id: string;
  status: 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED';
  fileName: string;
  format: FileKind;
  rowCount: number | null;
  rowsDone: number;
  size: bigint | null;
  error: string | null;
  expiresAt: Date;
}

/** A file that a process has taken up; the lease says that it is still its own. */
export interface TakenFile {
  id: string;
  partnerId: string;
  partnerPath: string;
  asked: Asked;
  format: FileKind;
  lease: string;
  attempts: number;
}

const SHOWN = `id, status, file_name "fileName", format, row_count "rowCount", rows_done "rowsDone",
  size, error, expires_at "expiresAt"`;

/** Orders a file that is kept for so many hours once it is made; returns its id. */
export async function insertFile(
  sql: ScopedSql,
  owner: { id: string; name: string; partnerId: string; path: string },
  file: { asked: Asked; format: FileKind; fileName: string; hoursKept: number },
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into report_file (partner_id, partner_path, owner_id, created_by, asked, format, file_name, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(hours => $8))
    returning id`,
    [
      owner.partnerId,
      owner.path,
      owner.id,
      owner.name,
      JSON.stringify(file.asked),
      file.format,
      file.fileName,
      file.hoursKept,
    ],
  );
  return id;
}

/** How many of a partner's files are still to be made. */
export async function unfinishedFiles(sql: ScopedSql, partnerId: string): Promise<number> {
  const { n } = await sql.row<{ n: number }>(
    `select count(*)::int n from report_file
    where partner_id = $1 and status in ('QUEUED', 'RUNNING')`,
    [partnerId],
  );
  return n;
}

/** A file of its owner's; null for anybody else's, and once it is kept no longer. */
export async function ownFile(
  sql: ScopedSql,
  ownerId: string,
  id: string,
): Promise<StoredFile | null> {
  const [file] = await sql.rows<StoredFile>(
    `select ${SHOWN} from report_file where id = $1 and owner_id = $2 and expires_at > now()`,
    [id, ownerId],
  );
  return file ?? null;
}

/** Calls a file off that waits or is made; false where it is not there or has ended. */
export async function cancelFile(sql: ScopedSql, ownerId: string, id: string): Promise<boolean> {
  const gone = await sql.rows(
    `update report_file set status = 'CANCELLED', lease = null
    where id = $1 and owner_id = $2 and status in ('QUEUED', 'RUNNING')
    returning 1`,
    [id, ownerId],
  );
  return gone.length > 0;
}

/**
 * Takes a file up that waits, or whose process was silent for so long, under a lease of its own;
 * 'busy' while so many of the partner are being made, null where there is nothing to take up.
 */
export async function takeFile(
  sql: ScopedSql,
  id: string,
  { silentSeconds, atOnce }: { silentSeconds: number; atOnce: number },
): Promise<TakenFile | 'busy' | null> {
  const [waits] = await sql.rows<{ busy: boolean }>(
    `select (select count(*) from report_file o
        where o.partner_id = f.partner_id and o.id <> f.id and o.status = 'RUNNING'
          and o.heartbeat_at >= now() - make_interval(secs => $2)) >= $3 busy
    from report_file f
    where f.id = $1
      and (f.status = 'QUEUED'
        or f.status = 'RUNNING' and f.heartbeat_at < now() - make_interval(secs => $2))`,
    [id, silentSeconds, atOnce],
  );
  if (!waits) return null;
  if (waits.busy) return 'busy';
  await sql.rows('delete from report_file_part where file_id = $1', [id]);
  const [taken] = await sql.rows<TakenFile>(
    `update report_file
    set status = 'RUNNING', rows_done = 0, lease = gen_random_uuid(), attempts = attempts + 1, heartbeat_at = now()
    where id = $1
      and (status = 'QUEUED' or status = 'RUNNING' and heartbeat_at < now() - make_interval(secs => $2))
    returning id, partner_id "partnerId", partner_path "partnerPath", asked, format, lease, attempts`,
    [id, silentSeconds],
  );
  return taken ?? null;
}

type Own = Pick<TakenFile, 'id' | 'lease'>;

/** How far a file is; false when it was called off, or is somebody else's now. */
export async function advanceFile(
  sql: ScopedSql,
  { id, lease }: Own,
  { done, of }: { done: number; of: number },
): Promise<boolean> {
  const own = await sql.rows(
    `update report_file set rows_done = $3, row_count = $4, heartbeat_at = now()
    where id = $1 and lease = $2 and status = 'RUNNING'
    returning 1`,
    [id, lease, done, of],
  );
  return own.length > 0;
}

export async function insertFilePart(
  sql: ScopedSql,
  { id, partnerId, partnerPath }: TakenFile,
  position: number,
  content: Buffer,
): Promise<void> {
  await sql.rows(
    `insert into report_file_part (file_id, position, partner_id, partner_path, content)
    values ($1, $2, $3, $4, $5)`,
    [id, position, partnerId, partnerPath, content],
  );
}

export async function finishFile(
  sql: ScopedSql,
  { id, lease }: Own,
  { size, hoursKept }: { size: bigint; hoursKept: number },
): Promise<void> {
  await sql.rows(
    `update report_file
    set status = 'DONE', size = $3, rows_done = coalesce(row_count, 0), lease = null,
      expires_at = now() + make_interval(hours => $4)
    where id = $1 and lease = $2 and status = 'RUNNING'`,
    [id, lease, size, hoursKept],
  );
}

/** To be begun again by whoever looks next. */
export async function giveFileBack(sql: ScopedSql, { id, lease }: Own): Promise<void> {
  await sql.rows(
    `update report_file set status = 'QUEUED', lease = null where id = $1 and lease = $2`,
    [id, lease],
  );
}

export async function failFile(sql: ScopedSql, { id, lease }: Own, error: string): Promise<void> {
  await sql.rows(
    `update report_file set status = 'FAILED', error = $3, lease = null
    where id = $1 and lease = $2`,
    [id, lease, error],
  );
}

/** A part of a file; undefined after the last. */
export async function filePart(
  sql: ScopedSql,
  id: string,
  position: number,
): Promise<Buffer | undefined> {
  const [part] = await sql.rows<{ content: Buffer }>(
    'select content from report_file_part where file_id = $1 and position = $2',
    [id, position],
  );
  return part?.content;
}

/** Files anywhere that nobody makes though they wait, or whose process is silent for so long. */
export function leftFiles(
  sql: ScopedSql,
  silentSeconds: number,
): Promise<{ id: string; partnerId: string }[]> {
  return sql.rows(
    `select id, partner_id "partnerId" from report_file
    where status in ('QUEUED', 'RUNNING') and heartbeat_at < now() - make_interval(secs => $1)
    order by created_at limit 1000`,
    [silentSeconds],
  );
}

/** Puts away what is kept no longer. */
export async function purgeFiles(sql: ScopedSql): Promise<void> {
  await sql.rows('delete from report_file where expires_at < now()');
}
