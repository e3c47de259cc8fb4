import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { Unreadable, type BankFormat } from '@backhaul/domain/bank/entry';
import type { App } from '../../kit/app.ts';
import { idInput } from '../../kit/input.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { enqueue } from '../../platform/queue.ts';
import { badInput, notFound, Refusal } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { encodingSeen, HEAD } from './encoding.ts';
import { accountById, insertFile, insertPart, markCameAgain, sameFile } from './files.store.ts';
import { formatOf, PACKED } from './formats/formats.ts';
import { mappingFor } from './mappings.service.ts';
import { PART } from './parts.ts';
import { looksPacked, membersOf, TooLarge, type Member, type ReadAt, unpacked } from './zip.ts';

/** A file that lies beside, with the fields of its form. */
export interface ReceivedFile {
  at: string;
  name: string;
  size: number;
  digest: string;
  encoding: string;
  fields: Readonly<Record<string, string>>;
}

const NAME_MAX = 200;

/**
 * Keeps a file and has it read; the same bytes for the same account give the file that is there. Refuses what no bank
 * hands out (UNSUPPORTED), what unpacks to too much (TOO_LARGE), and an account or mapping that is not there
 * (NOT_FOUND).
 */
export async function takeFile(
  app: App,
  viewer: Viewer,
  file: ReceivedFile,
): Promise<{ id: string; already: boolean }> {
  const { bankAccountId, mappingId } = file.fields;
  const accountId = bankAccountId ? idInput(bankAccountId, 'bankAccountId') : null;
  const mapping = mappingId ? idInput(mappingId, 'mappingId') : null;
  const handle = await fs.open(file.at);
  try {
    const head = Buffer.alloc(Math.min(HEAD, file.size));
    await handle.read(head, 0, head.length, 0);
    const beginning = new TextDecoder(file.encoding).decode(head, { stream: true });
    const format = looksPacked(head) ? await packedFormat(handle, file.size) : formatOf(beginning);
    if (!format) throw unsupported();
    return await app.boundary.inSql(viewer.scope, async (sql) => {
      if (accountId && !(await accountById(sql, accountId))) throw notFound();
      const known = await sameFile(sql, file.digest, accountId);
      if (known) return again(sql, known);
      const by = format === 'CSV' ? await mappingFor(sql, mapping, beginning) : null;
      const id = await insertFile(sql, {
        name: file.name.replace(/[\p{C}]/gu, '').slice(0, NAME_MAX) || 'file',
        digest: file.digest,
        size: file.size,
        format,
        encoding: by?.encoding ?? file.encoding,
        accountId,
        mapping: by,
      });
      // another transaction was quicker with the same bytes
      if (id === null) return again(sql, (await sameFile(sql, file.digest, accountId)) ?? '');
      await keepParts(sql, id, handle, file.size);
      await readSoon(sql, id);
      await audit(sql, {
        action: 'take-in',
        entity: 'bank-file',
        entityId: id,
        after: { name: file.name, format },
      });
      await announce(sql, { topic: 'finance', path: placeOf(sql).path });
      return { id, already: false };
    });
  } finally {
    await handle.close();
  }
}

async function again(sql: ScopedSql, id: string): Promise<{ id: string; already: boolean }> {
  await markCameAgain(sql, id);
  return { id, already: true };
}

function unsupported(
  message = 'Only CAMT.053, CAMT.054, pain.002, MT940 and CSV files of a bank are read, and ZIP files of these; ' +
    'XML without a document type.',
) {
  return new Refusal('BAD_USER_INPUT', message, { reason: 'UNSUPPORTED' });
}

/** Looks into a packed file: each of its files must begin as one of a bank. */
async function packedFormat(handle: fs.FileHandle, size: number): Promise<typeof PACKED> {
  const readAt: ReadAt = async (offset, length) => {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await handle.read(buffer, 0, length, offset);
    return buffer.subarray(0, bytesRead);
  };
  try {
    for (const member of await membersOf(readAt, size)) {
      const { head, encoding } = await beginningOf(readAt, member);
      if (!formatOf(new TextDecoder(encoding).decode(head, { stream: true })))
        throw unsupported(
          `${member.name} in this ZIP file is no file of a bank that is read here.`,
        );
    }
    return PACKED;
  } catch (error) {
    if (error instanceof TooLarge)
      throw new Refusal('BAD_USER_INPUT', error.message, { reason: 'TOO_LARGE' });
    throw error instanceof Unreadable ? unsupported(error.message) : error;
  }
}

/** The first bytes of a file within a packed one. */
async function beginningOf(
  readAt: ReadAt,
  member: Member,
): Promise<{ head: Buffer; encoding: string }> {
  const seen = encodingSeen();
  const bytes: Buffer[] = [];
  let length = 0;
  for await (const piece of unpacked(readAt, member)) {
    bytes.push(piece);
    length += piece.length;
    if (length >= HEAD) break;
  }
  const head = Buffer.concat(bytes).subarray(0, HEAD);
  seen.see(head);
  return { head, encoding: seen.encoding(length >= HEAD) };
}

interface TextFile {
  name: string;
  format: BankFormat;
  text: string;
  /** Of CSV: of which account it is, and which mapping says what its columns are. */
  table?: { accountId: string; mappingId: string } | null;
}

/** Keeps a file that was made here, and has it read. */
export async function takeText(
  sql: ScopedSql,
  { name, format, text, table = null }: TextFile,
): Promise<void> {
  const bytes = Buffer.from(text);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const file = { name, digest, size: bytes.length, format, encoding: 'utf-8' };
  const mapping = table && (await mappingFor(sql, table.mappingId, text));
  const id = await insertFile(sql, { ...file, accountId: table?.accountId ?? null, mapping });
  if (id === null) return;
  await insertPart(sql, id, 0, bytes);
  await readSoon(sql, id);
}

async function keepParts(
  sql: ScopedSql,
  id: string,
  handle: fs.FileHandle,
  size: number,
): Promise<void> {
  const buffer = Buffer.alloc(Math.min(PART, size));
  for (let at = 0, position = 0; at < size; position++) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
    if (!bytesRead) throw badInput({ file: 'ended before its end' });
    await insertPart(sql, id, position, buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
}

/** Has a file read, as soon as the caller's transaction commits; once, however often it is asked for. */
export async function readSoon(sql: ScopedSql, fileId: string): Promise<void> {
  const { partnerId } = placeOf(sql);
  await enqueue(sql, 'bank:read', { partnerId, fileId }, { key: `bank:read:${fileId}` });
}

/** Whose scope a transaction is in; nobody's writes nothing here. */
export function placeOf({ scope }: ScopedSql): { partnerId: string; path: string } {
  if (scope.kind === 'nobody') throw new Error('nobody has no bank');
  return scope;
}
