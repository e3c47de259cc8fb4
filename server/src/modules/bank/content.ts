import type { ScopedSql } from '../../tenancy/boundary.ts';
import { encodingSeen, HEAD } from './encoding.ts';
import { partOf, type FileToRead } from './files.store.ts';
import { PART } from './parts.ts';
import { unpacked, type Member, type ReadAt } from './zip.ts';

/** Bytes piece by piece; how many of the file as it came were read for them. */
type Bytes = AsyncIterable<{ bytes: Buffer; read: number }>;

/** What is to be read: a file, or one of those packed into it. It may be gone through more than once. */
export interface Content {
  encoding: string;
  bytes(): Bytes;
}

/** A file's own bytes. */
export function contentOf(sql: ScopedSql, file: FileToRead): Content {
  return { encoding: file.encoding, bytes: () => partsOf(sql, file.id) };
}

async function* partsOf(sql: ScopedSql, fileId: string): Bytes {
  for (let position = 0; ; position++) {
    const bytes = await partOf(sql, fileId, position);
    if (!bytes) return;
    yield { bytes, read: bytes.length };
  }
}

/** Any bytes of a file that is kept part by part; the part that was looked at last is at hand. */
export function readAtOf(sql: ScopedSql, fileId: string): ReadAt {
  let held: { position: number; bytes: Buffer } | null = null;
  return async (offset, length) => {
    const pieces: Buffer[] = [];
    for (let at = offset; at < offset + length;) {
      const position = Math.floor(at / PART);
      if (held?.position !== position) {
        const bytes = await partOf(sql, fileId, position);
        if (!bytes) break;
        held = { position, bytes };
      }
      const from = at - position * PART;
      const piece = held.bytes.subarray(from, from + offset + length - at);
      if (!piece.length) break;
      pieces.push(piece);
      at += piece.length;
    }
    return Buffer.concat(pieces);
  };
}

/** A file within a packed one, with its beginning; what it is written in is told by all of it. */
export async function memberContent(
  readAt: ReadAt,
  member: Member,
): Promise<Content & { beginning: string }> {
  const seen = encodingSeen();
  let head = Buffer.alloc(0);
  for await (const bytes of unpacked(readAt, member)) {
    seen.see(bytes);
    if (head.length < HEAD) head = Buffer.concat([head, bytes.subarray(0, HEAD - head.length)]);
  }
  const encoding = seen.encoding();
  return {
    encoding,
    beginning: new TextDecoder(encoding).decode(head, { stream: true }),
    bytes: () => memberBytes(readAt, member),
  };
}

async function* memberBytes(readAt: ReadAt, member: Member): Bytes {
  const share = member.size ? member.packed / member.size : 0;
  for await (const bytes of unpacked(readAt, member)) yield { bytes, read: bytes.length * share };
}

/** Pieces of a size that is read at a stretch, and others have their turn between them. */
const PIECE = 64 * 1024;

/** A content's text piece by piece; null at its end. */
export async function* textOf(
  content: Content,
): AsyncGenerator<{ text: string | null; read: number }> {
  const decoder = new TextDecoder(content.encoding);
  for await (const { bytes, read } of content.bytes()) {
    for (let at = 0; at < bytes.length; at += PIECE) {
      const piece = bytes.subarray(at, at + PIECE);
      const text = decoder.decode(piece, { stream: true });
      yield { text, read: (read * piece.length) / bytes.length };
      await new Promise(setImmediate);
    }
  }
  const rest = decoder.decode();
  if (rest) yield { text: rest, read: 0 };
  yield { text: null, read: 0 };
}
